"""Canonical texts and the spans that point into them."""

from sqlmodel import Session

from registry.models import DocumentRow, ReadingRow, TextRow
from registry.reading.prepared import decode
from registry.records import DocumentText
from registry.store import citations, issues


def of(session: Session, document_id: int) -> DocumentText | None:
    """Return the canonical text with its spans and resolved citations, or None when no text was ingested."""
    document = session.get(DocumentRow, document_id)
    if document is None or document.reading_id is None:
        return None
    read = session.get(ReadingRow, document.reading_id)
    assert read is not None
    text = session.get(TextRow, read.text_sha256)
    assert text is not None
    provisions, cited = decode(read.spans, text.content)
    doubts = tuple(record.issue for record in issues.some(session, document_id, None))
    resolved = citations.resolve(session, document, cited, provisions)
    return DocumentText(document_id, text.content, provisions, resolved, doubts)
