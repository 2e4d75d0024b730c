"""The page of one document: status, attributes with who said them, contents, relations, related documents."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from urllib.parse import urlsplit

from flask_babel import gettext as _

from registry.document import Issue
from registry.records import DocumentRecord, DocumentText, Fact, RelationRecord
from registry.store.describe import official_first
from registry.vocabulary import slug as slugified
from web import addresses
from web.views import relations, words
from web.views.contents import label_chain
from web.views.documents import DocumentRow, row
from web.views.relations import RelationGroup


@dataclass(frozen=True, slots=True)
class Statement:
    """What one source says.

    Args:
        value: As shown.
        source: Web address, file name or person.
        url: The source's address when it is on the web.
        recorded: Day on which it was recorded.
        origin: ``machine``, ``catalogue`` or ``hand``.
        verified: False when the source itself is doubtful.
    """

    value: str
    source: str
    url: str | None
    recorded: date
    origin: str
    verified: bool


@dataclass(frozen=True, slots=True)
class Attribute:
    """A field of the document, its value and everyone who stated it; ``disputed`` when they disagree."""

    field: str
    label: str
    value: str
    statements: tuple[Statement, ...]
    disputed: bool


@dataclass(frozen=True, slots=True)
class Source:
    """A web page that knows the document.

    Args:
        url: Its address.
        site: Its host.
        official: True for a site of the state.
        own: True when the address names the document's number: its own page rather than one that mentions it.
    """

    url: str
    site: str
    official: bool
    own: bool


@dataclass(frozen=True, slots=True)
class Doubt:
    """What the machine was not sure of while reading, and the provision where it arose."""

    message: str
    place: str
    url: str | None


@dataclass(frozen=True, slots=True)
class RelatedView:
    """A related document and why: ``kind`` is ``relation``, ``citations`` or ``text``."""

    document: DocumentRow
    kind: str
    reason: str
    score: float


@dataclass(frozen=True, slots=True)
class DocumentView:
    """Everything but the text that a document page shows.

    Args:
        document: Its list row.
        effective: First day in force.
        expired: First day no longer in force.
        signers: Names with their office.
        attributes: Every field with its sources.
        relations: In both directions, by verb.
        changed_by: The relations that changed this document.
        rests_on: What it is based on.
        related: Related documents with reasons.
        sources: Where it can be read on the web.
        notes: Remarks of the sources, word for word.
        doubts: What the machine was not sure of while reading the text.
        original: Address of the stored original file, or None.
        text_length: Characters of the canonical text; 0 when it is not held.
        updated: Day of the last change of the record.
    """

    document: DocumentRow
    effective: date | None
    expired: date | None
    signers: tuple[str, ...]
    attributes: tuple[Attribute, ...]
    relations: tuple[RelationGroup, ...]
    changed_by: tuple[RelationGroup, ...]
    rests_on: tuple[RelationGroup, ...]
    related: tuple[RelatedView, ...]
    sources: tuple[Source, ...]
    notes: tuple[Statement, ...]
    doubts: tuple[Doubt, ...]
    original: str | None
    text_length: int
    updated: date


def view(
    record: DocumentRecord,
    facts: Iterable[Fact],
    edges: Iterable[RelationRecord],
    related: Iterable[RelatedView],
    text: DocumentText | None,
) -> DocumentView:
    """Put together what the page of a document shows beside its text.

    Args:
        record: The document.
        facts: What is stated about it.
        edges: Its relations in both directions.
        related: Related documents.
        text: Its text when it is held; gives the length and the printed names of its provisions.
    """
    edges = list(edges)
    made = relations.groups(record, edges, own_labels(text, edges))
    stated = list(facts)
    return DocumentView(
        document=row(record),
        effective=record.effective,
        expired=record.expired,
        signers=tuple(", ".join(part for part in (each.name, each.office) if part) for each in record.signers),
        attributes=tuple(_attributes(record, stated)),
        relations=made,
        changed_by=relations.changed_by(made),
        rests_on=relations.rests_on(made),
        related=tuple(related),
        sources=sources(record.sources, record.number),
        notes=tuple(_statement(fact) for fact in stated if fact.field == "notes"),
        doubts=tuple(dict.fromkeys(_doubt(record.slug, text, issue) for issue in text.issues)) if text else (),
        original=addresses.original(record.original, record.slug) if record.original else None,
        text_length=len(text.text) if text else 0,
        updated=record.updated.date(),
    )


def own_labels(text: DocumentText | None, edges: Iterable[RelationRecord]) -> dict[str, str]:
    """Return the printed names of the provisions of a document that its relations mention."""
    if text is None:
        return {}
    mentioned = {each.provision if each.inbound else each.source_provision for each in edges}
    return {each.id: label_chain(text.provisions, each.id) for each in text.provisions if each.id in mentioned}


def _doubt(slug: str, text: DocumentText, issue: Issue) -> Doubt:
    around = [each for each in text.provisions if issue.start is not None and each.start <= issue.start < each.end]
    if not around:
        return Doubt(issue.message, "", None)
    inmost = max(around, key=lambda each: each.start)
    return Doubt(issue.message, label_chain(text.provisions, inmost.id), addresses.document(slug, inmost.id))


def sources(found: Sequence[str], number: str) -> tuple[Source, ...]:
    """Return the web pages among the sources: those of the document itself first, official ones before others."""
    wanted = slugified(number)
    made = []
    for url in found:
        site = (urlsplit(url).hostname or "").removeprefix("www.")
        if site and url.startswith(("https://", "http://")):
            made.append(Source(url, site, official=not official_first(url)[0], own=wanted in url.lower()))
    return tuple(sorted(made, key=lambda source: (not source.own, not source.official)))


def field_labels() -> dict[str, str]:
    """Return the Vietnamese name of every field, in the order of the page."""
    return {
        "number": _("Số ký hiệu"),
        "type": _("Loại văn bản"),
        "title": _("Trích yếu"),
        "issuer": _("Cơ quan ban hành"),
        "level": _("Cấp ban hành"),
        "issued": _("Ngày ban hành"),
        "effective": _("Ngày có hiệu lực"),
        "expired": _("Ngày hết hiệu lực"),
        "status": _("Tình trạng theo nguồn"),
        "signer": _("Người ký"),
        "signers": _("Người ký"),
        "place": _("Nơi ký"),
        "programme": _("Chương trình"),
        "programmes": _("Chương trình"),
    }


def _attributes(record: DocumentRecord, facts: list[Fact]) -> Iterable[Attribute]:
    for field, label in field_labels().items():
        stated = [fact for fact in facts if fact.field == field]
        value = _value_of(record, field) or (shown(field, stated[0].value) if stated else "")
        if value:
            statements = tuple(_statement(fact) for fact in stated)
            disputed = len({words.plain(each.value) for each in statements}) > 1 and field not in _MANY
            yield Attribute(field, label, value, statements, disputed)


_MANY = {"programme", "programmes", "signer", "signers"}


def _value_of(record: DocumentRecord, field: str) -> str:
    if field == "level":
        return words.level(record.level)
    if field in {"programme", "signer"}:
        return ""
    if field == "programmes":
        return "; ".join(words.programme(tag.code) for tag in record.programmes)
    if field == "signers":
        return "; ".join(signer.name for signer in record.signers)
    value = getattr(record, field, None)
    return words.day(value) if isinstance(value, date) else str(value or "")


def _statement(fact: Fact) -> Statement:
    url = fact.source if fact.source.startswith(("https://", "http://")) else None
    return Statement(shown(fact.field, fact.value), fact.source, url, fact.recorded, fact.origin, fact.verified)


def shown(field: str, value: str) -> str:
    """Return a stored value as a reader sees it: ISO dates become dd/mm/yyyy, codes become words."""
    if field in {"programme", "programmes"}:
        return words.programme(value)
    if field == "level":
        return words.level(value)
    if field in {"issued", "effective", "expired"}:
        try:
            return words.day(date.fromisoformat(value))
        except ValueError:
            return value
    return value
