"""Header facts printed before the preamble: number, type, issuers, place, date, title."""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import Final

from registry.numbers import DocumentNumber, find_numbers
from registry.parsing.header_lines import MOTTO, Cell, type_pattern
from registry.text import fold, is_capitals, place_tones, sentence_case, squeeze
from registry.vocabulary import vocabulary

_NUMBER: Final = re.compile(
    r"(?:(?:Bộ luật|Luật|Pháp lệnh|Nghị quyết|Lệnh|Sắc lệnh)\s+)?(?:Số|SỐ|số)\s*[:.]?\s*(?=\d)", re.IGNORECASE
)
_DATE: Final = re.compile(
    r"(?:(?P<place>[A-ZÀ-ỸĐ][^\W\d_]*(?:[ .'-]+[^\W\d_]+){0,5})\s*,\s*)?ngày\s*(?P<day>\d{1,2})\s*tháng\s*(?P<month>\d{1,2})"
    r"\s*năm\s*(?P<year>(?:19|20)\d\d)"
)
_GAZETTE: Final = re.compile(r"(?:PHẦN [IVX\d]+\.? )?VĂN BẢN (?:QUY PHẠM|PHÁP LUẬT|HỢP NHẤT|KHÁC)|ĐIỀU ƯỚC QUỐC TẾ$")
_AUTHORITY: Final = re.compile(
    r"(?:CHÍNH PHỦ|QUỐC HỘI|ỦY BAN|UỶ BAN|HỘI ĐỒNG|BỘ TRƯỞNG|CHỦ TỊCH|THỦ TƯỚNG|GIÁM ĐỐC|TỔNG |CHÁNH ÁN|VIỆN TRƯỞNG|THỐNG ĐỐC"
    r"|CỤC TRƯỞNG|CHỦ NHIỆM|TRƯỞNG BAN|BAN |KIỂM TOÁN|THỨ TRƯỞNG|BỘ CHÍNH TRỊ|BAN CHẤP HÀNH|KHÓA |KHOÁ |KỲ HỌP)"
)
_BLANK_NUMBER: Final = re.compile(r"(?:Số|SỐ)\s*:\s*(?:/|\.{2,}|…)")
_NOTE: Final = re.compile(r"\s?\[\d{1,3}\]|(?<=[^\W\d_])\d{1,2}$")
_AMENDED_BY: Final = re.compile(r"được sửa đổi, bổ sung.{0,40}(?:bởi|theo)\s*:?$")


@dataclass(frozen=True, slots=True)
class Found:
    """A fact and the cell that states it."""

    value: str
    start: int
    end: int


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
        head = _NUMBER.match(cell.text)
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
    return next((cell for cell in found if _BLANK_NUMBER.match(cell.text)), None)


def day_in(found: Sequence[Cell]) -> FoundDay | None:
    """Return the place and date line; one with a place wins over one without."""
    days = [day for cell in found if len(cell.text) < 120 and (day := _day(cell))]
    return next((day for day in days if day.place), days[0] if days else None)


def _day(cell: Cell) -> FoundDay | None:
    match = _DATE.match(cell.text) or _DATE.search(cell.text)
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


def issuers_in(found: Sequence[Cell], until: int) -> tuple[str, ...]:
    """Return the issuers printed above the number, each by its full name; joint circulars have several.

    Args:
        found: Cells of the opening.
        until: Index of the type line.
    """
    lines = [squeeze(cell.text) for cell in found[:until] if _may_name_issuer(cell.text)]
    names: list[str] = []
    at = 0
    while at < len(lines):
        width, several = _longest_issuer(lines, at)
        names += [name for name in several if name not in names]
        at += width
    return tuple(_without_parents(names))


def _may_name_issuer(text: str) -> bool:
    if MOTTO.search(text) or _GAZETTE.match(text) or _NUMBER.match(text) or _DATE.search(text):
        return False
    return is_capitals(text) and len(text) < 160


def _longest_issuer(lines: Sequence[str], at: int) -> tuple[int, list[str]]:
    """Return how many lines name the issuers that begin at a line, and their names."""
    for width in (3, 2, 1):
        joined = " ".join(lines[at : at + width])
        if at + width > len(lines):
            continue
        names = _named(joined)
        if names:
            return width, names
    return 1, []


def _named(text: str) -> list[str]:
    issuer = vocabulary().issuer_of_name(text)
    if issuer:
        return [issuer.name]
    parts = re.split(
        r"\s+[-–]\s+(?=BỘ |TÒA |TOÀ |VIỆN |ỦY BAN|UỶ BAN|TỔNG |THANH TRA|NGÂN HÀNG|KIỂM TOÁN|HỘI |MẶT TRẬN|BAN )", text
    )
    joint = [vocabulary().issuer_of_name(part) for part in parts]
    return [one.name for one in joint if one] if len(parts) > 1 and all(joint) else []


