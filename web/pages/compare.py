"""Any two documents, provisions or days side by side: choosing, reading, and taking away as a file."""

from collections.abc import Sequence
from datetime import date
from threading import BoundedSemaphore

from flask import Blueprint, Response, make_response, redirect, render_template, request
from flask_babel import gettext as _
from werkzeug.wrappers import Response as AnyResponse

from registry.compare import paper, word
from registry.errors import BadRequest, StateConflict
from registry.records import DocumentRecord
from registry.vocabulary import slug as slugified
from web import addresses
from web.comparing import Chosen, Unclear, choose, comparisons
from web.pages.search import SUGGESTIONS
from web.services import services
from web.views import compare as views
from web.views import documents

compare = Blueprint("compare", __name__)

_BUILDS = BoundedSemaphore(1)
_PATIENCE = 30.0
_NEAR = 8
_KINDS = {
    "pdf": "application/pdf",
    "docx": "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
}


@compare.get(addresses.COMPARE)
def show() -> AnyResponse | str:
    """Show two texts side by side, or what is still to be chosen."""
    left, right = _chosen("trai"), _chosen("phai")
    if isinstance(left, Unclear) or isinstance(right, Unclear):
        return _choosing(left, right)
    asked = addresses.read_side(request.args, "trai"), addresses.read_side(request.args, "phai")
    if asked != (left.side, right.side):
        return redirect(addresses.compare(left.side, right.side), 302)
    lacking = [each.record for each in (left, right) if not each.units]
    if lacking:
        return _choosing(left, right, lacking)
    return _compared(left, right)


@compare.get(addresses.COMPARE_SUGGEST)
def suggest() -> Response:
    """Send the documents that fit what was typed so far; choosing one writes its number into the field."""
    typed = request.args.get("q", "")[: addresses.LONGEST_QUERY]
    found = services().search.suggest(typed, SUGGESTIONS * 2) if typed.strip() else ()
    options = [each for each in found if each.slug][:SUGGESTIONS]
    response = make_response(render_template("_suggestions.html", suggestions=options, plain=True))
    response.headers["Cache-Control"] = "private, max-age=60"
    return response


@compare.get(f"{addresses.COMPARE}.<any(pdf, docx):kind>")
def export(kind: str) -> Response:
    """Send a comparison as a file."""
    left, right = _chosen("trai"), _chosen("phai")
    if isinstance(left, Unclear) or isinstance(right, Unclear) or not left.units or not right.units:
        raise BadRequest(
            "compare-not-chosen",
            _("Chưa đủ hai văn bản có toàn văn để so sánh."),
            hint=_("Chọn hai bên ở trang So sánh rồi tải lại."),
        )
    found = comparisons().of(left, right)
    report = views.report(left, right, found, request.host_url.rstrip("/"), date.today())
    if not _BUILDS.acquire(timeout=_PATIENCE):
        raise StateConflict("compare-busy", _("Đang có bản so sánh khác được in."), hint=_("Hãy thử lại sau một phút."))
    try:
        body = paper.build(report) if kind == "pdf" else word.build(report)
    finally:
        _BUILDS.release()
    response = Response(body, content_type=_KINDS[kind])
    name = "-".join((_("so-sanh"), *(slugified(each.record.number) for each in (left, right))))[:100]
    response.headers["Content-Disposition"] = f'attachment; filename="{name}.{kind}"'
    response.headers["Cache-Control"] = "no-store"
    return response


def _chosen(name: str) -> Chosen | Unclear:
    return choose(addresses.read_side(request.args, name))


def _choosing(left: Chosen | Unclear, right: Chosen | Unclear, lacking: Sequence[DocumentRecord] = ()) -> str:
    one = next((each for each in (left, right) if isinstance(each, Chosen)), None)
    near = _near(one) if one and not lacking and isinstance(right, Unclear) else ()
    return render_template(
        "compare.html",
        sides=_sides(left, right),
        near=[(each, addresses.compare(one.side, addresses.Side(each.slug))) for each in near] if one else (),
        picking=addresses.picking(one.side) if one and isinstance(right, Unclear) else None,
        lacking=[documents.row(each) for each in lacking],
    )


def _sides(left: Chosen | Unclear, right: Chosen | Unclear) -> dict[str, dict[str, object]]:
    """Return what the form shows of each side; a choice of one side keeps the other."""
    made: dict[str, dict[str, object]] = {}
    for name, each, other in (("trai", left, right), ("phai", right, left)):
        found = each.found if isinstance(each, Unclear) else ()
        made[name] = {
            "view": views.side(each) if isinstance(each, Chosen) else None,
            "typed": each.side,
            "problem": each.problem if isinstance(each, Unclear) else "",
            "found": [(documents.row(record), _with(name, record, each, other)) for record in found],
        }
    return made


def _with(name: str, record: DocumentRecord, each: Chosen | Unclear, other: Chosen | Unclear) -> str:
    picked = addresses.Side(record.slug, each.side.provision, each.side.day)
    return addresses.compare(picked, other.side) if name == "trai" else addresses.compare(other.side, picked)


def _near(one: Chosen) -> list[documents.DocumentRow]:
    """Return documents that are likely to be held against this one: those that it changes or that change it first."""
    registry = services().registry
    linked = [each.other for each in registry.relations_of(one.record.id) if each.other and each.other.has_text]
    found = services().search.related(one.record.id, _NEAR)
    more = [each for each in registry.documents(each.document_id for each in found) if each.has_text]
    unique = {each.id: each for each in (*linked, *more) if each.id != one.record.id}
    return [documents.row(each) for each in list(unique.values())[:_NEAR]]


def _compared(left: Chosen, right: Chosen) -> str:
    everything = request.args.get("hien") == "tat-ca"
    found = comparisons().of(left, right)
    cut = views.pages(views.entries(found, everything=everything))
    page = min(addresses.read_page(request.args), len(cut))
    return render_template(
        "compare.html",
        sides=_sides(left, right),
        left=views.side(left),
        right=views.side(right),
        summary=views.summary(found),
        counts=found.counts,
        jumps=views.jumps(left, right, cut, everything),
        entries=views.view(left, right, cut[page - 1]),
        page=page,
        pages=[views.page_address(left, right, number, everything) for number in range(1, len(cut) + 1)],
        everything=everything,
        toggled=views.page_address(left, right, 1, not everything),
        swapped=addresses.compare(right.side, left.side),
        files={kind: addresses.compare_file(left.side, right.side, kind) for kind in _KINDS},
    )
