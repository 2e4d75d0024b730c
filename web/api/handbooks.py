"""Printing a handbook of chosen documents."""

from dataclasses import dataclass, field

from flask import Response
from flask_babel import gettext
from flask_babel import lazy_gettext as _

from web import basket
from web.api.common import TAG_BOOKS
from web.api.operations import operation
from web.api.schemas import RULES
from web.pages.handbook import TITLE, build
from web.services import services

_SLUG = {"type": "string", "pattern": "^[a-z0-9-]+$", "maxLength": 200}


@dataclass(frozen=True, slots=True)
class Order:
    """What to print: documents by slug, in any order; the book groups them by programme."""

    title: str = field(metadata={RULES: {"minLength": 1, "maxLength": TITLE}})
    documents: tuple[str, ...] = field(metadata={RULES: {"items": _SLUG, "minItems": 1, "maxItems": basket.LIMIT}})
    department: str = field(default="", metadata={RULES: {"maxLength": TITLE}})


@operation(
    "/handbooks",
    _("Dựng sổ tay từ các văn bản đã chọn, nhận một tệp PDF"),
    None,
    tag=TAG_BOOKS,
    method="POST",
    media="application/pdf",
    body=Order,
    examples={"title": "Sổ tay rồng giấy", "documents": ["quyet-dinh-9902-2024-qd-ubnd-tinh-hu-cau"]},
)
def handbook(sent: Order) -> Response:
    """Send the handbook."""
    found = dict.fromkeys(services().registry.by_slug(slug) for slug in sent.documents)
    body = build(list(found), sent.title.strip() or gettext("Sổ tay văn bản"), sent.department)
    response = Response(body, content_type="application/pdf")
    response.headers["Content-Disposition"] = 'attachment; filename="so-tay.pdf"'
    response.headers["Cache-Control"] = "no-store"
    return response
