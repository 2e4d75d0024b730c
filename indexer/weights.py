"""Weights of the ranker, as data: ``data/ranking/weights.yaml``, or a file of one's own.

Trained on ALQAC 2025 and measured by 5-fold cross-validation (docs/retrieval.md). ``singles``, ``singles_covered`` and
the two of titles are raised by hand above what that set teaches: its questions are long and its titles are names of
laws, while officials type two words and titles say what a document is about. The figures are the same either way.
"""

from collections.abc import Mapping
from dataclasses import dataclass, fields
from functools import cache
from pathlib import Path
from typing import Any, Final

import numpy as np
import yaml
from numpy.typing import NDArray

from data import folder, read_yaml
from registry.errors import BadRequest

_SIGNALS: Final = ("effect", "level")
_PLACES: Final = ("preamble", "annex")


@dataclass(frozen=True, slots=True)
class Weights:
    """One weight for each feature of :func:`indexer.features.features`, in the same order."""

    singles: float
    pairs: float
    triples: float
    quads: float
    heading_said: float
    title_said: float
    title_pairs: float
    singles_covered: float
    pairs_covered: float
    marks: float
    window: float

    def vector(self) -> NDArray[np.float64]:
        """Return the weights in order."""
        return np.array([getattr(self, name) for name in self.names()], np.float64)

    @classmethod
    def names(cls) -> tuple[str, ...]:
        """Return the names of the features in order."""
        return tuple(each.name for each in fields(cls))


@dataclass(frozen=True, slots=True)
class Ranking:
    """Everything that decides the order of results.

    Args:
        weights: Of the evidence in a passage.
        effect: Factor on a document's score by its state of effect; what is not named counts 1.
        level: The same by the level of its issuer.
        synonym: What a passage is worth that a synonym found, 0-1.
        wider: The same of a wider word.
        preamble: What a passage before the first article of its document is worth, 0-1.
        annex: The same of one after or between the articles: annexes, forms, tables.
    """

    weights: Weights
    effect: Mapping[str, float]
    level: Mapping[str, float]
    synonym: float
    wider: float
    preamble: float
    annex: float


@cache
def shipped() -> Ranking:
    """Return the ranking that comes with the product."""
    return _ranking(read_yaml((folder("ranking") / "weights.yaml").read_text("utf-8")))


@cache
def ranking(path: Path | None) -> Ranking:
    """Return the ranking of a file, or the shipped one.

    Args:
        path: A file in the form of ``data/ranking/weights.yaml``; None for the shipped one.

    Raises:
        BadRequest: The file cannot be read, lacks a weight or names one that does not exist.
    """
    if path is None:
        return shipped()
    try:
        return _ranking(read_yaml(path.read_text("utf-8")))
    except (OSError, UnicodeDecodeError, yaml.YAMLError, KeyError, TypeError, ValueError) as error:
        raise BadRequest(
            "bad-weights",
            f"Tệp trọng số “{path}” không dùng được: {error}.",
            hint="Chép data/ranking/weights.yaml rồi chỉ sửa các con số.",
        ) from error


def _ranking(facts: Mapping[str, Any]) -> Ranking:
    weights = Weights(**{name: _number(value) for name, value in facts["weights"].items()})
    signals = {name: {key: _number(value) for key, value in facts["signals"][name].items()} for name in _SIGNALS}
    said = (_number(facts["synonym"]), _number(facts.get("wider", 0)))
    places = (_number(facts.get("places", {}).get(name, 1)) for name in _PLACES)
    return Ranking(weights, signals["effect"], signals["level"], *said, *places)


def _number(value: object) -> float:
    number = float(str(value))
    if not 0 <= number < float("inf"):
        raise ValueError(f"“{value}” phải là số không âm")
    return number
