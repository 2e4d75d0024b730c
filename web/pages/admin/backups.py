"""Backups: made now, listed, taken away."""

import re
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path
from typing import Final

from flask import Blueprint, Response, redirect, render_template, send_file
from flask_babel import gettext as _
from werkzeug.wrappers import Response as AnyResponse

from registry.errors import BadRequest, NotKnown
from registry.people import Role
from registry.settings import Settings
from web import access, actions, addresses
from web.jobs import worker
from web.pages.admin.shared import begin
from web.services import services
from web.views import jobs as views

backups = Blueprint("admin_backups", __name__)

_NAME: Final = re.compile(r"vanban-\d{8}-\d{6}\.tar")


@dataclass(frozen=True, slots=True)
class Kept:
    """A backup on the disk."""

    name: str
    size: int
    made: datetime


@backups.get(addresses.BACKUPS)
def listed() -> str:
    """List the backups, newest first, and say how to restore one."""
    access.require(Role.admin)
    job = worker().book.last("backup")
    settings = services().settings
    return render_template(
        "admin/backups.html",
        backups=kept(settings),
        folder=settings.backups,
        job=views.view(job, {}) if job else None,
        external=bool(settings.database_url),
    )


@backups.post(addresses.BACKUPS)
def make() -> AnyResponse:
    """Make a backup now."""
    someone = access.require(Role.admin)
    if services().settings.database_url:
        raise BadRequest(
            "backup-external",
            _("Cơ sở dữ liệu nằm ngoài VANBAN_HOME."),
            hint=_("Sao lưu bằng công cụ của nó (pg_dump), cùng thư mục files."),
        )
    return redirect(addresses.job(begin("backup", "", someone.name).id), 303)


@backups.get(f"{addresses.BACKUPS}/<name>")
def send(name: str) -> Response:
    """Send a backup; it holds everything, accounts included, so that it is written down who took it."""
    access.require(Role.admin)
    path = _path(name)
    access.record("backup.take", ("backup", name), None, None)
    return send_file(path, mimetype="application/x-tar", as_attachment=True, download_name=name, max_age=0)


@backups.post(f"{addresses.BACKUPS}/<name>/xoa")
def remove(name: str) -> AnyResponse:
    """Remove a backup."""
    access.require(Role.admin)
    path = _path(name)
    access.record("backup.remove", ("backup", name), {"size": path.stat().st_size}, None)
    path.unlink(missing_ok=True)
    return redirect(addresses.BACKUPS, 303)


def kept(settings: Settings) -> list[Kept]:
    """Return the backups made from the admin page, newest first."""
    names = sorted((path.name for path in settings.backups.glob("*.tar") if _NAME.fullmatch(path.name)), reverse=True)
    found = ((name, (settings.backups / name).stat()) for name in names)
    return [Kept(name, stat.st_size, datetime.fromtimestamp(stat.st_mtime, UTC)) for name, stat in found]


def _path(name: str) -> Path:
    path = services().settings.backups / name
    if not _NAME.fullmatch(name) or not path.is_file():
        raise NotKnown("backup-not-known", _("Không có bản sao lưu này."), hint=_("Xem danh sách bản sao lưu."))
    return path


actions.register(
    actions.Action("backup.take", lambda: _("Tải bản sao lưu"), why_not=lambda: _("Tải về không đổi gì trong kho.")),
    actions.Action("backup.remove", lambda: _("Xóa bản sao lưu"), why_not=lambda: _("Tệp đã bị xóa.")),
)
