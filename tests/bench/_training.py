"""Training of the ranker's weights, and the same with held-out questions: what is measured was not trained on.

Weights that ``indexer/weights.py`` says are set by hand stay as shipped; the others are learned by L-BFGS-B with the
softmax loss over a question's candidates, none below zero.
"""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray
from scipy.optimize import minimize  # type: ignore[import-untyped]

from indexer.weights import Weights, shipped

BY_HAND = ("singles", "title_said", "title_pairs", "singles_covered")
FOLDS = 5
_PENALTY = 0.01

Floats = NDArray[np.float64]


@dataclass(frozen=True, slots=True)
class Asked:
    """A question's candidates: one row of evidence each, their passage numbers, their articles, which are right."""

    evidence: Floats
    pids: NDArray[np.int64]
    answers: tuple[tuple[str, str] | None, ...]
    right: NDArray[np.bool_]

    def found(self, weights: Floats) -> list[tuple[str, str]]:
        """Return the articles in the order that some weights give."""
        order = np.lexsort((self.pids, -(self.evidence @ weights)))
        ordered = (self.answers[at] for at in order.tolist())
        return list(dict.fromkeys(answer for answer in ordered if answer))


def trained(asked: Sequence[Asked]) -> Floats:
    """Return weights learned from some questions."""
    told = [each for each in asked if each.right.any() and not each.right.all()]
    names, start = Weights.names(), shipped().weights.vector()
    free = np.array([name not in BY_HAND for name in names])
    flat = np.concatenate([each.evidence for each in told])
    right = np.concatenate([each.right for each in told])
    begins = np.cumsum([0, *(len(each.pids) for each in told)])[:-1]
    owner = np.repeat(np.arange(len(told)), [len(each.pids) for each in told])

    def loss(values: Floats) -> tuple[float, Floats]:
        weights, sharp = start.copy(), values[-1]
        weights[free] = values[:-1]
        plain = flat @ weights
        scores = sharp * plain
        scores = scores - np.maximum.reduceat(scores, begins)[owner]
        grown = np.exp(scores)
        every, good = np.add.reduceat(grown, begins), np.add.reduceat(np.where(right, grown, 0.0), begins) + 1e-12
        pull = grown / every[owner] - np.where(right, grown, 0.0) / good[owner]
        slope = np.append(sharp * (pull @ flat)[free], pull @ plain) / len(told)
        slope[:-1] += 2 * _PENALTY * (values[:-1] - start[free])
        return float(np.log(every / good).mean() + _PENALTY * np.sum((values[:-1] - start[free]) ** 2)), slope

    bounds = [(0.0, None)] * int(free.sum()) + [(0.05, 20.0)]
    best = minimize(loss, np.append(start[free], 1.0), jac=True, method="L-BFGS-B", bounds=bounds)
    weights = start.copy()
    weights[free] = best.x[:-1]
    return weights


def folds(count: int, seed: int = 0) -> NDArray[np.int64]:
    """Return the fold of each question, the same for every form of it."""
    return np.random.default_rng(seed).permutation(count) % FOLDS


def held_out(typed: Sequence[Asked], seed: int = 0) -> list[Floats]:
    """Return for each question the weights that were learned, as typed, without the questions of its fold."""
    fold = folds(len(typed), seed)
    learned = [trained([each for each, own in zip(typed, fold, strict=True) if own != out]) for out in range(FOLDS)]
    return [learned[number] for number in fold.tolist()]
