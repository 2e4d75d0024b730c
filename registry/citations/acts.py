"""Acts as they are named: by type and number, by name, by a short name of the document's own, by "này"."""

import re
from bisect import bisect_left
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from functools import cache
from typing import Final

from registry.citations.dates import BESIDE, as_date, issuer_at
from registry.citations.lexicon import (
    ATTACHED_KINDS,
    CAPITAL_KIND,
    KIND,
    LAW_KINDS,
    ONLY_CAPITAL_SELF,
    SELF_KINDS,
    UNNAMED_KINDS,
    kind_of,
    law_key,
    law_names,
    longest_law_name,
)
from registry.numbers import DocumentNumber, FoundNumber
from registry.vocabulary import vocabulary

_THIS: Final = re.compile(r"\s+này")
_NUMBER_LEAD: Final = re.compile(r"\s+(?:[Ss][ốôó]\s*:?\s*)?|\s*:\s*(?:[Ss]ố\s*:?\s*)?")
# Words between the type and "số": "Giấy phép thăm dò khoáng sản số", "Nghị định của Chính phủ số".
_DESCRIBED: Final = re.compile(r"\s+(?P<words>[^\n.;:()“”\"]{1,120}?)\s+[Ss]ố\s*:?\s*")
_PLAIN_WORDS: Final = re.compile(r"(?:[^\s,;.:()]+\s*){1,10}")
_NAME_WORD: Final = re.compile(r"\s+(?P<word>[^\W\d_]+(?:-[^\W\d_]+)?)")
_NAME_STOPS: Final = frozenset(
    (
        "số", "ngày", "năm", "và", "của", "được", "có", "quy", "về", "thì", "để", "theo", "hoặc", "là", "tại", "do",
        "này", "khi", "như", "đã", "bằng", "gồm", "trừ", "từ", "kể", "nhưng", "mà", "cho", "với", "không", "phải",
        "nếu", "còn", "đến", "bao", "sẽ", "chưa", "nêu", "trên", "hiện", "sửa", "thay", "bởi", "hay", "các", "một",
        "những", "áp", "thực",
    )
)  # fmt: skip
_YEAR: Final = re.compile(
    r"\s+năm\s+(?P<year>(?:19|20)\d\d)(?!\s?[-–]\s?\d|\d)"
    r"|\s+\(?(?P<marked>(?:19|20)\d\d)(?:\)|(?=[,;.:)\s]|$))(?!\s?[-–/]\s?\d|\s+tháng)"
)
_AMENDING_NAME: Final = re.compile(
    r"\s+[Ss]ửa đổi\s*,?\s*bổ sung\s+(?:(?:một số|các)\s+(?:điều|nội dung)\s+)?(?:[^\n;.()]{0,80}?\s*của\s+)?"
    r"(?:(?:các|một số)\s+)?(?=Luật|Bộ|Pháp)"
)
_NEXT_LAW: Final = re.compile(r"\s*(?:,|\s(?:và))\s*")
_ISSUED_WITH: Final = re.compile(
    r"(?P<words>[^\n;.“”\"]{0,220}?)[ \t,(]+(?:được\s+|đã\s+)?ban hành\s+kèm(?:\s+theo)?\s+(?=[A-ZĐ])"
)
_CONGRESS: Final = re.compile(
    r"\s+Đại hội\s+(?:[Đđ]ại biểu\s+)?(?:toàn quốc\s+)?(?:lần thứ\s+)?(?P<ordinal>[IVX]{1,6})"
    r"\s+(?:của\s+)?Đảng(?!\s+bộ)"
)
_NOT_TITLE: Final = re.compile(r"(?<!\w)(?:theo|tại|gồm|[Mm]ẫu|[Pp]hụ lục|[Đđ]iều|[Bb]iểu|được)\s")
_CONSTITUTION: Final = re.compile(
    r"(?:\s+(?:của\s+)?nước\s+Cộng h[òo][àa]? xã hội chủ nghĩa Việt Nam)?(?:\s+năm\s+(?P<year>19\d\d|20\d\d))?"
)
_PLACES: Final = ("kèm", "này", "Việt")


@dataclass(frozen=True, slots=True)
class Act:
    """An act as it is named at one place.

    Args:
        start: First character of its type, number or name.
        end: One past the number, or past the date when one stands beside it.
        kind: Correct spelling of its type, or None.
        number: The number, or None.
        name: Name of a law, or None.
        self: True for "Thông tư này".
        attached: True when it was reached through the text issued with it.
        issued: Date beside it.
        issuer: Issuer beside it.
        year: Year beside its name.
    """

    start: int
    end: int
    kind: str | None = None
    number: DocumentNumber | None = None
    name: str | None = None
    self: bool = False
    attached: bool = False
    issued: date | None = None
    issuer: str | None = None
    year: int | None = None


