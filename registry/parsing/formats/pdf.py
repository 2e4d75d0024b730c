"""PDF with a text layer, through pypdfium2: printed lines in reading order, page by page.

PDFium parts a raised note mark from its line and glues it to the word when it stands at a line's end; marks are told
from digits by their size and written ``[3]``. A gap wider than a line becomes an empty line.
"""

import re
from collections.abc import Callable, Iterator, Mapping, Sequence
from ctypes import c_double
from dataclasses import dataclass, replace
from itertools import groupby
from math import pi
from typing import Any, Final

import pypdfium2 as pdfium
import pypdfium2.raw as pdfium_c

from registry.document import Issue
from registry.errors import InputRefused, MissingTool
from registry.issues import issue
from registry.parsing.formats import pdf_fonts, pdf_order
from registry.parsing.formats.pdf_enclosed import check_shown, enclosed
from registry.parsing.formats.pdf_layer import is_picture, is_poor, is_recognised, is_unmapped
from registry.parsing.formats.pdf_lines import FILLED, RAISE, UNIT, WORD, Line, marked, parted, put_together, unmarked
from registry.parsing.formats.pdf_notes import ruled
from registry.parsing.formats.pdf_shown import is_shown, is_slanted, without_watermarks
from registry.parsing.limits import MAX_PAGES, MAX_TEXT, Clock, broken, check_streams, check_text, refuse
from registry.parsing.raw import PAGE_BREAK, Doubt, FileKind, Layout, RawDocument
from registry.parsing.recovery import Decoded, recover

_DIGITS: Final = re.compile(r"\d{1,6}")
_COLUMN: Final = 20.0  # points between two columns; a stretched space is narrower
_HYPHEN: Final = re.compile(f"[\ufffe\x02]({FILLED}?)\n?|\u2010({FILLED}?)(?:\n|$)")
_LINE_END: Final = re.compile("\r?\n|(?<=[\ufffe\x02])")
_HEIGHT: Final = 1.1  # sizes of a letter from the foot of its line to the head; some fonts do not tell


class NoTextLayerError(Exception):
    """Raised for a PDF whose pages are pictures."""


@dataclass(frozen=True, slots=True)
class Recognised:
    """What recognition made of one page: its text, the doubtful words in it, and the mean confidence in per cent."""

    text: str
    doubtful: tuple[Doubt, ...]
    confidence: float


Recogniser = Callable[[Any, int], Recognised | None]  # of an opened PDF and a page, from 0; None where it has no words


def read(data: bytes, recognise: Recogniser | None = None) -> RawDocument:
    """Read a PDF that has a text layer.

    Args:
        data: The file.
        recognise: Reads the pages that are pictures, or whose text makes no sense, where others are text; without it,
            or when it lacks its program, they are told.

    Raises:
        NoTextLayerError: Its pages are pictures.
        InputRefused: It is encrypted, damaged, a mere cover or has too many pages.
    """
    document = open_pdf(data)
    try:
        files = enclosed(document, data)
        pages = _pages(document)
        if sum(page.is_picture for page in pages) * 2 >= len(pages) or not any(page.text for page in pages):
            raise NoTextLayerError
        seen = _recognised(document, pages, recognise)
        meta = {f"pdf_{key.lower()}": value for key, value in document.get_metadata_dict(skip_empty=True).items()}
    finally:
        document.close()
    text, filled = unmarked(
        PAGE_BREAK.join(seen[at].text if at in seen else page.text for at, page in enumerate(pages))
    )
    check_shown(text)
    found = _recovered(check_text(text))
    met = {page.encoding for page in pages} - {""}
    doubts = tuple(issue("legacy-encoding", encoding=name) for name in sorted(met)) or found.issues
    issues = (*files, *_told(pages, seen), *doubts)
    doubtful = tuple(_placed(found.text, seen)) if seen else ()
    return RawDocument(FileKind.PDF, found.text, Layout.LINES, meta, issues, doubtful, filled)


def _recognised(document: Any, pages: Sequence["_Page"], recognise: Recogniser | None) -> dict[int, Recognised]:
    """Return what recognition makes of the pages that cannot be read otherwise."""
    lacking = [at for at, page in enumerate(pages) if page.is_picture or page.is_poor]
    try:
        found = {at: recognise(document, at) for at in lacking} if recognise else {}
    except MissingTool:
        return {}
    return {at: page for at, page in found.items() if page}


