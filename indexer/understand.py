"""What a person meant: raw Telex or VNI keystrokes read as the syllables they stand for."""

from dataclasses import replace

from indexer.analysis import Token
from indexer.query import Phrase, Query, Words
from indexer.shelf import Shelf
from indexer.telex import decoded
from registry.text import fold


def understood(query: Query, shelf: Shelf) -> Query:
    """Return the query with raw keystrokes decoded where the index knows the result but not what was typed.

    Args:
        query: As parsed.
        shelf: Knows the syllables of the index.
    """
    notes: list[str] = []
    parts = tuple(
        replace(part, wanted=tuple(_piece(piece, shelf, notes) for piece in part.wanted)) for part in query.parts
    )
    return Query(query.text, parts, (*query.notes, *notes)) if notes else query


def _piece(piece: Words | Phrase, shelf: Shelf, notes: list[str]) -> Words | Phrase:
    return type(piece)(tuple(_token(token, shelf, notes) for token in piece.tokens))


def _token(token: Token, shelf: Shelf, notes: list[str]) -> Token:
    if token.folded in shelf.known_folded:
        return token
    meant = decoded(token.marked, shelf.numbers)
    if meant is None:
        return token
    notes.append(f"Đã hiểu “{token.marked}” là “{meant}”.")
    return Token(meant, fold(meant), token.start, token.end)
