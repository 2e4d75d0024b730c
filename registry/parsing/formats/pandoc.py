"""Pandoc's tables without pipes (columns marked by dashes) and its grid tables, written as rows of pipes."""

import re
import unicodedata
from collections.abc import Iterator, Sequence
from itertools import pairwise
from typing import Final

_COLUMNS: Final = re.compile(r"[ ]*-{3,}(?:[ ]+-{3,})+[ ]*")
_FRAME: Final = re.compile(r"[ ]*-{3,}(?:[ ]*-{3,})*[ ]*")
_BORDER: Final = re.compile(r"\+(?:[:=-]+\+)+[ ]*")
_BREAK: Final = re.compile(r"\\[ ]*$")
_ORNAMENT: Final = re.compile(r"[\\*_ ]*(?:\\?-){3,}[\\*_ ]*")  # the rule under a heading, as Pandoc escapes it
_LONGEST: Final = 2_000  # lines; a longer table is a line of dashes that closes nothing


def pandoc_tables(text: str) -> str:
    """Return Markdown with its simple, multiline and grid tables as rows of pipes.

    A grid cell with forced line breaks, such as a signature block, gives a paragraph for each of its lines. A multiline
    table parts its rows by empty lines; a simple one has a row on each line (Pandoc User's Guide, tables).
    A table whose end is not marked is left as it is.
    """
    lines = unicodedata.normalize("NFC", text).split("\n")  # columns are counted in whole letters
    written: list[str] = []
    at = 0
    while at < len(lines):
        grid = _grid_end(lines, at) if lines[at].startswith("+") else None
        end = _end(lines, at) if _COLUMNS.fullmatch(lines[at]) else None
        if grid is not None:
            written += ["", *_grid(lines[at:grid]), ""]
            at = grid
        elif end is None:
            written.append(lines[at])
            at += 1
        else:
            head = _head(written)
            del written[len(written) - len(head) :]
            written += ["", *_rows([*head, "", *lines[at + 1 : end]], lines[at]), ""]
            at = end + 1
    return "\n".join(written)


def _end(lines: Sequence[str], at: int) -> int | None:
    """Return the line of dashes that closes a table."""
    return next((end for end in range(at + 1, min(at + _LONGEST, len(lines))) if _FRAME.fullmatch(lines[end])), None)


def _grid_end(lines: Sequence[str], at: int) -> int | None:
    """Return one past a grid table, or None when its lines do not keep to its columns."""
    walls = [found.start() for found in re.finditer(r"\+", lines[at])]
    if not _BORDER.fullmatch(lines[at]) or len(walls) < 2:
        return None
    end = at
    while end < len(lines) and lines[end][:1] in ("+", "|"):
        end += 1
    inside = all(
        len(line) > walls[-1] and all(line[wall] in "+|" for wall in walls) for line in map(str.rstrip, lines[at:end])
    )
    return end if inside else None


def _grid(lines: Sequence[str]) -> Iterator[str]:
    """Yield the rows of a grid table; a row with forced line breaks as paragraphs, cell after cell."""
    walls = [found.start() for found in re.finditer(r"\+", lines[0])]
    row: list[list[str]] = []
    for line in lines[1:]:
        if not _BORDER.fullmatch(line):
            row.append([line[left + 1 : right].strip() for left, right in pairwise(walls)])
            continue
        if row and any(_BREAK.search(cell) for cells in row for cell in cells):
            yield from (line for column in zip(*row, strict=True) for line in _paragraphs(column))
        elif row:
            yield _row(row)
        row = []


def _paragraphs(column: Sequence[str]) -> Iterator[str]:
    """Yield the lines of a cell, parted where it forces a break, with an empty line after each."""
    whole = "\n".join(column)
    for part in re.split(r"\\(?:\*+)?[ ]*(?:\n|$)|\n[ ]*\n", whole):
        text = " ".join(part.split()).strip(" *")
        if text:
            yield from (text, "")


def _head(written: Sequence[str]) -> list[str]:
    """Return the lines of a table's head: those under a frame of dashes, right above its columns."""
    first = len(written)
    while first and written[first - 1].strip() and not _FRAME.fullmatch(written[first - 1]):
        first -= 1
    return list(written[first:]) if first and _FRAME.fullmatch(written[first - 1]) else []


def _rows(lines: Sequence[str], columns: str) -> Iterator[str]:
    """Yield the rows of a table."""
    starts = [found.start() for found in re.finditer(r"-+", columns)]
    multiline = any(not line.strip() for line in lines[1:-1]) or any(_BREAK.search(line) for line in lines)
    row: list[list[str]] = []
    for line in [*lines, ""]:
        if row and (not line.strip() or not multiline):
            yield _row(row)
            row = []
        if line.strip():
            row.append(_cells(line, starts))
    if row:
        yield _row(row)


def _cells(line: str, starts: Sequence[int]) -> list[str]:
    ends = [*starts[1:], len(line)]
    return [line[start:end].strip() for start, end in zip([0, *starts[1:]], ends, strict=True)]


def _row(row: Sequence[Sequence[str]]) -> str:
    """Return the lines of one row as cells; a cell with a pipe keeps it escaped."""
    cells = (" ".join(part for part in map(_unbroken, column) if part) for column in zip(*row, strict=True))
    return f"| {' | '.join(cell.replace('|', chr(92) + '|') for cell in cells)} |"


def _unbroken(part: str) -> str:
    return "" if _ORNAMENT.fullmatch(part) else _BREAK.sub("", part).strip()
