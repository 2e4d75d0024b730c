"""A library: one engine index and the shelf beside it, opened together."""

from collections.abc import Sequence
from dataclasses import dataclass, field, replace

import numpy as np
from numpy.typing import NDArray

from indexer.ask import Ask, ask
from indexer.engines.base import Engine, Found, Ids
from indexer.features import features, lookup
from indexer.placement import factors
from indexer.plan import QUESTION, STEPS, Strictness, plan
from indexer.query import Query
from indexer.readings import Reading, readings, worth
from indexer.shelf import Shelf
from indexer.synonyms import Synonyms, synonyms
from indexer.weights import Ranking, shipped

IN_QUESTION = 2
"""Synonyms that rank a whole question; each costs as much as the question itself."""
CANDIDATES = 200
"""Passages that the engine proposes and the ranker puts in order."""


NOTHING = Found(np.zeros(0, np.int64), np.zeros(0, np.int64), np.zeros(0), 0)


@dataclass(frozen=True, slots=True)
class Ranked:
    """Passages in their final order: rows of the shelf, scores, and the evidence behind them."""

    rows: Ids
    scores: NDArray[np.float64]
    evidence: NDArray[np.float64]


@dataclass(frozen=True)
class Library:
    """What is needed to find and rank passages."""

    engine: Engine
    shelf: Shelf
    ranking: Ranking = field(default_factory=shipped)
    known: Synonyms = field(default_factory=synonyms)

    def ask(self, query: Query) -> Ask:
        """Prepare a query for ranking: abbreviations spelled out, and beside it the same said with synonyms."""
        size = max(self.engine.size(), 1)
        first, *others = readings(query.tokens, self.known)
        typed = ask(first.tokens, self.engine.frequencies, size)
        if query.phrases:
            return typed
        most = IN_QUESTION if len(typed.singles) > QUESTION else len(others)
        return replace(typed, others=tuple(self._otherwise(typed, each, size) for each in others[:most]))

    def _otherwise(self, typed: Ask, reading: Reading, size: int) -> Ask:
        said = ask(reading.tokens, self.engine.frequencies, size)
        share = self.ranking.wider if reading.wider else self.ranking.synonym
        return replace(said, worth=share if reading.narrower else worth(typed.whole, said.whole, share))

    def match(self, query: Query, asked: Ask, step: Strictness, limit: int, allowed: Ids | None = None) -> Found:
        """Find candidates.

        Args:
            query: The query.
            asked: The same for ranking.
            step: How much of the query a passage must have.
            limit: Most passages to return.
            allowed: Document ids that may give passages.
        """
        made = plan(query, asked, self.known, self.engine.frequencies, step)
        return self.engine.match(made, limit, allowed) if made.branches else NOTHING

    def find(self, query: Query, asked: Ask, limit: int) -> Found:
        """Find candidates, asking for less while too few passages have everything."""
        found = NOTHING
        for step in STEPS:
            if found.total < step.below:
                found = self.match(query, asked, step, limit)
        return found

    def rank(self, asked: Ask, found: Found, more: Sequence[int] = ()) -> Ranked:
        """Put candidates in their final order; equal scores by passage number.

        Args:
            asked: The query.
            found: What the engine proposed.
            more: Rows of the shelf to rank as well.
        """
        rows = np.union1d(self.shelf.rows_of(found.pids), np.array(more, np.int64))
        evidence, scores = self._evidence(asked, rows)
        for other in asked.others:
            said, earned = self._evidence(other, rows)
            better = earned > scores
            evidence[better], scores[better] = said[better], earned[better]
        placed = factors(rows, asked, self.shelf, self.ranking)
        evidence, scores = evidence * placed[:, None], scores * placed
        order = np.lexsort((self.shelf.pids[rows], -scores))
        return Ranked(rows[order], scores[order], evidence[order])

    def _evidence(self, asked: Ask, rows: Ids) -> tuple[NDArray[np.float64], NDArray[np.float64]]:
        evidence = asked.worth * features(lookup(asked, self.shelf), rows, self.shelf)
        return evidence, evidence @ self.ranking.weights.vector()
