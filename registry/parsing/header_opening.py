"""Header facts printed before the preamble: number, type, place, date."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Final

from registry.numbers import DocumentNumber, find_numbers
from registry.parsing.header_lines import Cell, type_pattern
from registry.parsing.structure_zones import MOTTO
from registry.text import LOWER, UPPER, is_capitals, squeeze
from registry.vocabulary import vocabulary

NUMBER: Final = re.compile(
    r"(?:(?:Bộ luật|Luật|Pháp lệnh|Nghị quyết|Lệnh|Sắc lệnh)\s+)?(?:Số|SỐ|số)\s*[:.]?\s*(?=\d)", re.IGNORECASE
)
_DAY: Final = r"ngày\s*(?P<day>\d{1,2})\s*tháng\s*(?P<month>\d{1,2})\s*năm\s*(?P<year>(?:19|20)\d\d)"
DATE: Final = re.compile(rf"(?:(?P<place>[{UPPER}][^\W\d_]*(?:[ .'-]+[^\W\d_]+){{0,5}})\s*,\s*)?{_DAY}")
_NO_COMMA: Final = re.compile(rf"(?P<place>[{UPPER}][{LOWER}]+(?: [{UPPER}][{LOWER}]+){{0,4}})\s+{_DAY}")
GAZETTE: Final = re.compile(r"(?:PHẦN [IVX\d]+\.? )?VĂN BẢN (?:QUY PHẠM|PHÁP LUẬT|HỢP NHẤT|KHÁC)|ĐIỀU ƯỚC QUỐC TẾ$")
BLANK_NUMBER: Final = re.compile(r"(?:Số|SỐ)\s*:\s*(?:/|\.{2,}|…)")


@dataclass(frozen=True, slots=True)
class FoundDay:
    """A date, the place before it, and where it stands."""

    day: date
    place: str | None
    start: int
    end: int


def number_in(found: Sequence[Cell]) -> tuple[DocumentNumber, Cell] | None:
    """Return the document's own number: the one after "Số:", else a cell that is nothing but a number."""
    for cell in found:
        head = NUMBER.match(cell.text)
        number = next(find_numbers("số " + cell.text[head.end() :]), None) if head else None
        if number and number.start == 3:
            return number.number, cell
    for cell in found:
        number = next(find_numbers("số " + cell.text), None) if cell.text[:1].isdigit() else None
        if number and number.start == 3 and number.end == len(cell.text) + 3:
            return number.number, cell
    return None


def blank_number(found: Sequence[Cell]) -> Cell | None:
    """Return the cell of a number that was left open ("Số:     /QĐ-UBND"), or None."""
    return next((cell for cell in found if BLANK_NUMBER.match(cell.text)), None)


def day_in(found: Sequence[Cell]) -> FoundDay | None:
    """Return the place and date line; one with a place wins over one without."""
    days = [day for cell in _joined(found) if len(cell.text) < 120 and (day := _day(cell))]
    return next((day for day in days if day.place), days[0] if days else None)


def _joined(found: Sequence[Cell]) -> Iterator[Cell]:
    """Yield the cells, a date that the page broke over two lines ("Hà Nội, ngày / 02 tháng 12 ...") made whole."""
    for index, cell in enumerate(found):
        below = found[index + 1].text if index + 1 < len(found) else ""
        broken = _BROKEN_DAY.search(cell.text) is not None and below[:1].isdigit()
        yield Cell(f"{cell.text} {below}", cell.start) if broken else cell


_BROKEN_DAY: Final = re.compile(r"(?:, ngày|\d tháng|\d năm)$")


def _day(cell: Cell) -> FoundDay | None:
    match = DATE.match(cell.text) or _NO_COMMA.match(cell.text) or DATE.search(cell.text)
    if match is None or (match.start() > 0 and not match["place"]):
        return None
    day = calendar_day(match["day"], match["month"], match["year"])
    return FoundDay(day, match["place"], cell.start + match.start(), cell.start + match.end()) if day else None


def calendar_day(day: str, month: str, year: str) -> date | None:
    """Return the date, or None when the calendar has no such day."""
    try:
        return date(int(year), int(month), int(day))
    except ValueError:
        return None


@dataclass(frozen=True, slots=True)
class TypeLine:
    """The line that names the type.

    Args:
        name: Name of the type as in the vocabulary.
        index: Index of its cell.
        rest: Title that goes on in the same cell.
    """

    name: str
    index: int
    rest: str


def type_line(found: Sequence[Cell]) -> TypeLine | None:
    """Return the line that names the type: one that holds nothing else, else one that goes on with the title."""
    begins: TypeLine | None = None
    for index, cell in enumerate(found):
        match = type_pattern().match(squeeze(cell.text))
        if match is None or MOTTO.match(cell.text):
            continue
        kind = vocabulary().type_by_name(match[1])
        if kind is None:
            continue
        if not match[2]:
            return TypeLine(kind.name, index, "")
        if (
            begins is None
            and (is_capitals(match[2]) or match[2][:1].isupper())
            and not match[2].startswith(("SỐ", "Số"))
        ):
            begins = TypeLine(kind.name, index, match[2])
    return begins
