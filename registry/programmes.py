"""Which national target programmes a document belongs to, and why.

A document belongs to a programme when it founds it, names it in its title, rests on one of its founding or guiding
documents, or says so where it states its scope. A mention in an annex or in passing is not enough, and neither is a
period such as "2021-2025" alone.
"""

import re
from collections.abc import Iterator, Sequence
from datetime import date
from functools import cache
from typing import Final

from registry.document import Citation, Header, ProgrammeTag
from registry.relations.page import Page
from registry.text import place_tones
from registry.vocabulary import Anchor, Programme, vocabulary

_SCOPE_LENGTH: Final = 2_500  # characters of the body that state what a document is about
_NAMED: Final = "chương trình mục tiêu quốc gia"
_PERIOD: Final = re.compile(
    r"(?:giai đoạn|thời kỳ|từ năm)\s+(?P<first>20\d\d)\s*(?:[-–]|đến(?: năm)?)\s*(?P<last>20\d\d)"
)
_NUMBER_YEAR: Final = re.compile(r"/(?:19|20)\d\d/")
_AT_LARGE: Final = re.compile(
    r"chương trình mục tiêu quốc gia(?=\s*(?:$|[,.;:)”\n]|giai đoạn|trên địa bàn|tỉnh|năm|của|do"
    r"|và|theo|có|được|từ|thì))"
)
_QUOTED_TITLE: Final = 90  # characters of evidence shown in a reason


def tag(text: str, header: Header, citations: Sequence[Citation]) -> tuple[ProgrammeTag, ...]:
    """Return the programmes and components of a document with the reason of each, programmes first.

    Args:
        text: Canonical text.
        header: Its header facts.
        citations: Its citations.
    """
    page = _Page(text, header, citations)
    found: dict[str, ProgrammeTag] = {}
    own = (*_founded(page), *_titled(page), *_based(page, shared=False), *_scoped(page))
    for one in own or tuple(_based(page, shared=True)):
        found.setdefault(one.code, one)
    for one in _components(page, tuple(found)):
        found.setdefault(one.code, one)
    return tuple(found.values())


class _Page:
    """The zones that speak for the whole document."""

    def __init__(self, text: str, header: Header, citations: Sequence[Citation]) -> None:
        page = Page(text, header, (), citations)
        self.header = header
        self.title = _plain(header.title or "")
        self.page = page
        self.preamble = page.body_start if page.body_start < len(text) else min(len(text), 6_000)
        self.basis = page.basis_start
        self.scope_end = min(len(text), self.preamble + _SCOPE_LENGTH)
        self._plain = _plain(text[: self.scope_end])

    def speaks_at_large(self) -> bool:
        """Tell whether the opening articles, under a title that names none, speak of national target programmes."""
        return _NAMED not in self.title and _AT_LARGE.search(self._plain, self.preamble) is not None

    def locate(self, phrase: str, start: int, end: int) -> tuple[int, int] | None:
        """Return where a phrase stands in a stretch, or None."""
        found = _pattern(phrase).search(self._plain, start, end)
        return found.span() if found else None


def _plain(text: str) -> str:
    """Return the text in small letters with the older tone placement, of the same length."""
    lowered = place_tones(text.lower())
    return lowered if len(lowered) == len(text) else text


@cache
def _pattern(phrase: str) -> re.Pattern[str]:
    words = r"\s+".join(re.escape(word) for word in _plain(phrase).split())
    return re.compile(rf"(?<!\w){words}(?!\w)")


def _founded(page: _Page) -> Iterator[ProgrammeTag]:
    """Yield the programmes that this document itself founds or guides."""
    header = page.header
    for anchor in vocabulary().anchors.get(header.number or "", ()):
        if not _same_document(anchor, header.number or "", header.issued):
            continue
        for code in anchor.implies:
            what = "phê duyệt hoặc lập ra" if anchor.founding else "hướng dẫn, tổ chức thực hiện"
            yield ProgrammeTag(code, f"Văn bản này {what} {_short(code)}.")


def _same_document(anchor: Anchor, number: str, issued: date | None) -> bool:
    """A number without a year repeats every year, so its date has to be the anchor's."""
    if anchor.issued is None or issued == anchor.issued:
        return anchor.issued is not None or bool(_NUMBER_YEAR.search(number))
    return issued is None and bool(_NUMBER_YEAR.search(number))


