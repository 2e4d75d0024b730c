"""PDF with a text layer, through pypdfium2: printed lines in reading order, page by page.

PDFium parts a raised note mark from its line and glues it to the word when it stands at a line's end; marks are told
from digits by their size and written ``[3]``. A gap wider than a line becomes an empty line.
"""

import re
from collections.abc import Iterator, Sequence
from ctypes import c_double
from dataclasses import dataclass
from itertools import pairwise
from statistics import median
from typing import Any, Final

import pypdfium2 as pdfium
import pypdfium2.raw as pdfium_c

from registry.issues import issue
from registry.parsing.limits import MAX_PAGES, MAX_TEXT, Clock, broken, check_text, refuse
from registry.parsing.raw import PAGE_BREAK, FileKind, Layout, RawDocument

_LEAST: Final = 20  # characters on a page that count as a text layer
_DIGITS: Final = re.compile(r"\d{1,6}")
_COLUMN: Final = 20.0  # points between two columns; a stretched space is narrower
_RAISE: Final = 2.0  # points that a mark stands above the baseline


class NoTextLayer(Exception):
    """Raised for a PDF whose pages are pictures."""


def read(data: bytes) -> RawDocument:
    """Read a PDF that has a text layer.

    Raises:
        NoTextLayer: Its pages are pictures.
        InputRefused: It is encrypted, damaged or has too many pages.
    """
    document = open_pdf(data)
    try:
        pages = _pages(document)
        meta = {f"pdf_{key.lower()}": value for key, value in document.get_metadata_dict(skip_empty=True).items()}
    finally:
        document.close()
    blank = [at + 1 for at, page in enumerate(pages) if len(page.strip()) < _LEAST]
    if len(blank) * 10 > len(pages) * 9:
        raise NoTextLayer
    found = (issue("pages-without-text", pages=_ranges(blank)),) if blank else ()
    return RawDocument(FileKind.PDF, check_text(PAGE_BREAK.join(pages)), Layout.LINES, meta, found)


def open_pdf(data: bytes) -> Any:
    """Open a PDF within the page bound.

    Raises:
        InputRefused: It is encrypted, damaged or has too many pages.
    """
    try:
        document = pdfium.PdfDocument(data)
        count = len(document)
    except pdfium.PdfiumError as error:
        if "password" in str(error).lower() or "security" in str(error).lower():
            raise refuse("encrypted", "Tệp PDF có mật khẩu.", "Gỡ mật khẩu rồi nạp lại.") from error
        raise broken("tệp PDF") from error
    if not 0 < count <= MAX_PAGES:
        document.close()
        raise refuse(
            "page-count", f"Tệp PDF có {count} trang, ngoài giới hạn 1-{MAX_PAGES}.", "Tách tệp thành nhiều phần."
        )
    return document


def _pages(document: Any) -> list[str]:
    clock = Clock()
    pages: list[str] = []
    for at in range(len(document)):
        clock.check()
        pages.append(_page(document, at))
        if sum(map(len, pages[-1:])) > MAX_TEXT:
            raise refuse("too-long", f"Trang {at + 1} dài bất thường.", "Kiểm tra lại tệp nguồn.")
    return pages


def _page(document: Any, at: int) -> str:
    try:
        page = document[at]
        textpage = page.get_textpage()
    except pdfium.PdfiumError:
        return ""
    try:
        return _PageText(textpage).text()
    finally:
        textpage.close()
        page.close()


@dataclass(frozen=True, slots=True)
class _Line:
    """One fragment of a printed line: its text, where it begins, and its baseline in points from the page's foot."""

    text: str
    base: float


