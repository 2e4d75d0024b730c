"""The rows of a register's file: CSV in any usual form, or the first sheet of a workbook, within bounds."""

import csv
import io
import itertools
import re
from collections.abc import Iterable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import date, datetime
from pathlib import Path
from typing import Any, Final
from zipfile import BadZipFile

from openpyxl import load_workbook
from openpyxl.utils.exceptions import InvalidFileException

from registry.errors import InputRefused
from registry.lists import merged
from registry.lists.columns import guessed
from registry.parsing.encodings import decode
from registry.parsing.limits import check_bytes, open_zip, read_bytes

MAX_ROWS: Final = 200_000
MAX_COLUMNS: Final = 200
MAX_CELL: Final = 20_000
_MAX_LIST_BYTES: Final = 60_000_000
_SEARCHED: Final = 30  # lines among which the header is looked for: titles of the register stand above it
_GUARD: Final = re.compile(r"'(?='?[=+\-@\t\r])")
FORMULA: Final = object()

Cell = Any  # text, a date, or FORMULA


@dataclass(frozen=True, slots=True)
class Sheet:
    """The table of a file.

    Args:
        name: Of the file.
        headers: As written.
        rows: Line number in the file, and one cell for each header.
        wide: Lines that have more cells than the header.
    """

    name: str
    headers: tuple[str, ...]
    rows: tuple[tuple[int, tuple[Cell, ...]], ...]
    wide: tuple[int, ...] = ()


def read(path: Path) -> Sheet:
    """Read a register.

    Args:
        path: CSV (comma, semicolon or tab; any encoding) or XLSX.

    Raises:
        InputRefused: It is neither, is broken or hostile, is larger than the bounds, or has no row of headers.
    """
    data = read_bytes(path)
    check_bytes(data, _MAX_LIST_BYTES)
    lines = _workbook(data) if data.startswith(b"PK") else _csv(data)
    return _sheet(path.name, lines)


def _sheet(name: str, lines: Iterable[tuple[int, list[Cell]]]) -> Sheet:
    source = iter(lines)
    top = list(itertools.islice(source, _SEARCHED))
    at = max(range(len(top)), key=lambda n: (_known(top[n][1]), -n), default=-1)
    if at < 0 or _known(top[at][1]) < 2:
        raise InputRefused(
            "list-no-header",
            f"Tệp {name} không có dòng tiêu đề nhận ra được.",
            hint="Dòng tiêu đề cần có ít nhất hai cột như Số ký hiệu, Trích yếu; hoặc dùng --map cột=dữ_kiện.",
        )
    tiers = 1 + sum(1 for _ in itertools.takewhile(lambda line: _goes_on(top[at][1], line[1]), top[at + 1 :]))
    headers = _headers([cells for _, cells in top[at : at + tiers]])
    rows, wide = [], []
    for line, cells in itertools.chain(top[at + tiers :], source):
        kept = _trimmed(cells)
        if not kept or _is_counter(kept):
            continue
        if len(kept) > len(headers):
            wide.append(line)
        rows.append((line, tuple([*kept, *[""] * len(headers)][: len(headers)])))
        if len(rows) > MAX_ROWS:
            raise _too_large(f"hơn {MAX_ROWS} dòng")
    return Sheet(name, headers, tuple(rows), tuple(wide))


def _goes_on(header: Sequence[Cell], below: Sequence[Cell]) -> bool:
    """Tell whether a line is a second tier of the header: it repeats the cells that are merged over both."""
    pairs = zip(header, below, strict=False)
    return any(upper == lower and isinstance(lower, str) and guessed(lower) for upper, lower in pairs)


def _headers(tiers: Sequence[Sequence[Cell]]) -> tuple[str, ...]:
    """Return the header of each column: the lowest cell that says something."""
    found = list(itertools.zip_longest(*map(_trimmed, tiers), fillvalue=""))
    return tuple(next((str(cell).strip() for cell in reversed(cells) if cell), "") for cells in found)