def _told(pages: Sequence["_Page"], seen: Mapping[int, Recognised]) -> Iterator[Issue]:
    """Yield issues about pages whose words were not simply read."""
    left = [(at + 1, page) for at, page in enumerate(pages) if at not in seen]
    kinds = {
        "pages-without-text": [at for at, page in left if page.is_picture],
        "pages-doubtful": [at for at, page in left if page.is_poor],
        "pages-scanned": [at for at, page in left if page.is_scanned and not page.is_poor],
    }
    yield from (issue(code, pages=_ranges(numbers)) for code, numbers in kinds.items() if numbers)
    if seen:
        mean = sum(page.confidence for page in seen.values()) / len(seen)
        yield issue("pages-recognised", pages=_ranges([at + 1 for at in sorted(seen)]), confidence=f"{mean:.0f}")
    words = sorted({words for page in pages for words in page.watermarks})
    if words:
        yield issue("watermark", words="”, “".join(words))


def _placed(text: str, seen: Mapping[int, Recognised]) -> Iterator[Doubt]:
    """Yield the doubtful words of recognised pages by their place in the whole text."""
    start = 0
    for at, page in enumerate(text.split(PAGE_BREAK)):
        if at in seen and page == seen[at].text:
            yield from (replace(doubt, start=start + doubt.start) for doubt in seen[at].doubtful)
        start += len(page) + 1


def _recovered(text: str) -> Decoded:
    """Return the text, with what fonts of legacy encodings under other names left in Latin letters read again."""
    found = recover(text)
    if not any("TCVN3" in doubt.message for doubt in found.issues):
        return found
    pairs = zip(text.split("\n"), found.text.split("\n"), strict=True)
    lines = (pdf_fonts.with_lost_letter(after) if before != after else after for before, after in pairs)
    return replace(found, text="\n".join(lines))


def open_pdf(data: bytes) -> Any:
    """Open a PDF within the page bound.

    Raises:
        InputRefused: It is encrypted, damaged or has too many pages.
    """
    check_streams(data)
    try:
        document = pdfium.PdfDocument(data)
        count = len(document)
    except pdfium.PdfiumError as error:
        raise _unopened(error.err_code, data) from error
    if not 0 < count <= MAX_PAGES:
        document.close()
        raise refuse(
            "page-count", f"Tệp PDF có {count} trang, ngoài giới hạn 1-{MAX_PAGES}.", "Tách tệp thành nhiều phần."
        )
    return document


def _unopened(code: int | None, data: bytes) -> InputRefused:
    """Return the refusal for PDFium's reason, which may be left over from an earlier file."""
    if code in (pdfium_c.FPDF_ERR_PASSWORD, pdfium_c.FPDF_ERR_SECURITY) and b"/Encrypt" in data:
        return refuse("encrypted", "Tệp PDF có mật khẩu.", "Gỡ mật khẩu rồi nạp lại.")
    return broken("tệp PDF")


@dataclass(frozen=True, slots=True)
class _Page:
    """The text of one page and what it is worth."""

    text: str
    is_picture: bool = False
    is_poor: bool = False
    is_scanned: bool = False
    encoding: str = ""
    watermarks: tuple[str, ...] = ()


def _pages(document: Any) -> list[_Page]:
    """Return the pages."""
    clock = Clock()
    pages: list[_Page] = []
    for at in range(len(document)):
        clock.check()
        pages.append(_page(document, at))
        if len(pages[-1].text) > MAX_TEXT:
            raise refuse("too-long", f"Trang {at + 1} dài bất thường.", "Kiểm tra lại tệp nguồn.")
    return pages


def _page(document: Any, at: int) -> _Page:
    """Return the lines of a page: those set upright, then those set sideways.

    PDFium finds words along the page's own axes, so a page with turned text is read again after turning it.
    """
    try:
        page = document[at]
    except pdfium.PdfiumError:
        return _Page("", is_picture=True)
    try:
        textpage = page.get_textpage()
        text = textpage.get_text_range(errors="replace")
        scanned = is_recognised(page, textpage, text)
        doubted = scanned or is_unmapped(textpage, text)
        turns = _turns(textpage, text)
        textpage.close()
        parts = [_turned(page, turn, only=len(turns) > 1) for turn in turns]
        text = "\n".join(part.text for part in parts)
        read = _Page(text, is_picture(page, text), doubted and is_poor(text), scanned)
        met = next((part.encoding for part in parts if part.encoding), "")
        return replace(read, encoding=met, watermarks=tuple(words for part in parts for words in part.watermarks))
    except pdfium.PdfiumError:
        return _Page("", is_picture=True)
    finally:
        page.close()


