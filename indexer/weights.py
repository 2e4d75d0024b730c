"""Weights of the ranker, as data: trained on ALQAC 2025, measured by 5-fold cross-validation (docs/retrieval.md).

``singles``, ``singles_covered`` and the two of titles are raised by hand above what that set teaches: its questions
are long and its titles are names of laws, while officials type two words and titles say what a document is about. The
figures are the same either way.
"""

from dataclasses import dataclass, fields

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
        return np.array([getattr(self, field.name) for field in fields(self)], np.float64)


WEIGHTS = Weights()
