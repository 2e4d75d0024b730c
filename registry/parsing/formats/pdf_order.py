"""Letters of a PDF that were drawn after the rest of their line, put back where they stand.

A font without Vietnamese letters (Liberation Serif, in place of Times New Roman, is one) leaves them to another font.
LibreOffice draws a line's letters of the first font, then those of the second, and PDFium reads them in that order:
``Vi t đ đi u ệ ủ ề`` for "Việt đủ điều".
"""

import re
from collections.abc import Iterable, Iterator
from ctypes import c_double
from dataclasses import dataclass
from math import hypot
from typing import Any, Final

import pypdfium2.raw as pdfium_c

ADDED: Final = -1  # stands for a space or line end that is none of the page's characters
_LONE: Final = re.compile(r"(?<!\w)(?![ởýôổàạđ])[^\W\d_a-z](?!\w)", re.IGNORECASE)
_HORNED: Final = frozenset("ơờớởỡợưừứửữựƠỜỚỞỠỢƯỪỨỬỮỰ")  # their horn reaches over the room that the line gives them
_SAME: Final = 0.5  # of the size of a letter, by which a raised or lowered one leaves its line
_APART: Final = 1.5  # sizes of a letter between two that stand in one cell, at most
_WORD: Final = 0.14  # of the size of a letter, between two words at least
_HORN: Final = 0.03  # the same, where a horn covers a part of it


@dataclass(frozen=True, slots=True)
class _Letter:
    """A character, which one of the page it is, and where it stands, in points."""

    char: str
    at: int
    left: float
    right: float
    base: float
    size: float


def in_place(textpage: Any, text: str) -> tuple[str, list[int]] | None:
    """Return the text of a page by place, and of each letter which of the page's characters it is.

    Args:
        textpage: Of PDFium.
        text: One letter for each of its characters.

    Returns:
        None where no letter stands behind the one that was drawn before it.
    """
    if not _LONE.search(text):  # a letter read apart from its word
        return None
    lines, late = [], False
    for row in _rows(_letters(textpage, text)):
        ordered = sorted(row, key=lambda letter: letter.left)
        late = late or ordered != row
        lines += [list(_spaced(line)) for line in _parted(ordered)]
    if not late:
        return None
    flat = [pair for line in lines for pair in (*line, ("\n", ADDED))]
    return "".join(char for char, _ in flat), [at for _, at in flat]


def size_of(textpage: Any, at: int) -> float:
    """Return the size in which a character is set, in points of the page."""
    matrix = pdfium_c.FS_MATRIX()
    pdfium_c.FPDFText_GetMatrix(textpage, at, matrix)
    return float(pdfium_c.FPDFText_GetFontSize(textpage, at) * hypot(matrix.c, matrix.d))


def _rows(letters: Iterable[_Letter]) -> Iterator[list[_Letter]]:
    """Yield the letters that were drawn one after the other at one height."""
    row: list[_Letter] = []
    for letter in letters:
        if row and abs(letter.base - row[0].base) > _SAME * max(letter.size, row[0].size):
            yield row
            row = []
        row.append(letter)
    if row:
        yield row


def _parted(row: list[_Letter]) -> Iterator[list[_Letter]]:
    """Yield the lines of a row: the cells of a table are set apart."""
    line = row[:1]
    for letter in row[1:]:
        if letter.left - line[-1].right > _APART * letter.size:
            yield line
            line = []
        line.append(letter)
    yield line


def _letters(textpage: Any, text: str) -> Iterator[_Letter]:
    x, y, box = c_double(), c_double(), pdfium_c.FS_RECTF()
    for at, char in enumerate(text):
        if char in "\r\n" or pdfium_c.FPDFText_IsGenerated(textpage, at) == 1:
            continue
        pdfium_c.FPDFText_GetCharOrigin(textpage, at, x, y)
        pdfium_c.FPDFText_GetLooseCharBox(textpage, at, box)
        size = size_of(textpage, at)
        yield _Letter(char, at, x.value, max(box.right, x.value), y.value, size)


def _spaced(line: list[_Letter]) -> Iterator[tuple[str, int]]:
    """Yield letters and their places on the page, with the spaces that were not drawn."""
    last: _Letter | None = None
    for letter in line:
        if last and _are_apart(last, letter):
            yield " ", ADDED
        yield letter.char, letter.at
        last = letter


def _are_apart(last: _Letter, letter: _Letter) -> bool:
    """Tell whether a space lies between two letters: a horn from another font reaches into the gap."""
    if last.char.isspace() or letter.char.isspace():
        return False
    least = _HORN if last.char in _HORNED and last.at > letter.at else _WORD
    return letter.left - last.right > least * letter.size
