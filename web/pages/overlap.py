"""Provisions that say nearly the same in different documents."""

from flask import Blueprint, render_template, request
from flask_babel import gettext as _

from registry.errors import NotKnown
from registry.records import DocumentRecord, OverlapPair
from web import addresses
from web.services import services
from web.views import documents
from web.views import overlap as views

overlap = Blueprint("overlap", __name__)

PAGE = 20
_ALL = 10_000


@overlap.get(addresses.OVERLAP)
def listed() -> str:
    """List the pairs, most alike first; of one document when ``van-ban`` names it."""
    page = addresses.read_page(request.args)
    slug = request.args.get("van-ban", "")
    record = services().registry.by_slug(slug) if slug else None
    total, pairs = services().registry.overlaps((page - 1) * PAGE, PAGE, record.id if record else None)
    return render_template(
        "overlaps.html",
        pairs=[made for pair in pairs if (made := _view(pair, whole=False))],
        total=total,
        page=page,
        pages=max(1, -(-total // PAGE)),
        record=documents.row(record) if record else None,
    )


@overlap.get(f"{addresses.OVERLAP}/<left>/<left_provision>/<right>/<right_provision>")
def pair(left: str, left_provision: str, right: str, right_provision: str) -> str:
    """Show two provisions side by side."""
    registry = services().registry
    one, other = registry.by_slug(left), registry.by_slug(right)
    ends = {(one.id, left_provision), (other.id, right_provision)}
    for found in registry.overlaps(0, _ALL, one.id)[1]:
        if {(found.left_id, found.left_provision), (found.right_id, found.right_provision)} == ends:
            made = _view(found, whole=True)
            if made:
                return render_template("overlap.html", pair=made)
    raise NotKnown(
        "pair-not-known",
        _("Không còn cặp trùng lặp này."),
        hint=_("Danh sách đã được tính lại sau khi văn bản thay đổi; hãy mở lại từ danh sách."),
    )


def _view(pair: OverlapPair, *, whole: bool) -> views.PairView | None:
    left, right = _held(pair.left_id), _held(pair.right_id)
    return views.view(pair, left, right, whole=whole) if left and right else None


def _held(document_id: int) -> views.Held | None:
    record: DocumentRecord = services().registry.document(document_id)
    read = services().texts.of(record)
    return (record, read.text) if read else None
