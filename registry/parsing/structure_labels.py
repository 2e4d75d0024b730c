"""Labels that open a unit of the drafting grammar, recognised at the start of a line."""

import re
from dataclasses import dataclass
from enum import IntEnum
from typing import Final

from registry.text import UPPER, is_capitals


class Level(IntEnum):
    """Depth of a label; a label closes every open one that is as deep or deeper."""

    ANNEX = 0
    FORM = 1
    PART = 2
    CHAPTER = 3
    SECTION = 4
    SUBSECTION = 5
    ARTICLE = 6
    LETTER = 7  # "A. ..." in plans and programmes
    ROMAN = 8  # "I. ..."
    CLAUSE = 9
    DECIMAL = 10  # "1.1. ..."
    POINT = 11
    SUBPOINT = 12  # "(i)", "a.1)"


@dataclass(frozen=True, slots=True)
class Label:
    """A label as printed.

    Args:
        level: Depth.
        number: Number or letter as printed, without footnote mark ("5", "32c", "đ", "IV", "1.2").
        rest: What follows it on the line.
        line: Index of the line.
        start: Offset of its first character in the text.
        note: Digits of a footnote mark glued to the label, or an empty string.
    """

    level: Level
    number: str
    rest: str
    line: int
    start: int
    note: str = ""


_NOTE: Final = r"(?:\s?\[(?P<note>\d{1,3})\])?"
_UNIT: Final = re.compile(
    rf"(?P<word>Điều|ĐIỀU)\s+(?P<article>\d{{1,4}}[a-zđ]{{0,2}}){_NOTE}"
    rf"(?:\s?[.:](?:\s?(?:\[\d{{1,3}}\]|(?P<an>\d{{1,3}})(?=\s+[{UPPER}])))?(?!\d)|\s?[-–]\s|\s*$)"
    rf"|(?P<clause>\d{{1,3}}[a-zđ]?)(?:\s?\[\d{{1,3}}\])?\s?[.)](?:\s?\[\d{{1,3}}\])?(?=[\s“\"]|[^\W\d_])"
    rf"|(?P<decimal>\d{{1,3}}[a-zđ]?(?:\.\d{{1,3}}){{1,3}})[.)]?(?=\s)"
    rf"|(?P<point>[a-zđ]{{1,2}}\d{{0,2}})(?:\s?\[\d{{1,3}}\])?\s?(?:\)(?:\s?(?:\[\d{{1,3}}\]|\d{{1,3}}(?=\s)))?"
    rf"|\.(?=\s))"
    rf"|(?P<subpoint>\([ivx]{{1,5}}\)|[a-zđ]\.?\d{{1,2}}(?:\.\d)?[.)]|[ivx]{{2,5}}\))(?:\s?\[\d{{1,3}}\])?(?=\s)"
    rf"|(?P<roman>[IVX]{{1,6}})\.(?:\s?\[\d{{1,3}}\])?\s+(?=\S)"
    rf"|(?P<letter>[A-HĐ])\.\s+(?=[{UPPER}])"
)
_WORDS: Final = {
    "nhất": 1, "một": 1, "hai": 2, "ba": 3, "tư": 4, "bốn": 4, "năm": 5, "sáu": 6, "bảy": 7, "bẩy": 7, "tám": 8,
    "chín": 9, "mười": 10,
}  # fmt: skip
_TITLE_UNIT: Final = re.compile(
    r"(?P<word>Phần|PHẦN|Chương|CHƯƠNG|Mục|MỤC|Tiểu mục|TIỂU MỤC|Tiểu Mục)\s+(?:thứ\s+|THỨ\s+)?"
    rf"(?P<number>{'|'.join([*_WORDS, *(word.upper() for word in _WORDS)])}|[IVXLC]{{1,7}}[a-zA-Z]?"
    rf"|\d{{1,3}}[a-zđ]?|[A-Z])"
    r"(?P<note>\d{1,3}|\s?\[\d{1,3}\])?(?![\w/])(?P<rest>.*)"
)
_TITLE_LEVEL: Final = {
    "phần": Level.PART,
    "chương": Level.CHAPTER,
    "mục": Level.SECTION,
    "tiểu mục": Level.SUBSECTION,
}
_UNIT_FIRST: Final = frozenset("0123456789abcdeđghiklmnopqrstuvxyfjwzĐIVXABCDEFGH(")
_TITLE_FIRST: Final = frozenset("PCMT")


