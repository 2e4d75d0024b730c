"""The stories of a Word file as lines: paragraphs with their numbers, rows of tables, notes and text boxes."""

import re
from bisect import bisect_left
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from typing import Final

from registry.parsing.formats.list_labels import ListLabels, labelled
from registry.parsing.formats.msdoc.bins import Bins
from registry.parsing.formats.msdoc.fields import GONE
from registry.parsing.formats.msdoc.pieces import Pieces
from registry.parsing.formats.msdoc.properties import HUGE, Form, Look, formed, value_of
from registry.parsing.formats.msdoc.rows import Rows
from registry.parsing.formats.msdoc.styles import Styles
from registry.parsing.limits import Clock, tracked_changes
from registry.parsing.recovery import SOFT_HYPHEN, Piece, read_fonts, script

_ENDS: Final = re.compile("[\r\x07\x0c]")
_CONTROL: Final = re.compile("[\0-\x1f]")
_CELL: Final = "\x07"
_SECTION: Final = "\x0c"
_SOFT: Final = "\x1f"
# [MS-DOC] 2.4.1, 2.9.82: characters that stand for something else in any font.
_SIGNS: Final = {
    "\t": " ", "\n": "\n", "\x0b": "\n", "\x0c": " ", "\x0e": "\n", "\x1e": "-", _SOFT: "", GONE: "",
    "\r": "", "\x07": "",
}  # fmt: skip