class ActReader:
    """Reads the act named at a position of one text."""

    def __init__(
        self,
        text: str,
        numbers: Sequence[FoundNumber],
        names: Mapping[str, str] | None = None,
        short_names: Mapping[str, Act] | None = None,
    ) -> None:
        """Keep what the document itself makes known.

        Args:
            text: Canonical text.
            numbers: Its numbers, in order.
            names: Names of laws met in the document, by :func:`registry.citations.lexicon.law_key`.
            short_names: "sau đây gọi là …" of the document and what they stand for.
        """
        self._text = text
        self._numbers = numbers
        self._starts = [number.start for number in numbers]
        self._names = {**law_names(), **(names or {})}
        self._short = dict(short_names or {})
        self._shorts = re.compile("|".join(map(re.escape, sorted(self._short, key=len, reverse=True))) or r"(?!)")

    def number_from(self, at: int) -> FoundNumber | None:
        """Return the first number that starts at or after a position."""
        index = bisect_left(self._starts, at)
        return self._numbers[index] if index < len(self._numbers) else None

    def at(self, at: int) -> Act | None:
        """Read the act named at a position; None when none is."""
        found = KIND.match(self._text, at)
        if found is None:
            return None
        kind = kind_of(found[0])
        return (
            self._self(found, kind)
            or self._numbered(found, kind)
            or self._short_named(at)
            or self._congress(found, kind)
            or self._named(found, kind)
            or self._issued_with(found, kind)
        )

    def around(self, at: int) -> Act | None:
        """Read the act that contains the unit before a position, one without number or name included."""
        act = self.at(at)
        found = KIND.match(self._text, at) if act is None else None
        if found is None or found[0][0].islower() or kind_of(found[0]) not in UNNAMED_KINDS:
            return act
        return Act(at, found.end(), kind_of(found[0]))

    def numbered(self, number: FoundNumber, start: int, kind: str | None) -> Act:
        """Make the act of a number that was found, with the date and issuer beside it."""
        act = Act(start, number.end, kind_by_number(kind, number.number), number.number)
        return self._dated(act)

    def _self(self, found: re.Match[str], kind: str) -> Act | None:
        this = _THIS.match(self._text, found.end())
        if this is None or kind not in SELF_KINDS:
            return None
        if kind in ONLY_CAPITAL_SELF and found[0][0].islower():
            return None
        return Act(found.start(), this.end(), kind, self=True)

    def _numbered(self, found: re.Match[str], kind: str) -> Act | None:
        number = self.number_from(found.end())
        if number is None or number.start - found.end() > 160:
            return None
        between = self._text[found.end() : number.start]
        if _NUMBER_LEAD.fullmatch(between):
            return self.numbered(number, found.start(), kind)
        described = _DESCRIBED.fullmatch(between)
        if described is None or found[0][0].islower():
            return None
        return self._described(found, kind, number, described["words"])

    def _described(self, found: re.Match[str], kind: str, number: FoundNumber, words: str) -> Act | None:
        act = self.numbered(number, found.start(), kind)
        if kind in LAW_KINDS:
            name = self._name_at(found, kind)
            whole = f"{kind} {' '.join(words.split())}"
            if name is None or CAPITAL_KIND.search(words):
                return None if CAPITAL_KIND.search(words) or "," in words else replace(act, name=whole)
            spelled = name[0] if law_key(name[0]) == law_key(whole) else whole
            return replace(act, name=spelled) if "," not in words or spelled == name[0] else None
        if CAPITAL_KIND.search(words) or not _PLAIN_WORDS.fullmatch(words) or " này" in f" {words}":
            return None
        return act

    def _dated(self, act: Act) -> Act:
        end, issued = act.end, None
        beside = BESIDE.match(self._text, act.end)
        if beside is not None:
            issued = as_date(beside)
            end = beside.end() if issued else act.end
        return replace(act, end=end, issued=issued, issuer=issuer_at(self._text, end))

    def _short_named(self, at: int) -> Act | None:
        found = self._shorts.match(self._text, at)
        if found is None or self._text[found.end() : found.end() + 1].isalnum():
            return None
        act = self._short[found[0]]
        if at < act.end:
            return None  # written before it was defined, it is an ordinary name
        return replace(act, start=at, end=found.end())

    def _congress(self, found: re.Match[str], kind: str) -> Act | None:
        """Read the resolution of a national congress of the Party, which bears no number."""
        rest = _CONGRESS.match(self._text, found.end()) if kind == "Nghị quyết" else None
        if rest is None:
            return None
        name = f"Nghị quyết Đại hội đại biểu toàn quốc lần thứ {rest['ordinal']} của Đảng"
        return Act(found.start(), rest.end(), kind, name=name)

    def _named(self, found: re.Match[str], kind: str) -> Act | None:
        if kind == "Hiến pháp" and found[0][0].isupper():
            rest = _CONSTITUTION.match(self._text, found.end())
            end, year = (rest.end(), rest["year"]) if rest else (found.end(), None)
            return Act(found.start(), end, kind, name=kind, year=int(year) if year else None)
        if kind not in LAW_KINDS or found[0][0].islower():
            return None
        amending = self._amending_name(found, kind)
        name = amending or self._name_at(found, kind)
        if name is None:
            return None
        act = Act(found.start(), name[1], kind, name=name[0])
        return (self._with_number(act) if amending else None) or self._with_year(act)

    def _with_number(self, act: Act) -> Act | None:
        """Read the number after "Luật sửa đổi, bổ sung một số điều của Luật …"."""
        number = self.number_from(act.end)
        if number is None or not _NUMBER_LEAD.fullmatch(self._text, act.end, number.start):
            return None
        return replace(self.numbered(number, act.start, act.kind), name=act.name)

    def _with_year(self, act: Act) -> Act:
        found = _YEAR.match(self._text, act.end)
        if found is not None:
            return replace(act, end=found.end(), year=int(found["year"] or found["marked"]))
        return self._dated(act)

    def _amending_name(self, found: re.Match[str], kind: str) -> tuple[str, int] | None:
        """Read "Luật sửa đổi, bổ sung một số điều của Luật A và Luật B"."""
        lead = _AMENDING_NAME.match(self._text, found.end())
        inner = KIND.match(self._text, lead.end()) if lead else None
        end = None
        while inner is not None and kind_of(inner[0]) in LAW_KINDS:
            named = self._name_at(inner, kind_of(inner[0]))
            if named is None:
                break
            end = named[1]
            joint = _NEXT_LAW.match(self._text, end)
            inner = KIND.match(self._text, joint.end()) if joint else None
        return (f"{kind} {' '.join(self._text[found.end() : end].split())}", end) if end else None

    def _name_at(self, found: re.Match[str], kind: str) -> tuple[str, int] | None:
        return self._listed_name(found, kind) or self._capital_name(found, kind)

    def _listed_name(self, found: re.Match[str], kind: str) -> tuple[str, int] | None:
        """Read the longest name that is listed or that the document makes known."""
        tail = self._text[found.end() : found.end() + 160]
        words = list(re.finditer(r"\S+", tail.split("\n\n", 1)[0]))[: longest_law_name() + 4]
        keyed = law_key(tail)[:0] + law_key(kind)
        best: tuple[str, int] | None = None
        for word in words:
            bare = word[0].rstrip('.,;:)”"]*')
            name = self._names.get(f"{keyed} {law_key(bare)}")
            if name is not None:
                best = (name, found.end() + word.start() + len(bare))
            keyed = f"{keyed} {law_key(word[0])}"
        return best

    def _capital_name(self, found: re.Match[str], kind: str) -> tuple[str, int] | None:
        """Read an unlisted name: a capital word and the small ones after it, up to a word that cannot be in it."""
        words: list[str] = []
        end = found.end()
        while len(words) < 14:
            word = _NAME_WORD.match(self._text, end)
            if word is None or word["word"] in _NAME_STOPS or CAPITAL_KIND.match(self._text, word.start("word")):
                break
            if not words and not word["word"][0].isupper():
                return None
            words.append(word["word"])
            end = word.end()
        return (self._spelled_out(kind, words), end) if words and words[0] not in _PLACES else None

    def _spelled_out(self, kind: str, words: Sequence[str]) -> str:
        """Return a name with its abbreviation written out when that gives a listed name ("Luật BHXH")."""
        long = vocabulary().abbreviations.get(words[0]) if len(words) == 1 else None
        listed = self._names.get(law_key(f"{kind} {long}")) if long else None
        return listed or f"{kind} {' '.join(words)}"

    def _issued_with(self, found: re.Match[str], kind: str) -> Act | None:
        """Read "Quy chế … ban hành kèm theo Quyết định số …" as that decision."""
        if kind not in ATTACHED_KINDS or found[0][0].islower():
            return None
        lead = _ISSUED_WITH.match(self._text, found.end())
        if lead is None or CAPITAL_KIND.search(lead["words"]) or _NOT_TITLE.search(lead["words"]):
            return None
        act = self.at(lead.end())
        return replace(act, start=found.start(), attached=True) if act else None


def kind_by_number(kind: str | None, number: DocumentNumber) -> str | None:
    """Return the type of a numbered act: as written, unless the number says it more exactly or alone."""
    by_code = _kinds_by_code().get(number.type_code or "")
    if kind in (None, "Văn bản"):
        return by_code or (_letter_kind(number) if kind is None else kind)
    if by_code and kind and by_code != kind and by_code.startswith(kind):
        return by_code
    return kind


def _letter_kind(number: DocumentNumber) -> str | None:
    if number.issuer_code and number.issuer_code.startswith("QH") and number.year:
        return "Luật"
    return None


@cache
def _kinds_by_code() -> Mapping[str, str]:
    return {code: kind.name for kind in vocabulary().types for code in kind.numbers}
