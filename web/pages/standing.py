"""The page of a document as it stands on a day."""

from collections.abc import Mapping
from datetime import date

from flask import Blueprint, redirect, render_template, request
from flask_babel import gettext as _
from markupsafe import Markup
from werkzeug.wrappers import Response as AnyResponse

from registry.consolidation import Consolidated
from registry.errors import NotKnown
from registry.records import DocumentRecord, ResolvedCitation
from web import addresses
from web.fragments import kept, written
from web.services import ReadText, services
from web.timelines import Timeline, timelines
from web.views import contents, documents
from web.views import standing as views
from web.views.parts import Part, part_at, parts
from web.views.reading import Linker, Reader

standing = Blueprint("standing", __name__)


@standing.get("/van-ban/<slug>/tai-ngay")
def show(slug: str) -> AnyResponse | str:
    """Show a document as it stands on the day that ``ngay`` names, today by default."""
    day = addresses.read_day(request.args, "ngay", date.today())
    record = services().registry.by_slug(slug)
    if record.slug != slug:
        return redirect(addresses.on_day(record.slug, day), 301)
    read, found, timeline = services().texts.of(record), timelines().on(record, day), timelines().of(record)
    if read is None or found is None or timeline is None:
        raise no_text(record)
    if wanted := request.args.get("cho", "")[:80]:
        woven = _woven(record, day, read, found)
        return redirect(_place(record, day, woven, parts(woven.text, woven.provisions), wanted), 302)
    edges = services().registry.relations_of(record.id)
    slugs = views.slugs_of(edges)
    status_then = documents.status(services().registry.effect_on(record.id, day))
    key, part = (record, read.key, edges, day, status_then), request.args.get("phan", "")[:40]
    [body] = kept("day", (key, part), lambda: (_body(record, day, read, found, timeline, slugs, status_then, part),))
    return render_template(
        "standing.html",
        record=documents.row(record),
        day=day,
        status_then=status_then,
        applied=[(number, addresses.document(slugs[number]) if number in slugs else None) for number in found.applied],
        body=body,
        turns=turns(record, timeline, day),
    )


def _woven(record: DocumentRecord, day: date, read: ReadText, found: Consolidated) -> views.Woven:
    woven = views.weave(read.text, found)
    if not woven.notes:
        return woven
    return views.cited(woven, timelines().citations(record, day, woven.text, woven.provisions))


def _body(
    record: DocumentRecord,
    day: date,
    read: ReadText,
    found: Consolidated,
    timeline: Timeline,
    slugs: Mapping[str, str],
    status_then: documents.Status,
    part: str,
) -> Markup:
    """Write what does not differ from person to person: the changes that wait, contents and words of the day."""
    woven = _woven(record, day, read, found)
    cut = parts(woven.text, woven.provisions)
    shown = chosen_part(cut, part)
    pending = views.pending_views(found, timeline.changes, slugs)
    reader = Reader(woven.text, woven.provisions, woven.citations, _linker(record, day, woven, cut, shown))
    blocks = reader.blocks(shown.start, shown.end)
    return written(
        "_day_body.html",
        row=documents.row(record),
        day=day,
        status_then=status_then,
        pending=pending,
        stretches=views.stretches(woven, blocks, views.notes_of(timeline.changes, slugs), pending),
        entries=contents.contents(record.slug, woven.text, woven.provisions, cut, shown),
        cut=cut,
        shown=shown,
    )


def no_text(record: DocumentRecord) -> NotKnown:
    """Return the error for a document whose text is not held."""
    return NotKnown(
        "no-text",
        _("Kho chưa có toàn văn của %(number)s.", number=record.number),
        hint=_("Nạp tệp của văn bản rồi mở lại trang này."),
    )


def chosen_part(cut: tuple[Part, ...], key: str) -> Part:
    """Return the page of a long text with this key; the first one when a change has moved the pages."""
    return next((part for part in cut if part.key == key), cut[0])


def turns(record: DocumentRecord, timeline: Timeline, day: date) -> list[tuple[date, str, bool]]:
    """Return the days worth looking at, each with its address: when it took effect, and every change."""
    days = sorted({*timeline.days, *([record.effective] if record.effective else [])})
    return [(each, addresses.on_day(record.slug, each), each == day) for each in days]


def _place(record: DocumentRecord, day: date, woven: views.Woven, cut: tuple[Part, ...], wanted: str) -> str:
    """Return where a provision is read on a day, or the nearest one that encloses it."""
    starts = {each.id: each.start for each in woven.provisions}
    nearest = wanted
    while nearest and nearest not in starts:
        nearest = nearest.rpartition(".")[0]
    key = part_at(cut, starts[nearest]).key if nearest else ""
    return addresses.on_day(record.slug, day, key, nearest or None)


def _linker(record: DocumentRecord, day: date, woven: views.Woven, cut: tuple[Part, ...], shown: Part) -> Linker:
    """Citations of other documents lead to them; those of this one stay on this day."""
    starts = {each.id: each.start for each in woven.provisions}

    def link(resolved: ResolvedCitation) -> str | None:
        if resolved.target_slug is None:
            return None
        if resolved.target_id != record.id:
            return addresses.document(resolved.target_slug, resolved.target_provision)
        target = resolved.target_provision
        if target not in starts:
            return None
        home = part_at(cut, starts[target])
        return f"#{target}" if home == shown else addresses.on_day(record.slug, day, home.key, target)

    return link


def held_text(record: DocumentRecord) -> ReadText:
    """Return the text of a document.

    Raises:
        NotKnown: It is not held.
    """
    read = services().texts.of(record)
    if read is None:
        raise no_text(record)
    return read
