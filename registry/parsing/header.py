"""Header facts of a document, as its text states them."""

import re
from collections.abc import Mapping, Sequence
from typing import Final

from registry.document import Header, Issue, Provision, ProvisionKind
from registry.issues import issue
from registry.numbers import DocumentNumber
from registry.parsing.header_closing import signers_in
from registry.parsing.header_effective import effective_in
from registry.parsing.header_issuers import issuers_in, signing_body
from registry.parsing.header_lines import (
    Cell,
    above,
    around,
    authentication,
    cells,
    closing,
    displaced_letterhead,
    opening_end,
)
from registry.parsing.header_meta import meta_issues, number_in_meta
from registry.parsing.header_opening import (
    FoundDay,
    TypeLine,
    blank_number,
    calendar_day,
    day_in,
    number_in,
    type_line,
)
from registry.parsing.header_title import title_in
from registry.parsing.structure import Layout, layout, provisions
from registry.vocabulary import vocabulary

CONSOLIDATED_TYPE: Final = "Văn bản hợp nhất"
_NORMATIVE: Final = (
    "Luật",
    "Bộ luật",
    "Pháp lệnh",
    "Nghị quyết",
    "Nghị định",
    "Quyết định",
    "Thông tư",
    "Thông tư liên tịch",
)
_LETTERS: Final = ("Công văn", "Công điện", "Thông báo", "Tờ trình", "Báo cáo", "Giấy mời")
_PASSED: Final = re.compile(
    r"(?:Bộ luật|Luật|Nghị quyết"
    r"|Pháp lệnh) này .{0,200}?thông qua\s+ngày\s*(\d{1,2})\s*tháng\s*(\d{1,2})\s*năm\s*(\d{4})"
)
_HISTORY: Final = re.compile(r"được sửa đổi, bổ sung.{0,60}(?:bởi|theo)\s*:?$")


def header(
    text: str,
    found: Sequence[Provision] | None = None,
    meta: Mapping[str, str] | None = None,
    shape: Layout | None = None,
) -> tuple[Header, tuple[Issue, ...]]:
    """Read number, type, issuers, place, dates, title and signers.

    Args:
        text: The canonical text.
        found: Its provisions, when already known.
        meta: What the container said. It speaks only where the text is silent, and with an issue.
        shape: The layout of the text, when already known.

    Returns:
        The facts, and an issue for each that is missing, contradicted or taken from the container.
    """
    shape = shape or layout(text)
    found = provisions(text, shape)[0] if found is None else found
    return _Reading(text, shape, found, meta or {}).header()


