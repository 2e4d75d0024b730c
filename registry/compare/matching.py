"""Which unit of one text answers which of another: by address in one document, by words and place in two.

The words come first: units that say the same thing answer each other wherever they stand. Then those that say nearly
the same, then those inside provisions that answer each other, where the place counts and fewer words need agree. The
work grows with the number of units, not with its square: a unit is only held against those that share with it pairs
of words which few units have.
"""

from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping, Sequence
from functools import cached_property
from itertools import pairwise
from typing import Final

from registry.compare.units import CLOSING, OPENING, Unit

NEARLY: Final = 0.7
ALIKE: Final = 0.45
PLACED: Final = 0.25
"""Least share of common word pairs: anywhere at first, anywhere at last, in the same place."""
_COMMON: Final = 24  # units: a pair of words that more of them have tells nothing of which one it is
_HELD: Final = 6  # candidates that are compared in full for each unit
_BRIEF: Final = 4  # words: fewer must be the same to answer each other away from their place


class Words:
    """The words of one unit, worked out when asked for."""

    def __init__(self, unit: Unit) -> None:
        self.unit = unit
        self.all = unit.body.casefold().replace("\N{NO-BREAK SPACE}", " ").split()

    @cached_property
    def key(self) -> str:
        """All words in one string: equal for units that say the same."""
        return " ".join(self.all)

    @cached_property
    def pairs(self) -> Counter[tuple[str, str]]:
        """Every two neighbouring words, with how often they stand there."""
        return Counter(pairwise(["", *self.all]))


def alike(one: Words, other: Words) -> float:
    """Return the share of word pairs that two units have in common, 0-1 (Dice)."""
    shared = sum((one.pairs & other.pairs).values())
    total = len(one.all) + len(other.all)
    return 2 * shared / total if total else 1.0


def matched(left: Sequence[Unit], right: Sequence[Unit], *, same_document: bool) -> dict[int, int]:
    """Return for positions on the left the positions on the right that answer them; each answers one at most.

    Args:
        left: Units of the first text.
        right: Units of the second text.
        same_document: True when both are one document: then an address names the same provision in both.
    """
    found = _Found([Words(each) for each in left], [Words(each) for each in right])
    found.same_address(None if same_document else (OPENING,))
    if same_document:
        found.anywhere(ALIKE)
        return found.pairs
    found.same_words()
    found.anywhere(NEARLY)
    found.around()
    found.inside()
    found.anywhere(ALIKE)
    found.around()
    found.inside()
    found.same_address((CLOSING,), ALIKE)
    return found.pairs


