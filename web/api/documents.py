"""Documents: the list, one with its attributes, its text, its provisions and citations, what was doubtful."""

from dataclasses import dataclass
from datetime import date, datetime

from flask_babel import gettext
from flask_babel import lazy_gettext as _

from indexer.values import SearchRequest
from registry.document import ProvisionKind
from registry.errors import NotKnown
from registry.records import DocumentRecord, DocumentText, ResolvedCitation
from web import addresses
from web.api import cursors
from web.api.common import CURSOR_NEXT, FILTERS, ON, PLACE, QUERY, SIZE, SLUG, TAG_DOCUMENTS, chosen
from web.api.cursors import Listed
from web.api.kinds import Day, choice
from web.api.operations import Parameter, operation
from web.pages.document import view_of
from web.pages.standing import no_text
from web.services import services
from web.timelines import timelines
from web.views.contents import label_chain
from web.views.document import DocumentView
from web.views.documents import DocumentRow, row
from web.views.quoting import citation

_SINCE = Parameter("updated_since", _("Chỉ những văn bản mà bản ghi đổi từ ngày này"), Day(), example="2025-01-01")
_STATES = Parameter(
    "state", _("Chỉ những dẫn chiếu ở tình trạng này"), choice("linked", "unknown", "ambiguous", "hand"), many=True
)
_KINDS = Parameter(
    "kind", _("Chỉ những đơn vị quy định ở bậc này"), choice(*(each.value for each in ProvisionKind)), many=True
)


@dataclass(frozen=True, slots=True)
class Entry:
    """A document in the list for those who keep a copy: its row and when its record last changed."""

    document: DocumentRow
    updated: datetime


@operation(
    "/documents",
    _("Mọi văn bản, theo thứ tự vào kho"),
    Listed[Entry],
    QUERY,
    *FILTERS,
    _SINCE,
    CURSOR_NEXT,
    SIZE,
    tag=TAG_DOCUMENTS,
    examples={"level": "provincial", "has_text": "1", "size": "2"},
)
def documents(
    q: str, updated_since: date | None, cursor: str | None, size: int, **filters: tuple[object, ...]
) -> Listed[Entry]:
    """Send documents by id: a list that can be walked to its end while others are added."""
    request = SearchRequest(" ".join(q.split()), chosen(filters), "newest")
    ids = sorted(services().search.ids(request))
    if updated_since:
        known = services().registry.documents(ids)
        ids = [each.id for each in known if each.updated.date() >= updated_since]
    (after,) = cursors.read(cursor, int) if cursor else (0,)
    left = [each for each in ids if each > after]
    records = services().registry.documents(left[:size])
    following = cursors.write(left[size - 1]) if len(left) > size else None
    return Listed(len(ids), tuple(Entry(row(each), each.updated) for each in records), following)


@operation(
    "/documents/{slug}", _("Một văn bản: thuộc tính, quan hệ, văn bản liên quan"), DocumentView, SLUG, tag=TAG_DOCUMENTS
)
def document(slug: str) -> DocumentView:
    """Send what the page of a document shows beside its text."""
    record = services().registry.by_slug(slug)
    return view_of(record, services().texts.of(record))


@operation(
    "/documents/{slug}/text", _("Toàn văn, cây đơn vị quy định và dẫn chiếu"), DocumentText, SLUG, tag=TAG_DOCUMENTS
)
def text(slug: str) -> DocumentText:
    """Send the canonical text of a document with everything that points into it."""
    return held(services().registry.by_slug(slug))


@dataclass(frozen=True, slots=True)
class ProvisionEntry:
    """A provision in the tree, without its words.

    Args:
        id: Address.
        kind: Level of the grammar.
        label: As printed.
        heading: Its title.
        parent: Address of what encloses it.
        url: Its permanent address.
        length: Characters, its descendants included.
    """

    id: str
    kind: ProvisionKind
    label: str
    heading: str
    parent: str | None
    url: str
    length: int


@operation(
    "/documents/{slug}/provisions",
    _("Cây đơn vị quy định, không kèm lời văn"),
    tuple[ProvisionEntry, ...],
    SLUG,
    _KINDS,
    tag=TAG_DOCUMENTS,
    examples={"kind": "article"},
)
def provisions(slug: str, kind: tuple[str, ...]) -> tuple[ProvisionEntry, ...]:
    """Send the tree of a document."""
    record = services().registry.by_slug(slug)
    return tuple(
        ProvisionEntry(
            each.id,
            each.kind,
            each.label,
            each.heading,
            each.parent,
            addresses.document(record.slug, each.id),
            each.end - each.start,
        )
        for each in held(record).provisions
        if not kind or each.kind in kind
    )


