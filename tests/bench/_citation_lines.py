"""Lines of the corpus labelled with the citations that they hold, known by a hash: no sentence of the law is kept here.

``tests/golden/citation_lines.jsonl``: ``file``, ``line`` (hash of the line, blanks made one), ``seed`` of the draw,
``expected`` (each ``act|address``, ``self`` for the citing document), ``first_label`` where the label that was written
before any machine output was seen had to be corrected from the page.
"""

import hashlib
import json
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from registry.document import Citation, ParsedDocument
from registry.parsing.reading import parse

_LABELS = Path(__file__).resolve().parent.parent / "golden" / "citation_lines.jsonl"


@dataclass(frozen=True)
class Labelled:
    """One labelled line and what was found in it; ``found`` is None when the line is no longer in the file."""

    file: str
    seed: int
    expected: tuple[str, ...]
    first: tuple[str, ...]
    found: tuple[str, ...] | None


def labelled_lines(folder: Path) -> Iterator[Labelled]:
    """Yield every labelled line with the citations that reading its whole file finds in it."""
    for text in _LABELS.read_text(encoding="utf-8").splitlines():
        row: dict[str, Any] = json.loads(text)
        document = parse(folder / row["file"])
        expected = tuple(row["expected"])
        first = tuple(row.get("first_label", expected))
        yield Labelled(row["file"], row["seed"], expected, first, _found(document, row["line"]))


def _found(document: ParsedDocument, wanted: str) -> tuple[str, ...] | None:
    at = 0
    for line in document.text.split("\n"):
        end = at + len(line)
        if hashlib.sha256(" ".join(line.split()).encode()).hexdigest()[:16] == wanted:
            return tuple(shown(one) for one in document.citations if at <= one.start < end)
        at = end + 1
    return None


def shown(citation: Citation) -> str:
    """Return a citation as the labels write it: ``27/2022/NĐ-CP|d21.k1``."""
    act = "self" if citation.self else "amended" if citation.amended and not citation.number else ""
    steps = (("p", citation.annex), ("d", citation.article), ("k", citation.clause), ("", citation.point))
    where = ".".join(f"{mark}{value}" for mark, value in steps if value)
    return "|".join(part for part in (act or citation.number or citation.name or "?", where) if part)
