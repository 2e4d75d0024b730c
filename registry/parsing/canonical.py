"""Raw text to the one canonical text of a document."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from registry.document import Issue
from registry.parsing.characters import clean, squeeze
from registry.parsing.doubtful import doubts_in
from registry.parsing.footnotes import RULE, Footnote, footnotes_of, separator_of, split_notes
from registry.parsing.furniture import part_letterhead, strip_edges, strip_furniture, strip_ornaments, strip_stray
from registry.parsing.furniture_tables import strip_repeated_heads
from registry.parsing.lines import FilledLine, join_pages
from registry.parsing.raw import PAGE_BREAK, FileKind, Layout, RawDocument
from registry.parsing.scanned import mend_labels, mend_numbers


@dataclass(frozen=True, slots=True)
class CanonicalText:
    """The one text that every span of a document points into.

    Args:
        text: NFC, one paragraph, heading or table row per line, no empty lines. Notes stand at the end, under a line
            of :data:`registry.parsing.footnotes.RULE`.
        issues: Doubts, those of the reader included.
        footnotes: The notes, with the places of their marks.
    """

    text: str
    issues: tuple[Issue, ...] = ()
    footnotes: tuple[Footnote, ...] = ()


def canonicalise(raw: RawDocument) -> CanonicalText:
    """Return the canonical text of what a reader found; never raises, whatever the text.

    The result is stable: taken again as paragraphs it comes back unchanged.
    """
    lines = _lines(clean(raw.text), raw.filled, printed=raw.layout is not Layout.PARAGRAPHS)
    lines = [part for line in strip_stray(strip_furniture(lines)) for part in part_letterhead(line)]
    pages = [strip_ornaments(page) for page in strip_edges(_pages(lines))]
    doubts: tuple[Issue, ...] = ()
    if raw.layout is not Layout.PARAGRAPHS:
        pages, notes, doubts = split_notes(strip_repeated_heads(pages))
        slack = 40 if raw.layout is Layout.WRAPPED else 0
        paragraphs = join_pages(pages, slack) + _note_paragraphs(notes)
    else:
        paragraphs = [line for page in pages for line in page if line]
    if raw.kind is FileKind.SCAN:
        paragraphs, signs = mend_numbers(paragraphs)
        paragraphs, labels = mend_labels(paragraphs)
        doubts += signs + labels
    text = "\n".join(paragraphs)
    unsure = doubts_in(text, raw.text, raw.doubtful) if raw.doubtful else ()
    return CanonicalText(text, raw.issues + doubts + unsure, footnotes_of(text))


def _lines(text: str, filled: frozenset[int], *, printed: bool) -> list[str]:
    lines: list[str] = []
    begun = 0
    for page in text.split(PAGE_BREAK):
        rows = page.split("\n")
        lines += [PAGE_BREAK] if begun else []
        for at, line in enumerate(rows, begun):
            bare = (printed and separator_of(line)) or squeeze(line)
            lines.append(FilledLine(bare) if at in filled else bare)
        begun += len(rows)
    return lines


def _pages(lines: Iterable[str]) -> list[list[str]]:
    pages: list[list[str]] = [[]]
    for line in lines:
        if line == PAGE_BREAK:
            pages.append([])
        else:
            pages[-1].append(line)
    return pages


def _note_paragraphs(notes: Sequence[Sequence[str]]) -> list[str]:
    joined = [paragraph for note in notes for paragraph in join_pages([note])]
    return [RULE, *joined] if joined else []
