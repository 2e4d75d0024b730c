"""Canonical texts and the spans that point into them."""

from sqlmodel import Session

from registry.models import DocumentRow, ReadingRow, TextRow
from registry.reading.prepared import decode, decode_contents
from registry.records import Contents, DocumentText
from registry.store import citations, hand_links, issues


def of(session: Session, document_id: int) -> DocumentText | None:
    """Return the canonical text with its spans and resolved citations, or None when no text was ingested."""
    found = _stored(session, document_id)
    if found is None:
        return None
    document, read, text = found
    provisions, cited = decode(read.spans, text.content)
    doubts = tuple(record.issue for record in issues.some(session, document_id, None))
    led = citations.resolve(session, document, cited, provisions)
    resolved = hand_links.applied(session, document_id, led, provisions)
    return DocumentText(document_id, text.content, provisions, resolved, doubts)


def contents(session: Session, document_id: int) -> Contents | None:
    """Return what an index needs of a text; nothing is resolved."""
    found = _stored(session, document_id)
    if found is None:
        return None
    _, read, text = found
    return Contents(text.content, *decode_contents(read.spans))


def _stored(session: Session, document_id: int) -> tuple[DocumentRow, ReadingRow, TextRow] | None:
    document = session.get(DocumentRow, document_id)
    if document is None or document.reading_id is None:
        return None
    read = session.get(ReadingRow, document.reading_id)
    assert read is not None
    text = session.get(TextRow, read.text_sha256)
    assert text is not None
    return document, read, text
