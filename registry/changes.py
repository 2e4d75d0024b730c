"""The audit trail as values: who changed what, how it was before and how it is after. Pure."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any, NamedTuple

from registry.people import Person


class Subject(NamedTuple):
    """What a change is about: ``kind`` (``document``, ``person``, ``quarantine`` ...) and its key within the kind."""

    kind: str
    key: str


@dataclass(frozen=True, slots=True)
class Change:
    """A change to be written down.

    Args:
        action: Stable name of what is done, ``kind.verb``.
        subject: What it is done to.
        before: The parts that change, as JSON values, before; None where there was nothing.
        after: The same parts after; None where nothing is left.
        person: Who does it; None for the command line.
        who: Name that is shown where there is no account behind the change.
        undoes: The change that this one takes back.
    """

    action: str
    subject: Subject
    before: Mapping[str, Any] | None
    after: Mapping[str, Any] | None
    person: Person | None = None
    who: str = ""
    undoes: int | None = None


@dataclass(frozen=True, slots=True)
class ChangeRecord:
    """A change that was written down; see :class:`Change`. ``undone_by`` is the change that took it back."""

    id: int
    at: datetime
    person_id: int | None
    who: str
    action: str
    subject: Subject
    before: dict[str, Any] | None
    after: dict[str, Any] | None
    undoes: int | None = None
    undone_by: int | None = None


@dataclass(frozen=True, slots=True)
class ChangeFilter:
    """Which changes are asked for; what is None does not matter.

    Args:
        person_id: Who made them.
        action: What was done.
        kind: Kind of subject.
        key: Key of the subject.
        since: From this moment on.
        until: Before this moment.
    """

    person_id: int | None = None
    action: str | None = None
    kind: str | None = None
    key: str | None = None
    since: datetime | None = None
    until: datetime | None = None
