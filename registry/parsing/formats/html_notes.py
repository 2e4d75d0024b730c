"""Notes of an HTML page: which links are their marks, and which elements hold their words.

Word writes ``#_ftn1`` and ``#_edn1``, LibreOffice ``#sdfootnote1sym``, Pandoc and its kin ``#fn1``; the link back from
a note is ``#_ftnref1``, ``#sdfootnote1anc`` or ``#fnref1``. The words stand below the text, in an element of that name;
a site that takes Word's elements apart leaves the paragraph that begins with the link back.
"""

import re
from typing import Final

from bs4.element import NavigableString, Tag

_HOLDS: Final = re.compile(r"(?:ftn|edn|sdfootnote|sdendnote|fn:?)\d+")
_MARK: Final = re.compile(r"[^#]*#(?:_(ftn|edn)(\d+)|(sdfootnote|sdendnote)(\d+)sym|(fn):?(\d+))")
_BACK: Final = re.compile(r"[^#]*#(?:_(ftn|edn)ref(\d+)|(sdfootnote|sdendnote)(\d+)anc|(fn)ref:?(\d+))")
_PRINTED: Final = re.compile(r"\[?(\d{1,3})\]?")


class Notes:
    """The notes of one page, each known by one number: the printed one, or a free one where that is no number."""

    def __init__(self) -> None:
        self._numbers: dict[tuple[str, str], str] = {}

    def mark(self, tag: Tag) -> str | None:
        """Return ``[3]`` for a link from the text to a note, or None for any other element."""
        found = _MARK.fullmatch(_target(tag))
        return f"[{self._number(found, tag)}]" if found else None

    def is_back(self, tag: Tag) -> bool:
        """Tell whether an element is a link that leads from a note to its mark."""
        return _BACK.fullmatch(_target(tag)) is not None

    def opening(self, tag: Tag) -> str | None:
        """Return the mark with which the note begins whose words an element holds, or None for any other."""
        named = tag.name in ("div", "li", "aside", "p") and _HOLDS.fullmatch(str(tag.get("id") or ""))
        back = tag.find(self.is_back) if named else _first(tag) if tag.name == "p" else None
        found = _BACK.fullmatch(_target(back)) if isinstance(back, Tag) else None
        return f"[{self._number(found, back)}] " if found and isinstance(back, Tag) else None

    def _number(self, found: re.Match[str], link: Tag) -> str:
        """Return the number of the note that a link leads to, or from."""
        kind, at = (part for part in found.groups() if part)
        if (kind, at) not in self._numbers:
            printed = _PRINTED.fullmatch(link.get_text("", strip=True))
            taken = set(self._numbers.values())
            free = next(str(n) for n in range(1, len(taken) + 2) if str(n) not in taken)
            self._numbers[kind, at] = printed[1] if printed and printed[1] not in taken else free
        return self._numbers[kind, at]


def _target(tag: Tag) -> str:
    return str(tag.get("href") or "") if tag.name == "a" else ""


def _first(tag: Tag) -> Tag | None:
    """Return the link that the first words of a paragraph belong to, or None where they belong to none."""
    words = (each for each in tag.descendants if type(each) is NavigableString and each.strip())
    first = next(words, None)
    return first.find_parent("a") if first else None
