"""A canonical picture of everything the registry knows, for telling whether two registries are the same.

Row ids, moments of recording and former addresses are left out: they tell how the registry came to be, not what it
knows. Everything else is in, sorted by content.
"""

from typing import TYPE_CHECKING, Any, Final

import orjson
from sqlalchemy import select
from sqlmodel import Session, SQLModel, col

from registry.models import (
    CitedRow,
    ClaimRow,
    DocumentRow,
    FactRow,
    IssueRow,
    QuarantineRow,
    ReadingRow,
    RelationRow,
    WitnessRow,
)

if TYPE_CHECKING:
    from registry.store.registry import Registry

_PASSING = {
    "id", "document_id", "target_id", "reading_id", "claim_id", "updated", "recorded", "replaced", "retired", "spans",
    "plan",
}  # fmt: skip

_QUERIES: Final[dict[str, Any]] = {
    "claims": select(ClaimRow).where(col(ClaimRow.retired).is_(None)),
    "facts": select(FactRow).where(col(FactRow.replaced).is_(None)),
    "relations": select(RelationRow),
    "cited": select(CitedRow),
    "issues": select(IssueRow),
    "readings": select(ReadingRow),
    "witnesses": select(WitnessRow).where(col(WitnessRow.replaced).is_(None)),
    "quarantine": select(QuarantineRow),
}


def dump(registry: "Registry") -> dict[str, list[Any]]:
    """Return the knowledge of a registry as plain values.

    Args:
        registry: Open.
    """
    with registry.reading() as session:
        keys = {row.id: row.key for row in session.scalars(select(DocumentRow))}
        tables = {name: session.scalars(query).all() for name, query in _QUERIES.items()}
        found = {name: _sorted(_with_keys(row, keys) for row in rows) for name, rows in tables.items()}
        return found | {"documents": _sorted(_document(session, row) for row in session.scalars(select(DocumentRow)))}


def _with_keys(row: SQLModel, keys: dict[int | None, str]) -> dict[str, Any]:
    """Plain values of a row, with the keys of the documents that it points at in place of their ids."""
    links = {name: keys.get(getattr(row, name)) for name in ("document_id", "target_id") if hasattr(row, name)}
    return _plain(row) | links


def _document(session: Session, row: DocumentRow) -> dict[str, Any]:
    reading = session.get(ReadingRow, row.reading_id) if row.reading_id else None
    return _plain(row) | {"text": reading.text_sha256 if reading else None}


def _plain(row: SQLModel) -> dict[str, Any]:
    values = {name: value for name, value in row.model_dump().items() if name not in _PASSING}
    return {name: value.decode() if isinstance(value, bytes) else value for name, value in values.items()}


def _sorted(values: Any) -> list[Any]:
    rows = sorted(orjson.dumps(value, option=orjson.OPT_SORT_KEYS) for value in values)
    return [orjson.loads(row) for row in rows]
