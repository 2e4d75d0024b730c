"""The frozen values of a search, from request to page. Web pages and JSON render exactly these."""

from dataclasses import dataclass, field

FACETS = ("programme", "issuer", "level", "type", "year", "effect", "has_text")
SORTS = ("relevance", "newest", "number")


@dataclass(frozen=True, slots=True)
class SearchRequest:
    """What a person asked for.

    Args:
        query: As typed; may be empty (then every document matches).
        filters: Facet name -> chosen values (OR within a facet, AND between facets).
        sort: One of :data:`SORTS`.
        page: 1-based.
        size: Documents per page, 1-100.
        signals: Whether effect and level weigh a little in the order by relevance.
    """

    query: str = ""
    filters: dict[str, tuple[str, ...]] = field(default_factory=dict)
    sort: str = "relevance"
    page: int = 1
    size: int = 20
    signals: bool = True


@dataclass(frozen=True, slots=True)
class Snippet:
    """A piece of canonical text with the stretches that matched.

    Args:
        text: The piece, cut between syllables.
        marks: (start, end) offsets into ``text``.
    """

    text: str
    marks: tuple[tuple[int, int], ...] = ()


@dataclass(frozen=True, slots=True)
class ProvisionHit:
    """A matching provision: its address, its label chain ("Điều 5, khoản 2") and a snippet."""

    id: str
    label: str
    heading: str
    snippet: Snippet


@dataclass(frozen=True, slots=True)
class Hit:
    """A matching document with its best provisions.

    Args:
        document_id: The registry's row id.
        number: Its number.
        title: Its title.
        slug: Its slug.
        score: What it is ordered by.
        provisions: Its best provisions, best first.
        marks: (start, end) of what matched in the title.
    """

    document_id: int
    number: str
    title: str
    slug: str
    score: float
    provisions: tuple[ProvisionHit, ...] = ()
    marks: tuple[tuple[int, int], ...] = ()


@dataclass(frozen=True, slots=True)
class FacetValue:
    """One value of a facet, with the count under every filter but the facet's own.

    ``parent`` is what the value is a part of: the programme or component above a component, the body that took over
    from an issuer, else the level of the issuer.
    """

    value: str
    label: str
    count: int
    chosen: bool = False
    parent: str = ""


@dataclass(frozen=True, slots=True)
class SearchPage:
    """A page of results.

    Args:
        total: Matching documents.
        hits: This page's.
        facets: Facet name -> values, most frequent first (years newest first).
        took_ms: Time spent, in milliseconds.
        engine: Name of the engine.
        notes: Vietnamese notes for the person ("tìm theo nghĩa gần", an error in the query and its position).
        jump: Slug of the one document whose number was typed, or None.
        jump_to: Address of the provision that was typed beside that number, when its text is held; else empty.
    """

    total: int
    hits: tuple[Hit, ...]
    facets: dict[str, tuple[FacetValue, ...]]
    took_ms: float
    engine: str
    notes: tuple[str, ...] = ()
    jump: str | None = None
    jump_to: str = ""


@dataclass(frozen=True, slots=True)
class Suggestion:
    """A completion: ``kind`` is ``number``, ``title`` or ``phrase``; ``slug`` is set when it opens a document."""

    text: str
    kind: str
    slug: str | None = None
    detail: str = ""


@dataclass(frozen=True, slots=True)
class Related:
    """A related document and why: ``kind`` is ``relation``, ``citations`` or ``text``."""

    document_id: int
    score: float
    kind: str
    reason: str
