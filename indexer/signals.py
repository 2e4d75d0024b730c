"""Mild signals beside the words: what is expired stands a little lower, what binds more people a little higher.

A document's score is multiplied by one factor for its effect and one for its level (``data/ranking``), so that they
decide between documents that say the same, and never outdo words. A request can switch them off.
"""

from collections.abc import Iterable
from typing import Any

import numpy as np

from indexer.holdings import Holdings
from indexer.search import Scored
from indexer.weights import Ranking
from registry.records import DocumentRecord


def factor(record: DocumentRecord, ranking: Ranking) -> float:
    """Return what a document's score is multiplied by."""
    return ranking.effect.get(record.effect.state, 1.0) * ranking.level.get(record.level, 1.0)


def weighed(scored: Iterable[Scored], holdings: Holdings, ranking: Ranking) -> list[Scored]:
    """Return the documents with the signals in their scores, best first; equal scores keep their order."""
    every = list(scored)
    known: dict[tuple[str, str], float] = {}
    scores = []
    for each in every:
        record = holdings.record(each.document)
        if record is None:
            scores.append(each.score)
            continue
        kind = (record.effect.state, record.level)
        if kind not in known:
            known[kind] = factor(record, ranking)
        scores.append(each.score * known[kind])
    order = np.argsort(-np.round(scores, 9), kind="stable")
    return [Scored(every[at].document, scores[at], every[at].rows) for at in order.tolist()]


def told(record: DocumentRecord, ranking: Ranking) -> dict[str, Any]:
    """Return the signals of a document as plain values, for explanations."""
    return {
        "effect": {"state": record.effect.state, "factor": ranking.effect.get(record.effect.state, 1.0)},
        "level": {"level": record.level, "factor": ranking.level.get(record.level, 1.0)},
    }
