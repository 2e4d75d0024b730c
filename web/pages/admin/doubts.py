"""The work list of doubts: filtered, settled one by one or together, opened again."""

from collections.abc import Mapping, Sequence
from datetime import UTC, datetime
from typing import Any, Final

from flask import Blueprint, redirect, render_template, request
from flask_babel import gettext as _
from werkzeug.wrappers import Response as AnyResponse

from registry.changes import ChangeRecord
from registry.errors import BadRequest, NotKnown
from registry.people import Role
from registry.review import LONGEST_NOTE, SETTLED, Doubt, Settlement, Wanted, Work
from registry.text import squeeze
from web import access, actions, addresses, basket
from web.paging import Page
from web.services import services
from web.views.admin import doubts as views

doubts = Blueprint("admin_doubts", __name__)

PAGE = 30
WHO: Final = (Role.editor, Role.reviewer)
_FILTERS = ("trang-thai", "ma", "van-ban", "chuong-trinh", "nhom")


@doubts.get(addresses.DOUBTS)
def listed() -> str:
    """List doubts, open ones first of all."""
    access.require(*WHO)
    given, number = _given(), addresses.read_page(request.args)
    wanted = _wanted(given)
    found = services().registry.work_list(wanted, (number - 1) * PAGE, PAGE)
    document = services().registry.document(wanted.document_id) if wanted.document_id is not None else None
    given |= {"van-ban": document.slug if document else ""}
    return render_template(
        "admin/doubts.html",
        doubts=[views.view(work, _text(work)) for work in found.page],
        page=Page(number, found.total, PAGE),
        states=views.choices(found.states, wanted.state, given, "trang-thai"),
        codes=views.choices(found.codes, wanted.code, given, "ma"),
        programmes=views.choices(found.programmes, wanted.programme, given, "chuong-trinh"),
        given=given,
        view_address=views.address,
        document=document,
        written=request.args.get("da-ghi", ""),
        undone=request.args.get("hoan-tac", ""),
    )


@doubts.post(addresses.DOUBTS)
def settle() -> AnyResponse:
    """Decide about one doubt or all chosen ones."""
    access.require(*WHO)
    change = settled(*_asked())
    back = basket.way_back(request.form.get("ve", ""), addresses.DOUBTS)
    return redirect(f"{back}{'&' if '?' in back else '?'}da-ghi={change.id}", 303)


def settled(state: str, chosen: Sequence[Doubt], note: str) -> ChangeRecord:
    """Decide about doubts in one step; return the line of the audit trail.

    Args:
        state: A key of :data:`SETTLED`, or ``open`` to take back what was decided.
        chosen: The doubts, at least one.
        note: What the person writes beside it.

    Raises:
        NotAllowed: Whoever asks is neither editor nor reviewer.
    """
    someone, registry = access.require(*WHO), services().registry
    kept = squeeze(note)[:LONGEST_NOTE]
    made = Settlement(state, kept, someone.name, datetime.now(UTC)) if state != "open" else None
    with registry.together():
        before = registry.settle(chosen, made)
        told = {views.key_of(doubt): views.as_json(said) for doubt, said in before.items()}
        after = {views.key_of(doubt): views.as_json(made) for doubt in before}
        subject = ("doubt", views.key_of(chosen[0]) + (f"+{len(chosen) - 1}" if len(chosen) > 1 else ""))
        return access.record("doubt.settle", subject, told, after)


@doubts.post(f"{addresses.DOUBTS}/hoan-tac")
def undo() -> AnyResponse:
    """Take back what was just decided."""
    someone = access.require(*WHO)
    written = request.form.get("thay-doi", "")
    change = services().registry.change(int(written)) if written.isascii() and written.isdigit() else None
    if change is None or change.subject.kind != "doubt":
        raise BadRequest("no-change", _("Không có gì để hoàn tác."), hint=_("Tải lại trang."))
    actions.undo(change.id, someone)
    back = basket.way_back(request.form.get("ve", ""), addresses.DOUBTS)
    return redirect(f"{back}{'&' if '?' in back else '?'}hoan-tac=1", 303)


def _given() -> dict[str, str]:
    given = {name: request.args.get(name, "").strip()[:200] for name in _FILTERS}
    return given | {"trang-thai": given["trang-thai"] or "open"}


def _wanted(given: Mapping[str, str]) -> Wanted:
    state = given["trang-thai"]
    if state not in ("open", "tat-ca", *SETTLED):
        raise BadRequest("bad-state", _("Không có trạng thái này."), hint=_("Bỏ lọc rồi chọn lại."), field="trang-thai")
    return Wanted(
        state="" if state == "tat-ca" else state,
        code=given["ma"],
        document_id=_document(given["van-ban"]),
        programme=given["chuong-trinh"],
        by_code=given["nhom"] == "ma",
    )


def _document(named: str) -> int | None:
    """A document by its address or by the number that a person typed."""
    if not named:
        return None
    registry = services().registry
    try:
        return registry.by_slug(named).id
    except NotKnown:
        found = registry.by_number(named)
    if not found:
        raise NotKnown(
            "document-not-known",
            _("Không có văn bản nào mang số “%(number)s”.", number=named[:60]),
            hint=_("Kiểm tra lại số ký hiệu."),
        )
    return found[0].id


def _text(work: Work) -> Any:
    read = services().texts.of(work.document)
    return read.text if read else None


def _asked() -> tuple[str, tuple[Doubt, ...], str]:
    """Return the state, the doubts and the note that a form asks for: one button, or those that are ticked."""
    form = request.form
    state = next((each for each in ("done", "not_fault", "open") if each in form), "")
    one = views.read_key(form.get(state, "")) if state else None
    ticked = [doubt for each in form.getlist("muc") if (doubt := views.read_key(each))]
    chosen = tuple(dict.fromkeys([one] if one else ticked))
    if not state or not chosen:
        raise BadRequest("nothing-chosen", _("Chưa chọn mục nào."), hint=_("Đánh dấu các mục rồi chọn cách xử lý."))
    return state, chosen, form.get("ghi-chu", "")


def _of(told: Mapping[str, Any] | None) -> dict[Doubt, Settlement | None]:
    pairs = ((views.read_key(key), views.from_json(said)) for key, said in (told or {}).items())
    return {doubt: said for doubt, said in pairs if doubt is not None}


def _back(change: ChangeRecord) -> None:
    for doubt, said in _of(change.before).items():
        services().registry.settle([doubt], said)


def _now(change: ChangeRecord) -> dict[str, Any]:
    known = services().registry.settled(_of(change.after))
    return {views.key_of(doubt): views.as_json(said) for doubt, said in known.items()}


actions.register(actions.Action("doubt.settle", lambda: _("Xử lý điểm nghi vấn"), WHO, _back, _now))
