"""Background work: the list, one job with its progress, stopping it, doing it again."""

from flask import Blueprint, Response, jsonify, redirect, render_template, request
from flask_babel import gettext as _
from werkzeug.wrappers import Response as AnyResponse

from registry.errors import StateConflict
from registry.people import Role
from registry.sources import own
from web import access, addresses
from web.jobs import worker
from web.pages.admin.shared import note
from web.paging import Page
from web.services import services
from web.views import jobs as views

jobs = Blueprint("admin_jobs", __name__)

PAGE = 30


@jobs.get(addresses.JOBS)
def listed() -> str:
    """List the jobs, newest first."""
    access.require(Role.admin)
    found = worker().book.all()
    page = Page(addresses.read_page(request.args), len(found), PAGE)
    shown = [views.view(job, titles()) for job in found[page.start : page.end]]
    return render_template("admin/jobs.html", jobs=shown, page=page, busy=any(job.busy for job in found))


@jobs.get(f"{addresses.JOBS}/<job_id>")
def one(job_id: str) -> str:
    """Show a job; the page looks again by itself while it runs."""
    access.require(Role.admin)
    return render_template("admin/job.html", job=views.view(worker().book.get(job_id), titles()))


@jobs.get(f"{addresses.JOBS}/<job_id>/trang-thai")
def progress(job_id: str) -> Response:
    """Tell a script how far a job is."""
    access.require(Role.admin)
    job = worker().book.get(job_id)
    word = views.state_words()[job.state]
    told = {"busy": job.busy, "word": word, "progress": views.progress(job), "done": job.done, "total": job.total}
    return jsonify(told | {"at": job.at, "state": job.state})


@jobs.post(f"{addresses.JOBS}/<job_id>/dung")
def stop(job_id: str) -> AnyResponse:
    """Stop a job at its next step; what it has done stays."""
    access.require(Role.admin)
    job = worker().book.get(job_id)
    worker().stop(job_id)
    note("job.stop", job)
    return redirect(addresses.job(job_id), 303)


@jobs.post(f"{addresses.JOBS}/<job_id>/lai")
def again(job_id: str) -> AnyResponse:
    """Do a job again; an unfinished crawl goes on where it stopped."""
    someone = access.require(Role.admin)
    job = worker().book.get(job_id)
    if job.busy:
        raise StateConflict("job-running", _("Việc này đang chạy."), hint=_("Chờ xong rồi chạy lại."))
    unfinished = job.state in ("interrupted", "stopped", "failed")
    options = {name: value for name, value in job.options.items() if not (unfinished and name == "fresh")}
    made = worker().start(job.kind, job.subject, someone.name, **options)
    note("job.start", made)
    return redirect(addresses.job(made.id), 303)


def titles() -> dict[str, str]:
    """Return the sources by name, as people know them."""
    return {site.name: site.title for site in own.known(services().settings)}
