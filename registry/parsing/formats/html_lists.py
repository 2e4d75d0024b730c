"""What browsers print before the items of a list: it is part of the text of the law."""

import re
from itertools import islice
from typing import Final

from bs4.element import Tag

from registry.parsing.formats.list_labels import format_number

_STYLES: Final = {
    "a": "lowerLetter", "A": "upperLetter", "i": "lowerRoman", "I": "upperRoman", "lower-alpha": "lowerLetter",
    "lower-latin": "lowerLetter", "upper-alpha": "upperLetter", "upper-latin": "upperLetter",
    "lower-roman": "lowerRoman", "upper-roman": "upperRoman",
}  # fmt: skip
_FAR: Final = 200  # tags between an item and its list
_KIND: Final = re.compile(r"list-style(?:-type)?\s*:\s*([\w-]+)")
_OWN: Final = re.compile(r"\s*(?:\d{1,3}[.)]|[a-zđ]\)|[-–+•])")


class Labels:
    """Counts the items of the lists of one page, which are asked for in the order of the page."""

    def __init__(self) -> None:
        self._counts: dict[int, int] = {}

    def of(self, item: Tag) -> str:
        """Return the number or dash that stands before a list item, or an empty string when its text has its own.

        Args:
            item: An ``li``.
        """
        whole = _list_of(item)
        if whole is None or _OWN.match(next(item.stripped_strings, "")):
            return ""
        style = _KIND.search(str(whole.get("style") or ""))
        kind = style[1] if style else str(whole.get("type") or "")
        if kind == "none":
            return ""
        if whole.name == "ul":
            return "- "
        label = format_number(self._count(item, whole), _STYLES.get(kind, "decimal"))
        return f"{label}) " if _STYLES.get(kind) == "lowerLetter" else f"{label}. "

    def _count(self, item: Tag, whole: Tag) -> int:
        last = self._counts.get(id(whole), _whole_number(whole.get("start"), 1) - 1)
        self._counts[id(whole)] = _whole_number(item.get("value"), last + 1)
        return self._counts[id(whole)]


def _list_of(item: Tag) -> Tag | None:
    """Return the list of an item; items that are not closed stand inside one another."""
    parents = islice(item.parents, _FAR)
    return next((each for each in parents if each.name in ("ol", "ul")), None)


def _whole_number(value: object, otherwise: int) -> int:
    text = str(value or "").strip()
    return int(text) if text.lstrip("-").isdigit() and len(text) < 6 else otherwise
