"""A page of results: hits with their provisions, facets, the ways to undo each choice."""

from collections.abc import Collection, Iterable, Mapping
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

SHOWN_FACET_VALUES = 8


@dataclass(frozen=True, slots=True)
class Run:
    """A run of characters of a snippet; marked when it matched."""

    text: str
    marked: bool


@dataclass(frozen=True, slots=True)
class ProvisionView:
    """A matching provision with its own address."""

    id: str
    label: str
    heading: str
    url: str
    snippet: tuple[Run, ...]


@dataclass(frozen=True, slots=True)
class HitView:
    """A matching document with the provisions that match best."""

    document: DocumentRow
    score: float
    provisions: tuple[ProvisionView, ...]


@dataclass(frozen=True, slots=True)
class FacetValueView:
    """One value of a facet: how many documents it would show, and the address that adds or removes it.

    ``inner`` holds the components of a programme; they are offered once the programme, or one of them, is chosen.
    """

    value: str
    label: str
    count: int
    chosen: bool
    url: str
    inner: tuple["FacetValueView", ...] = ()


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


def view(state: SearchState, page: SearchPage, records: Iterable[DocumentRecord]) -> SearchView:
    """Put together what a page of results shows.

    Args:
        state: The search.
        page: Its results.
        records: The documents of the hits, in any order.
    """
    known = {record.id: record for record in records}
    request = state.request
    pages = max(1, -(-page.total // request.size))
    return SearchView(
        query=request.query,
        total=page.total,
        page=request.page,
        pages=pages,
        took_ms=round(page.took_ms, 1),
        engine=page.engine,
        notes=page.notes,
        hits=tuple(_hit(hit, known[hit.document_id]) for hit in page.hits if hit.document_id in known),
        facets={name: _facet(state, name, page.facets.get(name, ())) for name in FACETS},
        chips=tuple(_chips(state, page.facets)),
        sorts=tuple(_sorts(state)),
        paging=tuple(_paging(state, pages)),
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
        return _("chưa có") if value == NO else _("có")
    if name == "type":
        return next((each.name for each in known.types if each.code == value), value)
    body = known.issuer_by_code(value) if name == "issuer" else None
    return body.name if body else value


def runs(text: str, marks: Iterable[tuple[int, int]]) -> tuple[Run, ...]:
    """Cut a text at its marks."""
    made: list[Run] = []
    position = 0
    for start, end in sorted(marks):
        if start < position:
            continue
        made += [Run(text[position:start], False), Run(text[start:end], True)]
        position = end
    return tuple(run for run in (*made, Run(text[position:], False)) if run.text)


def _hit(hit: Hit, record: DocumentRecord) -> HitView:
    provisions = tuple(_provision(record, each) for each in hit.provisions)
    return HitView(row(record), round(hit.score, 4), provisions)


def _provision(record: DocumentRecord, found: ProvisionHit) -> ProvisionView:
    """A passage outside every provision (the preamble) has no address: it leads to the document."""
    label = found.label or _("Phần mở đầu")
    url = addresses.document(record.slug, found.id or None)
    return ProvisionView(found.id, label, found.heading, url, runs(found.snippet.text, found.snippet.marks))


def _facet(state: SearchState, name: str, values: Iterable[FacetValue]) -> tuple[FacetValueView, ...]:
    shown = [each for each in values if each.count or each.chosen]
    known = {each.value for each in shown}
    holders = {each.value: _holder(each, known) for each in shown}
    return tuple(_facet_value(state, name, each, shown, holders) for each in shown if not holders[each.value])


def _holder(value: FacetValue, known: Collection[str]) -> str:
    """Return the offered value that this one is a part of: a project that is not offered gives way to its programme."""
    above = value.parent
    while above and above not in known:
        component = vocabulary().component(above)
        above = (component.parent or component.programme) if component else ""
    return above


def _facet_value(
    state: SearchState, name: str, value: FacetValue, among: list[FacetValue], holders: Mapping[str, str]
) -> FacetValueView:
    parts = [_facet_value(state, name, each, among, holders) for each in among if holders[each.value] == value.value]
    offered = value.chosen or any(part.chosen or part.inner for part in parts)
    url = state.toggled(name, value.value, instead_of=holders[value.value]).address()
    return FacetValueView(value.value, value.label, value.count, value.chosen, url, tuple(parts) if offered else ())


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
