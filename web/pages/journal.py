"""The audit trail: who changed what and when, before and after; taking a change back; all of it as CSV."""

import csv
import io
from datetime import UTC, date, datetime, time, timedelta
from urllib.parse import urlencode

from flask import Blueprint, Response, redirect, render_template, request
from flask_babel import gettext as _
from werkzeug.wrappers import Response as AnyResponse

from registry.changes import ChangeFilter, ChangeRecord
from registry.people import Person, Role, allows
from web import access, actions, addresses, basket, exports
from web.services import services
from web.views import changes as views
from web.views.people import ZONE

journal = Blueprint("journal", __name__)

PAGE = 30
_FIELDS = ("nguoi", "viec", "van-ban", "tu", "den")


@journal.get(addresses.JOURNAL)
def show() -> str:
    """Show one page of the trail: an admin sees all of it, others what they did themselves."""
    reader = access.require()
    page = addresses.read_page(request.args)
    total, found = services().registry.changes(_wanted(reader), (page - 1) * PAGE, PAGE)
    asked = {name: request.args[name] for name in _FIELDS if request.args.get(name)}
    return render_template(
        "journal.html",
        changes=_views(found, reader),
        total=total,
        page=page,
        pages=max(1, -(-total // PAGE)),
        everybody=services().registry.people() if _sees_all(reader) else (),
        kinds=sorted((each.label(), name) for name, each in actions.known().items()),
        asked=asked,
        query=urlencode(asked),
        undone=request.args.get("da-hoan-tac", ""),
    )


@journal.post(f"{addresses.JOURNAL}/hoan-tac")
def undo() -> AnyResponse:
    """Take one change back: one's own, or as an admin anybody's."""
    reader = access.require()
    chosen = basket.read_ids([request.form.get("dong", "")])
    change = services().registry.change(chosen[0] if chosen else 0)
    if change.person_id != reader.id and not _sees_all(reader):
        raise access.NotAllowed("not-your-change", _("Chỉ người quản trị hoàn tác được việc của người khác."))
    done = actions.undo(change.id, reader)
    return redirect(f"{addresses.JOURNAL}?da-hoan-tac={done.id}#dong-{done.id}", 303)


@journal.get(f"{addresses.JOURNAL}.csv")
def as_csv() -> Response:
    """Send all lines that the filters leave, oldest first: one row for each part that changed."""
    reader = access.require()
    _total, found = services().registry.changes(_wanted(reader), limit=None)
    out = io.StringIO(newline="")
    writer = csv.writer(out)
    writer.writerow([_("Số"), _("Lúc"), _("Người"), _("Việc"), _("Đối tượng"), _("Phần"), _("Trước"), _("Sau")])
    for each in reversed(_views(found, reader)):
        head = (str(each.id), each.iso, each.who, each.what, each.about)
        for line in each.lines or (views.Line("", "", ""),):
            writer.writerow([exports.plain(cell) for cell in (*head, line.label, line.before, line.after)])
    answer = Response(out.getvalue().encode("utf-8-sig"), content_type="text/csv; charset=utf-8")
    answer.headers["Content-Disposition"] = "attachment; filename=nhat-ky.csv"
    return answer


def _views(found: list[ChangeRecord], reader: Person) -> list[views.ChangeView]:
    known = {each.id: each for each in services().registry.documents(views.document_ids(found))}
    return [views.view(each, reader, known) for each in found]


def _wanted(reader: Person) -> ChangeFilter:
    """Read the filters of the address; who is no admin sees what he did himself, whatever is asked."""
    person = basket.read_ids([request.args.get("nguoi", "")])
    documents = services().registry.by_number(number) if (number := request.args.get("van-ban", "").strip()) else []
    key = str(documents[0].id if documents else 0) if number else None
    return ChangeFilter(
        person_id=(person[0] if person else None) if _sees_all(reader) else reader.id,
        action=request.args.get("viec") or None,
        kind="document" if number else None,
        key=key,
        since=_midnight("tu", 0),
        until=_midnight("den", 1),
    )


def _midnight(name: str, later: int) -> datetime | None:
    """Return when a day of the address begins in Vietnam, or when it ends."""
    if not request.args.get(name, "").strip():
        return None
    day = addresses.read_day(request.args, name, date.today())
    try:
        return datetime.combine(day + timedelta(days=later), time(), ZONE).astimezone(UTC)
    except OverflowError:
        return None


def _sees_all(reader: Person) -> bool:
    return allows(reader.role, Role.admin)
