"""What one source says about one document, whoever the source is: a catalogue entry, a file or a person."""

from collections.abc import Iterator
from dataclasses import dataclass, field, fields
from datetime import date
from typing import Any, Final

from registry.document import Issue, ProgrammeTag, Relation, Signer
from registry.reading import codec

_DATES: Final = ("issued", "effective", "expired", "recorded", "meant")
_DAYS: Final = ("issued", "effective", "expired")
_TABLES: Final[dict[str, type[Any]]] = {
    "programmes": ProgrammeTag,
    "signers": Signer,
    "relations": Relation,
    "issues": Issue,
}


@dataclass(frozen=True, slots=True)
class Statement:
    """One source's description of a document. What it does not say is None or empty.

    Args:
        origin: ``machine``, ``catalogue`` or ``hand``.
        source_key: A later statement of the same origin with the same key takes its place.
        source: Web address, file name or person, as people see it.
        number: Canonical number.
        type: Vietnamese name of the type.
        issuers: Names as signed.
        title: Trích yếu.
        issued: Issue date.
        effective: First day in force.
        expired: First day no longer in force.
        status: Effect in the source's own words.
        programmes: With reasons.
        signers: Who signed.
        sources: Web addresses.
        relations: Edges that the source lists; those that a text states stay with its reading.
        verified: False when the source itself is doubtful.
        rank: Lower is preferred among statements of one origin (kinds of files).
        text_sha256: Canonical text that was read, or an empty string.
        words_sha256: Its words alone.
        original: SHA-256 of the file that was read, or an empty string.
        notes: Remarks of the source.
        recorded: Day on which it was recorded; today when None.
        meant: Issue date of the document that is meant, where the source's own date is known to be wrong.
        extends: Key of the statement by the same origin that this one adds to; number, type and issuers are then
            not its own words, they only say which document is meant.
        issues: Doubts raised while this source was read.
        about: Group of the document that is meant, where it has no number to tell it by.
    """

    origin: str
    source_key: str
    source: str
    number: str | None = None
    type: str | None = None
    issuers: tuple[str, ...] = ()
    title: str | None = None
    issued: date | None = None
    effective: date | None = None
    expired: date | None = None
    status: str | None = None
    programmes: tuple[ProgrammeTag, ...] = ()
    signers: tuple[Signer, ...] = ()
    sources: tuple[str, ...] = ()
    relations: tuple[Relation, ...] = field(default=())
    verified: bool = True
    rank: int = 0
    text_sha256: str = ""
    words_sha256: str = ""
    original: str = ""
    notes: str = ""
    recorded: date | None = None
    meant: date | None = None
    extends: str = ""
    issues: tuple[Issue, ...] = ()
    about: str = ""


def to_json(statement: Statement) -> dict[str, Any]:
    """Return the statement as plain JSON values."""
    values = {name.name: getattr(statement, name.name) for name in fields(statement)}
    for name, kind in _TABLES.items():
        values[name] = _plain_rows(codec.pack(kind, values[name]))
    for name in _DATES:
        values[name] = values[name] and values[name].isoformat()
    return values | {"issuers": list(statement.issuers), "sources": list(statement.sources)}


def from_json(values: dict[str, Any]) -> Statement:
    """Return the statement of :func:`to_json`."""
    known = {name: values[name] for name in codec.columns(Statement) if name in values}
    for name, kind in _TABLES.items():
        known[name] = tuple(codec.unpack(kind, values[name])) if name in values else ()
    for name in _DATES:
        known[name] = date.fromisoformat(values[name]) if values[name] else None
    return Statement(**known | {"issuers": tuple(values["issuers"]), "sources": tuple(values["sources"])})


def _plain_rows(table: dict[str, Any]) -> dict[str, Any]:
    rows = [[value.isoformat() if isinstance(value, date) else value for value in row] for row in table["rows"]]
    return {"columns": table["columns"], "rows": rows}


def facts(statement: Statement) -> Iterator[tuple[str, str]]:
    """Yield the fields that a statement fills, each with its value as canonical text."""
    own = () if statement.extends else ("number", "type")
    for name in (*own, "title", "status", "notes"):
        value = getattr(statement, name)
        if value:
            yield name, value
    for name in _DAYS:
        day = getattr(statement, name)
        if day:
            yield name, day.isoformat()
    if statement.issuers and not statement.extends:
        yield "issuer", "; ".join(statement.issuers)
    if statement.signers:
        yield "signers", "; ".join(_signer(signer) for signer in statement.signers)
    if statement.programmes:
        yield "programmes", ", ".join(sorted({tag.code for tag in statement.programmes}))


def _signer(signer: Signer) -> str:
    return f"{signer.name} ({signer.office})" if signer.office else signer.name
