"""One search, step by step: what matches, in which order, what to show. Works on values opened together."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field, replace

import numpy as np
from numpy.typing import NDArray

from indexer.analysis import has_marks
from indexer.ask import Ask
from indexer.engines.base import Ids
from indexer.filters import documents as filtered
from indexer.holdings import Holdings, Mask
from indexer.library import Library, Ranked
from indexer.phrases import holding
from indexer.plan import STEPS, Strictness, refusal
from indexer.query import Filter, Part, Phrase, Query, Words

ALL = 1 << 31
TITLES = 600
"""Most matching documents whose names are all ranked; beyond, only those that the engine proposes."""
SECOND = 0.02
"""Share of the second best passage in the score of a document."""


@dataclass(frozen=True, slots=True)
class Scored:
    """A document of the result: its score and its best passages (rows of the shelf), best first."""

    document: int
    score: float
    rows: tuple[int, ...]


@dataclass(frozen=True, slots=True)
class Matched:
    """Which documents match a query, before the filters of the request, through how many passages.

    ``strict`` tells which of them have everything that was asked for, when less was enough.
    """

    mask: Mask
    passages: int = 0
    notes: tuple[str, ...] = ()
    step: Strictness = STEPS[0]
    rows: tuple[NDArray[np.int64] | None, ...] = field(default=())
    strict: Mask | None = None


@dataclass(frozen=True)
class Search:
    """What is open: the index and the documents."""

    library: Library
    holdings: Holdings

    def match(self, query: Query, asked: Ask) -> Matched:
        """Return which documents match; with fewer of its words when none has them all."""
        if not query.parts:
            return Matched(np.ones(len(self.holdings), np.bool_))
        loose = any(isinstance(piece, Words) for part in query.parts for piece in part.wanted)
        found = strict = self._match(query, asked, STEPS[0])
        for step in STEPS[1:] if loose else ():
            if found.passages < step.below or not found.mask.any():
                wider = self._match(query, asked, step)
                found = wider if wider.passages > found.passages or not found.passages else found
        return found if found is strict else replace(found, strict=strict.mask)

    def _match(self, query: Query, asked: Ask, step: Strictness) -> Matched:
        total = np.zeros(len(self.holdings), np.bool_)
        notes: list[str] = []
        rows: list[NDArray[np.int64] | None] = []
        passages = 0
        for part in query.parts:
            mask, kept, count = self._part(part, asked, step, notes)
            total |= mask
            passages += count
            rows.append(kept)
        told = (*dict.fromkeys(notes), *([step.note] if step.note and total.any() else []))
        return Matched(total, passages, told, step, tuple(rows))

    def _part(
        self, part: Part, asked: Ask, step: Strictness, notes: list[str]
    ) -> tuple[Mask, NDArray[np.int64] | None, int]:
        mask, rows, count = self._wanted(part, asked, step)
        mask &= self._within(part, notes)
        for piece in part.without:
            mask &= ~self.holdings.mask_of(self._refused(piece))
        return mask, rows, count

    def _refused(self, piece: Words | Phrase) -> Ids:
        """Return the documents that hold what is not wanted, the marks that were typed included."""
        told_by_terms = len(piece.tokens) < 3 and not any(has_marks(token.marked) for token in piece.tokens)
        found = self.library.engine.match(refusal(piece), 0 if told_by_terms else ALL)
        if told_by_terms:
            return found.documents
        shelf = self.library.shelf
        return np.unique(shelf.documents[holding(shelf.rows_of(found.pids), [Phrase(piece.tokens)], shelf)])

    def passing(self, query: Query) -> Mask:
        """Return which documents pass the filters of a query, whatever its words; none where it has unwanted ones."""
        passing = np.zeros(len(self.holdings), np.bool_)
        for part in query.parts:
            if not part.without:
                passing |= self._within(part, [])
        return passing

    def _within(self, part: Part, notes: list[str]) -> Mask:
        mask = np.ones(len(self.holdings), np.bool_)
        for wanted in part.filters:
            if wanted.name != "article":
                mask &= self._filtered(wanted, notes)
        for unwanted in part.not_filters:
            if unwanted.name != "article":
                mask &= ~self._filtered(unwanted, notes)
        return mask

    def _filtered(self, wanted: Filter, notes: list[str]) -> Mask:
        mask, note = filtered(self.holdings, wanted)
        if note:
            notes.append(note)
        return mask

    def _wanted(self, part: Part, asked: Ask, step: Strictness) -> tuple[Mask, NDArray[np.int64] | None, int]:
        """Return which documents hold what a part wants, its passages when they had to be looked at, how many."""
        phrases = Query("", (part,)).phrases
        articles = _articles(part)
        if not part.wanted and not articles:
            return np.ones(len(self.holdings), np.bool_), None, len(self.library.shelf)
        if not phrases and not articles:
            found = self.library.match(Query("", (part,)), asked, step, 0)
            return self.holdings.mask_of(found.documents), None, found.total
        rows = self._rows(part, asked, step)
        if articles:
            rows = rows[np.isin(self.library.shelf.articles[rows], articles)]
        rows = holding(rows, phrases, self.library.shelf) if phrases else rows
        return self.holdings.mask_of(np.unique(self.library.shelf.documents[rows])), rows, len(rows)

    def _rows(self, part: Part, asked: Ask, step: Strictness) -> NDArray[np.int64]:
        shelf = self.library.shelf
        if not part.wanted:
            return np.flatnonzero(shelf.alive)
        return shelf.rows_of(self.library.match(Query("", (part,)), asked, step, ALL).pids)

    def _titles(self, documents: Ids) -> list[int]:
        """Return the rows of the documents' names, so that passages of a few long documents do not crowd them out."""
        rows = self.library.shelf.title_rows
        return [rows[number] for number in documents.tolist() if number in rows] if len(documents) <= TITLES else []

    def ranked(self, query: Query, asked: Ask, matched: Matched, allowed: Ids, limit: int) -> list[Scored]:
        """Return the best of the allowed documents, best first.

        Args:
            query: The query.
            asked: The same for ranking.
            matched: What :meth:`match` returned.
            allowed: Matching document ids that pass the filters, ascending.
            limit: Passages to rank.
        """
        if not query.tokens:
            return []
        found = self.library.match(query, asked, matched.step, limit, allowed)
        ranked = self.library.rank(asked, found, self._titles(allowed))
        strict = [rows for rows in matched.rows if rows is not None]
        if strict and len(strict) == len(query.parts):
            ranked = _only(ranked, np.concatenate(strict))
        return grouped(ranked, self.library.shelf.documents)


