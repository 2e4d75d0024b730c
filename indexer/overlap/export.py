"""Pairs as files: CSV for a spreadsheet, JSON for a program."""

import csv
from collections.abc import Iterable
from pathlib import Path
from typing import Any, Final

import orjson

from indexer.overlap.listing import KINDS, PairView, Side

_COLUMNS: Final = ("Loại", "Độ giống", "Văn bản 1", "Vị trí 1", "Lời văn 1", "Văn bản 2", "Vị trí 2", "Lời văn 2")
_FORMULA: Final = ("=", "+", "-", "@", "\t", "\r")


def as_dict(pair: PairView) -> dict[str, Any]:
    """Return a pair in the shape of the JSON contract."""
    return {
        "kind": pair.kind,
        "similarity": pair.similarity,
        "left": _side(pair.left),
        "right": _side(pair.right),
    }


def write_json(path: Path, pairs: Iterable[PairView]) -> int:
    """Write pairs as one JSON array; return how many."""
    rows = [as_dict(pair) for pair in pairs]
    path.write_bytes(orjson.dumps(rows, option=orjson.OPT_INDENT_2))
    return len(rows)


def write_csv(path: Path, pairs: Iterable[PairView]) -> int:
    """Write pairs as CSV that spreadsheets open as UTF-8; return how many.

    A cell that a spreadsheet would take for a formula gets an apostrophe in front.
    """
    count = 0
    with path.open("w", encoding="utf-8-sig", newline="") as file:
        writer = csv.writer(file)
        writer.writerow(_COLUMNS)
        for pair in pairs:
            writer.writerow([KINDS[pair.kind], pair.similarity, *map(_cell, (*_cells(pair.left), *_cells(pair.right)))])
            count += 1
    return count


def _side(side: Side) -> dict[str, Any]:
    return {
        "number": side.document.number,
        "slug": side.document.slug,
        "title": side.document.title,
        "provision": side.provision,
        "label": side.label,
        "text": side.text,
        "marks": side.marks,
    }


def _cells(side: Side) -> tuple[str, str, str]:
    return side.document.number, side.label, side.text


def _cell(text: str) -> str:
    return f"'{text}" if text.startswith(_FORMULA) else text
