"""The sheets of a workbook as lines of cells; formulas as the values that were saved with them."""

import io
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any
from zipfile import BadZipFile

from openpyxl import load_workbook
from openpyxl.utils.exceptions import InvalidFileException

from registry.errors import InputRefused
from registry.lists import merged
from registry.lists.bounds import FORMULA, MAX_CELL, MAX_COLUMNS, MAX_ROWS, Cell, too_large
from registry.parsing.limits import open_zip


@dataclass(frozen=True, slots=True)
class Tab:
    """One sheet of a workbook.

    Args:
        name: As its tab shows it.
        hidden: True when people do not see it.
    """

    name: str
    hidden: bool


def tabs(data: bytes) -> list[Tab]:
    """Return the sheets of a workbook that can hold cells, in its order.

    Raises:
        InputRefused: It is broken, or would unpack beyond the bounds.
    """
    open_zip(data).close()
    with _book(data, computed=True) as book:
        return [Tab(each.title, each.sheet_state != "visible") for each in book.worksheets]


def lines(data: bytes, name: str) -> Iterator[tuple[int, list[Cell]]]:
    """Yield line number from 1 and cells of one sheet, what is merged downwards in each row that it covers.

    Args:
        data: The workbook.
        name: Of the sheet.

    Raises:
        InputRefused: It is broken or larger than the bounds.
    """
    return merged.filled(_lines(data, name), _spans(data, name))


def _lines(data: bytes, name: str) -> Iterator[tuple[int, list[Cell]]]:
    values = _rows(data, name, computed=True)
    formulas = _rows(data, name, computed=False)
    for line, (seen, written) in enumerate(zip(values, formulas, strict=True), start=1):
        if line > MAX_ROWS:
            raise too_large(f"hơn {MAX_ROWS} dòng")
        yield line, [_value(value, source) for value, source in zip(seen, written, strict=False)]


def _spans(data: bytes, name: str) -> list[merged.Span]:
    """Return the cells merged downwards; a sheet that is streamed tells of them only at its end."""
    with _book(data, computed=True) as book, book[name]._get_source() as source:
        return merged.spans(source)


def _rows(data: bytes, name: str, *, computed: bool) -> Iterator[tuple[Any, ...]]:
    with _book(data, computed=computed) as book:
        yield from book[name].iter_rows(max_col=MAX_COLUMNS, values_only=True)


@contextmanager
def _book(data: bytes, *, computed: bool) -> Iterator[Any]:
    try:
        yield load_workbook(io.BytesIO(data), read_only=True, data_only=computed, keep_links=False)
    except InputRefused:
        raise
    except (InvalidFileException, BadZipFile, KeyError, ValueError, TypeError, AttributeError) as error:
        raise _broken() from error
    except Exception as error:  # the XML parsers behind openpyxl share no base class
        raise _broken() from error


def _value(value: Any, written: Any) -> Cell:
    if value is None:
        return FORMULA if isinstance(written, str) and written.startswith("=") else ""
    if isinstance(value, datetime | date):
        return value.date() if isinstance(value, datetime) else value
    if isinstance(value, float) and value.is_integer():
        return str(int(value))
    text = str(value)
    if len(text) > MAX_CELL:
        raise too_large(f"có ô dài hơn {MAX_CELL} ký tự")
    return text


def _broken() -> InputRefused:
    return InputRefused("list-unreadable", "Không đọc được bảng tính này.", hint="Lưu lại tệp ở dạng .xlsx hoặc .csv.")
