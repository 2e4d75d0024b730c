"""Weights of the ranker, as data: trained on ALQAC 2025, measured by 5-fold cross-validation (docs/retrieval.md).

``singles``, ``singles_covered`` and the two of titles are raised by hand above what that set teaches: its questions
are long and its titles are names of laws, while officials type two words and titles say what a document is about. The
figures are the same either way.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field, fields
from types import MappingProxyType

import numpy as np
from numpy.typing import NDArray


@dataclass(frozen=True, slots=True)
class Weights:
    """One weight for each feature of :func:`indexer.features.features`, in the same order."""

    singles: float = 0.02
    pairs: float = 0.027
    triples: float = 0.014
    quads: float = 0.015
    heading_said: float = 0.649
    title_said: float = 0.5
    title_pairs: float = 0.35
    singles_covered: float = 0.02
    pairs_covered: float = 0.498
    marks: float = 0.106
    window: float = 0.208

    def vector(self) -> NDArray[np.float64]:
        """Return the weights in order."""
        return np.array([getattr(self, each.name) for each in fields(self)], np.float64)


WEIGHTS = Weights()


@dataclass(frozen=True, slots=True)
class Signals:
    """Factors on a document's score; what is not named counts 1."""

    effect: Mapping[str, float] = field(
        default_factory=lambda: MappingProxyType({"expired": 0.94, "suspended": 0.96, "pending": 0.99})
    )
    level: Mapping[str, float] = field(
        default_factory=lambda: MappingProxyType({"provincial": 0.995, "district": 0.98, "commune": 0.98})
    )


SIGNALS = Signals()
