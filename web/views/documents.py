"""A document as a row in a list: the same value on the home page, in results, in relations and in the basket."""

from dataclasses import dataclass
from datetime import date

from registry.records import DocumentRecord, EffectState
from web import addresses
from web.views import words


@dataclass(frozen=True, slots=True)
class Status:
    """Effect today: told by word and shape as well as colour.

    Args:
        state: Code of data/vocabulary/effects.yaml.
        word: Vietnamese label.
        shape: Name of the icon.
        since: First day of the state, when known.
        reason: One Vietnamese sentence.
    """

    state: str
    word: str
    shape: str
    since: date | None
    reason: str


@dataclass(frozen=True, slots=True)
class Tag:
    """A programme or component that a document belongs to.

    Args:
        code: Of data/vocabulary/programmes.yaml.
        name: Short name of the programme, or name of the component.
        reason: Why, in Vietnamese.
    """

    code: str
    name: str
    reason: str


@dataclass(frozen=True, slots=True)
class DocumentRow:
    """What every list shows of a document.

    Args:
        id: Registry id.
        slug: Readable, stable part of the address.
        url: Address of its page.
        number: Số ký hiệu.
        title: Trích yếu; may be empty.
        type: Vietnamese name of the type.
        issuer: As signed.
        level: Code of the level.
        issued: Issue date.
        status: Effect today.
        programmes: Programmes and components, with reasons.
        has_text: True when its full text can be read here.
        verified: False when only doubtful sources know it.
    """

    id: int
    slug: str
    url: str
    number: str
    title: str
    type: str
    issuer: str
    level: str
    issued: date | None
    status: Status
    programmes: tuple[Tag, ...]
    has_text: bool
    verified: bool


def status(effect: EffectState) -> Status:
    """Return what a page says about an effect."""
    return Status(effect.state, words.effect(effect.state), words.shape(effect.state), effect.since, effect.reason)


def row(record: DocumentRecord) -> DocumentRow:
    """Return the list row of a document."""
    return DocumentRow(
        id=record.id,
        slug=record.slug,
        url=addresses.document(record.slug),
        number=record.number,
        title=record.title,
        type=record.type,
        issuer=record.issuer,
        level=record.level,
        issued=record.issued,
        status=status(record.effect),
        programmes=tuple(Tag(tag.code, words.programme_short(tag.code), tag.reason) for tag in record.programmes),
        has_text=record.has_text,
        verified=record.verified,
    )
