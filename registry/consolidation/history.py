"""From the registry to the text on a date: which acts amend this one, and what is missing to say."""

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from datetime import date
from typing import Protocol

from registry.consolidation.timeline import Act, Consolidated, Pending, as_of
from registry.document import Provision
from registry.effect import Event, EventKind
from registry.records import DocumentRecord, DocumentText, RelationRecord

AMENDING_VERBS = frozenset({"amends", "supplements", "repeals", "repeals_partly", "replaces", "corrects"})
"""Verbs by which another act may change the words of this one."""


_AMENDS = re.compile(r"sửa đổi|bổ sung|bãi bỏ|thay thế|đính chính", re.IGNORECASE)
"""Titles of acts that may change this one although the relation read from their text is another."""


class Shelf(Protocol):
    """What is needed of the registry."""

    def text_of(self, document_id: int) -> DocumentText | None:
        """Return a document's text, or None when only its facts are known."""

    def relations_of(self, document_id: int) -> list[RelationRecord]:
        """Return a document's relations, both directions."""

    def events_of(self, document_id: int) -> tuple[Event, ...]:
        """Return what happened to a document, by day."""


@dataclass(frozen=True, slots=True)
class Members:
    """A document with the acts that amend it.

    Args:
        base: The act as issued.
        amending: Acts that amend it and whose text is held.
        missing: What cannot be said for want of a text.
    """

    base: Act
    amending: tuple[Act, ...]
    missing: tuple[Pending, ...]


def members(shelf: Shelf, document: DocumentRecord) -> Members | None:
    """Return a document with the acts that amend it, or None when its own text is not held.

    Args:
        shelf: The registry.
        document: The document.
    """
    own = shelf.text_of(document.id)
    if own is None:
        return None
    acts, missing = _acts(shelf, document, frozenset({document.id}))
    return Members(_act(document, own.text, own.provisions), acts, missing)


def _acts(shelf: Shelf, document: DocumentRecord, seen: frozenset[int]) -> tuple[tuple[Act, ...], tuple[Pending, ...]]:
    """Return the acts that amend a document, with those that amend them in turn, and those whose text is missing."""
    others = [each for each in _amending(shelf.relations_of(document.id)) if each.id not in seen]
    texts = [(other, shelf.text_of(other.id)) for other in others]
    acts = tuple(_amended(shelf, other, text, seen | {other.id}) for other, text in texts if text)
    return acts, tuple(_without_text(other) for other, text in texts if text is None)


def _amended(shelf: Shelf, document: DocumentRecord, text: DocumentText, seen: frozenset[int]) -> Act:
    acts, _ = _acts(shelf, document, seen)
    suspended = _suspended(shelf.events_of(document.id))
    return replace(_act(document, text.text, text.provisions), amended_by=acts, suspended=suspended)


def _suspended(events: Sequence[Event]) -> tuple[tuple[date, date | None], ...]:
    """Return the stretches in which a document as a whole is suspended."""
    turns = [event for event in events if event.provision is None and event.on]
    starts = [event.on for event in turns if event.kind is EventKind.SUSPENDED and event.on]
    ends = [event.on for event in turns if event.kind is EventKind.RESUMED and event.on]
    return tuple((start, min((end for end in ends if end > start), default=None)) for start in starts)


def text_on(shelf: Shelf, document: DocumentRecord, on: date) -> Consolidated | None:
    """Return a document as it stands on a date, or None when its own text is not held.

    Args:
        shelf: The registry.
        document: The document.
        on: The date.
    """
    held = members(shelf, document)
    if held is None:
        return None
    result = as_of(held.base, held.amending, on)
    return replace(result, pending=(*result.pending, *held.missing))


def _amending(relations: Iterable[RelationRecord]) -> Iterable[DocumentRecord]:
    seen: set[int] = set()
    for relation in relations:
        other = relation.other
        amends = relation.verb in AMENDING_VERBS or (other is not None and _may_amend(other))
        if relation.inbound and amends and other and other.id not in seen:
            seen.add(other.id)
            yield other


def _may_amend(document: DocumentRecord) -> bool:
    return document.type != "Văn bản hợp nhất" and _AMENDS.search(document.title) is not None


def _act(document: DocumentRecord, text: str, provisions: tuple[Provision, ...]) -> Act:
    name = f"{document.type} số {document.number}"
    return Act(document.number, name, document.title, text, provisions, document.effective)


def _without_text(other: DocumentRecord) -> Pending:
    words = f"{other.type} số {other.number}. {other.title}".strip()
    return Pending(other.number, "", words, "Chưa có toàn văn của văn bản sửa đổi.", other.effective)
