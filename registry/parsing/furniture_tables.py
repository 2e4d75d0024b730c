"""The head of a table, printed again on each page that the table goes on to: it is kept once."""

import re
from collections.abc import Sequence
from typing import Final

_FIRST: Final = re.compile(r"(?:Số TT|SỐ TT|S\.?TT|Stt|STT|TT)(?: \|.*| \S.*)?")
_FEWEST: Final = 3  # columns that a head has to have


def strip_repeated_heads(pages: Sequence[list[str]]) -> list[list[str]]:
    """Return pages without the head of a table that a page begins with and an earlier page has, line for line.

    A head is known by its first column, the number of the row (TT, STT): nothing else that pages repeat at their top,
    such as the country's name above a form, begins so.

    Args:
        pages: Stripped lines of each page, without running headers.
    """
    kept: list[list[str]] = []
    seen: list[str] = []
    for page in pages:
        cut = _repeated(page, seen)
        kept.append(page[cut:])
        seen = seen if cut or not any(page) else [line for line in page if line]
    return kept


def _repeated(page: Sequence[str], before: Sequence[str]) -> int:
    """Return how many lines of a page are the head of the last table of the pages before."""
    first = next((at for at, line in enumerate(page) if line), len(page))
    if first == len(page) or not _FIRST.fullmatch(page[first]):
        return 0
    starts = [at for at, line in enumerate(before) if line == page[first]]
    if not starts:
        return 0
    at, same, stop = starts[-1], list[str](), first
    for here in range(first, len(page)):
        if page[here]:
            if at == len(before) or before[at] != page[here]:
                break
            same.append(page[here])
            at, stop = at + 1, here + 1
    columns = sum(line.count(" | ") + 1 for line in same)
    return stop if columns >= _FEWEST or any(line.count(" ") > _FEWEST for line in same) else 0
