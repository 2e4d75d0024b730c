"""What people say about a document."""

from collections.abc import Mapping
from datetime import date
from typing import Any

from sqlalchemy import select
from sqlalchemy.orm import object_session
from sqlmodel import col

from registry.models import ClaimRow, DocumentRow
from registry.store.describe import NO_NUMBER
from registry.store.statement import Statement


def by_hand(row: DocumentRow, person: str, values: Mapping[str, Any]) -> Statement:
    """Return a person's statement about a document; it takes the place of the same person's earlier one.

    Args:
        row: The document, in its session; its number, type and identity tell which one is meant.
        person: Who says so.
        values: Fields of the statement.
    """
    lead: dict[str, Any] = {
        "number": None if row.number == NO_NUMBER else row.number,
        "about": row.number_key if row.number == NO_NUMBER else "",
        "type": row.type or None,
        "issuers": tuple(row.issuer.split("; ")) if row.issuer else (),
        "meant": meant(row),
    }
    return Statement(origin="hand", source_key=_source_key(row, person), source=person, **(lead | dict(values)))


def meant(row: DocumentRow) -> date | None:
    """Return the issue date in the key of the document: the one shown may be a correction that is itself corrected."""
    told = row.key.rpartition("|")[2]
    return date.fromisoformat(told) if told else None


def _source_key(row: DocumentRow, person: str) -> str:
    """Return the key under which the person spoke of this document before; a correction may have changed its own."""
    session = object_session(row)
    assert session is not None
    mine = (col(ClaimRow.document_id) == row.id) & (col(ClaimRow.origin) == "hand") & (col(ClaimRow.source) == person)
    said = session.scalars(select(col(ClaimRow.source_key)).where(mine, col(ClaimRow.retired).is_(None)))
    return next((key for key in sorted(said) if key.endswith(f"|{person}")), f"{row.key}|{person}")