class _Found:
    """Pairs found so far."""

    def __init__(self, left: Sequence[Words], right: Sequence[Words]) -> None:
        self.left, self.right = left, right
        self.pairs: dict[int, int] = {}
        self.taken: set[int] = set()

    def put(self, one: int, other: int) -> None:
        if one not in self.pairs and other not in self.taken:
            self.pairs[one] = other
            self.taken.add(other)

    def open_left(self) -> list[int]:
        return [at for at in range(len(self.left)) if at not in self.pairs]

    def open_right(self) -> list[int]:
        return [at for at in range(len(self.right)) if at not in self.taken]

    def best_first(self, scored: Iterable[tuple[float, int, int]]) -> None:
        for _score, one, other in sorted(scored, key=lambda each: (-each[0], each[1], each[2])):
            self.put(one, other)

    def same_address(self, leads: tuple[str, ...] | None, least: float = 0.0) -> None:
        """Pair units by address: all of them, or only those whose address begins with one of the leads."""
        places = {self.right[at].unit.id: at for at in self.open_right()}
        for one in self.open_left():
            address = self.left[one].unit.id
            if address in places and (leads is None or address in leads or address.startswith(leads)):
                other = places[address]
                if alike(self.left[one], self.right[other]) >= least:
                    self.put(one, other)

    def same_words(self) -> None:
        """Pair units that say the same; where several do, in their order, when there are as many on both sides."""
        ours, theirs = (self._by_words(side) for side in ("left", "right"))
        for key, places in ours.items():
            if len(places) == len(theirs.get(key, ())):
                for one, other in zip(places, theirs[key], strict=True):
                    self.put(one, other)

    def _by_words(self, side: str) -> Mapping[str, list[int]]:
        words = self.left if side == "left" else self.right
        made: dict[str, list[int]] = defaultdict(list)
        for at in self.open_left() if side == "left" else self.open_right():
            if len(words[at].all) >= _BRIEF:
                made[words[at].key].append(at)
        return made

    def anywhere(self, least: float) -> None:
        """Pair units that are at least so much alike, wherever they stand."""
        held: dict[tuple[str, str], list[int]] = defaultdict(list)
        for at in self.open_right():
            if len(self.right[at].all) >= _BRIEF:
                for pair in self.right[at].pairs:
                    held[pair].append(at)
        self.best_first(
            (score, one, other)
            for one in self.open_left()
            if len(self.left[one].all) >= _BRIEF
            for other in self._candidates(one, held)
            if (score := alike(self.left[one], self.right[other])) >= least
        )

    def _candidates(self, one: int, held: Mapping[tuple[str, str], list[int]]) -> list[int]:
        votes: Counter[int] = Counter()
        for pair in self.left[one].pairs:
            places = held.get(pair, ())
            if len(places) <= _COMMON:
                votes.update(places)
        return [at for at, _ in votes.most_common(_HELD)]

    def around(self) -> None:
        """Pair provisions around units that answer each other: those that most of the units inside them name."""
        ours, theirs = _places(self.left), _places(self.right)
        votes: Counter[tuple[int, int]] = Counter()
        for one, other in self.pairs.items():
            above = self.left[one].unit.parent, self.right[other].unit.parent
            if above[0] in ours and above[1] in theirs and _level(above[0]) == _level(above[1]):
                votes[ours[above[0]], theirs[above[1]]] += 1
        self.best_first((float(count), one, other) for (one, other), count in votes.items())

    def inside(self) -> None:
        """Pair what stands inside provisions that answer each other (and outermost), top down."""
        ours, theirs = _children(self.left), _children(self.right)
        self._children_of(ours.get(None, []), theirs.get(None, []))
        for one in range(len(self.left)):
            other = self.pairs.get(one)
            if other is not None:
                self._children_of(ours.get(self.left[one].unit.id, []), theirs.get(self.right[other].unit.id, []))

    def _children_of(self, ours: Sequence[int], theirs: Sequence[int]) -> None:
        free = [at for at in theirs if at not in self.taken]
        scored: list[tuple[float, int, int]] = []
        for one in ours:
            if one in self.pairs:
                continue
            for other in self._near(one, free):
                score = self._placed(one, other)
                if score >= PLACED:
                    scored.append((score, one, other))
        self.best_first(scored)

    def _near(self, one: int, free: Sequence[int]) -> Sequence[int]:
        """Return which of many neighbours are looked at: those of the same name, and the nearest by position."""
        if len(free) <= _COMMON:
            return free
        name = _name(self.left[one].unit.id)
        share = one / max(1, len(self.left)) * len(self.right)
        nearest = sorted(free, key=lambda at: abs(at - share))[:_COMMON]
        return [*nearest, *(at for at in free if _name(self.right[at].unit.id) == name and at not in nearest)]

    def _placed(self, one: int, other: int) -> float:
        """Return how well two units in the same surroundings fit: their words, and a little for the same name."""
        ours, theirs = self.left[one], self.right[other]
        if ours.unit.id.startswith("~") or theirs.unit.id.startswith("~"):
            return 0.0
        named = _name(ours.unit.id) == _name(theirs.unit.id)
        if min(len(ours.all), len(theirs.all)) < _BRIEF:
            return 1.0 if ours.key == theirs.key or named else 0.0
        score = alike(ours, theirs)
        return score + 0.1 if named and score else score


def _name(address: str) -> str:
    return address.rpartition(".")[2]


def _level(address: str | None) -> str:
    """Return what an address tells of the level: ``d`` for articles, ``k`` for clauses, nothing for points."""
    step = _name(address or "")
    return step.rstrip("0123456789") if step[-1:].isdigit() else ""


def _places(words: Sequence[Words]) -> dict[str | None, int]:
    return {each.unit.id: at for at, each in enumerate(words)}


def _children(words: Sequence[Words]) -> dict[str | None, list[int]]:
    made: dict[str | None, list[int]] = defaultdict(list)
    for at, each in enumerate(words):
        made[each.unit.parent].append(at)
    return made
