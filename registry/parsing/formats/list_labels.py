"""The numbers of automatic lists, counted as Word counts them: they are part of the text of the law."""

import re
from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Final

_ROMAN: Final = ((1000, "m"), (900, "cm"), (500, "d"), (400, "cd"), (100, "c"), (90, "xc"), (50, "l"), (40, "xl"),
                 (10, "x"), (9, "ix"), (5, "v"), (4, "iv"), (1, "i"))  # fmt: skip
_BULLETS: Final = {"\uf0b7": "•", "\uf02d": "-", "\uf0a7": "▪", "o": "o", "": "-"}
_LARGEST: Final = 32_767  # that Word counts to
_LETTERED: Final = 780  # that Word counts to in letters


@dataclass(frozen=True, slots=True)
class Level:
    """What the paragraphs of one level of a list are numbered with.

    Args:
        style: As ``w:numFmt`` names it.
        text: What is printed, ``%1`` standing for the number of the first level.
        start: First number.
        legal: Whether the numbers of the levels above are printed in Arabic figures too.
        restarts: Levels, counted from 0, below which a paragraph lets this level begin anew; None for any above it.
    """

    style: str = "decimal"
    text: str = ""
    start: int = 1
    legal: bool = False
    restarts: int | None = None


@dataclass(frozen=True, slots=True)
class Lists:
    """The lists of a document.

    Args:
        levels: By name of a list, or of one use of it that looks otherwise, and level from 0.
        uses: Which list each use counts in.
        firsts: First numbers, by level, of uses that begin a list anew.
    """

    levels: dict[tuple[str, int], Level] = field(default_factory=dict)
    uses: dict[str, str] = field(default_factory=dict)
    firsts: dict[str, dict[int, int]] = field(default_factory=dict)

    def level(self, use: str, level: int) -> Level | None:
        """Return a level of a list as one use of it has it."""
        return self.levels.get((use, level)) or self.levels.get((self.uses.get(use, use), level))


class ListLabels:
    """Counts the numbered paragraphs of one document.

    Args:
        lists: Its lists.
    """

    def __init__(self, lists: Lists) -> None:
        self._lists = lists
        self._counts: dict[str, dict[int, int]] = {}
        self._firsts = {use: dict(firsts) for use, firsts in lists.firsts.items()}

    def label(self, use: str, level: int) -> str:
        """Return what Word prints before the next paragraph of a list and level, or an empty string."""
        found = self._lists.level(use, level)
        if found is None:
            return ""
        if found.style == "bullet":
            return _BULLETS.get(found.text, found.text[:1])
        counts = self._counts.setdefault(self._lists.uses.get(use, use), {})
        if (first := self._firsts.get(use, {}).pop(level, None)) is not None:
            counts[level] = first - 1
        counts[level] = counts.get(level, found.start - 1) + 1
        for deeper in [each for each in counts if each > level and self._begins_anew(use, each, level)]:
            del counts[deeper]
        return re.sub(r"%(\d)", lambda sign: self._number(use, counts, int(sign[1]) - 1, found), found.text)

    def _begins_anew(self, use: str, deeper: int, level: int) -> bool:
        found = self._lists.level(use, deeper)
        return found is None or found.restarts is None or level < found.restarts

    def _number(self, use: str, counts: dict[int, int], level: int, printed: Level) -> str:
        found = self._lists.level(use, level) or Level()
        style = "decimal" if printed.legal and found.style != "none" else found.style
        return format_number(counts.get(level, found.start), style)


def labelled(label: str, lines: Sequence[str], *, in_cell: bool) -> list[str]:
    """Return the lines of a paragraph with its number; one that holds nothing else counts in the cell of a table."""
    if lines and label:
        return [f"{label} {lines[0]}", *lines[1:]]
    return [label] if in_cell and label.strip("-–•▪o") else list(lines)


def format_number(number: int, style: str) -> str:
    """Return a number as Word prints it in a numbering style (``w:numFmt``)."""
    if style == "none":
        return ""
    if not 0 < number <= _LARGEST:
        return str(number)
    if style in ("lowerLetter", "upperLetter") and number <= _LETTERED:
        letter = chr(ord("a") + (number - 1) % 26) * ((number - 1) // 26 + 1)
        return letter if style == "lowerLetter" else letter.upper()
    if style in ("lowerRoman", "upperRoman"):
        roman = _roman(number)
        return roman if style == "lowerRoman" else roman.upper()
    return f"{number:02d}" if style == "decimalZero" else str(number)


def _roman(number: int) -> str:
    parts = []
    for value, letters in _ROMAN:
        parts.append(letters * (number // value))
        number %= value
    return "".join(parts)
