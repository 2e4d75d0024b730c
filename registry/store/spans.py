"""Spans of one reading as one blob: rows of plain values, written and read with orjson."""

from dataclasses import astuple, dataclass
from datetime import date
from typing import Any

import orjson

from registry.document import Citation, Provision, ProvisionKind, Relation


@dataclass(frozen=True, slots=True)
class Spans:
    """What points into one canonical text."""

    provisions: tuple[Provision, ...] = ()
    citations: tuple[Citation, ...] = ()
    relations: tuple[Relation, ...] = ()


def encode(spans: Spans) -> bytes:
    """Return the blob. The words of a citation are left out: they are the text between its ends."""
    return orjson.dumps(
        {
            "provisions": [astuple(provision) for provision in spans.provisions],
            "citations": [_citation_row(citation) for citation in spans.citations],
            "relations": [astuple(relation) for relation in spans.relations],
        }
    )


def _citation_row(citation: Citation) -> tuple[Any, ...]:
    start, end, _, *rest = astuple(citation)
    return (start, end, *rest)


def decode(blob: bytes, text: str) -> Spans:
    """Return the spans of a blob over its text."""
    rows = orjson.loads(blob)
    return Spans(
        tuple(_provision(row) for row in rows["provisions"]),
        tuple(_citation(row, text) for row in rows["citations"]),
        tuple(_relation(row) for row in rows["relations"]),
    )


def _provision(row: list[Any]) -> Provision:
    return Provision(row[0], ProvisionKind(row[1]), *row[2:])


def _citation(row: list[Any], text: str) -> Citation:
    start, end, *rest = row
    *middle, issued, issuer = rest
    return Citation(start, end, text[start:end], *middle, _date(issued), issuer)


def _relation(row: list[Any]) -> Relation:
    *head, issued, kind, issuer, partial = row
    return Relation(*head, _date(issued), kind, issuer, partial)


def _date(text: str | None) -> date | None:
    return date.fromisoformat(text) if text else None
