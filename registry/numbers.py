"""Numbers of documents (số ký hiệu): read in every messy form seen, printed back in the correct one.

Forms: ``27/2022/NĐ-CP``, ``66.16/2026/NQ-CP``, ``171/2024/QH15``, ``05/2015/TTLT-BTP-BCA-BYT``,
``68/2026/VBHN-NĐ-BCT``, ``878/QĐ-UBND``, party ``262-QĐ/TW``, old ``162/HĐBT`` and ``12/2003/QĐ/BGD&ĐT``.
Rule for the parts: Decree 30/2020/NĐ-CP, annex I.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cached_property, lru_cache
from typing import Final

from registry.text import LOWER, fold, nfc
from registry.vocabulary import vocabulary

TYPE_CODES: Final = vocabulary().number_codes
_TYPES: Final = {code.casefold(): code for code in TYPE_CODES}
_UNMARKED_TYPES: Final = {
    fold(code): code for code in TYPE_CODES if fold(code) not in {c.casefold() for c in TYPE_CODES}
}
_ISSUER_SPELLING: Final = {
    fold(code): code
    for code in (
        "TTg", "CP", "HĐND", "UBND", "TTHĐND", "HĐBT", "HĐTP", "HĐNN", "BCĐ", "BCĐTW", "BLĐTBXH", "BGDĐT", "BKHĐT",
        "BVHTTDL", "BTNMT", "BNNPTNT", "BNNMT", "BDTTG", "TW", "TU", "CTN", "BGD&ĐT", "BNN&PTNT",
    )
}  # fmt: skip
_PARTY_ISSUERS: Final = re.compile(r"(?:TW|TU|ĐU|HU|ThU|Th\.U|BTCTW|UBKTTW|VPTW|BTGTW|ĐUK|BTG|BTC[TĐ]U|MTTW)\b.*")
_ALONE: Final = re.compile(r"(?:CP|HĐBT|TTg|HĐNN\d?|QH\d{0,2}|UBTVQH\d{0,2}|CTN|SL|NQ|QĐ|CT|PCP|TW|TU)")
_GLUED: Final = re.compile(
    r"(NĐ|NQ|QĐ|CTr|CT|TTLT|TTr|TT|KH|BC|TB|HD|CĐ|CV|VBHN|GP)"
    r"((?<!TT)CP|TTg|UBND|HĐND|TTHĐND|UBTVQH\d{0,2}|HĐTP|BCĐ|VPQH|VPCP|B[A-ZĐ&]{1,9})"
)

_SEP: Final = r"\s?[/\u2044\u2215\uff0f]\s?"
_DASH: Final = r"[-\u2010-\u2015\u2212]"
_TOKEN: Final = (
    r"(?:(?:QĐ|CT|CĐ)?TTg|(?:TTr|CTr)(?:UBND|HĐND)?|(?:TT|QĐ)?BNN\s(?:MT|PTNT)|QyĐ|QyC|QĐi|CTrHĐ|ThU|Th\.U|TT\s?HĐND|[A-ZĐÐ]+(?:\s?&\s?[A-ZĐÐ]+)*\d{0,2}(?:\.[A-Z]{2,4})?)"
    rf"(?![{LOWER}])"
)
_CODES: Final = rf"{_TOKEN}(?:\s{_DASH}\s{_TOKEN}|{_DASH}\s?{_TOKEN}|\s{_DASH}{_TOKEN}|{_SEP}{_TOKEN}){{0,6}}"
_SERIAL: Final = r"\d{1,6}(?:\.\d{1,3})?[a-zđ]?"
_STATE: Final = rf"(?P<serial>{_SERIAL}){_SEP}(?:(?P<year>(?:19|20)\d\d|[4-9]\d){_SEP})?(?P<codes>{_CODES})"
_PARTY: Final = rf"(?P<pserial>\d{{1,6}})\s?{_DASH}\s?(?P<pcodes>{_TOKEN}(?:{_SEP}{_TOKEN})(?:{_DASH}{_TOKEN})?)"
_OLD: Final = rf"(?P<oserial>\d{{1,4}}){_DASH}(?P<ocodes>CP|HĐBT|TTg|HĐNN\d?)(?!\w)"
_FIND: Final = re.compile(rf"(?<![\w/.,\u2044-])(?:{_STATE}|{_PARTY}|{_OLD})(?![\w/])")
_FORM_BEFORE: Final = re.compile(r"(?:[Mm]ẫu|MẪU|[Bb]iểu|BIỂU|[Pp]hiếu|[Pp]hụ lục|PHỤ LỤC)(?:\s+(?:mẫu|số|SỐ))*[\s:]*$")
_SAID_BEFORE: Final = re.compile(
    r"(?:[Vv]ăn bản|VĂN BẢN|[Tt]ờ trình|[Bb]áo cáo|[Tt]hông báo|[Cc]hỉ thị|[Qq]uyết định|[Nn]ghị quyết|[Tt]hông tư"
    r"|[Nn]ghị định|[Ll]uật|[Kk]ế hoạch|[Hh]ướng dẫn|[Kk]ết luận|[Cc]ông điện|[Cc]ông văn|[Cc]hương trình|[Ss]ố)"
    r"(?:\s+số)?[\s:]*$"
)


@dataclass(frozen=True)
class DocumentNumber:
    """A number taken apart.

    Args:
        serial: ``27``, ``66.16``; as written.
        year: Four digits, or None (individual acts carry none).
        type_code: ``NĐ``, ``QĐ``, ``TTLT``; None in ``171/2024/QH15``, ``162/HĐBT`` and official letters.
        issuer_code: ``CP``, ``QH15``, ``BTP-BCA-BYT``; None in ``1096/QĐ``.
        extra: Type of the base act in the number of a consolidated text (``NĐ`` in ``VBHN-NĐ-BCT``).
        written: The exact spelling found.
        form: ``state``, ``party`` (``262-QĐ/TW``) or ``slashed`` (the old ``12/2003/QĐ/BGD&ĐT``).
    """

    serial: str
    year: int | None
    type_code: str | None
    issuer_code: str | None
    extra: str | None = None
    written: str = ""
    form: str = "state"

    @cached_property
    def canonical(self) -> str:
        """The correct spelling."""
        if self.form == "party":
            return f"{self.serial}-{self._party_codes}"
        joint = "/" if self.form == "slashed" else "-"
        head = "-".join(part for part in (self.type_code, self.extra) if part)
        codes = joint.join(part for part in (head, self.issuer_code) if part)
        return "/".join(part for part in (self.serial, str(self.year or ""), codes) if part)

    @property
    def _party_codes(self) -> str:
        issuer = self.issuer_code or ""
        return f"{self.type_code}/{issuer}" if self.type_code else issuer.replace("-", "/", 1)

    @cached_property
    def key(self) -> str:
        """Equal for every spelling of the same number: folded, no separators in the codes, no leading zeros."""
        year = f"{self.year}/" if self.year else ""
        return f"{_bare(self.serial)}/{year}{self._code_key}"

    @property
    def _code_key(self) -> str:
        return _letters("".join(part or "" for part in (self.type_code, self.extra, self.issuer_code)))

    def __str__(self) -> str:
        """Return the correct spelling."""
        return self.canonical

    def matches(self, query: str) -> bool:
        """Tell whether a typed number points here: ``1719``, ``27/2022``, ``27/2022/nd-cp``, ``27 nd-cp``.

        A part that is typed must be the same; the last one may be unfinished.
        """
        parsed = _QUERY.fullmatch(fold(nfc(query)).strip())
        if parsed is None or _bare(parsed["serial"]) != _bare(self.serial):
            return False
        if parsed["year"] and int(parsed["year"]) != self.year:
            return False
        return self._code_key.startswith(_letters(parsed["codes"] or ""))


_QUERY: Final = re.compile(
    r"(?:so\s*:?\s*)?(?P<serial>\d{1,6}(?:\.\d{1,3})?[a-z]?)"
    r"(?:[\s/\u2044\u2215-]+(?P<year>(?:19|20)\d\d)(?![\da-z]))?"
    r"(?:[\s/\u2044\u2215\u2010-\u2015-]+(?P<codes>[a-z][a-z\d&./\s\u2010-\u2015-]*)?)?"
)


@dataclass(frozen=True, slots=True)
class FoundNumber:
    """A number and where it stands in the text."""

    number: DocumentNumber
    start: int
    end: int


def looks_like_number(query: str) -> bool:
    """Tell whether a search query has the shape of a (possibly unfinished) number."""
    return _QUERY.fullmatch(fold(nfc(query)).strip()) is not None


@lru_cache(maxsize=4_096)
def parse_number(text: str) -> DocumentNumber | None:
    """Read a text that is one number, with or without "Số:" before it; None when it is not.

    Letter case and missing diacritics are forgiven here (``27/2022/nd-cp``), not in :func:`find_numbers`.
    """
    if len(text) > _LONGEST:
        return None
    bare = _LEAD.sub("", nfc(text).strip().rstrip(".,;"))
    found = _FIND.fullmatch(bare) or _FIND.fullmatch(_capitals(bare))
    return _number(found, bare) if found else None


_LONGEST: Final = 200  # characters
_LEAD: Final = re.compile(r"^(?:[^\W\d]+\s+){0,3}?số\s*:?\s*", re.IGNORECASE)


_ESCAPED: Final = re.compile(r"%[0-9A-Fa-f]{2}")  # the rest of a number inside a web address


def find_numbers(text: str) -> Iterator[FoundNumber]:
    """Yield the numbers of documents in composed text, in order, without names of forms ("Mẫu số 01/GTGT")."""
    for found in _FIND.finditer(text):
        number = _number(found, found[0])
        in_address = _ESCAPED.match(text, found.end()) is not None
        if not in_address and _plausible(number, text, found.start()):
            yield FoundNumber(number, found.start(), found.end())


def _plausible(number: DocumentNumber, text: str, start: int) -> bool:
    before = text[max(0, start - 30) : start]
    if _FORM_BEFORE.search(before):
        return False
    if number.type_code and (number.issuer_code or number.year):
        return True
    if number.issuer_code and _ALONE.fullmatch(number.issuer_code):
        return True
    return bool(_SAID_BEFORE.search(before))


def _number(found: re.Match[str], written: str) -> DocumentNumber:
    serial = found["serial"] or found["pserial"] or found["oserial"]
    codes = found["codes"] or found["pcodes"] or found["ocodes"]
    type_code, extra, issuer, slashed = _split_codes(codes)
    party = found["pserial"] or (type_code and issuer and _PARTY_ISSUERS.fullmatch(issuer) and not found["year"])
    form = "party" if party else "slashed" if slashed else "state"
    return DocumentNumber(serial, _year(found["year"]), type_code, issuer, extra, written, form)


def _year(text: str | None) -> int | None:
    if text is None:
        return None
    return int(text) if len(text) == 4 else 1900 + int(text)


def _split_codes(codes: str) -> tuple[str | None, str | None, str | None, bool]:
    clean = re.sub(_SEP, "/", re.sub(rf"\s?{_DASH}\s?", "-", codes)).replace("Ð", "Đ")
    clean = re.sub(r"\s", "", clean)
    parts = [_spelled(part) for part in re.split(r"[/-]", clean)]
    first = _type_code(parts[0])
    if first is None or (len(parts) == 1 and _ALONE.fullmatch(parts[0]) and first not in ("QĐ", "NQ", "CT")):
        glued = _GLUED.fullmatch(parts[0]) if len(parts) == 1 else None
        return (glued[1], None, glued[2], False) if glued else (None, None, "-".join(parts), False)
    rest = parts[1:]
    base = _type_code(rest[0]) if first == "VBHN" and len(rest) > 1 else None
    issuer = "-".join(rest[1:] if base else rest) or None
    return first, base, issuer, "/" in clean and "-" not in clean and len(parts) == 2


def _type_code(part: str) -> str | None:
    lowered = part.casefold()
    return _TYPES.get(lowered) or _UNMARKED_TYPES.get(lowered)


def _spelled(part: str) -> str:
    return _ISSUER_SPELLING.get(fold(part), part) if fold(part) == part.lower() or part.islower() else part


def _capitals(text: str) -> str:
    """Capitals for typed codes, with the small letters that belong there (TTg, TTr)."""
    raised = re.sub(r"(?<=[/\u2044\u2215 \u2010-\u2015-])[^\W\d_][^\W_]*", lambda found: found[0].upper(), text)
    return re.sub(r"(\b|QĐ|CT|CĐ)TTG\b", r"\1TTg", re.sub(r"\b(TT|CT)R(?=\b|UBND|HĐND)", r"\1r", raised))


def _letters(text: str) -> str:
    return re.sub(r"[^a-z\d]", "", fold(text))


def _bare(serial: str) -> str:
    return serial.lstrip("0") or "0"
