"""Labels to a tree: which of them continue a sequence, and what contains what."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field

from registry.parsing.structure_labels import POINT_ORDER, Label, Level, ordinal

_TITLES = (Level.PART, Level.CHAPTER, Level.SECTION, Level.SUBSECTION)
_AHEAD = 300  # labels to look ahead for the number that is expected
_GAP = 3  # units that may be missing between two that follow each other


@dataclass(slots=True)
class Counters:
    """The last number accepted at each level, and which levels are open."""

    last: dict[Level, tuple[int, int]] = field(default_factory=dict)

    def at(self, level: Level) -> tuple[int, int]:
        """Return the last number of a level, (0, 0) before the first."""
        return self.last.get(level, (0, 0))

    def take(self, level: Level, place: tuple[int, int]) -> None:
        """Accept a number; deeper levels begin again."""
        for deeper in [known for known in self.last if known > level]:
            del self.last[deeper]
        self.last[level] = place


def articles_of(labels: Sequence[Label]) -> list[Label]:
    """Keep the articles and titles that continue their sequence, in order.

    A number that jumps ahead is a citation when the expected one comes later; one that falls back is quoted or
    belongs elsewhere.

    Args:
        labels: Labels of one zone in order.
    """
    kept: list[Label] = []
    last = (0, 0)
    printed_last = _last_places(labels)
    for at, label in enumerate(labels):
        if label.level in _TITLES:
            kept.append(label)
            continue
        if label.level != Level.ARTICLE:
            continue
        place = ordinal(label.level, label.number)
        if follows(last, place) or (place > last and printed_last.get((last[0] + 1, 0), -1) < at):
            kept.append(label)
            last = place
    return kept


def follows(last: tuple[int, int], place: tuple[int, int]) -> bool:
    """Tell whether a number is the next one: 5 after 4 or 4b, 4a after 4, 4b after 4a."""
    number, letter = place
    if letter:
        return (number == last[0] and last[1] < letter <= last[1] + 3) or (number == last[0] + 1 and letter == 1)
    return number == last[0] + 1


def _last_places(labels: Sequence[Label]) -> dict[tuple[int, int], int]:
    """Where each article number is printed last."""
    return {ordinal(one.level, one.number): at for at, one in enumerate(labels) if one.level == Level.ARTICLE}


def inner_labels(labels: Sequence[Label]) -> Iterator[Label]:
    """Yield the labels inside one article (or article-less text) that continue their sequences.

    Args:
        labels: Candidates between two articles, in order.
    """
    counters = Counters()
    for at, label in enumerate(labels):
        accepted = _accept(label, labels, at, counters)
        if accepted is not None:
            counters.take(accepted.level, ordinal(accepted.level, accepted.number))
            yield accepted


def _accept(label: Label, labels: Sequence[Label], at: int, counters: Counters) -> Label | None:
    level = label.level
    if level in (Level.LETTER, Level.ROMAN):
        return label if _next_section(label, counters) else None
    if level == Level.CLAUSE:
        return label if _next_clause(label, labels, at, counters) else None
    if level == Level.DECIMAL:
        return _decimal(label, counters)
    if level == Level.POINT:
        return _point(label, labels, at, counters)
    if level == Level.SUBPOINT:
        return label if Level.POINT in counters.last or Level.CLAUSE in counters.last else None
    return None


def _next_section(label: Label, counters: Counters) -> bool:
    place = ordinal(label.level, label.number)
    if place[0] == 1:
        return label.level not in counters.last and Level.CLAUSE not in counters.last
    return label.level in counters.last and place[0] == counters.at(label.level)[0] + 1


def _next_clause(label: Label, labels: Sequence[Label], at: int, counters: Counters) -> bool:
    last = counters.at(Level.CLAUSE)
    place = ordinal(Level.CLAUSE, label.number)
    if last == (0, 0):
        first = place == (1, 0) or (place == (2, 0) and _goes_on(labels, at))
        return first and Level.POINT not in counters.last
    if follows(last, place):
        return True
    return last < place <= (last[0] + _GAP, 0) and not _before_section(labels, at, last)


def _goes_on(labels: Sequence[Label], at: int) -> bool:
    """Tell whether a "2." without a "1." before it is a clause: the next one is "3.", so the print lost a number."""
    after = (label for label in labels[at + 1 : at + _AHEAD] if label.level in (Level.CLAUSE, Level.ROMAN))
    found = next(after, None)
    return found is not None and found.level == Level.CLAUSE and ordinal(Level.CLAUSE, found.number) == (3, 0)


def _before_section(labels: Sequence[Label], at: int, last: tuple[int, int]) -> bool:
    """Tell whether the expected clause still comes before the next section."""
    for label in labels[at + 1 : at + _AHEAD]:
        if label.level in (Level.LETTER, Level.ROMAN):
            return False
        if label.level == Level.CLAUSE and ordinal(Level.CLAUSE, label.number) == (last[0] + 1, 0):
            return True
    return False


def _decimal(label: Label, counters: Counters) -> Label | None:
    """A decimal under its clause ("1.2"), or a clause with a footnote mark glued to it ("1.3 Việc ...")."""
    parts = [int(part) for part in label.number.split(".") if part.isdigit()]
    clause = counters.at(Level.CLAUSE)
    known = counters.at(Level.DECIMAL)
    if len(parts) == 2 and clause[0] == parts[0] and parts[1] == known[1] + 1:
        return label
    if len(parts) == 3 and known == (parts[0], parts[1]) and parts[2] == counters.at(Level.SUBPOINT)[0] + 1:
        return Label(Level.SUBPOINT, label.number, label.rest, label.line, label.start)
    glued = label.rest[:1].isupper() and len(parts) == 2 and parts[1] > 1
    if glued and clause[0] == parts[0] - 1:
        return Label(Level.CLAUSE, str(parts[0]), label.rest, label.line, label.start, str(parts[1]))
    return None


def _point(label: Label, labels: Sequence[Label], at: int, counters: Counters) -> Label | None:
    last = counters.at(Level.POINT)
    place = ordinal(Level.POINT, label.number)
    if last == (0, 0):
        return label if place == (1, 0) else None
    if follows(last, place) or _skips_foreign(last, place):
        return label
    if last < place <= (last[0] + _GAP, 0) and not _point_later(labels, at, last, place):
        return label
    roman = label.number == "i" and Level.POINT in counters.last
    return Label(Level.SUBPOINT, label.number, label.rest, label.line, label.start) if roman else None


def _skips_foreign(last: tuple[int, int], place: tuple[int, int]) -> bool:
    """Tell whether only letters foreign to Vietnamese lie between (e -> g, i -> k, v -> x)."""
    between = POINT_ORDER[last[0] : place[0] - 1]
    return place[0] > last[0] and place[1] == 0 and all(letter in "fjwz" for letter in between)


def _point_later(labels: Sequence[Label], at: int, last: tuple[int, int], place: tuple[int, int]) -> bool:
    """Tell whether a letter between the two still comes before the next clause."""
    for label in labels[at + 1 : at + _AHEAD]:
        if label.level <= Level.CLAUSE:
            return False
        if label.level == Level.POINT and last < ordinal(Level.POINT, label.number) < place:
            return True
    return False