@dataclass(frozen=True, slots=True)
class Formatting:
    """Everything that says how the characters of a file are to be read.

    Args:
        pieces: Where they lie.
        runs: Property lists of runs.
        paragraphs: Property lists of paragraphs.
        styles: Styles.
        fonts: Names of fonts, by number.
        outlying: Property lists that a paragraph keeps in the Data stream, by their place in it.
    """

    pieces: Pieces
    runs: Bins
    paragraphs: Bins
    styles: Styles
    fonts: tuple[str, ...]
    outlying: Callable[[int], bytes]

    def is_special(self, at: int) -> bool:
        """Tell whether a character is marked as one that means something else than a letter (sprmCFSpec)."""
        return bool(value_of(self.properties_at(at), 0x0855))

    def properties_at(self, at: int) -> bytes:
        """Return the property changes that stand with one character."""
        piece = self.pieces.at(at)
        return self.runs.at(piece.offset + (at - piece.start) * piece.width).properties + piece.properties

    def spans(self, start: int, end: int) -> Iterator[tuple[int, int, bytes]]:
        """Yield stretches of characters with the property changes that they share."""
        at = start
        while at < end:
            piece = self.pieces.at(at)
            place = piece.offset + (at - piece.start) * piece.width
            held = self.runs.at(place)
            until = min(end, piece.end, at + max(-(-(held.end - place) // piece.width), 1))
            yield at, until, held.properties + piece.properties
            at = until

    def form(self, at: int) -> Form:
        """Return the form of the paragraph whose mark stands at a place ([MS-DOC] 2.4.6.1)."""
        piece = self.pieces.at(at)
        found = self.paragraphs.at(piece.offset + (at - piece.start) * piece.width).properties
        own = found[2:]
        for sprm in HUGE:
            if (place := value_of(own, sprm)) is not None:
                own = self.outlying(place)
        return formed(self.styles.form(int.from_bytes(found[:2], "little")), own + piece.properties)

    def font(self, look: Look) -> str:
        """Return the name of the font in which the letters of a run that are not ASCII are set."""
        number = look.other if look.other >= 0 else look.latin
        return self.fonts[number] if 0 <= number < len(self.fonts) else ""


class Reader:
    """Reads stories of one file; ``met`` names the legacy encodings that its fonts stand for.

    Args:
        text: All stories, fields already done.
        formatting: How it is to be read.
        labels: Counts the numbered paragraphs.
        marks: Numbers of notes, by the places of their marks.
        sections: Places after which a section begins.
        boxes: Stretches of the text that are text boxes, by the places where they are anchored.
    """

    def __init__(
        self, text: str, formatting: Formatting, labels: ListLabels, marks: dict[int, int], sections: frozenset[int],
        boxes: dict[int, list[tuple[int, int]]],
    ) -> None:  # fmt: skip
        self.met: set[str] = set()
        self._text = text
        self._formatting = formatting
        self._labels = labels
        self._marks = marks
        self._marked = sorted(marks)
        self._sections = sections
        self._boxes = sorted(boxes.items(), reverse=True)
        self._looks: dict[tuple[int, bytes], Look] = {}
        self._clock = Clock()

    def lines(self, start: int, end: int) -> list[str]:
        """Return the lines of a stretch of the text."""
        rows = Rows()
        for first, mark in self._paragraphs(start, end):
            self._clock.check()
            form = self._formatting.form(mark)
            rows.add(form.tables, self._paragraph(first, mark, form))
            self._end(rows, self._text[mark], form)
        return rows.lines()

    def _paragraphs(self, start: int, end: int) -> Iterator[tuple[int, int]]:
        """Yield the first character and the mark of each paragraph ([MS-DOC] 2.4.2)."""
        for found in _ENDS.finditer(self._text, start, end):
            mark = found.start()
            if found[0] != _SECTION or mark + 1 in self._sections:
                yield start, mark
                start = mark + 1
        if start < end:
            yield start, end - 1

    def _end(self, rows: Rows, mark: str, form: Form) -> None:
        """Take what the mark of a paragraph ends ([MS-DOC] 2.4.3 Overview of Tables)."""
        depth = max(form.tables, 1)
        if form.row_end or form.inner_row_end:
            rows.end_row(depth)
        elif mark == _CELL or form.inner_cell_end:
            rows.end_cell(depth)

    def _paragraph(self, start: int, mark: int, form: Form) -> list[str]:
        lone = start == mark and self._text[mark] == _SECTION  # Word gives no number to what only ends a section
        label = self._labels.label(str(form.use), form.level) if form.use and not lone else ""
        text, met = read_fonts(list(self._pieces(start, mark + 1, form.style)))
        self.met |= {met} - {""}
        # Characters beyond the first plane are stored as two halves.
        text = text.encode("utf-16-le", "surrogatepass").decode("utf-16-le", "replace")
        lines = [line.strip() for line in text.split("\n") if line.strip()]
        found = labelled(label, lines, in_cell=form.tables > 0)
        while self._boxes and start <= self._boxes[-1][0] <= mark:
            for box in self._boxes.pop()[1]:
                found += self.lines(*box)
        return found

    def _pieces(self, start: int, end: int, style: int) -> Iterator[Piece]:
        stop = end - 1 if _ENDS.match(self._text, end - 1) else end
        for first, until, properties in self._formatting.spans(start, end):
            look = self._look(style, properties)
            if look.changed:
                raise tracked_changes("Tệp Word")
            if not look.hidden:
                font = self._formatting.font(look)
                text = self._shown(first, min(until, stop), look, legacy=script(font) is not None)
                yield Piece(text.upper() if look.capitals else text, font)

    def _look(self, style: int, properties: bytes) -> Look:
        key = (style, properties)
        if key not in self._looks:
            self._looks[key] = self._formatting.styles.look(style, properties)
        return self._looks[key]

    def _shown(self, start: int, end: int, look: Look, *, legacy: bool) -> str:
        """Return what the characters of a run show."""
        text = self._text[start:end]
        if look.special or look.symbol or bisect_left(self._marked, start) < bisect_left(self._marked, end):
            return "".join(self._sign(at, char, look, legacy=legacy) for at, char in enumerate(text, start))
        return _CONTROL.sub(lambda found: self._sign(start + found.start(), found[0], look, legacy=legacy), text)

    def _sign(self, at: int, char: str, look: Look, *, legacy: bool) -> str:
        """Return what one character shows; in old fonts even codes of control are letters."""
        mark = f"[{self._marks[at]}]" if at in self._marks else ""
        if char == _SOFT and legacy:
            return SOFT_HYPHEN
        if char in _SIGNS:
            return mark + _SIGNS[char]
        if look.symbol and char == "(":
            return mark + look.symbol
        if look.special:
            return mark + (char if char >= " " else "")
        return mark + (char if legacy or char >= " " else "")
