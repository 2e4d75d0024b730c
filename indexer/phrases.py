"""Exact phrases: the engine finds passages with all the pairs of a phrase, the arrays tell whether it really stands."""

from collections.abc import Iterable, Sequence

import numpy as np
from numpy.typing import NDArray

from indexer.analysis import Token, has_marks
from indexer.query import Phrase
from indexer.shelf import Shelf

Words = NDArray[np.bool_]


def holding(rows: NDArray[np.int64], phrases: Sequence[Phrase], shelf: Shelf) -> NDArray[np.int64]:
    """Return the rows whose passage, or the names of whose document, holds every phrase.

    A syllable typed with marks must have the same marks.
    """
    wanted = [[_spellings(token, shelf) for token in phrase.tokens] for phrase in phrases]
    kept = [row for row in rows.tolist() if all(_in_row(row, words, shelf) for words in wanted)]
    return np.array(kept, np.int64)


def _in_row(row: int, words: Sequence[Words], shelf: Shelf) -> bool:
    names = shelf.title_rows.get(int(shelf.documents[row]))
    places = [row] if names is None or names == row else [row, names]
    return any(_stands(shelf.syllables(place), words) for place in places)


def _stands(text: NDArray[np.uint32], words: Iterable[Words]) -> bool:
    found: NDArray[np.bool_] | None = None
    for number, word in enumerate(words):
        here = word[text[number:]]
        found = here if found is None else found[: len(here)] & here
    return found is not None and bool(found.any())


def _spellings(token: Token, shelf: Shelf) -> Words:
    accepted = np.zeros(len(shelf.words) + 1, np.bool_)
    if not has_marks(token.marked):
        accepted[shelf.spellings(token.folded)] = True
    elif token.marked in shelf.numbers:
        accepted[shelf.numbers[token.marked]] = True
    return accepted
