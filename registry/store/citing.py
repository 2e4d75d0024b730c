"""Who cites a document: by the keys that each reading leaves behind."""

from sqlalchemy import select
from sqlmodel import Session, col

from registry.models import CitedRow, DocumentRow
from registry.store import hand_links


def documents(session: Session, row: DocumentRow) -> list[int]:
    """Return the documents whose text cites one by its number or name, those that cite it most first.

    A number without a year may name several documents: which one a citation means is told where it is resolved.
    """
    keys = {row.number_key, row.name_key} - {""}
    query = (
        select(col(CitedRow.document_id))
        .where(col(CitedRow.target_key).in_(keys), col(CitedRow.document_id) != row.id)
        .order_by(col(CitedRow.times).desc(), col(CitedRow.document_id))
    )
    by_hand = hand_links.citing(session, row.id) if row.id is not None else []
    return list(dict.fromkeys([*session.scalars(query), *by_hand]))
