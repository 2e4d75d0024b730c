"""A document in the formats of others: Akoma Ntoso for saving, schema.org inside its page."""

from datetime import date

import orjson
from flask import Blueprint, Response, request
from markupsafe import Markup

from registry.interchange import akoma as writer
from registry.interchange import jsonld
from registry.records import DocumentRecord, RelationRecord
from web import addresses, use
from web.pages.standing import held_text
from web.services import services

interchange = Blueprint("interchange", __name__)


@interchange.get("/van-ban/<slug>/akoma-ntoso.xml")
def akoma(slug: str) -> Response:
    """Send a document as Akoma Ntoso 3.0."""
    record = services().registry.by_slug(slug)
    use.downloaded(record.id)
    data = writer.write(record, held_text(record).text, services().registry.relations_of(record.id))
    response = Response(data, content_type="application/xml; charset=utf-8")
    response.headers["Content-Disposition"] = f'attachment; filename="{record.slug}.akn.xml"'
    return response


def linked_data(record: DocumentRecord, relations: list[RelationRecord]) -> Markup:
    """Return what is known of a document as JSON-LD that may stand inside a script element."""
    root = request.url_root.rstrip("/")
    files = {"application/akn+xml": f"{root}{addresses.akoma(record.slug)}"} if record.has_text else {}
    told = jsonld.value(
        record, relations, on=date.today(), page=lambda one: f"{root}{addresses.document(one.slug)}", files=files
    )
    return Markup(orjson.dumps(told).decode().replace("<", "\\u003c"))  # noqa: S704  (JSON whose "<" are escaped ends no element)
