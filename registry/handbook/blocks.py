"""Cuts a canonical text into the paragraphs, headings and tables of a printed page; no word is lost or added."""

import re
from bisect import bisect_left
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from typing import Final

from registry.document import Provision, ProvisionKind
from registry.handbook.content import Block, BlockKind, Run
from registry.handbook.printable import printable
from registry.records import DocumentText, ResolvedCitation
from registry.text import fold, squeeze

_TITLED: Final = (
    ProvisionKind.PART,
    ProvisionKind.CHAPTER,
    ProvisionKind.SECTION,
    ProvisionKind.SUBSECTION,
    ProvisionKind.ANNEX,
    ProvisionKind.ARTICLE,
)
_INDENT: Final = {ProvisionKind.POINT: 1, ProvisionKind.SUBPOINT: 2}
_BASIS: Final = re.compile(r"(can cu|xet|theo de nghi|thuc hien|tren co so)\b")
_SIGNED: Final = re.compile(r"(Nơi nhận|TM\.|KT\.|TL\.|TUQ\.|Q\. |TUN\.|\(Đã ký\)|CHỦ TỊCH|BỘ TRƯỞNG|THỦ TƯỚNG)")
_LONGEST_MASTHEAD: Final = 14
_LONGEST_SIGNATURE: Final = 160
_NOTE_MARK: Final = re.compile(r"\[\d+\]|\(\d+\)$")
_CELLS: Final = " | "

Ranges = Sequence[tuple[int, int]]


@dataclass(frozen=True, slots=True)
class _Line:
    start: int
    end: int
    text: str
    provision: Provision | None


@dataclass(slots=True)
class _Page:
    """Where the reader is: before the first provision, inside the signature, inside a title that goes on."""

    lines: int = 0
    masthead: bool = True
    provisions: bool = False
    closing: bool = False
    title: str = ""
    indent: int = 0
    level: int = 0
    lost: int = 0
    depths: dict[str, int] = field(default_factory=dict)


def blocks(document: DocumentText, ranges: Ranges | None = None) -> tuple[tuple[Block, ...], int]:
    """Cut a document into blocks.

    Args:
        document: Canonical text with provisions and citations.
        ranges: Stretches to print; the headings that enclose them are printed as well. None prints everything.

    Returns:
        The blocks in order, and how many characters could not be printed.
    """
    page = _Page()
    page.depths = _depths(document.provisions)
    made: list[Block] = []
    for group in _groups(list(_lines(document, ranges))):
        made.append(_table(group, page) if len(group) > 1 else _block(group[0], document, page))
    return tuple(made), page.lost


def ranges_of(document: DocumentText, addresses: Sequence[str]) -> Ranges | None:
    """Return the stretches of the addressed provisions in text order, or None when one is not in the document."""
    known = {node.id: (node.start, node.end) for node in document.provisions}
    if not all(address in known for address in addresses):
        return None
    return sorted(known[address] for address in addresses)


def _lines(document: DocumentText, ranges: Ranges | None) -> Iterator[_Line]:
    nodes = sorted(document.provisions, key=lambda node: (node.start, -node.end))
    starts = [node.start for node in nodes]
    start = 0
    for text in document.text.split("\n"):
        end = start + len(text)
        if text.strip() and (ranges is None or _wanted(start, end, document.provisions, ranges)):
            at = bisect_left(starts, start)
            yield _Line(start, end, text, nodes[at] if at < len(nodes) and starts[at] < end else None)
        start = end + 1


def _wanted(start: int, end: int, provisions: Sequence[Provision], ranges: Ranges) -> bool:
    """Keep the lines of the ranges, and the title lines of the provisions around them."""
    if any(first < end and start < last for first, last in ranges):
        return True
    return any(
        node.kind in _TITLED
        and start <= node.start < end
        and any(node.start < first and last <= node.end for first, last in ranges)
        for node in provisions
    )


def _groups(lines: Sequence[_Line]) -> Iterator[list[_Line]]:
    """Put neighbouring table rows together; every other line stands alone."""
    rows: list[_Line] = []
    for line in lines:
        if _CELLS in line.text:
            rows.append(line)
            continue
        if rows:
            yield rows
            rows = []
        yield [line]
    if rows:
        yield rows


