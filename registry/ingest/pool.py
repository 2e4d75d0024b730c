"""Reading in bounded processes, one file at a time each, with a deadline; a file that kills its process kills no more.

Plain child processes and not multiprocessing's own pool: that one breaks as a whole when a worker dies, and starting
its workers would run the program's main module, web server and all, once more in each.
"""

import os
import socket
import subprocess
import sys
import time
from collections.abc import Iterable, Iterator
from multiprocessing.connection import Connection, wait
from pathlib import Path
from types import TracebackType
from typing import Final, Generic, Self, TypeVar

from registry.errors import InputRefused, StateConflict
from registry.reading.worker import ALIVE, Answer
from registry.vocabulary.active import place

PARSER: Final = "registry.parsing.reading:parse"
Task = TypeVar("Task")
_CHILD: Final = "import sys; from registry.reading.worker import main; main(sys.argv[1:])"
_START: Final = 60.0  # seconds a process may need for its imports


class _Process(Generic[Task]):
    """One reading process and what it is busy with."""

    def __init__(self, parser: str, megabytes: int) -> None:
        here, there = socket.socketpair()
        with there:
            self._process = subprocess.Popen(  # noqa: S603  (our own interpreter and module)
                [sys.executable, "-c", _CHILD, str(there.fileno()), parser, str(megabytes), str(place() or "")],
                pass_fds=[there.fileno()],
                env={**os.environ, "PYTHONPATH": os.pathsep.join(filter(None, sys.path))},
                stdin=subprocess.DEVNULL,
                start_new_session=True,  # Ctrl-C is for the parent, which then ends its children itself
            )
        self.line = Connection(here.detach())
        self.task: Task | None = None
        self.ready = False
        self.deadline = time.monotonic() + _START

    def give(self, task: Task, path: Path, name: str, seconds: float) -> None:
        """Send a file to read."""
        self.task = task
        self.deadline = time.monotonic() + seconds
        self.line.send((path, name))

    def end(self) -> None:
        """Stop the process now."""
        self._process.kill()
        self._process.wait()
        self.line.close()


class Pool(Generic[Task]):
    """Reads files in several processes; use as a context manager."""

    def __init__(self, workers: int, seconds: float, megabytes: int, parser: str = PARSER) -> None:
        """Prepare; nothing starts before the first file.

        Args:
            workers: Processes.
            seconds: Time that one file may take, or one page of a scan.
            megabytes: Memory that one process may use.
            parser: ``module:function`` that reads a path.
        """
        self._workers = workers
        self._seconds = seconds
        self._settings = (parser, megabytes)
        self._processes: list[_Process[Task]] = []

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        for process in self._processes:
            process.end()

    def read(self, tasks: Iterable[tuple[Task, Path, str]]) -> Iterator[tuple[Task, Answer]]:
        """Yield each task with its reading or refusal, as they come; tasks are drawn only when a process is free.

        Args:
            tasks: Anything that names the task, the file to read, and the name it arrived under.

        Raises:
            StateConflict: The reading process cannot start at all.
        """
        source = iter(tasks)
        waiting = next(source, None)
        while waiting is not None or self._busy():
            while waiting is not None and len(self._processes) < self._workers:
                self._processes.append(_Process(*self._settings))
            for process in self._idle():
                if waiting is not None:
                    process.give(*waiting, self._seconds)
                    waiting = next(source, None)
            yield from self._collect()

    def _idle(self) -> list[_Process[Task]]:
        return [process for process in self._processes if process.ready and process.task is None]

    def _busy(self) -> list[_Process[Task]]:
        return [process for process in self._processes if process.task is not None]

    def _collect(self) -> Iterator[tuple[Task, Answer]]:
        active = [process for process in self._processes if process.task is not None or not process.ready]
        patience = min((process.deadline for process in active), default=0.0) - time.monotonic()
        heard = wait([process.line for process in active], max(0.0, patience))
        for process in active:
            if process.line in heard:
                yield from self._hear(process)
            elif time.monotonic() > process.deadline:
                yield from self._lose(process, _too_slow(self._seconds))

    def _hear(self, process: _Process[Task]) -> Iterator[tuple[Task, Answer]]:
        try:
            answer = process.line.recv()
        except (EOFError, ConnectionError):
            yield from self._lose(process, _died())
            return
        if answer == ALIVE:
            process.deadline = time.monotonic() + self._seconds
            return
        process.ready = True
        task, process.task = process.task, None
        if task is not None:
            yield task, answer

    def _lose(self, process: _Process[Task], reason: InputRefused) -> Iterator[tuple[Task, Answer]]:
        process.end()
        self._processes.remove(process)
        if process.task is None:
            raise StateConflict(
                "reader-not-started", "Không khởi động được tiến trình đọc tệp.", hint="Tăng VANBAN_READ_MEMORY_MB."
            )
        yield process.task, reason


def _too_slow(seconds: float) -> InputRefused:
    return InputRefused(
        "too-slow",
        f"Đọc tệp quá {seconds:.0f} giây; đã dừng.",
        hint="Xuất lại tệp ở dạng đơn giản hơn, hoặc tăng VANBAN_READ_TIMEOUT.",
    )


def _died() -> InputRefused:
    return InputRefused(
        "reader-died",
        "Tiến trình đọc tệp này bị dừng đột ngột (hết bộ nhớ hoặc tệp làm hỏng bộ đọc).",
        hint="Xuất lại tệp ở dạng đơn giản hơn, hoặc tăng VANBAN_READ_MEMORY_MB.",
    )