def _without_parents(names: Sequence[str]) -> list[str]:
    """Drop the superior body printed above a department: what stands last signs, unless the circular is joint."""
    if len(names) < 2:
        return list(names)
    ranks = [fold(name).split(" ")[0] for name in names]
    return list(names) if len(set(ranks)) == 1 else [names[-1]]


def title_in(found: Sequence[Cell], line: TypeLine | None, text: str) -> Found | None:
    """Return the title on one line: what stands between the type and the authority or preamble.

    A title in capitals takes the casing that the text itself prints, else sentence case.
    """
    if line is None:
        return _subject(found)
    body = [cell for cell in found[line.index + 1 :] if not _skipped(cell.text)]
    body = _before_authority(body)
    parts = ([line.rest] if line.rest else []) + [cell.text for cell in body]
    title = _without_history(squeeze(_NOTE.sub("", " ".join(parts)))).strip(" -_*")
    if not title:
        return None
    last = body[-1] if body else found[line.index]
    named = f"{line.name} {title}" if line.name in ("Luật", "Bộ luật", "Pháp lệnh") else title
    return Found(printed_case(named, text) if is_capitals(title) else named, found[line.index].start, last.end)


_JOINED_HISTORY: Final = re.compile(
    r"(?<!của)(?<!tại)(?<!,)(?<!và)(?<!với)\s"
    r"(?=(?:Thông tư liên tịch|Thông tư|Nghị định|Nghị quyết|Quyết định|Pháp lệnh)\s+số\s+\S+\s+ngày\s.+?có hiệu lực)"
)


def _without_history(title: str) -> str:
    """Cut the history of a consolidated text that the page layout ran into its title."""
    if "được sửa đổi, bổ sung" not in title:
        return title
    joined = _JOINED_HISTORY.search(title)
    return title[: joined.start()] if joined else title


_SUBJECT: Final = re.compile(r"(?:V/v|V/V|Về việc|v/v)\s*:?\s*(.+)")


def _subject(found: Sequence[Cell]) -> Found | None:
    """Subject of an official letter: "V/v ..." under its number."""
    for index, cell in enumerate(found):
        match = _SUBJECT.search(cell.text)
        if match:
            more = [squeeze(below.text) for below in found[index + 1 : index + 3] if below.text[:1].islower()]
            return Found(squeeze(" ".join([match[0], *more])), cell.start, cell.end)
    return None


def _skipped(text: str) -> bool:
    return bool(
        MOTTO.search(text) or _GAZETTE.match(text) or _NUMBER.match(text) or _BLANK_NUMBER.match(text)
        or (_DATE.match(text) and len(text) < 80) or not any(map(str.isalnum, text))
    )  # fmt: skip


def _before_authority(body: list[Cell]) -> list[Cell]:
    """Drop the authority ("BỘ TRƯỞNG BỘ ...") and the history of a consolidated text below the title."""
    for index, cell in enumerate(body):
        if index and (_HISTORY.match(cell.text) or _AMENDED_BY.search(cell.text)):
            body = body[:index]
            break
    for index in range(1, len(body)):
        tail = body[index:]
        if len(tail) <= 4 and _AUTHORITY.match(tail[0].text) and all(is_capitals(cell.text) for cell in tail):
            if not is_capitals(body[index - 1].text) or _complete(tail):
                return body[:index]
    return body


_HISTORY: Final = re.compile(
    r"(?:Bộ luật|Luật|Pháp lệnh|Nghị định|Nghị quyết|Thông tư|Quyết định)\b.{0,200}\bsố\s+\S*\d+/.{0,20}.* ngày \d"
)


def _complete(tail: Sequence[Cell]) -> bool:
    """Tell whether the lines name an authority by themselves, and do not end a title in capitals."""
    return vocabulary().issuer_of_name(squeeze(" ".join(cell.text for cell in tail))) is not None or len(tail) > 1


def printed_case(title: str, text: str) -> str:
    """Return a title in the casing in which the text prints the same words elsewhere, else in sentence case."""
    hay = place_tones(text[:60_000]).lower()
    if len(hay) != len(text[:60_000]):
        return sentence_case(title)
    for lead in ("", "về việc ", "về "):
        needle = place_tones(title).lower()
        if not needle.startswith(lead):
            continue
        needle = needle[len(lead) :]
        at = hay.find(needle)
        while at >= 0:
            cased = text[at : at + len(needle)]
            if not is_capitals(cased):
                whole = title[: len(lead)].lower() + cased
                return whole[:1].upper() + whole[1:]
            at = hay.find(needle, at + 1)
    return sentence_case(title)
