"""A provision named in a query: "điều 5", "khoản 2 điều 5", "điều 5 khoản 2 điểm a"; it belongs to a named document."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Final

from indexer.shelf import Shelf
from registry.text import fold

_CLAUSE: Final = r"khoan\s+(?P<{0}>\d{{1,3}}[a-z]?)"
_POINT: Final = r"diem\s+(?P<{0}>[a-z]\d?)"
_GAP: Final = r"[\s,]+(?:cua\s+)?"
_NAMED: Final = re.compile(
    rf"(?<!\w)(?:(?:{_POINT.format('point')}{_GAP})?{_CLAUSE.format('clause')}{_GAP})?dieu\s+(?P<article>\d{{1,3}})"
    rf"(?P<letter>[a-z]?)(?!\w)(?:{_GAP}{_CLAUSE.format('after')}(?:{_GAP}{_POINT.format('last')}(?!\w))?)?(?!\w)"
)


@dataclass(frozen=True, slots=True)
class Address:
    """A provision by its labels.

    Args:
        article: Number of the article, its letter included.
        clause: Number of the clause; empty when only the article is named.
        point: Point as addresses spell it ("da" for đ); may be empty.
        start: First character in the composed query.
        end: One past the last character.
    """

    article: str
    clause: str
    point: str
    start: int
    end: int

    def suffixes(self) -> Iterator[str]:
        """Yield how the address of such a provision ends, the narrowest first."""
        article = f".d{self.article}"
        if self.clause and self.point:
            yield f"{article}.k{self.clause}.{self.point}"
        if self.clause:
            yield f"{article}.k{self.clause}"
        yield article


def addressed(text: str) -> Address | None:
    """Return the first provision that a query names, or None.

    Args:
        text: The query, composed.
    """
    found = _NAMED.search(fold(text))
    if not found:
        return None
    clause = found["clause"] or found["after"] or ""
    name = "point" if found["point"] else "last"
    point = text[found.start(name) : found.end(name)].lower().replace("đ", "da") if found[name] else ""
    return Address(f"{found['article']}{found['letter']}", clause, point, found.start(), found.end())


def place(document: int, wanted: Address, shelf: Shelf) -> tuple[int, str] | None:
    """Return the passage of a document that holds a provision, as a row, and the provision's address; None for none.

    Args:
        document: Registry row id.
        wanted: What was named; when the document lacks the clause, the article will do.
        shelf: Where the passages are.
    """
    rows = shelf.rows_of_document(document)
    number = int(re.sub(r"\D", "", wanted.article))
    cards = [(row, shelf.card(row)) for row in rows[shelf.articles[rows] == number].tolist()]
    held = [(row, address) for row, card in cards for address in (card.id, *(inner[0] for inner in card.inner))]
    ends = ((suffix, row, address) for suffix in wanted.suffixes() for row, address in held)
    return next(((row, address) for suffix, row, address in ends if f".{address}".endswith(suffix)), None)
