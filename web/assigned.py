"""What the documents of a programme ask of the province and what may answer it.

Worked out once for each state of the index. The tasks of a text are found anew only when the text changes, so that
one new document costs one reading.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from threading import Lock
from typing import Final, cast

from flask import current_app

from indexer import home
from registry.document import Provision, ProvisionKind
from registry.records import DocumentRecord, DocumentText
from registry.tasks import Answer, Local, Task, answers, find, mark_of
from registry.tasks.answers import pairs
from registry.text import squeeze
from registry.vocabulary import Component, Programme
from web.overviews import Overview, overview
from web.services import Services, services
from web.views.contents import label_chain
from web.views.programme import CENTRAL, LOCAL, codes_of, tagged

_EXTENSION: Final = "vanban-assigned"
_CONSOLIDATED: Final = "Văn bản hợp nhất"
_MOST: Final = 600
"""Provisions of one local document that are compared with a task."""


@dataclass(frozen=True, slots=True)
class Asked:
    """A task with its words.

    Args:
        task: The task.
        place: Where it stands, in words.
        before: The sentence up to the verb.
        what: The sentence from the verb on.
        mark: What the sentence is known by.
    """

    task: Task
    place: str
    before: str
    what: str
    mark: str


@dataclass(frozen=True, slots=True)
class Assigned:
    """A document of the centre with its tasks and, for each, the documents that may answer it."""

    act: DocumentRecord
    tasks: tuple[tuple[Asked, tuple[Answer, ...]], ...]


@dataclass(frozen=True, slots=True)
class _Read:
    """What is kept of a local text: its provisions with their words, and what it cites, by document."""

    labels: dict[str, str]
    provisions: tuple[tuple[str, str], ...]
    cites: dict[int, tuple[tuple[str, str], ...]]


@dataclass
class Assignments:
    """The tasks of the programmes asked for, as of the index seen last."""

    layers: Services
    _tasks: "dict[tuple[object, ...], tuple[Asked, ...]]" = field(default_factory=dict)
    _texts: "dict[tuple[object, ...], _Read | None]" = field(default_factory=dict)
    _made: "dict[tuple[object, ...], tuple[Assigned, ...]]" = field(default_factory=dict)
    _lock: Lock = field(default_factory=Lock)

    def of(self, subject: Programme | Component, held: Overview) -> tuple[Assigned, ...]:
        """Return the documents of the centre for a programme or component that ask something of the province."""
        now = (home.token(self.layers.settings), held.today)
        with self._lock:
            if (now, subject.code) not in self._made:
                self._made = {key: value for key, value in self._made.items() if key[0] == now}
                self._made[now, subject.code] = tuple(self._all(subject, held))
            return self._made[now, subject.code]

    def label(self, document: DocumentRecord, provision: str) -> str:
        """Return the name in words of a provision of a local document."""
        read = self._read(document)
        return read.labels.get(provision, "") if read else ""

    def _all(self, subject: Programme | Component, held: Overview) -> Iterable[Assigned]:
        central = [r for r in tagged(held.records.values(), codes_of(subject.code)) if r.level == CENTRAL]
        for act in central:
            asked = self._asked(act) if act.has_text and not self._repeats(act) else ()
            if asked:
                followers = self._followers(act, held)
                yield Assigned(act, tuple((each, self._answers(each, act, followers)) for each in asked))

    def _repeats(self, act: DocumentRecord) -> bool:
        """Tell whether a text repeats another one held here: its tasks are listed there."""
        if act.type != _CONSOLIDATED:
            return False
        edges = self.layers.registry.relations_of(act.id)
        return any(e.verb == "consolidates" and not e.inbound and e.other and e.other.has_text for e in edges)

    def _asked(self, act: DocumentRecord) -> tuple[Asked, ...]:
        key = (act.id, act.updated)
        if key not in self._tasks:
            held = self.layers.registry.contents_of(act.id)
            found = find(held.text, held.provisions) if held else ()
            self._tasks[key] = tuple(_asked(held.text, held.provisions, task) for task in found) if held else ()
        return self._tasks[key]

    def _followers(self, act: DocumentRecord, held: Overview) -> list[Local]:
        resting = {each for each, bases in held.bases.items() if act.id in bases}
        known = [held.records.get(each) for each in {*resting, *self.layers.registry.citing(act.id)}]
        return [self._local(each, act, each.id in resting) for each in known if each and each.level in LOCAL]

    def _local(self, record: DocumentRecord, act: DocumentRecord, rests: bool) -> Local:
        read = self._read(record)
        return Local(
            record.id,
            body_of(record.issuer),
            record.issued,
            record.title,
            rests,
            read.provisions if read else (),
            read.cites.get(act.id, ()) if read else (),
        )

    def _read(self, record: DocumentRecord) -> _Read | None:
        key = (record.id, record.updated)
        if key not in self._texts:
            text = self.layers.registry.text_of(record.id) if record.has_text else None
            self._texts[key] = _read(text) if text else None
        return self._texts[key]

    @staticmethod
    def _answers(asked: Asked, act: DocumentRecord, followers: Sequence[Local]) -> tuple[Answer, ...]:
        return tuple(answers(asked.task, pairs(asked.what), act.issued, followers))


def assigned(subject: Programme | Component) -> tuple[Assigned, ...]:
    """Return what is asked of the province for a programme or component, by the app that is answering."""
    return _kept().of(subject, overview())


def label(document: DocumentRecord, provision: str) -> str:
    """Return the name in words of a provision of a local document."""
    return _kept().label(document, provision)


def body_of(issuer: str) -> str:
    """Return which body of a province an issuer is; "" when it is none of those that tasks are given to."""
    if "Hội đồng nhân dân" in issuer or "HĐND" in issuer:
        return "council"
    if "Ủy ban nhân dân" in issuer or "UBND" in issuer:
        return "chairman" if issuer.startswith("Chủ tịch") else "committee"
    return ""


def _kept() -> Assignments:
    kept = current_app.extensions.get(_EXTENSION)
    if kept is None:
        kept = current_app.extensions[_EXTENSION] = Assignments(services())
    return cast(Assignments, kept)


def _asked(text: str, provisions: Sequence[Provision], task: Task) -> Asked:
    sentence = text[task.start : task.end]
    return Asked(
        task,
        label_chain(provisions, task.provision),
        squeeze(text[task.start : task.verb_start]),
        squeeze(text[task.verb_start : task.end]),
        mark_of(sentence),
    )


def _read(text: DocumentText) -> _Read:
    compared = [p for p in text.provisions if p.kind in {ProvisionKind.ARTICLE, ProvisionKind.CLAUSE}][:_MOST]
    cites: dict[int, list[tuple[str, str]]] = {}
    for each in text.citations:
        if each.target_id is not None:
            by = _around(text.provisions, each.citation.start)
            cites.setdefault(each.target_id, []).append((by, each.target_provision or ""))
    return _Read(
        {each.id: label_chain(text.provisions, each.id) for each in text.provisions},
        tuple((each.id, text.text[each.start : each.end]) for each in compared),
        {target: tuple(dict.fromkeys(places)) for target, places in cites.items()},
    )


def _around(provisions: Sequence[Provision], at: int) -> str:
    """Return the smallest provision that holds a place, or "" for the preamble."""
    holding = [each for each in provisions if each.start <= at < each.end]
    return max(holding, key=lambda each: each.start).id if holding else ""
