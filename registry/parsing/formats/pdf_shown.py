"""Which text of a PDF page can be seen: programs draw what they then cut off.

Chromium draws the tall letters of a page's first line on the page before, too, below the edge at which it cuts.
"""

from ctypes import byref, c_float
from typing import Any, Final

import pypdfium2.raw as pdfium_c

_LEAST: Final = 0.25  # of the height of a piece of text, for it to be seen


def is_shown(textpage: Any, at: int) -> bool:
    """Tell whether the piece of text that a character belongs to is inside what the page shows of it.

    Args:
        textpage: Of PDFium.
        at: The character.
    """
    piece = pdfium_c.FPDFText_GetTextObject(textpage, at)
    if not piece:
        return True
    clip = pdfium_c.FPDFPageObj_GetClipPath(piece)
    parts = [_extent(clip, part) for part in range(pdfium_c.FPDFClipPath_CountPaths(clip))]
    if not parts:
        return True
    low, high = max(part[0] for part in parts), min(part[1] for part in parts)
    left, bottom, right, top = c_float(), c_float(), c_float(), c_float()
    pdfium_c.FPDFPageObj_GetBounds(piece, byref(left), byref(bottom), byref(right), byref(top))
    seen = min(top.value, high) - max(bottom.value, low)
    return seen > _LEAST * (top.value - bottom.value)


def _extent(clip: Any, part: int) -> tuple[float, float]:
    """Return the lowest and the highest point of a path that text is cut along."""
    x, y = c_float(), c_float()
    heights = []
    for at in range(pdfium_c.FPDFClipPath_CountPathSegments(clip, part)):
        segment = pdfium_c.FPDFClipPath_GetPathSegment(clip, part, at)
        pdfium_c.FPDFPathSegment_GetPoint(segment, byref(x), byref(y))
        heights.append(y.value)
    return (min(heights), max(heights)) if heights else (0.0, 0.0)
