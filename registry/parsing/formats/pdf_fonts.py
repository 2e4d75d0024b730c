"""Letters of a PDF set in the fonts of legacy encodings: each is put in place of the one that PDFium shows."""

import re
from collections.abc import Iterator, Sequence
from ctypes import c_char, c_int
from itertools import groupby
from typing import Any, Final

import pypdfium2.raw as pdfium_c

from registry.parsing.legacy import read_as
from registry.parsing.recovery import UNICODE_LETTER, script, shown_private
from registry.parsing.syllables import is_syllable

FILLER: Final = "\u2060"  # stands where two letters became one, so that every letter keeps its place
_LONGEST: Final = 100  # bytes of a font's name
_HYPHENS: Final = "\xad\x02\ufffe-"  # the middle two are PDFium's, for one at a line's end
_LOST: Final = re.compile(rf"(?<![\w{_HYPHENS}])([^\W\d_]{{0,3}})[{_HYPHENS}]([^\W\d_]{{0,3}})(?![\w{_HYPHENS}])")


def in_unicode(textpage: Any, text: str) -> tuple[str, str]:
    """Return the text of a page, letter for letter, and the legacy encoding that was met.

    Letters that are Vietnamese in Unicode although their font is a legacy one were only given its look.

    Args:
        textpage: Of PDFium.
        text: As PDFium reads it, one letter for each of its characters.
    """
    lines = [at for at, char in enumerate(text) if at == 0 or (text[at - 1] in "\r\n" and char not in "\r\n")]
    if not any(script(_font(textpage, at)) for at in lines):
        return text, ""
    runs = list(
        _runs(
            [
                script(_font(textpage, at)) if char.isprintable() or char in _HYPHENS else None
                for at, char in enumerate(text)
            ]
        )
    )
    if any(UNICODE_LETTER.search(text[start:end]) for start, end, kind in runs if kind):
        return text, ""
    met, out = "", []
    for start, end, kind in runs:
        part = text[start:end]
        if kind and not part.isascii():
            part, met = _same_length(kind[0], shown_private(part)), kind[0]
            part = with_lost_letter(part) if met == "TCVN3" else part
        out.append(part.upper() if kind and kind[1] else part)
    return "".join(out), met


def with_lost_letter(text: str) -> str:
    """Return text of a TCVN3 font with the "ư" that PDF takes for a hyphen: both are 0xAD there and in WinAnsi.

    A hyphen becomes the letter where that makes a syllable of what are none without it: ``ph-ờng``, ``t- nhân``.
    """
    return _LOST.sub(_with_letter, text)


def _with_letter(found: re.Match[str]) -> str:
    whole = f"{found[1]}ư{found[2]}"
    plain = is_syllable(found[1]) or (not found[1] and found[2] != "u")
    return whole if is_syllable(whole) and not plain else found[0]


def _same_length(name: str, text: str) -> str:
    """Return the text in Unicode, filled up where a letter and its mark became one letter."""
    out: list[str] = []
    at = 0
    while at < len(text):
        pair = read_as(name, text[at : at + 2])
        if at + 1 < len(text) and len(pair) == 1:
            out += [pair, FILLER]
            at += 2
        else:
            out.append(read_as(name, text[at])[:1] or FILLER)
            at += 1
    return "".join(out)


def _runs(kinds: Sequence[tuple[str, bool] | None]) -> Iterator[tuple[int, int, tuple[str, bool] | None]]:
    at = 0
    for kind, run in groupby(kinds):
        start, at = at, at + sum(1 for _ in run)
        yield start, at, kind


def _font(textpage: Any, at: int) -> str:
    name = (c_char * _LONGEST)()
    pdfium_c.FPDFText_GetFontInfo(textpage, at, name, _LONGEST, c_int())
    return name.value.decode("utf-8", "replace")
