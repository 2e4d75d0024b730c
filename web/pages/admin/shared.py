"""What several admin pages do alike: starting a job and writing that down."""

from flask_babel import gettext as _

from registry.jobs import Job
from web import access, actions
from web.jobs import worker


def begin(kind: str, subject: str, person: str, **options: object) -> Job:
    """Start a job and write it down.

    Args:
        kind: Of the job.
        subject: What on.
        person: Who asks.
        **options: How.

    Raises:
        StateConflict: The same work is under way.
    """
    job = worker().start(kind, subject, person, **options)
    note("job.start", job)
    return job


def note(action: str, job: Job) -> None:
    """Write down what was done with a job."""
    access.record(action, ("job", job.id), None, {"kind": job.kind, "subject": job.subject, **job.options})


def _why_not() -> str:
    return str(_("Việc đã chạy không rút lại được; mỗi văn bản nó nạp vẫn có nguồn và lịch sử riêng."))


actions.register(
    actions.Action("job.start", lambda: _("Bắt đầu việc nền"), why_not=_why_not),
    actions.Action("job.stop", lambda: _("Dừng việc nền"), why_not=_why_not),
)
