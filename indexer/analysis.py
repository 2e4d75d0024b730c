"""Text to search terms: the same code for documents and for queries.

A term is a folded syllable (``ngheo``) or two folded syllables that stand side by side (``giam ngheo``). The marked
syllables are kept beside the index, so that exact marks can be told apart when results are put in order.
"""

import re
from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import cache
from itertools import pairwise
from typing import Final

import numpy as np
from numpy.typing import NDArray

from registry.text import fold, nfc, place_tones

VERSION: Final = 1
"""Changes whenever the terms of a text change; an index made by another version is refused."""

_SYLLABLE: Final = re.compile(r"[^\W_]+")
_LONGEST: Final = 40
_TABLE: Final = 0x10000
_ENDS: Final = frozenset(",;")


class _Normal(dict[str, str]):
    """Marked form of each spelling seen: composed, lower case, tone mark in its older place."""

    def __missing__(self, raw: str) -> str:
        marked = place_tones(nfc(raw)).lower()[:_LONGEST]
        if len(self) < 1_000_000:
            self[raw] = marked
        return marked


class _Folded(dict[str, str]):
    """Folded form of each marked syllable seen."""

    def __missing__(self, marked: str) -> str:
        folded = fold(marked)
        if len(self) < 1_000_000:
            self[marked] = folded
        return folded


_NORMAL: Final = _Normal()
_FOLDED: Final = _Folded()


@dataclass(frozen=True, slots=True)
class Token:
    """A syllable of a text.

    Args:
        marked: Its normal spelling with marks.
        folded: Its spelling without marks.
        start: First character in the composed text.
        end: One past the last character.
        ends: True when a comma or the like follows: the next syllable belongs to another thing.
    """

    marked: str
    folded: str
    start: int
    end: int
    ends: bool = False


def syllables(text: str) -> list[str]:
    """Return the marked syllables of a text, in order; the parts of a number are syllables too."""
    normal = _NORMAL
    return [normal[raw] for raw in _SYLLABLE.findall(nfc(text))]


def folded(marked: Iterable[str]) -> list[str]:
    """Return the folded form of each marked syllable."""
    table = _FOLDED
    return [table[syllable] for syllable in marked]


def tokens(text: str) -> list[Token]:
    """Return the syllables of a composed text with their offsets."""
    return [_token(found) for found in _SYLLABLE.finditer(text)]


def _token(found: re.Match[str]) -> Token:
    marked = _NORMAL[found[0]]
    ends = found.string[found.end() : found.end() + 1] in _ENDS
    return Token(marked, _FOLDED[marked], found.start(), found.end(), ends)


def spans(text: str) -> NDArray[np.int64]:
    """Return where each syllable of a composed text stands, in the order of :func:`syllables`: one (start, end) a row.

    The same as the pattern finds; characters are looked up in a table, so that a text costs no loop.
    """
    codes = np.frombuffer(text.encode("utf-32-le", "surrogatepass"), np.uint32)
    if len(codes) and int(codes.max()) >= _TABLE:
        return np.array([found.span() for found in _SYLLABLE.finditer(text)], np.int64).reshape(-1, 2)
    inside = np.zeros(len(codes) + 2, np.bool_)
    inside[1:-1] = _in_syllables()[codes]
    return np.flatnonzero(inside[1:] != inside[:-1]).reshape(-1, 2)


@cache
def _in_syllables() -> NDArray[np.bool_]:
    """Tell for each character of the basic plane whether it belongs to a syllable."""
    return np.array([bool(_SYLLABLE.match(chr(code))) for code in range(_TABLE)])


def bigrams(syllable: Sequence[str]) -> list[str]:
    """Return each pair of neighbours as one term."""
    return [f"{left} {right}" for left, right in pairwise(syllable)]


def terms(folded_syllables: Sequence[str]) -> Counter[str]:
    """Count the terms of a text: its folded syllables and their pairs."""
    count = Counter(folded_syllables)
    count.update(bigrams(folded_syllables))
    return count


def has_marks(marked: str) -> bool:
    """Tell whether a syllable was written with any Vietnamese mark (đ counts)."""
    return _FOLDED[marked] != marked
