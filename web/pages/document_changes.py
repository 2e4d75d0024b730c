"""A change of one document that the page which made it tells of and takes back."""

from flask import request
from flask_babel import gettext as _

from registry.changes import ChangeRecord, Subject
from registry.errors import BadRequest
from registry.people import Person
from registry.records import DocumentRecord
from web import actions, basket
from web.services import services
from web.views import changes as change_views


def just_made(record: DocumentRecord, someone: Person) -> change_views.ChangeView | None:
    """Return the change of this document that the address names (``xong``), or None."""
    chosen = basket.read_ids([request.args.get("xong", "")])
    if not chosen:
        return None
    change = services().registry.change(chosen[0])
    mine = change.subject == _subject(record)
    return change_views.view(change, someone, {record.id: record}) if mine else None


def take_back(record: DocumentRecord, action: str, someone: Person) -> ChangeRecord:
    """Undo the change that the form names (``dong``); return the undoing.

    Raises:
        BadRequest: It is a change of something else or of another kind than ``action``.
        NotKnown: There is no such change.
        StateConflict: Something changed the same since.
    """
    chosen = basket.read_ids([request.form.get("dong", "")])
    change = services().registry.change(chosen[0] if chosen else 0)
    if change.subject != _subject(record) or change.action != action:
        raise BadRequest("not-this-document", _("Thay đổi này không thuộc văn bản đang mở."), hint=_("Tải lại trang."))
    return actions.undo(change.id, someone)


def _subject(record: DocumentRecord) -> Subject:
    return Subject("document", str(record.id))
