"""A page of results: hits with their provisions, facets, the ways to undo each choice."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from flask_babel import gettext as _

from indexer.holdings import NO
from indexer.values import FACETS, SORTS, FacetValue, Hit, ProvisionHit, SearchPage
from registry.records import DocumentRecord
from registry.vocabulary import vocabulary
from web import addresses
from web.addresses import SearchState
from web.views import words
from web.views.documents import DocumentRow, row
from web.views.explanations import Why, whys
from web.views.facets import FacetValueView, facet
from web.views.folding import folded
from web.views.snippets import Run, runs, shown


@dataclass(frozen=True, slots=True)
class ProvisionView:
    """A matching provision with its own address."""

    id: str
    label: str
    heading: tuple[Run, ...]
    url: str
    snippet: tuple[Run, ...]


@dataclass(frozen=True, slots=True)
class HitView:
    """A matching document with the provisions that match best.

    ``why`` is there when reasons were asked for; ``similar`` holds later hits that say the same; ``title`` is its title
    with what matched.
    """

    document: DocumentRow
    score: float
    provisions: tuple[ProvisionView, ...]
    why: Why | None = None
    similar: tuple["HitView", ...] = ()
    title: tuple[Run, ...] = ()


@dataclass(frozen=True, slots=True)
class Link:
    """An address with its words; ``current`` when it is the page being shown."""

    label: str
    url: str
    current: bool = False


@dataclass(frozen=True, slots=True)
class SearchView:
    """Everything that a page of results shows.

    Args:
        query: As typed.
        total: Matching documents.
        page: Number of this page.
        pages: Number of pages.
        took_ms: Time that the search took, in milliseconds.
        engine: Name of the engine.
        notes: Vietnamese remarks about how the query was understood.
        hits: Results of this page.
        facets: Facet name -> its values.
        chips: What is filtered, each with the address that undoes it.
        sorts: The orders to choose from.
        paging: Addresses of the neighbouring pages.
        explain: How the query was read and how many passages were looked at, when reasons were asked for.
        next_cursor: For programs: where the next page begins.
    """

    query: str
    total: int
    page: int
    pages: int
    took_ms: float
    engine: str
    notes: tuple[str, ...]
    hits: tuple[HitView, ...]
    facets: dict[str, tuple[FacetValueView, ...]]
    chips: tuple[Link, ...]
    sorts: tuple[Link, ...]
    paging: tuple[Link, ...]
    explain: dict[str, object] | None = None
    next_cursor: str | None = None

    @property
    def folded(self) -> int:
        """Return how many hits are folded under others."""
        return sum(len(hit.similar) for hit in self.hits)


def facet_labels() -> dict[str, str]:
    """Return the Vietnamese name of every facet."""
    return {
        "programme": _("Chương trình"),
        "issuer": _("Cơ quan ban hành"),
        "level": _("Cấp ban hành"),
        "type": _("Loại văn bản"),
        "year": _("Năm ban hành"),
        "effect": _("Hiệu lực"),
        "has_text": _("Toàn văn"),
    }


def sort_labels() -> dict[str, str]:
    """Return the Vietnamese name of every order."""
    return {"relevance": _("Liên quan nhất"), "newest": _("Mới nhất"), "number": _("Số ký hiệu")}


def view(
    state: SearchState,
    page: SearchPage,
    records: Iterable[DocumentRecord],
    explained: Mapping[str, object] | None = None,
) -> SearchView:
    """Put together what a page of results shows.

    Args:
        state: The search.
        page: Its results.
        records: The documents of the hits, in any order.
        explained: What the search service explains, when reasons are wanted.
    """
    known = {record.id: record for record in records}
    request = state.request
    reasons = whys(request, explained, page.hits) if explained else {}
    hits = tuple(
        _hit(hit, known[hit.document_id], reasons.get(hit.document_id)) for hit in page.hits if hit.document_id in known
    )
    pages = max(1, -(-page.total // request.size))
    return SearchView(
        query=request.query,
        total=page.total,
        page=request.page,
        pages=pages,
        took_ms=round(page.took_ms, 1),
        engine=page.engine,
        notes=page.notes,
        hits=folded(hits) if state.fold and request.query else hits,
        facets={name: facet(state, name, page.facets.get(name, ())) for name in FACETS},
        chips=tuple(_chips(state, page.facets)),
        sorts=tuple(_sorts(state)),
        paging=tuple(_paging(state, pages)),
        explain={name: part for name, part in explained.items() if name != "passages"} if explained else None,
    )


def described(state: SearchState) -> str:
    """Return a search in words: what was typed and what is filtered; names a feed, a file or a saved search."""
    names = facet_labels()
    chosen = (
        f"{names[name]}: {', '.join(_value_name(name, value) for value in values)}"
        for name, values in state.request.filters.items()
    )
    typed = (f"“{state.request.query}”",) if state.request.query else ()
    return "; ".join((*typed, *chosen)) or _("Mọi văn bản")


def _value_name(name: str, value: str) -> str:
    """Return the label of a facet value without searching."""
    known = vocabulary()
    if name == "programme":
        return words.programme_short(value)
    if name == "effect":
        return next((each.label for each in known.effects if each.code == value), value)
    if name == "level":
        return words.level(value)
    if name == "has_text":
        return str(_("chưa có") if value == NO else _("có"))
    if name == "type":
        return next((each.name for each in known.types if each.code == value), value)
    body = known.issuer_by_code(value) if name == "issuer" else None
    return body.name if body else value


def _hit(hit: Hit, record: DocumentRecord, why: Why | None) -> HitView:
    provisions = tuple(_provision(record, each) for each in hit.provisions)
    title = runs(record.title, hit.marks if hit.title == record.title else ())
    return HitView(row(record), round(hit.score, 4), provisions, why, title=title)


def _provision(record: DocumentRecord, found: ProvisionHit) -> ProvisionView:
    """A passage outside every provision (the preamble) has no address: it leads to the document."""
    label = found.label or _("Phần mở đầu")
    url = addresses.document(record.slug, found.id or None)
    piece = shown(found)
    return ProvisionView(found.id, label, piece.heading, url, piece.snippet)


def _chips(state: SearchState, facets: Mapping[str, Iterable[FacetValue]]) -> Iterable[Link]:
    names = facet_labels()
    for name, chosen in state.request.filters.items():
        labels = {each.value: each.label for each in facets.get(name, ())}
        for value in chosen:
            yield Link(f"{names[name]}: {labels.get(value, value)}", state.toggled(name, value).address())


def _sorts(state: SearchState) -> Iterable[Link]:
    """The orders that make sense: without a query nothing is more relevant, and the newest come first anyway."""
    labels = sort_labels()
    request = state.request
    offered = SORTS if request.query else SORTS[1:]
    current = request.sort if request.sort in offered else offered[0]
    for sort in offered:
        yield Link(labels[sort], state.with_sort(sort).address(), current=sort == current)


def _paging(state: SearchState, pages: int) -> Iterable[Link]:
    """The first, the last and the neighbours of the current page; an empty label stands for a gap."""
    current, previous = state.request.page, 0
    if pages == 1:
        return
    for number in sorted({1, pages, *range(max(1, current - 2), min(pages, current + 2) + 1)}):
        if number - previous > 1:
            yield Link("", "")
        yield Link(str(number), state.with_page(number).address(), current=number == current)
        previous = number
