"""The timeline of a document, the history of a provision, and the comparison of two days or two provisions."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from flask import Blueprint, redirect, render_template, request
from flask_babel import gettext as _
from werkzeug.wrappers import Response as AnyResponse

from registry.errors import NotKnown
from registry.records import DocumentRecord
from web import addresses
from web.pages.document import view_of
from web.pages.standing import held_text, no_text
from web.services import services
from web.timelines import timelines
from web.views import documents
from web.views import history as views
from web.views.contents import label_chain
from web.views.standing import slugs_of

history = Blueprint("history", __name__)


@history.get("/van-ban/<slug>/lich-su")
def timeline(slug: str) -> AnyResponse | str:
    """Show what happened to a document, and every version of its text."""
    record = services().registry.by_slug(slug)
    if record.slug != slug:
        return redirect(addresses.timeline(record.slug), 301)
    found, versions = services().registry.events_of(record.id), timelines().versions(record)
    slugs = _slugs(record)
    mentioned = [each.provision for each in found if each.provision]
    labels = _labels(record, [*mentioned, *(address for each in versions for address in each.changed)])
    return render_template(
        "timeline.html",
        view=view_of(record, services().texts.of(record)),
        events=views.events(record, found, services().registry.relations_of(record.id), labels, date.today()),
        versions=views.version_views(record, versions, slugs, labels),
        days=_days(record),
    )


@history.get("/van-ban/<slug>/<provision>/lich-su")
def provision(slug: str, provision: str) -> AnyResponse | str:
    """Show every wording of one provision."""
    record = services().registry.by_slug(slug)
    if record.slug != slug:
        return redirect(addresses.timeline(record.slug, provision), 301)
    held_text(record)
    found = timelines().history(record, provision)
    if not any(each.text for each in found):
        raise _no_provision(record, provision)
    label = _labels(record, [provision]).get(provision)
    return render_template(
        "provision.html",
        record=documents.row(record),
        label=label,
        address_words=provision,
        wordings=views.wording_views(found, _slugs(record)),
        there=label is not None,
    )


@history.get("/van-ban/<slug>/so-sanh")
def compare(slug: str) -> AnyResponse | str:
    """Compare a document on two days (``tu`` and ``den``), word by word."""
    record = services().registry.by_slug(slug)
    first, last = _days(record)
    before = addresses.read_day(request.args, "tu", first)
    after = addresses.read_day(request.args, "den", last)
    if record.slug != slug:
        return redirect(addresses.redline(record.slug, before, after), 301)
    if before > after:
        return redirect(addresses.redline(record.slug, after, before), 302)
    changed, new = timelines().between(record, before, after), timelines().on(record, after)
    if changed is None or new is None:
        raise no_text(record)
    return render_template(
        "redline.html",
        record=documents.row(record),
        before=before,
        after=after,
        changed=views.redline_views(record, changed, _labels(record, (each.id for each in changed))),
        same=len(new.provisions) - sum(each.state != "removed" for each in changed),
        pending=[each for each in new.pending if each.effective is None or each.effective <= after],
    )


@history.get(f"{addresses.COMPARE}/<left>/<left_provision>/<right>/<right_provision>")
def pair(left: str, left_provision: str, right: str, right_provision: str) -> str:
    """Compare two provisions of different documents, word by word."""
    one, other = _side(left, left_provision), _side(right, right_provision)
    return render_template("redline_pair.html", left=one, right=other, pieces=views.pieces(one.text, other.text))


@dataclass(frozen=True, slots=True)
class _Side:
    """One of two provisions that are compared."""

    row: documents.DocumentRow
    label: str
    url: str
    text: str


def _side(slug: str, address: str) -> _Side:
    record = services().registry.by_slug(slug)
    read = held_text(record)
    found = next((each for each in read.text.provisions if each.id == address), None)
    if found is None:
        raise _no_provision(record, address)
    label = label_chain(read.text.provisions, address)
    url = addresses.document(record.slug, address)
    return _Side(documents.row(record), label, url, read.text.text[found.start : found.end].strip())


def _no_provision(record: DocumentRecord, address: str) -> NotKnown:
    return NotKnown(
        "provision-not-known",
        _("Không có đơn vị quy định “%(address)s” trong %(number)s.", address=address[:40], number=record.number),
        hint=_("Mở toàn văn rồi chọn lại trong mục lục."),
    )


def _slugs(record: DocumentRecord) -> dict[str, str]:
    return {record.number: record.slug} | slugs_of(services().registry.relations_of(record.id))


def _labels(record: DocumentRecord, mentioned: Iterable[str]) -> dict[str, str]:
    read = services().texts.of(record)
    return views.labels_of(read.text.provisions, mentioned) if read else {}


def _days(record: DocumentRecord) -> tuple[date, date]:
    """The two days that a comparison starts from: the text as issued, and the last change that has come."""
    found = timelines().of(record)
    today = date.today()
    come = [each for each in found.days if each <= today] if found else []
    first = record.issued or record.effective or (come[0] if come else today)
    return first, max([*come[-1:], first], default=today)
