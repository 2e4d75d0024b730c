"""Other ways to say what was typed: one word of the query replaced by its synonym, for ranking and for marking.

What is found by a synonym counts nearly as much as what was typed, and never more.
"""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from typing import Final

from indexer.analysis import Token
from indexer.synonyms import Run, Synonyms

MOST: Final = 4
"""Readings beside the typed one; each is ranked for itself."""
_LEAST: Final = 0.4


@dataclass(frozen=True, slots=True)
class Reading:
    """A query as it may have been meant.

    Args:
        tokens: Its syllables.
        wider: True when a word of it stands for more than what was typed.
        narrower: True when a word of it says more than what was typed and holds it.
    """

    tokens: tuple[Token, ...]
    wider: bool = False
    narrower: bool = False


def readings(tokens: Sequence[Token], known: Synonyms) -> Iterator[Reading]:
    """Yield the query with abbreviations spelled out, then with one word said otherwise, at most MOST times.

    Args:
        tokens: Its wanted syllables.
        known: Abbreviations and synonyms.
    """
    pieces = _pieces(tokens, known)
    typed = [_spelled_out(piece, known) for piece in pieces]
    yield Reading(_together(typed))
    left = MOST
    for at, piece in enumerate(pieces):
        run = _run(piece)
        for other in known.of(run):
            if left and other != _run(typed[at]):
                left -= 1
                said = _together((*typed[:at], _said(piece, other), *typed[at + 1 :]))
                narrower = known.is_wider(run, other) and _holds(other, run)
                yield Reading(said, known.is_wider(run, other) and not narrower, narrower)


def _together(pieces: Iterable[Sequence[Token]]) -> tuple[Token, ...]:
    return tuple(token for piece in pieces for token in piece)


def _holds(run: Run, part: Run) -> bool:
    return any(run[at : at + len(part)] == part for at in range(len(run) - len(part) + 1))


def worth(typed: float, otherwise: float, share: float) -> float:
    """Return what the scores of a reading are multiplied by: a longer synonym must not earn more by its length.

    Args:
        typed: How rare the terms of what was typed are together.
        otherwise: The same of the reading.
        share: What a synonym of the same rarity is worth, 0-1.
    """
    return share * min(max(typed / max(otherwise, 1e-9), _LEAST), 1.0)


def _pieces(tokens: Sequence[Token], known: Synonyms) -> list[list[Token]]:
    pieces, at = [], 0
    for run in known.cut([token.folded for token in tokens]):
        pieces.append(list(tokens[at : at + len(run)]))
        at += len(run)
    return pieces


def _run(piece: Sequence[Token]) -> Run:
    return tuple(token.folded for token in piece)


def _spelled_out(piece: Sequence[Token], known: Synonyms) -> list[Token]:
    return list(piece) if len(piece) > 1 else _said(piece, known.long_form(piece[0].folded))


def _said(piece: Sequence[Token], run: Run) -> list[Token]:
    """Return a run in the place of a piece; what stays as typed keeps its marks."""
    if run == _run(piece):
        return list(piece)
    first, last = piece[0].start, piece[-1]
    return [Token(each, each, first, last.end, last.ends and at == len(run) - 1) for at, each in enumerate(run)]
