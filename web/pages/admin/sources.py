"""Sources: the list, one with its runs, starting a run, adding and changing own ones."""

from typing import Any

from flask import Blueprint, redirect, render_template, request
from flask_babel import gettext as _
from werkzeug.wrappers import Response as AnyResponse

from registry.changes import ChangeRecord
from registry.errors import BadRequest, NotKnown, StateConflict
from registry.people import Role
from registry.schema import Problem
from registry.sources import own as own_sources
from registry.sources.site import Site
from registry.sources.standing import standing
from web import access, actions, addresses
from web.jobs import inbox_folder, worker
from web.pages.admin.shared import begin
from web.services import services
from web.views.admin import sources as views

sources = Blueprint("admin_sources", __name__)

_NEW = "moi"


@sources.get(addresses.SOURCES)
def listed() -> str:
    """List every source with its last run, and the folders of the inbox."""
    access.require(Role.admin)
    settings = services().settings
    inbox = settings.inbox_folder
    folders = sorted(path.name for path in inbox.iterdir() if path.is_dir()) if inbox.is_dir() else []
    return render_template(
        "admin/sources.html",
        sources=[_view(site) for site in own_sources.known(settings)],
        broken=own_sources.broken(settings),
        inbox=inbox,
        inbox_there=inbox.is_dir(),
        folders=folders,
    )


@sources.post(f"{addresses.SOURCES}/nap-thu-muc")
def take_in() -> AnyResponse:
    """Take in a folder of the inbox."""
    someone = access.require(Role.admin)
    name = request.form.get("thu-muc", "")
    inbox_folder(services().settings, name)
    return redirect(addresses.job(begin("ingest", name, someone.name).id), 303)


@sources.get(f"{addresses.SOURCES}/{_NEW}")
def new() -> str:
    """Show the form for a new source."""
    access.require(Role.admin)
    return _form(views.fields(views.blank()), "")


@sources.post(f"{addresses.SOURCES}/{_NEW}")
def add() -> AnyResponse | tuple[str, int]:
    """Keep a new source, or show what is wrong with it."""
    access.require(Role.admin)
    return _keep("")


@sources.get(f"{addresses.SOURCES}/<name>")
def one(name: str) -> str:
    """Show a source: how to start it, how it stands, its runs."""
    access.require(Role.admin)
    site = _site(name)
    dry = worker().book.last("dry", name)
    return render_template("admin/source.html", source=_view(site), dry=dry, private=services().settings.crawl_private)


@sources.post(f"{addresses.SOURCES}/<name>/chay")
def start(name: str) -> AnyResponse:
    """Start a run, or a dry one."""
    someone = access.require(Role.admin)
    _site(name)
    if request.form.get("cach") == "thu":
        return redirect(addresses.job(begin("dry", name, someone.name).id), 303)
    if standing(services().settings, name).running:
        raise StateConflict(
            "crawl-running", _("Nguồn này đang được thu thập."), hint=_("Chờ lượt đó xong rồi chạy lại.")
        )
    options: dict[str, Any] = {"fresh": True} if request.form.get("cach") == "moi" else {}
    most = request.form.get("toi-da", "").strip()
    if most:
        options["max_pages"] = _most(most)
    return redirect(addresses.job(begin("crawl", name, someone.name, **options).id), 303)


@sources.get(f"{addresses.SOURCES}/<name>/sua")
def edit(name: str) -> str:
    """Show the form of an own source."""
    access.require(Role.admin)
    return _form(views.fields(own_sources.described(services().settings, name)), name)


@sources.post(f"{addresses.SOURCES}/<name>/sua")
def change(name: str) -> AnyResponse | tuple[str, int]:
    """Keep a changed source, or show what is wrong with it."""
    access.require(Role.admin)
    own_sources.described(services().settings, name)
    return _keep(name)


@sources.post(f"{addresses.SOURCES}/<name>/xoa")
def remove(name: str) -> AnyResponse:
    """Let go of an own source; what came from it stays."""
    access.require(Role.admin)
    gone = own_sources.remove(services().settings, name)
    access.record("source.remove", ("source", name), gone, None)
    return redirect(addresses.SOURCES, 303)


def _keep(replacing: str) -> AnyResponse | tuple[str, int]:
    settings = services().settings
    description, unread, rest = views.read(request.form)
    problems: tuple[Problem, ...] = (*unread, *own_sources.faults(settings, description, replacing=replacing))
    if problems:
        shown = views.fields(description, problems, rest)
        return _form(shown, replacing, sum(len(each.problems) for each in shown)), 422
    before = own_sources.described(settings, replacing) if replacing else None
    site = own_sources.save(settings, description, replacing=replacing)
    action = "source.change" if replacing else "source.add"
    access.record(action, ("source", site.name), before, description)
    return redirect(addresses.source(site.name), 303)


def _form(fields: list[views.Field], replacing: str, problems: int = 0) -> str:
    return render_template("admin/source_form.html", fields=fields, replacing=replacing, problems=problems)


def _site(name: str) -> Site:
    found = next((site for site in own_sources.known(services().settings) if site.name == name), None)
    if found is None:
        raise NotKnown("source-not-known", _("Không có nguồn “%(name)s”.", name=name), hint=_("Xem danh sách nguồn."))
    return found


def _view(site: Site) -> views.SourceView:
    settings = services().settings
    titles = {each.name: each.title for each in own_sources.known(settings)}
    mine = site.name in {each.name for each in own_sources.own(settings)}
    return views.view(site, standing(settings, site.name), worker().book.all(), titles, own=mine)


def _most(written: str) -> int:
    if not (written.isascii() and written.isdigit() and 1 <= int(written[:9]) <= 1_000_000):
        raise BadRequest(
            "bad-bound", _("Số yêu cầu tối đa phải là số từ 1."), hint=_("Để trống nếu không giới hạn."), field="toi-da"
        )
    return int(written[:9])


def _put_back(change: ChangeRecord) -> None:
    """Give a source the description that it had, under the name that it had."""
    settings, before = services().settings, change.before
    present = {site.name for site in own_sources.own(settings)}
    now = change.subject.key if change.subject.key in present else ""
    if before is None:
        own_sources.remove(settings, change.subject.key)
    else:
        own_sources.save(settings, before, replacing=now)


def _as_it_is(change: ChangeRecord) -> dict[str, Any] | None:
    settings = services().settings
    if change.subject.key not in {site.name for site in own_sources.own(settings)}:
        return None
    return own_sources.described(settings, change.subject.key)


actions.register(
    actions.Action("source.add", lambda: _("Thêm nguồn"), (), _put_back, _as_it_is),
    actions.Action("source.change", lambda: _("Sửa nguồn"), (), _put_back, _as_it_is),
    actions.Action("source.remove", lambda: _("Bỏ nguồn"), (), _put_back, _as_it_is),
)
