"""Everything that is known, as a register that spreadsheets open and that the import reads back."""

import csv
import io
from collections.abc import Iterable
from datetime import date
from pathlib import Path
from typing import Any, Final

from openpyxl import Workbook
from openpyxl.cell import WriteOnlyCell
from openpyxl.styles import Font

from registry.errors import BadRequest
from registry.lists.columns import label_of
from registry.records import DocumentRecord
from registry.vocabulary import vocabulary

FIELDS: Final = (
    "number", "type", "issuer", "issued", "effective", "expired", "title", "signer", "status", "programmes", "sources",
)  # fmt: skip
_RUNS: Final = ("=", "+", "-", "@", "\t", "\r")  # first characters that make a spreadsheet run a cell
_WIDTHS: Final = {"title": 70, "issuer": 34, "sources": 40, "number": 20}
_CELL: Final = 32_767  # characters that a cell of a workbook holds


def write(path: Path, documents: Iterable[DocumentRecord]) -> int:
    """Write a register; return how many documents it holds.

    Args:
        path: ``.csv`` (UTF-8 with a byte order mark, as Excel expects) or ``.xlsx``.
        documents: In the order wanted.

    Raises:
        BadRequest: Another kind of file.
    """
    rows = [row(document) for document in documents]
    if path.suffix.lower() == ".csv":
        path.write_text(_csv(rows), encoding="utf-8-sig", newline="")
    elif path.suffix.lower() == ".xlsx":
        path.write_bytes(_workbook(rows))
    else:
        raise BadRequest("list-kind", f"Không ghi được danh sách dạng “{path.suffix}”.", hint="Dùng .csv hoặc .xlsx.")
    return len(rows)


def row(document: DocumentRecord) -> tuple[str | date | None, ...]:
    """Return the cells of one document, in the order of :data:`FIELDS`."""
    programmes = dict.fromkeys(tag.code for tag in document.programmes)
    return (
        document.number,
        document.type,
        document.issuer,
        document.issued,
        document.effective,
        document.expired,
        document.title,
        "; ".join(f"{each.office} {each.name}".strip() for each in document.signers),
        vocabulary().effect(document.effect.state).label,
        "; ".join(programmes),
        "; ".join(document.sources),
    )


def safe(text: str) -> str:
    """Return a text that no spreadsheet takes for a formula; reading takes the mark off again."""
    return f"'{text}" if text.startswith((*_RUNS, *(f"'{mark}" for mark in _RUNS))) else text


def _csv(rows: Iterable[tuple[str | date | None, ...]]) -> str:
    out = io.StringIO(newline="")
    writer = csv.writer(out)
    writer.writerow([label_of(name) for name in FIELDS])
    writer.writerows([_plain(cell) for cell in cells] for cells in rows)
    return out.getvalue()


def _plain(cell: str | date | None) -> str:
    if isinstance(cell, date):
        return f"{cell:%d/%m/%Y}"
    return safe(cell or "")


def _workbook(rows: Iterable[tuple[str | date | None, ...]]) -> bytes:
    book = Workbook(write_only=True)
    sheet = book.create_sheet("Văn bản")
    for at, name in enumerate(FIELDS):
        sheet.column_dimensions[chr(ord("A") + at)].width = _WIDTHS.get(name, 16)
    sheet.freeze_panes = "A2"
    header = [WriteOnlyCell(sheet, label_of(name)) for name in FIELDS]
    for cell in header:
        cell.font = Font(bold=True)
    sheet.append(header)
    for cells in rows:
        sheet.append([_typed(sheet, cell) for cell in cells])
    out = io.BytesIO()
    book.save(out)
    return out.getvalue()


def _typed(sheet: Any, value: str | date | None) -> Any:
    """A cell whose text is text, whatever it begins with; dates are dates."""
    cell: Any = WriteOnlyCell(sheet, None)
    if isinstance(value, date):
        cell.value = value
        cell.number_format = "dd/mm/yyyy"
        return cell
    text = "".join(letter for letter in (value or "") if letter >= " " or letter in "\t\n\r")
    cell.value = text[:_CELL]
    if text:
        cell.data_type = "s"
    return cell
