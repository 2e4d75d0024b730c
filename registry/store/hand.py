"""What people say about a document."""

from collections.abc import Mapping
from typing import Any

from registry.models import DocumentRow
from registry.store.describe import NO_NUMBER
from registry.store.statement import Statement


def by_hand(row: DocumentRow, person: str, values: Mapping[str, Any]) -> Statement:
    """Return a person's statement about a document.

    Args:
        row: The document; its number, type and issue date say which one is meant.
        person: Who says so.
        values: Fields of the statement.
    """
    lead: dict[str, Any] = {
        "number": None if row.number == NO_NUMBER else row.number,
        "type": row.type or None,
        "issuers": tuple(row.issuer.split("; ")) if row.issuer else (),
        "meant": row.issued,
    }
    return Statement(origin="hand", source_key=f"{row.key}|{person}", source=person, **(lead | dict(values)))
