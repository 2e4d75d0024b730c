"""The other tabs of a document: what is stated about it, what it is connected with, the map of that, the original."""

from functools import partial
from typing import Final

from flask import Blueprint, Response, make_response, redirect, render_template, request
from werkzeug.wrappers import Response as AnyResponse

from registry.records import DocumentRecord
from web import addresses, use
from web.pages.document import view_of
from web.pages.files import kind_of
from web.services import services
from web.transfer import SECURITY_HEADERS
from web.views.relation_map import relation_map
from web.views.witnesses import DivergenceView, divergence, witnesses

diagram = Blueprint("diagram", __name__)

_PDF: Final = "application/pdf"


@diagram.get("/van-ban/<slug>/thuoc-tinh")
def attributes(slug: str) -> AnyResponse | str:
    """Show everything that is stated about a document, who says so, and how often it is read."""
    record = services().registry.by_slug(slug)
    if record.slug != slug:
        return redirect(addresses.attributes(record.slug), 301)
    view = view_of(record, services().texts.of(record))
    found = witnesses(record.slug, services().registry.witnesses(record.id))
    uses = use.counter().of(record.id)
    return render_template("attributes.html", view=view, witnesses=found, uses=uses, recent=use.RECENT)


@diagram.get("/van-ban/<slug>/lien-quan")
def connected(slug: str) -> AnyResponse | str:
    """Show the relations of a document and what is related to it."""
    record = services().registry.by_slug(slug)
    if record.slug != slug:
        return redirect(addresses.connected(record.slug), 301)
    view = view_of(record, services().texts.of(record))
    citing = len(services().registry.citing(record.id))
    return render_template("connected.html", view=view, citing=citing)


@diagram.get("/van-ban/<slug>/luoc-do")
def relations(slug: str) -> AnyResponse | str:
    """Show the relations of a document as a drawing and as a table."""
    record = services().registry.by_slug(slug)
    if record.slug != slug:
        return redirect(addresses.relation_map(record.slug), 301)
    view = view_of(record, services().texts.of(record))
    return render_template("relation_map.html", view=view, map=relation_map(view.relations))


@diagram.get("/van-ban/<slug>/ban-goc")
def original(slug: str) -> AnyResponse | str:
    """Show the original: a PDF in the page, other files to be saved, and the pages of the sources."""
    record = services().registry.by_slug(slug)
    if record.slug != slug:
        return redirect(addresses.original_page(record.slug), 301)
    kind = kind_of(services().registry.original(record.original)) if record.original else ""
    view = view_of(record, services().texts.of(record))
    found = witnesses(record.slug, services().registry.witnesses(record.id))
    page = render_template("original.html", view=view, kind=kind, in_page=kind == _PDF, witnesses=found)
    response = make_response(page)
    return _framing(response) if kind == _PDF else response


@diagram.get("/van-ban/<slug>/ban-goc/khac")
def apart(slug: str) -> AnyResponse | str:
    """Show what one file of a document says otherwise than the text that is shown, side by side."""
    record = services().registry.by_slug(slug)
    sha256 = request.args.get("ban", "")
    if record.slug != slug:
        return redirect(addresses.apart(record.slug, sha256), 301)
    found = divergence_of(record, sha256)
    view = view_of(record, services().texts.of(record))
    return render_template("apart.html", view=view, found=found)


def divergence_of(record: DocumentRecord, sha256: str) -> DivergenceView:
    """Return where one file of a document differs from the text that is shown.

    Raises:
        NotKnown: The document has no such file.
    """
    registry = services().registry
    found = registry.witnesses(record.id)
    return divergence(record.slug, found, sha256, partial(registry.witness_text, record.id))


def _framing(response: Response) -> Response:
    """Let this one page frame files of this site."""
    policy = SECURITY_HEADERS["Content-Security-Policy"]
    response.headers["Content-Security-Policy"] = f"{policy}; frame-src 'self'"
    return response
