"""What ties documents together: relations, what leans on one, overlaps, two provisions compared."""

from dataclasses import dataclass
from typing import Final

from flask_babel import lazy_gettext as _

from registry.records import OverlapPair
from registry.vocabulary import vocabulary
from web import pairs
from web.api import cursors
from web.api.common import CURSOR_NEXT, PLACE_KIND, SIZE, SLUG, SLUG_KIND, TAG_LINKS
from web.api.cursors import Listed
from web.api.documents import held, no_provision
from web.api.kinds import Choice, choice
from web.api.operations import Parameter, operation
from web.pages.leaning import citer_of, lapsed_on
from web.services import services
from web.views import leaning, relations
from web.views.contents import label_chain
from web.views.document import own_labels
from web.views.documents import DocumentRow, row
from web.views.history import PieceView, pieces
from web.views.overlap import PairView, view

_VERB: Final = Parameter(
    "verb", _("Chỉ quan hệ loại này"), Choice(lambda: tuple(each.code for each in vocabulary().verbs)), many=True
)
_WAY: Final = Parameter(
    "direction", _("out: văn bản này tác động; in: văn bản khác tác động tới nó"), choice("in", "out")
)
_OF: Final = Parameter("document", _("Chỉ các cặp có văn bản này"), SLUG_KIND)
ENDS: Final = (
    Parameter("left", _("Văn bản thứ nhất"), SLUG_KIND, "path", example="quyet-dinh-9902-2024-qd-ubnd-tinh-hu-cau"),
    Parameter("left_provision", _("Đơn vị quy định của nó"), PLACE_KIND, "path", example="d5"),
    Parameter("right", _("Văn bản thứ hai"), SLUG_KIND, "path", example="quyet-dinh-9905-2025-qd-ubnd-tinh-hu-cau"),
    Parameter("right_provision", _("Đơn vị quy định của nó"), PLACE_KIND, "path", example="d2"),
)


@operation(
    "/documents/{slug}/relations",
    _("Quan hệ với văn bản khác, cả hai chiều"),
    tuple[relations.RelationGroup, ...],
    SLUG,
    _VERB,
    _WAY,
    tag=TAG_LINKS,
    examples={"direction": "in"},
)
def relations_of(slug: str, verb: tuple[str, ...], direction: str | None) -> tuple[relations.RelationGroup, ...]:
    """Send the relations of a document by verb and direction."""
    record = services().registry.by_slug(slug)
    edges = services().registry.relations_of(record.id)
    read = services().texts.of(record)
    labels = own_labels(read.text if read else None, edges)
    ways = {"in": (True,), "out": (False,)}.get(direction or "", (True, False))
    made = relations.groups(record, edges, labels)
    return tuple(each for each in made if (not verb or each.verb in verb) and each.inbound in ways)


@dataclass(frozen=True, slots=True)
class Leaning:
    """What leans on a document.

    Args:
        document: The document.
        groups: Documents that rest on it, guide it or refer to it.
        lapsed: Who rests on it although it has lapsed, directly or through others.
        citing: Documents whose text cites it, with every place.
    """

    document: DocumentRow
    groups: tuple[relations.RelationGroup, ...]
    lapsed: tuple[leaning.Leaner, ...]
    citing: Listed[leaning.Citer]


@operation(
    "/documents/{slug}/leaning", _("Những gì dựa vào văn bản này"), Leaning, SLUG, CURSOR_NEXT, SIZE, tag=TAG_LINKS
)
def leaning_on(slug: str, cursor: str | None, size: int) -> Leaning:
    """Send what leans on a document; the documents that cite it come in pages."""
    record = services().registry.by_slug(slug)
    edges = services().registry.relations_of(record.id)
    page = cursors.sliced(services().registry.citing(record.id), cursor, size, "leaning", record.id, size)
    citing = tuple(made for key in page.items if (made := citer_of(key, record)))
    return Leaning(
        row(record),
        leaning.groups(relations.groups(record, edges, {})),
        lapsed_on(record),
        Listed(page.total, citing, page.next_cursor),
    )


@operation(
    "/overlaps",
    _("Các cặp quy định nói gần như nhau"),
    Listed[PairView],
    _OF,
    CURSOR_NEXT,
    SIZE,
    tag=TAG_LINKS,
    examples={"size": "2"},
)
def overlaps(document: str | None, cursor: str | None, size: int) -> Listed[PairView]:
    """Send pairs of provisions that say nearly the same, most alike first, in their short form."""
    record = services().registry.by_slug(document) if document else None
    only = record.id if record else None
    state = cursors.state(services().settings, services().registry.overlap_run(), only, size)
    start = cursors.place(cursor, state)
    total, found = services().registry.overlaps(start, size, only)
    made = tuple(shown for pair in found if (shown := _pair(pair, whole=False)))
    return Listed(total, made, cursors.write(state, start + size) if start + size < total else None)


@operation(
    "/overlaps/{left}/{left_provision}/{right}/{right_provision}",
    _("Một cặp trùng lặp, toàn văn hai bên"),
    PairView,
    *ENDS,
    tag=TAG_LINKS,
)
def overlap(left: str, left_provision: str, right: str, right_provision: str) -> PairView:
    """Send one pair with all its words."""
    made = _pair(pairs.found(left, left_provision, right, right_provision), whole=True)
    if made is None:
        raise pairs.gone()
    return made


def _pair(pair: OverlapPair, *, whole: bool) -> PairView | None:
    left, right = pairs.held(pair.left_id), pairs.held(pair.right_id)
    return view(pair, left, right, whole=whole) if left and right else None


@dataclass(frozen=True, slots=True)
class Side:
    """One of two provisions that are compared."""

    document: DocumentRow
    provision: str
    label: str
    text: str


@dataclass(frozen=True, slots=True)
class Comparison:
    """Two provisions and what differs, word by word."""

    left: Side
    right: Side
    pieces: tuple[PieceView, ...]


@operation(
    "/comparisons/{left}/{left_provision}/{right}/{right_provision}",
    _("So sánh hai đơn vị quy định, từng từ"),
    Comparison,
    *ENDS,
    tag=TAG_LINKS,
)
def comparison(left: str, left_provision: str, right: str, right_provision: str) -> Comparison:
    """Send two provisions compared."""
    one, other = _side(left, left_provision), _side(right, right_provision)
    return Comparison(one, other, pieces(one.text, other.text))


def _side(slug: str, address: str) -> Side:
    record = services().registry.by_slug(slug)
    text = held(record)
    found = next((each for each in text.provisions if each.id == address), None)
    if found is None:
        raise no_provision(record, address)
    return Side(row(record), address, label_chain(text.provisions, address), text.text[found.start : found.end].strip())
