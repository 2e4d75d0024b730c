"""Handing files in: they are read at once, shown, corrected, and enter the registry when a person confirms."""

from flask import Blueprint, Response, jsonify, redirect, render_template, request
from flask_babel import gettext as _
from werkzeug.datastructures import FileStorage
from werkzeug.wrappers import Response as AnyResponse

from registry.errors import BadRequest, NotKnown, VanbanError
from registry.ingest.desk_items import Item
from registry.people import Role
from registry.records import DocumentRecord
from web import access, addresses
from web.intake import desk, noted_as_added, put_away, take_back, take_in
from web.services import services
from web.views import desk as views

upload = Blueprint("upload", __name__)

_FILES = 50  # in one form


@upload.before_request
def prepare() -> None:
    """Let files be as large as the settings allow, then see whether this person may change anything."""
    most = services().settings.max_file_mb << 20
    request.max_content_length = 4 * most if request.path == addresses.UPLOAD else 1_000_000
    access.require(Role.editor)


@upload.get(addresses.UPLOAD)
def show() -> str:
    """Show the desk: the way in, and every file on it."""
    return render_template(
        "upload.html",
        views=[_view(item) for item in desk().items()],
        types=views.type_names(),
        limit=services().settings.max_file_mb,
        problems=(),
    )


@upload.post(addresses.UPLOAD)
def add() -> AnyResponse | tuple[str, int]:
    """Put files on the desk; a script that sends them one by one gets JSON."""
    sent = [each for each in request.files.getlist("tep") if each.filename][:_FILES]
    if not sent:
        raise BadRequest("no-file", _("Chưa chọn tệp nào."), hint=_("Chọn một hay nhiều tệp rồi gửi lại."), field="tep")
    problems = [problem for each in sent if (problem := _add(each))]
    if "application/json" in request.headers.get("Accept", ""):
        return jsonify({"problems": problems})
    if not problems:
        return redirect(addresses.UPLOAD, 303)
    page = render_template(
        "upload.html",
        views=[_view(item) for item in desk().items()],
        types=views.type_names(),
        limit=services().settings.max_file_mb,
        problems=problems,
    )
    return page, 422


@upload.get(f"{addresses.UPLOAD}/trang-thai")
def progress() -> Response:
    """Send the state of every file, for the script that watches."""
    answer = jsonify([{"id": each.id, "state": each.state} for each in desk().items()])
    answer.headers["Cache-Control"] = "no-store"
    return answer


@upload.get(f"{addresses.UPLOAD}/<item_id>")
def one(item_id: str) -> str:
    """Send one file of the desk as a fragment, for the script that watches."""
    return render_template("_upload_item.html", view=_view(desk().item(item_id)), types=views.type_names())


@upload.post(f"{addresses.UPLOAD}/<item_id>/xac-nhan")
def confirm(item_id: str) -> AnyResponse:
    """Take a file into the registry with what the person corrected."""
    take_in(item_id, request.form)
    return _done(item_id)


@upload.post(f"{addresses.UPLOAD}/<item_id>/rut-lai")
def undo(item_id: str) -> AnyResponse:
    """Take a confirmed file out of the registry again."""
    take_back(item_id)
    return _done(item_id)


@upload.post(f"{addresses.UPLOAD}/<item_id>/bo")
def drop(item_id: str) -> AnyResponse:
    """Put a file away without changing the registry."""
    put_away(item_id)
    return redirect(addresses.UPLOAD, 303)


def _add(sent: FileStorage) -> dict[str, str] | None:
    name = sent.filename or ""
    try:
        items = desk().take(name, sent.stream)  # type: ignore[arg-type]  # a binary file in all but name
    except VanbanError as error:
        return {"name": name, "reason": error.message, "hint": error.hint}
    for item in items:
        noted_as_added(item)
    return None


def _done(item_id: str) -> AnyResponse:
    return redirect(f"{addresses.UPLOAD}#tep-{item_id}", 303)


def _view(item: Item) -> views.DeskView:
    found = desk().understood(item.id)
    number = item.corrections.get("number") or (found.number if found else "")
    same = services().registry.by_number(number) if number and item.state == "read" else []
    exact = [each for each in same if each.number == number]
    return views.view(item, found, _document(item.document_id), exact)


def _document(document_id: int | None) -> DocumentRecord | None:
    """Its document may have changed hands since: the numbers of documents that went are not given again."""
    if document_id is None:
        return None
    try:
        return services().registry.document(document_id)
    except NotKnown:
        return None
