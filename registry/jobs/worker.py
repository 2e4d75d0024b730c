"""Runs jobs one after another in each lane, in threads of this process, and lets people stop them."""

import logging
import secrets
import time
from collections import deque
from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace
from datetime import UTC, datetime
from threading import Event, Lock, Thread
from typing import IO, Any, Final

from registry.errors import StateConflict, VanbanError
from registry.jobs.book import Book
from registry.jobs.values import Job

_EVERY: Final = 0.4  # seconds between two writings of progress
_log = logging.getLogger("vanban.jobs")


class Stopped(VanbanError):  # noqa: N818  (a person stopped it; nothing went wrong)
    """A person stopped the work; what was done so far stays."""

    status = 409

    def __init__(self) -> None:
        super().__init__("stopped", "Đã dừng theo yêu cầu.", hint="Chạy lại để làm tiếp.")


class Control:
    """What running work tells, and hears: how far it is, and that it shall stop."""

    def __init__(self, book: Book, job: Job) -> None:
        self.job = job
        self._book = book
        self._stop = Event()
        self._written = 0.0

    def step(self, stage: str, done: int, total: int, at: str = "") -> None:
        """Tell how far the work is.

        Raises:
            Stopped: A person wants it to stop here.
        """
        self.check()
        fresh = stage != self.job.stage
        self.job = replace(self.job, stage=stage, done=done, total=total, at=at)
        now = time.monotonic()
        if fresh or done == total or now - self._written >= _EVERY:
            self._written = now
            self._book.save(self.job)

    def sleep(self, seconds: float) -> None:
        """Wait, unless the work shall stop.

        Raises:
            Stopped: A person wants it to stop here.
        """
        self._stop.wait(seconds)
        self.check()

    def check(self) -> None:
        """Go on, or stop here.

        Raises:
            Stopped: A person wants it to stop here.
        """
        if self._stop.is_set():
            raise Stopped

    def stop(self) -> None:
        """Ask the work to stop at its next step."""
        self._stop.set()


@dataclass(frozen=True, slots=True)
class Kind:
    """A kind of work.

    Args:
        lane: Jobs of one lane run one after another.
        run: Does it; returns what came of it as plain values.
    """

    lane: str
    run: Callable[[Job, Control], Mapping[str, Any]]


class Worker:
    """Does the jobs that this process was asked for. Safe to share between threads."""

    def __init__(self, book: Book, kinds: Mapping[str, Kind]) -> None:
        """Begin; no thread starts before the first job."""
        self.book = book
        self._kinds = kinds
        self._owner = f"{datetime.now(UTC):%Y%m%dT%H%M%S}-{secrets.token_hex(3)}"
        self._mark: IO[bytes] | None = None
        self._lock = Lock()
        self._waiting: dict[str, deque[Control]] = {}
        self._threads: dict[str, Thread] = {}
        self._controls: dict[str, Control] = {}

    def start(self, kind: str, subject: str, person: str, **options: Any) -> Job:
        """Queue a job and return it.

        Args:
            kind: One of the kinds.
            subject: What on.
            person: Who asks.
            **options: How, as plain values.

        Raises:
            StateConflict: The same work on the same subject waits or runs, here or in another process.
        """
        with self._lock:
            self._refuse_twice(kind, subject)
            self._mark = self._mark or self.book.mark(self._owner)
            job = Job(self.book.new_id(), kind, subject, person, self._owner, _now(), options)
            self.book.save(job)
            self.book.prune()
            control = self._controls[job.id] = Control(self.book, job)
            lane = self._kinds[kind].lane
            self._waiting.setdefault(lane, deque()).append(control)
            if lane not in self._threads:
                self._threads[lane] = Thread(target=self._work, args=(lane,), name=f"vanban-{lane}", daemon=True)
                self._threads[lane].start()
        return job

    def stop(self, job_id: str) -> None:
        """Ask a job to stop; one that waits never begins.

        Raises:
            NotKnown: There is no such job.
            StateConflict: Another process runs it.
        """
        job = self.book.get(job_id)
        control = self._controls.get(job_id)
        if control is not None:
            control.stop()
        elif job.busy:
            raise StateConflict(
                "job-elsewhere", "Việc này do một tiến trình khác chạy.", hint="Dừng nó ở máy chủ đã bắt đầu việc."
            )

    def close(self) -> None:
        """Stop everything and wait for it, for an orderly end."""
        with self._lock:
            controls, threads = list(self._controls.values()), list(self._threads.values())
        for control in controls:
            control.stop()
        for thread in threads:
            thread.join(10)
        if self._mark is not None:
            self._mark.close()

    def _refuse_twice(self, kind: str, subject: str) -> None:
        lane = self._kinds[kind].lane
        same = {name for name, each in self._kinds.items() if each.lane == lane}
        if any(job.busy and job.kind in same and job.subject == subject for job in self.book.all()):
            raise StateConflict("job-running", "Việc này đang chạy hoặc đang chờ.", hint="Chờ xong rồi chạy lại.")

    def _work(self, lane: str) -> None:
        while True:
            with self._lock:
                if not self._waiting[lane]:
                    del self._threads[lane]
                    return
                control = self._waiting[lane].popleft()
            self._do(control)
            with self._lock:
                self._controls.pop(control.job.id, None)

    def _do(self, control: Control) -> None:
        try:
            control.job = replace(control.job, state="running", started=_now())
            self.book.save(control.job)
            control.check()
            result = self._kinds[control.job.kind].run(control.job, control)
            ended = replace(control.job, state="done", result=dict(result))
        except Stopped:
            ended = replace(control.job, state="stopped")
        except VanbanError as error:
            ended = _failed(control.job, error.code, error.message, error.hint)
        except Exception as error:  # a fault of ours must end this job, not the thread that does the next one
            _log.exception("job %s %s", control.job.kind, control.job.subject)
            told = f"Lỗi ngoài dự kiến: {type(error).__name__}: {error}"
            ended = _failed(control.job, "internal", told, "Xem nhật ký máy chủ.")
        self._end(replace(ended, finished=_now()))

    def _end(self, job: Job) -> None:
        try:
            self.book.save(job)
        except StateConflict:
            _log.exception("job %s %s ended as %s", job.kind, job.subject, job.state)


def _failed(job: Job, code: str, message: str, hint: str) -> Job:
    return replace(job, state="failed", code=code, error=message, hint=hint)


def _now() -> datetime:
    return datetime.now(UTC)
