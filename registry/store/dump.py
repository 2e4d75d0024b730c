"""A canonical picture of everything the registry knows, for telling whether two registries are the same.

Row ids, moments of recording and former addresses are left out: they tell how the registry came to be, not what it
knows. Everything else is in, sorted by content.
"""

from typing import TYPE_CHECKING, Any

import orjson
from sqlalchemy import select
from sqlmodel import Session, SQLModel, col

from registry.models import ClaimRow, DocumentRow, FactRow, IssueRow, QuarantineRow, ReadingRow, RelationRow, WitnessRow

if TYPE_CHECKING:
    from registry.store.registry import Registry

_PASSING = {
    "id", "document_id", "target_id", "reading_id", "claim_id", "updated", "recorded", "replaced", "retired", "spans",
}  # fmt: skip


def dump(registry: "Registry") -> dict[str, list[Any]]:
    """Return the knowledge of a registry as plain values.

    Args:
        registry: Open.
    """
    with registry.reading() as session:
        keys = {row.id: row.key for row in session.scalars(select(DocumentRow))}
        return {
            "documents": _sorted(_document(session, row) for row in session.scalars(select(DocumentRow))),
            "claims": _sorted(_plain(row) | {"of": keys.get(row.document_id)} for row in _all(session, ClaimRow)),
            "facts": _sorted(
                _plain(row) for row in session.scalars(select(FactRow).where(col(FactRow.replaced).is_(None)))
            ),
            "relations": _sorted(
                _plain(row) | {"of": keys[row.document_id], "to": keys.get(row.target_id)}
                for row in _all(session, RelationRow)
            ),
            "issues": _sorted(_plain(row) | {"of": keys.get(row.document_id)} for row in _all(session, IssueRow)),
            "readings": _sorted(_plain(row) for row in _all(session, ReadingRow)),
            "witnesses": _sorted(
                _plain(row) for row in session.scalars(select(WitnessRow).where(col(WitnessRow.replaced).is_(None)))
            ),
            "quarantine": _sorted(_plain(row) for row in _all(session, QuarantineRow)),
        }


def _all(session: Session, table: Any) -> Any:
    if table is ClaimRow:
        return session.scalars(select(ClaimRow).where(col(ClaimRow.retired).is_(None)))
    return session.scalars(select(table))


def _document(session: Session, row: DocumentRow) -> dict[str, Any]:
    reading = session.get(ReadingRow, row.reading_id) if row.reading_id else None
    return _plain(row) | {"text": reading.text_sha256 if reading else None}


def _plain(row: SQLModel) -> dict[str, Any]:
    values = {name: value for name, value in row.model_dump().items() if name not in _PASSING}
    return {name: value.decode() if isinstance(value, bytes) else value for name, value in values.items()}


def _sorted(values: Any) -> list[Any]:
    rows = sorted(orjson.dumps(value, option=orjson.OPT_SORT_KEYS) for value in values)
    return [orjson.loads(row) for row in rows]
