"""The tables that lie in lines of cells: where a header stands, what are its rows, how several become one."""

import itertools
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field, replace
from typing import Final

from registry.lists.bounds import MAX_ROWS, Cell, too_large
from registry.lists.columns import guessed
from registry.vocabulary import key

_SEARCHED: Final = 30  # lines among which the header is looked for: titles of the register stand above it
_FACTS: Final = 2  # columns that a header names at least
_AGAIN: Final = 3  # the same for a header of other columns further down


@dataclass(frozen=True, slots=True)
class Line:
    """One row of a register.

    Args:
        number: Of its line, from 1.
        cells: One for each header.
        sheet: Name of its sheet where the file has several tables; else empty.
        wide: True when it has more cells than its header.
    """

    number: int
    cells: tuple[Cell, ...]
    sheet: str = ""
    wide: bool = False


@dataclass(slots=True)
class Table:
    """A header and the rows under it.

    Args:
        headers: As written.
        rows: In order.
    """

    headers: tuple[str, ...]
    rows: list[Line] = field(default_factory=list)


def found(lines: Iterable[tuple[int, list[Cell]]], sheet: str = "") -> list[Table]:
    """Return the tables of a sheet: one, or several where the columns change further down; none without a header.

    Args:
        lines: Line number from 1, and cells.
        sheet: Its name, for the rows.

    Raises:
        InputRefused: There are more rows than the bounds allow.
    """
    source = iter(lines)
    top = list(itertools.islice(source, _SEARCHED))
    at = _header_at(top)
    if at < 0 or known(top[at][1]) < _FACTS:
        return []
    tiers = 1 + sum(1 for _ in itertools.takewhile(lambda line: _goes_on(top[at][1], line[1]), top[at + 1 :]))
    head = [cells for _, cells in top[at : at + tiers]]
    printed = {_keys(cells) for cells in head}
    tables = [Table(_headers(head))]
    for number, line in enumerate(_filled(itertools.chain(top[at + tiers :], source)), start=1):
        place, cells = line
        if number > MAX_ROWS:
            raise too_large(f"hơn {MAX_ROWS} dòng")
        if _keys(cells) in printed:
            continue  # the header printed again on the next page
        if _is_header(cells):
            printed.add(_keys(cells))
            tables.append(Table(_headers([cells])))
            continue
        tables[-1].rows.append(_line(place, cells, len(tables[-1].headers), sheet))
    return tables


def joined(tables: Sequence[Table]) -> Table:
    """Return one table of several: columns of one header, or of one fact, become one."""
    headers = list(tables[0].headers)
    places = [[_place(headers, header) for header in table.headers] for table in tables]
    width = len(headers)
    moved = ((row, at) for table, at in zip(tables, places, strict=True) for row in table.rows)
    return Table(tuple(headers), [replace(row, cells=_moved(row.cells, at, width)) for row, at in moved])


def _moved(cells: Sequence[Cell], places: Sequence[int], width: int) -> tuple[Cell, ...]:
    """Return the cells at their places; of several at one place the first that says something."""
    found: list[Cell] = [""] * width
    for at, cell in zip(places, cells, strict=True):
        if found[at] in ("", None):
            found[at] = cell
    return tuple(found)


def _header_at(lines: Sequence[tuple[int, list[Cell]]]) -> int:
    """Where the first header stands: of the lines of its tiers, or of all that only may be one, the one that says most.

    Below zero for no lines at all.
    """
    heads = itertools.dropwhile(lambda n: not _is_header(lines[n][1]), range(len(lines)))
    run = list(itertools.takewhile(lambda n: _is_header(lines[n][1]), heads))
    return max(run or range(len(lines)), key=lambda n: (known(lines[n][1]), -n), default=-1)


def _place(headers: list[str], header: str) -> int:
    """Where a column belongs among the headers; one that no other is like is put behind them."""
    same = [at for at, each in enumerate(headers) if key(each) == key(header)]
    fact = guessed(header)
    alike = [at for at, each in enumerate(headers) if fact is not None and guessed(each) == fact]
    if not same and not alike:
        headers.append(header)
    return (same or alike or [len(headers) - 1])[0]


def _filled(lines: Iterable[tuple[int, list[Cell]]]) -> Iterator[tuple[int, list[Cell]]]:
    for place, cells in lines:
        kept = _trimmed(cells)
        if kept and not _is_counter(kept):
            yield place, kept


def _line(place: int, cells: list[Cell], width: int, sheet: str) -> Line:
    return Line(place, tuple([*cells, *[""] * width][:width]), sheet, len(cells) > width)


def _goes_on(header: Sequence[Cell], below: Sequence[Cell]) -> bool:
    """Tell whether a line is a second tier of the header: it repeats the cells that are merged over both."""
    if _keys(_trimmed(header)) == _keys(_trimmed(below)):
        return False
    pairs = zip(header, below, strict=False)
    return any(upper == lower and isinstance(lower, str) and guessed(lower) for upper, lower in pairs)


def _is_header(cells: Sequence[Cell]) -> bool:
    """Tell whether a line further down heads other columns: nothing in it but names of columns."""
    texts = [cell for cell in cells if cell not in ("", None)]
    return known(cells) >= _AGAIN and all(isinstance(cell, str) and not any(map(str.isdigit, cell)) for cell in texts)


def _keys(cells: Sequence[Cell]) -> tuple[str, ...]:
    return tuple(key(cell) if isinstance(cell, str) else str(cell) for cell in _trimmed(cells))


def _headers(tiers: Sequence[Sequence[Cell]]) -> tuple[str, ...]:
    """Return the header of each column: the lowest cell that says something."""
    columns = itertools.zip_longest(*map(_trimmed, tiers), fillvalue="")
    return tuple(next((str(cell).strip() for cell in reversed(cells) if cell), "") for cells in columns)


def known(cells: Sequence[Cell]) -> int:
    """Return how many facts a line names, if it is a header."""
    return len({guessed(cell) for cell in cells if isinstance(cell, str) and cell} - {None})


def _is_counter(cells: Sequence[Cell]) -> bool:
    """Tell whether a line only numbers the columns: (1) (2) (3), as forms do under their headers."""
    texts = [str(cell).strip("() .") for cell in cells]
    return len(texts) > 2 and texts == [str(n) for n in range(1, len(texts) + 1)]


def _trimmed(cells: Sequence[Cell]) -> list[Cell]:
    kept = list(cells)
    while kept and kept[-1] in ("", None):
        kept.pop()
    return ["" if cell is None else cell for cell in kept]
