"""From claims to documents: every claim with one number is looked at together, whichever arrived last."""

from collections import Counter
from collections.abc import Sequence

from sqlalchemy import or_, select, update
from sqlmodel import Session, col

from registry.models import ClaimRow, DocumentRow, OldSlugRow
from registry.numbers import parse_number
from registry.reading.keys import name_key, number_key
from registry.slugs import Named, longest, slugs
from registry.store import claims, outbox, rows
from registry.store.describe import Description, describe
from registry.store.identity import Cluster, clusters, issuers_of_number
from registry.store.plan import Plan, Touched
from registry.store.statement import Statement


def regroup(session: Session, group: str, touched: Touched) -> None:
    """Bring the documents of one group in line with its claims."""
    active = claims.active(session, group)
    plans = _plans(session, group, active)
    existing = _existing(session, group, active)
    homes = _homes(plans, existing)
    kept = {row.id for row in homes if row is not None}
    leaving = [row for row in existing if row.id not in kept]
    _step_aside(session, plans, homes, leaving)
    for plan, home in zip(plans, homes, strict=True):
        document_id = rows.write(session, home, plan, touched)
        for claim in plan.claims:
            claim.document_id = document_id
    session.flush()
    for row in leaving:
        _drop(session, row, active, touched)


def described(session: Session, group: str) -> list[tuple[DocumentRow, Description]]:
    """Return the documents of one group, each with what its claims say of it now; nothing is written."""
    found: list[tuple[DocumentRow, Description]] = []
    for plan in _plans(session, group, claims.active(session, group)):
        held = next((claim.document_id for claim in plan.claims if claim.document_id is not None), None)
        row = session.get(DocumentRow, held) if held is not None else None
        if row is not None:
            found.append((row, plan.description))
    return found


def _plans(session: Session, group: str, active: Sequence[ClaimRow]) -> list[Plan]:
    said = claims.statements(active)
    found = sorted(clusters(said), key=lambda cluster: cluster.identity)
    described = [_describe(cluster, said) for cluster in found]
    keys = ["|".join((group, c.identity.type, "+".join(c.identity.issuers), c.identity.issued)) for c in found]
    named = [_named(c, d, key) for c, d, key in zip(found, described, keys, strict=True)]
    addresses = _free(session, group, named)
    return [
        Plan(group, key, slug, description, tuple(active[at] for at in cluster.members))
        for cluster, description, key, slug in zip(found, described, keys, addresses, strict=True)
    ]


def _describe(cluster: Cluster, said: Sequence[Statement]) -> Description:
    return describe([said[at] for at in cluster.members], ambiguous=cluster.ambiguous)


def _named(cluster: Cluster, description: Description, key: str) -> Named:
    numbered = bool(number_key(description.number))
    parsed = parse_number(description.number)
    return Named(
        type=description.type,
        number=description.number if numbered else "",
        issuer=description.issuer,
        issued=description.issued.isoformat() if description.issued else "",
        title=description.title,
        dated=cluster.identity.dated,
        local=parsed is not None and not issuers_of_number(description.number),
        key=key,
    )


def _free(session: Session, group: str, named: Sequence[Named]) -> list[str]:
    """Addresses of the group; where another group has the same one, the form that nothing else can have."""
    wanted = slugs(named)
    elsewhere = (col(DocumentRow.number_key) != group) & col(DocumentRow.slug).in_(wanted)
    taken = set(session.scalars(select(col(DocumentRow.slug)).where(elsewhere)))
    return [longest(each) if slug in taken else slug for each, slug in zip(named, wanted, strict=True)]


def _existing(session: Session, group: str, active: Sequence[ClaimRow]) -> list[DocumentRow]:
    ids = {claim.document_id for claim in active if claim.document_id is not None}
    mine = or_(col(DocumentRow.number_key) == group, col(DocumentRow.id).in_(ids))
    found = session.scalars(select(DocumentRow).where(mine).order_by(col(DocumentRow.id))).all()
    return [row for row in found if row.number_key == group or not _lives_elsewhere(session, row, group)]


def _lives_elsewhere(session: Session, row: DocumentRow, group: str) -> bool:
    """Tell whether claims of another group still hold a document that a claim has left."""
    held = (col(ClaimRow.document_id) == row.id) & (col(ClaimRow.number_key) != group) & col(ClaimRow.retired).is_(None)
    return session.scalars(select(col(ClaimRow.id)).where(held).limit(1)).first() is not None


def _homes(plans: Sequence[Plan], existing: Sequence[DocumentRow]) -> list[DocumentRow | None]:
    """The row that each plan takes over: the one with its key, else where most of its claims were, else a spare one."""
    free = {row.id: row for row in existing}
    by_key = {row.key: row.id for row in existing}
    homes: list[DocumentRow | None] = [free.pop(by_key.get(plan.key), None) for plan in plans]
    for at, plan in enumerate(plans):
        if homes[at] is None:
            votes = Counter(claim.document_id for claim in plan.claims if claim.document_id in free)
            chosen = min(votes, key=lambda each: (-votes[each], each or 0), default=None)
            homes[at] = free.pop(chosen, None)
    spare = iter([free.pop(key) for key in sorted(key for key in free if key is not None)])
    return [home or next(spare, None) for home in homes]


def _step_aside(
    session: Session, plans: Sequence[Plan], homes: Sequence[DocumentRow | None], leaving: Sequence[DocumentRow]
) -> None:
    """Free keys and addresses that are about to change hands, so that two rows never hold one at the same moment."""
    for row in leaving:
        rows.remember(session, row)
        row.slug = row.key = f"~{row.id}"
    for plan, home in zip(plans, homes, strict=True):
        if home is None:
            continue
        if home.slug != plan.slug:
            rows.remember(session, home)
            home.slug = f"~{home.id}"
        if home.key != plan.key:
            home.key = f"~{home.id}"
    session.flush()


def _drop(session: Session, row: DocumentRow, active: Sequence[ClaimRow], touched: Touched) -> None:
    """Remove a document whose claims all went to another one, which inherits its addresses."""
    assert row.id is not None
    heir = next((claim.document_id for claim in active if claim.document_id), None)
    addresses = session.scalars(select(col(OldSlugRow.slug)).where(col(OldSlugRow.document_id) == row.id)).all()
    touched.keys |= {row.number_key, name_key(row.type, row.title)}
    touched.documents |= rows.neighbours(session, row.id)
    touched.documents.discard(row.id)
    touched.written.discard(row.id)
    rows.forget_overlaps(session, row)
    session.execute(update(ClaimRow).where(col(ClaimRow.document_id) == row.id).values(document_id=None))
    session.delete(row)
    session.flush()
    for slug in addresses:
        if heir is not None:
            rows.redirect(session, slug, heir)
    outbox.post(session, row.id, "drop")
