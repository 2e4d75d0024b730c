"""Document rows as records."""

import re
from collections.abc import Iterable, Sequence
from datetime import date
from typing import Final

from sqlalchemy import ColumnElement, select
from sqlmodel import Session, col

from registry.document import ProgrammeTag, Signer
from registry.errors import NotKnown
from registry.models import DocumentRow, OldSlugRow
from registry.numbers import parse_number
from registry.reading.keys import number_key
from registry.records import DocumentRecord
from registry.store import effects
from registry.text import fold

_SERIAL: Final = re.compile(r"\b(?=\d)0*(\d*(?:\.\d+)?[a-z]?)(?=\W|$)")
_BATCH: Final = 500  # bound parameters a statement may carry on every SQLite


def record(row: DocumentRow, today: date) -> DocumentRecord:
    """Return the record of a row, with its effect on the given day."""
    assert row.id is not None
    effect = effects.state(row, today)
    return DocumentRecord(
        id=row.id,
        slug=row.slug,
        number=row.number,
        type=row.type,
        title=row.title,
        issuer=row.issuer,
        issuer_code=row.issuer_code,
        level=row.level,
        issued=row.issued,
        effective=row.effective,
        expired=row.expired or (effect.since if effect.state == "expired" else None),
        programmes=tuple(ProgrammeTag(*tag) for tag in row.programmes),
        signers=tuple(Signer(*signer) for signer in row.signers),
        effect=effect,
        has_text=row.reading_id is not None,
        verified=row.verified,
        sources=tuple(row.sources),
        original=row.original,
        updated=row.updated,
    )


def some(session: Session, ids: Iterable[int] | None, today: date) -> list[DocumentRecord]:
    """Return the documents with these ids (all when None), by id; unknown ids are left out."""
    if ids is None:
        return [record(row, today) for row in session.scalars(select(DocumentRow).order_by(col(DocumentRow.id)))]
    wanted = sorted(set(ids))
    rows: list[DocumentRow] = []
    for at in range(0, len(wanted), _BATCH):
        rows += _rows(session, col(DocumentRow.id).in_(wanted[at : at + _BATCH]))
    return [record(row, today) for row in rows]


def _rows(session: Session, condition: ColumnElement[bool]) -> Sequence[DocumentRow]:
    return session.scalars(select(DocumentRow).where(condition).order_by(col(DocumentRow.id))).all()


def by_id(session: Session, document_id: int) -> DocumentRow:
    """Return one row.

    Raises:
        NotKnown: No document has this id.
    """
    row = session.get(DocumentRow, document_id)
    if row is None:
        raise not_known(f"mã {document_id}")
    return row


def by_slug(session: Session, slug: str) -> DocumentRow:
    """Return the document at an address, present or former.

    Raises:
        NotKnown: No document has or had this address.
    """
    found = _rows(session, col(DocumentRow.slug) == slug)
    if found:
        return found[0]
    old = session.get(OldSlugRow, slug)
    if old is None:
        raise not_known(f"địa chỉ “{slug}”")
    return by_id(session, old.document_id)


def by_number(session: Session, text: str, today: date) -> list[DocumentRecord]:
    """Return the documents whose number is, or begins with, what was typed; exact ones only when there are any."""
    exact = _rows(session, col(DocumentRow.number_key) == number_key(text))
    return [record(row, today) for row in exact or _unfinished(session, text)]


def _unfinished(session: Session, text: str) -> list[DocumentRow]:
    """Every key begins with the serial and a slash, so all numbers with one serial lie side by side in the index."""
    serial = _SERIAL.search(fold(text))
    if serial is None:
        return []
    first = f"{serial[1] or '0'}/"
    beside = (col(DocumentRow.number_key) >= first) & (col(DocumentRow.number_key) < f"{first[:-1]}0")
    rows = _rows(session, beside)
    return [row for row in rows if (parsed := parse_number(row.number)) and parsed.matches(text)]


def not_known(what: str) -> NotKnown:
    """Return the error for a document that the registry does not hold."""
    return NotKnown(
        "document-not-known",
        f"Không có văn bản nào với {what}.",
        hint="Kiểm tra lại số ký hiệu, hoặc tìm bằng “vanban search”.",
    )
