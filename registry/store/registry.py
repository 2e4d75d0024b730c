"""The registry: every question the other layers ask and every change they may make, one transaction each."""

from collections.abc import Iterable, Iterator, Sequence
from contextlib import contextmanager
from datetime import date
from pathlib import Path
from typing import Self

from sqlalchemy import Engine
from sqlmodel import Session, SQLModel

from registry import db
from registry.catalogue import CatalogueEntry
from registry.document import ParsedDocument
from registry.files import Originals
from registry.records import (
    DocumentRecord,
    DocumentText,
    EffectState,
    Fact,
    OverlapPair,
    QuarantineRecord,
    RelationRecord,
)
from registry.settings import Settings, load
from registry.store import (
    catalogue,
    documents,
    effects,
    facts,
    intake,
    issues,
    outbox,
    overlaps,
    quarantine,
    relations,
    summary,
    texts,
)
from registry.store.reading import READER, prepare


class Registry:
    """What is known. Safe to share between threads; every call is one transaction of its own."""

    def __init__(self, settings: Settings, engine: Engine) -> None:
        self.settings = settings
        self.originals = Originals(settings.files)
        self._engine = engine

    @classmethod
    def open(cls, settings: Settings | None = None) -> Self:
        """Open the registry of the settings, made and migrated when needed.

        Raises:
            StateConflict: The database is damaged, or newer than this program.
        """
        chosen = settings or load()
        engine = db.engine(chosen)
        SQLModel.metadata.create_all(engine)
        return cls(chosen, engine)

    def close(self) -> None:
        """Let go of the database."""
        self._engine.dispose()

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self.close()

    @contextmanager
    def reading(self) -> Iterator[Session]:
        """Give a session for reading."""
        with Session(self._engine, expire_on_commit=False) as session:
            yield session

    @contextmanager
    def writing(self) -> Iterator[Session]:
        """Give a session whose changes are all kept, or none when an error passes through."""
        engine = self._engine.execution_options(writes=True)
        with Session(engine, expire_on_commit=False) as session, session.begin():
            yield session

    def documents(self, ids: Iterable[int] | None = None) -> list[DocumentRecord]:
        """Return the documents with these ids (all when None), by id; unknown ids are left out."""
        with self.reading() as session:
            return documents.some(session, ids, date.today())

    def document(self, document_id: int) -> DocumentRecord:
        """Return one document.

        Raises:
            NotKnown: No document has this id.
        """
        with self.reading() as session:
            return documents.record(documents.by_id(session, document_id), date.today())

    def by_slug(self, slug: str) -> DocumentRecord:
        """Return the document at an address, present or former; compare ``record.slug`` to redirect.

        Raises:
            NotKnown: No document has or had this address.
        """
        with self.reading() as session:
            return documents.record(documents.by_slug(session, slug), date.today())

    def by_number(self, text: str) -> list[DocumentRecord]:
        """Return the documents whose number is, or begins with, what was typed; exact ones only when there are any."""
        with self.reading() as session:
            return documents.by_number(session, text, date.today())

    def text_of(self, document_id: int) -> DocumentText | None:
        """Return the canonical text with its spans and resolved citations, or None when no text was ingested."""
        with self.reading() as session:
            return texts.of(session, document_id)

    def relations_of(self, document_id: int) -> list[RelationRecord]:
        """Return the edges of a document in both directions."""
        with self.reading() as session:
            return relations.of(session, document_id, date.today())

    def facts_of(self, document_id: int) -> list[Fact]:
        """Return every current statement about a document, with its source."""
        with self.reading() as session:
            return facts.of(session, document_id)

    def effect_on(self, document_id: int, on: date) -> EffectState:
        """Return the status of a document on a day.

        Raises:
            NotKnown: No document has this id.
        """
        with self.reading() as session:
            return effects.state(documents.by_id(session, document_id), on)

    def outbox(self, after: int = 0, limit: int = 1000) -> list[outbox.OutboxRow]:
        """Return changes after a sequence number, oldest first; ``action`` is ``put`` or ``drop``."""
        with self.reading() as session:
            return outbox.after(session, after, limit)

    def quarantine(self) -> list[QuarantineRecord]:
        """Return refused input, newest first."""
        with self.reading() as session:
            return quarantine.listed(session)

    def issues(self, document_id: int | None = None, code: str | None = None) -> list[issues.IssueRecord]:
        """Return doubts, of one document or with one code when given."""
        with self.reading() as session:
            return issues.some(session, document_id, code)

    def original(self, sha256: str) -> Path:
        """Return the file that holds an original.

        Raises:
            NotKnown: It is not stored.
        """
        return self.originals.path(sha256)

    def summary(self) -> dict[str, int]:
        """Return how many documents, texts, relations, issues and refused inputs there are."""
        with self.reading() as session:
            return summary.counts(session)

    def put_catalogue(self, entries: Sequence[CatalogueEntry]) -> int:
        """Record catalogue entries; return how many documents were written (none when nothing is new)."""
        with self.writing() as session:
            return len(catalogue.put(session, entries))

    def put_document(
        self,
        parsed: ParsedDocument,
        original_sha256: str,
        source: str,
        *,
        name: str = "",
        media_type: str = "",
        reader: str = READER,
    ) -> DocumentRecord:
        """Record a document that was read from a stored original.

        Args:
            parsed: What reading yielded.
            original_sha256: Hash of an original that is in :attr:`originals`.
            source: Web address or path that the original came from.
            name: Its file name; the last part of the source when empty.
            media_type: What it is; told by the name when empty.
            reader: Version of the reader.

        Raises:
            NotKnown: The original is not stored.
        """
        size = self.originals.path(original_sha256).stat().st_size
        origin = intake.Origin(original_sha256, size, media_type, source, name or source.rpartition("/")[2])
        with self.writing() as session:
            found = intake.put_reading(session, prepare(parsed), origin, reader)
        return self.document(found)

    def save_overlaps(self, run: str, pairs: Iterable[OverlapPair]) -> int:
        """Replace all stored pairs by those of a run; return how many."""
        with self.writing() as session:
            return overlaps.replace(session, run, pairs)

    def overlaps(
        self, offset: int = 0, limit: int = 50, document_id: int | None = None
    ) -> tuple[int, list[OverlapPair]]:
        """Return the number of stored pairs (of one document when given) and one page of them, most alike first."""
        with self.reading() as session:
            return overlaps.page(session, offset, limit, document_id)
