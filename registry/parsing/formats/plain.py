"""Plain text, printed lines or paragraphs."""

from registry.parsing.limits import check_text
from registry.parsing.lines import looks_printed
from registry.parsing.raw import FileKind, Layout, RawDocument


def read(text: str) -> RawDocument:
    """Read plain text; whether its lines are printed lines is found from the lines."""
    text = check_text(text).replace("\r\n", "\n").replace("\r", "\n")
    return RawDocument(FileKind.TEXT, text, Layout.LINES if looks_printed(text) else Layout.PARAGRAPHS)
