"""Single units of an address as written ("khoản 4a", "Điều này", "Phụ lục số 02") and what joins them."""

import re
from dataclasses import dataclass
from typing import Final

from registry.citations.lexicon import RANK, UNIT, unit_of

_ROMAN: Final = r"[IVXLC]{1,8}"
_CODE: Final = r"(?=[A-ZĐ]{0,4}[\dIVXLC])[\dA-ZĐ][\dA-Za-zĐđ]*(?:[./-](?=[\dA-ZĐa-z])[\dA-Za-zĐđ]+)*"
_NUMBERED: Final = r"(?:[Ss]ố\s*:?\s*)?"
_LABELS: Final = {
    "subpoint": re.compile(r"(?:[a-zđ]\d?|\d{1,2}(?:\.\d{1,2}){0,3}|[ivx]{1,5}|\([ivx]{1,5}\))(?![\w]|[./]\d)"),
    "point": re.compile(r"(?:[a-zđ]\d{0,2}(?:\.\d{1,2}){0,3}|\d{1,2}(?:\.\d{1,2}){0,3}[a-zđ]?)(?![\w]|[./]\d|,\d)"),
    "clause": re.compile(r"\d{1,3}[a-zđ]{0,2}(?![\w%]|[./]\d|,\d{1,3}\s+(?:triệu|tỷ|%))"),
    "article": re.compile(r"\d{1,4}[a-zđ]{0,2}(?![\w%]|[./]\d)"),
    "section": re.compile(rf"(?:{_ROMAN}|\d{{1,2}}[a-z]?(?:\.\d{{1,2}}){{0,2}}|[A-ZĐ])(?![\w]|/\d)"),
    "chapter": re.compile(rf"(?:{_ROMAN}|\d{{1,2}})[a-zA-Z]?(?![\w]|[./]\d)"),
    "part": re.compile(rf"(?:[Tt]hứ\s+(?:[Nn]hất|[Hh]ai|[Bb]a|[Tt]ư|[Nn]ăm|[Ss]áu|[Bb]ảy)|{_ROMAN}|\d{{1,2}})(?!\w)"),
    "form": re.compile(rf"{_NUMBERED}(?P<label>{_CODE})(?!\w)"),
    "annex": re.compile(rf"{_NUMBERED}(?P<label>{_CODE}|[A-ZĐ])(?!\w)"),
}  # fmt: skip
_THIS: Final = re.compile("này")
_NUMBERING: Final = frozenset(".)")  # "phụ lục" at the end of a heading, then "1." of the line below
_SPACE: Final = re.compile(r"[ \t\u00a0]*\n?[ \t\u00a0]*")
# What may stand after a label that continues a list; anything else makes it an ordinary number or word.
_AFTER: Final = re.compile(
    r"\s*(?:[,;.:)\]”\"’*–-]|$|\n)|\s+(?:[A-ZĐ(“\"]|(?:và|hoặc|hay|đến|của|tại|này|khoản|điều|điểm|mục|chương|phụ lục"
    r"|mẫu|ban hành|kèm|nêu|nói|trên|dưới|thuộc|được|thì|là|có|như|theo|quy|thông|nghị|quyết|bị|không|phải|do|để|trong"
    r"|cho|khi|với|bằng|và/hoặc|vào|sau|trước)(?!\w))"
)
# A bare small letter is a point only where no word goes on ("điểm y tế", "điểm e ngại").
_AFTER_LETTER: Final = re.compile(
    r"\s*(?:[,;.:)\]”\"’*]|$|\n)|\s+(?:và|hoặc|hay|đến|của|tại|này|nêu|nói|trên|thuộc|được|thì|là|như|quy định|khoản"
    r"|[Kk]hoản|[Đđ]iều|[Đđ]iểm|[Mm]ục|Nghị|Thông tư|Luật|Bộ luật|Quyết định|Pháp lệnh|Quy chế|Phụ lục"
    r"|vào|bằng|sau|trước|ban hành)(?!\w)"
)


@dataclass(frozen=True, slots=True)
class Atom:
    """One unit of an address.

    Args:
        level: Key of :data:`registry.citations.lexicon.RANK`.
        label: As printed, or None for "này".
        start: First character, of the unit's word or of the bare label in a list.
        end: One past the last character.
        ranged: True when it closes a range that the atom before it opens.
    """

    level: str
    label: str | None
    start: int
    end: int
    ranged: bool = False

    @property
    def rank(self) -> int:
        """Height in the tree."""
        return RANK[self.level]


def skip_space(text: str, at: int) -> int:
    """Return the position after blanks and at most one line end."""
    found = _SPACE.match(text, at)
    return found.end() if found else at


def unit_at(text: str, at: int) -> Atom | None:
    """Read "khoản 4a", "Điều này" at a position; None when no unit with a label stands there."""
    word = UNIT.match(text, at)
    if word is None:
        return None
    level = unit_of(word[0])
    label_at = skip_space(text, word.end())
    this = _THIS.match(text, label_at)
    if this is not None:
        return Atom(level, None, at, this.end()) if level != "form" else None
    atom = label_atom(text, label_at, level, at)
    if atom is not None and "\n" in text[word.end() : label_at] and text[atom.end : atom.end + 1] in _NUMBERING:
        return None
    return atom


def label_atom(text: str, at: int, level: str, start: int) -> Atom | None:
    """Read a label of a known level at a position; the atom starts at ``start``."""
    found = _LABELS[level].match(text, at)
    if found is None:
        return None
    label = found.groupdict().get("label") or found[0]
    if level == "point" and label.isalpha() and not _AFTER_LETTER.match(text, found.end()):
        return None
    return Atom(level, label.strip("()"), start, found.end())


def listed_at(text: str, at: int, level: str, *, ranged: bool = False) -> Atom | None:
    """Read the next label of a list that leaves the unit's word out ("a, b **và c** khoản 5")."""
    atom = label_atom(text, at, level, at)
    if atom is None or not _AFTER.match(text, atom.end):
        return None
    if level == "article" and (atom.label or "").startswith("0"):
        return None
    return Atom(level, atom.label, at, atom.end, ranged)