def read_label(line: str, index: int, start: int) -> Label | None:
    """Read the label at the start of a line; None when there is none.

    A row of a table ("1 | Huyện A | ...") carries none, and neither does a citation that happens to begin a line.

    Args:
        line: The line, from its first to its last character.
        index: Its index, kept in the label.
        start: Its offset in the text.
    """
    first = line[:1]
    if first in _TITLE_FIRST and (found := _TITLE_UNIT.match(line)):
        return _title_label(found, index, start)
    if first not in _UNIT_FIRST:
        return None
    found = _UNIT.match(line)
    if found is None or " | " in line:
        return None
    return _unit_label(found, line, index, start)


def _title_label(found: re.Match[str], index: int, start: int) -> Label | None:
    rest = found["rest"].strip()
    if not _is_title_rest(rest):
        return None
    level = _TITLE_LEVEL[found["word"].lower()]
    return Label(level, found["number"], rest.lstrip(".:-–— "), index, start, (found["note"] or "").strip(" []"))


def _is_title_rest(rest: str) -> bool:
    """A chapter's name is set off by a sign or in capitals; "Chương V Nghị định số ..." is a citation."""
    if not rest or rest in (".", ":"):
        return True
    if rest[0] in ".:-–—" and len(rest) > 1:
        return rest[1] == " " or rest[1].isupper()
    return is_capitals(rest)


def _unit_label(found: re.Match[str], line: str, index: int, start: int) -> Label:
    kind = found.lastgroup or ""
    kind = next(
        name for name in ("article", "clause", "decimal", "point", "subpoint", "roman", "letter") if found[name]
    )
    rest = line[found.end() :].strip()
    note = found["note"] or found["an"] or ""
    if kind == "point" and found["point"][0] in "ivx" and found["point"] in ("ii", "iv", "vi", "xi", "xx"):
        kind = "subpoint"
    number = found[kind].strip("().")
    return Label(Level[kind.upper()], number, rest, index, start, note)


def ordinal(level: Level, number: str) -> tuple[int, int]:
    """Return the place of a number in its sequence, and the place of its inserted letter ("4a" -> (4, 1)).

    Args:
        level: What is numbered.
        number: As printed.
    """
    if level == Level.POINT:
        return POINT_ORDER.find(number[0]) + 1, int(number.lstrip(POINT_ORDER) or 0)
    if level == Level.LETTER:
        return "ABCDĐEGH".find(number) + 1, 0
    if level == Level.DECIMAL:
        first, second = number.split(".")[:2]
        return int(re.match(r"\d+", first)[0]), int(second)  # type: ignore[index]  # a decimal begins with digits
    if level == Level.SUBPOINT and number[0].isdigit():
        return int(number.rsplit(".", 1)[-1]), 0
    lowered = number.lower()
    if lowered in _WORDS:
        return _WORDS[lowered], 0
    digits = re.match(r"\d+", number)
    if digits:
        return int(digits[0]), _letter_value(number[digits.end() :])
    roman = re.match(r"[IVXLC]+", number)
    return (_roman(roman[0]), _letter_value(number[roman.end() :])) if roman else (_letter_value(lowered), 0)


POINT_ORDER: Final = "abcdđefghijklmnopqrstuvwxyz"
_ROMAN: Final = {"I": 1, "V": 5, "X": 10, "L": 50, "C": 100}


def _letter_value(letters: str) -> int:
    value = 0
    for letter in letters.lower():
        value = value * 30 + POINT_ORDER.find(letter) + 1
    return value


def _roman(text: str) -> int:
    values = [_ROMAN[letter] for letter in text]
    return sum(-one if one < two else one for one, two in zip(values, [*values[1:], 0], strict=True))
