"""A verdict as it is shown: its word, who decided and when, and whether the words have changed since."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from flask_babel import gettext as _

from registry.review import OUTCOMES, Verdict
from web import addresses


@dataclass(frozen=True, slots=True)
class VerdictView:
    """A verdict; ``outdated`` when the words of either provision are others than those decided on."""

    outcome: str
    word: str
    note: str
    person: str
    decided: datetime
    outdated: bool


@dataclass(frozen=True, slots=True)
class Choice:
    """One value of the filter by verdict."""

    word: str
    count: int
    url: str
    chosen: bool


def view(verdict: Verdict, words: str) -> VerdictView:
    """Return a verdict as it is shown.

    Args:
        verdict: As kept.
        words: Digest of the words of both provisions now.
    """
    outdated = bool(verdict.words) and verdict.words != words
    return VerdictView(
        verdict.outcome, words_of(verdict.outcome), verdict.note, verdict.person, verdict.decided, outdated
    )


def words_of(outcome: str) -> str:
    """Return an outcome in words; ``open`` and an empty string too."""
    others = {"": _("Tất cả"), "open": _("Chưa kết luận")}
    return str(others[outcome]) if outcome in others else OUTCOMES.get(outcome, outcome)


def choices(counts: Mapping[str, int], chosen: str, slug: str) -> tuple[Choice, ...]:
    """Return the filter: all pairs, those without a verdict, then each outcome.

    Args:
        counts: Pairs by outcome, as the registry counts them.
        chosen: Outcome that is filtered by, or an empty string.
        slug: Of the document whose pairs are shown, or an empty string.
    """
    numbers = {"": sum(counts.values()), **counts}
    return tuple(
        Choice(words_of(outcome), number, addresses.overlaps(slug, outcome), outcome == chosen)
        for outcome, number in numbers.items()
    )


def as_json(verdict: Verdict | None) -> dict[str, Any] | None:
    """Return a verdict as the audit trail keeps it."""
    if verdict is None:
        return None
    return {
        "outcome": verdict.outcome,
        "note": verdict.note,
        "person": verdict.person,
        "decided": verdict.decided.isoformat(timespec="seconds"),
        "words": verdict.words,
    }
