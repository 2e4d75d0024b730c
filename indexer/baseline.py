"""A saved run of an evaluation, and what a later run gains and loses against it, question by question."""

from collections.abc import Mapping
from dataclasses import asdict, dataclass
from pathlib import Path

import orjson

from indexer.evaluate import Result
from registry.errors import InputRefused

Runs = Mapping[str, Mapping[str, Result]]
"""Engine -> form of the question -> result."""


@dataclass(frozen=True, slots=True)
class Change:
    """A question whose first right answer moved: its reciprocal ranks, 0 when it is not among ten."""

    question: str
    before: float
    after: float


@dataclass(frozen=True, slots=True)
class Comparison:
    """One engine and form beside the baseline.

    Args:
        differences: Measure -> now less then.
        losses: Questions answered worse than then, the worst first.
        gains: Questions answered better, the best first.
        unknown: Questions that the baseline did not ask.
    """

    differences: dict[str, float]
    losses: tuple[Change, ...]
    gains: tuple[Change, ...]
    unknown: int


def save(path: Path, runs: Runs) -> None:
    """Write a run."""
    facts = {engine: {form: asdict(each) for form, each in forms.items()} for engine, forms in runs.items()}
    path.write_bytes(orjson.dumps(facts, option=orjson.OPT_INDENT_2 | orjson.OPT_SORT_KEYS) + b"\n")


def read(path: Path) -> Runs:
    """Read a run that was saved.

    Raises:
        InputRefused: It is none.
    """
    try:
        facts = orjson.loads(path.read_bytes())
        return {engine: {form: Result(**each) for form, each in forms.items()} for engine, forms in facts.items()}
    except (OSError, orjson.JSONDecodeError, AttributeError, TypeError) as error:
        raise InputRefused(
            "bad-baseline",
            f"“{path.name}” không phải kết quả đo đã lưu: {error}.",
            hint="Lưu một lần đo bằng tùy chọn --save.",
        ) from error


def compared(now: Result, then: Result) -> Comparison:
    """Return what changed since a baseline."""
    moved = [
        Change(name, then.ranks[name], after)
        for name, after in now.ranks.items()
        if name in then.ranks and then.ranks[name] != after
    ]
    ordered = sorted(moved, key=lambda each: (each.after - each.before, each.question))
    return Comparison(
        {name: round(value - then.measures.get(name, 0.0), 4) for name, value in now.measures.items()},
        tuple(each for each in ordered if each.after < each.before),
        tuple(each for each in reversed(ordered) if each.after > each.before),
        sum(name not in then.ranks for name in now.ranks),
    )