def _known(cells: Sequence[Cell]) -> int:
    return len({guessed(cell) for cell in cells if isinstance(cell, str) and cell} - {None})


def _is_counter(cells: Sequence[Cell]) -> bool:
    """Tell whether a line only numbers the columns: (1) (2) (3), as forms do under their headers."""
    texts = [str(cell).strip("() .") for cell in cells]
    return len(texts) > 2 and texts == [str(n) for n in range(1, len(texts) + 1)]


def _trimmed(cells: Sequence[Cell]) -> list[Cell]:
    kept = list(cells)
    while kept and kept[-1] in ("", None):
        kept.pop()
    return ["" if cell is None else cell for cell in kept]


def _csv(data: bytes) -> Iterator[tuple[int, list[Cell]]]:
    text = decode(data).text.removeprefix("\ufeff")
    reader = csv.reader(io.StringIO(text, newline=""), delimiter=_delimiter(text), strict=False)
    try:
        for cells in reader:
            if len(cells) > MAX_COLUMNS:
                raise _too_large(f"hơn {MAX_COLUMNS} cột")
            yield reader.line_num, [unguarded(cell) for cell in cells]
    except csv.Error as error:
        raise InputRefused("list-unreadable", f"Không đọc được tệp CSV ở dòng {reader.line_num}.") from error


def _delimiter(text: str) -> str:
    lines = text.splitlines()[:_SEARCHED]
    return max(",;\t", key=lambda mark: sum(line.count(mark) for line in lines))


def unguarded(cell: str) -> str:
    """Take off the mark that keeps a spreadsheet from running a cell, as we write it ourselves."""
    if len(cell) > MAX_CELL:
        raise _too_large(f"có ô dài hơn {MAX_CELL} ký tự")
    return cell[1:] if _GUARD.match(cell) else cell


def _workbook(data: bytes) -> Iterator[tuple[int, list[Cell]]]:
    open_zip(data).close()  # refuses what would unpack beyond the bounds
    return merged.filled(_lines(data), _spans(data))


def _lines(data: bytes) -> Iterator[tuple[int, list[Cell]]]:
    values = _rows(data, computed=True)
    formulas = _rows(data, computed=False)
    for line, (seen, written) in enumerate(zip(values, formulas, strict=True), start=1):
        if line > MAX_ROWS:
            raise _too_large(f"hơn {MAX_ROWS} dòng")
        yield line, [_value(value, source) for value, source in zip(seen, written, strict=False)]


def _spans(data: bytes) -> list[merged.Span]:
    """Return the cells merged downwards; a sheet that is streamed tells of them only at its end."""
    with _first_sheet(data, computed=True) as sheet, sheet._get_source() as source:
        return merged.spans(source)


def _rows(data: bytes, *, computed: bool) -> Iterator[tuple[Any, ...]]:
    """Rows of the first visible sheet; formulas as the values that were saved with them, or as written."""
    with _first_sheet(data, computed=computed) as sheet:
        yield from sheet.iter_rows(max_col=MAX_COLUMNS, values_only=True)


@contextmanager
def _first_sheet(data: bytes, *, computed: bool) -> Iterator[Any]:
    """Open the first visible sheet of a workbook."""
    try:
        book = load_workbook(io.BytesIO(data), read_only=True, data_only=computed, keep_links=False)
        yield next(each for each in book.worksheets if each.sheet_state == "visible")
    except InputRefused:
        raise
    except (InvalidFileException, BadZipFile, KeyError, ValueError, TypeError, StopIteration, AttributeError) as error:
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
        raise _too_large(f"có ô dài hơn {MAX_CELL} ký tự")
    return text


def _broken() -> InputRefused:
    return InputRefused("list-unreadable", "Không đọc được bảng tính này.", hint="Lưu lại tệp ở dạng .xlsx hoặc .csv.")


def _too_large(reason: str) -> InputRefused:
    return InputRefused("list-too-large", f"Bảng quá lớn: {reason}.", hint="Chia sổ thành nhiều tệp.")
