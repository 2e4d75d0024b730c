"""The frozen values that the store hands out. Pages, JSON, the index and the handbook are built from these."""

from dataclasses import dataclass
from datetime import date, datetime

from registry.document import Citation, Issue, ProgrammeTag, Provision, Signer


@dataclass(frozen=True, slots=True)
class Fact:
    """One statement about a document by one source; sources that disagree are all kept.

    Args:
        field: ``title``, ``issued``, ``effective``, ``issuer``, ``status``, ...
        value: Canonical text of the value (ISO dates).
        source: Web address, file name or person.
        recorded: Day on which it was recorded.
        origin: ``machine`` (read from a text), ``catalogue`` (shipped facts) or ``hand``.
        verified: False when the source itself is doubtful.
    """

    field: str
    value: str
    source: str
    recorded: date
    origin: str
    verified: bool = True


@dataclass(frozen=True, slots=True)
class EffectState:
    """Status of a document or provision on a date.

    Args:
        state: Code of data/vocabulary/effects.yaml: ``pending``, ``in_force``, ``partial``, ``suspended``,
            ``expired`` or ``unknown``.
        since: First day of the state, when known.
        reason: One Vietnamese sentence.
    """

    state: str
    since: date | None
    reason: str


@dataclass(frozen=True, slots=True)
class DocumentRecord:
    """A document as a list row or page header shows it.

    Args:
        id: Row id, stable for the life of the registry.
        slug: Readable address; old ones redirect.
        number: Canonical số ký hiệu.
        type: Vietnamese name of the type.
        title: Trích yếu; may be empty when no source states it.
        issuer: Name as signed; several are joined by ``"; "``.
        issuer_code: Code of data/vocabulary/issuers.yaml, or None.
        level: ``central``, ``provincial``, ``district``, ``commune`` or ``party``.
        issued: Issue date.
        effective: First day in force.
        expired: First day no longer in force.
        programmes: With reasons.
        signers: Who signed.
        effect: Status today.
        has_text: True when a text was ingested.
        verified: False when only doubtful sources know it.
        sources: Web addresses, official ones first.
        original: SHA-256 of the stored original file, or None.
        updated: When the record last changed.
    """

    id: int
    slug: str
    number: str
    type: str
    title: str
    issuer: str
    issuer_code: str | None
    level: str
    issued: date | None
    effective: date | None
    expired: date | None
    programmes: tuple[ProgrammeTag, ...]
    signers: tuple[Signer, ...]
    effect: EffectState
    has_text: bool
    verified: bool
    sources: tuple[str, ...]
    original: str | None
    updated: datetime


@dataclass(frozen=True, slots=True)
class DocumentText:
    """The canonical text of a document with everything that points into it."""

    document_id: int
    text: str
    provisions: tuple[Provision, ...]
    citations: tuple["ResolvedCitation", ...]
    issues: tuple[Issue, ...]


@dataclass(frozen=True, slots=True)
class Contents:
    """What an index needs of a text: the words, where its provisions stand, and the numbers that it cites."""

    text: str
    provisions: tuple[Provision, ...]
    cited: frozenset[str]


@dataclass(frozen=True, slots=True)
class ResolvedCitation:
    """A citation and where it leads.

    Args:
        citation: As found in the text.
        state: ``linked``, ``unknown`` (target not in the registry), ``ambiguous`` or ``hand``.
        target_id: Document id when linked.
        target_slug: Its slug.
        target_provision: Address in the target, or None for the whole document.
    """

    citation: Citation
    state: str
    target_id: int | None = None
    target_slug: str | None = None
    target_provision: str | None = None


@dataclass(frozen=True, slots=True)
class RelationRecord:
    """One edge seen from one of its ends.

    Args:
        verb: Code in data/vocabulary/relations.yaml.
        inbound: True when the other document is the one that acts; show the reverse verb then.
        number: The other document's number (or name when it has no number here).
        other: The other document when the registry holds it.
        provision: Address in the acted-upon document, or None.
        source_provision: Address in the acting document of the clause that says so, or None.
        evidence: Words that say so, or the source's address.
        origin: ``machine``, ``catalogue`` or ``hand``.
    """

    verb: str
    inbound: bool
    number: str
    other: DocumentRecord | None
    provision: str | None
    source_provision: str | None
    evidence: str
    origin: str


@dataclass(frozen=True, slots=True)
class Witness:
    """One file that a document was read from.

    Args:
        sha256: Hash of its bytes.
        source: Web address or path that it came from.
        media_type: As its name says.
        size: In bytes.
        recorded: When it was taken in.
        shown: Whether its text is the one that is shown.
        same_words: Whether it says the same words as that text.
    """

    sha256: str
    source: str
    media_type: str
    size: int
    recorded: datetime
    shown: bool
    same_words: bool


@dataclass(frozen=True, slots=True)
class QuarantineRecord:
    """Input that was refused, kept with its reason. ``source`` is the path it came from."""

    id: int
    name: str
    sha256: str | None
    size: int
    code: str
    reason: str
    hint: str
    recorded: datetime
    source: str = ""


@dataclass(frozen=True, slots=True)
class AlikeDocuments:
    """Two documents under different numbers, no relation between them known, that say nearly the same.

    Args:
        left_id: Document id.
        right_id: Document id.
        alike: Articles that say nearly the same.
        articles: Of the longer one.
    """

    left_id: int
    right_id: int
    alike: int
    articles: int


@dataclass(frozen=True, slots=True)
class OverlapPair:
    """Two provisions of different documents that say nearly the same.

    Args:
        left_id: Document id.
        left_provision: Address.
        right_id: Document id.
        right_provision: Address.
        similarity: Share of shared word 5-grams, 0-1.
        kind: ``same``, ``near`` or ``contains``.
        left_spans: Shared stretches as (start, end) in the left canonical text.
        right_spans: The same stretches in the right one.
    """

    left_id: int
    left_provision: str
    right_id: int
    right_provision: str
    similarity: float
    kind: str
    left_spans: tuple[tuple[int, int], ...]
    right_spans: tuple[tuple[int, int], ...]
