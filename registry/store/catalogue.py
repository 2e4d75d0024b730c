"""Catalogue entries as statements."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace

from sqlalchemy import select
from sqlmodel import Session, col

from registry.catalogue import CatalogueEntry, CatalogueRelation, SourceStatement
from registry.document import ProgrammeTag, Relation, Signer
from registry.models import ClaimRow
from registry.store import claims, intake
from registry.store.describe import official_first
from registry.store.identity import issuer_keys
from registry.store.keys import number_key, plain
from registry.store.statement import Statement
from registry.vocabulary import vocabulary


def put(session: Session, entries: Sequence[CatalogueEntry]) -> set[int]:
    """Record entries; return the documents written. An entry that is given again as it was changes nothing."""
    said = [statement for entry in entries for statement in statements(entry)]
    groups = _completed(session, said)
    for statement in said:
        groups |= claims.put(session, statement)
    return intake.settle(session, groups)


def statements(entry: CatalogueEntry) -> Iterator[Statement]:
    """Yield what an entry says, then what each of its further sources says."""
    meant = next((each.issued for each in entry.statements if each.issued and each.verified), None)
    lead = Statement(
        origin="catalogue",
        source_key=_key(entry),
        source=min(entry.sources, key=official_first),
        number=entry.number,
        type=entry.type,
        issuers=(entry.issuer,),
        title=entry.title or None,
        issued=entry.issued,
        effective=entry.effective,
        expired=entry.expired,
        status=entry.status,
        programmes=tuple(_tag(code) for code in entry.programmes),
        signers=_signers(entry.signer),
        sources=entry.sources,
        relations=_relations(entry.relations),
        verified=entry.verified,
        notes=entry.notes,
        recorded=entry.recorded,
        meant=meant,
    )
    yield lead
    yield from (_further(lead, each) for each in entry.statements)


def _further(lead: Statement, said: SourceStatement) -> Statement:
    """A source that was found later is the better one when it is sure of itself."""
    return replace(
        lead,
        source_key=f"{lead.source_key}@{said.source}",
        source=said.source,
        title=said.title,
        issued=said.issued,
        effective=said.effective,
        expired=said.expired,
        status=said.status,
        programmes=(),
        signers=_signers(said.signer),
        sources=(said.source,) if "://" in said.source else (),
        relations=_relations(said.relations),
        verified=said.verified,
        rank=-1,
        notes=said.notes,
        recorded=said.recorded,
        extends=lead.source_key,
    )


def _key(entry: CatalogueEntry) -> str:
    """Numbers that carry no year are given once a year, so the year tells two entries of one number apart."""
    number = number_key(entry.number) or plain(entry.title)
    carries_year = number.count("/") > 1
    year = "" if carries_year or entry.issued is None else str(entry.issued.year)
    return "|".join((number, plain(entry.type), "+".join(issuer_keys([entry.issuer])), year))


def _completed(session: Session, said: Iterable[Statement]) -> set[str]:
    """Set aside entries without a date whose date is given now."""
    given = {each.source_key for each in said}
    undated = {each.source_key.rpartition("|")[0] + "|" for each in said if not each.extends} - given
    query = select(ClaimRow).where(col(ClaimRow.origin) == "catalogue", col(ClaimRow.retired).is_(None))
    stale = [row for row in session.scalars(query) if row.source_key.split("@")[0] in undated]
    return {key for row in stale for key in claims.retire(session, row)}


def _tag(code: str) -> ProgrammeTag:
    programme = vocabulary().programme(code)
    name = programme.short if programme else code
    return ProgrammeTag(code, f"Danh mục văn bản ghi thuộc chương trình {name}.")


def _signers(name: str | None) -> tuple[Signer, ...]:
    return (Signer(name),) if name else ()


def _relations(relations: Iterable[CatalogueRelation]) -> tuple[Relation, ...]:
    return tuple(
        Relation(each.verb, each.number, 0, 0, provision=each.provision, partial=each.provision is not None)
        for each in relations
    )
