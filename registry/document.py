"""The frozen values that reading a document yields. All spans are offsets into its one canonical text."""

from dataclasses import dataclass, field
from datetime import date
from enum import StrEnum


class ProvisionKind(StrEnum):
    """Levels of the drafting grammar, outermost first (Decree 78/2025/NĐ-CP on drafting technique)."""

    PART = "part"  # phần
    CHAPTER = "chapter"  # chương
    SECTION = "section"  # mục
    SUBSECTION = "subsection"  # tiểu mục
    ARTICLE = "article"  # điều
    CLAUSE = "clause"  # khoản
    POINT = "point"  # điểm
    SUBPOINT = "subpoint"  # tiết
    ANNEX = "annex"  # phụ lục, mẫu số, văn bản ban hành kèm theo


@dataclass(frozen=True, slots=True)
class Issue:
    """A doubt raised while reading input: never a guess, always a position and a reason.

    Args:
        code: Key of :data:`registry.issues.MESSAGES`.
        message: The reason in Vietnamese.
        start: First character of the doubtful text, or None when it concerns the whole input.
        end: One past its last character.
    """

    code: str
    message: str
    start: int | None = None
    end: int | None = None


@dataclass(frozen=True, slots=True)
class Provision:
    """One node of the provision tree.

    Args:
        id: Address such as ``d5.k2.da`` (see DESIGN: đ is ``da``); unique in its document.
        kind: Level of the grammar.
        label: As printed: ``Điều 5``, ``khoản 2``, ``điểm đ``, ``Phụ lục I``.
        heading: Its title, or an empty string.
        start: First character of its label in the canonical text.
        end: One past the last character of its last descendant.
        parent: Address of the enclosing provision, or None.
    """

    id: str
    kind: ProvisionKind
    label: str
    heading: str
    start: int
    end: int
    parent: str | None = None


@dataclass(frozen=True, slots=True)
class Citation:
    """A span of text that points at a document or a provision.

    A list with a shared head ("điểm a, b khoản 2 Điều 5") gives one citation per target; each has its own span.

    Args:
        start: First character.
        end: One past the last character.
        text: The exact slice of the canonical text.
        number: Canonical number of the cited document, or None.
        kind: Vietnamese name of the cited document's type ("Nghị định", "Luật"), or None.
        article: Number of the article as printed ("5", "32c"), or None.
        clause: Clause as printed, or None.
        point: Point as printed ("a", "đ"), or None.
        annex: Annex as printed ("I", "02"), or None.
        name: Name of a law cited by name ("Luật Đầu tư công"), or None.
        self: True when no act is written beside it: it points into the citing document ("Điều này", "Nghị định
            này"), or, with ``amended``, into an amended act that the text at hand does not name.
        amended: True when the target is the amended act by default, inside an amending act.
        issued: Issue date written beside it, or None.
        issuer: Issuer written beside it, or None.
        year: Year written beside a name ("Luật Đấu thầu năm 2013"), or None.
        subpoint: Tiết as printed, or None.
        section: Mục as printed, or None.
        chapter: Chương as printed, or None.
        form: Mẫu as printed ("01", "7.8"), or None.
        attached: True when the address lies in the text issued with the act ("Quy chế ... ban hành kèm theo").
    """

    start: int
    end: int
    text: str
    number: str | None = None
    kind: str | None = None
    article: str | None = None
    clause: str | None = None
    point: str | None = None
    annex: str | None = None
    name: str | None = None
    self: bool = False
    amended: bool = False
    issued: date | None = None
    issuer: str | None = None
    year: int | None = None
    subpoint: str | None = None
    section: str | None = None
    chapter: str | None = None
    form: str | None = None
    attached: bool = False


@dataclass(frozen=True, slots=True)
class Relation:
    """A typed edge that the text itself states.

    Args:
        verb: Code of a verb in data/vocabulary/relations.yaml, in the active direction ("amends", "based_on").
        number: Canonical number of the other document, or None when only a name is written.
        name: Name of the other document when no number is written.
        provision: Address in the other document, or None for the whole.
        source_provision: Address in this document of the clause that says so, or None for its preamble.
        start: First character of the evidence.
        end: One past its last character.
        issued: Issue date of the other document when written.
        kind: Type of the other document when written.
        issuer: Issuer of the other document when written.
        partial: True when only part of the other document is touched.
    """

    verb: str
    number: str | None
    start: int
    end: int
    name: str | None = None
    provision: str | None = None
    source_provision: str | None = None
    issued: date | None = None
    kind: str | None = None
    issuer: str | None = None
    partial: bool = False


@dataclass(frozen=True, slots=True)
class Signer:
    """A person who signed.

    Args:
        name: Full name as printed.
        office: Office as printed ("Thứ trưởng"), or an empty string.
        capacity: ``TM.``, ``KT.``, ``TUQ.``, ``TL.``, ``Q.`` as printed, or an empty string.
    """

    name: str
    office: str = ""
    capacity: str = ""


@dataclass(frozen=True, slots=True)
class ProgrammeTag:
    """A programme (or one of its components) that the document belongs to, and why.

    Args:
        code: ``NTM``, ``GNBV``, ``DTTS``, or a component code of data/vocabulary/programmes.yaml.
        reason: Vietnamese sentence.
        start: Evidence in the canonical text, or None when it comes from the catalogue.
        end: One past the evidence.
    """

    code: str
    reason: str
    start: int | None = None
    end: int | None = None


@dataclass(frozen=True, slots=True)
class EffectiveDate:
    """When the document says that it takes effect.

    Args:
        on: The date, computed when the text gives a delay after signing; None when it cannot be computed.
        start: Evidence in the canonical text.
        end: One past the evidence.
        rule: ``fixed``, ``signed`` (kể từ ngày ký) or ``delay`` (N days after signing or publication).
    """

    on: date | None
    start: int
    end: int
    rule: str


@dataclass(frozen=True, slots=True)
class Header:
    """Header facts as the text states them. What is not stated is None, with an Issue beside it.

    Args:
        number: Canonical form of số ký hiệu.
        number_as_written: The exact spelling found.
        type: Vietnamese name of the type as in data/vocabulary/types.yaml.
        title: Trích yếu, on one line.
        issuers: Names as signed; joint circulars have several.
        place: Place of signing.
        issued: Issue date.
        signers: Who signed.
        effective: When it takes effect.
    """

    number: str | None = None
    number_as_written: str | None = None
    type: str | None = None
    title: str | None = None
    issuers: tuple[str, ...] = ()
    place: str | None = None
    issued: date | None = None
    signers: tuple[Signer, ...] = ()
    effective: EffectiveDate | None = None


@dataclass(frozen=True, slots=True)
class ParsedDocument:
    """Everything that reading one file yields.

    Args:
        text: The canonical text (NFC, one paragraph per line, running headers removed).
        header: Header facts.
        provisions: The tree in document order, parents before children.
        citations: In document order.
        relations: In document order.
        programmes: Programme tags with their reasons.
        issues: Doubts.
        meta: What the container said (source address, scraper fields): kept, never trusted over the text.
    """

    text: str
    header: Header
    provisions: tuple[Provision, ...] = ()
    citations: tuple[Citation, ...] = ()
    relations: tuple[Relation, ...] = ()
    programmes: tuple[ProgrammeTag, ...] = ()
    issues: tuple[Issue, ...] = ()
    meta: dict[str, str] = field(default_factory=dict)
