"""Keys under which documents are found: folded numbers and folded names."""

import re
from typing import Final

from registry.numbers import parse_number
from registry.text import fold, nfc, place_tones

_LETTERS: Final = re.compile(r"[^a-z\d]+")
_NO_NUMBER: Final = re.compile(r"khong(-so)?|so")


def plain(text: str) -> str:
    """Return folded words joined by hyphens: equal for texts that differ in case, marks or punctuation."""
    return _LETTERS.sub("-", fold(place_tones(nfc(text)))).strip("-")


def number_key(number: str | None) -> str:
    """Return the key shared by every spelling of a number; an empty string when there is no number."""
    if not number:
        return ""
    parsed = parse_number(number)
    if parsed is not None:
        return parsed.key
    bare = plain(number)
    return "" if _NO_NUMBER.fullmatch(bare) else bare


def name_key(kind: str | None, title: str | None) -> str:
    """Return the key of a law cited by name: its type and its title without the type."""
    head, tail = plain(kind or ""), plain(title or "")
    if not tail:
        return ""
    return tail if head and tail.startswith(head + "-") else f"{head}-{tail}".strip("-")
