"""A stretch of canonical text as blocks to read: headings, clauses, tables, with anchors, links and marks.

Nothing is added to or taken from the text: the spans of the blocks, joined with line ends, are the text itself.
"""

import re
from bisect import bisect_left
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import groupby, takewhile

from registry.document import Provision, ProvisionKind
from registry.records import ResolvedCitation

HEADINGS = {
    ProvisionKind.PART: 1,
    ProvisionKind.ANNEX: 1,
    ProvisionKind.CHAPTER: 2,
    ProvisionKind.SECTION: 3,
    ProvisionKind.SUBSECTION: 3,
    ProvisionKind.ARTICLE: 4,
}
_FIRST_LEVEL = 3
CELL = " | "
_LABEL = re.compile(r"(?:Điều\s+\w+\s*[.:]?|\d+\w{0,2}[.)]|\w{1,3}\)|\([ivxlc]+\))", re.IGNORECASE)
_SHOUT = 160
_BASES = ("Căn cứ", "Theo đề nghị", "Xét ")

Linker = Callable[[ResolvedCitation], str | None]


@dataclass(frozen=True, slots=True)
class Span:
    """A run of characters.

    Args:
        text: Exactly as in the canonical text.
        kind: ``text``, ``label`` (the printed label of a provision), ``cite`` (a citation) or ``mark`` (emphasis).
        href: Where it leads, or None.
        state: State of the citation, for ``cite``.
        doubt: Why its letters are not certain, or an empty string: recognition of a scan was not sure of them.
    """

    text: str
    kind: str = "text"
    href: str | None = None
    state: str = ""
    doubt: str = ""


@dataclass(frozen=True, slots=True)
class Block:
    """A paragraph, a heading, or the rows of a table.

    Args:
        kind: Kind of the provision that begins here; else ``head`` (what stands above the legal bases), ``basis``,
            ``preamble`` (the rest before the first provision), ``caps``, ``heading`` (further lines of a heading),
            ``table``, ``columns`` (the two-cell head of a document) or ``text``.
        level: Rank of the heading, 3-6, one below the heading around it in this stretch, or 0 when it is none.
        anchors: Addresses of the provisions that begin here, outermost first.
        spans: Its text; empty for a table.
        rows: Rows of cells of spans, for a table.
    """

    kind: str
    level: int
    anchors: tuple[str, ...]
    spans: tuple[Span, ...] = ()
    rows: tuple[tuple[tuple[Span, ...], ...], ...] = ()


@dataclass(frozen=True, slots=True)
class _Line:
    start: int
    end: int
    begins: tuple[Provision, ...]
    continues_heading: bool
    row: bool


def _levelled(blocks: Iterable[Block]) -> Iterator[Block]:
    """Give each heading the level of a page: an article stands one below what is around it, be it chapter or annex."""
    around: list[int] = []
    for block in blocks:
        if not block.level:
            yield block
            continue
        while around and around[-1] >= block.level:
            around.pop()
        around.append(block.level)
        yield replace(block, level=min(_FIRST_LEVEL + len(around) - 1, 6))


