"""The documents of a search as files for a spreadsheet: CSV and XLSX with the same columns."""

import csv
import io
import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, datetime, time
from typing import Final

from flask_babel import gettext as _
from openpyxl import Workbook
from openpyxl.cell import WriteOnlyCell
from openpyxl.cell.cell import Cell as SheetCell
from openpyxl.styles import Alignment, Font
from openpyxl.worksheet.worksheet import Worksheet

from registry.records import DocumentRecord
from web import addresses
from web.views import words

Cell = str | date | None

_FORMULA: Final = ("=", "+", "-", "@", "\t", "\r")
_CONTROL: Final = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f\ufffe\uffff]")
_LONGEST: Final = 32_000
_DAY: Final = "dd/mm/yyyy"


@dataclass(frozen=True, slots=True)
class Column:
    """A column: its heading and, in a workbook, its width in characters."""

    heading: str
    width: int


def columns() -> tuple[Column, ...]:
    """Return the columns of an export, in order."""
    return (
        Column(_("Số ký hiệu"), 24),
        Column(_("Loại văn bản"), 16),
        Column(_("Trích yếu"), 70),
        Column(_("Cơ quan ban hành"), 32),
        Column(_("Cấp ban hành"), 14),
        Column(_("Ngày ban hành"), 14),
        Column(_("Ngày có hiệu lực"), 14),
        Column(_("Ngày hết hiệu lực"), 14),
        Column(_("Hiệu lực"), 18),
        Column(_("Vì sao"), 44),
        Column(_("Chương trình"), 44),
        Column(_("Có toàn văn"), 12),
        Column(_("Địa chỉ"), 60),
    )


def cells(record: DocumentRecord, site: str) -> tuple[Cell, ...]:
    """Return the row of a document.

    Args:
        record: The document.
        site: Scheme and host that its address begins with.
    """
    return (
        record.number,
        record.type,
        record.title,
        record.issuer,
        words.level(record.level),
        record.issued,
        record.effective,
        record.expired,
        words.effect(record.effect.state),
        record.effect.reason,
        "; ".join(words.programme_short(tag.code) for tag in record.programmes),
        _("có") if record.has_text else _("chưa"),
        site + addresses.document(record.slug),
    )


def table_csv(heads: Sequence[Column], rows: Iterable[Sequence[Cell]]) -> bytes:
    """Return a table as CSV: UTF-8 with a mark that spreadsheets look for, ISO dates.

    A cell that a spreadsheet would take for a formula gets an apostrophe in front.
    """
    out = io.StringIO(newline="")
    writer = csv.writer(out)
    writer.writerow([column.heading for column in heads])
    writer.writerows([plain(cell) for cell in row] for row in rows)
    return out.getvalue().encode("utf-8-sig")


def table_xlsx(
    name: str, heads: Sequence[Column], rows: Iterable[Sequence[Cell]], about: Sequence[tuple[str, str]]
) -> bytes:
    """Return a table as a workbook; every text is stored as text, so that none can act as a formula.

    Args:
        name: Of the first sheet.
        heads: The columns.
        rows: A cell for each column.
        about: What the second sheet tells: name and value of each thing that was asked.
    """
    book = Workbook(write_only=True)
    sheet = book.create_sheet(name)
    for number, column in enumerate(heads):
        sheet.column_dimensions[chr(ord("A") + number)].width = column.width
    sheet.freeze_panes = "B2"
    sheet.append([_written(sheet, column.heading, bold=True) for column in heads])
    last = 1
    for row in rows:
        sheet.append([_written(sheet, cell) for cell in row])
        last += 1
    sheet.auto_filter.ref = f"A1:{chr(ord('A') + len(heads) - 1)}{last}"
    _tell(book.create_sheet(_("Câu tìm")), about)
    out = io.BytesIO()
    book.save(out)
    return out.getvalue()


def as_csv(records: Iterable[DocumentRecord], site: str) -> bytes:
    """Return documents as CSV; see :func:`table_csv`."""
    return table_csv(columns(), (cells(record, site) for record in records))


def as_xlsx(records: Iterable[DocumentRecord], site: str, about: Sequence[tuple[str, str]]) -> bytes:
    """Return documents as a workbook; see :func:`table_xlsx`.

    Args:
        records: The documents.
        site: Scheme and host that addresses begin with.
        about: What the second sheet tells: name and value of each thing that was searched.
    """
    return table_xlsx(_("Văn bản"), columns(), (cells(record, site) for record in records), about)


def _tell(sheet: Worksheet, about: Sequence[tuple[str, str]]) -> None:
    sheet.column_dimensions["A"].width = 24
    sheet.column_dimensions["B"].width = 100
    for name, value in about:
        sheet.append([_written(sheet, name, bold=True), _written(sheet, value)])


def plain(cell: Cell) -> str:
    """Return a cell for CSV: days in ISO form, what a spreadsheet would take for a formula behind an apostrophe."""
    if isinstance(cell, date):
        return cell.isoformat()
    text = _CONTROL.sub(" ", cell or "")
    return f"'{text}" if text.startswith(_FORMULA) else text


def _written(sheet: Worksheet, value: Cell, *, bold: bool = False) -> SheetCell:
    if isinstance(value, str):
        made = WriteOnlyCell(sheet, _CONTROL.sub(" ", value)[:_LONGEST])
        made.data_type = "s"
    else:
        made = WriteOnlyCell(sheet, datetime.combine(value, time()) if value else None)
        made.number_format = _DAY if value else made.number_format
    made.alignment = Alignment(vertical="top", wrap_text=True)
    if bold:
        made.font = Font(bold=True)
    return made
