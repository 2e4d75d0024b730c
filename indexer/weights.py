"""Weights of the ranker, as data. Trained on ALQAC 2025 (5-fold cross-validated figures: docs/retrieval.md)."""

from dataclasses import dataclass, fields

import numpy as np
from numpy.typing import NDArray


@dataclass(frozen=True, slots=True)
class Weights:
    """One weight for each feature of :func:`indexer.features.features`, in the same order."""

    singles: float = 0.013
    pairs: float = 0.016
    triples: float = 0.015
    quads: float = 0.018
    heading_said: float = 0.649
    heading_pairs: float = 0.026
    title_said: float = 0.177
    title_pairs: float = 0.135
    singles_covered: float = 0.023
    pairs_covered: float = 0.33
    marks: float = 0.3
    window: float = 0.197

    def vector(self) -> NDArray[np.float64]:
        """Return the weights in order."""
        return np.array([getattr(self, field.name) for field in fields(self)], np.float64)


WEIGHTS = Weights()
