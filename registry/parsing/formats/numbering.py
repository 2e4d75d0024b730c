"""Which paragraphs of a DOCX file are numbered, and by which list."""

from typing import Any, Final

from docx.oxml.ns import qn

from registry.parsing.formats.list_labels import Level, ListLabels, Lists

_OFF: Final = frozenset({"0", "false", "off"})


class Numbering:
    """Counts the numbered paragraphs of one document.

    Args:
        document: An opened python-docx document.
    """

    def __init__(self, document: Any) -> None:
        self._styles = _style_numbers(document)
        part = next((r.target_part for r in document.part.rels.values() if r.reltype.endswith("/numbering")), None)
        self._labels = ListLabels(Lists() if part is None else _lists(part.element))

    def label(self, paragraph: Any) -> str:
        """Return the number that Word would print before a paragraph, counting it, or an empty string."""
        number, level = self._place(paragraph)
        return "" if not number or number == "0" else self._labels.label(number, level)

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


def _lists(root: Any) -> Lists:
    found = Lists()
    for abstract in root.iter(qn("w:abstractNum")):
        for level in abstract.iter(qn("w:lvl")):
            _read_level(found, f"a{abstract.get(qn('w:abstractNumId'))}", level)
    for number in root.iter(qn("w:num")):
        key = str(number.get(qn("w:numId")))
        found.uses[key] = f"a{_value(number, 'w:abstractNumId')}"
        for override in number.iter(qn("w:lvlOverride")):
            first = _value(override, "w:startOverride")
            if first:
                found.firsts.setdefault(key, {})[int(override.get(qn("w:ilvl")))] = int(first)
            for level in override.iter(qn("w:lvl")):
                _read_level(found, key, level)
    return found


def _read_level(lists: Lists, key: str, level: Any) -> None:
    restarts, legal = _value(level, "w:lvlRestart"), level.find(qn("w:isLgl"))
    lists.levels[(key, int(level.get(qn("w:ilvl"))))] = Level(
        _value(level, "w:numFmt") or "decimal",
        _value(level, "w:lvlText"),
        int(_value(level, "w:start") or "1"),
        legal is not None and legal.get(qn("w:val")) not in _OFF,
        int(restarts) if restarts else None,
    )


def _style_numbers(document: Any) -> dict[str, tuple[str, int]]:
    found = {}
    for style in document.styles.element.iter(qn("w:style")):
        for number in style.iter(qn("w:numPr")):
            found[str(style.get(qn("w:styleId")))] = (_value(number, "w:numId"), int(_value(number, "w:ilvl") or 0))
    return found


def _value(element: Any, name: str) -> str:
    child = element.find(qn(name))
    return str(child.get(qn("w:val"))) if child is not None else ""
