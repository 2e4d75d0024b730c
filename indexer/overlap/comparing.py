"""Compares passages of many documents: candidates first, then alignment of the few that remain."""

from collections import Counter
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from functools import lru_cache

import numpy as np

from indexer.overlap.align import align
from indexer.overlap.candidates import Ids, Pairs, alike, containing
from indexer.overlap.families import Families
from indexer.overlap.judge import Finding, kind_of, outermost
from indexer.overlap.passages import Reading
from indexer.overlap.signatures import sign
from indexer.overlap.values import Options, Passage
from indexer.overlap.words import GRAM, Hashes, Lexicon, Words

Progress = Callable[[str, int, int], None]


@dataclass(frozen=True, slots=True)
class Compared:
    """Findings to report, the number of candidates, and the pairs left out per family."""

    findings: list[Finding]
    candidates: int
    families: dict[str, int]


def propose(readings: list[Reading], common: Hashes) -> tuple[list[Passage], Pairs]:
    """Find the pairs of passages that are worth aligning.

    Args:
        readings: Documents cut into passages.
        common: Sorted hashes of 5-grams that do not count.

    Returns:
        The passages that take part, and rows (left, right) of places in that list.
    """
    passages: list[Passage] = []
    signatures, grams, owners = [], [], []
    for reading in readings:
        taking_part = [passage for passage in reading.passages if not passage.aside]
        firsts, lasts = [p.first for p in taking_part], [p.last for p in taking_part]
        signatures.append(sign(reading.grams, firsts, lasts, common))
        for passage in taking_part:
            own = reading.grams[passage.first : passage.last - GRAM + 1]
            grams.append(own)
            owners.append(np.full(len(own), len(passages), np.int64))
            passages.append(passage)
    if not passages:
        return [], np.empty((0, 2), np.int64)
    documents: Ids = np.fromiter((passage.document_id for passage in passages), np.int64, len(passages))
    found = [
        alike(np.concatenate(signatures), documents),
        containing(np.concatenate(grams), np.concatenate(owners), documents, common),
    ]
    return passages, np.unique(np.concatenate(found), axis=0)


def compare(
    readings: list[Reading],
    common: Hashes,
    texts: Mapping[int, str],
    lexicon: Lexicon,
    families: Families,
    options: Options,
    on_progress: Progress | None = None,
) -> Compared:
    """Find the overlaps between documents.

    Args:
        readings: Documents cut into passages.
        common: Sorted hashes of 5-grams that do not count.
        texts: Canonical text per document id.
        lexicon: Hashes of the spellings met so far.
        families: Known kin.
        options: Thresholds.
        on_progress: Told the stage, the pairs aligned and all pairs.
    """
    passages, pairs = propose(readings, common)
    kin: Counter[str] = Counter()
    findings: list[Finding] = []
    words = _reader(texts, lexicon)
    for done, (left, right) in enumerate(_ordered(passages, pairs)):
        if on_progress and done % 500 == 0:
            on_progress("align", done, len(pairs))
        finding = _finding(left, right, words, options)
        if finding is not None:
            findings.append(finding)
    kept = []
    for finding in outermost(findings):
        family = families.between(finding.left.document_id, finding.right.document_id)
        if family:
            kin[family] += 1
        if not family or options.families:
            kept.append(finding)
    return Compared(kept, len(pairs), dict(sorted(kin.items())))


def _ordered(passages: list[Passage], pairs: Pairs) -> Iterator[tuple[Passage, Passage]]:
    for one, other in pairs.tolist():
        left, right = sorted((passages[one], passages[other]), key=lambda passage: passage.document_id)
        yield left, right


def _finding(left: Passage, right: Passage, words: Callable[[Passage], Words], options: Options) -> Finding | None:
    shared = align(words(left), words(right))
    kind = kind_of(shared, min(left.last - left.first, right.last - right.first), options)
    return Finding(left, right, shared, kind) if kind else None


def _reader(texts: Mapping[int, str], lexicon: Lexicon) -> Callable[[Passage], Words]:
    @lru_cache(maxsize=4096)
    def words(passage: Passage) -> Words:
        return lexicon.read(texts[passage.document_id], passage.start, passage.end)

    return words
