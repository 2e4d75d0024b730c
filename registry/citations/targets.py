"""From a chain to its targets: shared heads handed down, ranges spelled out, one target with its own span each."""

import re
from collections.abc import Iterator
from dataclasses import dataclass, replace
from typing import Final

from registry.citations.atoms import Atom
from registry.citations.chain import DOWN, LIST, OF, Chain
from registry.citations.lexicon import RANK

# The alphabet of points (Decree 78/2025/NĐ-CP): no f, j, w, z, but with đ.
POINTS: Final = "abcdđeghiklmnopqrstuvxy"
_LONGEST_RANGE: Final = 300
_ROMANS: Final = {"I": 1, "V": 5, "X": 10, "L": 50, "C": 100}


@dataclass(frozen=True, slots=True)
class Target:
    """One target of a chain: the units that lead to it, its span, and whether an act closes it.

    Args:
        units: Label by level; the empty string stands for "này".
        start: First character of its span.
        end: One past the last.
        in_act: True when the chain's act contains it.
    """

    units: dict[str, str]
    start: int
    end: int
    in_act: bool


def targets(chain: Chain) -> Iterator[Target]:
    """Yield the targets of a chain in the order of the text."""
    chain = _without_false_descents(chain)
    for index, atom in enumerate(chain.atoms):
        if _is_container(chain, index):
            continue
        units, in_act = _units(chain, index)
        if not _stands(atom, units, in_act):
            continue
        target = Target(units, atom.start, _span_end(chain, index), in_act)
        if atom.ranged:
            yield from _between(chain, index, target)
        yield target


def _without_false_descents(chain: Chain) -> Chain:
    """Turn "Điều 7, khoản 4 Điều 8" back into a list: the clause belongs to what follows it."""
    links = list(chain.links)
    for index, link in enumerate(links):
        if link == DOWN and _belongs_right(chain, index):
            links[index] = LIST
    return replace(chain, links=tuple(links))


def _belongs_right(chain: Chain, index: int) -> bool:
    """Tell whether the units after a descent are contained in a unit to their right."""
    height = chain.atoms[index].rank
    for other in range(index + 2, len(chain.atoms)):
        if chain.atoms[other].rank >= height:
            return chain.links[other - 1] == OF
    return False


def _is_container(chain: Chain, index: int) -> bool:
    before = chain.links[index - 1] if index else None
    after = chain.links[index] if index < len(chain.links) else None
    return before == OF or after == DOWN


def _units(chain: Chain, index: int) -> tuple[dict[str, str], bool]:
    """Collect the labels from an atom upwards, and whether the act is reached."""
    atom = chain.atoms[index]
    units = {atom.level: atom.label or ""}
    left = index
    while left and chain.links[left - 1] == DOWN:
        left -= 1
        units.setdefault(chain.atoms[left].level, chain.atoms[left].label or "")
        atom = max(atom, chain.atoms[left], key=lambda one: one.rank)
    while (above := _above(chain, index, atom)) is not None:
        index, atom = above, chain.atoms[above]
        units.setdefault(atom.level, atom.label or "")
    return units, _reaches_act(chain, index, atom)


def _above(chain: Chain, index: int, atom: Atom) -> int | None:
    """Return the first higher unit to the right, when the unit before it says that it is contained in it."""
    for other in range(index + 1, len(chain.atoms)):
        if chain.atoms[other].rank > atom.rank:
            return other if chain.links[other - 1] == OF else None
    return None


def _reaches_act(chain: Chain, index: int, atom: Atom) -> bool:
    if chain.act is None:
        return False
    if atom.label is None and atom.level != "part":
        return False
    return all(other.rank <= atom.rank for other in chain.atoms[index + 1 :])


def _span_end(chain: Chain, index: int) -> int:
    end = chain.atoms[index].end
    while index < len(chain.links) and chain.links[index] == OF:
        index += 1
        if index == len(chain.atoms):
            return chain.end
        end = chain.atoms[index].end
    return end


def _stands(atom: Atom, units: dict[str, str], in_act: bool) -> bool:
    """Tell whether a unit without its containers is still a citation and not a word of the language."""
    if in_act or any(RANK[level] > atom.rank for level in units):
        return True
    if atom.label is None:
        return True
    if atom.level == "point":
        return not atom.label[0].isdigit()
    return atom.level in ("clause", "article", "annex", "form")


def _between(chain: Chain, index: int, last: Target) -> Iterator[Target]:
    first, atom = chain.atoms[index - 1], chain.atoms[index]
    if atom.label is None or first.label is None:
        return
    for label in labels_between(atom.level, first.label, atom.label):
        yield replace(last, units={**last.units, atom.level: label}, start=first.start, end=atom.end)


def labels_between(level: str, first: str, last: str) -> list[str]:
    """Return the labels strictly between two ends of a range; none when the ends do not form one."""
    if level in ("point", "subpoint") and first in POINTS and last in POINTS:
        return list(POINTS[POINTS.index(first) + 1 : POINTS.index(last)])
    low, high = _value(first), _value(last)
    if low is None or high is None or high - low > _LONGEST_RANGE:
        return []
    if first.isdigit() != last.isdigit():
        return []
    return [_spelled(value, first) for value in range(low + 1, high)]


def _value(label: str) -> int | None:
    if re.fullmatch(r"\d{1,4}", label):
        return int(label)
    return roman_value(label) if re.fullmatch(r"[IVXLC]{1,8}", label) else None


def roman_value(label: str) -> int:
    """Return the value of a Roman numeral."""
    values = [_ROMANS[letter] for letter in label]
    pairs = zip(values, [*values[1:], 0], strict=True)
    return sum(-value if value < following else value for value, following in pairs)


def _spelled(value: int, like: str) -> str:
    if like.isdigit():
        return str(value).zfill(len(like) if like.startswith("0") else 1)
    text = ""
    for letters, worth in (
        ("C", 100),
        ("XC", 90),
        ("L", 50),
        ("XL", 40),
        ("X", 10),
        ("IX", 9),
        ("V", 5),
        ("IV", 4),
        ("I", 1),
    ):
        count, value = divmod(value, worth)
        text += letters * count
    return text
