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
_LONGEST: Final = max(map(len, _TURNS))
_SET: Final = frozenset(_TURNS)


def without_turns(folded: Sequence[str]) -> list[int]:
    """Return the positions of the syllables that do not belong to a turn of speech used for asking."""
    kept: list[int] = []
    at = 0
    while at < len(folded):
        size = next((n for n in range(_LONGEST, 1, -1) if tuple(folded[at : at + n]) in _SET), 0)
        if not size:
            kept.append(at)
        at += size or 1
    return kept


def telling(folded: Iterable[str]) -> list[str]:
    """Return the different syllables that are not stops, or all of them when nothing else is there."""
    unique = list(dict.fromkeys(folded))
    return [syllable for syllable in unique if syllable not in STOPS] or unique
