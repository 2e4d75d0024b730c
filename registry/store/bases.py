"""Which document rests on which: the edges of the lapse cascade."""

from sqlalchemy import select
from sqlmodel import Session, col

from registry.models import RelationRow


def edges(session: Session) -> list[tuple[int, int]]:
    """Return (document, its basis) for every basis that the registry holds, each once."""
    row = RelationRow
    query = select(col(row.document_id), col(row.target_id)).where(
        col(row.verb) == "based_on", col(row.target_id).is_not(None)
    )
    return sorted({(document, basis) for document, basis in session.execute(query) if basis is not None})
