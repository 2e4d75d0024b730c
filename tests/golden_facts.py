"""The hand-labelled facts of tests/golden, and how a reading is compared with them."""

import csv
import json
import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path

from registry.document import Header, ParsedDocument, ProvisionKind
from registry.text import fold

GOLDEN = Path(__file__).parent / "golden"
FIELDS = ("number", "type", "issuer", "issued", "effective", "title")


@dataclass(frozen=True, slots=True)
class Labels:
    """What a person reads in one of the labelled documents: header facts, articles, bases."""

    file: str
    header: dict[str, str]
    articles: frozenset[str]
    bases: frozenset[str]


def header_rows() -> dict[str, dict[str, str]]:
    """Header facts by file."""
    with (GOLDEN / "headers.tsv").open(encoding="utf-8", newline="") as lines:
        return {row["file"]: row for row in csv.DictReader(lines, delimiter="\t")}


def portal_rows() -> list[dict[str, str]]:
    """Header facts of 58 documents of a portal and 11 resolutions, read by eye.

    The first 30 were drawn by ``random.Random(41)``, 14 from the rest by ``random.Random(2026)``, then 25 of the
    portal by ``random.Random(2801)``; those 25 have articles and bases too (:func:`portal_structure`).
    """
    with (GOLDEN / "headers_portal.tsv").open(encoding="utf-8", newline="") as lines:
        return list(csv.DictReader(lines, delimiter="\t"))


def labels() -> list[Labels]:
    """The 100 documents drawn by ``random.Random(2023).sample`` over the sorted names, and 40 of the rest.

    Those 40, drawn by ``random.Random(41)``, were labelled from the raw pages before any reading of them was seen.
    """
    headers = header_rows()
    labelled: dict[str, dict[str, list[str]]] = {}
    for name in ("structure.json", "structure_check.json"):
        labelled |= json.loads((GOLDEN / name).read_text(encoding="utf-8"))
    return [
        Labels(file, headers[file], frozenset(_spread(facts["articles"])), frozenset(map(_folded, facts["bases"])))
        for file, facts in labelled.items()
    ]


def portal_structure() -> dict[str, tuple[frozenset[str], frozenset[str]]]:
    """Articles and bases of 25 documents of a portal, labelled from the raw pages before any reading was seen."""
    labelled = json.loads((GOLDEN / "structure_portal.json").read_text(encoding="utf-8"))
    return {
        file: (frozenset(_spread(facts["articles"])), frozenset(map(_folded, facts["bases"])))
        for file, facts in labelled.items()
    }


def _spread(ids: Iterable[str]) -> Iterator[str]:
    """``d1..3`` stands for d1, d2, d3."""
    for one in ids:
        match = re.fullmatch(r"(.*d)(\d+)\.\.(\d+)", one)
        if match is None:
            yield one
            continue
        yield from (f"{match[1]}{number}" for number in range(int(match[2]), int(match[3]) + 1))


def _folded(basis: str) -> str:
    return fold(basis)


def header_values(found: Header) -> dict[str, str]:
    """Header facts in the form of the table."""
    effective = found.effective.on if found.effective else None
    return {
        "number": found.number or "",
        "type": found.type or "",
        "issuer": ";".join(found.issuers),
        "issued": found.issued.isoformat() if found.issued else "",
        "effective": effective.isoformat() if effective else "",
        "title": found.title or "",
    }


def articles_of(document: ParsedDocument) -> frozenset[str]:
    """Addresses of the articles, those of attached texts included."""
    return frozenset(one.id for one in document.provisions if one.kind == ProvisionKind.ARTICLE)


def bases_of(document: ParsedDocument) -> frozenset[str]:
    """Acts that the document rests on: the number, else the name with the date printed beside it."""
    return frozenset(
        _folded(one.number or (f"{one.name}|{one.issued}" if one.issued else one.name or ""))
        for one in document.relations
        if one.verb == "based_on"
    )


def f1(pairs: Iterable[tuple[frozenset[str], frozenset[str]]]) -> float:
    """Micro-averaged F1 of (expected, found) sets."""
    expected = found = both = 0
    for want, got in pairs:
        expected, found, both = expected + len(want), found + len(got), both + len(want & got)
    return 2 * both / (expected + found) if expected + found else 1.0
