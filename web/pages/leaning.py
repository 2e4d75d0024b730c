"""What leans on a document, flagged when the document has lapsed."""

from flask import Blueprint, redirect, render_template, request
from werkzeug.wrappers import Response as AnyResponse

from registry.effect import lapse_cascade
from registry.records import DocumentRecord
from web import addresses
from web.services import services
from web.views import documents, relations
from web.views import leaning as views

leaning = Blueprint("leaning", __name__)

PAGE = 20


@leaning.get("/van-ban/<slug>/dua-vao")
def show(slug: str) -> AnyResponse | str:
    """Show who rests on, guides, or cites a document."""
    record = services().registry.by_slug(slug)
    if record.slug != slug:
        return redirect(addresses.leaning(record.slug), 301)
    page = addresses.read_page(request.args)
    edges = services().registry.relations_of(record.id)
    citing = services().registry.citing(record.id)
    return render_template(
        "leaning.html",
        record=documents.row(record),
        groups=views.groups(relations.groups(record, edges, {})),
        lapsed=lapsed_on(record),
        citers=[made for key in citing[(page - 1) * PAGE : page * PAGE] if (made := citer_of(key, record))],
        citing=len(citing),
        page=page,
        pages=max(1, -(-len(citing) // PAGE)),
    )


def lapsed_on(record: DocumentRecord) -> tuple[views.Leaner, ...]:
    """Who rests on this document although it has lapsed; nobody while it has not."""
    if record.effect.state != "expired":
        return ()
    reached, edges = views.reach(record.id, services().registry.bases())
    records = {each.id: each for each in services().registry.documents(reached)}
    states = {key: each.effect.state for key, each in records.items()}
    return views.leaners(record.id, lapse_cascade(edges, states), records)


def citer_of(document_id: int, target: DocumentRecord) -> views.Citer | None:
    """Return where a document cites another; None when it does not, or its text is not held."""
    record = services().registry.document(document_id)
    read, cited = services().texts.of(record), services().texts.of(target)
    if read is None:
        return None
    made = views.citer(record, read.text, target, cited.text if cited else None)
    return made if made.mentions else None