def _turned(page: Any, turn: int, *, only: bool) -> _Page:
    page.set_rotation(90 * turn)
    textpage = page.get_textpage()
    try:
        read = _PageText(textpage, turn, only=only)
        text = read.text(page).replace(pdf_fonts.FILLER, "")
        return _Page(text, encoding=read.encoding, watermarks=tuple(read.watermarks))
    finally:
        textpage.close()


def _turns(textpage: Any, text: str) -> list[int]:
    """Return the ways that letters are turned, anticlockwise, in quarters of a circle."""
    letters = [at for at, char in enumerate(text) if char.isalnum()]
    seen = letters[:: max(1, len(letters) // 200)]
    angles = [pdfium_c.FPDFText_GetCharAngle(textpage, at) for at in seen]
    return sorted({_quarters(angle) for angle in angles if not is_slanted(angle)}) or [0]


def _quarters(angle: float) -> int:
    """Return an angle, clockwise in radians, as quarters of a circle anticlockwise."""
    return (-round(angle * 2 / pi)) % 4


class _PageText:
    """The printed lines of one page."""

    def __init__(self, textpage: Any, turn: int, *, only: bool) -> None:
        self._page = textpage
        self._turn = turn
        self._only = only
        self._text: str = textpage.get_text_range(errors="replace")
        self._left, self._right, self._bottom, self._top = c_double(), c_double(), c_double(), c_double()
        self._exact = len(self._text) == textpage.count_chars()
        self.encoding = ""
        self.watermarks: list[str] = []
        self._at: list[int] | None = None  # of each letter, which of the page's characters it is, when moved
        if self._exact:
            self._text, self.encoding = pdf_fonts.in_unicode(textpage, self._text)
            moved = None if turn else pdf_order.in_place(textpage, self._text)
            self._text, self._at = moved or (self._text, None)

    def text(self, page: Any) -> str:
        """Return the page's lines, with marks in brackets and gaps as empty lines.

        Args:
            page: Of PDFium, whose text this is.
        """
        if not self._exact:
            return _hyphens(self._text.replace("\r\n", "\n"))
        if self._turn:
            return _hyphens("\n".join(line.text for line in put_together(list(self._sideways()))))
        spans = [span for whole in self._spans() if self._is_shown(*whole) for span in self._straight(*whole)]
        placed: dict[bool, list[Line]] = {True: [], False: []}  # by whether they are slanted
        for span in spans:
            placed[self._is_slanted(*span)].append(self._line(*span))
        upright, self.watermarks = without_watermarks(placed[False], placed[True])
        lines = list(parted(list(put_together(upright))))
        return _hyphens("\n".join(marked(ruled(page, lines) if lines else lines)))

    def _sideways(self) -> Iterator[Line]:
        """Yield the lines of turned text, put together from where each character stands.

        PDFium decides once per page which way its text runs, and breaks the words that run another way.
        """
        line, first, last, base, end = "", 0, 0, 0.0, 0.0
        for at, char in enumerate(self._text):
            if char in "\r\n" or pdfium_c.FPDFText_IsGenerated(self._page, at) == 1 or not self._is_turned(at):
                continue
            here, (begin, stop) = self._base(at), self._advance(at)
            if line and (abs(here - base) > RAISE or not -_COLUMN < begin - end < _COLUMN):
                yield self._placed(line, first, last)
                line = ""
            first = first if line else at
            gap = " " if line and begin - end > WORD and not line.endswith(" ") and char != " " else ""
            line, last, base, end = line + gap + char, at, here, stop
        if line:
            yield self._placed(line, first, last)

    def _spans(self) -> Iterator[tuple[int, int]]:
        """Yield the pieces of lines that run the way this reading is for."""
        for start, end in _line_spans(self._text):
            if not self._only:
                yield start, end
                continue
            for mine, run in groupby(range(start, end), key=self._is_turned):
                places = list(run)
                if mine:
                    yield places[0], places[-1] + 1

    def _is_turned(self, at: int) -> bool:
        if self._text[at].isspace():
            return True
        return _quarters(pdfium_c.FPDFText_GetCharAngle(self._page, self._own(at))) == self._turn

    def _is_shown(self, start: int, end: int) -> bool:
        """Tell whether a piece of a line is there to be read, and not cut off."""
        first = self._first(start, end)
        return first is not None and is_shown(self._page, self._own(first))

    def _straight(self, start: int, end: int) -> Iterator[tuple[int, int]]:
        """Yield the parts of a piece that are slanted, and those that are not."""
        if self._is_slanted(start, end) == self._is_slanted(end - 1, start - 1, -1):
            yield start, end
            return
        for _, run in groupby(range(start, end), key=lambda at: self._is_slanted(at, end)):
            places = list(run)
            if self._first(places[0], places[-1] + 1) is not None:
                yield places[0], places[-1] + 1

    def _is_slanted(self, start: int, end: int, step: int = 1) -> bool:
        """Tell whether the first letter between two places is set neither upright nor sideways."""
        first = self._first(start, end, step)
        return first is not None and is_slanted(pdfium_c.FPDFText_GetCharAngle(self._page, self._own(first)))

    def _first(self, start: int, end: int, step: int = 1) -> int | None:
        return next((at for at in range(start, end, step) if not self._text[at].isspace()), None)

    def _own(self, at: int) -> int:
        """Return which of the page's characters a letter is."""
        return at if self._at is None else self._at[at]

    def _line(self, start: int, end: int) -> Line:
        """Return a line with its marks in brackets and its cells parted."""
        text = self._text[start:end]
        first = next(at for at, char in enumerate(text) if not char.isspace())
        parts = []
        at = 0
        for place, gap in self._places(text, start):
            stop = place + 1 if gap else next(m.end() for m in [_DIGITS.match(text, place)] if m)
            parts += [text[at:place], "\n" if gap else f"[{text[place:stop]}]"]
            at = stop
        return self._placed("".join([*parts, text[at:]]), start + first, start + len(text.rstrip()) - 1)

    def _placed(self, text: str, first: int, last: int) -> Line:
        """Return a line between two of the page's characters."""
        box = self._room(first)
        height = max(box[3] - box[2], _HEIGHT * pdf_order.size_of(self._page, self._own(first)))
        return Line(text, self._base(first), box[0], self._advance(last)[1], height)

    def _places(self, text: str, start: int) -> list[tuple[int, bool]]:
        """Return where marks begin, and the spaces that are as wide as the gap between two columns."""
        marks = [(self._raised(text, start, run), False) for run in _DIGITS.finditer(text)]
        gaps = [(at, True) for at, char in enumerate(text) if char == " " and self._gap(text, start, at) > _COLUMN]
        return sorted([place for place in marks if place[0]] + gaps)

    def _gap(self, text: str, start: int, at: int) -> float:
        """Return the width of a space between two characters that can be seen, in points."""
        if not 0 < at < len(text) - 1 or text[at - 1].isspace() or text[at + 1].isspace():
            return 0.0
        return self._extent(start + at + 1)[0] - self._extent(start + at - 1)[1]

    def _raised(self, text: str, start: int, run: re.Match[str]) -> int:
        """Return where a raised mark begins in a run of digits that is glued to what stands before it, or 0."""
        if UNIT.search(text[: run.end()]):
            return 0
        for at in range(max(run.start(), run.end() - 3, 1), run.end()):
            if not text[at - 1].isspace() and self._base(start + at) - self._base(start + at - 1) > RAISE:
                return at
        return 0

    def _base(self, at: int) -> float:
        """Return the height of a character's baseline over the foot of the text, in points."""
        pdfium_c.FPDFText_GetCharOrigin(self._page, self._own(at), self._left, self._bottom)
        x, y = self._left.value, self._bottom.value
        return (y, -x, -y, x)[self._turn]

    def _advance(self, at: int) -> tuple[float, float]:
        """Return where the room of a character, its side bearings included, begins and ends along its line."""
        return self._room(at)[:2]

    def _room(self, at: int) -> tuple[float, float, float, float]:
        """Return the room of a character along its line and across it."""
        box = pdfium_c.FS_RECTF()
        pdfium_c.FPDFText_GetLooseCharBox(self._page, self._own(at), box)
        left, right, low, high = box.left, box.right, min(box.bottom, box.top), max(box.bottom, box.top)
        return (
            (left, right, low, high),
            (low, high, left, right),
            (-right, -left, low, high),
            (-high, -low, left, right),
        )[self._turn]

    def _extent(self, at: int) -> tuple[float, float]:
        """Return where a character begins and ends along its line, in points."""
        pdfium_c.FPDFText_GetCharBox(self._page, self._own(at), self._left, self._right, self._bottom, self._top)
        left, right, bottom, top = self._left.value, self._right.value, self._bottom.value, self._top.value
        return ((left, right), (bottom, top), (-right, -left), (-top, -bottom))[self._turn]


def _hyphens(text: str) -> str:
    """Return the text with a hyphen and a line end for PDFium's marker of one at a line's end, and for Unicode's."""
    return _HYPHEN.sub(lambda found: f"-{found[1] or found[2] or ''}\n", text)


def _line_spans(text: str) -> list[tuple[int, int]]:
    spans = []
    at = 0
    for found in _LINE_END.finditer(text):
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
