"""Lines of a text with its tables, put together while its paragraphs come one after the other."""

from dataclasses import dataclass, field

from registry.parsing.formats.html import row_lines


@dataclass(slots=True)
class _Row:
    """A row that is open: its whole cells and the lines of the open one."""

    cells: list[list[str]] = field(default_factory=list)
    lines: list[str] = field(default_factory=list)


class Rows:
    """Puts paragraphs into rows; a table inside a cell gives lines of that cell."""

    def __init__(self) -> None:
        self._lines: list[str] = []
        self._open: list[_Row] = []

    def add(self, depth: int, lines: list[str]) -> None:
        """Add the lines of a paragraph.

        Args:
            depth: Tables around it.
            lines: Its lines.
        """
        self._reach(depth)
        self._target().extend(lines)

    def end_cell(self, depth: int) -> None:
        """End the open cell of the innermost of so many tables."""
        self._reach(depth)
        row = self._open[-1]
        row.cells.append(row.lines)
        row.lines = []

    def end_row(self, depth: int) -> None:
        """End the open row of the innermost of so many tables."""
        self._reach(depth)
        self._close()

    def lines(self) -> list[str]:
        """Return everything that was added; a row that is still open ends here."""
        self._reach(0)
        return self._lines

    def _target(self) -> list[str]:
        return self._open[-1].lines if self._open else self._lines

    def _reach(self, depth: int) -> None:
        while len(self._open) > depth:
            self._close()
        while len(self._open) < depth:
            self._open.append(_Row())

    def _close(self) -> None:
        row = self._open.pop()
        self._target().extend(row_lines([cell for cell in [*row.cells, row.lines] if cell]))
