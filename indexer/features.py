"""Evidence of candidate passages for a query, counted on arrays: the same on every engine.

Everything is a handful of NumPy passes over the syllables that the query names; no Python per syllable.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final

import numpy as np
from numpy.typing import NDArray

from indexer.ask import Ask
from indexer.engines.scoring import saturations
from indexer.shelf import Shelf

SCALE: Final = 20.0
"""Shares (0-1) are multiplied by this, to be of the size of the BM25 sums."""

Floats = NDArray[np.float64]
Ints = NDArray[np.int64]


@dataclass(frozen=True, slots=True)
class _Hits:
    """Syllables that the query names: in which passage, where in it, which of its names, and with the same marks."""

    passage: Ints
    position: Ints
    name: Ints
    exact: NDArray[np.bool_]


@dataclass(frozen=True, slots=True)
class Lookup:
    """A query as tables over a shelf's words.

    Args:
        names: The different syllables of the query.
        rarity: Inverse document frequency of each; 0 for stops.
        name_of: Number of the name for each word of the shelf, -1 for none.
        exact: True for the words that were typed with just these marks.
        runs: For runs of 2, 3 and 4 syllables: what each hit and the next must be, and how rare the run is.
        span: Syllables of the query.
    """

    names: tuple[str, ...]
    rarity: Floats
    name_of: NDArray[np.int16]
    exact: NDArray[np.bool_]
    marked: NDArray[np.bool_]
    runs: tuple["_Runs", ...]
    span: int


@dataclass(frozen=True, slots=True)
class _Runs:
    """Runs of one length, each made of a shorter run and the next one: ``table[left, right]`` is its number."""

    table: NDArray[np.int16]
    rarity: Floats


def lookup(asked: Ask, shelf: Shelf) -> Lookup:
    """Prepare a query for a shelf."""
    names = tuple(dict.fromkeys(asked.sequence))
    name_of = np.full(len(shelf.words) + 1, -1, np.int16)
    for number, name in enumerate(names):
        name_of[shelf.spellings(name)] = number
    exact = np.zeros(len(shelf.words) + 1, np.bool_)
    exact[[shelf.numbers[marked] for marked in asked.marked if marked in shelf.numbers]] = True
    rare = np.array([asked.rarity.get(name, 0.0) if name in asked.singles else 0.0 for name in names])
    typed = {name for name, marked in zip(asked.sequence, asked.marked, strict=True) if marked}
    marked = np.array([name in typed for name in names])
    return Lookup(names, rare, name_of, exact, marked, _run_tables(asked, names), len(asked.sequence))


def _run_tables(asked: Ask, names: Sequence[str]) -> tuple[_Runs, ...]:
    sequence = [names.index(name) for name in asked.sequence]
    made: list[_Runs] = []
    count, rare = len(names), np.zeros(0)
    for size in (2, 3, 4):
        table = np.full((count, count), -1, np.int16)
        fresh: list[float] = []
        following: list[int] = []
        for at in range(len(sequence) - 1):
            left, right = sequence[at], sequence[at + 1]
            if table[left, right] < 0:
                table[left, right] = len(fresh)
                pair = f"{names[left]} {names[right]}" if size == 2 else ""
                fresh.append(asked.rarity.get(pair, 0.0) if size == 2 else max(rare[left], rare[right]))
            following.append(int(table[left, right]))
        made.append(_Runs(table, np.array(fresh)))
        sequence, count, rare = following, len(fresh), np.array(fresh)
    return tuple(made)


def features(query: Lookup, rows: Ints, shelf: Shelf) -> Floats:
    """Return one row of features per passage, in the order of :class:`indexer.weights.Weights`.

    Args:
        query: The query.
        rows: Rows of the shelf.
        shelf: Where the syllables are.
    """
    count = len(rows)
    texts = shelf.texts(rows.tolist())
    hits, lengths = _hits(query, texts), shelf.lengths[rows].astype(np.float64)
    single = _counts(hits.passage, hits.name, count, len(query.names))
    runs = [
        _counts(*found, count, len(kind.rarity)) for found, kind in zip(_run_hits(query, hits), query.runs, strict=True)
    ]
    titles = _title_features(query, rows, shelf)
    pair_rare = query.runs[0].rarity
    headings = [text[:head] for text, head in zip(texts, shelf.heads[rows].tolist(), strict=True)]
    return np.column_stack(
        [
            _bm25(single, query.rarity, lengths, shelf.average),
            *(_bm25(found, kind.rarity, lengths, shelf.average) for found, kind in zip(runs, query.runs, strict=True)),
            _said(query, headings, shelf),
            titles[0],
            SCALE * _share(np.maximum(single > 0, titles[1]) @ query.rarity, query.rarity),
            SCALE * _share(np.maximum(runs[0] > 0, titles[2]) @ pair_rare, pair_rare),
            SCALE * _marks(query, hits, count),
            SCALE * _share(_window(query, hits, lengths), query.rarity),
        ]
    )


def _hits(query: Lookup, texts: Sequence[NDArray[np.uint32]]) -> _Hits:
    sizes = np.array([len(text) for text in texts], np.int64)
    flat = np.concatenate(texts) if texts else np.zeros(0, np.uint32)
    names = query.name_of[flat]
    at = np.flatnonzero(names >= 0)
    passage = np.repeat(np.arange(len(texts)), sizes)[at]
    begins = np.cumsum(sizes) - sizes
    return _Hits(passage, at - begins[passage], names[at].astype(np.int64), query.exact[flat[at]])


def _counts(passage: Ints, kind: Ints, rows: int, kinds: int) -> Floats:
    if not kinds:
        return np.zeros((rows, 0))
    counted = np.bincount(passage * kinds + kind, minlength=rows * kinds)
    return counted.reshape(rows, kinds).astype(np.float64)


def _run_hits(query: Lookup, hits: _Hits) -> list[tuple[Ints, Ints]]:
    """Return (passage, run) of every run of 2, 3 and 4 syllables."""
    passage, position, kind = hits.passage, hits.position, hits.name
    found: list[tuple[Ints, Ints]] = []
    for runs in query.runs:
        beside = np.flatnonzero((passage[1:] == passage[:-1]) & (position[1:] == position[:-1] + 1))
        if runs.table.size and len(beside):
            joined = runs.table[kind[beside], kind[beside + 1]].astype(np.int64)
            good = joined >= 0
            passage, position, kind = passage[beside[good]], position[beside[good]], joined[good]
        else:
            passage = position = kind = np.zeros(0, np.int64)
        found.append((passage, kind))
    return found


def _bm25(counts: Floats, rare: Floats, lengths: Floats, average: float) -> Floats:
    return saturations(counts, lengths[:, None], average) @ rare


def _share(found: Floats, rare: Floats) -> Floats:
    return found / max(float(rare.sum()), 1e-9)


def _said(query: Lookup, texts: Sequence[NDArray[np.uint32]], shelf: Shelf) -> Floats:
    """Return the share of each text's weight that the query names, times the root of the query's own weight."""
    sizes = [len(text) for text in texts]
    flat = np.concatenate(texts) if texts else np.zeros(0, np.uint32)
    owner = np.repeat(np.arange(len(texts)), sizes)
    weight = shelf.rarity[flat]
    total = np.bincount(owner, weight, minlength=len(texts))
    named = np.bincount(owner, np.where(query.name_of[flat] >= 0, weight, 0.0), minlength=len(texts))
    said: Floats = named / np.maximum(total, 1.0) * float(np.sqrt(query.rarity.sum()))
    return said


def _pairs_in(query: Lookup, texts: Sequence[NDArray[np.uint32]]) -> NDArray[np.bool_]:
    passage, kind = _run_hits(query, _hits(query, texts))[0]
    present: NDArray[np.bool_] = _counts(passage, kind, len(texts), len(query.runs[0].rarity)) > 0
    return present


def _title_features(query: Lookup, rows: Ints, shelf: Shelf) -> tuple[Floats, NDArray[np.bool_], NDArray[np.bool_]]:
    """Return, per passage: (share said, pairs) of its document's title; which singles and pairs its names hold."""
    documents, place = np.unique(shelf.documents[rows], return_inverse=True)
    owners = [shelf.title_rows[document] for document in documents.tolist()]
    names = shelf.texts(owners)
    titles = [text[: int(shelf.heads[row])] for text, row in zip(names, owners, strict=True)]
    hits = _hits(query, names)
    singles = _counts(hits.passage, hits.name, len(names), len(query.names)) > 0
    pairs = _pairs_in(query, names)
    columns = np.column_stack([_said(query, titles, shelf), pairs @ query.runs[0].rarity])
    return columns[place], singles[place], pairs[place]


def _marks(query: Lookup, hits: _Hits, count: int) -> Floats:
    """Return the share of what was typed with marks that stands in the passage with just these marks."""
    rare = np.where(query.marked, query.rarity, 0.0)
    exact = _counts(hits.passage[hits.exact], hits.name[hits.exact], count, len(query.names)) > 0
    return (exact @ rare) / max(float(query.rarity.sum()), 1e-9)


def _window(query: Lookup, hits: _Hits, lengths: Floats) -> Floats:
    """Return the most query weight found within about twice the query's length: two neighbouring blocks of text."""
    span = max(query.span, 4)
    blocks = (lengths.astype(np.int64) // span) + 2
    begins = np.cumsum(blocks) - blocks
    present = np.zeros((int(blocks.sum()), len(query.names)), np.bool_)
    present[begins[hits.passage] + hits.position // span, hits.name] = True
    present[:-1] |= present[1:]
    weight = present @ query.rarity
    best: Floats = np.maximum.reduceat(weight, begins) if len(begins) else np.zeros(0)
    return best
