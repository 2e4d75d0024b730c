"""What of a text can be printed: characters without a meaning of their own are marked, never dropped in silence."""

import re
import unicodedata
from typing import Final

LOST_MARK: Final = "\N{WHITE VERTICAL RECTANGLE}"
_INVISIBLE: Final = re.compile("[\u00ad\u200b\u200c\u200d\u200e\u200f\u2060\ufeff]")
_SPACES: Final = re.compile(r"[\t\v\f\u2028\u2029]")
_LONG: Final = re.compile(r"\S{22,}")
_SOFT_PLACES: Final = re.compile(r"([/\-_.,;:+=…)]+)(?=\S)")
_STEP: Final = 18
_ZERO_SPACE: Final = "\u200b"


def printable(text: str) -> tuple[str, int]:
    """Make a text fit for printing.

    Characters of the private use area and control characters mean something only in the font of the original file;
    each is replaced by :data:`LOST_MARK`.

    Args:
        text: Canonical text of one line.

    Returns:
        The text to print, and how many characters were replaced.
    """
    visible = _SPACES.sub(" ", _INVISIBLE.sub("", text))
    if not any(map(_is_lost, visible)):
        return visible, 0
    marked = "".join(LOST_MARK if _is_lost(character) else character for character in visible)
    return marked, sum(map(_is_lost, visible))


def breakable(text: str) -> str:
    """Allow a line break inside words too long for a line (rows of dots, addresses, long numbers)."""
    return _LONG.sub(lambda found: _softened(found[0]), text)


def _softened(word: str) -> str:
    parts = _SOFT_PLACES.sub(rf"\1{_ZERO_SPACE}", word).split(_ZERO_SPACE)
    pieces = [part[at : at + _STEP] for part in parts for at in range(0, len(part), _STEP)]
    return _ZERO_SPACE.join(pieces)


def _is_lost(character: str) -> bool:
    return unicodedata.category(character) in ("Co", "Cc", "Cs", "Cn")
