"""The facets beside results: values inside those they are part of, bodies under their level, years as a histogram."""

from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass, replace

from flask_babel import gettext as _

from indexer.values import FacetValue
from registry.text import fold
from registry.vocabulary import vocabulary
from web.addresses import SearchState
from web.views import words

SHOWN_VALUES = 8
"""Values of a facet that are shown at once; the others are one click away."""
LONG_FACET = 12
"""A facet with more values than this can be searched."""
CHART_WIDTH, CHART_HEIGHT = 240, 56


@dataclass(frozen=True, slots=True)
class FacetValueView:
    """One value of a facet: how many documents it would show, and the address that adds or removes it.

    ``parent`` is the value above it, of the same facet or, for an issuer, the code of its level; ``inner`` holds the
    values below it.
    """

    value: str
    label: str
    count: int
    chosen: bool
    url: str
    inner: tuple["FacetValueView", ...] = ()
    parent: str = ""

    @property
    def open(self) -> bool:
        """Tell whether what is inside should be seen at once."""
        return self.chosen or any(each.open for each in self.inner)


@dataclass(frozen=True, slots=True)
class Group:
    """The bodies of one level; ``level`` is None when no result of the present search is of that level."""

    label: str
    level: FacetValueView | None
    bodies: tuple[FacetValueView, ...]


@dataclass(frozen=True, slots=True)
class Bar:
    """A bar of a histogram, in units of its drawing."""

    x: float
    y: float
    width: float
    height: float
    chosen: bool


@dataclass(frozen=True, slots=True)
class Histogram:
    """Years as bars: how they are drawn, and the ends of the axis in words."""

    bars: tuple[Bar, ...]
    first: str
    last: str
    most: FacetValueView


def facet(state: SearchState, name: str, values: Iterable[FacetValue]) -> tuple[FacetValueView, ...]:
    """Return the values of a facet, components inside what they are part of; what has no code is not offered."""
    offered = [each for each in values if each.value and (each.count or each.chosen)]
    known = {each.value for each in offered}
    holders = {each.value: _holder(each, known) for each in offered}
    return tuple(_value(state, name, each, offered, holders) for each in offered if not holders[each.value])


def groups(levels: Sequence[FacetValueView], bodies: Sequence[FacetValueView]) -> tuple[Group, ...]:
    """Put bodies under their level, levels in their order of government."""
    offered = {each.value: each for each in levels}
    known = [each.code for each in vocabulary().levels]
    codes = dict.fromkeys((*offered, *(each.parent for each in bodies)))
    order = sorted(codes, key=lambda code: known.index(code) if code in known else len(known))
    return tuple(
        Group(
            offered[code].label if code in offered else words.level(code) or _("Chưa rõ cấp"),
            offered.get(code),
            tuple(each for each in bodies if each.parent == code),
        )
        for code in order
    )


def narrowed(values: Iterable[FacetValueView], typed: str) -> tuple[FacetValueView, ...]:
    """Return the values whose label holds what was typed, with or without marks; what holds one is kept with it."""
    wanted = fold(typed)
    kept = (replace(each, inner=narrowed(each.inner, typed)) for each in values)
    return tuple(each for each in kept if each.inner or wanted in fold(each.label))


def histogram(years: Sequence[FacetValueView]) -> Histogram | None:
    """Return years as bars, gaps included; None where there are too few to compare."""
    counts = {int(each.value): each for each in years if each.value.isdigit()}
    if len(counts) < 3:
        return None
    first, last = min(counts), max(counts)
    most = max(counts.values(), key=lambda each: each.count)
    step = CHART_WIDTH / (last - first + 1)
    bars = tuple(_bar(each, (year - first) * step, step, most.count) for year, each in sorted(counts.items()))
    return Histogram(bars, str(first), str(last), most)


def _bar(year: FacetValueView, x: float, step: float, most: int) -> Bar:
    height = round(max(2.0, CHART_HEIGHT * year.count / max(most, 1)), 1)
    return Bar(round(x + step * 0.1, 1), CHART_HEIGHT - height, round(step * 0.8, 1), height, year.chosen)


def _holder(value: FacetValue, known: Collection[str]) -> str:
    """Return the offered value that this one is a part of: a project that is not offered gives way to its programme."""
    above = value.parent
    while above and above not in known:
        component = vocabulary().component(above)
        above = (component.parent or component.programme) if component else ""
    return above


def _value(
    state: SearchState, name: str, value: FacetValue, among: list[FacetValue], holders: Mapping[str, str]
) -> FacetValueView:
    inner = tuple(_value(state, name, each, among, holders) for each in among if holders[each.value] == value.value)
    url = state.toggled(name, value.value, instead_of=holders[value.value]).address()
    return FacetValueView(value.value, value.label, value.count, value.chosen, url, inner, value.parent)
