"""Every question that the other layers ask."""

from collections.abc import Iterable, Sequence
from datetime import date
from pathlib import Path

from registry.catalogue import CatalogueEntry
from registry.citations import find
from registry.document import Header, Provision
from registry.effect import Event
from registry.records import (
    AlikeDocuments,
    Contents,
    DocumentRecord,
    DocumentText,
    EffectState,
    Fact,
    OverlapPair,
    QuarantineRecord,
    RelationRecord,
    ResolvedCitation,
    Witness,
)
from registry.review import Doubt, End, Settlement, Verdict, Wanted, WorkList
from registry.store import (
    bases,
    catalogue,
    checks,
    citations,
    citing,
    claims,
    documents,
    effects,
    facts,
    hand_links,
    issues,
    naming,
    news,
    outbox,
    overlaps,
    quarantine,
    relations,
    settlements,
    summary,
    texts,
    verdicts,
    witnesses,
)
from registry.store.alike import alike
from registry.store.base import Base
from registry.store.hand_links import CitationFix
from registry.store.statement import Statement, from_json
from registry.vocabulary.active import trying
from registry.vocabulary.overlay import Overlay


class Reads(Base):
    """The reading half of the registry."""

    def documents(self, ids: Iterable[int] | None = None) -> list[DocumentRecord]:
        """Return the documents with these ids (all when None), by id; unknown ids are left out."""
        with self.reading() as session:
            return documents.some(session, ids, self.today())

    def document(self, document_id: int) -> DocumentRecord:
        """Return one document.

        Raises:
            NotKnown: No document has this id.
        """
        with self.reading() as session:
            return documents.record(documents.by_id(session, document_id), self.today())

    def by_slug(self, slug: str) -> DocumentRecord:
        """Return the document at an address, present or former; compare ``record.slug`` to redirect.

        Raises:
            NotKnown: No document has or had this address.
        """
        with self.reading() as session:
            return documents.record(documents.by_slug(session, slug), self.today())

    def by_number(self, text: str) -> list[DocumentRecord]:
        """Return the documents whose number is, or begins with, what was typed; exact ones only when there are any."""
        with self.reading() as session:
            return documents.by_number(session, text, self.today())

    def text_of(self, document_id: int) -> DocumentText | None:
        """Return the canonical text with its spans and resolved citations, or None when no text was ingested."""
        with self.reading() as session:
            return texts.of(session, document_id)

    def contents_of(self, document_id: int) -> Contents | None:
        """Return text, provisions and cited numbers alone, for indexing; None when no text was ingested."""
        with self.reading() as session:
            return texts.contents(session, document_id)

    def relations_of(self, document_id: int) -> list[RelationRecord]:
        """Return the edges of a document in both directions."""
        with self.reading() as session:
            return relations.of(session, document_id, self.today())

    def citations_in(
        self, document_id: int, text: str, provisions: Sequence[Provision]
    ) -> tuple[ResolvedCitation, ...]:
        """Return the citations of a wording that a document has on some day, with their targets.

        Args:
            document_id: The document whose words they are: it is meant by "Thông tư này".
            text: The wording, whole: names that it defines are understood everywhere in it.
            provisions: Its provisions.

        Raises:
            NotKnown: No document has this id.
        """
        with self.reading() as session:
            row = documents.by_id(session, document_id)
            header = Header(number=row.number, type=row.type or None, issued=row.issued)
            return citations.resolve(session, row, find(text, header=header, provisions=provisions), provisions)

    def citation_fixes(self, document_id: int) -> list[CitationFix]:
        """Return what people said about where the citations of a document lead."""
        with self.reading() as session:
            return hand_links.some(session, document_id)

    def citing(self, document_id: int) -> list[int]:
        """Return the documents whose text cites this one by number or name, those that cite it most first.

        Raises:
            NotKnown: No document has this id.
        """
        with self.reading() as session:
            return citing.documents(session, documents.by_id(session, document_id))

    def bases(self) -> list[tuple[int, int]]:
        """Return (document, its basis) for every basis that the registry holds, each once."""
        with self.reading() as session:
            return bases.edges(session)

    def facts_of(self, document_id: int) -> list[Fact]:
        """Return every current statement about a document, with its source."""
        with self.reading() as session:
            return facts.of(session, document_id)

    def said(self, origin: str, source_key: str) -> Statement | None:
        """Return what one source says at present, or None when it says nothing.

        Args:
            origin: ``machine`` (the key is the hash of an original), ``catalogue`` or ``hand``.
            source_key: Key of the statement.
        """
        with self.reading() as session:
            row = claims.find(session, origin, source_key)
            return from_json(row.content) if row is not None and row.retired is None else None

    def document_of(self, sha256: str) -> int | None:
        """Return the document that the bytes with this hash speak of, or None when they are not taken in."""
        with self.reading() as session:
            row = claims.find(session, "machine", sha256)
            return row.document_id if row is not None and row.retired is None else None

    def witnesses(self, document_id: int) -> tuple[Witness, ...]:
        """Return the files that a document was read from, the one whose text is shown first."""
        with self.reading() as session:
            return witnesses.of(session, document_id)

    def witness_text(self, document_id: int, sha256: str) -> str:
        """Return the text that was read from one file of a document.

        Raises:
            NotKnown: The document has no such file.
        """
        with self.reading() as session:
            return witnesses.text(session, document_id, sha256)

    def history_of(self, document_id: int) -> list[Fact]:
        """Return every statement about a document, those that were replaced included."""
        with self.reading() as session:
            return facts.of(session, document_id, replaced=True)

    def events_of(self, document_id: int) -> tuple[Event, ...]:
        """Return what happened to a document and its provisions, by day.

        Raises:
            NotKnown: No document has this id.
        """
        with self.reading() as session:
            return effects.events(documents.by_id(session, document_id))

    def effect_on(self, document_id: int, on: date, provision: str | None = None) -> EffectState:
        """Return the status of a document, or of one of its provisions, on a day.

        Raises:
            NotKnown: No document has this id.
        """
        with self.reading() as session:
            return effects.state(documents.by_id(session, document_id), on, provision)

    def outbox(self, after: int = 0, limit: int = 1000) -> list[outbox.OutboxRow]:
        """Return changes after a sequence number, oldest first; ``action`` is ``put`` or ``drop``."""
        with self.reading() as session:
            return outbox.after(session, after, limit)

    def newest_change(self) -> int:
        """Return a value that grows with every document that is put, changed or dropped."""
        with self.reading() as session:
            return news.newest_change(session)

    def quarantine(self) -> list[QuarantineRecord]:
        """Return refused input, newest first."""
        with self.reading() as session:
            return quarantine.listed(session)

    def issues(self, document_id: int | None = None, code: str | None = None) -> list[issues.IssueRecord]:
        """Return doubts, of one document or with one code when given."""
        with self.reading() as session:
            return issues.some(session, document_id, code)

    def catalogue(self) -> tuple[CatalogueEntry, ...]:
        """Return what is known of every document as catalogue entries, by number."""
        with self.reading() as session:
            return catalogue.export(session)

    def check(self, *, deep: bool = False) -> list[checks.Finding]:
        """Return everything that looks wrong; see :func:`registry.store.checks.check`."""
        return checks.check(self, deep=deep)

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

    def overlaps(
        self, offset: int = 0, limit: int = 50, document_id: int | None = None, outcome: str = ""
    ) -> tuple[int, list[OverlapPair]]:
        """Return the number of stored pairs and one page of them, most alike first.

        Args:
            offset: Pairs to skip.
            limit: Pairs on the page.
            document_id: Of one document, or None for all.
            outcome: With this verdict (``open`` for none yet), or an empty string for all.
        """
        with self.reading() as session:
            return overlaps.page(session, offset, limit, document_id, outcome)

    def alike_documents(self, document_id: int | None = None) -> list[AlikeDocuments]:
        """Return the documents under different numbers that say nearly the same; those with one document when given."""
        with self.reading() as session:
            found = list(alike(session))
        return [each for each in found if document_id in (None, each.left_id, each.right_id)]

    def overlap_outcomes(self, document_id: int | None = None) -> dict[str, int]:
        """Return how many of the present pairs have each verdict, and none yet under ``open``."""
        with self.reading() as session:
            return overlaps.outcomes(session, document_id)

    def verdicts_on(self, pairs: Iterable[tuple[End, End]]) -> dict[str, Verdict]:
        """Return the verdicts on these pairs, by :func:`registry.review.pair_key`."""
        with self.reading() as session:
            return verdicts.of(session, pairs)

    def verdicts(self) -> list[Verdict]:
        """Return every verdict, newest first, those included whose pair is found no more."""
        with self.reading() as session:
            return verdicts.all_verdicts(session)

    def work_list(self, wanted: Wanted, offset: int = 0, limit: int = 50) -> WorkList:
        """Return one page of the doubts across documents, each with what was decided about it."""
        with self.reading() as session:
            return settlements.page(session, wanted, offset, limit, self.today())

    def settled(self, doubts: Iterable[Doubt]) -> dict[Doubt, Settlement | None]:
        """Return what was decided about each of these doubts; None where nothing was."""
        with self.reading() as session:
            return settlements.settled(session, doubts)

    def reread(self, overlay: Overlay, *, tags: bool) -> list[naming.Reread]:
        """Return what the documents would be read as with another overlay of the vocabulary; nothing is written.

        Args:
            overlay: Checked by :func:`registry.vocabulary.overlay.faults`.
            tags: Whether to look at programmes as well, for which every text has to be opened.
        """
        with trying(overlay), self.reading() as session:
            return naming.differences(session, tags=tags)

    def open_doubts(self) -> int:
        """Return how many doubts nobody has decided about."""
        with self.reading() as session:
            return settlements.open_doubts(session)

    def overlap_run(self) -> str:
        """Return the name of the run that made the stored pairs; empty when there are none."""
        with self.reading() as session:
            return overlaps.run(session)
