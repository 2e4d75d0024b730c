"""Jobs: one after another in a lane, told as they go, stopped when asked, found interrupted when their process dies."""

import os
import signal
import subprocess
import sys
import threading
import time
from collections.abc import Callable, Iterator, Mapping
from pathlib import Path
from typing import Any

import pytest

from registry.errors import NotKnown, SourceFailed, StateConflict
from registry.jobs import Book, Control, Job, Kind, Worker

PROGRAM = """
import sys, time
from pathlib import Path
from registry.jobs import Book, Kind, Worker
def run(job, control):
    for at in range(1000):
        control.step("page", at, 1000, f"trang {at}")
        print(at, flush=True)
        time.sleep(0.05)
worker = Worker(Book(Path(sys.argv[1])), {"crawl": Kind("gather", run)})
worker.start("crawl", "cong-hu-cau", "Cô Tưởng Tượng", fresh=True)
time.sleep(60)
"""


class Lane:
    """Work that waits at each step until the test lets it go on."""

    def __init__(self) -> None:
        self.go = threading.Semaphore(0)
        self.order: list[str] = []

    def run(self, job: Job, control: Control) -> Mapping[str, Any]:
        self.order.append(job.subject)
        for at in range(3):
            control.step("page", at, 3, f"trang {at}")
            assert self.go.acquire(timeout=10)
        control.step("page", 3, 3)
        return {"taken": 3}


@pytest.fixture
def lane() -> Lane:
    return Lane()


@pytest.fixture
def worker(tmp_path: Path, lane: Lane) -> Iterator[Worker]:
    def fails(job: Job, _: Control) -> Mapping[str, Any]:
        raise {"site": SourceFailed("source-blocked", "Trang chặn.", hint="Chờ."), "fault": KeyError("x")}[job.subject]

    def sleeps(_: Job, control: Control) -> Mapping[str, Any]:
        control.step("page", 1, 1)
        control.sleep(60)
        return {}

    kinds = {"crawl": Kind("gather", lane.run), "fails": Kind("other", fails), "sleeps": Kind("third", sleeps)}
    made = Worker(Book(tmp_path / "jobs"), kinds)
    yield made
    lane.go.release(100)
    made.close()


def until(true: Callable[[], bool]) -> None:
    deadline = time.monotonic() + 10
    while not true():
        assert time.monotonic() < deadline
        time.sleep(0.01)


def ended(worker: Worker, job: Job) -> Job:
    until(lambda: not worker.book.get(job.id).busy)
    return worker.book.get(job.id)


def test_jobs_of_a_lane_run_one_after_another_and_tell_how_far_they_are(worker: Worker, lane: Lane) -> None:
    first = worker.start("crawl", "a", "Cô Tưởng Tượng", fresh=True)
    second = worker.start("crawl", "b", "Cô Tưởng Tượng")
    until(lambda: worker.book.get(first.id).stage == "page")
    assert worker.book.get(second.id).state == "waiting"
    told = worker.book.get(first.id)
    assert (told.state, told.total, told.options, told.person) == ("running", 3, {"fresh": True}, "Cô Tưởng Tượng")
    lane.go.release(6)
    done = ended(worker, first)
    assert (done.state, done.result, done.done) == ("done", {"taken": 3}, 3)
    assert done.seconds is not None
    assert ended(worker, second).state == "done"
    assert lane.order == ["a", "b"]
    assert [job.id for job in worker.book.all()] == [second.id, first.id]
    assert worker.book.last("crawl", "a") == done


def test_the_same_work_is_not_started_twice_but_again_once_it_has_ended(worker: Worker, lane: Lane) -> None:
    job = worker.start("crawl", "a", "")
    with pytest.raises(StateConflict, match="đang chạy"):
        worker.start("crawl", "a", "")
    lane.go.release(3)
    ended(worker, job)
    again = worker.start("crawl", "a", "")
    lane.go.release(3)
    assert ended(worker, again).state == "done"


def test_a_running_and_a_waiting_job_are_stopped(worker: Worker, lane: Lane) -> None:
    running, waiting = worker.start("crawl", "a", ""), worker.start("crawl", "b", "")
    until(lambda: bool(lane.order))
    worker.stop(waiting.id)
    worker.stop(running.id)
    lane.go.release(1)
    assert ended(worker, running).state == "stopped"
    assert ended(worker, waiting).state == "stopped"
    assert lane.order == ["a"]


def test_a_pause_ends_when_the_work_shall_stop(worker: Worker) -> None:
    job = worker.start("sleeps", "", "")
    until(lambda: worker.book.get(job.id).stage == "page")
    worker.stop(job.id)
    assert ended(worker, job).state == "stopped"


def test_what_fails_says_why_and_the_next_job_runs(worker: Worker) -> None:
    job = ended(worker, worker.start("fails", "site", ""))
    assert (job.state, job.code, job.error, job.hint) == ("failed", "source-blocked", "Trang chặn.", "Chờ.")
    fault = ended(worker, worker.start("fails", "fault", ""))
    assert (fault.state, fault.code) == ("failed", "internal")
    assert "KeyError" in fault.error


@pytest.mark.parametrize("name", ["", "khong-co", "../vanban", "a/b"])
def test_unknown_jobs(worker: Worker, name: str) -> None:
    with pytest.raises(NotKnown):
        worker.book.get(name)


def test_a_killed_process_leaves_an_interrupted_job_that_can_be_started_again(tmp_path: Path, lane: Lane) -> None:
    folder = tmp_path / "jobs"
    process = subprocess.Popen(
        [sys.executable, "-c", PROGRAM, str(folder)],
        stdout=subprocess.PIPE,
        env={**os.environ, "PYTHONPATH": os.pathsep.join(sys.path)},
    )
    assert process.stdout is not None
    process.stdout.readline()
    worker = Worker(Book(folder), {"crawl": Kind("gather", lane.run)})
    (job,) = worker.book.all()
    assert job.state == "running"
    with pytest.raises(StateConflict, match="đang chạy"):
        worker.start("crawl", "cong-hu-cau", "")
    with pytest.raises(StateConflict, match="tiến trình khác"):
        worker.stop(job.id)
    process.send_signal(signal.SIGKILL)
    process.wait()
    process.stdout.close()

    (job,) = worker.book.all()
    assert (job.state, job.options) == ("interrupted", {"fresh": True})
    lane.go.release(3)
    assert ended(worker, worker.start(job.kind, job.subject, "", **job.options)).state == "done"
    worker.close()


def test_old_jobs_go_and_a_damaged_file_is_passed_over(
    worker: Worker, lane: Lane, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    monkeypatch.setattr("registry.jobs.book.KEPT", 2)
    lane.go.release(100)
    jobs = [ended(worker, worker.start("crawl", str(number), "")) for number in range(4)]
    (tmp_path / "jobs" / "hong.json").write_text("{", encoding="utf-8")
    worker.book.prune()
    assert [job.id for job in worker.book.all()] == [jobs[3].id, jobs[2].id]
