"""The metadata of Akoma Ntoso: identification, publication, programmes, life cycle, references. Only known facts.

The schema demands a date for work, expression and manifestation; one that is not known is written as
:data:`UNKNOWN_DATE` under the name ``unknown``.
"""

from collections.abc import Sequence
from datetime import date
from typing import Final

from lxml import etree

from registry.interchange.addresses import plain, work_iri
from registry.records import DocumentRecord, RelationRecord

AKN: Final = "http://docs.oasis-open.org/legaldocml/ns/akn/3.0"
OWN: Final = "urn:vanban:1"
UNKNOWN_DATE: Final = "0001-01-01"
_SOURCE: Final = "#vanban"
_EVENTS: Final = {"amends": "amendment", "supplements": "amendment", "corrects": "amendment",
                  "repeals": "repeal", "replaces": "repeal"}  # fmt: skip


def metadata(
    record: DocumentRecord,
    relations: Sequence[RelationRecord],
    on: date,
    *,
    component: str = "main",
    length: int | None = None,
) -> etree._Element:
    """Return the ``meta`` element of a document or of one of its annexes.

    Args:
        record: Facts of the document.
        relations: Its relations, both directions; none for an annex.
        on: Day of the export.
        component: ``main`` or the address of an annex.
        length: Length of the canonical text, for the main document.
    """
    meta = etree.Element(f"{{{AKN}}}meta")
    _identification(meta, record, on, component)
    if length is None:
        return meta
    if record.programmes:
        _classification(meta, record)
    _lifecycle(meta, record, relations)
    _references(meta, record, relations)
    _proprietary(meta, record, length)
    return meta


def _sub(parent: etree._Element, tag: str, /, **attributes: str) -> etree._Element:
    return etree.SubElement(parent, f"{{{AKN}}}{tag}", attributes)


def _author(record: DocumentRecord) -> str:
    return f"#org-{record.issuer_code or plain(record.issuer) or 'unknown'}"


def _identification(meta: etree._Element, record: DocumentRecord, on: date, component: str) -> None:
    identification = _sub(meta, "identification", source=_SOURCE)
    iri = work_iri(record.type, record.issued, record.number)
    issued = (record.issued.isoformat(), "issued") if record.issued else (UNKNOWN_DATE, "unknown")
    expression = f"{iri}/vie@{record.issued.isoformat() if record.issued else ''}"
    work = _level(identification, "FRBRWork", iri, f"{iri}/!{component}", issued, _author(record))
    _sub(work, "FRBRcountry", value="vn")
    if record.type:
        _sub(work, "FRBRsubtype", value=plain(record.type))
    if record.number:
        _sub(work, "FRBRnumber", value=record.number)
    level = _level(identification, "FRBRExpression", expression, f"{expression}/!{component}", issued, _author(record))
    _sub(level, "FRBRlanguage", language="vie")
    made = (on.isoformat(), "exported")
    level = _level(
        identification, "FRBRManifestation", f"{expression}.akn", f"{expression}/!{component}.akn", made, _SOURCE
    )
    _sub(level, "FRBRformat", value="application/akn+xml")


def _level(
    parent: etree._Element, name: str, iri: str, this: str, when: tuple[str, str], author: str
) -> etree._Element:
    level = _sub(parent, name)
    _sub(level, "FRBRthis", value=this)
    _sub(level, "FRBRuri", value=iri)
    _sub(level, "FRBRdate", date=when[0], name=when[1])
    _sub(level, "FRBRauthor", href=author)
    return level


def _classification(meta: etree._Element, record: DocumentRecord) -> None:
    holder = _sub(meta, "classification", source=_SOURCE)
    for tag in dict.fromkeys(item.code for item in record.programmes):
        _sub(holder, "keyword", value=tag, showAs=tag, dictionary="#vanban-programmes")


def _lifecycle(meta: etree._Element, record: DocumentRecord, relations: Sequence[RelationRecord]) -> None:
    events = list(_events(record, relations))
    if not events:
        return
    holder = _sub(meta, "lifecycle", source=_SOURCE)
    for number, (when, kind, source) in enumerate(events):
        _sub(holder, "eventRef", eId=f"event_{number}", date=when.isoformat(), type=kind, source=source)
    if record.effective:
        _in_force(meta, events, record)


def _events(record: DocumentRecord, relations: Sequence[RelationRecord]) -> list[tuple[date, str, str]]:
    found = {(record.issued, "generation", "#this")} if record.issued else set()
    if record.effective:
        found.add((record.effective, "generation", "#this"))
    for relation in relations:
        kind = _EVENTS.get(relation.verb)
        when = relation.other.effective if relation.other else None
        if relation.inbound and kind and when and not (kind == "repeal" and relation.provision):
            found.add((when, kind, f"#act-{plain(relation.number)}"))
    if record.expired:
        found.add((record.expired, "repeal", "#this"))
    return sorted(found)


def _in_force(meta: etree._Element, events: Sequence[tuple[date, str, str]], record: DocumentRecord) -> None:
    dates = [when for when, _, _ in events]
    assert record.effective is not None
    group = _sub(_sub(meta, "temporalData", source=_SOURCE), "temporalGroup", eId="in_force")
    interval = _sub(group, "timeInterval", refersTo="#effect", start=f"#event_{dates.index(record.effective)}")
    if record.expired:
        interval.set("end", f"#event_{dates.index(record.expired)}")


def _references(meta: etree._Element, record: DocumentRecord, relations: Sequence[RelationRecord]) -> None:
    holder = _sub(meta, "references", source=_SOURCE)
    _sub(holder, "original", eId="this", href=work_iri(record.type, record.issued, record.number), showAs=record.number)
    seen: set[str] = set()
    for relation in relations:
        identifier = f"act-{plain(relation.number)}"
        if identifier not in seen and plain(relation.number):
            seen.add(identifier)
            name = "passiveRef" if relation.inbound else "activeRef"
            _sub(holder, name, eId=identifier, href=_iri(relation), showAs=relation.number)
    author = _author(record).removeprefix("#")
    href = f"/akn/ontology/organization/vn/{author.removeprefix('org-')}"
    _sub(holder, "TLCOrganization", eId=author, href=href, showAs=record.issuer or "?")
    _sub(holder, "TLCOrganization", eId="vanban", href="/akn/ontology/organization/vanban", showAs="Vanban")
    _sub(holder, "TLCConcept", eId="effect", href="/akn/ontology/concept/effect", showAs="hiệu lực")


def _iri(relation: RelationRecord) -> str:
    other = relation.other
    return work_iri(other.type, other.issued, other.number) if other else work_iri("", None, relation.number)


def _proprietary(meta: etree._Element, record: DocumentRecord, length: int) -> None:
    """Keep our own facts as they are, so that reading them back needs no guess."""
    holder = _sub(meta, "proprietary", source=_SOURCE)
    own = etree.SubElement(holder, f"{{{OWN}}}document", length=str(length))
    facts = {
        "number": record.number, "type": record.type, "title": record.title, "issuer": record.issuer,
        "issued": record.issued, "effective": record.effective, "expired": record.expired,
    }  # fmt: skip
    for name, value in facts.items():
        if value:
            own.set(name, str(value))
