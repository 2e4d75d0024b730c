"""Automatic numbers of Word paragraphs, as Word prints them: they are part of the text of the law."""

import re
from typing import Any, Final

from docx.oxml.ns import qn

_ROMAN: Final = ((1000, "m"), (900, "cm"), (500, "d"), (400, "cd"), (100, "c"), (90, "xc"), (50, "l"), (40, "xl"),
                 (10, "x"), (9, "ix"), (5, "v"), (4, "iv"), (1, "i"))  # fmt: skip
_BULLETS: Final = {"\uf0b7": "•", "\uf02d": "-", "\uf0a7": "▪", "o": "o", "": "-"}


class Numbering:
    """Counts the numbered paragraphs of one document.

    Args:
        document: An opened python-docx document.
    """

    def __init__(self, document: Any) -> None:
        self._levels: dict[tuple[str, int], tuple[str, str, int]] = {}
        self._counts: dict[str, dict[int, int]] = {}
        self._abstract: dict[str, str] = {}
        self._restarts: dict[str, dict[int, int]] = {}  # first numbers of lists that begin anew
        self._styles = _style_numbers(document)
        part = next((r.target_part for r in document.part.rels.values() if r.reltype.endswith("/numbering")), None)
        if part is not None:
            self._read(part.element)

    def label(self, paragraph: Any) -> str:
        """Return the number that Word would print before a paragraph, counting it, or an empty string."""
        number, level = self._place(paragraph)
        if not number or number == "0":
            return ""
        abstract = self._abstract.get(number, number)
        style, text, start = self._levels.get((number, level)) or self._levels.get((abstract, level)) or ("", "", 1)
        if not style or style == "none":
            return ""
        if style == "bullet":
            return _BULLETS.get(text, text[:1])
        counts = self._counts.setdefault(abstract, {})
        if (first := self._restarts.get(number, {}).pop(level, None)) is not None:
            counts[level] = first - 1
        counts[level] = counts.get(level, start - 1) + 1
        for deeper in [key for key in counts if key > level]:
            del counts[deeper]
        return re.sub(r"%(\d)", lambda found: self._format(number, abstract, counts, int(found[1]) - 1), text)

    def _format(self, number: str, abstract: str, counts: dict[int, int], level: int) -> str:
        style, _, start = self._levels.get((number, level)) or self._levels.get((abstract, level)) or ("decimal", "", 1)
        return format_number(counts.get(level, start), style)

    def _place(self, paragraph: Any) -> tuple[str, int]:
        properties = paragraph.find(qn("w:pPr"))
        if properties is None:
            return "", 0
        found = properties.find(qn("w:numPr"))
        style = properties.find(qn("w:pStyle"))
        inherited = self._styles.get(style.get(qn("w:val")), ("", 0)) if style is not None else ("", 0)
        if found is None:
            return inherited
        return _value(found, "w:numId") or inherited[0], int(_value(found, "w:ilvl") or inherited[1])

    def _read(self, root: Any) -> None:
        for abstract in root.iter(qn("w:abstractNum")):
            for level in abstract.iter(qn("w:lvl")):
                self._read_level(f"a{abstract.get(qn('w:abstractNumId'))}", level)
        for number in root.iter(qn("w:num")):
            key = str(number.get(qn("w:numId")))
            self._abstract[key] = f"a{_value(number, 'w:abstractNumId')}"
            for override in number.iter(qn("w:lvlOverride")):
                first = _value(override, "w:startOverride")
                if first:
                    self._restarts.setdefault(key, {})[int(override.get(qn("w:ilvl")))] = int(first)
                for level in override.iter(qn("w:lvl")):
                    self._read_level(key, level)

    def _read_level(self, key: str, level: Any) -> None:
        start = _value(level, "w:start") or "1"
        place = (key, int(level.get(qn("w:ilvl"))))
        self._levels[place] = (_value(level, "w:numFmt") or "decimal", _value(level, "w:lvlText") or "", int(start))


def _style_numbers(document: Any) -> dict[str, tuple[str, int]]:
    found = {}
    for style in document.styles.element.iter(qn("w:style")):
        for number in style.iter(qn("w:numPr")):
            found[str(style.get(qn("w:styleId")))] = (_value(number, "w:numId"), int(_value(number, "w:ilvl") or 0))
    return found


def _value(element: Any, name: str) -> str:
    child = element.find(qn(name))
    return str(child.get(qn("w:val"))) if child is not None else ""


def format_number(number: int, style: str) -> str:
    """Return a number as Word prints it in a numbering style (``w:numFmt``)."""
    if style in ("lowerLetter", "upperLetter"):
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
