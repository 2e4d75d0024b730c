"""One overlap run over the registry: read, set aside, compare, store."""

import time
from collections import Counter
from collections.abc import Iterable
from datetime import UTC, datetime
from typing import Protocol

from indexer.overlap.comparing import Compared, Progress, compare
from indexer.overlap.families import Families, edges
from indexer.overlap.passages import Reading, counts_aside, read, without_common
from indexer.overlap.reports import write
from indexer.overlap.values import Options, OverlapReport
from indexer.overlap.words import Lexicon
from registry.records import DocumentRecord, DocumentText, OverlapPair, RelationRecord
from registry.settings import Settings


class TextRegistry(Protocol):
    """The part of the registry that a run needs."""

    def documents(self) -> list[DocumentRecord]: ...  # noqa: D102
    def text_of(self, document_id: int, /) -> DocumentText | None: ...  # noqa: D102
    def relations_of(self, document_id: int, /) -> list[RelationRecord]: ...  # noqa: D102
    def save_overlaps(self, run: str, pairs: Iterable[OverlapPair], /) -> int: ...  # noqa: D102


def run(
    registry: TextRegistry,
    settings: Settings,
    on_progress: Progress | None = None,
    options: Options | None = None,
) -> OverlapReport:
    """Find every overlap between documents of the registry and store the pairs in place of the last run's.

    Args:
        registry: Where texts come from and pairs go to.
        settings: Where the report of the run is kept.
        on_progress: Told the stage (``read``, ``align``), what is done and what there is to do.
        options: What counts as an overlap.

    Returns:
        What was compared, kept and set aside.
    """
    started = time.perf_counter()
    chosen = options or Options()
    texts = _texts(registry, on_progress)
    lexicon = Lexicon()
    readings, common = without_common([read(text, lexicon, chosen) for text in texts.values()], chosen)
    families = Families(edge for key in texts for edge in edges(key, registry.relations_of(key)))
    canonical = {key: text.text for key, text in texts.items()}
    compared = compare(readings, common, canonical, lexicon, families, chosen, on_progress)
    report = _report(readings, compared, time.perf_counter() - started)
    registry.save_overlaps(report.run, [finding.pair() for finding in compared.findings])
    write(settings, report)
    return report


def _texts(registry: TextRegistry, on_progress: Progress | None) -> dict[int, DocumentText]:
    known = [record.id for record in registry.documents() if record.has_text]
    texts: dict[int, DocumentText] = {}
    for done, document_id in enumerate(known):
        if on_progress and done % 50 == 0:
            on_progress("read", done, len(known))
        text = registry.text_of(document_id)
        if text is not None:
            texts[document_id] = text
    return texts


def _report(readings: list[Reading], compared: Compared, seconds: float) -> OverlapReport:
    return OverlapReport(
        run=datetime.now(UTC).isoformat(timespec="seconds"),
        documents=len(readings),
        passages=sum(1 for reading in readings for passage in reading.passages if not passage.aside),
        candidates=compared.candidates,
        pairs=len(compared.findings),
        kinds=dict(sorted(Counter(finding.kind for finding in compared.findings).items())),
        set_aside=counts_aside(readings),
        families=compared.families,
        seconds=round(seconds, 3),
    )
