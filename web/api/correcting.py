"""Correcting the facts of a document by program."""

from dataclasses import asdict, dataclass, field
from typing import Final

import orjson
from flask_babel import lazy_gettext as _
from werkzeug.datastructures import MultiDict

from registry.people import Role
from registry.records import DocumentRecord
from web.api.common import SLUG, TAG_WRITING
from web.api.operations import as_json, operation
from web.api.schemas import RULES
from web.pages.correcting import corrected
from web.services import services
from web.views.correcting import LONGEST, PROGRAMMES
from web.views.documents import DocumentRow, row

_SHORT: Final = {"maxLength": 200}
_OF_THE_CALL: Final = frozenset({"source", "updated", PROGRAMMES})


@dataclass(frozen=True, slots=True)
class FactsCorrected:
    """Facts as they should be; those left out stay, an empty title or day takes an earlier correction back.

    ``source`` says where they come from; ``updated`` is the moment of the record that was read, when a change made
    since then is to be refused; issuers are separated by semicolons.
    """

    source: str = field(metadata={RULES: {"minLength": 1, "maxLength": 500}})
    number: str | None = field(default=None, metadata={RULES: _SHORT})
    type: str | None = field(default=None, metadata={RULES: _SHORT})
    title: str | None = field(default=None, metadata={RULES: {"maxLength": LONGEST}})
    issuers: str | None = field(default=None, metadata={RULES: {"maxLength": 500}})
    issued: str | None = field(default=None, metadata={RULES: _SHORT})
    effective: str | None = field(default=None, metadata={RULES: _SHORT})
    expired: str | None = field(default=None, metadata={RULES: _SHORT})
    programmes: tuple[str, ...] | None = field(default=None, metadata={RULES: {"maxItems": 50}})
    updated: str | None = field(default=None, metadata={RULES: _SHORT})


@dataclass(frozen=True, slots=True)
class DocumentCorrected:
    """The document as it is now; ``change`` is the line of the audit trail."""

    document: DocumentRow
    change: int


@operation(
    "/documents/{slug}",
    _("Sửa dữ kiện của một văn bản, kèm nguồn của chỗ sửa"),
    DocumentCorrected,
    SLUG,
    tag=TAG_WRITING,
    method="PATCH",
    roles=(Role.editor,),
    body=FactsCorrected,
    examples={"effective": "2024-08-20", "source": "Bản ký, trang 3"},
)
def correct(slug: str, sent: FactsCorrected) -> DocumentCorrected:
    """Keep corrected facts."""
    record = services().registry.by_slug(slug)
    change = corrected(record, _form(sent), _seen(record, sent.updated))
    return DocumentCorrected(row(services().registry.document(int(change.subject.key))), change.id)


def _form(sent: FactsCorrected) -> MultiDict[str, str]:
    given = {name: value for name, value in asdict(sent).items() if value is not None and name not in _OF_THE_CALL}
    form = MultiDict[str, str](given | {"nguon": sent.source})
    if sent.programmes is not None:
        form.setlist(PROGRAMMES, list(sent.programmes))
        form[f"{PROGRAMMES}-co"] = "1"
    return form


def _seen(record: DocumentRecord, updated: str | None) -> str:
    """Return the moment that was seen as the pages write it; without one, the present state was."""
    now = record.updated.isoformat()
    return now if updated in (None, orjson.loads(as_json(record.updated))) else str(updated)
