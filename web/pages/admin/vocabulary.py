"""The vocabulary editor: what the province adds, what that would change, keeping it, and going back."""

from collections.abc import Mapping
from pathlib import Path
from typing import Any

import yaml
from flask import Blueprint, redirect, render_template, request
from flask_babel import gettext as _
from werkzeug.wrappers import Response as AnyResponse

from indexer.service import SearchService
from indexer.values import SearchRequest
from registry import vocabulary as words
from registry.changes import ChangeRecord
from registry.errors import StateConflict
from registry.people import Role
from registry.vocabulary.active import FILE_NAME, trying, use
from registry.vocabulary.active import read as read_overlay
from registry.vocabulary.overlay import SECTIONS, Overlay, faults
from web import access, actions, addresses
from web.jobs import worker
from web.pages.admin.shared import begin
from web.services import services
from web.views import jobs as job_views
from web.views.admin import vocabulary as views

vocabulary = Blueprint("admin_vocabulary", __name__)

_HEAD = "# Từ vựng do quản trị viên thêm vào từ vựng kèm theo; giải thích ở docs/vocabulary.md.\n"
_SEARCHES = 20


@vocabulary.get(addresses.VOCABULARY)
def show() -> str:
    """Show what the province has added."""
    access.require(Role.admin)
    job = worker().book.last("vocabulary")
    return _page(views.sections(read_overlay(_place())), job=job_views.view(job, {}) if job else None)


@vocabulary.post(addresses.VOCABULARY)
def save() -> AnyResponse | tuple[str, int] | str:
    """Show what the form would change; keep it when that was seen."""
    someone = access.require(Role.admin)
    overlay, unread, written = views.read(request.form)
    problems = (*unread, *faults(overlay))
    if problems:
        return _page(views.sections(overlay, problems, written), wrong=len(problems)), 422
    before = read_overlay(_place())
    if "ghi" not in request.form:
        return _page(views.sections(overlay, (), written), preview=_preview(before, overlay))
    if overlay == before:
        return redirect(addresses.VOCABULARY, 303)
    with services().registry.together():
        access.record("vocabulary.change", ("vocabulary", "overlay"), dict(before), dict(overlay))
        _keep(overlay)
    return redirect(addresses.job(begin("vocabulary", "", someone.name, sections=_differing(before, overlay)).id), 303)


def _preview(before: Overlay, overlay: Overlay) -> views.Preview:
    """Read the documents and try the searches as they would be; nothing is kept."""
    held, differing = services(), _differing(before, overlay)
    of_documents = set(differing) & {"issuers", "places", "programmes"}
    found = held.registry.reread(overlay, tags="programmes" in differing) if of_documents else []
    records = {each.id: each for each in held.registry.documents({each.document_id for each in found})}
    asked = [SearchRequest(query=term, size=1) for term in views.terms(before, overlay)[:_SEARCHES]]
    now = [held.search.search(each).total for each in asked]
    with trying(overlay):
        other = SearchService(held.registry, held.settings)  # an open one holds the words that it was opened with
        then = [other.search(each).total for each in asked]
    searches = [
        views.Searched(each.query, was, will, addresses.number_search(each.query))
        for each, was, will in zip(asked, now, then, strict=True)
    ]
    with trying(overlay):
        shown = views.changed(found, records)
    return views.Preview(len({each.document_id for each in found}), shown, tuple(searches), bool(of_documents))


def _differing(before: Overlay, after: Overlay) -> list[str]:
    return [name for name in SECTIONS if (before.get(name) or None) != (after.get(name) or None)]


def _page(
    sections: list[views.Section],
    preview: views.Preview | None = None,
    wrong: int = 0,
    job: job_views.JobView | None = None,
) -> str:
    known = words.vocabulary()
    return render_template(
        "admin/vocabulary.html",
        sections=sections,
        preview=preview,
        wrong=wrong,
        job=job,
        issuers=known.issuers,
        programmes=known.programmes,
        abbreviations=known.abbreviations,
    )


def _place() -> Path:
    return services().settings.home / FILE_NAME


def _keep(overlay: Mapping[str, Any]) -> None:
    """Write the overlay in one step and let it hold in this process at once."""
    place = _place()
    part = place.with_suffix(".part")
    try:
        part.write_text(_HEAD + yaml.safe_dump(dict(overlay), allow_unicode=True, sort_keys=False), encoding="utf-8")
        part.replace(place)
    except OSError as error:
        raise StateConflict(
            "vocabulary-not-written",
            _("Không ghi được từ vựng: %(why)s.", why=error.strerror or str(error)),
            hint=_("Kiểm tra dung lượng đĩa và quyền ghi của VANBAN_HOME."),
        ) from error
    use(place)
    services().search.refresh()


def _put_back(change: ChangeRecord) -> None:
    before, after = change.before or {}, change.after or {}
    _keep(before)
    person = access.person()
    worker().start("vocabulary", "", person.name if person else "", sections=_differing(before, after))


def _as_it_is(_change: ChangeRecord) -> dict[str, Any]:
    return read_overlay(_place())


actions.register(actions.Action("vocabulary.change", lambda: _("Sửa từ vựng"), (), _put_back, _as_it_is))
