"""Effect as the store keeps it: dated events beside the document, the state of a day worked out on reading."""

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import replace
from datetime import date
from typing import Any, Final

from sqlalchemy import select
from sqlmodel import Session, col

from registry.effect import Change, Event, EventKind, Facts, Report, derive_events, state_on
from registry.models import ClaimRow, DocumentRow, FactRow, RelationRow
from registry.reading import codec
from registry.records import EffectState

Sayers = dict[tuple[int, str, str], tuple[str, bool]]  # document, field and value -> source, and whether it is sure

_BATCH: Final = 400
_FIELDS: Final = {
    EventKind.ENACTED: "issued",
    EventKind.TAKES_EFFECT: "effective",
    EventKind.EXPIRED: "expired",
}


def events(row: DocumentRow) -> tuple[Event, ...]:
    """Return what happened to a document."""
    return tuple(codec.unpack(Event, row.events)) if row.events else ()


def state(row: DocumentRow, on: date, provision: str | None = None) -> EffectState:
    """Return the state of a document, or of one of its provisions, on a day."""
    return state_on(events(row), on, provision)


def refresh(session: Session, ids: Iterable[int]) -> set[int]:
    """Work out the events of these documents again; return those whose events changed."""
    wanted = sorted(ids)
    changed: set[int] = set()
    for at in range(0, len(wanted), _BATCH):
        changed |= _refresh(session, wanted[at : at + _BATCH])
    session.flush()
    return changed


def _refresh(session: Session, ids: Sequence[int]) -> set[int]:
    changes, reports, sayers = _changes(session, ids), _reports(session, ids), _sayers(session, ids)
    changed = set()
    for row in session.scalars(select(DocumentRow).where(col(DocumentRow.id).in_(ids))):
        assert row.id is not None
        derived = derive_events(_facts(row), changes[row.id], reports[row.id])
        found = _packed(_sourced(event, row.id, sayers) for event in derived)
        if found != row.events:
            row.events = found
            changed.add(row.id)
    return changed


def _sourced(event: Event, document_id: int, sayers: Sayers) -> Event:
    """Name the source of a day that the document's own facts give."""
    field = _FIELDS.get(event.kind)
    if field is None or event.on is None or event.source:
        return event
    source, verified = sayers.get((document_id, field, event.on.isoformat()), ("", True))
    return replace(event, source=source, verified=verified)


def _sayers(session: Session, ids: Sequence[int]) -> Sayers:
    """Who gives each day of each document, and whether it is sure; the signed text before a catalogue."""
    query = (
        select(col(ClaimRow.document_id), FactRow)
        .join(FactRow, col(FactRow.claim_id) == col(ClaimRow.id))
        .where(
            col(ClaimRow.document_id).in_(ids),
            col(ClaimRow.retired).is_(None),
            col(FactRow.field).in_(_FIELDS.values()),
            col(FactRow.replaced).is_(None),
        )
        .order_by(col(FactRow.verified), col(FactRow.origin), col(FactRow.source).desc())
    )
    return {(key or 0, fact.field, fact.value): (fact.source, fact.verified) for key, fact in session.execute(query)}


def _facts(row: DocumentRow) -> Facts:
    return Facts(row.number, row.type, row.issued, row.effective, row.expired)


def _packed(found: Iterable[Event]) -> dict[str, Any]:
    return codec.loads(codec.dumps(Event, found))


def _changes(session: Session, ids: Sequence[int]) -> dict[int, list[Change]]:
    """What others do to each document; a catalogue's edge that a text states as well is told by the text."""
    edge, acting = RelationRow, DocumentRow
    query = (
        select(edge, col(acting.number), col(acting.issued), col(acting.effective))
        .join(acting, col(acting.id) == col(edge.document_id))
        .where(col(edge.target_id).in_(ids))
    )
    rows = session.execute(query).all()
    doubtful = _doubtful(session, {each.document_id for each, *_ in rows})
    stated = {(each.document_id, each.target_id, each.verb) for each, *_ in rows if each.origin != "catalogue"}
    found: dict[int, list[Change]] = defaultdict(list)
    for each, number, issued, effective in rows:
        if each.origin != "catalogue" or (each.document_id, each.target_id, each.verb) not in stated:
            evidence = each.evidence if each.origin == "machine" else ""
            change = Change(each.verb, number, issued, effective, each.provision, each.partial, evidence)
            sure = each.origin != "catalogue" or (each.document_id, each.evidence) not in doubtful
            found[each.target_id or 0].append(replace(change, verified=sure))
    return found


def _doubtful(session: Session, ids: Iterable[int]) -> set[tuple[int | None, str]]:
    """Documents and the doubtful sources that speak of them; an edge of a catalogue has its source as evidence."""
    mine = col(ClaimRow.document_id).in_(ids) & col(ClaimRow.verified).is_(False) & col(ClaimRow.retired).is_(None)
    return {
        (key, source)
        for key, source in session.execute(select(col(ClaimRow.document_id), col(ClaimRow.source)).where(mine))
    }


def _reports(session: Session, ids: Sequence[int]) -> dict[int, list[Report]]:
    query = (
        select(col(ClaimRow.document_id), FactRow)
        .join(FactRow, col(FactRow.claim_id) == col(ClaimRow.id))
        .where(
            col(ClaimRow.document_id).in_(ids),
            col(ClaimRow.retired).is_(None),
            col(FactRow.field) == "status",
            col(FactRow.replaced).is_(None),
        )
    )
    found: dict[int, list[Report]] = defaultdict(list)
    for document_id, fact in session.execute(query):
        found[document_id or 0].append(Report(fact.value, fact.recorded, fact.source, fact.verified))
    return found
