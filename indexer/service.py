"""What pages and commands call: search, suggest, related, ids, explain. Opened once, sees every later change."""

import time
from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date
from functools import cached_property
from threading import Lock
from typing import Any, Final

import numpy as np

from indexer import home, related
from indexer.addressed import Address, place
from indexer.ask import Ask
from indexer.build import ENGINE, SHELF
from indexer.engines import engine_module
from indexer.engines.base import Ids
from indexer.facets import allowed, facets
from indexer.holdings import Holdings
from indexer.library import CANDIDATES, Library
from indexer.numbered import Numbered, numbered
from indexer.placement import factors
from indexer.plan import STEPS
from indexer.query import Query, parse, placed
from indexer.search import Matched, Scored, Search, in_order, shown
from indexer.shelf import Shelf
from indexer.signals import told, weighed
from indexer.snippets import Marker, hit, markers, title_marks
from indexer.suggest import Suggester
from indexer.understand import Understanding
from indexer.values import SORTS, Hit, Related, SearchPage, SearchRequest, Suggestion
from indexer.weights import Weights, ranking
from registry.errors import BadRequest, StateConflict
from registry.settings import Settings
from registry.settings import settings as current_settings
from registry.store import Registry

PROVISIONS: Final = 3
"""Most passages shown of one document."""
_ROUNDS: Final = 3
_TYPED_NUMBER: Final = 1000.0
_ALONE: Final = "Không có văn bản nào khác vừa nêu số này vừa có các từ còn lại: đã tìm riêng các từ còn lại."


@dataclass(frozen=True)
class _Open:
    """Everything that belongs to one state of the index on one day."""

    token: tuple[int, int]
    day: date
    search: Search

    @cached_property
    def suggester(self) -> Suggester:
        return Suggester(self.search.holdings.records, self.search.library.shelf.phrases)


@dataclass(frozen=True, slots=True)
class _Result:
    """A search before it is cut into a page."""

    query: Query
    asked: Ask
    matched: Matched
    ids: Ids
    numbered: Numbered


