"""What is new: what is true now and was not when the document was last looked at."""

from collections.abc import Collection, Iterator, Mapping
from dataclasses import replace
from typing import Final

from registry.news.values import Draft, NewsKind
from registry.records import DocumentRecord, RelationRecord

_RESTS_ON: Final = frozenset({"based_on", "guides", "delegates"})
_ORDER: Final = {kind: place for place, kind in enumerate(NewsKind)}


def tell(before: Collection[str] | None, now: Mapping[str, Draft], first: Draft) -> tuple[Draft, ...]:
    """Return what is new, in the order of :class:`NewsKind`.

    Args:
        before: Keys of what was true; None for a document that was not there.
        now: What is true.
        first: What is told of a document that was not there: one thing, not everything about it.
    """
    if before is None:
        return (first,)
    was = next((key.partition(":")[2] for key in before if key.startswith("state:")), "")
    found = (each for key, each in now.items() if key not in before)
    return tuple(sorted(_with_state(found, was), key=lambda each: (_ORDER[each.kind], each.key)))


def _with_state(found: Iterator[Draft], was: str) -> Iterator[Draft]:
    for each in found:
        yield replace(each, told=replace(each.told, was=was)) if each.kind is NewsKind.EFFECT else each


def arrival(record: DocumentRecord, relations: Collection[RelationRecord]) -> Draft:
    """Return what is told of a new document: guidance when it rests on a document of a programme that it belongs to."""
    codes = {tag.code.partition("-")[0] for tag in record.programmes}
    for each in relations:
        if each.inbound or each.verb not in _RESTS_ON or each.other is None:
            continue
        if codes & {tag.code.partition("-")[0] for tag in each.other.programmes}:
            told = Draft("arrived", NewsKind.GUIDANCE)
            return replace(told, told=replace(told.told, other=each.number, other_id=each.other.id, verb=each.verb))
    return Draft("arrived", NewsKind.ARRIVED)
