"""Fragments about one provision: a preview of it as it stood on a day, and how it is cited."""

from datetime import date

from flask import Blueprint, Response, make_response, render_template, request

from registry.consolidation import Consolidated
from registry.errors import NotKnown
from registry.records import DocumentRecord
from web import access, addresses
from web.services import services
from web.timelines import timelines
from web.views import documents, words
from web.views.citations import standing_at
from web.views.contents import label_chain
from web.views.quoting import citation

quoting = Blueprint("quoting", __name__)

_LONGEST = 1200


@quoting.get("/van-ban/<slug>/xem-nhanh")
@quoting.get("/van-ban/<slug>/<provision>/xem-nhanh")
def preview(slug: str, provision: str = "") -> Response:
    """Send a short view of a document or provision as it stood on the day ``ngay``; a fragment, not a page."""
    record = services().registry.by_slug(slug)
    today = date.today()
    day = addresses.read_day(request.args, "ngay", today)
    then, now = (_wording(timelines().on(record, each), provision) for each in (day, today))
    shown = then or now
    page = render_template(
        "_preview.html",
        record=documents.row(record),
        url=addresses.document(record.slug, provision or None),
        label=_label(record, provision),
        day=day,
        text=_cut(shown) if provision else "",
        cut=len(shown) > _LONGEST,
        later=bool(provision) and bool(then) and then.split() != now.split(),
        absent=bool(provision) and not then,
        now_url=addresses.place_on_day(record.slug, today, provision),
        fix_url=_fix_url() if access.may("editor") else None,
    )
    response = make_response(page)
    response.headers["Cache-Control"] = "private, max-age=60"
    return response


@quoting.get("/van-ban/<slug>/trich-dan")
@quoting.get("/van-ban/<slug>/<provision>/trich-dan")
def quote(slug: str, provision: str = "") -> Response:
    """Send the citation of a document or provision as plain text."""
    record = services().registry.by_slug(slug)
    return Response(citation(record, _label(record, provision)), content_type="text/plain; charset=utf-8")


def _fix_url() -> str | None:
    """Return the form on which an editor says where the previewed citation leads: it stands in ``tu`` at ``cho``."""
    try:
        citing = services().registry.by_slug(request.args.get("tu", ""))
    except NotKnown:
        return None
    read = services().texts.of(citing)
    start = standing_at(read.text, request.args.get("cho", ""), request.args.get("chu", "")) if read else None
    return None if start is None else addresses.citation_fix(citing.slug, start)


def _wording(found: Consolidated | None, provision: str) -> str:
    if found is None or not provision:
        return ""
    return next((each.text for each in found.provisions if each.id == provision), "")


def _label(record: DocumentRecord, provision: str) -> str:
    if not provision:
        return ""
    read = services().texts.of(record)
    there = read is not None and any(each.id == provision for each in read.text.provisions)
    return label_chain(read.text.provisions, provision) if read and there else words.place(provision)


def _cut(text: str) -> list[str]:
    short = text if len(text) <= _LONGEST else text[:_LONGEST].rsplit(" ", 1)[0] + "…"
    return [line for line in short.split("\n") if line.strip()]