@dataclass(frozen=True, slots=True)
class ProvisionText:
    """A provision as it stands on a day.

    Args:
        document: Its document.
        id: Address.
        label: Its place in words.
        on: The day.
        text: Its words on that day, its descendants included.
        source: Number of the act whose words they are.
        notes: What changed it.
        repealed: True when only its label is left.
        quoted: How it is cited.
        url: Its permanent address.
        citations: What it cites, offsets into the canonical text of the document; empty once its words have changed.
    """

    document: DocumentRow
    id: str
    label: str
    on: date
    text: str
    source: str
    notes: tuple[str, ...]
    repealed: bool
    quoted: str
    url: str
    citations: tuple[ResolvedCitation, ...]


@operation(
    "/documents/{slug}/provisions/{provision}",
    _("Một đơn vị quy định như nó đứng vào một ngày"),
    ProvisionText,
    SLUG,
    PLACE,
    ON,
    tag=TAG_DOCUMENTS,
    examples={"on": "2025-03-01"},
)
def provision(slug: str, provision: str, on: date | None) -> ProvisionText:
    """Send one provision with its words."""
    record = services().registry.by_slug(slug)
    issued, day = held(record), on or date.today()
    standing = timelines().on(record, day)
    found = next((each for each in standing.provisions if each.id == provision), None) if standing else None
    if found is None:
        raise no_provision(record, provision)
    there = any(each.id == provision for each in issued.provisions)
    label = label_chain(issued.provisions, provision) if there else found.label
    return ProvisionText(
        row(record),
        provision,
        label,
        day,
        found.text,
        found.source,
        found.notes,
        found.repealed,
        citation(record, label),
        addresses.document(record.slug, provision),
        _inside(issued, provision, found.text),
    )


@operation(
    "/documents/{slug}/citations",
    _("Dẫn chiếu trong văn bản và nơi chúng dẫn tới"),
    Listed[ResolvedCitation],
    SLUG,
    _STATES,
    CURSOR_NEXT,
    SIZE,
    tag=TAG_DOCUMENTS,
    examples={"state": "unknown"},
)
def citations(slug: str, state: tuple[str, ...], cursor: str | None, size: int) -> Listed[ResolvedCitation]:
    """Send the citations of a document in the order of its text."""
    record = services().registry.by_slug(slug)
    found = [each for each in held(record).citations if not state or each.state in state]
    return cursors.sliced(found, cursor, size, record.id, str(record.updated), state)


@dataclass(frozen=True, slots=True)
class Doubt:
    """What the machine was not sure of: a code, the reason, the characters concerned, the document."""

    code: str
    message: str
    start: int | None
    end: int | None
    stage: str


@operation(
    "/documents/{slug}/issues", _("Điều máy còn ngờ khi đọc văn bản"), tuple[Doubt, ...], SLUG, tag=TAG_DOCUMENTS
)
def issues(slug: str) -> tuple[Doubt, ...]:
    """Send the doubts about a document."""
    record = services().registry.by_slug(slug)
    return tuple(
        Doubt(each.issue.code, each.issue.message, each.issue.start, each.issue.end, each.stage)
        for each in services().registry.issues(record.id)
    )


def held(record: DocumentRecord) -> DocumentText:
    """Return the text of a document.

    Raises:
        NotKnown: It is not held.
    """
    read = services().texts.of(record)
    if read is None:
        raise no_text(record)
    return read.text


def no_provision(record: DocumentRecord, provision: str) -> NotKnown:
    """Return the error for a provision that is not in a document."""
    return NotKnown(
        "provision-not-known",
        gettext("Không có đơn vị quy định “%(id)s” trong %(number)s.", id=provision, number=record.number),
        hint=gettext("Xem các địa chỉ ở /api/v1/documents/%(slug)s/provisions.", slug=record.slug),
        field="provision",
    )


def _inside(issued: DocumentText, provision: str, now: str) -> tuple[ResolvedCitation, ...]:
    own = next((each for each in issued.provisions if each.id == provision), None)
    if own is None or issued.text[own.start : own.end].split() != now.split():
        return ()
    return tuple(each for each in issued.citations if own.start <= each.citation.start and each.citation.end <= own.end)
