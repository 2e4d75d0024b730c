"""What the text of a PDF page is worth: set by a program, recognised by a scanner, or codes without a meaning."""

import re
from collections.abc import Sequence
from typing import Any, Final

import pypdfium2.raw as pdfium_c

from registry.parsing.recovery import recover
from registry.parsing.syllables import share

_LEAST: Final = 200  # letters that a page with a picture on it must have to count as text
_COVERS: Final = 0.6  # of the page, by the picture that a scanner made of it
_INVISIBLE: Final = 3  # ISO 32000-1, table 106: text render mode
_SAMPLE: Final = 200  # letters looked at
_UNMAPPED: Final = 0.3  # of the letters without a meaning, so that a page is doubted
_MARKED: Final = 0.35  # of the words of a Vietnamese text have a mark at least; about 0.7 have one
_SYLLABLES: Final = 0.8  # of the words with a mark can be syllables at least
_ENOUGH: Final = 20  # words to judge by
_WORD: Final = re.compile(r"[^\W\d_]{2,}")


def is_picture(page: Any, text: str) -> bool:
    """Tell whether a page shows its words as a picture: the text of stamps and form numbers alone does not count.

    A page on which nothing was drawn at all is none.
    """
    letters = sum(map(str.isalpha, text))
    if letters >= _LEAST:
        return False
    wanted = [pdfium_c.FPDF_PAGEOBJ_IMAGE] if letters else None
    return any(True for _ in page.get_objects(filter=wanted, max_depth=3))


def is_recognised(page: Any, textpage: Any, text: str) -> bool:
    """Tell whether the words of a page lie unseen below or upon a picture of it, as scanners put them there."""
    at = next((at for at, char in enumerate(text[: textpage.count_chars()]) if char.isalnum()), None)
    if at is None or not _covered(page):
        return False
    piece = pdfium_c.FPDFText_GetTextObject(textpage, at)
    mode = int(pdfium_c.FPDFTextObj_GetTextRenderMode(piece)) if piece else _INVISIBLE
    return mode == _INVISIBLE or _is_below(page)


def is_unmapped(textpage: Any, text: str) -> bool:
    """Tell whether the font of a page does not say which letters its codes stand for."""
    letters = [at for at, char in enumerate(text[: textpage.count_chars()]) if not char.isspace()]
    seen = letters[:: max(1, len(letters) // _SAMPLE)]
    lost = sum(pdfium_c.FPDFText_HasUnicodeMapError(textpage, at) == 1 for at in seen)
    return bool(lost > _UNMAPPED * len(seen))


def is_poor(text: str) -> bool:
    """Tell whether a text is no Vietnamese that can be read, old encodings included."""
    text = recover(text).text
    words = _WORD.findall(text)
    marked = sum(not word.isascii() for word in words)
    return len(words) >= _ENOUGH and (marked < _MARKED * len(words) or share(text) < _SYLLABLES)


def _covered(page: Any) -> bool:
    width, height = page.get_size()
    return any(
        _area(each.get_bounds()) > _COVERS * width * height for each in _drawn(page, pdfium_c.FPDF_PAGEOBJ_IMAGE)
    )


def _is_below(page: Any) -> bool:
    """Tell whether a picture was drawn over the first words of a page."""
    kinds = [each.type for each in _drawn(page, pdfium_c.FPDF_PAGEOBJ_IMAGE, pdfium_c.FPDF_PAGEOBJ_TEXT)]
    return kinds[:1] == [pdfium_c.FPDF_PAGEOBJ_TEXT] and kinds[-1:] == [pdfium_c.FPDF_PAGEOBJ_IMAGE]


def _drawn(page: Any, *kinds: int) -> list[Any]:
    return list(page.get_objects(filter=list(kinds), max_depth=2))


def _area(bounds: Sequence[float]) -> float:
    left, bottom, right, top = bounds
    return max(0.0, right - left) * max(0.0, top - bottom)
