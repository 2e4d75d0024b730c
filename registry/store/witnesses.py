"""The files that one document was read from: which of them is shown, and whether the others say the same words."""

from sqlalchemy import select
from sqlmodel import Session, col

from registry.errors import NotKnown
from registry.models import ClaimRow, DocumentRow, OriginalRow, TextRow
from registry.records import Witness
from registry.store.statement import Statement, from_json


def of(session: Session, document_id: int) -> tuple[Witness, ...]:
    """Return the files of a document, the one whose text is shown first, then the latest."""
    shown = session.get_one(DocumentRow, document_id).original
    told = {each.original: (each, row) for row in _rows(session, document_id) if (each := from_json(row.content))}
    main = told[shown][0].words_sha256 if shown in told else ""
    made = [_witness(session, each, row, shown, main) for each, row in told.values()]
    return tuple(sorted(made, key=lambda each: (not each.shown, -each.recorded.timestamp(), each.source)))


def text(session: Session, document_id: int, sha256: str) -> str:
    """Return the text that was read from one file of a document.

    Raises:
        NotKnown: The document has no such file.
    """
    for row in _rows(session, document_id):
        told = from_json(row.content)
        if told.original == sha256:
            return session.get_one(TextRow, told.text_sha256).content
    raise NotKnown("file-not-known", "Văn bản không có tệp này.", hint="Mở lại trang bản gốc của văn bản.")


def _rows(session: Session, document_id: int) -> list[ClaimRow]:
    query = select(ClaimRow).where(
        col(ClaimRow.document_id) == document_id,
        col(ClaimRow.reading_id).is_not(None),
        col(ClaimRow.retired).is_(None),
    )
    return list(session.scalars(query.order_by(col(ClaimRow.id))))


def _witness(session: Session, told: Statement, row: ClaimRow, shown: str | None, words: str) -> Witness:
    kept = session.get(OriginalRow, told.original)
    return Witness(
        sha256=told.original,
        source=row.source,
        media_type=kept.media_type if kept else "",
        size=kept.size if kept else 0,
        recorded=row.recorded,
        shown=told.original == shown,
        same_words=told.words_sha256 == words,
    )
