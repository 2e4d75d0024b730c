"""What one new or changed statement sets in motion, inside one transaction."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any, Final

from sqlalchemy import select
from sqlmodel import Session, col

from registry.document import Relation
from registry.models import ClaimRow, DocumentRow, OriginalRow, ReadingRow, TextRow, WitnessRow
from registry.reading import codec
from registry.reading.prepared import Reading
from registry.store import claims, corrections, effects, links, outbox
from registry.store.grouping import regroup
from registry.store.identity import group_of
from registry.store.plan import Touched
from registry.store.statement import Statement

_ADDRESSES: Final = ("nguon_url", "source_url", "page_address", "url", "source", "link")
_BATCH: Final = 400
_SUFFIXES: Final = ("docx", "json", "html", "htm", "md", "txt", "doc", "rtf", "eml", "pdf")


@dataclass(frozen=True, slots=True)
class Origin:
    """Where bytes came from.

    Args:
        sha256: Their hash.
        size: In bytes.
        media_type: What they are.
        source: Web address or path.
        name: File name.
    """

    sha256: str
    size: int
    media_type: str
    source: str
    name: str


@dataclass(frozen=True, slots=True)
class Taken:
    """What became of bytes that were taken in.

    Args:
        kind: ``new`` (a document not known before), ``gained`` (known, now with text), ``version`` (another text than
            before is shown), ``copy`` (another file of a document that has its text) or ``same``.
        document_id: Its document.
    """

    kind: str
    document_id: int


def settle(session: Session, groups: Iterable[str], *, everything: bool = False) -> set[int]:
    """Bring documents, edges and effect in line with the claims of these groups; return the documents written.

    Args:
        session: Open.
        groups: Keys of numbers.
        everything: Whether documents whose claims are as before are written too: their edges may lead elsewhere.
    """
    touched = Touched(everything=everything)
    for group in _in_order(session, set(groups)):
        regroup(session, group, touched)
    written = set(touched.written)
    links.link(session, touched)
    changed = effects.refresh(session, touched.documents | written)
    for document_id in sorted(written | changed):
        outbox.post(session, document_id, "put")
    return written | changed


def _in_order(session: Session, groups: set[str]) -> list[str]:
    """Groups that nothing speaks of any more come last, so that a document that was given another number moves."""
    if len(groups) < 2:
        return list(groups)
    wanted, alive = sorted(groups), set()
    for at in range(0, len(wanted), _BATCH):
        mine = col(ClaimRow.number_key).in_(wanted[at : at + _BATCH]) & col(ClaimRow.retired).is_(None)
        alive |= set(session.scalars(select(col(ClaimRow.number_key)).where(mine).distinct()))
    return sorted(wanted, key=lambda group: group not in alive)


def put_statements(session: Session, statements: Iterable[Statement]) -> set[int]:
    """Record statements without a text; return the documents written."""
    groups: set[str] = set()
    for statement in statements:
        read = statement if statement.origin == "hand" else corrections.applied(session, statement)
        groups |= claims.put(session, read)
    return settle(session, groups)


def put_reading(
    session: Session,
    reading: Reading,
    origin: Origin,
    reader: str,
    by_hand: tuple[str, Mapping[str, Any]] | None = None,
) -> Taken:
    """Record what one file says and its text; ``by_hand`` is who corrected what, where a person did."""
    told = _statement(reading, origin)
    corrected = claims.put(session, corrections.by_hand(told, *by_hand)) if by_hand else set()
    statement = corrections.applied(session, told)
    _keep_original(session, origin)
    row = _keep_reading(session, reading, origin.sha256, reader)
    group = group_of(statement)
    before = _texts(session, group)
    groups = claims.put(session, statement, row) | _keep_place(session, origin, group)
    settle(session, groups | corrected)
    return _taken(session, origin.sha256, before)


def withdraw(session: Session, sha256: str) -> set[int]:
    """Set aside what one file says, and what people corrected about it; return the documents written.

    A document of which nothing else speaks goes; the bytes and the history of the statements stay.
    """
    keys = (("machine", sha256), ("hand", corrections.key(sha256)))
    rows = [row for origin, key in keys if (row := claims.find(session, origin, key)) and row.retired is None]
    return settle(session, {group for row in rows for group in claims.retire(session, row)})


def _statement(reading: Reading, origin: Origin) -> Statement:
    header, address = reading.header, _address(reading.meta)
    return Statement(
        origin="machine",
        source_key=origin.sha256,
        source=address or origin.name,
        number=header.number,
        type=header.type,
        issuers=header.issuers,
        title=header.title,
        issued=header.issued,
        effective=header.effective.on if header.effective else None,
        programmes=reading.programmes,
        signers=header.signers,
        sources=tuple(each for each in (address, origin.source) if "://" in each),
        rank=_rank(origin),
        text_sha256=reading.text_sha256,
        words_sha256=reading.words_sha256,
        original=origin.sha256,
    )


def _address(meta: Mapping[str, str]) -> str:
    """The web address that the container gives for itself; empty when it gives none."""
    told = (meta.get(name, "").strip() for name in _ADDRESSES)
    return next((each for each in told if each.startswith(("https://", "http://")) and not each.split()[1:]), "")


def _rank(origin: Origin) -> int:
    """Kinds of files by how much of the layout they keep: a page image says least about where a paragraph ends."""
    suffix = origin.name.rpartition(".")[2].lower()
    return _SUFFIXES.index(suffix) if suffix in _SUFFIXES else len(_SUFFIXES)


def _texts(session: Session, group: str) -> dict[int, int | None]:
    query = select(col(DocumentRow.id), col(DocumentRow.reading_id)).where(col(DocumentRow.number_key) == group)
    return {key: reading for key, reading in session.execute(query) if key is not None}


def _taken(session: Session, sha256: str, before: dict[int, int | None]) -> Taken:
    document = session.get_one(DocumentRow, document_of(session, sha256))
    assert document.id is not None
    if document.id not in before:
        return Taken("new", document.id)
    if before[document.id] is None:
        return Taken("gained", document.id)
    return Taken("copy" if before[document.id] == document.reading_id else "version", document.id)


def same(session: Session, origin: Origin) -> Taken:
    """Return the document of bytes that nothing has to be done about."""
    return Taken("same", document_of(session, origin.sha256))


def put_place(session: Session, origin: Origin) -> Taken:
    """Record another place where known bytes were found, or that a file went back to them."""
    row = claims.find(session, "machine", origin.sha256)
    assert row is not None
    groups = _keep_place(session, origin, row.number_key)
    if row.retired is not None:
        groups |= claims.revive(session, row)
    settle(session, groups)
    return Taken("version" if groups else "copy", document_of(session, origin.sha256))


def known(session: Session, sha256: str, source: str, reader: str) -> str:
    """Return ``same`` (nothing to do), ``place`` (known bytes at a new place) or ``new`` (to be read)."""
    read = select(col(ReadingRow.id)).where(col(ReadingRow.original) == sha256, col(ReadingRow.reader) == reader)
    row = claims.find(session, "machine", sha256)
    if row is None or session.scalars(read).first() is None:
        return "new"
    there = select(col(WitnessRow.replaced)).where(col(WitnessRow.sha256) == sha256, col(WitnessRow.source) == source)
    place = session.execute(there).first()
    return "same" if place is not None and place[0] is None and row.retired is None else "place"


def document_of(session: Session, sha256: str) -> int:
    """Return the document that the bytes with this hash speak of."""
    row = claims.find(session, "machine", sha256)
    assert row is not None
    assert row.document_id is not None
    return row.document_id


def _keep_original(session: Session, origin: Origin) -> None:
    if session.get(OriginalRow, origin.sha256) is None:
        session.add(
            OriginalRow(sha256=origin.sha256, size=origin.size, media_type=origin.media_type, recorded=claims.now())
        )
        session.flush()


def _keep_reading(session: Session, reading: Reading, sha256: str, reader: str) -> int:
    if session.get(TextRow, reading.text_sha256) is None:
        session.add(TextRow(sha256=reading.text_sha256, content=reading.text))
    of = select(ReadingRow).where(col(ReadingRow.original) == sha256, col(ReadingRow.reader) == reader)
    row = session.scalars(of).one_or_none()
    if row is None:
        row = ReadingRow(original=sha256, reader=reader, recorded=claims.now(), **_reading_values(reading))
        session.add(row)
    session.flush()
    assert row.id is not None
    return row.id


def _reading_values(reading: Reading) -> dict[str, Any]:
    return {
        "text_sha256": reading.text_sha256,
        "length": len(reading.text),
        "addresses": reading.addresses,
        "spans": reading.spans,
        "relations": codec.dumps(Relation, reading.relations),
        "cited": reading.cited,
        "issues": [[each.code, each.message, each.start, each.end] for each in reading.issues],
    }


def _keep_place(session: Session, origin: Origin, group: str) -> set[str]:
    """Record where the bytes are now; earlier bytes of the same file and document are set aside, not forgotten."""
    older = select(WitnessRow).where(
        col(WitnessRow.source) == origin.source,
        col(WitnessRow.sha256) != origin.sha256,
        col(WitnessRow.replaced).is_(None),
    )
    gone = list(session.scalars(older))
    for witness in gone:
        witness.replaced = claims.now()
    at = select(WitnessRow).where(col(WitnessRow.source) == origin.source, col(WitnessRow.sha256) == origin.sha256)
    place = session.scalars(at).one_or_none()
    if place is None:
        place = WitnessRow(sha256=origin.sha256, source=origin.source, name=origin.name, recorded=claims.now())
        session.add(place)
    place.replaced = None
    session.flush()
    return {key for witness in gone for key in _set_aside(session, witness.sha256, group)}


def _set_aside(session: Session, sha256: str, group: str) -> set[str]:
    """Retire a claim whose file now holds a new version of the same document, unless a copy is elsewhere."""
    row = claims.find(session, "machine", sha256)
    elsewhere = select(col(WitnessRow.id)).where(col(WitnessRow.sha256) == sha256, col(WitnessRow.replaced).is_(None))
    if row is None or row.number_key != group or session.scalars(elsewhere).first() is not None:
        return set()
    return claims.retire(session, row)
