"""Other ways to say what was typed: one word of the query replaced by its synonym, for ranking and for marking.

What is found by a synonym counts nearly as much as what was typed, and never more.
"""

from collections.abc import Iterator, Sequence
from typing import Final

from indexer.analysis import Token
from indexer.synonyms import Run, Synonyms

MOST: Final = 4
"""Readings beside the typed one; each is ranked for itself."""
_LEAST: Final = 0.4


def readings(tokens: Sequence[Token], known: Synonyms) -> Iterator[list[Token]]:
    """Yield the query with abbreviations spelled out, then with one word said otherwise, at most MOST times.

    Args:
        tokens: Its wanted syllables.
        known: Abbreviations and synonyms.
    """
    pieces = _pieces(tokens, known)
    typed = [_spelled_out(piece, known) for piece in pieces]
    yield [token for piece in typed for token in piece]
    left = MOST
    for at, piece in enumerate(pieces):
        for other in known.of(_run(piece)):
            if left and other != _run(typed[at]):
                left -= 1
                yield [token for part in (*typed[:at], _said(piece, other), *typed[at + 1 :]) for token in part]


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
