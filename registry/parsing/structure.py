"""The provision tree of a document, as spans of its canonical text.

Addresses: ``d5`` Điều 5, ``d5.k2`` khoản 2, ``d5.k2.da`` điểm đ, ``d5.k2.1`` điểm 2.1, ``d5.k2.a.ti`` tiết (i),
``ph1`` Phần, ``c1`` Chương, ``c1.m2`` Mục, ``c1.m2.tm1`` Tiểu mục, ``d1.m3.k4`` khoản 4 of a Mục III inside Điều 1,
``p1`` Phụ lục I, ``p1.ms2`` Mẫu số 2 under it. Articles are not prefixed by their chapter. A regulation, plan or list
"ban hành kèm theo" without a number of its own takes the smallest annex number that no printed annex has, in order,
and its provisions live under it (``p1.d3.k1``). An address met twice keeps its first meaning; the later one gets
``-2`` and an issue.
"""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache

from registry.document import Issue, Provision
from registry.issues import issue
from registry.parsing.structure_annexes import AnnexStart, annex_starts, without_listings
from registry.parsing.structure_builder import Builder
from registry.parsing.structure_labels import Label, Level, read_label
from registry.parsing.structure_quotes import quoted_lines
from registry.parsing.structure_tree import articles_of, inner_labels
from registry.parsing.structure_zones import end_of_body, end_of_text

_ANNEX_FIRST = re.compile(r"\s*(?:Phụ lục|PHỤ LỤC)\s+(?:số\s+|SỐ\s+)?(?:[IVXLC]+|\d+)\s*[.:]?\s*$")
"""First line of a file that holds annexes alone, without the act that they belong to."""
_CONTINUED = "(Xem tiếp Công báo"
_ADDRESSED = ("Kính gửi", "KÍNH GỬI")
_OPENING = 25  # lines in which a letter names its addressee


@dataclass(frozen=True, slots=True)
class Layout:
    """A text cut into lines, with what the rest of the reading needs to know about each.

    Args:
        lines: The lines.
        starts: Their offsets.
        labels: Their labels, or None.
        quoted: Lines inside quotations of an amendment.
        body_end: Line of the signature block (or of whatever follows the last provision of the body).
        stop: One past the last line that is not a footnote.
        issues: Doubts about quotations.
    """

    lines: tuple[str, ...]
    starts: tuple[int, ...]
    labels: tuple[Label | None, ...]
    quoted: tuple[bool, ...]
    body_end: int
    stop: int
    issues: tuple[Issue, ...]


@lru_cache(maxsize=1)
def layout(text: str) -> Layout:
    """Cut a canonical text into lines and find its zones.

    The last answer is kept: structure and citations of one document both ask.
    """
    lines = tuple(text.split("\n"))
    starts = _starts(lines)
    labels = tuple(map(read_label, lines, range(len(lines)), starts))
    quotes = quoted_lines(lines, starts, labels)
    stop = next((at for at, line in enumerate(lines) if line.startswith(_CONTINUED)), end_of_text(lines))
    first = _first_provision(labels, quotes.lines)
    bare = _ANNEX_FIRST.match(next((line for line in lines if line.strip()), "")) is not None
    body_end = 0 if bare else end_of_body(lines, labels, quotes.lines, first, stop)
    return Layout(lines, starts, labels, quotes.lines, body_end, stop, quotes.issues)


def provisions(text: str, shape: Layout | None = None) -> tuple[tuple[Provision, ...], tuple[Issue, ...]]:
    """Read the provision tree of a canonical text.

    Args:
        text: One paragraph per line, footnotes below their rule (see :mod:`registry.parsing.canonical`).
        shape: Its layout, when already known.

    Returns:
        Provisions in document order, parents before children, and doubts. Quoted text of an amendment gives none.
    """
    shape = shape or layout(text)
    starts = tuple(annex_starts(shape.lines, shape.labels, shape.quoted, shape.body_end, shape.stop))
    annexes = without_listings(starts, shape.lines)
    builder = Builder(shape.lines, shape.starts, annexes)
    _read_zone(builder, shape, 0, shape.body_end)
    ends = [*(annex.line for annex in annexes[1:]), shape.stop]
    for annex, end in zip(annexes, ends, strict=True) if annexes else ():
        _read_annex(builder, shape, annex, end)
    found, doubts = builder.finish()
    return found, shape.issues + doubts + _cut_short(shape)


def _starts(lines: Sequence[str]) -> tuple[int, ...]:
    starts = []
    at = 0
    for line in lines:
        starts.append(at)
        at += len(line) + 1
    return tuple(starts)


def _first_provision(labels: Sequence[Label | None], quoted: Sequence[bool]) -> int:
    """Return the line of the first article, else of the first clause or section, else the first line."""
    free = [label for label, inside in zip(labels, quoted, strict=True) if label and not inside]
    for wanted in ((Level.ARTICLE,), (Level.ROMAN, Level.CLAUSE, Level.PART)):
        for label in free:
            if label.level in wanted:
                return label.line
    return 0


def _read_zone(builder: Builder, shape: Layout, first: int, end: int) -> None:
    """Read the labels of one zone into the builder."""
    free = [label for label in shape.labels[first:end] if label and not shape.quoted[label.line]]
    tops = [] if _is_letter(shape) else articles_of(free)
    if not any(label.level == Level.ARTICLE for label in tops):
        builder.open_all(inner_labels([label for label in free if label.level != Level.ARTICLE]))
        builder.close(end)
        return
    bounds = [*(label.line for label in tops), end]
    at = 0
    for top, stop in zip(tops, bounds[1:], strict=True):
        while at < len(free) and free[at].line <= top.line:
            at += 1
        inside = at
        while at < len(free) and free[at].line < stop:
            at += 1
        builder.open(top)
        if top.level == Level.ARTICLE:
            builder.open_all(inner_labels(free[inside:at]))
    builder.close(end)


def _read_annex(builder: Builder, shape: Layout, annex: AnnexStart, end: int) -> None:
    builder.open_annex(annex)
    if annex.reads_on and (not annex.printed or _is_articulated(shape, annex.body, end)):
        _read_zone(builder, shape, annex.body, end)
    builder.close(end, keep_annex=True)


def _is_letter(shape: Layout) -> bool:
    """Tell whether the text is an official letter: the articles in it are cited from other acts."""
    return any(line.startswith(_ADDRESSED) for line in shape.lines[:_OPENING])


def _is_articulated(shape: Layout, first: int, end: int) -> bool:
    """Tell whether a Phụ lục is drafted text and not a table: it has articles, chapters or two sections."""
    labels = [label for label in shape.labels[first:end] if label]
    sections = sum(label.level == Level.ROMAN for label in labels)
    return sections >= 2 or any(label.level in (Level.ARTICLE, Level.CHAPTER) and label.rest for label in labels)


def _cut_short(shape: Layout) -> tuple[Issue, ...]:
    if shape.stop < len(shape.lines) and shape.lines[shape.stop].startswith(_CONTINUED):
        start = shape.starts[shape.stop]
        return (issue("text-cut", start, start + len(shape.lines[shape.stop])),)
    return ()
