"""A job as it is kept and shown."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any, Final

BUSY: Final = frozenset({"waiting", "running"})


@dataclass(frozen=True, slots=True)
class Job:
    """One piece of work.

    Args:
        id: Sorts by the moment it was asked for.
        kind: Which work, as the worker's kinds are named.
        subject: What on: the name of a source, a folder; empty where there is only one.
        person: Who asked.
        owner: Name of the process that runs it.
        queued: When it was asked for.
        options: How, as plain values.
        state: ``waiting``, ``running``, ``done``, ``failed``, ``stopped`` (by a person) or ``interrupted`` (its process
            ended before it did).
        started: When it began.
        finished: When it ended.
        stage: What it is at, as its kind names it.
        done: Steps of the stage behind it.
        total: Steps of the stage, or 0 while that is not known.
        at: What is worked on.
        result: What came of it, as plain values.
        error: Why it failed, in Vietnamese.
        hint: What to do about that.
        code: Code of the error.
    """

    id: str
    kind: str
    subject: str
    person: str
    owner: str
    queued: datetime
    options: Mapping[str, Any] = field(default_factory=dict)
    state: str = "waiting"
    started: datetime | None = None
    finished: datetime | None = None
    stage: str = ""
    done: int = 0
    total: int = 0
    at: str = ""
    result: Mapping[str, Any] = field(default_factory=dict)
    error: str = ""
    hint: str = ""
    code: str = ""

    @property
    def busy(self) -> bool:
        """True until it has ended."""
        return self.state in BUSY

    @property
    def seconds(self) -> float | None:
        """How long it took, when it has begun and ended."""
        return (self.finished - self.started).total_seconds() if self.started and self.finished else None
