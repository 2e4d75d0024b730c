"""Plain text, printed lines or paragraphs."""

from registry.parsing.lines import looks_printed
from registry.parsing.raw import FileKind, Layout, RawDocument


def read(data: bytes) -> RawDocument:
    """Read plain text."""
    text = data.decode("utf-8-sig")
    return RawDocument(FileKind.TEXT, text, Layout.LINES if looks_printed(text) else Layout.PARAGRAPHS)
