"""All documents at a glance: what rests on what and what changed last; worked out once for each state of the index."""

from dataclasses import dataclass, field
from datetime import date
from threading import Lock
from typing import Final, cast

from flask import current_app

from indexer import home
from registry.records import DocumentRecord
from web.services import Services, services
from web.views import words

ACTS: Final = 300
ENOUGH: Final = 10
"""The documents issued last are looked through, at most so many, until so many changes of others are found."""
_EXTENSION = "vanban-overview"


@dataclass(frozen=True, slots=True)
class Changed:
    """A document that was changed: by which act, in which way (reverse label of the verb), from which day."""

    document: DocumentRecord
    act: DocumentRecord
    verb: str
    on: date | None


@dataclass(frozen=True, slots=True)
class Overview:
    """The documents of the registry on one day.

    Args:
        records: Every document, by id.
        bases: What each document rests on, by its id.
        changed: What the acts issued last changed, the latest first, each document once.
        today: The day.
    """

    records: dict[int, DocumentRecord]
    bases: dict[int, tuple[int, ...]]
    changed: tuple[Changed, ...]
    today: date


@dataclass
class Overviews:
    """The overview of the index and the day seen last."""

    layers: Services
    _kept: "dict[tuple[object, ...], Overview]" = field(default_factory=dict)
    _lock: Lock = field(default_factory=Lock)

    def now(self) -> Overview:
        """Return the overview of today."""
        key = (home.token(self.layers.settings), date.today())
        with self._lock:
            if key not in self._kept:
                self._kept = {key: _made(self.layers, date.today())}
            return self._kept[key]


def overview() -> Overview:
    """Return the overview of the app that is answering."""
    kept = current_app.extensions.get(_EXTENSION)
    if kept is None:
        kept = current_app.extensions[_EXTENSION] = Overviews(services())
    return cast(Overviews, kept).now()


def _made(layers: Services, today: date) -> Overview:
    records = {record.id: record for record in layers.registry.documents()}
    bases: dict[int, tuple[int, ...]] = {}
    for document, basis in layers.registry.bases():
        bases[document] = (*bases.get(document, ()), basis)
    return Overview(records, bases, _changes(layers, records), today)


def _changes(layers: Services, records: dict[int, DocumentRecord]) -> tuple[Changed, ...]:
    dated = sorted(records.values(), key=lambda record: record.issued or date.min, reverse=True)
    once: dict[int, Changed] = {}
    for act in dated[:ACTS]:
        for each in _changes_by(layers, act):
            once.setdefault(each.document.id, each)
        if len(once) >= ENOUGH:
            break
    return tuple(sorted(once.values(), key=lambda each: each.on or date.min, reverse=True))


def _changes_by(layers: Services, act: DocumentRecord) -> list[Changed]:
    return [
        Changed(each.other, act, words.verb(each.verb, inbound=True), act.effective or act.issued)
        for each in layers.registry.relations_of(act.id)
        if not each.inbound and each.other is not None and words.verb_changes(each.verb)
    ]
