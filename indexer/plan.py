"""Query to plan: what the engine must find, and by which terms it puts candidates in a first order."""

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from math import ceil
from typing import Final

from indexer.analysis import bigrams
from indexer.ask import Ask
from indexer.engines.base import Branch, Clause, Group, Plan
from indexer.query import Part, Phrase, Query, Words
from indexer.stops import STOPS, telling, without_turns
from indexer.synonyms import Run, Synonyms

QUESTION: Final = 7
"""More telling syllables than this make a question: it is cut down to its rarest terms."""
RAREST: Final = 14
PAIRS: Final = 24
ENOUGH: Final = 3
"""Of the rarest terms of a question a passage must have this many: 99.3 % of the answers are among 200 candidates."""
SINGLE_WEIGHT: Final = 0.5
SYNONYM_WEIGHT: Final = 0.7

Frequencies = Callable[[Sequence[str]], list[int]]


@dataclass(frozen=True, slots=True)
class Strictness:
    """How much of a query a passage must have.

    Args:
        share: Share of the things asked for, 0-1.
        below: Tried when the stricter ways found fewer passages than this.
        note: What to tell the person when results were found this way; empty for the strictest.
    """

    share: float
    below: int
    note: str = ""


STEPS: Final = (
    Strictness(1.0, 1),
    Strictness(0.6, 30, "Ít đoạn chứa đủ mọi từ; kết quả gồm cả những đoạn chứa phần lớn các từ."),
    Strictness(0.01, 1, "Không có đoạn nào chứa phần lớn các từ; đây là những đoạn gần nhất."),
)


def plan(query: Query, asked: Ask, known: Synonyms, frequencies: Frequencies, step: Strictness = STEPS[0]) -> Plan:
    """Make the plan of a query.

    Args:
        query: The query; its filters are not the engine's business.
        asked: The same for ranking.
        known: Abbreviations and synonyms.
        frequencies: Tells in how many passages terms stand.
        step: How much of the query a passage must have.
    """
    branches = (_branch(part, known, frequencies, step) for part in query.parts)
    kept = tuple(branch for branch in branches if branch.groups)
    return Plan(kept, tuple(_scoring(asked, kept)))


def refusal(piece: Words | Phrase) -> Plan:
    """Return the plan that finds the documents which hold something not wanted."""
    return Plan((Branch((_exact(piece),), 1),), ())


def _branch(part: Part, known: Synonyms, frequencies: Frequencies, step: Strictness) -> Branch:
    phrases = [_exact(piece) for piece in part.wanted if isinstance(piece, Phrase)]
    plain = [token.folded for piece in part.wanted if isinstance(piece, Words) for token in piece.tokens]
    sequence = [plain[at] for at in without_turns(plain)] or plain
    if len(telling(sequence)) > QUESTION:
        groups = _rarest(sequence, frequencies)
        need = 1 if step.share < 0.5 else min(ENOUGH, len(groups))
        return _with_phrases(groups, need, phrases)
    groups = _or_ended(_groups(sequence, known, loose=step.share < 1), part, plain)
    return _with_phrases(groups, max(1, ceil(step.share * len(groups))) if groups else 0, phrases)


def _with_phrases(groups: Sequence[Group], need: int, phrases: Sequence[Group]) -> Branch:
    """A phrase is never optional: it counts for more than all that may be left out together."""
    times = len(groups) - need + 1
    return Branch((*(phrase for phrase in phrases for _ in range(times)), *groups), need + times * len(phrases))


def _exact(piece: Words | Phrase) -> Group:
    run = tuple(token.folded for token in piece.tokens)
    return Group((Clause(_chain(run)),))


def _chain(run: Run) -> tuple[str, ...]:
    return tuple(bigrams(run)) if len(run) > 1 else run


def _groups(sequence: Sequence[str], known: Synonyms, *, loose: bool) -> tuple[Group, ...]:
    """Return what is asked for: a run that has synonyms is one thing, any other telling syllable is one.

    When less is enough, each syllable of such a run is one thing, so that three words count as three whether they have
    a synonym or not; a synonym stands for every one of them.
    """
    wanted = set(telling(sequence))
    groups: dict[Group, None] = {}
    for run in known.cut(sequence):
        others = tuple(Clause(_chain(other)) for other in known.of(run))
        typed = tuple(dict.fromkeys(run))
        if others and loose:
            told = [word for word in typed if word in wanted] or typed[:1]
            groups |= dict.fromkeys(Group((Clause((word,)), *others)) for word in told)
        elif others or run[0] in wanted:
            groups[Group((Clause(typed), *others))] = None
    return tuple(groups)


def _or_ended(groups: Sequence[Group], part: Part, plain: Sequence[str]) -> tuple[Group, ...]:
    """Let the last word be one of those that it may become when it is typed to its end."""
    endings = [end for piece in part.wanted if isinstance(piece, Words) for end in piece.endings]
    if not endings:
        return tuple(groups)
    own = Group((Clause((plain[-1],)),))
    wider = Group((*own.alternatives, *(Clause((end,)) for end in endings)))
    return tuple(wider if group == own else group for group in groups)


def _rarest(sequence: Sequence[str], frequencies: Frequencies) -> tuple[Group, ...]:
    singles = _by_rarity(telling(sequence), frequencies)[:RAREST]
    pairs = [pair for pair in dict.fromkeys(bigrams(sequence)) if not STOPS.issuperset(pair.split())]
    return tuple(Group((Clause((term,)),)) for term in (*singles, *_by_rarity(pairs, frequencies)[:PAIRS]))


def _by_rarity(terms: Sequence[str], frequencies: Frequencies) -> list[str]:
    counted = {term: count for term, count in zip(terms, frequencies(terms), strict=True) if count}
    return sorted(counted, key=lambda term: counted[term])


def _scoring(asked: Ask, branches: Sequence[Branch]) -> Iterable[tuple[str, float]]:
    """Weigh the query's own terms, then those that only a synonym brings; a question keeps its rarest."""
    used = dict.fromkeys(term for b in branches for g in b.groups for clause in g.alternatives for term in clause.terms)
    pruned = len(asked.singles) > QUESTION
    for term in (*asked.singles, *asked.pairs):
        if not pruned or term in used:
            yield term, 1.0 if " " in term else SINGLE_WEIGHT
    own = {*asked.singles, *asked.pairs}
    for term in used:
        if term not in own:
            yield term, SYNONYM_WEIGHT * (1.0 if " " in term else SINGLE_WEIGHT)
