"""Raw text to the one canonical text of a document."""

from dataclasses import dataclass

from registry.document import Issue
from registry.parsing.characters import clean, squeeze
from registry.parsing.furniture import strip_furniture
from registry.parsing.lines import join_lines
from registry.parsing.raw import PAGE_BREAK, Layout, RawDocument


@dataclass(frozen=True, slots=True)
class CanonicalText:
    """The one text that every span of a document points into.

    Args:
        text: NFC, one paragraph, heading or table row per line, no empty lines.
        issues: Doubts, those of the reader included.
    """

    text: str
    issues: tuple[Issue, ...] = ()


def canonicalise(raw: RawDocument) -> CanonicalText:
    """Return the canonical text of what a reader found; never raises, whatever the text.

    The result is stable: taken again as paragraphs it comes back unchanged.
    """
    lines = _lines(clean(raw.text))
    lines = strip_furniture(lines)
    if raw.layout is Layout.LINES:
        lines = join_lines(lines)
    return CanonicalText("\n".join(line for line in lines if line and line != PAGE_BREAK), raw.issues)


def _lines(text: str) -> list[str]:
    broken = text.replace(PAGE_BREAK, f"\n{PAGE_BREAK}\n")
    return [line if line == PAGE_BREAK else squeeze(line) for line in broken.split("\n")]
