"""The tasks that the documents of a programme give to the province: list, tables, decisions by hand."""

from dataclasses import replace
from datetime import UTC, datetime
from typing import Final

from flask import Blueprint, Response, redirect, render_template, request
from flask_babel import gettext as _
from werkzeug.wrappers import Response as AnyResponse

from registry.errors import BadRequest, NotKnown
from registry.people import Role
from registry.records import DocumentRecord
from registry.tasks import CONFIRMED, REJECTED, Decision
from web import access, addresses, exports
from web.overviews import overview
from web.pages.programme import subject_of
from web.services import services
from web.task_actions import as_json, key_of
from web.task_list import all_tasks
from web.views import tasks as views
from web.views.programme import CENTRAL, codes_of, tagged

tasks = Blueprint("tasks", __name__)

PAGE: Final = 40
_ROUTE: Final = f"{addresses.PROGRAMME}/<code>/nhiem-vu"
_XLSX: Final = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
_OUTCOMES: Final = {"xac-nhan": CONFIRMED, "bac": REJECTED}
_LONGEST_NOTE: Final = 500


@tasks.get(_ROUTE)
def show(code: str) -> str:
    """List the tasks of a programme or component."""
    subject, wanted, page = subject_of(code), _wanted(), addresses.read_page(request.args)
    found = all_tasks(subject)
    central = [r for r in tagged(overview().records.values(), codes_of(code)) if r.level == CENTRAL]
    names = {each.document.slug: each.document.number for each in found}
    view = views.view(
        found,
        wanted,
        slice((page - 1) * PAGE, page * PAGE),
        sum(each.has_text for each in central),
        sum(not each.has_text for each in central),
        names,
    )
    return render_template(
        "tasks.html",
        subject=subject,
        view=view,
        wanted=wanted,
        here=lambda **changed: addresses.tasks(code, replace(wanted, **changed).pairs()),
        back=addresses.tasks(code, wanted.pairs(), page),
        page=page,
        pages=max(1, -(-view.total // PAGE)),
        turn=lambda number: addresses.tasks(code, wanted.pairs(), number),
        csv=addresses.tasks(code, wanted.pairs(), ending="csv"),
        xlsx=addresses.tasks(code, wanted.pairs(), ending="xlsx"),
    )


@tasks.get(f"{_ROUTE}.csv")
def as_csv(code: str) -> Response:
    """Send the tasks that pass the filter as CSV."""
    return _sent(exports.table_csv(columns(), _rows(code)), "text/csv; charset=utf-8", code, "csv")


@tasks.get(f"{_ROUTE}.xlsx")
def as_xlsx(code: str) -> Response:
    """Send the tasks that pass the filter as a workbook."""
    about = [
        (_("Chương trình"), subject_of(code).name),
        (_("Địa chỉ"), request.url_root.rstrip("/") + addresses.tasks(code, _wanted().pairs())),
        (_("Lấy lúc"), f"{datetime.now():%d/%m/%Y %H:%M}"),
        (
            _("Lưu ý"),
            _("Nhiệm vụ và văn bản đáp ứng do máy tìm trong kho này; cột “Trạng thái” nói điều người xác nhận."),
        ),
    ]
    return _sent(exports.table_xlsx(_("Nhiệm vụ"), columns(), _rows(code), about), _XLSX, code, "xlsx")


@tasks.post(f"{_ROUTE}/quyet-dinh")
def decide(code: str) -> AnyResponse:
    """Confirm or reject a document as the answer to a task, or take that back."""
    someone = access.require(Role.editor, Role.reviewer)
    subject_of(code)
    act, answer, form = _document("van-ban"), _answer(), request.form
    body, mark = form.get("co-quan", ""), form.get("dau", "")
    if body not in views.body_words() or not mark.isalnum() or len(mark) > 64:
        raise _foreign("dau")
    key = key_of(act.id, body, mark, answer.id)
    registry = services().registry
    outcome = _OUTCOMES.get(form.get("viec", ""))
    with registry.together():
        if outcome is None:
            before, after = registry.undecide_task(act.id, body, mark, answer.id), None
        else:
            after = Decision(
                act.id,
                form.get("cho", "")[:80],
                body,
                mark,
                answer.id,
                form.get("cho-tra-loi", "")[:80],
                outcome,
                someone.name,
                datetime.now(UTC).replace(microsecond=0),
                " ".join(form.get("ghi-chu", "").split())[:_LONGEST_NOTE],
            )
            before = registry.decide_task(after)
        access.record("task.decide", ("task", key), as_json(before), as_json(after))
    return redirect(_back(code), 303)


def columns() -> tuple[exports.Column, ...]:
    """Return the columns of the tables."""
    return (
        exports.Column(_("Văn bản trung ương"), 24),
        exports.Column(_("Quy định"), 22),
        exports.Column(_("Cơ quan được giao"), 30),
        exports.Column(_("Loại việc"), 26),
        exports.Column(_("Nội dung"), 80),
        exports.Column(_("Thời hạn"), 22),
        exports.Column(_("Trạng thái"), 18),
        exports.Column(_("Văn bản đáp ứng"), 26),
        exports.Column(_("Điều khoản đáp ứng"), 22),
        exports.Column(_("Ngày ban hành"), 14),
        exports.Column(_("Sau (ngày)"), 10),
        exports.Column(_("Vì sao"), 50),
        exports.Column(_("Người quyết định"), 22),
        exports.Column(_("Địa chỉ"), 60),
    )


def _rows(code: str) -> list[tuple[exports.Cell, ...]]:
    site = request.url_root.rstrip("/")
    return [_row(each, site) for each in views.chosen(all_tasks(subject_of(code)), _wanted())]


def _row(task: views.TaskView, site: str) -> tuple[exports.Cell, ...]:
    best = next((each for each in task.answers if each.outcome != REJECTED), None)
    told = (
        (
            best.document.number,
            best.place,
            best.document.issued,
            "" if best.days is None else str(best.days),
            "; ".join(best.reasons) or best.note,
            best.person,
        )
        if best and task.state in {CONFIRMED, views.ANSWERED}
        else ("", "", None, "", "", "")
    )
    what = f"{task.before} {task.what}".strip()
    asked = (task.document.number, task.place, task.body_word, task.kind_word, what, task.deadline, task.state_word)
    return (*asked, *told, site + task.url)


def _wanted() -> views.TaskFilter:
    given = request.args
    return views.TaskFilter(
        body=given.get("co-quan", "")[:40],
        kind=given.get("loai", "")[:40],
        state=given.get("trang-thai", "")[:40],
        document=given.get("van-ban", "")[:200],
    )


def _document(field: str) -> DocumentRecord:
    try:
        return services().registry.by_slug(request.form.get(field, "")[:300])
    except NotKnown as error:
        raise _foreign(field) from error


def _answer() -> DocumentRecord:
    """Return the document that the form names: by its address, or by a number that somebody typed."""
    typed = request.form.get("so", "").strip()[:100]
    if not typed:
        return _document("tra-loi")
    found = services().registry.by_number(typed)
    if len(found) != 1:
        raise BadRequest(
            "number-not-one",
            _("Không tìm thấy đúng một văn bản có số “%(number)s” trong kho.", number=typed),
            hint=_("Gõ đủ số ký hiệu, ví dụ 04/2023/QĐ-UBND; văn bản chưa có thì nạp trước."),
            field="so",
        )
    return found[0]


def _foreign(field: str) -> BadRequest:
    return BadRequest(
        "task-not-known",
        _("Biểu mẫu không nói rõ nhiệm vụ hay văn bản nào."),
        hint=_("Tải lại trang rồi làm lại."),
        field=field,
    )


def _back(code: str) -> str:
    asked = request.form.get("ve", "")
    return asked if asked.startswith(addresses.tasks(code, [])) and "\\" not in asked else addresses.tasks(code, [])


def _sent(body: bytes, kind: str, code: str, ending: str) -> Response:
    response = Response(body, content_type=kind)
    name = f"nhiem-vu-{code}-{datetime.now():%Y%m%d}.{ending}"
    response.headers["Content-Disposition"] = f'attachment; filename="{name}"'
    response.headers["Cache-Control"] = "no-store"
    return response
