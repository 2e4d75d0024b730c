"""Documents over time, kept once worked out: the acts that amend each, its changes, its text between two of them."""

from bisect import bisect_right
from collections import OrderedDict
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from datetime import date
from threading import Lock
from typing import Any, TypeVar, cast

from flask import current_app

from registry.consolidation.history import Members, members
from registry.consolidation.timeline import Change, Consolidated, as_of, changes
from registry.document import Provision
from registry.effect import Event
from registry.records import DocumentRecord, DocumentText, RelationRecord, ResolvedCitation
from registry.redline import ProvisionRedline, Version, Wording, between, history, versions
from web.services import Services, services

_EXTENSION = "vanban-timelines"
Made = TypeVar("Made")


@dataclass(frozen=True, slots=True)
class Timeline:
    """A document over time.

    Args:
        held: The act as issued and the acts that amend it.
        changes: Every instruction with its day, in the order in which they apply.
    """

    held: Members
    changes: tuple[Change, ...]

    @property
    def days(self) -> list[date]:
        """The days on which the text changes."""
        return sorted({change.on for change in self.changes if change.on})

    def turn(self, day: date) -> date:
        """Return the last day up to this one on which the text changed; the first of all days when there is none."""
        position = bisect_right(self.days, day)
        return self.days[position - 1] if position else date.min


@dataclass
class Timelines:
    """Timelines read last; worked out afresh once any document of the registry has changed.

    It is the shelf that consolidation reads from: texts come from the pages' own cache.
    """

    layers: Services
    size: int = 64
    _kept: "OrderedDict[tuple[object, ...], Any]" = field(default_factory=OrderedDict)
    _lock: Lock = field(default_factory=Lock)

    def text_of(self, document_id: int) -> DocumentText | None:
        """Return a document's text, or None when it is not held."""
        read = self.layers.texts.of(self.layers.registry.document(document_id))
        return read.text if read else None

    def relations_of(self, document_id: int) -> list[RelationRecord]:
        """Return a document's relations, both directions."""
        return self.layers.registry.relations_of(document_id)

    def events_of(self, document_id: int) -> tuple[Event, ...]:
        """Return what happened to a document, by day."""
        return self.layers.registry.events_of(document_id)

    def of(self, record: DocumentRecord) -> Timeline | None:
        """Return the timeline of a document, or None when its text is not held."""
        return self._once(record, "timeline", lambda: self._timeline(record))

    def on(self, record: DocumentRecord, day: date) -> Consolidated | None:
        """Return a document as it stands on a day, or None when its text is not held.

        Between two changes the text is one and the same, so it is worked out once.
        """
        found = self.of(record)
        if found is None:
            return None
        chosen = found.turn(day)
        return self._once(record, chosen, lambda: _standing(found, chosen))

    def citations(
        self, record: DocumentRecord, day: date, text: str, provisions: Sequence[Provision]
    ) -> tuple[ResolvedCitation, ...]:
        """Return where the citations of a document's text on a day lead, those of new wording with them."""
        found = self.of(record)
        key = ("citations", found.turn(day) if found else day)
        return self._once(record, key, lambda: self.layers.registry.citations_in(record.id, text, provisions))

    def between(self, record: DocumentRecord, before: date, after: date) -> tuple[ProvisionRedline, ...] | None:
        """Return the provisions that differ between two days, or None when the text is not held."""
        found, old, new = self.of(record), self.on(record, before), self.on(record, after)
        if found is None or old is None or new is None:
            return None
        what = ("between", found.turn(before), found.turn(after))
        return self._once(record, what, lambda: tuple(each for each in between(old, new) if each.state != "same"))

    def versions(self, record: DocumentRecord) -> tuple[Version, ...]:
        """Return the versions of a document, oldest first."""
        return self._once(record, "versions", lambda: versions(self, record))

    def history(self, record: DocumentRecord, provision: str) -> tuple[Wording, ...]:
        """Return the wordings of one provision, oldest first."""
        return self._once(record, f"history {provision}", lambda: history(self, record, provision))

    def _timeline(self, record: DocumentRecord) -> Timeline | None:
        held = members(self, record)
        return Timeline(held, changes(held.base, held.amending)) if held else None

    def _once(self, record: DocumentRecord, what: object, make: Callable[[], Made]) -> Made:
        # An act that amends this one changes what is shown here without touching its record.
        key = (record.id, record.updated, self.layers.registry.newest_change(), what)
        with self._lock:
            if key in self._kept:
                self._kept.move_to_end(key)
                return cast(Made, self._kept[key])
        made = make()
        with self._lock:
            self._kept[key] = made
            while len(self._kept) > self.size:
                self._kept.popitem(last=False)
        return made


def _standing(found: Timeline, day: date) -> Consolidated:
    """What lacks a text is pending as well: the same answer as registry.consolidation.text_on."""
    made = as_of(found.held.base, found.held.amending, day)
    return Consolidated(made.provisions, (*made.pending, *found.held.missing), made.applied)


def timelines() -> Timelines:
    """Return the timelines of the app that is answering."""
    kept = current_app.extensions.get(_EXTENSION)
    if kept is None:
        kept = current_app.extensions[_EXTENSION] = Timelines(services())
    return cast(Timelines, kept)
