"""Files on their way into the registry: the desk of the app, and what the audit trail knows of handing in."""

from threading import Lock
from typing import Final, cast

from flask import current_app
from flask_babel import gettext as _

from indexer.sync import sync
from registry.changes import ChangeRecord
from registry.errors import StateConflict
from registry.ingest.desk import Desk
from registry.ingest.lock import alone
from registry.people import Role
from web.actions import Action, register
from web.services import services

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
