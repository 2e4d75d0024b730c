"""Scanned pages and images through Tesseract with its Vietnamese data; the confidence of each word is kept."""

import csv
import re
import struct
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from io import StringIO
from itertools import pairwise
from typing import Any, Final

import pypdfium2 as pdfium
import pypdfium2.raw as pdfium_c
from PIL import Image

from registry.errors import InputRefused, MissingTool
from registry.issues import issue
from registry.parsing.formats import page_image, tools
from registry.parsing.formats.letterhead import columns_apart
from registry.parsing.formats.pdf import Recognised, open_pdf
from registry.parsing.limits import MAX_PIXELS, alive, broken, check_text, refuse
from registry.parsing.raw import PAGE_BREAK, Doubt, FileKind, Layout, RawDocument

LOW: Final = 60.0  # per cent: a word below it is marked as doubtful
LOW_NUMBER: Final = 80.0  # the same for words with digits, where one wrong sign names another document
_DPI: Final = 300
_FEWEST: Final = 150  # dots an inch
_COLUMN: Final = 2.5  # heights of a word that part two columns
_MAX_PAGES: Final = 300
_ENOUGH: Final = 0.6  # share of letters recognised with confidence that shows a page to stand upright
_ROTATE: Final = re.compile(rb"Rotate: (90|180|270)")
_PACKAGE: Final = "tesseract-ocr-vie"


def read_pdf(data: bytes) -> RawDocument:
    """Recognise the pages of a scanned PDF.

    Raises:
        MissingTool: Tesseract or its Vietnamese data is not installed.
        InputRefused: It has too many pages, or nothing is found on them.
    """
    tesseract = _tesseract()
    document = open_pdf(data)
    try:
        if len(document) > _MAX_PAGES:
            raise refuse(
                "page-count", f"Bản quét có {len(document)} trang, giới hạn {_MAX_PAGES}.", "Tách tệp thành nhiều phần."
            )
        return _document([_page(tesseract, _drawn(document, at)) for at in range(len(document))])
    finally:
        document.close()


def read_page(document: Any, at: int) -> Recognised | None:
    """Recognise one page of an opened PDF whose other pages are text; return None where no words are found.

    Args:
        document: Of PDFium.
        at: Which page, from 0.

    Raises:
        MissingTool: Tesseract or its Vietnamese data is not installed.
        InputRefused: The page cannot be drawn.
    """
    words = _page(_tesseract(), _drawn(document, at))
    if not words:
        return None
    text = "\n".join(_lines(words))
    mean = sum(word.confidence for word in words) / len(words)
    return Recognised(text, tuple(_doubtful(text, words)), mean)


def read_image(data: bytes) -> RawDocument:
    """Recognise one image.

    Raises:
        MissingTool: Tesseract or its Vietnamese data is not installed.
        InputRefused: It is too large, damaged, or nothing is found on it.
    """
    sizes = image_sizes(data)
    for width, height in sizes:
        if width * height > MAX_PIXELS:
            raise refuse("too-large", f"Ảnh {width} x {height} điểm quá lớn.", "Thu nhỏ ảnh về 300 dpi rồi nạp lại.")
    tesseract = _tesseract()
    try:
        return _document([_page(tesseract, frame) for frame in page_image.frames(data)])
    except (OSError, ValueError, SyntaxError, Image.DecompressionBombError) as error:  # what Pillow raises
        raise broken("ảnh") from error


def image_sizes(data: bytes) -> list[tuple[int, int]]:
    """Return width and height in pixels of each page of a PNG, JPEG, TIFF, GIF or BMP, from its headers alone.

    Raises:
        InputRefused: A header is damaged or of another kind, or there are too many pages.
    """
    try:
        if data.startswith((b"II*\0", b"MM\0*")):
            return list(_tiff_sizes(data))
        return [_image_size(data)]
    except (struct.error, IndexError) as error:
        raise broken("ảnh") from error