def _titled(page: _Page) -> Iterator[ProgrammeTag]:
    """Yield the programmes that the title names."""
    for programme in vocabulary().programmes:
        phrase = next((one for one in _title_phrases(programme) if _pattern(one).search(page.title)), None)
        code = _in_period(programme, page) if phrase else None
        if phrase and code:
            yield _tag(page, code, "Tên văn bản nêu", phrase, 0, page.basis)
    phrase = next((one for one in vocabulary().common_phrases if _pattern(one).search(page.title)), None)
    for programme in vocabulary().programmes if phrase else ():
        if phrase and _covers(programme, page) and programme.succeeds == ():
            yield _tag(page, programme.code, "Tên văn bản nêu", phrase, 0, page.basis)


def _title_phrases(programme: Programme) -> tuple[str, ...]:
    return (*programme.phrases, *programme.title_phrases)


def _in_period(programme: Programme, page: _Page) -> str | None:
    """Return the programme, or the one that continues it, whose period the title's own period or date fits."""
    if _covers(programme, page):
        return programme.code
    heirs = (heir for heir in vocabulary().programmes if programme.code in heir.succeeds and _covers(heir, page))
    return next((heir.code for heir in heirs), None)


def _covers(programme: Programme, page: _Page) -> bool:
    period = _PERIOD.search(page.title)
    first, last = (int(period["first"]), int(period["last"])) if period else _years(page.header.issued)
    heir_since = min(
        (heir.first_year for heir in vocabulary().programmes if programme.code in heir.succeeds), default=9999
    )
    return first >= programme.first_year and first <= programme.last_year and first < heir_since and last >= first


def _years(issued: date | None) -> tuple[int, int]:
    return (issued.year, issued.year) if issued else (0, 0)


def _based(page: _Page, *, shared: bool) -> Iterator[ProgrammeTag]:
    """Yield the programmes whose documents the title or the căn cứ lines cite.

    Documents shared by several programmes speak only for an act that is about national target programmes at large.
    """
    if shared and not (_AT_LARGE.search(page.title) or page.speaks_at_large()):
        return
    for citation in page.page.cited(0, page.preamble):
        if citation.self or not citation.number:
            continue
        for anchor in vocabulary().anchors.get(citation.number, ()):
            if (len(anchor.implies) > 1) is not shared or not _same_document(anchor, citation.number, citation.issued):
                continue
            where = "Tên văn bản dẫn" if citation.start < page.basis else "Căn cứ"
            for code in anchor.implies:
                reason = f"{where} {citation.kind or 'văn bản'} {citation.number} của {_short(code)}."
                yield ProgrammeTag(code, reason, citation.start, citation.end)


def _scoped(page: _Page) -> Iterator[ProgrammeTag]:
    """Yield the programmes that the opening articles name in full ("Chương trình mục tiêu quốc gia …")."""
    for programme in vocabulary().programmes:
        if not _covers(programme, page):
            continue
        for phrase in programme.phrases:
            full = f"{_NAMED} {phrase.removeprefix('chương trình ')}"
            if page.locate(full, page.preamble, page.scope_end):
                yield _tag(page, programme.code, "Phạm vi điều chỉnh nêu", full, page.preamble, page.scope_end)
                break


def _components(page: _Page, codes: Sequence[str]) -> Iterator[ProgrammeTag]:
    """Yield the components that the title or the scope of a document of their programme names."""
    for component in vocabulary().components:
        if component.programme not in codes:
            continue
        for phrase in component.phrases:
            if _pattern(phrase).search(page.title):
                yield _tag(page, component.code, "Tên văn bản nêu", phrase, 0, page.basis)
                break
            if page.locate(phrase, page.preamble, page.scope_end):
                yield _tag(page, component.code, "Phạm vi điều chỉnh nêu", phrase, page.preamble, page.scope_end)
                break


def _tag(page: _Page, code: str, where: str, phrase: str, start: int, end: int) -> ProgrammeTag:
    found = page.locate(phrase, start, end)
    reason = f"{where} “{phrase[:_QUOTED_TITLE]}”."
    return ProgrammeTag(code, reason, *(found or (None, None)))


def _short(code: str) -> str:
    programme = vocabulary().programme(code)
    return f"Chương trình {programme.short[:1].lower()}{programme.short[1:]}" if programme else code
