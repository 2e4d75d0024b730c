"""The time axis of a programme: what the centre issued, what the province issued after it, and how long that took."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import Final

from flask_babel import gettext as _

from registry.records import DocumentRecord
from registry.text import short_day
from web import addresses

WIDTH: Final = 760
UPPER, LOWER, EDGE = 34, 104, 20
ROW, HEAD, LABELS = 30, 26, 170
MOST_ROWS: Final = 24

Follows = Sequence[tuple[DocumentRecord, Sequence[DocumentRecord]]]


@dataclass(frozen=True, slots=True)
class Dot:
    """A document on the axis: where it stands, its address, and what a pointer or a screen reader is told."""

    x: float
    local: bool
    url: str
    told: str


@dataclass(frozen=True, slots=True)
class Thread:
    """A line from a central document to a local one that rests on it."""

    x1: float
    x2: float


@dataclass(frozen=True, slots=True)
class LagRow:
    """One central document with the local ones that rest on it.

    Args:
        y: Middle of the row.
        number: Of the central document.
        url: Its address.
        central: Where it stands.
        dots: The local documents.
        until: Where the last of them stands.
        lag: Days from the central document to the first local one, in words.
        lag_x: Where the words stand.
    """

    y: int
    number: str
    url: str
    central: Dot
    dots: tuple[Dot, ...]
    until: float
    lag: str
    lag_x: float


@dataclass(frozen=True, slots=True)
class Chart:
    """The time axis.

    Args:
        dots: All documents.
        threads: Lines between those that rest on each other.
        ticks: Position and name of each year.
        today: Where today stands; None when the axis does not reach it.
        rows: The central documents that local ones rest on, with their lag.
        row_ticks: The years where the rows are drawn.
        height: Of the drawing of the rows.
        more: Rows that are left to the table.
        locals: Number of local documents on the axis.
    """

    dots: tuple[Dot, ...]
    threads: tuple[Thread, ...]
    ticks: tuple[tuple[float, str], ...]
    today: float | None
    rows: tuple[LagRow, ...]
    row_ticks: tuple[tuple[float, str], ...]
    height: int
    more: int
    locals: int


@dataclass(frozen=True, slots=True)
class _Scale:
    """Days from left to right."""

    first: int
    last: int
    left: float

    def place(self, day: date) -> float:
        return round(
            self.left + (WIDTH - self.left - EDGE) * (day.toordinal() - self.first) / (self.last - self.first), 1
        )

    def ticks(self) -> tuple[tuple[float, str], ...]:
        years = range(date.fromordinal(self.first).year, date.fromordinal(self.last).year)
        step = max(1, -(-len(years) // 14))
        return tuple((self.place(date(year, 1, 1)), str(year)) for year in years[::step])


def chart(
    central: Sequence[DocumentRecord], local: Sequence[DocumentRecord], guided: Follows, today: date
) -> Chart | None:
    """Draw the axis; None when no document has a date.

    Args:
        central: Documents of the centre.
        local: Documents of the province and below.
        guided: Each document of the centre with the local ones that rest on it.
        today: The day.
    """
    days = [each.issued for each in (*central, *local) if each.issued]
    if not days:
        return None
    first, last = date(min(days).year, 1, 1).toordinal(), date(max(days).year + 1, 1, 1).toordinal()
    scale, narrow = _Scale(first, last, EDGE), _Scale(first, last, LABELS)
    dated = [(one, [f for f in followers if f.issued]) for one, followers in guided if one.issued]
    rows = [(one, followers) for one, followers in dated if followers]
    return Chart(
        dots=tuple(_dot(each, scale) for each in (*central, *local) if each.issued),
        threads=tuple(Thread(_at(one, scale), _at(each, scale)) for one, followers in rows for each in followers),
        ticks=scale.ticks(),
        today=scale.place(today) if first <= today.toordinal() <= last else None,
        rows=tuple(_row(n, one, followers, narrow) for n, (one, followers) in enumerate(rows[:MOST_ROWS])),
        row_ticks=narrow.ticks(),
        height=HEAD + ROW * min(len(rows), MOST_ROWS) + 26,
        more=max(0, len(rows) - MOST_ROWS),
        locals=sum(each.issued is not None for each in local),
    )


def lag_words(days: int) -> str:
    """Return how much later something came."""
    if days == 0:
        return str(_("cùng ngày"))
    return str(_("sau %(n)s ngày", n=days) if days > 0 else _("trước %(n)s ngày", n=-days))


def _at(record: DocumentRecord, scale: _Scale) -> float:
    assert record.issued is not None
    return scale.place(record.issued)


def _dot(record: DocumentRecord, scale: _Scale) -> Dot:
    assert record.issued is not None
    told = f"{record.type} {record.number}, {short_day(record.issued)}. {record.title}".strip()
    return Dot(_at(record, scale), record.level != "central", addresses.document(record.slug), told[:220])


def _row(number: int, one: DocumentRecord, followers: Sequence[DocumentRecord], scale: _Scale) -> LagRow:
    assert one.issued is not None
    days = [each.issued for each in followers if each.issued]
    until = scale.place(max(days))
    right = max(until, _at(one, scale))
    return LagRow(
        y=HEAD + ROW * number + ROW // 2,
        number=one.number,
        url=addresses.document(one.slug),
        central=_dot(one, scale),
        dots=tuple(_dot(each, scale) for each in followers),
        until=until,
        lag=lag_words((min(days) - one.issued).days),
        lag_x=right + 12 if right < WIDTH - 120 else min(_at(one, scale), until) - 12,
    )