class Reader:
    """Turns stretches of one text into blocks.

    Args:
        text: Canonical text.
        provisions: Its tree.
        citations: Its citations, in document order.
        link: Gives the address of a citation's target, or None.
        doubts: Places whose letters are not certain: start, end, why.
    """

    def __init__(
        self,
        text: str,
        provisions: Sequence[Provision],
        citations: Sequence[ResolvedCitation],
        link: Linker,
        doubts: Sequence[tuple[int, int, str]] = (),
    ) -> None:
        self._doubts = sorted(doubts)
        self.text = text
        self.provisions = provisions
        self.citations = sorted(citations, key=lambda each: (each.citation.start, -each.citation.end))
        self.link = link
        self.body = provisions[0].start if provisions else len(text)
        first_basis = re.search(r"^\s*Căn cứ\b", text[: self.body], re.MULTILINE)
        self._basis = first_basis.start() if first_basis else 0

    def blocks(self, start: int = 0, end: int | None = None) -> tuple[Block, ...]:
        """Return the blocks of a stretch.

        Args:
            start: First character, at the beginning of a line.
            end: One past the last one; the end of the text by default.
        """
        lines = self._lines(start, len(self.text) if end is None else end)
        made: list[Block] = []
        for is_row, group in groupby(lines, key=lambda line: line.row):
            members = list(group)
            made += [self._table(members)] if is_row else [self._block(line) for line in members]
        return tuple(_levelled(made))

    def _lines(self, start: int, end: int) -> Iterator[_Line]:
        begins = [each for each in self.provisions if start <= each.start < end]
        position, rest, index = start, "", 0
        while position < end:
            stop = self.text.find("\n", position, end)
            stop = end if stop < 0 else stop
            here: list[Provision] = []
            while index < len(begins) and begins[index].start < stop:
                here.append(begins[index])
                index += 1
            words = self.text[position:stop].strip()
            if words:
                continues, rest = _heading_left(here, words, rest)
                yield _Line(position, stop, tuple(here), continues, CELL in words and not here)
            position = stop + 1

    def _block(self, line: _Line) -> Block:
        words = self.text[line.start : line.end].strip()
        anchors = tuple(each.id for each in line.begins)
        if line.begins:
            first = line.begins[0]
            titled = first.kind in HEADINGS and (first.heading or first.kind is not ProvisionKind.ARTICLE)
            level = HEADINGS[first.kind] if titled else 0
            return Block(first.kind.value, level, anchors, tuple(self._labelled(line, first.id)))
        kind = "heading" if line.continues_heading else self._plain_kind(line.start, words)
        return Block(kind, 0, (), tuple(self._spans(line.start, line.end)))

    def _plain_kind(self, start: int, words: str) -> str:
        if len(words) < _SHOUT and words.isupper() and " " in words:
            return "caps"
        if start >= self.body:
            return "text"
        if start < self._basis:
            return "head"
        return "basis" if words.startswith(_BASES) else "preamble"

    def _table(self, lines: list[_Line]) -> Block:
        kind = "columns" if lines[0].start < self.body and len(lines) < 6 else "table"
        return Block(kind, 0, (), rows=tuple(tuple(self._cells(line)) for line in lines))

    def _cells(self, line: _Line) -> Iterator[tuple[Span, ...]]:
        position = line.start
        while position <= line.end:
            stop = self.text.find(CELL, position, line.end)
            stop = line.end if stop < 0 else stop
            yield tuple(self._spans(position, stop))
            position = stop + len(CELL)

    def _labelled(self, line: _Line, anchor: str) -> Iterator[Span]:
        """Split the printed label from the rest, so that it can carry the link to its own address."""
        indent = len(self.text[line.start : line.end]) - len(self.text[line.start : line.end].lstrip())
        found = _LABEL.match(self.text, line.start + indent, line.end)
        if not found:
            yield from self._spans(line.start, line.end)
            return
        yield Span(found[0], "label", f"#{anchor}")
        yield from self._spans(found.end(), line.end)

    def _spans(self, start: int, end: int) -> Iterator[Span]:
        position = start
        for resolved in self._citations_in(start, end):
            citation = resolved.citation
            if citation.start < position or citation.end > end:
                continue
            yield from self._plain(position, citation.start)
            words, doubt = self.text[citation.start : citation.end], self._doubt(citation.start, citation.end)
            yield Span(words, "cite", self.link(resolved), resolved.state, doubt)
            position = citation.end
        yield from self._plain(position, end)

    def _plain(self, start: int, end: int) -> Iterator[Span]:
        """Yield text that is no citation, the places that are not certain apart."""
        for first, last, why in self._doubts_in(start, end):
            first, last = max(first, start), min(last, end)
            if first > start:
                yield Span(self.text[start:first])
            yield Span(self.text[first:last], doubt=why)
            start = last
        if start < end:
            yield Span(self.text[start:end])

    def _doubt(self, start: int, end: int) -> str:
        return next((why for _, _, why in self._doubts_in(start, end)), "")

    def _doubts_in(self, start: int, end: int) -> Iterator[tuple[int, int, str]]:
        at = bisect_left(self._doubts, start, key=lambda each: each[1] - 1)
        return takewhile(lambda each: each[0] < end, self._doubts[at:])

    def _citations_in(self, start: int, end: int) -> Iterator[ResolvedCitation]:
        low, high = 0, len(self.citations)
        while low < high:
            middle = (low + high) // 2
            if self.citations[middle].citation.start < start:
                low = middle + 1
            else:
                high = middle
        for resolved in self.citations[low:]:
            if resolved.citation.start >= end:
                return
            yield resolved


def _heading_left(here: Sequence[Provision], words: str, rest: str) -> tuple[bool, str]:
    """Tell whether a line continues a heading printed over several lines, and what of the heading is still to come."""
    if here:
        heading = " ".join(here[0].heading.split()) if here[0].kind in HEADINGS else ""
        shown = next((cut for cut in range(len(heading), 0, -1) if words.endswith(heading[:cut])), 0)
        return False, heading[shown:].strip()
    line = " ".join(words.split())
    if rest and rest.startswith(line):
        return True, rest[len(line) :].strip()
    return False, ""
