"""How large a register may be, and what a cell of one is."""

from typing import Any, Final

from registry.errors import InputRefused

MAX_ROWS: Final = 200_000
MAX_COLUMNS: Final = 200
MAX_CELL: Final = 20_000
FORMULA: Final = object()
"""A cell that holds a formula without the value that it gives."""

Cell = Any  # text, a date, or FORMULA


def too_large(reason: str) -> InputRefused:
    """Return the refusal of a table that is larger than the bounds.

    Args:
        reason: What there is too much of, in Vietnamese.
    """
    return InputRefused("list-too-large", f"Bảng quá lớn: {reason}.", hint="Chia sổ thành nhiều tệp.")
