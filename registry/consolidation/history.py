"""From the registry to the text on a date: which acts amend this one, and what is missing to say."""

from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import date
from typing import Protocol

from registry.consolidation.timeline import Act, Consolidated, Pending, as_of
from registry.document import Provision
from registry.records import DocumentRecord, DocumentText, RelationRecord

AMENDING_VERBS = frozenset({"amends", "supplements", "repeals", "repeals_partly", "replaces", "corrects"})
"""Verbs by which another act may change the words of this one."""


class Shelf(Protocol):
    """What is needed of the registry."""

    def text_of(self, document_id: int) -> DocumentText | None:
        """Return a document's text, or None when only its facts are known."""

    def relations_of(self, document_id: int) -> list[RelationRecord]:
        """Return a document's relations, both directions."""


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
    texts = [(other, shelf.text_of(other.id)) for other in _amending(shelf.relations_of(document.id))]
    acts = tuple(_act(other, text.text, text.provisions) for other, text in texts if text)
    missing = tuple(_without_text(other) for other, text in texts if text is None)
    return Members(_act(document, own.text, own.provisions), acts, missing)


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
        if relation.inbound and relation.verb in AMENDING_VERBS and other and other.id not in seen:
            seen.add(other.id)
            yield other


def _act(document: DocumentRecord, text: str, provisions: tuple[Provision, ...]) -> Act:
    name = f"{document.type} số {document.number}"
    return Act(document.number, name, document.title, text, provisions, document.effective)


def _without_text(other: DocumentRecord) -> Pending:
    words = f"{other.type} số {other.number}. {other.title}".strip()
    return Pending(other.number, "", words, "Chưa có toàn văn của văn bản sửa đổi.", other.effective)
