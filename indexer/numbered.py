"""Documents that a query names by number: they come first, whatever else was typed beside the number."""

import re
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from typing import Final

from indexer.addressed import Address, addressed
from indexer.query.mentions import Mention, mentions
from registry.numbers import looks_like_number, parse_number
from registry.records import DocumentRecord
from registry.text import fold, nfc
from registry.vocabulary import vocabulary

_PROGRAMME: Final = re.compile(
    r"(?<!\w)(?:chuong trinh|ctmtqg)\s+(?:(?:mtqg|muc tieu quoc gia)\s+)?(\d{2,5})(?![\w/-])"
)
ByNumber = Callable[[str], list[DocumentRecord]]


@dataclass(frozen=True, slots=True)
class Numbered:
    """A query with the numbers in it understood.

    Args:
        records: The documents named.
        text: The query to match: each number as a phrase, without the type before it.
        rest: The query without its numbers.
        whole: True when the query is one number, with or without its type, or with a provision.
        address: The provision named beside the number ("điều 5"), or None.
    """

    records: tuple[DocumentRecord, ...]
    text: str
    rest: str = ""
    whole: bool = False
    address: Address | None = None


def numbered(text: str, by_number: ByNumber) -> Numbered:
    """Find the documents that a query names.

    Args:
        text: As typed.
        by_number: Returns the documents of a number, or of the beginning of one.
    """
    if looks_like_number(text) and (typed := by_number(text)):
        return Numbered(tuple(typed), text, whole=True)
    composed = nfc(text)
    address = addressed(composed)
    bare = _without(composed, address)
    found = [(mention, known) for mention in mentions(bare) if (known := _known(mention, by_number))]
    if not found:
        return Numbered(tuple(_founding(composed, by_number)), composed, composed)
    records = {record.id: record for _, known in found for record in known}
    return Numbered(
        tuple(records.values()),
        _replaced(bare, [(mention, f' "{_phrase(mention, known)}" ') for mention, known in found]),
        _replaced(bare, [(mention, " ") for mention, _ in found]),
        any(mention.whole for mention, _ in found),
        address,
    )


def _founding(text: str, by_number: ByNumber) -> Iterator[DocumentRecord]:
    """Yield the decision that a programme is called by ("chương trình 1719"); the words around it stay in the query."""
    called = _PROGRAMME.search(fold(text))
    if called:
        founding = {a.number for p in vocabulary().programmes for a in p.anchors if a.founding}
        yield from (record for record in by_number(called[1]) if record.number in founding)


def _without(text: str, address: Address | None) -> str:
    """Return a query with the provision that it names blanked out, everything else in its place."""
    return f"{text[: address.start]:{address.end}}{text[address.end :]}" if address else text


def _known(mention: Mention, by_number: ByNumber) -> list[DocumentRecord]:
    known = by_number(mention.number)
    typed = [record for record in known if not mention.type or fold(record.type) == mention.type]
    return typed or (known if mention.exact else [])


def _phrase(mention: Mention, known: Sequence[DocumentRecord]) -> str:
    """Return what a text that cites the number says: serial and year, the whole number when it has no year."""
    number = parse_number(known[0].number) if len(known) == 1 else None
    if number is None:
        return mention.number
    return f"{number.serial}/{number.year}" if number.year else number.canonical


def _replaced(text: str, pieces: Sequence[tuple[Mention, str]]) -> str:
    for mention, instead in reversed(pieces):
        text = f"{text[: mention.start]}{instead}{text[mention.end :]}"
    return text