class SearchService:
    """Finds documents. Safe to share between threads."""

    def __init__(self, registry: Registry, settings: Settings | None = None) -> None:
        self._registry = registry
        self._settings = settings or current_settings()
        self._lock = Lock()
        self._opened: _Open | None = None

    def search(self, request: SearchRequest) -> SearchPage:
        """Answer a request with one page.

        Args:
            request: What a person asked for. A mistake in the query becomes a note.

        Raises:
            BadRequest: The sort or the page size is none of those offered.
            StateConflict: There is no index, or it was made by another version.
        """
        _check(request)
        state = self._state()
        started = time.perf_counter()
        result = self._result(state, request)
        order, scored = self._ordered(state, request, result)
        page = order[(request.page - 1) * request.size : request.page * request.size]
        hits = self._hits(state, result, page, scored)
        counted = facets(state.search.holdings, result.matched.mask, request.filters)
        return SearchPage(
            total=len(result.ids),
            hits=hits,
            facets=counted,
            took_ms=round((time.perf_counter() - started) * 1000, 2),
            engine=state.search.library.engine.capabilities.name,
            notes=(*result.query.notes, *result.matched.notes, *_whole(state.search.holdings, result)),
            jump=_jump(result.numbered),
            jump_to=_jump_to(state.search, result.numbered),
        )

    def ids(self, request: SearchRequest) -> tuple[int, ...]:
        """Return every matching document in the order of the request, all pages together."""
        _check(request)
        state = self._state()
        result = self._result(state, request)
        return tuple(self._ordered(state, request, result)[0])

    def suggest(self, text: str, limit: int = 8) -> tuple[Suggestion, ...]:
        """Complete what was typed so far: numbers, titles and frequent phrases."""
        return self._state().suggester.suggest(text, limit)

    def related(self, document_id: int, limit: int = 10) -> tuple[Related, ...]:
        """Return documents related to one, best first, each with the reasons.

        Args:
            document_id: Registry row id.
            limit: Most documents.
        """
        state = self._state()
        library = state.search.library
        found = [
            *related.by_relation(self._registry.relations_of(document_id)),
            *related.by_citations(document_id, library.shelf.cited),
            *related.by_text(document_id, library, limit),
        ]
        known = [each for each in found if state.search.holdings.record(each.document_id)]
        return related.merged(known, limit)

    def explain(self, request: SearchRequest) -> dict[str, Any]:
        """Return every step of a search as plain values: query, plan, order, and the evidence behind each hit."""
        state = self._state()
        result = self._result(state, request)
        library = state.search.library
        found = library.match(result.query, result.asked, result.matched.step, CANDIDATES, result.ids)
        ranked = library.rank(result.asked, found)
        weights = library.ranking.weights.vector()
        places = factors(ranked.rows, result.asked, library.shelf, library.ranking)
        names = Weights.names()
        return {
            "query": {
                "text": request.query,
                "syllables": list(result.asked.sequence),
                "readings": [{"syllables": list(o.sequence), "worth": round(o.worth, 3)} for o in result.asked.others],
                "notes": list(result.query.notes),
            },
            "rarity": {term: round(rare, 3) for term, rare in result.asked.rarity.items()},
            "share": result.matched.step.share,
            "documents": len(result.ids),
            "signals": _signals(state.search, library.shelf.documents[ranked.rows[: request.size]], request),
            "candidates": len(ranked.rows),
            "passages": [
                {
                    "document": int(library.shelf.documents[row]),
                    "provision": library.shelf.card(row).id,
                    "score": round(float(score), 4),
                    "placed": round(float(placed), 3),
                    "evidence": {
                        name: round(float(part), 4) for name, part in zip(names, evidence * weights, strict=True)
                    },
                }
                for row, score, evidence, placed in zip(
                    ranked.rows.tolist()[: request.size], ranked.scores, ranked.evidence, places, strict=False
                )
            ],
        }

    def refresh(self) -> None:
        """Look at the index again at the next call, whatever its files say."""
        self._opened = None

    def _state(self) -> _Open:
        now, today = home.token(self._settings), date.today()
        state = self._opened
        if state is not None and state.token == now and state.day == today:
            return state
        with self._lock:
            state = self._opened
            if state is None or state.token != now or state.day != today:
                self._opened = state = self._open(now, today)
            return state

    def _open(self, token: tuple[int, int], today: date) -> _Open:
        folder = home.current(self._settings)
        if folder is None:
            raise StateConflict("no-index", "Chưa có chỉ mục tìm kiếm.", hint="Chạy “vanban index rebuild”.")
        manifest = home.load(folder)
        engine = engine_module(manifest.engine).open_index(folder / ENGINE)
        library = Library(engine, Shelf(folder / SHELF, manifest.segments), ranking(self._settings.ranking))
        return _Open(token, today, Search(library, Holdings(self._registry.documents(), today)))

    def _result(self, state: _Open, request: SearchRequest) -> _Result:
        reading = _reading(state.search.library)
        named = numbered(reading.spelled(request.query), self._registry.by_number)
        holdings = state.search.holdings
        own = holdings.mask_of(np.array(sorted(record.id for record in named.records), np.int64))
        query, asked, matched = _matched(state.search, named.text, request.query)
        if named.rest.strip() and own.any() and not (matched.mask & ~own).any():
            query, asked, matched = _matched(state.search, named.rest, request.query)
            matched = replace(matched, notes=(*matched.notes, _ALONE))
        matched.mask[own & state.search.passing(query)] = True
        query = replace(query, notes=(*parse(request.query).notes, *reading.notes, *query.notes))
        passing = matched.mask & allowed(holdings, request.filters)
        return _Result(query, asked, matched, holdings.ids[passing], named)

    def _ordered(self, state: _Open, request: SearchRequest, result: _Result) -> tuple[list[int], list[Scored]]:
        search, holdings = state.search, state.search.holdings
        places = holdings.number_place if request.sort == "number" else holdings.newest_place
        if request.sort != "relevance":
            return in_order([], result.ids, places, holdings), []
        scored = self._scored(search, result, request.page * request.size)
        scored = weighed(scored, holdings, search.library.ranking) if request.signals else scored
        return in_order(scored, result.ids, places, holdings), scored

    def _scored(self, search: Search, result: _Result, wanted: int) -> list[Scored]:
        """Rank enough documents for the page: passages of one long law must not leave the others out."""
        typed = self._named(search, result)
        scored: list[Scored] = []
        left = result.ids
        for _ in range(_ROUNDS):
            more = search.ranked(result.query, result.asked, result.matched, left, CANDIDATES)
            scored += more
            left = np.setdiff1d(left, np.array([each.document for each in more], np.int64))
            if not more or not len(left) or len(scored) >= wanted:
                break
        rows = {each.document: each.rows for each in scored}
        first = [replace(each, rows=each.rows or rows.get(each.document, ())) for each in typed]
        numbered = {each.document for each in first}
        return [*first, *(each for each in scored if each.document not in numbered)]

    def _named(self, search: Search, result: _Result) -> list[Scored]:
        """Return the documents named by number; of several, those that say the rest of the query come first."""
        ids = np.array(sorted(r.id for r in result.numbered.records if r.id in result.ids), np.int64)
        if not len(ids):
            return []
        rest = _understood(search.library, result.numbered.rest)
        wanted = Matched(result.matched.mask, step=STEPS[-1])
        said = search.ranked(rest, search.library.ask(rest), wanted, ids, CANDIDATES) if rest.tokens else []
        scores = {each.document: each for each in said}
        first = [scores.get(r.id, Scored(r.id, 0.0, ())) for r in result.numbered.records if r.id in ids]
        return [replace(each, score=_TYPED_NUMBER + each.score) for each in sorted(first, key=lambda e: -e.score)]

    def _hits(self, state: _Open, result: _Result, page: Sequence[int], scored: Sequence[Scored]) -> tuple[Hit, ...]:
        search = state.search
        known = shown(scored, page)
        told = {each.document for each in known.values() if _has_text(search, each)}
        held = {number for number in page if (record := search.holdings.record(number)) and record.has_text}
        missing = np.array(sorted(held - told))
        if len(missing):
            more = search.ranked(result.query, result.asked, result.matched, missing.astype(np.int64), CANDIDATES)
            known.update(
                {
                    number: replace(each, score=known[number].score) if number in known else each
                    for number, each in shown(more, page).items()
                }
            )
        how = markers(result.asked, search.library.shelf)
        named = {record.id for record in result.numbered.records} if result.numbered.address else set[int]()
        wanted = dict.fromkeys(named, result.numbered.address)
        return tuple(self._hit(search, document, known.get(document), how, wanted.get(document)) for document in page)

    def _hit(
        self, search: Search, document: int, scored: Scored | None, how: Sequence[Marker], wanted: Address | None
    ) -> Hit:
        record = search.holdings.record(document)
        assert record is not None
        shelf = search.library.shelf
        asked = place(document, wanted, shelf) if wanted else None
        first = [asked] if asked else []
        rows = [row for row in scored.rows if not shelf.is_title[row]] if scored else []
        others = [(row, "") for row in rows if not first or row != first[0][0]]
        provisions = tuple(hit(row, shelf, how, inner) for row, inner in [*first, *others][:PROVISIONS])
        score = round(scored.score, 4) if scored else 0.0
        marks = title_marks(document, record.title, shelf, how)
        return Hit(document, record.number, record.title, record.slug, score, provisions, marks)


