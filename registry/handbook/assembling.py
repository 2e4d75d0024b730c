"""Takes references to the registry and brings back everything that a handbook prints."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Protocol

from registry.effect import Event, EventKind
from registry.errors import BadRequest, NotKnown
from registry.handbook.blocks import blocks, ranges_of
from registry.handbook.content import Block, BookDocument, BookPart, HandbookContent
from registry.handbook.spec import HandbookSpec, PartSpec, Reference
from registry.records import DocumentRecord, DocumentText, EffectState
from registry.text import fold, short_day, squeeze
from registry.vocabulary import slug, vocabulary

GENERAL = "Văn bản chung"
_SHOWN = 10
_CHANGING = (EventKind.AMENDED, EventKind.ADDED, EventKind.PARTLY_REPEALED)


class Shelf(Protocol):
    """The part of the registry that a handbook needs."""

    def by_number(self, text: str, /) -> list[DocumentRecord]: ...  # noqa: D102
    def by_slug(self, slug: str, /) -> DocumentRecord: ...  # noqa: D102
    def text_of(self, document_id: int, /) -> DocumentText | None: ...  # noqa: D102
    def effect_on(self, document_id: int, on: date, /) -> EffectState: ...  # noqa: D102
    def events_of(self, document_id: int, /) -> Sequence[Event]: ...  # noqa: D102


@dataclass(frozen=True, slots=True)
class _Found:
    """A reference and the document it names."""

    reference: Reference
    record: DocumentRecord


def assemble(registry: Shelf, spec: HandbookSpec) -> HandbookContent:
    """Bring together what a specification asks for.

    Args:
        registry: Where documents come from; only references are looked up, nothing is searched.
        spec: The plan.

    Returns:
        The content, with warnings about documents that are not surely in force, or were changed, by the book's date.

    Raises:
        NotKnown: References that the registry does not hold; the message lists them.
        BadRequest: A reference that fits several documents, or one document asked for twice.
    """
    found = {reference: _resolve(registry, reference) for reference in _references(spec)}
    unknown = [_written(reference) for reference, record in found.items() if record is None]
    if unknown:
        raise _unknown(unknown)
    known = {reference: _Found(reference, record) for reference, record in found.items() if record is not None}
    _refuse_twins(known.values())
    parts = tuple(_part(registry, part, known, spec.as_at) for part in _planned(spec, known))
    return HandbookContent(
        title=spec.title,
        department=spec.department,
        edition=spec.edition,
        as_at=spec.as_at,
        printed=spec.printed or spec.as_at,
        parts=parts,
        paper=spec.paper,
        approved_by=spec.approved_by,
        contact=spec.contact,
        warnings=tuple(_warnings(parts, spec.as_at)),
    )


def _references(spec: HandbookSpec) -> list[Reference]:
    return [*(reference for part in spec.parts for reference in part.references), *spec.references]


def _resolve(registry: Shelf, reference: Reference) -> DocumentRecord | None:
    """Find the one document of a reference: by its slug when it looks like one, else by its exact number."""
    if fold(reference.document) == reference.document and "/" not in reference.document:
        try:
            return registry.by_slug(reference.document)
        except NotKnown:
            pass
    wanted = _plain(reference.document)
    matches = [record for record in registry.by_number(reference.document) if _plain(record.number) == wanted]
    if len(matches) > 1:
        raise _ambiguous(reference, matches)
    return matches[0] if matches else None


def _plain(number: str) -> str:
    return "".join(squeeze(number).casefold().split())


def _planned(spec: HandbookSpec, known: dict[Reference, _Found]) -> list[PartSpec]:
    loose = [known[reference] for reference in spec.references]
    return [part for part in (*spec.parts, *_by_programme(loose)) if part.references]


def _by_programme(found: Sequence[_Found]) -> list[PartSpec]:
    """Put documents behind the divider of their first programme, highest rank and oldest first."""
    names = {programme.code: programme.name for programme in vocabulary().programmes}
    groups: dict[str, list[_Found]] = {code: [] for code in [*names, ""]}
    for item in found:
        codes = [tag.code for tag in item.record.programmes if tag.code in names]
        groups[codes[0] if codes else ""].append(item)
    return [
        PartSpec(names.get(code, GENERAL), tuple(item.reference for item in sorted(items, key=_seniority)))
        for code, items in groups.items()
        if items
    ]


def _seniority(item: _Found) -> tuple[int, date, str]:
    kinds = {kind.name: kind.rank for kind in vocabulary().types}
    return kinds.get(item.record.type, 99), item.record.issued or date.max, item.record.number


def _part(registry: Shelf, part: PartSpec, known: dict[Reference, _Found], on: date) -> BookPart:
    documents = tuple(_document(registry, known[reference], on) for reference in part.references)
    return BookPart(part.title, documents, part.note)


def _document(registry: Shelf, found: _Found, on: date) -> BookDocument:
    record = found.record
    effect = registry.effect_on(record.id, on)
    text = registry.text_of(record.id)
    made, lost = _text(text, found) if text is not None else ((), 0)
    labels = {state.code: state.label for state in vocabulary().effects}
    return BookDocument(
        key=record.slug,
        number=record.number,
        type=record.type,
        title=squeeze(record.title),
        issuer=record.issuer,
        issued=record.issued,
        effective=record.effective,
        effect=effect.state,
        effect_label=labels[effect.state],
        effect_reason=effect.reason,
        source=_source(record),
        blocks=made,
        extract=bool(found.reference.provisions) and text is not None,
        lost=lost,
        amended_by=_amended_by(registry.events_of(record.id), on) if text is not None else (),
    )


def _source(record: DocumentRecord) -> str:
    """Return the page of the document itself when a source has one, else the first source of its facts."""
    wanted = slug(record.number)
    own = [source for source in record.sources if wanted and wanted in source.lower()]
    return next(iter((*own, *record.sources)), "")


def _amended_by(events: Iterable[Event], on: date) -> tuple[str, ...]:
    changes = (event for event in events if event.kind in _CHANGING and event.on is not None and event.on <= on)
    return tuple(dict.fromkeys(event.source for event in changes))


def _text(text: DocumentText, found: _Found) -> tuple[tuple[Block, ...], int]:
    if not found.reference.provisions:
        return blocks(text)
    ranges = ranges_of(text, found.reference.provisions)
    if ranges is None:
        raise _unknown([_written(found.reference)])
    return blocks(text, ranges)


def _warnings(parts: Iterable[BookPart], on: date) -> Iterable[str]:
    for document in (document for part in parts for document in part.documents):
        if document.effect != "in_force":
            yield f"{document.number}: {document.effect_label} tại ngày {short_day(on)}. {document.effect_reason}"
        if document.amended_by:
            yield f"{document.number}: in lời văn khi ban hành, chưa thể hiện nội dung sửa đổi của {_listed(document)}."
        if not document.blocks:
            yield f"{document.number}: chưa có toàn văn, chỉ in các thông tin về văn bản."
        if document.lost:
            yield f"{document.number}: {document.lost} ký tự của phông chữ riêng không đọc được."


def _listed(document: BookDocument) -> str:
    return ", ".join(document.amended_by)


def _refuse_twins(found: Iterable[_Found]) -> None:
    seen: set[int] = set()
    for item in found:
        if item.record.id in seen:
            message = f"Văn bản {item.record.number} được đưa vào sổ tay hai lần."
            raise BadRequest(
                "handbook-twice", message, hint="Gộp các điều khoản cần in vào một mục.", field="documents"
            )
        seen.add(item.record.id)


def _written(reference: Reference) -> str:
    return "#".join((reference.document, *reference.provisions))


def _unknown(references: Sequence[str]) -> NotKnown:
    shown = "; ".join(references[:_SHOWN]) + ("; …" if len(references) > _SHOWN else "")
    message = f"Không có trong kho: {shown}."
    hint = "Kiểm tra số ký hiệu, hoặc nạp văn bản trước khi dựng sổ tay."
    return NotKnown("handbook-reference-unknown", message, hint=hint, field="documents")


def _ambiguous(reference: Reference, matches: Sequence[DocumentRecord]) -> BadRequest:
    choices = "; ".join(f"{record.slug} ({record.issuer})" for record in matches[:_SHOWN])
    message = f"Số ký hiệu {reference.document} ứng với {len(matches)} văn bản."
    return BadRequest("handbook-reference-ambiguous", message, hint=f"Ghi rõ một trong: {choices}.", field="documents")
