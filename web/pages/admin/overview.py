"""The admin start page: what needs attention first, each number a link."""

import shutil
from datetime import UTC, datetime, timedelta
from typing import Final

from flask import Blueprint, render_template

from indexer.health import Health, health
from registry.people import Role
from registry.settings import Settings
from registry.sources import own
from web import access, addresses
from web.jobs import worker
from web.pages.admin.backups import kept
from web.services import services
from web.views import jobs as job_views
from web.views.admin import overview as views

overview = Blueprint("admin_overview", __name__)

_RECENT: Final = timedelta(days=14)
_SHOWN: Final = 6


@overview.get(addresses.ADMIN)
def show() -> str:
    """Show what needs attention, what runs now, and what ran last."""
    access.require(Role.admin)
    held = services()
    jobs = worker().book.all()
    titles = {site.name: site.title for site in own.known(held.settings)}
    shown = [job_views.view(job, titles) for job in jobs]
    found = _health(held.settings)
    facts = views.Facts(
        failed=sum(job.state in ("failed", "interrupted") for job in _last_of_each(shown)),
        broken=len(own.broken(held.settings)),
        doubts=held.registry.open_doubts(),
        quarantine=held.registry.summary()["quarantine"],
        pairs=held.registry.overlap_outcomes()["open"],
        index=found,
        free=shutil.disk_usage(held.settings.home).free,
        backup=next((each.made for each in kept(held.settings)), None),
        external=bool(held.settings.database_url),
    )
    return render_template(
        "admin/overview.html",
        tasks=views.tasks(facts, datetime.now(UTC)),
        running=[job for job in shown if job.busy],
        recent=[job for job in shown if not job.busy][:_SHOWN],
    )


def _health(settings: Settings) -> Health:
    return health(settings, services().registry)


def _last_of_each(jobs: list[job_views.JobView]) -> list[job_views.JobView]:
    """The newest job of each kind and subject, of the last weeks: a later one that went well makes up for a failed."""
    since = datetime.now(UTC) - _RECENT
    newest: dict[tuple[str, str], job_views.JobView] = {}
    for job in jobs:
        newest.setdefault((job.kind, job.subject), job)
    return [job for job in newest.values() if job.queued >= since]
