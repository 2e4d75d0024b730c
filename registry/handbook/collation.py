"""The order of words in a Vietnamese index: letters first, tones second, numbers by their value."""

import re
import unicodedata
from typing import Final

_ALPHABET: Final = "aăâbcdđeêfghijklmnoôơpqrstuưvwxyz"
_RANK: Final = {letter: rank for rank, letter in enumerate(_ALPHABET, start=1)}
_TONES: Final = {"\u0300": 1, "\u0309": 2, "\u0303": 3, "\u0301": 4, "\u0323": 5}
_PIECE: Final = re.compile(r"\d+|[^\W\d_]+")

Key = tuple[tuple[tuple[int, int, tuple[int, ...]], ...], tuple[int, ...], str]


def key(text: str) -> Key:
    """Return a sort key: ``sorted(words, key=key)`` is the order of a Vietnamese dictionary.

    Letters are compared before tones (a ă â b c d đ e ê …; ngang huyền hỏi ngã sắc nặng), numbers by value and
    before letters, so 9/QĐ comes before 10/QĐ.
    """
    pieces = _PIECE.findall(unicodedata.normalize("NFC", text))
    return tuple(_piece(piece) for piece in pieces), tuple(t for piece in pieces for t in _tones(piece)), text


def _piece(piece: str) -> tuple[int, int, tuple[int, ...]]:
    if piece.isdecimal():
        return (0, int(piece), ())
    return (1, 0, tuple(_letter(letter) for letter in piece.lower()))


def _letter(letter: str) -> int:
    return _RANK.get(_toneless(letter), ord(letter) + len(_ALPHABET))


def _toneless(letter: str) -> str:
    kept = "".join(mark for mark in unicodedata.normalize("NFD", letter) if mark not in _TONES)
    return unicodedata.normalize("NFC", kept)


def _tones(piece: str) -> list[int]:
    return [_tone(letter) for letter in piece.lower()]


def _tone(letter: str) -> int:
    return next((_TONES[mark] for mark in unicodedata.normalize("NFD", letter) if mark in _TONES), 0)