def _articles(part: Part) -> list[int]:
    return [int(each.value) for each in part.filters if each.name == "article" and each.value.isdigit()]


def _only(ranked: Ranked, rows: NDArray[np.int64]) -> Ranked:
    kept = np.isin(ranked.rows, rows)
    return Ranked(ranked.rows[kept], ranked.scores[kept], ranked.evidence[kept])


def grouped(ranked: Ranked, documents: NDArray[np.int64]) -> list[Scored]:
    """Group passages by document: the best one counts, the second a little; ties by document id."""
    if not len(ranked.rows):
        return []
    owners = documents[ranked.rows]
    order = np.argsort(owners, kind="stable")
    own, rows, scores = owners[order], ranked.rows[order], ranked.scores[order]
    first = np.flatnonzero(np.concatenate([[True], own[1:] != own[:-1]]))
    last = np.append(first[1:], len(own))
    seconds = np.where(last - first > 1, scores[np.minimum(first + 1, len(own) - 1)], 0.0)
    total = scores[first] + SECOND * seconds
    best = np.lexsort((own[first], -np.round(total, 9))).tolist()
    names, sums, begins, ends, every = own[first].tolist(), total.tolist(), first.tolist(), last.tolist(), rows.tolist()
    return [Scored(names[at], sums[at], tuple(every[begins[at] : ends[at]])) for at in best]


def in_order(scored: Iterable[Scored], ids: Ids, places: NDArray[np.int64], holdings: Holdings) -> list[int]:
    """Return all ids: the scored documents first, the others in the order of ``places``."""
    first = [each.document for each in scored]
    seen = set(first)
    rest = ids[np.argsort(places[holdings.rows_of(ids)], kind="stable")]
    return [*first, *(number for number in rest.tolist() if number not in seen)]


def shown(scored: Sequence[Scored], ids: Sequence[int]) -> dict[int, Scored]:
    """Return the scored documents among some ids."""
    wanted = set(ids)
    return {each.document: each for each in scored if each.document in wanted}