def _table(lines: Sequence[_Line], page: _Page) -> Block:
    page.title = ""
    rows = [[_print(cell.strip(), page) for cell in line.text.split(_CELLS.strip())] for line in lines]
    width = max(len(row) for row in rows)
    return Block(BlockKind.TABLE, rows=tuple(tuple(row + [""] * (width - len(row))) for row in rows))


def _block(line: _Line, document: DocumentText, page: _Page) -> Block:
    page.lines += 1
    runs = _runs(line, document.citations, page)
    if line.provision is not None:
        return _provision(line, line.provision, runs, page)
    if page.title and (rest := _continued(page.title, squeeze(line.text))) is not None:
        page.title = rest
        return Block(BlockKind.HEADING, runs, page.level)
    page.title = ""
    return _plain(line, runs, page)


def _provision(line: _Line, node: Provision, runs: tuple[Run, ...], page: _Page) -> Block:
    page.masthead = page.closing = False
    page.provisions = True
    page.indent = _INDENT.get(node.kind, 0)
    page.title = ""
    if node.kind not in _TITLED:
        return Block(BlockKind.TEXT, runs, page.indent, node.label)
    page.level = page.depths[node.id]
    rest = _continued(squeeze(f"{node.label} {node.heading}"), squeeze(line.text))
    if node.kind is ProvisionKind.ARTICLE and (rest is None or not node.heading):
        return Block(BlockKind.LEAD, runs, page.level, node.label)
    page.title = rest or ""
    return Block(BlockKind.HEADING, runs, page.level, node.label)


def _continued(title: str, line: str) -> str | None:
    """Return what of the title is left after this line, or None when the line is no part of it."""
    words, wanted = _letters(line), _letters(title)
    if not words or not wanted.startswith(words):
        return None
    return wanted[len(words) :]


def _letters(text: str) -> str:
    return "".join(character for character in _NOTE_MARK.sub("", text).casefold() if character.isalnum())


def _plain(line: _Line, runs: tuple[Run, ...], page: _Page) -> Block:
    if page.masthead and (page.lines > _LONGEST_MASTHEAD or _ends_masthead(line.text)):
        page.masthead = False
    if page.masthead or (not page.provisions and line.text.isupper()):
        return Block(BlockKind.MASTHEAD, runs)
    if not page.provisions and _BASIS.match(fold(line.text)):
        return Block(BlockKind.BASIS, runs)
    page.closing = len(line.text) < _LONGEST_SIGNATURE and (page.closing or bool(_SIGNED.match(line.text)))
    return Block(BlockKind.CLOSING, runs) if page.closing else Block(BlockKind.TEXT, runs, page.indent)


def _ends_masthead(text: str) -> bool:
    return bool(_BASIS.match(fold(text))) or text.rstrip().endswith((".", ";", ":"))


def _runs(line: _Line, citations: Sequence[ResolvedCitation], page: _Page) -> tuple[Run, ...]:
    made: list[Run] = []
    at = line.start
    for found in _within(citations, line):
        if found.citation.start < at:
            continue
        made += _run(line, at, found.citation.start, None, page)
        made += _run(line, found.citation.start, found.citation.end, found.citation.number, page)
        at = found.citation.end
    return (*made, *_run(line, at, line.end, None, page))


def _within(citations: Sequence[ResolvedCitation], line: _Line) -> Sequence[ResolvedCitation]:
    first = bisect_left(citations, line.start, key=lambda found: found.citation.start)
    last = bisect_left(citations, line.end, key=lambda found: found.citation.start)
    return [found for found in citations[first:last] if found.citation.number and found.citation.end <= line.end]


def _run(line: _Line, start: int, end: int, number: str | None, page: _Page) -> list[Run]:
    text = line.text[start - line.start : end - line.start]
    return [Run(_print(text, page), number)] if text else []


def _print(text: str, page: _Page) -> str:
    shown, lost = printable(text)
    page.lost += lost
    return shown


def _depths(provisions: Sequence[Provision]) -> dict[str, int]:
    """Return the level of each titled provision: one more than the number of titled ones around it."""
    depths: dict[str, int] = {}
    above: dict[str, int] = {}
    for node in provisions:
        outer = above.get(node.parent, 0) if node.parent else 0
        above[node.id] = outer + 1 if node.kind in _TITLED else outer
        depths[node.id] = above[node.id]
    return depths
