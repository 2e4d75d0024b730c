"""What is true of a document at present, each thing under a key of its own."""

import hashlib
from collections import defaultdict
from collections.abc import Iterator, Sequence
from datetime import date, timedelta
from typing import Final, Protocol

from registry.consolidation.history import AMENDING_VERBS
from registry.consolidation.history import Shelf as TextShelf
from registry.effect import Event, EventKind
from registry.news.values import Draft, NewsKind, Told
from registry.records import Contents, DocumentRecord, RelationRecord
from registry.redline import compare, versions
from registry.text import squeeze

ACTS_UPON: Final = AMENDING_VERBS | {"suspends"}
SILENT: Final = frozenset({"refers"})  # a mere mention is no news
_COMING: Final = frozenset(EventKind) - {EventKind.ENACTED, EventKind.REPORTED}
_EVIDENCE: Final = 400  # characters
_WORDS: Final = 1500  # characters of a wording that are kept


class Shelf(TextShelf, Protocol):
    """What is needed of the registry."""

    def contents_of(self, document_id: int) -> Contents | None:
        """Return a document's text without its citations, or None when only its facts are known."""


def look(shelf: Shelf, record: DocumentRecord, events: Sequence[Event], today: date, days: int) -> dict[str, Draft]:
    """Return everything that is true of a document and would be news if it had not been before.

    Args:
        shelf: Where texts and relations are.
        record: The document.
        events: What happened and will happen to it.
        today: The day of asking.
        days: How many days ahead a change of effect is told.
    """
    relations = shelf.relations_of(record.id)
    found = [*_text(shelf, record), _effect(record), *_edges(relations), *_coming(events, today, days)]
    if record.has_text and any(_amends(each) for each in relations):
        found += _wordings(shelf, record, today)
    return {each.key: each for each in found}


def _text(shelf: Shelf, record: DocumentRecord) -> Iterator[Draft]:
    text = shelf.contents_of(record.id) if record.has_text else None
    if text is not None:
        digest = hashlib.sha256(" ".join(text.text.split()).encode()).hexdigest()[:16]
        yield Draft(f"text:{digest}", NewsKind.TEXT)


def _effect(record: DocumentRecord) -> Draft:
    effect = record.effect
    told = Told(state=effect.state, reason=effect.reason)
    return Draft(f"state:{effect.state}", NewsKind.EFFECT, on=effect.since, told=told)


def _amends(relation: RelationRecord) -> bool:
    return relation.inbound and relation.verb in AMENDING_VERBS and bool(relation.other and relation.other.has_text)


def _edges(relations: Sequence[RelationRecord]) -> Iterator[Draft]:
    """Yield one thing for each verb and other document; the first clause that says so is its evidence."""
    grouped: dict[tuple[str, bool, str], list[RelationRecord]] = defaultdict(list)
    for each in relations:
        if each.verb not in SILENT:
            grouped[each.verb, each.inbound, each.number].append(each)
    for (verb, inbound, number), edges in grouped.items():
        edge = next((each for each in edges if each.source_provision), edges[0])
        kind = NewsKind.AMENDED if inbound and verb in ACTS_UPON else NewsKind.RELATED
        yield Draft(
            f"edge:{verb}:{'in' if inbound else 'out'}:{number}",
            kind,
            _only({each.provision or "" for each in edges}) if inbound else "",
            told=Told(
                other=number,
                other_id=edge.other.id if edge.other else None,
                verb=verb,
                inbound=inbound,
                clause=edge.source_provision or "",
                evidence="" if edge.origin == "catalogue" else _short(edge.evidence, _EVIDENCE),
            ),
        )


def _only(addresses: set[str]) -> str:
    return next(iter(addresses)) if len(addresses) == 1 else ""


def _coming(events: Sequence[Event], today: date, days: int) -> Iterator[Draft]:
    for each in events:
        if each.kind in _COMING and each.on is not None and today < each.on <= today + timedelta(days=days):
            yield Draft(
                f"soon:{each.kind}:{each.on}:{each.source}:{each.provision or ''}",
                NewsKind.SOON,
                each.provision or "",
                each.on,
                Told(other=each.source, event=each.kind.value, evidence=_short(each.evidence, _EVIDENCE)),
            )


def _wordings(shelf: Shelf, record: DocumentRecord, today: date) -> Iterator[Draft]:
    """Yield every provision whose own words change on a day; told when it is known and again when the day has come."""
    for version in versions(shelf, record):
        if version.on is None or not version.changed:
            continue
        changed = {each.id: each for each in compare(shelf, record, version.on - timedelta(days=1), version.on)}
        phase = "later" if version.on > today else "now"
        for address in version.changed:
            one = changed.get(address)
            if one is None:
                continue
            told = Told(
                other=one.source if one.source != record.number else ", ".join(version.acts),
                before=_short(one.left, _WORDS),
                after=_short(one.right, _WORDS),
                reason=" ".join(one.notes[-1:]),
            )
            key = f"words:{version.on}:{','.join(version.acts)}:{address}:{phase}"
            yield Draft(key, NewsKind.WORDING, address, version.on, told)


def _short(text: str, length: int) -> str:
    told = squeeze(text)
    return told if len(told) <= length else told[:length].rsplit(" ", 1)[0] + "…"
