"""Find every citation of a text."""

import re
from collections.abc import Sequence
from dataclasses import replace
from typing import Final

from registry.citations.amending import INSTRUCTION, apply
from registry.citations.definitions import named_laws, short_names
from registry.citations.places import Places
from registry.citations.quotes import quoted_stretches
from registry.citations.sweep import Sweep
from registry.document import Citation, Header, Provision, ProvisionKind
from registry.numbers import find_numbers

_POINT_THIS: Final = re.compile(r"[Đđ]iểm\s+này$")
_CLAUSE_THIS: Final = re.compile(r"[Kk]hoản\s+này$")


def find(text: str, *, header: Header | None = None, provisions: Sequence[Provision] = ()) -> tuple[Citation, ...]:
    """Find the citations of a canonical text, in document order, each with its own span.

    "Điều này", "khoản này" and addresses without an article get the article and clause that enclose them when the
    provisions are given. In an amending act, an address without an act gets the amended act.

    Args:
        text: Canonical text.
        header: The document's own facts; its own number is marked as pointing to itself.
        provisions: Its provision tree.
    """
    numbers = tuple(find_numbers(text))
    names = named_laws(text)
    sweep = Sweep(text, numbers, names, short_names(text, numbers, names))
    found = sorted(sweep.citations(), key=lambda citation: (citation.start, citation.end))
    places = Places(provisions)
    if INSTRUCTION.search(text):
        found = apply(text, found, places, quoted_stretches(text))
    own = header.number if header else None
    return tuple(_placed(_own(citation, own, header), places) for citation in found)


def _own(citation: Citation, number: str | None, header: Header | None) -> Citation:
    if number is None or citation.number != number or header is None:
        return citation
    same_day = citation.issued is None or header.issued in (None, citation.issued)
    return replace(citation, self=True) if same_day else citation


def _placed(citation: Citation, places: Places) -> Citation:
    """Give a citation of this text without an article the provisions that enclose it."""
    if not citation.self or citation.amended or citation.kind or citation.article or citation.annex:
        return citation
    if citation.section or citation.chapter:
        return citation
    article = places.label(citation.start, ProvisionKind.ARTICLE)
    clause, point = citation.clause, citation.point
    if clause is None and (point or _CLAUSE_THIS.search(citation.text) or _POINT_THIS.search(citation.text)):
        clause = places.label(citation.start, ProvisionKind.CLAUSE)
    if point is None and _POINT_THIS.search(citation.text):
        point = places.label(citation.start, ProvisionKind.POINT)
    return replace(citation, article=article, clause=clause, point=point)
