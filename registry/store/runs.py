"""The journal of ingest runs."""

from sqlmodel import Session

from registry.models import RunRow
from registry.store.claims import now


def begin(session: Session, paths: list[str]) -> int:
    """Open a line; return its id."""
    row = RunRow(paths=paths, started=now(), counts={})
    session.add(row)
    session.flush()
    assert row.id is not None
    return row.id


def end(session: Session, run_id: int, counts: dict[str, int]) -> None:
    """Close a line."""
    row = session.get_one(RunRow, run_id)
    row.finished, row.counts = now(), counts
