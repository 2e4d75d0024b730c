"""Syllables and turns of speech that say nothing about the subject: kept for phrases, set aside for matching."""

from collections.abc import Iterable, Sequence
from typing import Final

_STOPS: Final = """
la va cua cac co duoc trong cho voi theo khi thi ma nay do nhung mot de tu den bi tai ve nhu hoac phai khong o
se da dang hay nao gi cung
"""
STOPS: Final = frozenset(_STOPS.split())
"""Folded. ``do`` and the like also stand for words with meaning: pairs keep those (``che do``)."""

_TURNS: Final = tuple(
    tuple(turn.split())
    for turn in (
        "dung hay sai",
        "la dung hay sai",
        "co dung khong",
        "la bao nhieu",
        "la bao lau",
        "nhu the nao",
        "trong truong hop nao",
        "co duoc khong",
        "co phai khong",
        "duoc quy dinh nhu the nao",
        "cho toi hoi",
        "xin hoi",
        "vi sao",
        "tai sao",
    )
)
_TAILS: Final = frozenset(
    tuple(tail.split())
    for tail in (
        "the nao",
        "ra sao",
        "lam sao",
        "la gi",
        "gi",
        "o dau",
        "tu dau",
        "lay o dau",
        "lay tu dau",
        "khi nao",
        "den khi nao",
        "theo van ban nao",
        "theo quy dinh nao",
        "quy dinh o dau",
        "can nhung gi",
        "gom nhung gi",
    )
)
"""Ends of questions; within a query the same syllables may say something else (``dau tu dau thau``)."""
_HEADS: Final = frozenset(
    tuple(head.split())
    for head in (
        "ai",
        "ai la nguoi",
        "ai co quyen",
        "co quan nao",
        "don vi nao",
        "cap nao",
        "nhung ai",
        "bao gio",
        "khi nao",
        "lam sao",
        "lam the nao",
        "the nao la",
        "o dau",
    )
)
"""Beginnings of questions; ``ai`` elsewhere may be the abbreviation."""
_LONGEST: Final = max(map(len, (*_TURNS, *_TAILS, *_HEADS)))
_SET: Final = frozenset(_TURNS)


def without_turns(folded: Sequence[str]) -> list[int]:
    """Return the positions of the syllables that do not belong to a turn of speech used for asking."""
    kept: list[int] = []
    at, end = _head(folded), len(folded) - _tail(folded)
    while at < end:
        size = next((n for n in range(_LONGEST, 1, -1) if tuple(folded[at : at + n]) in _SET), 0)
        if not size:
            kept.append(at)
        at += size or 1
    return kept


def _head(folded: Sequence[str]) -> int:
    """Return how many syllables at the beginning only ask; none unless two others are left."""
    sizes = range(min(_LONGEST, len(folded) - 2), 0, -1)
    return next((size for size in sizes if tuple(folded[:size]) in _HEADS), 0)


def _tail(folded: Sequence[str]) -> int:
    """Return how many syllables at the end only ask; none when nothing would be left."""
    sizes = range(min(_LONGEST, len(folded) - 1), 0, -1)
    return next((size for size in sizes if tuple(folded[-size:]) in _TAILS), 0)


def telling(folded: Iterable[str]) -> list[str]:
    """Return the different syllables that are not stops, or all of them when nothing else is there."""
    unique = list(dict.fromkeys(folded))
    return [syllable for syllable in unique if syllable not in STOPS] or unique
