"""Handing files in by program: put on the desk, read, corrected, confirmed, taken back or put away."""

import time
from dataclasses import asdict, dataclass, field
from typing import BinaryIO, Final, cast

from flask import request
from flask_babel import lazy_gettext as _
from werkzeug.datastructures import MultiDict

from registry.errors import NotKnown, StateConflict
from registry.ingest.desk_items import Item
from registry.ingest.understood import Understood
from registry.people import Role
from web import intake
from web.api.common import TAG_WRITING
from web.api.kinds import Text
from web.api.operations import Parameter, operation
from web.api.schemas import RULES
from web.intake import desk, noted_as_added, take_back, take_in
from web.services import services
from web.views import desk as views
from web.views.documents import DocumentRow, row

_ITEM: Final = Parameter("item", _("Mã tệp trên bàn tiếp nhận"), Text(40, 1, "[0-9a-f-]"), "path", example="0")
_NAME: Final = Parameter("name", _("Tên tệp, kèm phần đuôi"), Text(200, 1), required=True, example="van-ban.txt")
_PATIENCE: Final = 20.0
_SHORT: Final = {"maxLength": 200}


@dataclass(frozen=True, slots=True)
class DeskFile:
    """A file on the desk.

    Args:
        id: Its name in addresses.
        name: As it arrived.
        size: In bytes.
        sha256: Hash of its bytes.
        state: ``waiting``, ``reading``, ``read`` (waits for confirmation), ``known``, ``refused``, ``failed`` or
            ``confirmed``.
        reason: Why it was refused or failed.
        hint: What to do about it.
        understood: What was read, or null.
        document: Its document once it is in the registry.
    """

    id: str
    name: str
    size: int
    sha256: str
    state: str
    reason: str
    hint: str
    understood: Understood | None
    document: DocumentRow | None


@dataclass(frozen=True, slots=True)
class Corrections:
    """Header facts that were read wrongly, as they should be; issuers are separated by semicolons."""

    number: str | None = field(default=None, metadata={RULES: _SHORT})
    type: str | None = field(default=None, metadata={RULES: _SHORT})
    title: str | None = field(default=None, metadata={RULES: {"maxLength": 2000}})
    issuers: str | None = field(default=None, metadata={RULES: {"maxLength": 500}})
    issued: str | None = field(default=None, metadata={RULES: _SHORT})
    effective: str | None = field(default=None, metadata={RULES: _SHORT})


@operation("/files", _("Các tệp trên bàn tiếp nhận"), tuple[DeskFile, ...], tag=TAG_WRITING, roles=(Role.editor,))
def files() -> tuple[DeskFile, ...]:
    """Send every file on the desk."""
    return tuple(_view(each) for each in desk().items())


@operation(
    "/files",
    _("Nạp một tệp; tệp đã nạp rồi thì nhận lại chính nó"),
    DeskFile,
    _NAME,
    tag=TAG_WRITING,
    method="POST",
    roles=(Role.editor,),
    takes="application/octet-stream",
)
def hand_in(name: str) -> DeskFile:
    """Put the bytes of the request on the desk, once."""
    item = desk().add(name, cast(BinaryIO, request.stream))
    before = next((each for each in desk().items() if each.sha256 == item.sha256 and each.id != item.id), None)
    if before is not None and before.state not in {"refused", "failed"}:
        _drop(item)
        return _view(before)
    noted_as_added(item)
    return _view(_settled(item))


@operation("/files/{item}", _("Một tệp trên bàn tiếp nhận"), DeskFile, _ITEM, tag=TAG_WRITING, roles=(Role.editor,))
def file(item: str) -> DeskFile:
    """Send one file of the desk with what was understood of it."""
    return _view(desk().item(item))


@operation(
    "/files/{item}/confirm",
    _("Đưa tệp vào kho, kèm những chỗ sửa"),
    DeskFile,
    _ITEM,
    tag=TAG_WRITING,
    method="POST",
    roles=(Role.editor,),
    body=Corrections,
)
def confirm(item: str, sent: Corrections) -> DeskFile:
    """Take a file into the registry."""
    given = {name: value for name, value in asdict(sent).items() if value is not None}
    take_in(item, MultiDict(given))
    return _view(desk().item(item))


@operation(
    "/files/{item}/withdraw",
    _("Rút tệp đã xác nhận ra khỏi kho"),
    DeskFile,
    _ITEM,
    tag=TAG_WRITING,
    method="POST",
    roles=(Role.editor,),
)
def withdraw(item: str) -> DeskFile:
    """Take a confirmed file out of the registry again."""
    take_back(item)
    return _view(desk().item(item))


@operation(
    "/files/{item}",
    _("Bỏ tệp khỏi bàn tiếp nhận, kho không đổi"),
    DeskFile,
    _ITEM,
    tag=TAG_WRITING,
    method="DELETE",
    roles=(Role.editor,),
)
def put_away(item: str) -> DeskFile:
    """Put a file away."""
    return _view(intake.put_away(item))


def _settled(item: Item) -> Item:
    """Wait a while for the reading, so that small files are answered with what was understood."""
    until = time.monotonic() + _PATIENCE
    while item.state in views.BUSY and time.monotonic() < until:
        time.sleep(0.05)
        item = desk().item(item.id)
    return item


def _drop(item: Item) -> None:
    """A reading that has just begun has to end first."""
    try:
        desk().drop(item.id)
    except StateConflict:
        desk().drop(_settled(item).id)


def _view(item: Item) -> DeskFile:
    return DeskFile(
        item.id,
        item.name,
        item.size,
        item.sha256,
        item.state,
        item.reason,
        item.hint,
        desk().understood(item.id),
        _document(item.document_id),
    )


def _document(document_id: int | None) -> DocumentRow | None:
    try:
        return row(services().registry.document(document_id)) if document_id is not None else None
    except NotKnown:
        return None