class _PageText:
    """The printed lines of one page."""

    def __init__(self, textpage: Any) -> None:
        self._page = textpage
        self._text: str = textpage.get_text_range(errors="replace")
        self._left, self._right, self._bottom, self._top = c_double(), c_double(), c_double(), c_double()
        self._exact = len(self._text) == textpage.count_chars()

    def text(self) -> str:
        """Return the page's lines, with marks in brackets and gaps as empty lines."""
        if not self._exact:
            return _hyphens(self._text.replace("\r\n", "\n"))
        lines = [self._line(start, end) for start, end in _line_spans(self._text) if self._text[start:end].strip()]
        return _hyphens("\n".join(_set(lines))) if lines else ""

    def _line(self, start: int, end: int) -> _Line:
        """Return a line with its marks in brackets and its cells parted."""
        text = self._text[start:end]
        first = next(at for at, char in enumerate(text) if not char.isspace())
        parts = []
        at = 0
        for place, gap in self._places(text, start):
            stop = place + 1 if gap else next(m.end() for m in [_DIGITS.match(text, place)] if m)
            parts += [text[at:place], "\n" if gap else f"[{text[place:stop]}]"]
            at = stop
        return _Line("".join([*parts, text[at:]]), self._base(start + first))

    def _places(self, text: str, start: int) -> list[tuple[int, bool]]:
        """Return where marks begin, and the spaces that are as wide as the gap between two columns."""
        marks = [(self._raised(text, start, run), False) for run in _DIGITS.finditer(text)]
        gaps = [(at, True) for at, char in enumerate(text) if char == " " and self._gap(text, start, at) > _COLUMN]
        return sorted([place for place in marks if place[0]] + gaps)

    def _gap(self, text: str, start: int, at: int) -> float:
        """Return the width of a space between two characters that can be seen, in points."""
        if not 0 < at < len(text) - 1 or text[at - 1].isspace() or text[at + 1].isspace():
            return 0.0
        self._box(start + at - 1)
        right = self._right.value
        self._box(start + at + 1)
        return self._left.value - right

    def _raised(self, text: str, start: int, run: re.Match[str]) -> int:
        """Return where a raised mark begins in a run of digits that is glued to what stands before it, or 0."""
        for at in range(max(run.start(), run.end() - 3, 1), run.end()):
            if not text[at - 1].isspace() and self._base(start + at) - self._base(start + at - 1) > _RAISE:
                return at
        return 0

    def _base(self, at: int) -> float:
        pdfium_c.FPDFText_GetCharOrigin(self._page, at, self._left, self._bottom)
        return self._bottom.value

    def _box(self, at: int) -> None:
        pdfium_c.FPDFText_GetCharBox(self._page, at, self._left, self._right, self._bottom, self._top)


def _set(lines: Sequence[_Line]) -> Iterator[str]:
    """Yield printed lines: fragments of one line put together, a gap wider than the page's pitch as an empty line."""
    steps = [above.base - below.base for above, below in pairwise(lines)]
    pitch = median([step for step in steps if 4 < step < 40] or [16.0])
    whole = ""
    for line, step in zip(lines, [0.0, *steps], strict=True):
        mark = line.text.strip().isdigit() and len(line.text.strip()) < 4
        if whole and (mark or _after_mark(whole)) and 1 < abs(step) < 0.6 * pitch:
            whole += f"[{line.text.strip()}]" if mark and step < 0 else line.text
            continue
        if whole:
            yield whole
        if step > 1.3 * pitch or step < -3 * pitch:
            yield ""
        whole = line.text
    yield whole


def _after_mark(line: str) -> bool:
    return line.endswith("]") or line.strip().isdigit()


def _hyphens(text: str) -> str:
    """Return the text with a hyphen and a line end for PDFium's marker of a hyphen at a line's end."""
    return text.replace("\ufffe", "-\n").replace("\x02", "-\n")


def _line_spans(text: str) -> list[tuple[int, int]]:
    spans = []
    at = 0
    for found in re.finditer(r"\r?\n", text):
        spans.append((at, found.start()))
        at = found.end()
    return [*spans, (at, len(text))]


def _ranges(numbers: Sequence[int]) -> str:
    """Return page numbers as "1, 3-5"."""
    parts: list[str] = []
    for at, number in enumerate(numbers):
        if at and number == numbers[at - 1] + 1:
            parts[-1] = f"{parts[-1].split('-')[0]}-{number}"
        else:
            parts.append(str(number))
    return ", ".join(parts)
