"""What the catalogue says about a document: facts with their sources, never text."""

from dataclasses import dataclass
from datetime import date


@dataclass(frozen=True, slots=True)
class CatalogueRelation:
    """An edge to another document that the catalogue's sources tell of.

    Args:
        verb: Code of a verb, active direction.
        number: Number of the other document.
        provision: Address in the other document, or None for the whole.
    """

    verb: str
    number: str
    provision: str | None = None


@dataclass(frozen=True, slots=True)
class SourceStatement:
    """What one more source says about the document of an entry. Fields it does not speak of are None or empty.

    Where it disagrees with the entry, both stay: it is the better source that was found later.

    Args:
        source: Web address or number of a document.
        recorded: Day on which it was recorded.
        verified: False when this source is doubtful too.
        title: Trích yếu.
        issued: Issue date.
        effective: First day in force.
        expired: First day no longer in force.
        status: Effect in the source's own words.
        signer: Full name.
        relations: Edges.
        notes: Why it was added, in Vietnamese.
    """

    source: str
    recorded: date
    verified: bool = True
    title: str | None = None
    issued: date | None = None
    effective: date | None = None
    expired: date | None = None
    status: str | None = None
    signer: str | None = None
    relations: tuple[CatalogueRelation, ...] = ()
    notes: str = ""


@dataclass(frozen=True, slots=True)
class CatalogueEntry:
    """One document of the catalogue.

    Args:
        number: Canonical số ký hiệu, or an empty string for a document that has none.
        type: Vietnamese name of the type, or an empty string when no source told it.
        issuer: Names as signed, joined by ``;``; an empty string when no source told it.
        level: Code of levels.yaml, or an empty string when the issuer is not known.
        title: Trích yếu, or an empty string when no source showed it.
        issued: Issue date, or None.
        effective: First day in force, or None.
        expired: First day no longer in force, or None.
        status: Effect in the sources' own words, or None.
        programmes: Codes of programmes and of their components.
        signer: Full names, each with its office in brackets when that is known, joined by ``;``; or None.
        relations: Edges.
        sources: Web addresses or file names; never empty.
        verified: False when the sources themselves are doubtful.
        notes: Remarks.
        recorded: Day on which the row was recorded.
        statements: What further sources say.
    """

    sources: tuple[str, ...]
    recorded: date
    number: str = ""
    type: str = ""
    issuer: str = ""
    level: str = ""
    title: str = ""
    issued: date | None = None
    effective: date | None = None
    expired: date | None = None
    status: str | None = None
    programmes: tuple[str, ...] = ()
    signer: str | None = None
    relations: tuple[CatalogueRelation, ...] = ()
    verified: bool = True
    notes: str = ""
    statements: tuple[SourceStatement, ...] = ()


@dataclass(frozen=True, slots=True)
class RefusedRow:
    """A row of an imported file that cannot be taken in.

    Args:
        line: Where it stands: the line of a JSONL or CSV file, the place in the list of a YAML file (from 1).
        number: Its số ký hiệu when it could be read, or an empty string.
        reason: Vietnamese sentence.
    """

    line: int
    number: str
    reason: str


@dataclass(frozen=True, slots=True)
class CatalogueFile:
    """A file of entries, read: the good rows and the refused ones."""

    entries: tuple[CatalogueEntry, ...]
    refused: tuple[RefusedRow, ...] = ()
