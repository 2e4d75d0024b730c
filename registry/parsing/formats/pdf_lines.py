"""Printed lines of a PDF page: fragments put together, lines that reach the right edge, gaps."""

import re
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import pairwise
from typing import Final

from registry.parsing.raw import PAGE_BREAK

UNIT: Final = re.compile(r"(?<![^\W\d_])(?:[kcdm]?m|CO|SO|NO|O|N|H)[23]$")
_APART: Final = 10.0  # points between two fragments of one line at most
WORD: Final = 1.8  # points between two words at least
_TOGETHER: Final = 4  # lines that end below one another at least, where the text has a right edge
_LONG: Final = 11.0  # heights of a letter that a line is long at least, to be one of them
FILLED: Final = "\x1e"  # stands at the end of a line that reaches the right edge, until the pages are put together
_CLEAR: Final = 20.0  # points that a centred line, or the first one of a paragraph, stands clear of an edge
_LINE_END: Final = re.compile(f"[\n{PAGE_BREAK}]")
RAISE: Final = 2.0  # points that a mark stands above the baseline


@dataclass(frozen=True, slots=True)
class Line:
    """One fragment of a printed line, with its place in points: baseline, beginning, end, and height of its letters."""

    text: str
    base: float
    begin: float
    end: float
    height: float


def put_together(found: Sequence[Line]) -> Iterator[Line]:
    """Yield printed lines: fragments of one line put together, an empty line for a gap of a line or more."""
    whole = ""
    last: Line | None = None
    for line in found:
        if not line.text.strip():
            continue
        if last and _same_line(last, line):
            whole += _fragment(whole, last, line)
        else:
            if last:
                yield replace(last, text=whole)
            if last and not -3 * last.height < last.base - line.base < 1.9 * max(last.height, line.height):
                yield replace(last, text="")
            whole = line.text
        # A raised mark tells nothing of the baseline of what follows it.
        last = line if last is None or not _same_line(last, line) else replace(last, end=line.end)
    if last:
        yield replace(last, text=whole)


def parted(lines: Sequence[Line]) -> Iterator[Line]:
    """Yield the lines, an empty one between a centred line and the text below it, which is set otherwise."""
    edges = _edges(lines)
    for last, line in pairwise([None, *lines]):
        assert line is not None
        if last and edges and _is_centred(last, *edges) and _is_indented(line, *edges):
            yield replace(last, text="")
        yield line


def _edges(lines: Sequence[Line]) -> tuple[float, float] | None:
    """Return the left and the right edge of the text, where enough long lines end at one place."""
    long = [line for line in lines if "\n" not in line.text and line.end - line.begin > _LONG * line.height]
    right, times = max(Counter(round(line.end) for line in long).items(), key=lambda each: each[1], default=(0, 0))
    return (min(line.begin for line in long), float(right)) if times >= _TOGETHER else None


def _is_centred(line: Line, left: float, right: float) -> bool:
    """Tell whether a line stands in the middle, clear of both edges; the label of an article may be set so, too."""
    before, after = line.begin - left, right - line.end
    alike = min(before, after) > _CLEAR and abs(before - after) < _CLEAR / 2
    return alike and "\n" not in line.text and not line.text.startswith("Điều ")


def _is_indented(line: Line, left: float, right: float) -> bool:
    """Tell whether a line begins a paragraph that is set to both edges."""
    return "\n" not in line.text and abs(right - line.end) < RAISE and line.begin - left > _CLEAR


def marked(lines: Sequence[Line]) -> Iterator[str]:
    """Yield the text of lines, marked where a line is long and several on its page end below one another.

    Lines of several cells tell nothing.
    """
    ends = Counter(round(line.end) for line in lines if line.text)
    for line in lines:
        end = round(line.end)
        together = ends[end - 1] + ends[end] + ends[end + 1]
        whole = line.text and "\n" not in line.text
        filled = whole and together >= _TOGETHER and line.end - line.begin > _LONG * line.height
        yield f"{line.text}{FILLED}" if filled else line.text


def unmarked(text: str) -> tuple[str, frozenset[int]]:
    """Return the text without marks of filled lines, and which lines those are."""
    lines = _LINE_END.split(text)
    return text.replace(FILLED, ""), frozenset(at for at, line in enumerate(lines) if line.endswith(FILLED))


def _same_line(last: Line, line: Line) -> bool:
    """Tell whether a fragment stands right after another, on its line or raised as a mark is."""
    near = abs(last.base - line.base) < 0.6 * max(last.height, line.height)
    return near and -2 < line.begin - last.end < _APART


def _fragment(whole: str, last: Line, line: Line) -> str:
    """Return what a fragment adds to its line: a raised number becomes a mark, a word is parted by a space."""
    text = line.text.strip()
    if text.isdigit() and len(text) < 4 and line.base - last.base > RAISE:
        return text if UNIT.search(whole.rstrip() + text) else f"[{text}]"
    parted = line.begin - last.end > WORD and not whole.endswith(" ") and not line.text.startswith(" ")
    return f" {line.text}" if parted else line.text
