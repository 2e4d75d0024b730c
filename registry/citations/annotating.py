"""A text cut into plain and cited stretches, for pages."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from registry.records import ResolvedCitation


@dataclass(frozen=True, slots=True)
class Segment:
    """A stretch of text, cited or plain.

    Args:
        start: First character.
        end: One past the last character.
        text: The exact slice.
        citation: The citation it shows, or None when it is plain text.
    """

    start: int
    end: int
    text: str
    citation: ResolvedCitation | None = None


def annotate(
    text: str, citations: Sequence[ResolvedCitation], start: int = 0, end: int | None = None
) -> tuple[Segment, ...]:
    """Cut a stretch of text into segments that do not overlap and together give the stretch back.

    Args:
        text: Canonical text.
        citations: Resolved citations in any order; of two that overlap (a range and its ends) the shorter one wins.
        start: First character of the stretch.
        end: One past its last character; the end of the text by default.
    """
    return tuple(_segments(text, _apart(citations), start, len(text) if end is None else end))


def _apart(citations: Sequence[ResolvedCitation]) -> list[ResolvedCitation]:
    """Return citations that do not overlap, in order of the text."""
    kept: list[ResolvedCitation] = []
    for one in sorted(citations, key=lambda each: (each.citation.start, each.citation.end)):
        last = kept[-1].citation if kept else None
        if last is None or one.citation.start >= last.end:
            kept.append(one)
        elif one.citation.end - one.citation.start < last.end - last.start:
            kept[-1] = one
    return kept


def _segments(text: str, citations: Sequence[ResolvedCitation], start: int, end: int) -> Iterator[Segment]:
    at = start
    for one in citations:
        cited = one.citation
        if cited.start < at or cited.end > end:
            continue
        if at < cited.start:
            yield Segment(at, cited.start, text[at : cited.start])
        yield Segment(cited.start, cited.end, text[cited.start : cited.end], one)
        at = cited.end
    if at < end:
        yield Segment(at, end, text[at:end])