class _Reading:
    """One document being read: the zones that several facts share."""

    def __init__(self, text: str, shape: Layout, found: Sequence[Provision], meta: Mapping[str, str]) -> None:
        self.text = text
        self.shape = shape
        self.found = found
        self.meta = meta
        self.opening = list(cells(shape, 0, opening_end(shape)))
        self.letterhead = [*self.opening, *displaced_letterhead(shape)]
        self.authenticated = authentication(shape)
        self.issues: list[Issue] = []

    def header(self) -> tuple[Header, tuple[Issue, ...]]:
        line = type_line(self.opening)
        number, written = self._number()
        consolidated = self._consolidated(number)
        type_name = CONSOLIDATED_TYPE if consolidated else self._type(line, number)
        day = self._day(consolidated)
        issued = day.day if day else None
        title = title_in(self.opening, line, self.text)
        effective, doubts = (
            (None, ())
            if consolidated or type_name in _LETTERS
            else effective_in(self.text, self.found, issued, self._closing_span())
        )
        result = Header(
            number=number.canonical if number else None,
            number_as_written=written,
            type=type_name,
            title=title.text if title else None,
            issuers=self._issuers(line, number),
            place=day.place if day else None,
            issued=issued,
            signers=signers_in(self._closing_cells()),
            effective=effective,
        )
        self._missing(result)
        if effective is None and type_name in _NORMATIVE:
            self.issues.append(issue("no-effective-date"))
        return result, (*self.issues, *doubts, *meta_issues(result, self.meta))

    def _number(self) -> tuple[DocumentNumber | None, str | None]:
        zone = self._authentication_cells() if self.authenticated is not None else self.letterhead
        stated = number_in(zone) or self._consolidated_number()
        if stated:
            number, _ = stated
            return number, number.written
        blank = blank_number(self.opening)
        told = number_in_meta(self.meta)
        if told and not blank:
            self.issues.append(issue("number-from-container", number=told.canonical))
            return told, None
        self.issues.append(issue("no-number", blank.start if blank else None, blank.end if blank else None))
        return None, None

    def _consolidated_number(self) -> tuple[DocumentNumber, Cell] | None:
        """Number of a consolidated text that prints it above the title and not beside its authentication."""
        stated = number_in(self.letterhead)
        return stated if stated and stated[0].type_code == "VBHN" else None

    def _consolidated(self, number: DocumentNumber | None) -> bool:
        if self.authenticated is not None or (number is not None and number.type_code == "VBHN"):
            return True
        return number is None and any(_HISTORY.search(cell.text) for cell in self.opening)

    def _type(self, line: TypeLine | None, number: DocumentNumber | None) -> str | None:
        if line:
            return line.name
        if any(cell.text.startswith(("V/v", "V/V", "Kính gửi")) for cell in self._first_cells()):
            return "Công văn"
        known = vocabulary().type_of_number(number.canonical) if number else None
        return known.name if known else None

    def _first_cells(self) -> list[Cell]:
        return [*self.opening, *cells(self.shape, opening_end(self.shape), opening_end(self.shape) + 2)]

    def _issuers(self, line: TypeLine | None, number: DocumentNumber | None) -> tuple[str, ...]:
        zone = self.opening[: line.index] if line else self.opening
        zone = [*zone, *self.letterhead[len(self.opening) :]]
        beside = list(cells(self.shape, *above(self.authenticated))) if self.authenticated is not None else []
        named = issuers_in(beside, self.text) or issuers_in(zone, self.text)
        named = named or signing_body(self._closing_cells())
        if named or number is None:
            return named
        known = [vocabulary().issuer_by_number(part) for part in (number.issuer_code or "").split("-")]
        return tuple(one.name for one in known if one)

    def _day(self, consolidated: bool) -> FoundDay | None:
        if consolidated:
            beside = day_in(self._authentication_cells()) if self.authenticated is not None else None
            return beside or (day_in(self.letterhead) if self._consolidated_number() else None)
        return day_in(self.letterhead) or self._passed()

    def _passed(self) -> FoundDay | None:
        """Date on which the National Assembly passed the act: laws print no other."""
        start, end = self._closing_span()
        match = _PASSED.search(self.text, max(0, start - 1500), end)
        day = calendar_day(match[1], match[2], match[3]) if match else None
        return FoundDay(day, None, match.start(), match.end()) if match and day else None

    def _authentication_cells(self) -> list[Cell]:
        return list(cells(self.shape, *around(self.authenticated or 0)))

    def _first_annex(self) -> int:
        starts = [one.start for one in self.found if one.kind == ProvisionKind.ANNEX]
        if not starts:
            return len(self.shape.lines)
        return next(at for at, start in enumerate(self.shape.starts) if start >= starts[0])

    def _closing_cells(self) -> list[Cell]:
        if self.authenticated is not None:
            return list(cells(self.shape, self.authenticated + 1, around(self.authenticated)[1]))
        return list(cells(self.shape, *closing(self.shape, self._first_annex())))

    def _closing_span(self) -> tuple[int, int]:
        first, last = closing(self.shape, self._first_annex())
        starts = (*self.shape.starts, len(self.text))
        return starts[min(first, len(starts) - 1)], starts[min(last, len(starts) - 1)]

    def _missing(self, result: Header) -> None:
        for code, value in (
            ("no-type", result.type),
            ("no-issuer", result.issuers),
            ("no-date", result.issued),
            ("no-title", result.title),
        ):
            if not value:
                self.issues.append(issue(code))
