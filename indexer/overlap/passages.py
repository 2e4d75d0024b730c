"""Cuts a document into the provisions that are compared: articles, and clauses that are long enough."""

import re
from collections import Counter
from dataclasses import dataclass, replace
from itertools import accumulate, pairwise
from typing import Final

import numpy as np

from indexer.overlap.boilerplate import reason
from indexer.overlap.values import Options, Passage
from indexer.overlap.words import GRAM, WORD, Hashes, Lexicon, grams
from registry.document import Provision, ProvisionKind
from registry.records import DocumentText

_COMPARED: Final = (ProvisionKind.ARTICLE, ProvisionKind.CLAUSE)
_LABEL: Final = re.compile(r"(?:(?:điều|khoản)\s+)?\d+[^\W\d_]*\s*[.):]?\s*", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Reading:
    """A document ready to be compared.

    Args:
        document_id: The document.
        passages: Its articles and clauses in order, set-aside ones included.
        grams: Hashes of its folded word 5-grams; the ones of a passage are ``grams[first : last - 4]``.
    """

    document_id: int
    passages: tuple[Passage, ...]
    grams: Hashes


def read(document: DocumentText, lexicon: Lexicon, options: Options) -> Reading:
    """Cut a document into passages and hash its words.

    Args:
        document: The document with its provisions.
        lexicon: Hashes of the spellings met so far.
        options: The shortest passage is taken from here.
    """
    nodes = [node for node in document.provisions if node.kind in _COMPARED]
    starts = {node.id: _after_label(document.text, node) for node in nodes}
    cuts = sorted({0, len(document.text), *starts.values(), *(node.end for node in nodes)})
    pieces = [WORD.findall(document.text, *bounds) for bounds in pairwise(cuts)]
    place = dict(zip(cuts, accumulate((len(piece) for piece in pieces), initial=0), strict=False))
    bare = [_passage(document, node, starts[node.id], place) for node in nodes]
    by_address = {node.id: node for node in document.provisions}
    passages = tuple(
        replace(passage, aside=_aside(passage, node, document.text, by_address, options))
        for passage, node in zip(bare, nodes, strict=True)
    )
    return Reading(document.document_id, passages, grams(lexicon.folded([word for piece in pieces for word in piece])))


def without_common(readings: list[Reading], options: Options) -> tuple[list[Reading], Hashes]:
    """Set aside the passages that consist of words found in too many documents.

    Args:
        readings: All documents.
        options: How many documents are too many.

    Returns:
        The readings with such passages marked ``common``, and the sorted hashes of the common 5-grams.
    """
    limit = max(options.common, len(readings) // 20)
    common = _frequent([reading.grams for reading in readings], limit)
    return [_mark_common(reading, common) for reading in readings], common


def counts_aside(readings: list[Reading]) -> dict[str, int]:
    """Count the passages set aside, per reason."""
    found = Counter(passage.aside for reading in readings for passage in reading.passages if passage.aside)
    return {str(key): count for key, count in sorted(found.items())}


def _mark_common(reading: Reading, common: Hashes) -> Reading:
    if not len(common):
        return reading
    is_common = np.isin(reading.grams, common)
    passages = tuple(
        replace(passage, aside="common") if not passage.aside and _mostly(is_common, passage) else passage
        for passage in reading.passages
    )
    return replace(reading, passages=passages)


def _mostly(is_common: np.ndarray[tuple[int], np.dtype[np.bool_]], passage: Passage) -> bool:
    own = is_common[passage.first : passage.last - GRAM + 1]
    return bool(len(own)) and float(own.mean()) > 0.6


def _frequent(documents: list[Hashes], limit: int) -> Hashes:
    if not documents:
        return np.empty(0, np.uint64)
    values, counts = np.unique(np.concatenate([np.unique(grams) for grams in documents]), return_counts=True)
    return values[counts > limit]


def _passage(document: DocumentText, node: Provision, start: int, place: dict[int, int]) -> Passage:
    return Passage(document.document_id, node.id, node.kind, start, node.end, place[start], place[node.end])


def _aside(
    passage: Passage, node: Provision, text: str, by_address: dict[str, Provision], options: Options
) -> str | None:
    words = passage.last - passage.first
    if words < max(options.shortest, GRAM):
        return "short"
    return reason(node, text, words, by_address)


def _after_label(text: str, node: Provision) -> int:
    match = _LABEL.match(text, node.start, node.end)
    return match.end() if match else node.start
