"""Catalogue entries as statements."""

import re
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace
from datetime import date
from typing import Final

from sqlalchemy import select
from sqlmodel import Session, col

from registry.catalogue import CatalogueEntry, CatalogueRelation, SourceStatement
from registry.document import ProgrammeTag, Relation, Signer
from registry.models import ClaimRow, DocumentRow
from registry.reading.keys import number_key, plain
from registry.store import claims, corrections, intake
from registry.store.describe import official_first
from registry.store.identity import issuer_keys
from registry.store.statement import Statement, from_json
from registry.vocabulary import vocabulary

_SIGNER: Final = re.compile(r"(?P<name>.+?)(?: \((?P<office>[^()]+)\))?")


def put(session: Session, entries: Sequence[CatalogueEntry]) -> set[int]:
    """Record entries; return the documents written. An entry that is given again as it was changes nothing."""
    said = [statement for key, entry in _keyed(entries) for statement in statements(entry, key)]
    groups = _completed(session, said)
    for statement in said:
        groups |= claims.put(session, corrections.applied(session, statement))
    return intake.settle(session, groups)


def _keyed(entries: Iterable[CatalogueEntry]) -> Iterator[tuple[str, CatalogueEntry]]:
    """Each entry with a key of its own; rows of one list that look alike are told apart by their order."""
    seen: Counter[str] = Counter()
    for entry in entries:
        key = _key(entry)
        seen[key] += 1
        yield (key if seen[key] == 1 else f"{key}#{seen[key]}"), entry


def statements(entry: CatalogueEntry, key: str) -> Iterator[Statement]:
    """Yield what an entry says under its key, then what each of its further sources says."""
    meant = next((each.issued for each in entry.statements if each.issued and each.verified), None)
    lead = Statement(
        origin="catalogue",
        source_key=key,
        source=min(entry.sources, key=official_first),
        number=entry.number,
        type=entry.type,
        issuers=tuple(name.strip() for name in entry.issuer.split(";") if name.strip()),
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


def _signers(names: str | None) -> tuple[Signer, ...]:
    parts = (part.strip() for part in (names or "").split(";"))
    found = (_SIGNER.fullmatch(part) for part in parts if part)
    return tuple(Signer(each["name"], each["office"] or "") for each in found if each)


def _signed(signers: Iterable[Signer]) -> str | None:
    """Return signers as one text that :func:`_signers` reads back."""
    return "; ".join(f"{each.name} ({each.office})" if each.office else each.name for each in signers) or None


def _relations(relations: Iterable[CatalogueRelation]) -> tuple[Relation, ...]:
    return tuple(
        Relation(each.verb, each.number, 0, 0, provision=each.provision, partial=each.provision is not None)
        for each in relations
    )


def export(session: Session) -> tuple[CatalogueEntry, ...]:
    """Return what is known of every document as entries: the catalogue's own as they came, others from their texts."""
    rows = session.scalars(select(DocumentRow).order_by(col(DocumentRow.number_key), col(DocumentRow.key)))
    return tuple(entry for row in rows for entry in _entries(session, row))


def _entries(session: Session, row: DocumentRow) -> list[CatalogueEntry]:
    query = select(ClaimRow).where(col(ClaimRow.document_id) == row.id, col(ClaimRow.retired).is_(None))
    claimed = [(claim, from_json(claim.content)) for claim in session.scalars(query.order_by(col(ClaimRow.id)))]
    listed = [said for claim, said in claimed if claim.origin == "catalogue"]
    leads = [said for said in listed if not said.extends]
    if not leads:
        return [_from_text(row, [claim.recorded.date() for claim, _ in claimed])]
    return [_entry(row, lead, [said for said in listed if said.extends == lead.source_key]) for lead in leads]


def _entry(row: DocumentRow, lead: Statement, further: list[Statement]) -> CatalogueEntry:
    return CatalogueEntry(
        number=lead.number or row.number,
        type=lead.type or row.type,
        issuer="; ".join(lead.issuers) or row.issuer,
        level=row.level,
        sources=lead.sources or (lead.source,),
        recorded=lead.recorded or row.updated.date(),
        title=lead.title or "",
        issued=lead.issued,
        effective=lead.effective,
        expired=lead.expired,
        status=lead.status,
        programmes=tuple(tag.code for tag in lead.programmes),
        signer=_signed(lead.signers),
        relations=_listed(lead),
        verified=lead.verified,
        notes=lead.notes,
        statements=tuple(_statement(row, each) for each in further),
    )


def _statement(row: DocumentRow, said: Statement) -> SourceStatement:
    return SourceStatement(
        source=said.source,
        recorded=said.recorded or row.updated.date(),
        verified=said.verified,
        title=said.title,
        issued=said.issued,
        effective=said.effective,
        expired=said.expired,
        status=said.status,
        signer=_signed(said.signers),
        relations=_listed(said),
        notes=said.notes,
    )


def _listed(said: Statement) -> tuple[CatalogueRelation, ...]:
    return tuple(CatalogueRelation(each.verb, each.number or "", each.provision) for each in said.relations)


def _from_text(row: DocumentRow, days: list[date]) -> CatalogueEntry:
    return CatalogueEntry(
        number=row.number,
        type=row.type,
        issuer=row.issuer,
        level=row.level,
        sources=tuple(row.sources) or (f"sha256:{row.original}",),
        recorded=min(days, default=row.updated.date()),
        title=row.title,
        issued=row.issued,
        effective=row.effective,
        expired=row.expired,
        status=row.status,
        programmes=tuple(sorted({tag[0] for tag in row.programmes})),
        signer=_signed(Signer(*each[:2]) for each in row.signers),
        verified=row.verified,
    )
