"""A canonical text as comparable words: hashes that depend on the word alone, never on the order of reading."""

import re
from dataclasses import dataclass
from hashlib import blake2b
from typing import Final

import numpy as np
from numpy.typing import NDArray

from registry.text import fold, place_tones

WORD: Final = re.compile(r"\w+")
GRAM: Final = 5
_PRIME: Final = np.uint64(0x9E3779B97F4A7C15)

Hashes = NDArray[np.uint64]
Grams = NDArray[np.uint32]
Offsets = NDArray[np.int64]


@dataclass(frozen=True, slots=True)
class Words:
    """The words of a stretch of text.

    Args:
        exact: One hash per word that keeps every mark, but not case or where the tone is written (hoà = hòa).
        starts: First character of each word in the canonical text.
        ends: One past its last character.
    """

    exact: Hashes
    starts: Offsets
    ends: Offsets


class Lexicon:
    """Remembers the two hashes of each spelling met, which makes reading a large corpus cheap."""

    def __init__(self) -> None:
        self._known: dict[str, tuple[int, int]] = {}

    def exact(self, words: list[str]) -> Hashes:
        """Return one hash per word; equal hashes mean the same word with the same marks."""
        return np.fromiter((self._hashes(word)[0] for word in words), np.uint64, len(words))

    def folded(self, words: list[str]) -> Hashes:
        """Return one hash per word; equal hashes mean the same word but for case and diacritics."""
        return np.fromiter((self._hashes(word)[1] for word in words), np.uint64, len(words))

    def read(self, text: str, start: int, end: int) -> Words:
        """Return the words of ``text[start:end]`` with their places in the whole text."""
        found = list(WORD.finditer(text, start, end))
        return Words(
            self.exact([match.group() for match in found]),
            np.fromiter((match.start() for match in found), np.int64, len(found)),
            np.fromiter((match.end() for match in found), np.int64, len(found)),
        )

    def _hashes(self, word: str) -> tuple[int, int]:
        known = self._known.get(word)
        if known is None:
            known = self._known[word] = (_digest(place_tones(word).lower()), _digest(fold(word)))
        return known


def grams(words: Hashes, size: int = GRAM) -> Hashes:
    """Hash every run of ``size`` neighbouring words.

    Args:
        words: One hash per word.
        size: Words in a run.

    Returns:
        One hash per run, so ``len(words) - size + 1`` of them (none for a shorter text).
    """
    count = len(words) - size + 1
    if count < 1:
        return np.empty(0, np.uint64)
    value = np.zeros(count, np.uint64)
    for place in range(size):
        value = value * _PRIME + words[place : place + count]
    return mixed(value)


def mixed(value: Hashes) -> Hashes:
    """Spread the bits of each value (the finaliser of splitmix64)."""
    value = (value ^ (value >> np.uint64(30))) * np.uint64(0xBF58476D1CE4E5B9)
    value = (value ^ (value >> np.uint64(27))) * np.uint64(0x94D049BB133111EB)
    return value ^ (value >> np.uint64(31))


def _digest(word: str) -> int:
    return int.from_bytes(blake2b(word.encode(), digest_size=8).digest(), "little")
