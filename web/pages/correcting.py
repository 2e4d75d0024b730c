"""Correcting the facts of a document by hand, and taking a correction back."""

from flask import Blueprint, make_response, redirect, render_template, request
from flask_babel import gettext as _
from werkzeug.datastructures import MultiDict
from werkzeug.wrappers import Response as AnyResponse

from indexer.sync import sync
from registry.changes import ChangeRecord
from registry.errors import BadRequest, StateConflict
from registry.people import Person, Role
from registry.records import DocumentRecord
from registry.text import squeeze
from web import access, actions, addresses
from web.pages import document_changes
from web.services import services
from web.views import correcting as views
from web.views import desk

correcting = Blueprint("correcting", __name__)

ACTION = "document.correct"


@correcting.get("/van-ban/<slug>/sua")
def show(slug: str) -> str:
    """Show the facts of a document as a form."""
    someone = access.require(Role.editor)
    return _page(services().registry.by_slug(slug), someone)


@correcting.post("/van-ban/<slug>/sua")
def save(slug: str) -> AnyResponse:
    """Keep what was changed."""
    someone, registry = access.require(Role.editor), services().registry
    record = registry.by_slug(slug)
    try:
        change = corrected(record, request.form, request.form.get("ban", ""))
    except (BadRequest, StateConflict) as error:
        return make_response(_page(record, someone, error), error.status)
    present = registry.document(int(change.subject.key))
    return redirect(f"{addresses.correct(present.slug)}?xong={change.id}", 303)


def corrected(record: DocumentRecord, form: MultiDict[str, str], seen: str) -> ChangeRecord:
    """Keep what a person corrects; return the line of the audit trail, whose subject is the document as it is now.

    Args:
        record: The document.
        form: Corrected facts as :func:`views.changes` reads them, and ``nguon``, where they come from.
        seen: When the document was last changed, as the person saw it.

    Raises:
        NotAllowed: Whoever asks is no editor.
        StateConflict: The document was changed since the person saw it.
        BadRequest: A value makes no sense or would have no effect, or no source is named.
    """
    someone, registry = access.require(Role.editor), services().registry
    if seen != record.updated.isoformat():
        raise _overtaken(record)
    values, notes = views.changes(form, record, someone), _notes(form)
    with registry.together():
        done = registry.correct(record.id, someone.name, values, notes)
        change = access.record(ACTION, ("document", str(done.document_id)), done.before, done.after)
    _settle()
    return change


@correcting.post("/van-ban/<slug>/sua/hoan-tac")
def undo(slug: str) -> AnyResponse:
    """Take a correction of this document back."""
    someone, registry = access.require(Role.editor), services().registry
    record = registry.by_slug(slug)
    done = document_changes.take_back(record, ACTION, someone)
    return redirect(f"{addresses.correct(registry.document(record.id).slug)}?xong={done.id}", 303)


def _page(record: DocumentRecord, someone: Person, problem: BadRequest | StateConflict | None = None) -> str:
    registry = services().registry
    facts = registry.facts_of(record.id)
    form = request.form if problem is not None else {}
    return render_template(
        "correcting.html",
        record=record,
        fields=views.fields(record, facts),
        choices=views.choices(record),
        types=desk.type_names(),
        form=form,
        chosen=set(request.form.getlist(views.PROGRAMMES)) if problem else {tag.code for tag in record.programmes},
        problem=problem,
        done=document_changes.just_made(record, someone),
        longest=views.LONGEST,
    )


def _notes(form: MultiDict[str, str]) -> str:
    told = squeeze(form.get("nguon", ""))[:500]
    if not told:
        raise BadRequest(
            "no-source",
            _("Chưa ghi sửa theo nguồn nào."),
            hint=_("Ví dụ: bản ký, trang 1; Công báo số 12."),
            field="nguon",
        )
    return told


def _overtaken(record: DocumentRecord) -> StateConflict:
    return StateConflict(
        "overtaken",
        _("%(number)s vừa được thay đổi trong lúc bạn sửa.", number=record.number),
        hint=_("Các ô dưới đây giữ điều bạn gõ; so lại với giá trị mới rồi gửi lần nữa."),
    )


def _settle() -> None:
    sync(services().registry, services().settings)


def _put_back(change: ChangeRecord) -> None:
    services().registry.put_back(int(change.subject.key), change.before or {}, change.after or {})


def _present(change: ChangeRecord) -> dict[str, object]:
    return services().registry.corrected(int(change.subject.key), change.after or {})


actions.register(
    actions.Action(
        ACTION,
        lambda: _("Sửa dữ kiện"),
        (Role.editor,),
        undo=_put_back,
        present=_present,
        settle=_settle,
    )
)