def _reading(library: Library) -> Understanding:
    return Understanding(library.shelf, library.engine.frequencies)


def _understood(library: Library, text: str) -> Query:
    """Return a query as it was meant; mistakes of its form are told once, of what was typed, with places in that."""
    return _reading(library).query(replace(parse(text), notes=()))


def _matched(search: Search, text: str, typed: str) -> tuple[Query, Ask, Matched]:
    query = placed(_understood(search.library, text), parse(typed))
    asked = search.library.ask(query)
    return query, asked, search.match(query, asked)


def _jump(named: Numbered) -> str | None:
    """Return the one document to open at once: only when nothing but its number was typed."""
    return named.records[0].slug if named.whole and len(named.records) == 1 else None


def _jump_to(search: Search, named: Numbered) -> str:
    if not named.address or _jump(named) is None:
        return ""
    found = place(named.records[0].id, named.address, search.library.shelf)
    return found[1] if found else ""


def _has_text(search: Search, scored: Scored) -> bool:
    return not all(search.library.shelf.is_title[list(scored.rows)])


def _whole(holdings: Holdings, result: _Result) -> tuple[str, ...]:
    """Tell how many of the counted documents have every word, when fewer words were enough."""
    strict = result.matched.strict
    if strict is None or not len(result.ids):
        return ()
    whole = int(strict[holdings.rows_of(result.ids)].sum())
    return (f"{whole} trong {len(result.ids)} văn bản có đoạn chứa đủ mọi từ.",)


def _signals(search: Search, documents: Ids, request: SearchRequest) -> dict[str, Any]:
    """Return what effect and level do to the documents shown; nothing when they are switched off."""
    known = (search.holdings.record(number) for number in np.unique(documents).tolist())
    return {str(record.id): told(record, search.library.ranking) for record in known if record and request.signals}


def _check(request: SearchRequest) -> None:
    if request.sort not in SORTS:
        raise BadRequest(
            "unknown-sort", f"Không có cách sắp xếp “{request.sort}”.", hint=f"Chọn: {', '.join(SORTS)}.", field="sort"
        )
    if request.page < 1 or not 1 <= request.size <= 100:
        raise BadRequest("bad-page", "Số trang phải từ 1, mỗi trang từ 1 đến 100 văn bản.", field="page")
