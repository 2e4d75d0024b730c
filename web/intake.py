"""Files on their way into the registry: the desk of the app, and what the audit trail knows of handing in."""

from collections.abc import Mapping
from threading import Lock
from typing import Any, Final, cast

from flask import current_app
from flask_babel import gettext as _
from werkzeug.datastructures import MultiDict

from indexer.sync import sync
from registry.changes import ChangeFilter, ChangeRecord
from registry.errors import StateConflict
from registry.ingest.desk import Desk
from registry.ingest.desk_items import Item
from registry.ingest.lock import alone
from registry.people import Role
from web import access
from web.actions import Action, register, undo
from web.services import services
from web.views import desk as views

_EXTENSION: Final = "vanban-desk"
_MAKING: Final = Lock()


def desk() -> Desk:
    """Return the desk of the app that is answering, opened on first use."""
    with _MAKING:
        if _EXTENSION not in current_app.extensions:
            current_app.extensions[_EXTENSION] = Desk(services().registry)
    return cast(Desk, current_app.extensions[_EXTENSION])


def settle() -> None:
    """Bring index and desk in line with the registry."""
    sync(services().registry, services().settings)
    desk().reconcile()


def noted_as_added(item: Item) -> None:
    """Write down that a file was put on the desk."""
    access.record("upload.add", ("upload", item.sha256), None, _facts(item))


def take_in(item_id: str, form: MultiDict[str, str]) -> None:
    """Take a file into the registry with what the person corrected.

    Raises:
        NotKnown: It is not on the desk.
        StateConflict: It does not wait for confirmation.
        BadRequest: A correction makes no sense.
    """
    found, item = desk().understood(item_id), desk().item(item_id)
    if found is None:
        raise StateConflict("upload-state", _("Tệp %(name)s chưa đọc xong.", name=item.name), hint=_("Tải lại trang."))
    someone = access.require(Role.editor)
    values, written = views.corrections(form, found)

    def noted(document_id: int) -> None:
        access.record("upload.confirm", ("document", str(document_id)), None, _facts(item, document_id, written))

    desk().confirm(item_id, someone.name, values, written, noted)
    settle()


def take_back(item_id: str) -> None:
    """Take a confirmed file out of the registry again.

    Raises:
        StateConflict: It is not in the registry, or something rests on it.
    """
    item = desk().item(item_id)
    wanted = ChangeFilter(action="upload.confirm", kind="document", key=str(item.document_id))
    _total, found = services().registry.changes(wanted, limit=None)
    mine = [each for each in found if (each.after or {}).get("sha256") == item.sha256 and each.undone_by is None]
    if not mine:
        raise StateConflict("upload-state", _("Tệp này đã được rút lại."), hint=_("Tải lại trang."))
    undo(mine[0].id, access.require(Role.editor))
    settle()


def put_away(item_id: str) -> Item:
    """Put a file away without changing the registry."""
    item = desk().drop(item_id)
    access.record("upload.drop", ("upload", item.sha256), _facts(item), None)
    return item


def _facts(item: Item, document_id: int | None = None, corrected: Mapping[str, str] | None = None) -> dict[str, Any]:
    """Return what the audit trail keeps of a file."""
    found: dict[str, Any] = {"file": item.name, "sha256": item.sha256}
    if document_id is not None:
        record = services().registry.document(document_id)
        found |= {"document": document_id, "number": record.number, "title": record.title}
    return found | ({"corrected": dict(corrected)} if corrected else {})


def _withdraw(change: ChangeRecord) -> None:
    """Take a file out of the registry again; its bytes stay, and it can be confirmed anew."""
    sha256, registry = str((change.after or {}).get("sha256", "")), services().registry
    if registry.document_of(sha256) is None:
        raise StateConflict("cannot-undo", _("Tệp này đã không còn trong kho."))
    with alone(services().settings.home):
        registry.withdraw(sha256)


register(
    Action(
        "upload.add",
        lambda: _("Nạp tệp lên bàn tiếp nhận"),
        why_not=lambda: _("Tệp mới nằm trên bàn, chưa vào kho; bỏ tệp ở trang nạp văn bản."),
    ),
    Action(
        "upload.confirm", lambda: _("Đưa tệp vào kho"), (Role.editor,), undo=_withdraw, settle=settle
    ),
    Action(
        "upload.drop",
        lambda: _("Bỏ tệp khỏi bàn tiếp nhận"),
        why_not=lambda: _("Kho không thay đổi; cần thì nạp lại tệp."),
    ),
    Action(
        "quarantine.retry",
        lambda: _("Đọc lại tệp bị từ chối"),
        why_not=lambda: _("Tệp nằm trên bàn tiếp nhận, kho không thay đổi."),
    ),
    Action(
        "quarantine.take",
        lambda: _("Nhận tệp từng bị từ chối"),
        (Role.editor,),
        undo=_withdraw,
        settle=settle,
    ),
    Action(
        "quarantine.discard",
        lambda: _("Bỏ hẳn tệp bị từ chối"),
        why_not=lambda: _("Bản gốc đã xóa theo yêu cầu; cần thì nạp lại tệp."),
    ),
)  # fmt: skip
