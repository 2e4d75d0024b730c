"""The jobs of a home on disk: one file each, replaced as a whole, so that any process may look at any moment."""

import json
import secrets
from dataclasses import asdict, replace
from datetime import UTC, datetime
from pathlib import Path
from typing import IO, Final

from registry.errors import NotKnown, StateConflict
from registry.jobs.values import Job
from registry.locks import is_held, take

KEPT: Final = 200
_TIMES: Final = ("queued", "started", "finished")


class Book:
    """The jobs of one folder."""

    def __init__(self, folder: Path) -> None:
        """Look at a folder; it is made with the first job."""
        self._folder = folder

    def new_id(self) -> str:
        """Return an id that sorts after all earlier ones."""
        return f"{datetime.now(UTC):%Y%m%dT%H%M%S%f}-{secrets.token_hex(2)}"

    def save(self, job: Job) -> None:
        """Write a job.

        Raises:
            StateConflict: The folder cannot be written.
        """
        values = asdict(job) | {name: _written(getattr(job, name)) for name in _TIMES}
        path = self._path(job.id)
        part = path.with_name(f".{job.id}.{secrets.token_hex(4)}.part")
        try:
            self._folder.mkdir(parents=True, exist_ok=True)
            part.write_text(json.dumps(values, ensure_ascii=False, default=str), encoding="utf-8")
            part.replace(path)
        except OSError as error:
            raise StateConflict(
                "jobs-not-writable",
                f"Không ghi được việc nền vào {self._folder}: {error.strerror or error}.",
                hint="Kiểm tra dung lượng đĩa và quyền ghi của VANBAN_HOME.",
            ) from error

    def all(self) -> list[Job]:
        """Return the jobs, newest first."""
        names = sorted((path.stem for path in self._folder.glob("*.json")), reverse=True)
        return [job for name in names if (job := self._read(name)) is not None]

    def get(self, job_id: str) -> Job:
        """Return one job.

        Raises:
            NotKnown: There is none with this id.
        """
        plain = job_id.replace("-", "").isalnum() and job_id.isascii()
        job = self._read(job_id) if plain else None
        if job is None:
            raise NotKnown("job-not-known", "Không còn việc này.", hint="Xem danh sách các việc đã chạy.")
        return job

    def last(self, kind: str, subject: str = "") -> Job | None:
        """Return the newest job of a kind on a subject, or None."""
        return next((job for job in self.all() if (job.kind, job.subject) == (kind, subject)), None)

    def prune(self) -> None:
        """Remove the oldest jobs, and the marks of processes that are gone."""
        for job in self.all()[KEPT:]:
            if not job.busy:
                self._path(job.id).unlink(missing_ok=True)
        for mark in self._folder.glob("*.alive"):
            if not is_held(mark):
                mark.unlink(missing_ok=True)

    def mark(self, owner: str) -> IO[bytes]:
        """Return an open file whose lock says, as long as this process lives, that it works on its jobs."""
        self._folder.mkdir(parents=True, exist_ok=True)
        handle = self._mark(owner).open("wb")
        take(handle)
        return handle

    def _read(self, job_id: str) -> Job | None:
        job = self._load(job_id)
        if job is not None and job.busy and not is_held(self._mark(job.owner)):
            job = self._load(job_id)  # it may have ended between the two looks
            if job is not None and job.busy:
                return replace(job, state="interrupted")
        return job

    def _load(self, job_id: str) -> Job | None:
        try:
            values = json.loads(self._path(job_id).read_text(encoding="utf-8"))
            return Job(**values | {name: _moment(values[name]) for name in _TIMES})
        except (OSError, ValueError, KeyError, TypeError):
            return None  # removed meanwhile, or damaged by hand: it is only the record of a piece of work

    def _path(self, job_id: str) -> Path:
        return self._folder / f"{job_id}.json"

    def _mark(self, owner: str) -> Path:
        return self._folder / f"{owner}.alive"


def _written(moment: datetime | None) -> str | None:
    return moment.isoformat() if moment else None


def _moment(written: str | None) -> datetime | None:
    return datetime.fromisoformat(written) if written else None
