"""The letterhead of a scanned page: whose document it is stands left of the country's name, each in its own lines."""

from collections.abc import Sequence
from typing import Final, Protocol, TypeVar

_NATION: Final = ("CỘNG", "HÒA")
_MOTTO_ENDS: Final = "phúc"
_ABOVE: Final = 1.5  # heights of a word by which the issuer's first line may stand above the country's name
_TALL: Final = 8.0  # heights of a word within which the two names end


class Placed(Protocol):
    """A word and where it stands, in dots from the upper left corner."""

    @property
    def left(self) -> int:
        """Its left edge."""

    @property
    def right(self) -> int:
        """Its right edge."""

    @property
    def top(self) -> int:
        """Its upper edge."""

    @property
    def height(self) -> int:
        """How tall it is."""

    @property
    def text(self) -> str:
        """What was read."""


W = TypeVar("W", bound=Placed)


def columns_apart(words: Sequence[W]) -> tuple[list[W], ...]:
    """Return the words of a page in the order in which they are read, parted where another column begins.

    Recognition takes the two names for one line where the gap between them is narrow, and puts the second line of a
    long issuer after the country's name. Number and date below them keep their order.

    Args:
        words: In the order of recognition.
    """
    at = next((n for n in range(len(words) - 1) if (words[n].text, words[n + 1].text) == _NATION), None)
    if at is None:
        return (list(words),)
    zone = _zone(words, at)
    cut = _cut([words[n] for n in zone], words[at].left)
    left = [words[n] for n in zone if words[n].right <= cut]
    right = [words[n] for n in zone if words[n].left >= cut]
    if not left or zone != list(range(zone[0], zone[-1] + 1)):
        return (list(words),)
    parts = (list(words[: zone[0]]), left, right, list(words[zone[-1] + 1 :]))
    return tuple(part for part in parts if part)


def _zone(words: Sequence[Placed], at: int) -> list[int]:
    """Return which words stand beside the country's name and motto."""
    nation = words[at]
    upper, lower = nation.top - _ABOVE * nation.height, nation.top + _TALL * nation.height
    near = [n for n, word in enumerate(words) if upper <= word.top <= lower]
    end = next((words[n] for n in near if n > at and words[n].text.startswith(_MOTTO_ENDS)), None)
    below = end.top + end.height if end else nation.top + nation.height
    return [n for n in near if words[n].top < below]


def _cut(zone: Sequence[Placed], start: int) -> int:
    """Return the edge, left of the country's name, that no word crosses."""
    crossing = [word.left for word in zone if word.left < start < word.right]
    return _cut(zone, min(crossing)) if crossing else start
