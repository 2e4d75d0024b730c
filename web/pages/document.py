"""The page of a document, the permanent addresses of its provisions, and the pages of a long one."""

from collections.abc import Sequence
from datetime import date
from typing import Final

from flask import Blueprint, redirect, render_template, request
from flask_babel import gettext as _
from markupsafe import Markup
from werkzeug.wrappers import Response as AnyResponse

from registry.errors import NotKnown
from registry.records import DocumentRecord, RelationRecord, ResolvedCitation
from web import addresses, use
from web.fragments import kept, written
from web.pages.interchange import linked_data
from web.relatives import relatives
from web.services import ReadText, services
from web.views import contents, documents
from web.views import document as views
from web.views.parts import Part, part_at
from web.views.reading import Block, Linker, Reader

_MISREAD: Final = "doubtful-words"

document = Blueprint("document", __name__)


@document.get("/van-ban/<slug>")
def show(slug: str) -> AnyResponse | str:
    """Show a document; a former address leads to the present one."""
    record = services().registry.by_slug(slug)
    if record.slug != slug:
        return redirect(addresses.document(record.slug), 301)
    read = services().texts.of(record)
    shown = _part(read, request.args.get("phan", "")) if read else None
    use.viewed(record.id)
    edges, near = services().registry.relations_of(record.id), _related(record)
    glance, body = _pieces(record, read, shown, edges, near)
    return render_template(
        "document.html",
        row=documents.row(record),
        glance=glance,
        body=body,
        shown=shown,
        typed=request.args.get("tu", "")[: addresses.LONGEST_QUERY],
        missing=request.args.get("thieu", "")[:80],
        today=date.today(),
        linked=linked_data(record, edges),
    )


def _pieces(
    record: DocumentRecord,
    read: ReadText | None,
    shown: Part | None,
    edges: list[RelationRecord],
    near: Sequence[views.RelatedView],
) -> tuple[Markup, ...]:
    """Return what does not differ from person to person: the facts at a glance, and everything below the tools."""
    facts = services().registry.facts_of(record.id)

    def write() -> tuple[Markup, ...]:
        seen = {
            "view": (view := views.view(record, facts, edges, near, read.text if read else None)),
            "row": view.document,
            "entries": _entries(record, read, shown),
            "blocks": _blocks(record, read, shown),
            "cut": read.cut if read else (),
            "shown": shown,
            "misread": len(misread(read)),
            "today": date.today(),
        }
        return written("_glance.html", **seen), written("_document_body.html", **seen)

    return kept("document", (record, read and read.key, shown, edges, near, facts), write)


@document.get("/van-ban/<slug>/<provision>")
def provision(slug: str, provision: str) -> AnyResponse:
    """Lead to the page and the place where a provision is read, or to the nearest one that encloses it."""
    record = services().registry.by_slug(slug)
    read = services().texts.of(record)
    starts = {each.id: each.start for each in read.text.provisions} if read else {}
    nearest = provision
    while nearest and nearest not in starts:
        nearest = nearest.rpartition(".")[0]
    if not read or not nearest:
        return redirect(addresses.lacking(record.slug, provision), 302)
    part = part_at(read.cut, starts[nearest])
    return redirect(addresses.part(record.slug, part.key, nearest), 302)


def view_of(record: DocumentRecord, read: ReadText | None) -> views.DocumentView:
    """Return everything but the text that the page and the JSON of a document show."""
    registry = services().registry
    return views.view(
        record,
        registry.facts_of(record.id),
        registry.relations_of(record.id),
        _related(record),
        read.text if read else None,
    )


def _related(record: DocumentRecord) -> Sequence[views.RelatedView]:
    found = relatives().of(record)
    known = {each.id: each for each in services().registry.documents(each.document_id for each in found)}
    return [
        views.RelatedView(documents.row(known[each.document_id]), each.kind, each.reason, round(each.score, 4))
        for each in found
        if each.document_id in known
    ]


def _part(read: ReadText, key: str) -> Part:
    for part in read.cut:
        if part.key == key:
            return part
    raise NotKnown(
        "part-not-known",
        _("Văn bản này không có phần “%(key)s”.", key=key[:40]),
        hint=_("Mở văn bản từ đầu rồi chọn trong mục lục."),
    )


def misread(read: ReadText | None) -> list[tuple[int, int, str]]:
    """Return the words that recognition of a scan was not sure of: start, end, why."""
    issues = read.text.issues if read else ()
    return [
        (each.start, each.end, each.message)
        for each in issues
        if each.code == _MISREAD and each.start is not None and each.end
    ]


def _entries(record: DocumentRecord, read: ReadText | None, shown: Part | None) -> tuple[contents.Entry, ...]:
    if not read:
        return ()
    return contents.contents(record.slug, read.text.text, read.text.provisions, read.cut, shown)


def _blocks(record: DocumentRecord, read: ReadText | None, shown: Part | None) -> tuple[Block, ...]:
    if not read or not shown:
        return ()
    text = read.text
    reader = Reader(text.text, text.provisions, text.citations, _linker(record, read, shown), misread(read))
    return reader.blocks(shown.start, shown.end)


def _linker(record: DocumentRecord, read: ReadText, shown: Part) -> Linker:
    """Return the rule that gives a citation its address; one within the page when its target stands there."""
    starts = {each.id: each.start for each in read.text.provisions}

    def link(resolved: ResolvedCitation) -> str | None:
        target = resolved.target_provision
        if resolved.target_slug is None:
            number = resolved.citation.number
            return addresses.number_search(number) if resolved.state == "ambiguous" and number else None
        if resolved.target_id != record.id:
            return addresses.document(resolved.target_slug, target)
        if target not in starts:
            return addresses.document(record.slug)
        home = part_at(read.cut, starts[target])
        return f"#{target}" if home == shown else addresses.part(record.slug, home.key, target)

    return link
