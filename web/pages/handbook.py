"""Choosing documents and getting one PDF of them."""

from datetime import date
from threading import BoundedSemaphore

from flask import Blueprint, Response, redirect, render_template, request
from flask_babel import gettext as _
from werkzeug.wrappers import Response as AnyResponse

from registry.errors import BadRequest, StateConflict
from registry.handbook import for_documents
from registry.records import DocumentRecord
from registry.text import squeeze
from registry.vocabulary import slug as slugified
from web import addresses, basket
from web.services import services
from web.views import documents

handbook = Blueprint("handbook", __name__)

_BUILDS = BoundedSemaphore(1)  # a big book takes gigabytes; several at once would take the machine
_PATIENCE = 60.0
TITLE = 160
"""Most characters of the title of a handbook, and of who issues it."""


@handbook.get(addresses.HANDBOOK)
def show() -> str:
    """Show what would be printed: the basket, or with ``loc=1`` everything that a search finds."""
    searched = request.args.get("loc") == "1"
    state = addresses.read_search(request.args, services().settings.page_size)
    found = tuple(services().search.ids(state.request)) if searched else basket.ids()
    return render_template(
        "handbook.html",
        rows=[documents.row(record) for record in _records(found[: basket.LIMIT])],
        total=len(found),
        limit=basket.LIMIT,
        searched=searched,
        state=state,
    )


@handbook.post(f"{addresses.HANDBOOK}/gio")
def change() -> AnyResponse:
    """Put a document into the basket (``them``), take one out (``bo``), or empty it (``xoa``); then go back."""
    chosen = () if request.form.get("xoa") else basket.ids()
    added = tuple(services().registry.document(each).id for each in basket.read_ids(request.form.getlist("them")))
    removed = basket.read_ids(request.form.getlist("bo"))
    kept = (*(each for each in chosen if each not in {*added, *removed}), *added)
    if len(kept) > basket.LIMIT:
        raise BadRequest("basket-full", _("Sổ tay chứa nhiều nhất %(limit)s văn bản.", limit=basket.LIMIT))
    back = basket.way_back(request.form.get("ve", ""), addresses.HANDBOOK)
    return basket.keep(redirect(back, 303), kept)


@handbook.post(f"{addresses.HANDBOOK}/pdf")
def print_book() -> Response:
    """Send the handbook as one PDF."""
    records = _records(basket.read_ids(request.form.getlist("vb")))
    if not records:
        raise BadRequest(
            "handbook-empty",
            _("Sổ tay chưa có văn bản nào."),
            hint=_("Chọn ít nhất một văn bản rồi tạo lại."),
            field="vb",
        )
    if len(records) > basket.LIMIT:
        raise BadRequest("handbook-long", _("Mỗi sổ tay có nhiều nhất %(limit)s văn bản.", limit=basket.LIMIT))
    title = squeeze(request.form.get("tieu-de", ""))[:TITLE] or _("Sổ tay văn bản")
    department = squeeze(request.form.get("don-vi", ""))[:TITLE] or _("Bản in từ Vanban")
    body = build(records, title, department)
    response = Response(body, content_type="application/pdf")
    name = f"{slugified(title)[:60] or 'so-tay'}-{date.today():%Y%m%d}.pdf"
    response.headers["Content-Disposition"] = f'attachment; filename="{name}"'
    response.headers["Cache-Control"] = "no-store"
    return response


def _records(found: tuple[int, ...]) -> list[DocumentRecord]:
    known = {record.id: record for record in services().registry.documents(found)}
    return [known[each] for each in found if each in known]


def build(records: list[DocumentRecord], title: str, department: str) -> bytes:
    """Return a handbook as PDF; one is built at a time.

    Raises:
        StateConflict: Another one takes too long.
    """
    if not _BUILDS.acquire(timeout=_PATIENCE):
        raise StateConflict("handbook-busy", _("Đang có sổ tay khác được dựng."), hint=_("Hãy thử lại sau một phút."))
    try:
        slugs = [record.slug for record in records]
        return for_documents(services().registry, slugs, title=title, department=department)
    finally:
        _BUILDS.release()