def _tiff_sizes(data: bytes) -> Iterator[tuple[int, int]]:
    """Yield the size of each page of a TIFF (Adobe TIFF 6.0: a chain of directories of twelve-byte entries)."""
    order = "<" if data.startswith(b"II") else ">"
    (at,) = struct.unpack_from(f"{order}I", data, 4)
    seen: set[int] = set()
    while at:
        if at in seen or len(seen) >= _MAX_PAGES:
            raise refuse("page-count", f"Ảnh TIFF có hơn {_MAX_PAGES} trang.", "Tách tệp thành nhiều phần.")
        seen.add(at)
        (count,) = struct.unpack_from(f"{order}H", data, at)
        tags = dict(_tiff_tag(data, order, at + 2 + 12 * entry) for entry in range(count))
        yield tags.get(256, 0), tags.get(257, 0)
        (at,) = struct.unpack_from(f"{order}I", data, at + 2 + 12 * count)


def _tiff_tag(data: bytes, order: str, at: int) -> tuple[int, int]:
    tag, kind = struct.unpack_from(f"{order}HH", data, at)
    (value,) = struct.unpack_from(f"{order}{'H' if kind == 3 else 'I'}", data, at + 8)
    return tag, value


def _image_size(data: bytes) -> tuple[int, int]:
    if data.startswith(b"\x89PNG"):
        width, height = struct.unpack(">II", data[16:24])
    elif data.startswith(b"GIF8"):
        width, height = struct.unpack("<HH", data[6:10])
    elif data.startswith(b"BM"):
        width, height = struct.unpack("<ii", data[18:26])
    elif data.startswith(b"\xff\xd8"):
        width, height = _jpeg_size(data)
    else:
        raise refuse("unsupported", "Chưa đọc được loại ảnh này.", "Lưu lại ảnh ở PNG, JPEG, TIFF hoặc PDF.")
    return abs(int(width)), abs(int(height))


def _jpeg_size(data: bytes) -> tuple[int, int]:
    at = 2
    while data[at] == 0xFF:
        marker, length = data[at + 1], struct.unpack(">H", data[at + 2 : at + 4])[0]
        if 0xC0 <= marker <= 0xCF and marker not in (0xC4, 0xC8, 0xCC):
            height, width = struct.unpack(">HH", data[at + 5 : at + 9])
            return width, height
        at += 2 + length
    raise broken("ảnh JPEG")


def _tesseract() -> str:
    path = tools.find("tesseract", f"tesseract-ocr {_PACKAGE}")
    if b"vie" not in tools.run([path, "--list-langs"]).split():
        raise MissingTool(
            "missing-tool",
            "Tesseract chưa có dữ liệu tiếng Việt (vie).",
            hint=f"Trên Debian/Ubuntu: sudo apt install {_PACKAGE}",
        )
    return path


def _drawn(document: Any, at: int) -> Image.Image:
    """Return one page drawn in grey."""
    try:
        page = document[at]
        width, height = page.get_size()
        scale = min(_dots(page) / 72, (MAX_PIXELS / max(width * height, 1)) ** 0.5)
        bitmap = page.render(scale=scale, grayscale=True)
    except pdfium.PdfiumError as error:
        raise broken(f"trang {at + 1} của tệp PDF") from error
    rows = bitmap.to_numpy().reshape(bitmap.height, -1)[:, : bitmap.width]
    drawn = Image.fromarray(rows)
    page.close()
    return drawn


def _dots(page: Any) -> float:
    """Return how many dots an inch a page is drawn with: of a coarse scan no more than twice as many as it has."""
    pictures = list(page.get_objects(filter=[pdfium_c.FPDF_PAGEOBJ_IMAGE], max_depth=3))
    if not pictures:
        return _DPI
    widest = max(pictures, key=lambda each: each.get_px_size()[0])
    left, _, right, _ = widest.get_bounds()
    own = float(72 * widest.get_px_size()[0] / max(right - left, 1))
    return max(_FEWEST, min(_DPI, 2 * own))


@dataclass(frozen=True, slots=True)
class _Word:
    """A word found: its line, where it stands in dots, its text, and confidence in per cent."""

    place: tuple[str, ...]
    left: int
    right: int
    top: int
    height: int
    text: str
    confidence: float


