"""What was understood of a file that has been read but not taken in."""

from dataclasses import dataclass
from datetime import date

from registry.document import Issue, ProvisionKind
from registry.reading.prepared import Reading, decode
from registry.text import squeeze

_EXCERPT = 120


@dataclass(frozen=True, slots=True)
class Doubt:
    """A doubt of the reader, with the words that it is about when it is about some."""

    message: str
    excerpt: str


@dataclass(frozen=True, slots=True)
class Understood:
    """Header facts and counts, doubts first.

    Args:
        doubts: What the reader was not sure of.
        number: Canonical number.
        type: Vietnamese name of the type.
        title: Trích yếu.
        issuers: Names as signed.
        issued: Issue date.
        effective: First day in force.
        signers: Who signed.
        programmes: Codes.
        articles: How many articles.
        provisions: How many provisions in all.
        citations: How many citations.
        relations: How many relations.
        length: Characters of the text.
        opening: First words of the text.
    """

    doubts: tuple[Doubt, ...]
    number: str
    type: str
    title: str
    issuers: tuple[str, ...]
    issued: date | None
    effective: date | None
    signers: tuple[str, ...]
    programmes: tuple[str, ...]
    articles: int
    provisions: int
    citations: int
    relations: int
    length: int
    opening: str


def understood(reading: Reading) -> Understood:
    """Return what was understood of a file."""
    provisions, citations = decode(reading.spans, reading.text)
    header = reading.header
    return Understood(
        doubts=tuple(_doubt(each, reading.text) for each in reading.issues),
        number=header.number or "",
        type=header.type or "",
        title=header.title or "",
        issuers=header.issuers,
        issued=header.issued,
        effective=header.effective.on if header.effective else None,
        signers=tuple(each.name for each in header.signers),
        programmes=tuple(each.code for each in reading.programmes),
        articles=sum(each.kind is ProvisionKind.ARTICLE for each in provisions),
        provisions=len(provisions),
        citations=len(citations),
        relations=len(reading.relations),
        length=len(reading.text),
        opening=squeeze(reading.text[:600]),
    )


def _doubt(issue: Issue, text: str) -> Doubt:
    if issue.start is None:
        return Doubt(issue.message, "")
    end = min(issue.end or issue.start, issue.start + _EXCERPT)
    return Doubt(issue.message, squeeze(text[issue.start : end]))
