"""What one reading of one original leaves behind: text, spans as one blob, and what is asked across documents."""

import hashlib
import re
from collections import Counter
from dataclasses import dataclass
from typing import Final

import orjson

from registry.document import Citation, Header, Issue, ParsedDocument, ProgrammeTag, Provision, Relation
from registry.reading import codec
from registry.reading.keys import name_key, number_key
from registry.text import place_tones

# Raised whenever reading gives other results than before: files are then read again by the next ingest.
READER: Final = "5"
_WORDS: Final = re.compile(r"\w+")
_SLICED: Final = frozenset({"text"})


@dataclass(frozen=True, slots=True)
class Reading:
    """A parsed document ready to be stored; made in the process that parsed it.

    Args:
        header: Header facts.
        text: Canonical text.
        text_sha256: Hash of the text.
        words_sha256: Hash of its words alone: equal when two readers differ only in spacing, case or punctuation.
        addresses: Provision ids, one a line.
        spans: Provisions and citations.
        relations: What the text says about other documents.
        cited: How often each number or named law is cited.
        programmes: Programme tags.
        issues: Doubts.
        meta: What the container said.
    """

    header: Header
    text: str
    text_sha256: str
    words_sha256: str
    addresses: str
    spans: bytes
    relations: tuple[Relation, ...]
    cited: dict[str, int]
    programmes: tuple[ProgrammeTag, ...]
    issues: tuple[Issue, ...]
    meta: dict[str, str]


def prepare(parsed: ParsedDocument) -> Reading:
    """Return the reading of a parsed document."""
    return Reading(
        header=parsed.header,
        text=parsed.text,
        text_sha256=_sha256(parsed.text),
        words_sha256=_sha256(" ".join(words(parsed.text))),
        addresses="\n".join(provision.id for provision in parsed.provisions),
        spans=encode(parsed.provisions, parsed.citations),
        relations=parsed.relations,
        cited=_cited(parsed.citations),
        programmes=parsed.programmes,
        issues=parsed.issues,
        meta=dict(parsed.meta),
    )


def words(text: str) -> list[str]:
    """Return the words of a text, for comparing two readings of one document."""
    return _WORDS.findall(place_tones(text).casefold())


def encode(provisions: tuple[Provision, ...], citations: tuple[Citation, ...]) -> bytes:
    """Return spans as one blob. The words of a citation are left out: they are the text between its ends."""
    tables = {
        "provisions": codec.pack(Provision, provisions),
        "citations": codec.pack(Citation, citations, without=_SLICED),
    }
    return orjson.dumps(tables)


def decode(blob: bytes, text: str) -> tuple[tuple[Provision, ...], tuple[Citation, ...]]:
    """Return the provisions and citations of a blob over its text."""
    tables = orjson.loads(blob)
    return (
        tuple(codec.unpack(Provision, tables["provisions"])),
        tuple(codec.unpack(Citation, tables["citations"], text=lambda row: text[row["start"] : row["end"]])),
    )


def decode_contents(blob: bytes) -> tuple[tuple[Provision, ...], frozenset[str]]:
    """Return the provisions of a blob and the numbers that its citations name, without making the citations."""
    tables = orjson.loads(blob)
    at = tables["citations"]["columns"].index("number")
    numbers = frozenset(row[at] for row in tables["citations"]["rows"] if row[at])
    return tuple(codec.unpack(Provision, tables["provisions"])), numbers


def target_key(number: str | None, name: str | None) -> str:
    """Return the key under which a cited document is looked for; empty when neither number nor name is written."""
    return number_key(number) or name_key(None, name)


def _cited(citations: tuple[Citation, ...]) -> dict[str, int]:
    counted = Counter(target_key(citation.number, citation.name) for citation in citations if not citation.self)
    counted.pop("", None)
    return dict(counted)


def _sha256(text: str) -> str:
    return hashlib.sha256(text.encode()).hexdigest()
