"""Refused input: why, what to do, the original, and a way to try again or let go."""

from flask import Blueprint, redirect, render_template, request
from flask_babel import gettext as _
from werkzeug.wrappers import Response as AnyResponse

from registry.errors import BadRequest
from registry.people import Role
from registry.records import QuarantineRecord
from web import access, addresses, basket
from web.intake import desk
from web.services import services

quarantine = Blueprint("quarantine", __name__)


@quarantine.before_request
def prepare() -> None:
    """Let in who may edit."""
    access.require(Role.editor)


PAGE = 30


@quarantine.get(addresses.QUARANTINE)
def show() -> str:
    """Show what was refused, newest first."""
    page = addresses.read_page(request.args)
    found = services().registry.quarantine()
    return render_template(
        "quarantine.html",
        records=[(each, _original(each)) for each in found[(page - 1) * PAGE : page * PAGE]],
        total=len(found),
        page=page,
        pages=max(1, -(-len(found) // PAGE)),
    )


@quarantine.post(f"{addresses.QUARANTINE}/doc-lai")
def retry() -> AnyResponse:
    """Put one refused file on the desk: it is read again, and enters the registry when a person confirms."""
    record = _chosen()
    item = desk().again(record, lambda: _noted("retry", record))
    return redirect(f"{addresses.UPLOAD}#tep-{item.id}", 303)


@quarantine.post(f"{addresses.QUARANTINE}/bo")
def discard() -> AnyResponse:
    """Let go of one refused file, and of its bytes when no document needs them."""
    record = _chosen()
    services().registry.discard_quarantine([record.id], lambda gone: _noted("discard", *gone))
    return redirect(addresses.QUARANTINE, 303)


def _noted(what: str, *records: QuarantineRecord) -> None:
    for record in records:
        facts = {"file": record.name, "sha256": record.sha256, "reason": record.reason}
        access.record(f"quarantine.{what}", ("quarantine", record.sha256 or record.source), facts, None)


def _chosen() -> QuarantineRecord:
    wanted = basket.read_ids([request.form.get("muc", "")])
    found = [each for each in services().registry.quarantine() if each.id in wanted]
    if not found:
        raise BadRequest(
            "quarantine-not-known",
            _("Mục này không còn trong khu cách ly."),
            hint=_("Tải lại trang để xem danh sách hiện nay."),
            field="muc",
        )
    return found[0]


def _original(record: QuarantineRecord) -> str | None:
    there = record.sha256 and services().registry.originals.place(record.sha256).is_file()
    return addresses.original(record.sha256, record.name) if record.sha256 and there else None
