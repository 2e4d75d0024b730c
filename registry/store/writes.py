"""Every change that the other layers may make, one transaction each."""

from collections.abc import Callable, Iterable, Mapping, Sequence
from datetime import UTC, datetime
from typing import Any

from registry.catalogue import CatalogueEntry
from registry.document import ParsedDocument
from registry.errors import BadRequest, InputRefused, NotKnown
from registry.reading.prepared import READER, Reading, prepare
from registry.records import DocumentRecord, OverlapPair, QuarantineRecord
from registry.review import Doubt, End, Settlement, Verdict
from registry.store import (
    catalogue,
    correcting,
    documents,
    hand_links,
    intake,
    naming,
    overlaps,
    quarantine,
    runs,
    settlements,
    verdicts,
)
from registry.store.correcting import Correction
from registry.store.hand import by_hand
from registry.store.hand_links import CitationFix
from registry.store.intake import Origin, Taken
from registry.store.reads import Reads
from registry.store.statement import Statement


class Writes(Reads):
    """The writing half of the registry."""

    def put_catalogue(self, entries: Sequence[CatalogueEntry]) -> int:
        """Record catalogue entries; return how many documents were written (none when nothing is new)."""
        with self.writing() as session:
            return len(catalogue.put(session, entries))

    def put_statements(self, statements: Iterable[Statement]) -> int:
        """Record what sources say without a text; return how many documents were written (none when nothing is new).

        Args:
            statements: One for each source and document; a later one with the same origin and key takes its place.
        """
        with self.writing() as session:
            return len(intake.put_statements(session, statements))

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
        origin = Origin(original_sha256, size, media_type, source, name or source.rpartition("/")[2])
        return self.document(self.put_reading(prepare(parsed), origin, reader).document_id)

    def state_by_hand(self, document_id: int, person: str, **values: Any) -> DocumentRecord:
        """Record what a person says about a document; it survives every later reading and loading.

        Args:
            document_id: The document.
            person: Who says so.
            **values: Fields of a statement (``title``, ``issued``, ``effective``, ``expired``, ``status``, ``issuers``,
                ``programmes``, ``signers``, ``relations``, ``notes``); they replace what the same person said before.

        Raises:
            NotKnown: No document has this id.
        """
        with self.writing() as session:
            row = documents.by_id(session, document_id)
            intake.put_statements(session, [by_hand(row, person, values)])
        return self.document(document_id)

    def correct(self, document_id: int, person: str, values: Mapping[str, Any], notes: str) -> Correction:
        """Record what a person corrects about a document; it survives every later reading and loading.

        Args:
            document_id: The document.
            person: Who corrects it.
            values: Corrected facts: ``number``, ``type``, ``issuers`` (which document it is), ``title``, ``issued``,
                ``effective``, ``expired``, ``programmes``; None takes an earlier correction of the last five back.
            notes: Where the person has it from.

        Raises:
            NotKnown: No document has this id.
            BadRequest: A correction would have no effect, because the number says otherwise.
        """
        with self.writing() as session:
            return correcting.correct(session, document_id, person, values, notes)

    def put_back(self, document_id: int, before: Mapping[str, Any], after: Mapping[str, Any]) -> int:
        """Undo a :meth:`correct` exactly; return the document.

        Args:
            document_id: The document.
            before: What the correction gave as ``before``.
            after: What it gave as ``after``.
        """
        with self.writing() as session:
            return correcting.put_back(session, document_id, before, after)

    def corrected(self, document_id: int, after: Mapping[str, Any]) -> dict[str, Any]:
        """Return what a correction gave as ``after``, as it is now; it differs when something changed it since."""
        with self.reading() as session:
            return correcting.present(session, document_id, after)

    def fix_citation(
        self, document_id: int, start: int, target_id: int, person: str, *, provision: str | None = None, note: str = ""
    ) -> CitationFix:
        """Record where a person says that a citation leads; it survives every later reading of the text.

        Args:
            document_id: The citing document.
            start: First character of the citation in the text that is held now.
            target_id: The document that it means.
            person: Who says so.
            provision: Address in the target, or None for the whole document.
            note: Why.

        Raises:
            BadRequest: No citation begins there, or the target has no such provision.
            NotKnown: One of the documents is not in the registry.
        """
        mark, known = self._mark(document_id, start)
        held = self.text_of(target_id)
        if provision and held and provision not in {each.id for each in held.provisions}:
            raise BadRequest("no-such-provision", f"Văn bản đích không có đơn vị “{provision}”.")
        fix = CitationFix(document_id, *mark, target_id, provision, person, datetime.now(UTC), note)
        with self.writing() as session:
            hand_links.put(session, fix, known)
        return fix

    def unfix_citation(self, document_id: int, start: int) -> CitationFix | None:
        """Let a citation lead where the machine says again; return what a person had said.

        Raises:
            BadRequest: No citation begins there.
            NotKnown: No document has this id, or it has no text.
        """
        mark, _ = self._mark(document_id, start)
        with self.writing() as session:
            return hand_links.drop(session, document_id, mark)

    def restore_citation(self, document_id: int, mark: hand_links.Mark, before: CitationFix | None) -> None:
        """Put back what a person had said about a citation, exactly; None when nobody had said anything.

        Args:
            document_id: The citing document.
            mark: What the citation is known by: provision around it, words, turn.
            before: What had been said.

        Raises:
            BadRequest: The text has no such citation any more.
            NotKnown: The target is not in the registry any more.
        """
        text = self.text_of(document_id)
        cited = [one.citation for one in text.citations] if text else []
        known = hand_links.marks(cited, text.provisions if text else ())
        with self.writing() as session:
            if before is None:
                hand_links.drop(session, document_id, mark)
            else:
                hand_links.put(session, before, known)

    def _mark(self, document_id: int, start: int) -> tuple[hand_links.Mark, list[hand_links.Mark]]:
        text = self.text_of(document_id)
        if text is None:
            raise NotKnown("text-not-held", "Kho chưa có toàn văn của văn bản này.")
        cited = [one.citation for one in text.citations]
        known = hand_links.marks(cited, text.provisions)
        at = next((index for index, one in enumerate(cited) if one.start == start), None)
        if at is None:
            raise BadRequest("citation-not-there", "Không có dẫn chiếu nào bắt đầu ở chỗ đã nêu.")
        return known[at], known

    def known(self, origin: Origin, reader: str) -> Taken | None:
        """Return the document of bytes that were read before, with the place noted; None when they have to be read."""
        with self.reading() as session:
            state = intake.known(session, origin.sha256, origin.source, reader)
            if state != "place":
                return intake.same(session, origin) if state == "same" else None
        with self.writing() as session:
            return intake.put_place(session, origin)

    def refused_before(self, origin: Origin, reader: str) -> InputRefused | None:
        """Return why these bytes were refused by the same reader, when they were."""
        with self.reading() as session:
            return quarantine.reason(session, origin.source, origin.sha256, reader)

    def put_reading(
        self, reading: Reading, origin: Origin, reader: str, by_hand: tuple[str, Mapping[str, Any]] | None = None
    ) -> Taken:
        """Record a document that a reading process has read; its original must be stored.

        Args:
            reading: What was read.
            origin: Where the bytes came from.
            reader: Version of the reader.
            by_hand: Who corrected which fields of a statement; holds for every later reading of the same bytes.
        """
        with self.writing() as session:
            quarantine.lift(session, origin.source)
            return intake.put_reading(session, reading, origin, reader, by_hand)

    def withdraw(self, sha256: str) -> set[int]:
        """Set aside what one file says, and what people corrected about it; return the documents written.

        A document of which nothing else speaks goes; the bytes stay, and taking them in again undoes this.
        """
        with self.writing() as session:
            return intake.withdraw(session, sha256)

    def refuse(self, origin: Origin, reason: InputRefused, reader: str) -> None:
        """Record input that cannot be taken in."""
        with self.writing() as session:
            quarantine.put(session, origin, reason, reader)

    def lift_quarantine(self, ids: Iterable[int] = ()) -> list[QuarantineRecord]:
        """Forget refusals (all when none is named); return them.

        Raises:
            NotKnown: There is none with such an id.
        """
        with self.writing() as session:
            return quarantine.lift_all(session, ids)

    def discard_quarantine(
        self, ids: Iterable[int], noted: Callable[[list[QuarantineRecord]], object] = lambda _: None
    ) -> list[QuarantineRecord]:
        """Forget refusals, and the bytes that no document needs; return them.

        Args:
            ids: Of quarantine records.
            noted: Called with the records inside the transaction, to write the change down.

        Raises:
            NotKnown: There is none with such an id.
        """
        with self.together(), self.writing() as session:
            gone = quarantine.lift_all(session, ids)
            noted(gone)
            needed = quarantine.needed(session, {each.sha256 for each in gone if each.sha256})
        for each in gone:
            if each.sha256 and each.sha256 not in needed:
                self.originals.discard(each.sha256)
        return gone

    def begin_run(self, paths: list[str]) -> int:
        """Open a line in the journal of ingest runs; return its id."""
        with self.writing() as session:
            return runs.begin(session, paths)

    def end_run(self, run_id: int, counts: dict[str, int]) -> None:
        """Close a line in the journal."""
        with self.writing() as session:
            runs.end(session, run_id, counts)

    def save_overlaps(self, run: str, pairs: Iterable[OverlapPair]) -> int:
        """Replace all stored pairs by those of a run; return how many."""
        with self.writing() as session:
            return overlaps.replace(session, run, pairs)

    def put_verdict(self, verdict: Verdict) -> Verdict | None:
        """Keep what a reviewer decided about two provisions; return what had been decided before."""
        with self.writing() as session:
            return verdicts.put(session, verdict)

    def drop_verdict(self, ends: tuple[End, End]) -> Verdict | None:
        """Let go of the verdict on two provisions; return it."""
        with self.writing() as session:
            return verdicts.drop(session, ends)

    def settle(self, doubts: Iterable[Doubt], settlement: Settlement | None) -> dict[Doubt, Settlement | None]:
        """Decide about doubts, or open them again with None; return what was decided about each before."""
        with self.writing() as session:
            return settlements.settle(session, doubts, settlement)

    def follow_vocabulary(self, *, tags: bool) -> set[int]:
        """Write the documents that the vocabulary now reads differently from what is stored; return them.

        Args:
            tags: Whether programmes are read anew as well.
        """
        with self.writing() as session:
            return naming.follow(session, tags=tags)
