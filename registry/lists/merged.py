"""Cells of a workbook that are merged downwards: what the first of them says holds for every row that they cover."""

import re
from collections import defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import IO, Any, Final

from openpyxl.utils import column_index_from_string

_MERGED: Final = re.compile(
    rb'<(?:\w{1,20}:)?mergeCell\s[^<>]{0,200}?ref="([A-Z]{1,3})(\d{1,7}):([A-Z]{1,3})(\d{1,7})"'
)
_CHUNK: Final = 1 << 20
_LONGEST: Final = 300  # bytes of one element
MOST: Final = 100_000


@dataclass(frozen=True, slots=True)
class Span:
    """Cells merged over several rows.

    Args:
        column: Of the cell that holds the value, from 0.
        first: Line, from 1.
        last: Line.
    """

    column: int
    first: int
    last: int


def spans(source: IO[bytes]) -> list[Span]:
    """Return the spans of a sheet's XML; cells merged within one row are none."""
    found: list[Span] = []
    before = b""
    while (chunk := source.read(_CHUNK)) and len(found) <= MOST:
        text = before + chunk
        for each in _MERGED.finditer(text):
            if int(each[4]) > int(each[2]):
                found.append(Span(column_index_from_string(each[1].decode()) - 1, int(each[2]), int(each[4])))
        end = max((each.end() for each in _MERGED.finditer(text)), default=0)
        before = text[max(end, len(text) - _LONGEST) :]
    return found


def filled(lines: Iterable[tuple[int, list[Any]]], merged: Iterable[Span]) -> Iterator[tuple[int, list[Any]]]:
    """Yield the lines with the value of each span in all of its rows.

    Args:
        lines: Line number from 1, and cells.
        merged: Spans of the sheet.
    """
    starting: dict[int, list[Span]] = defaultdict(list)
    for span in merged:
        starting[span.first].append(span)
    standing: dict[int, tuple[int, Any]] = {}
    for line, cells in lines:
        kept = list(cells)
        for column, (last, value) in list(standing.items()):
            if line > last:
                del standing[column]
            elif column < len(kept) and kept[column] in ("", None):
                kept[column] = value
        for span in starting[line]:
            if span.column < len(kept) and kept[span.column] not in ("", None):
                standing[span.column] = (span.last, kept[span.column])
        yield line, kept
