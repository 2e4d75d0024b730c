"""Documents of the fictional province Hư Cấu, made for tests of the registry."""

import io
from dataclasses import dataclass, field
from datetime import date
from typing import TYPE_CHECKING

from registry.document import Citation, Header, ParsedDocument, Provision, ProvisionKind, Relation

if TYPE_CHECKING:  # reading processes load this module too, and should not have to load the store for it
    from registry.catalogue import CatalogueEntry, CatalogueRelation
    from registry.records import DocumentRecord
    from registry.store import Registry

UBND = "Ủy ban nhân dân tỉnh Hư Cấu"


@dataclass(frozen=True)
class File:
    """A file with one document in it, already read."""

    name: str
    number: str | None
    issued: date | None = None
    title: str | None = "Ban hành quy định thử nghiệm"
    type: str | None = "Quyết định"
    issuers: tuple[str, ...] = (UBND,)
    body: str = "Điều 1. Thử nghiệm"
    cites: tuple[tuple[str, str, date | None], ...] = field(default=())

    @property
    def data(self) -> bytes:
        """Its bytes: as different as what is read from them."""
        return repr(self).encode()

    def parsed(self) -> ParsedDocument:
        """What reading it yields; each cited number stands on a line of its own."""
        text, citations, relations = self.body, [], []
        for verb, number, issued in self.cites:
            text += "\nCăn cứ "
            start = len(text)
            text += number
            citations.append(Citation(start, len(text), number, number=number, issued=issued))
            relations.append(Relation(verb, number, start, len(text), issued=issued))
        header = Header(number=self.number, type=self.type, title=self.title, issuers=self.issuers, issued=self.issued)
        article = Provision("d1", ProvisionKind.ARTICLE, "Điều 1", "", 0, len(self.body))
        return ParsedDocument(text, header, (article,), tuple(citations), tuple(relations))


def put(registry: "Registry", file: File, source: str = "") -> "DocumentRecord":
    """Store the bytes of a file and what was read from them."""
    stored = registry.originals.keep_stream(io.BytesIO(file.data))
    return registry.put_document(file.parsed(), stored.sha256, source or f"/hu-cau/{file.name}")


def entry(number: str, issued: date | None = None, **values: object) -> "CatalogueEntry":
    """Return a catalogue entry of the province."""
    from registry.catalogue import CatalogueEntry

    known: dict[str, object] = {
        "type": "Quyết định",
        "issuer": UBND,
        "level": "provincial",
        "sources": ("https://hu-cau.example/van-ban",),
        "recorded": date(2025, 1, 1),
    }
    return CatalogueEntry(number=number, issued=issued, **(known | values))  # type: ignore[arg-type]


def edge(verb: str, number: str) -> "CatalogueRelation":
    """Return an edge of a catalogue entry."""
    from registry.catalogue import CatalogueRelation

    return CatalogueRelation(verb, number)
