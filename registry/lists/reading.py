"""The rows of a register's file: CSV in any usual form, or every visible sheet of a workbook, within bounds."""

import csv
import io
import re
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Final

from registry.errors import InputRefused
from registry.lists import tables, workbook
from registry.lists.bounds import MAX_CELL, MAX_COLUMNS, MAX_ROWS, Cell, too_large
from registry.lists.tables import Line, Table
from registry.parsing.encodings import decode
from registry.parsing.limits import check_bytes, read_bytes

_MAX_LIST_BYTES: Final = 60_000_000
_SAMPLED: Final = 30  # lines that tell what parts the cells
_GUARD: Final = re.compile(r"'(?='?[=+\-@\t\r])")
_SEPARATOR_LINE: Final = re.compile(r"sep=([,;\t|])\r?\n", re.IGNORECASE)
_OLD_EXCEL: Final = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
_MARKUP: Final = re.compile(rb"\s*<(?:!doctype|html|head|table|meta|\?xml)\b", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Unread:
    """A sheet whose cells were not read.

    Args:
        name: Of the sheet.
        reason: In Vietnamese.
    """

    name: str
    reason: str


@dataclass(frozen=True, slots=True)
class Sheet:
    """The table of a file.

    Args:
        name: Of the file.
        headers: As written.
        rows: In order.
        unread: Sheets that were left out.
    """

    name: str
    headers: tuple[str, ...]
    rows: tuple[Line, ...]
    unread: tuple[Unread, ...] = ()


def read(path: Path) -> Sheet:
    """Read a register.

    Args:
        path: CSV (parted by comma, semicolon, tab or bar; any encoding) or XLSX.

    Raises:
        InputRefused: It is neither, is broken or hostile, is larger than the bounds, or has no row of headers.
    """
    data = read_bytes(path)
    check_bytes(data, _MAX_LIST_BYTES)
    _check_kind(data)
    found, unread = _of_workbook(data) if data.startswith(b"PK") else (tables.found(_csv(data)), [])
    if not found:
        raise InputRefused(
            "list-no-header",
            f"Tệp {path.name} không có dòng tiêu đề nhận ra được.",
            hint="Dòng tiêu đề cần có ít nhất hai cột như Số ký hiệu, Trích yếu; hoặc dùng --map cột=dữ_kiện.",
        )
    whole = tables.joined(found)
    if len(whole.rows) > MAX_ROWS:
        raise too_large(f"hơn {MAX_ROWS} dòng")
    return Sheet(path.name, whole.headers, tuple(whole.rows), tuple(unread))


def _check_kind(data: bytes) -> None:
    """Refuse what spreadsheets also call .xls, each with what to do."""
    if data.startswith(_OLD_EXCEL):
        raise _wrong_kind("bảng tính Excel đời cũ (.xls)")
    if _MARKUP.match(data[:500].lstrip(b"\xef\xbb\xbf")):
        raise _wrong_kind("trang HTML hoặc XML, dù tên tệp là gì")


def _wrong_kind(kind: str) -> InputRefused:
    return InputRefused(
        "list-kind", f"Sổ này là {kind}.", hint="Mở bằng Excel hoặc LibreOffice rồi lưu lại ở dạng .xlsx hoặc .csv."
    )


def _of_workbook(data: bytes) -> tuple[list[Table], list[Unread]]:
    tabs = workbook.tabs(data)
    shown = [tab.name for tab in tabs if not tab.hidden]
    unread = [Unread(tab.name, "trang tính ẩn") for tab in tabs if tab.hidden]
    found: list[Table] = []
    for name in shown:
        here = tables.found(workbook.lines(data, name), name if len(shown) > 1 else "")
        found += here
        if not here and any(any(cells) for _, cells in workbook.lines(data, name)):
            unread.append(Unread(name, "không có dòng tiêu đề nhận ra được"))
    return found, unread


def _csv(data: bytes) -> Iterator[tuple[int, list[Cell]]]:
    text = decode(data).text.removeprefix("\ufeff")
    reader = csv.reader(io.StringIO(text, newline=""), delimiter=_delimiter(text), strict=False)
    try:
        for number, cells in enumerate(reader, start=1):  # as a spreadsheet counts, which shows broken lines as one row
            if len(cells) > MAX_COLUMNS:
                raise too_large(f"hơn {MAX_COLUMNS} cột")
            yield number, [unguarded(cell) for cell in cells]
    except csv.Error as error:
        raise InputRefused("list-unreadable", f"Không đọc được tệp CSV ở dòng {reader.line_num}.") from error


def _delimiter(text: str) -> str:
    told = _SEPARATOR_LINE.match(text)
    if told:
        return told[1]
    sample = "\n".join(text.splitlines()[:_SAMPLED])
    return max(",;\t|", key=lambda mark: (_named(sample, mark), sample.count(mark)))


def _named(sample: str, mark: str) -> int:
    """How many facts the best line names when this mark parts its cells: commas stand in names of columns too."""
    try:
        return max(map(tables.known, csv.reader(io.StringIO(sample, newline=""), delimiter=mark)), default=0)
    except csv.Error:
        return 0


def unguarded(cell: str) -> str:
    """Take off the mark that keeps a spreadsheet from running a cell, as we write it ourselves."""
    if len(cell) > MAX_CELL:
        raise too_large(f"có ô dài hơn {MAX_CELL} ký tự")
    return cell[1:] if _GUARD.match(cell) else cell
