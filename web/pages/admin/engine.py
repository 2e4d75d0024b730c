"""The search index and its engine: how they are, building anew; the overlaps computed anew."""

from pathlib import Path

from flask import Blueprint, redirect, render_template
from werkzeug.wrappers import Response as AnyResponse

from indexer.health import health
from indexer.overlap.reports import last_report
from registry.people import Role
from web import access, addresses
from web.jobs import worker
from web.pages.admin.shared import begin
from web.services import services
from web.views import jobs as views

engine = Blueprint("admin_engine", __name__)


@engine.get(addresses.INDEX)
def show() -> str:
    """Show the index, its engine, and the last jobs on them."""
    access.require(Role.admin)
    held = services()
    jobs = {kind: worker().book.last(kind) for kind in ("rebuild", "overlap")}
    return render_template(
        "admin/engine.html",
        health=health(held.settings, held.registry),
        summary=held.registry.summary(),
        chosen=held.settings.engine,
        size=folder_size(held.settings.index),
        jobs={kind: views.view(job, {}) for kind, job in jobs.items() if job},
        overlaps=last_report(held.settings),
    )


@engine.post(f"{addresses.INDEX}/lap-lai")
def rebuild() -> AnyResponse:
    """Build the index anew beside the present one, which answers meanwhile."""
    someone = access.require(Role.admin)
    return redirect(addresses.job(begin("rebuild", "", someone.name).id), 303)


@engine.post(f"{addresses.INDEX}/trung-lap")
def overlaps() -> AnyResponse:
    """Compute the overlaps anew."""
    someone = access.require(Role.admin)
    return redirect(addresses.job(begin("overlap", "", someone.name).id), 303)


def folder_size(folder: Path) -> int:
    """Return the bytes of all files in a folder; those that go meanwhile are passed over."""
    total = 0
    for path in folder.rglob("*"):
        try:
            total += path.stat().st_size if path.is_file() else 0
        except OSError:
            continue
    return total
