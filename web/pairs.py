"""Pairs of provisions as their pages name and read them."""

from flask_babel import gettext as _

from registry.errors import NotKnown
from registry.records import DocumentRecord, OverlapPair
from registry.review import End
from web.services import services
from web.views.overlap import Held

_ALL = 10_000


def found(left: str, left_provision: str, right: str, right_provision: str) -> OverlapPair:
    """Return the pair of two provisions, each named by the address of its document and its own.

    Raises:
        NotKnown: There is no such pair any more.
    """
    registry = services().registry
    one, other = registry.by_slug(left), registry.by_slug(right)
    wanted = {(one.id, left_provision), (other.id, right_provision)}
    for each in registry.overlaps(0, _ALL, one.id)[1]:
        if {(each.left_id, each.left_provision), (each.right_id, each.right_provision)} == wanted:
            return each
    raise gone()


def ends(pair: OverlapPair) -> tuple[End, End]:
    """Return both provisions of a pair."""
    return End(pair.left_id, pair.left_provision), End(pair.right_id, pair.right_provision)


def texts(pair: OverlapPair) -> tuple[str, str]:
    """Return the words of both provisions of a pair; empty where a text no longer holds one."""
    left, right = _words(pair.left_id, pair.left_provision), _words(pair.right_id, pair.right_provision)
    return left, right


def held(document_id: int) -> Held | None:
    """Return a document with its text, or None when it has none."""
    record: DocumentRecord = services().registry.document(document_id)
    read = services().texts.of(record)
    return (record, read.text) if read else None


def _words(document_id: int, provision: str) -> str:
    there = held(document_id)
    spans = ((each.start, each.end) for each in there[1].provisions if each.id == provision) if there else ()
    start, end = next(iter(spans), (0, 0))
    return there[1].text[start:end] if there else ""


def gone() -> NotKnown:
    """Return the error for a pair that was computed away."""
    return NotKnown(
        "pair-not-known",
        _("Không còn cặp trùng lặp này."),
        hint=_("Danh sách đã được tính lại sau khi văn bản thay đổi; hãy mở lại từ danh sách."),
    )
