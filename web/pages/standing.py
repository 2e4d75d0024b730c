"""The page of a document as it stands on a day."""

from datetime import date

from flask import Blueprint, redirect, render_template, request
from flask_babel import gettext as _
from werkzeug.wrappers import Response as AnyResponse

from registry.errors import NotKnown
from registry.records import DocumentRecord, ResolvedCitation
from web import addresses
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
    woven = views.weave(read.text, found)
    if woven.notes:
        woven = views.cited(woven, timelines().citations(record, day, woven.text, woven.provisions))
    cut = parts(woven.text, woven.provisions)
    if wanted := request.args.get("cho", "")[:80]:
        return redirect(_place(record, day, woven, cut, wanted), 302)
    shown = chosen_part(cut, request.args.get("phan", ""))
    slugs = views.slugs_of(services().registry.relations_of(record.id))
    pending = views.pending_views(found, timeline.changes, slugs)
    reader = Reader(woven.text, woven.provisions, woven.citations, _linker(record, day, woven, cut, shown))
    return render_template(
        "standing.html",
        record=documents.row(record),
        day=day,
        status_then=documents.status(services().registry.effect_on(record.id, day)),
        applied=[(number, addresses.document(slugs[number]) if number in slugs else None) for number in found.applied],
        pending=pending,
        stretches=views.stretches(
            woven,
            reader.blocks(shown.start, shown.end),
            views.notes_of(timeline.changes, slugs),
            pending,
        ),
        entries=contents.contents(record.slug, woven.text, woven.provisions, cut, shown),
        cut=cut,
        shown=shown,
        turns=turns(record, timeline, day),
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
