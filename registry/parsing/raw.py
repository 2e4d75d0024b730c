"""What a reader hands over: the text of one file as it stands, before it is made canonical."""

from dataclasses import dataclass, field
from enum import StrEnum

from registry.document import Issue

PAGE_BREAK = "\f"


class FileKind(StrEnum):
    """Kinds of input, found by content."""

    GAZETTE_JSON = "gazette-json"
    VBPL_JSON = "vbpl-json"
    PDF = "pdf"
    SCAN = "scan"
    HTML = "html"
    DOCX = "docx"
    DOC = "doc"
    RTF = "rtf"
    MARKDOWN = "markdown"
    TEXT = "text"
    EML = "eml"


class Layout(StrEnum):
    """What one line of the raw text is."""

    LINES = "lines"  # a printed line: paragraphs have to be joined again
    WRAPPED = "wrapped"  # a line of a source file, wrapped at a column: the same, with less exact widths
    PARAGRAPHS = "paragraphs"  # a whole paragraph, heading or table row


@dataclass(frozen=True, slots=True)
class Doubt:
    """A word that recognition was not sure of.

    Args:
        start: Its first character in the raw text.
        confidence: In per cent.
    """

    start: int
    confidence: float


@dataclass(frozen=True, slots=True)
class RawDocument:
    r"""The text of one file as its reader found it.

    Args:
        kind: What the file is, by content.
        text: Its text; ``\f`` stands between pages where pages are known.
        layout: Whether a line is a printed line or a paragraph.
        meta: What the container said (scraper fields, mail headers, confidence of recognition). Never trusted.
        issues: Doubts raised while reading.
        doubtful: Words that recognition was not sure of, in order.
        filled: Which printed lines, counted over all pages from 0, are known to reach the right edge of the text.
    """

    kind: FileKind
    text: str
    layout: Layout = Layout.PARAGRAPHS
    meta: dict[str, str] = field(default_factory=dict)
    issues: tuple[Issue, ...] = ()
    doubtful: tuple[Doubt, ...] = ()
    filled: frozenset[int] = frozenset()

    @property
    def pages(self) -> tuple[str, ...]:
        """The text of each page, or of the whole where pages are not known."""
        return tuple(self.text.split(PAGE_BREAK))