def _page(tesseract: str, drawn: Image.Image) -> list[_Word]:
    """Return the words of a page, straightened; one that makes no sense is tried once more as it was meant to be held.

    Sheets lie on the glass in any direction, above all tables that were printed across.
    """
    words = _words(tesseract, page_image.straightened(drawn))
    if _sense(words) >= _ENOUGH * sum(len(word.text) for word in words):
        return words
    turn = _turn(tesseract, drawn)
    if not turn:
        return words
    turned = _words(tesseract, page_image.straightened(drawn.rotate(turn, expand=True)))
    return turned if _sense(turned) > _sense(words) else words


def _sense(words: Sequence[_Word]) -> float:
    """Return how many letters were recognised with confidence."""
    return sum(len(word.text) for word in words if word.confidence >= LOW_NUMBER)


def _turn(tesseract: str, drawn: Image.Image) -> int:
    """Return by how many degrees anticlockwise a page has to be turned to stand upright, as Tesseract sees it."""
    try:
        told = tools.run([tesseract, "stdin", "stdout", "--psm", "0"], page_image.portable(drawn))
    except InputRefused:  # it fails on a page with few letters, and without its data "osd"
        return 0
    found = _ROTATE.search(told)
    return -int(found[1]) % 360 if found else 0


def _words(tesseract: str, drawn: Image.Image) -> list[_Word]:
    command = [tesseract, "stdin", "stdout", "-l", "vie", "--psm", "3", "--dpi", str(_DPI)]
    table = tools.run([*command, "tsv"], page_image.portable(drawn))
    alive()
    rows = csv.DictReader(StringIO(table.decode("utf-8", "replace")), delimiter="\t", quoting=csv.QUOTE_NONE)
    words = []
    for row in rows:
        text = (row.get("text") or "").strip()
        if row.get("level") == "5" and text:
            place = (row["block_num"], row["par_num"], row["line_num"])
            left, top, width, height = (int(row[name]) for name in ("left", "top", "width", "height"))
            words.append(_Word(place, left, left + width, top, height, text, float(row["conf"])))
    return _in_order(words)


def _in_order(words: Sequence[_Word]) -> list[_Word]:
    """Return the words as they are read: of a letterhead the left column first, parted from the right one."""
    parts = enumerate(columns_apart(words))
    return [replace(word, place=(*word.place, str(column))) for column, part in parts for word in part]


def _document(pages: list[list[_Word]]) -> RawDocument:
    """Put the words of the pages together."""
    text = check_text(PAGE_BREAK.join("\n".join(_lines(page)) for page in pages))
    confidences = [word.confidence for page in pages for word in page]
    low = list(_doubtful(text, [word for page in pages for word in page]))
    mean = sum(confidences) / len(confidences)
    meta = {
        "ocr": "tesseract vie",
        "ocr_confidence": f"{mean:.1f}",
        "ocr_words": str(len(confidences)),
    }
    found = issue("low-confidence", confidence=f"{mean:.0f}", words=len(low))
    return RawDocument(FileKind.SCAN, text, Layout.LINES, meta, (found,), tuple(low))


def _doubtful(text: str, words: Sequence[_Word]) -> Iterator[Doubt]:
    """Yield the words below the bound; the text holds all words in this order."""
    at = 0
    for word in words:
        start = text.index(word.text, at)
        at = start + len(word.text)
        bound = LOW_NUMBER if any(map(str.isdigit, word.text)) else LOW
        if word.confidence < bound and any(map(str.isalnum, word.text)):
            yield Doubt(start, word.confidence)


def _lines(words: Sequence[_Word]) -> Iterator[str]:
    """Yield printed lines; a wide gap parts two columns, an empty line parts blocks after a finished sentence."""
    line: list[str] = []
    for last, word in pairwise([None, *words]):
        assert word is not None
        if last and (word.place != last.place or word.left - last.right > _COLUMN * max(last.height, word.height)):
            yield " ".join(line)
            if word.place[0] != last.place[0] and not (line[-1].islower() and line[-1][-1].isalpha()):
                yield ""
            line = []
        line.append(word.text)
    if line:
        yield " ".join(line)
