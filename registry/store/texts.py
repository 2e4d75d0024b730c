"""Canonical texts and the spans that point into them."""

from sqlmodel import Session

from registry.models import DocumentRow, ReadingRow, TextRow
from registry.records import DocumentText
from registry.store import citations, issues, spans


def of(session: Session, document_id: int) -> DocumentText | None:
    """Return the canonical text with its spans and resolved citations, or None when no text was ingested."""
    document = session.get(DocumentRow, document_id)
    if document is None or document.reading_id is None:
        return None
    reading = session.get(ReadingRow, document.reading_id)
    assert reading is not None
    text = session.get(TextRow, reading.text_sha256)
    assert text is not None
    found = spans.decode(reading.spans, text.content)
    doubts = tuple(record.issue for record in issues.some(session, document_id, None))
    resolved = citations.resolve(session, document, found.citations)
    return DocumentText(document_id, text.content, found.provisions, resolved, doubts)
