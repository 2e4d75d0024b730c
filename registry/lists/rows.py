"""One row of a register being read: its cells by fact, its doubts with their place, whether it is a document at all."""

import re
from dataclasses import dataclass, field
from datetime import date
from typing import Final

from registry.document import Issue
from registry.issues import issue
from registry.lists import cells
from registry.lists.bounds import FORMULA, Cell
from registry.lists.columns import label_of
from registry.lists.tables import Line
from registry.numbers import find_numbers

_LIKE_A_DAY: Final = re.compile(r"\d{1,2}-[A-Z][a-z]{2}|[A-Z][a-z]{2}-\d{2}")  # "5-Dec", as spreadsheets save numbers
_FOOT: Final = re.compile(
    r"\(?(?:(?:tổng|cộng|tổng cộng|tổng số)(?: văn bản)?\s*(?::|\d|$)|người (?:lập|vào sổ)\b|thủ trưởng(?: đơn vị)?$"
    r"|ký,? (?:tên|ghi|họ)\b)",
    re.IGNORECASE,
)


@dataclass(frozen=True, slots=True)
class Doubt:
    """A cell that could not be taken as it stands.

    Args:
        line: Of the file; 0 for a whole sheet.
        column: Header of the cell, or an empty string for the whole row.
        issue: What is doubtful.
    """

    line: int
    column: str
    issue: Issue


@dataclass(slots=True)
class Row:
    """One row being read: its place, its cells by fact, the doubts so far."""

    name: str
    line: Line
    cells: dict[str, Cell]
    headers: dict[str, str]
    doubts: list[Doubt] = field(default_factory=list)

    def doubt(self, code: str, fact: str, **values: str | int) -> None:
        """Note a doubt about one cell."""
        column = self.headers.get(fact, "")
        where = f"{self.name}, {place(self.line)}" + (f", cột {column}" if column else "")
        doubt = Doubt(self.line.number, column, issue(code, None, None, where=where, **values))
        if doubt not in self.doubts:
            self.doubts.append(doubt)

    def unread(self, fact: str, value: str) -> None:
        """Note that a cell was not understood and is kept as it stands."""
        self.doubt("cell-unread", fact, field=label_of(fact).lower(), value=value)

    def text(self, fact: str) -> str:
        """Return the text of a cell; empty when it says nothing."""
        value = self.cells.get(fact, "")
        if value is FORMULA:
            self.doubt("cell-formula", fact)
            return ""
        found = cells.tidy(f"{value:%d/%m/%Y}" if isinstance(value, date) else str(value))
        return "" if cells.is_nothing(found) else found

    def whole(self, fact: str) -> str:
        """Return the text of a cell with its line breaks."""
        return str(self.cells[fact]) if self.text(fact) else ""


def place(line: Line) -> str:
    """Return where a row stands, in Vietnamese."""
    return (f"trang tính {line.sheet}, " if line.sheet else "") + f"dòng {line.number}"


def shown(value: Cell) -> str:
    """Return a cell as text."""
    return "=…" if value is FORMULA else str(value)


def is_heading(row: Row) -> bool:
    """Tell whether a row is no document: it heads those below it ("I. Văn bản của HĐND"), sums up, or is signed."""
    said = [value for value in row.line.cells if value not in ("", None)]
    facts = [fact for fact, value in row.cells.items() if value not in ("", None)]
    if len(said) <= 2 and (not facts or (facts == ["number"] and not any(map(str.isdigit, row.text("number"))))):
        return True
    texts = [cells.tidy(value) for value in said if isinstance(value, str)]
    if len(texts) < len(said) or any(map(_has_number, texts)):
        return False
    return len(said) == 1 or (not any(map(cells.day, texts)) and any(map(_FOOT.match, texts)))


def _has_number(text: str) -> bool:
    return next(find_numbers(text), None) is not None


def became_a_day(row: Row) -> bool:
    """Tell whether a spreadsheet took the number for a day ("5/12", "12-2024") and kept that instead."""
    for fact in ("number", "serial"):
        value = row.cells.get(fact)
        text = row.text(fact)
        if isinstance(value, date) or cells.day(text) is not None or _LIKE_A_DAY.fullmatch(text):
            row.doubt("number-became-day", fact, value=text)
            return True
    return False
