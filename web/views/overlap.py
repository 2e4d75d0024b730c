"""Two provisions of different documents side by side, the words they share marked."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from flask_babel import gettext as _

from registry.document import Provision
from registry.records import AlikeDocuments, DocumentRecord, DocumentText, OverlapPair
from web import addresses
from web.views.contents import label_chain
from web.views.documents import DocumentRow, row
from web.views.snippets import Run, runs

_EXCERPT = 240


@dataclass(frozen=True, slots=True)
class Side:
    """One of the two provisions."""

    document: DocumentRow
    provision: str
    label: str
    heading: str
    url: str
    paragraphs: tuple[tuple[Run, ...], ...]


@dataclass(frozen=True, slots=True)
class PairView:
    """A pair: how alike, of which kind, and both sides."""

    percent: int
    kind: str
    kind_word: str
    url: str
    left: Side
    right: Side


@dataclass(frozen=True, slots=True)
class TwinsView:
    """Two documents under different numbers that say nearly the same."""

    left: DocumentRow
    right: DocumentRow
    told: str
    url: str


Held = tuple[DocumentRecord, DocumentText]


def kind_words() -> dict[str, str]:
    """Return the Vietnamese name of every kind of pair."""
    return {"same": _("Giống hệt"), "near": _("Gần giống"), "contains": _("Bên này chứa bên kia")}


def view(pair: OverlapPair, left: Held, right: Held, *, whole: bool = True) -> PairView | None:
    """Put together a pair, or None when a text was read anew and no longer holds the provision.

    Args:
        pair: As computed.
        left: Left document and its text.
        right: Right document and its text.
        whole: False for the short form of a list.
    """
    one = _side(left, pair.left_provision, pair.left_spans, whole=whole)
    other = _side(right, pair.right_provision, pair.right_spans, whole=whole)
    if one is None or other is None:
        return None
    url = addresses.overlap_pair((left[0].slug, pair.left_provision), (right[0].slug, pair.right_provision))
    word = kind_words().get(pair.kind, pair.kind)
    return PairView(round(pair.similarity * 100), pair.kind, word, url, one, other)


def twins(found: Iterable[AlikeDocuments], known: Mapping[int, DocumentRecord]) -> list[TwinsView]:
    """Put together the documents that say nearly the same.

    Args:
        found: As the registry tells them.
        known: Their records.
    """
    return [_twins(each, known[each.left_id], known[each.right_id]) for each in found]


def _twins(found: AlikeDocuments, left: DocumentRecord, right: DocumentRecord) -> TwinsView:
    told = _("%(alike)s trong %(articles)s điều gần như giống nhau", alike=found.alike, articles=found.articles)
    return TwinsView(
        row(left), row(right), told, addresses.compare(addresses.Side(left.slug), addresses.Side(right.slug))
    )


def _side(held: Held, address: str, spans: Sequence[tuple[int, int]], *, whole: bool) -> Side | None:
    record, text = held
    found = next((each for each in text.provisions if each.id == address), None)
    if found is None:
        return None
    start, end = _bounds(found, text.text, spans, whole=whole)
    label = label_chain(text.provisions, address)
    url = addresses.document(record.slug, address)
    return Side(row(record), address, label, found.heading, url, tuple(_paragraphs(text.text, start, end, spans)))


def _bounds(found: Provision, text: str, spans: Sequence[tuple[int, int]], *, whole: bool) -> tuple[int, int]:
    """The whole provision, or for a list one line of it from the first shared words on."""
    if whole:
        return found.start, found.end
    first = min((start for start, _end in spans), default=found.start)
    start = text.rfind("\n", found.start, first) + 1 or found.start
    end = min(found.end, start + _EXCERPT)
    return start, end if end == found.end else text.rfind(" ", start, end)


def _paragraphs(text: str, start: int, end: int, spans: Sequence[tuple[int, int]]) -> list[tuple[Run, ...]]:
    made: list[tuple[Run, ...]] = []
    position = start
    for line in text[start:end].split("\n"):
        stop = position + len(line)
        inside = [(max(a, position) - position, min(b, stop) - position) for a, b in spans if a < stop and b > position]
        if line.strip():
            made.append(runs(line, inside))
        position = stop + 1
    return made
