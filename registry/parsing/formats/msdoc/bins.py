"""Which property list holds at a byte of the text ([MS-DOC] PlcBteChpx, PlcBtePapx and their pages)."""

import struct
from bisect import bisect_right
from collections.abc import Callable
from typing import Final, NamedTuple

from registry.parsing.formats.msdoc.fib import plc
from registry.parsing.limits import broken

_PAGE: Final = 512
_NUMBER: Final = 0x3FFFFF  # bits of a page number
_END: Final = 1 << 40


class Held(NamedTuple):
    """A property list and the bytes of text for which it holds.

    Args:
        start: First byte, an offset in the WordDocument stream.
        end: One past the last.
        properties: The list.
    """

    start: int
    end: int
    properties: bytes


class Bins:
    """The property lists of runs or of paragraphs.

    Args:
        table: The PLC of pages.
        word: The WordDocument stream, which holds the pages.
        unpack: Returns one property list of a page, by its number and their count.
    """

    def __init__(self, table: bytes, word: bytes, unpack: Callable[[bytes, int, int], bytes]) -> None:
        self._starts, numbers = plc(table, 4)
        self._numbers = [int.from_bytes(number, "little") & _NUMBER for number in numbers]
        self._word = word
        self._unpack = unpack
        self._pages: dict[int, list[Held]] = {}

    def at(self, place: int) -> Held:
        """Return what holds at a byte; nothing does outside every page.

        Raises:
            InputRefused: Its page lies outside the stream: the file is cut.
        """
        bin_ = bisect_right(self._starts, place) - 1
        end = self._starts[bin_ + 1] if bin_ + 1 < len(self._starts) else _END
        if not 0 <= bin_ < len(self._numbers):
            return Held(place, max(end, place + 1), b"")
        held = self._page(self._numbers[bin_])
        found = bisect_right(held, place, key=lambda each: each.start) - 1
        if found < 0:
            return Held(place, max(held[0].start if held else end, place + 1), b"")
        if held[found].end > place:
            return held[found]
        return Held(place, max(held[found + 1].start if found + 1 < len(held) else end, place + 1), b"")

    def _page(self, number: int) -> list[Held]:
        if number not in self._pages:
            page = self._word[number * _PAGE : (number + 1) * _PAGE]
            if len(page) < _PAGE:
                raise broken("tệp Word")
            count = page[-1]
            places = struct.unpack_from(f"<{count + 1}I", page)
            self._pages[number] = [
                Held(places[each], places[each + 1], self._unpack(page, each, count)) for each in range(count)
            ]
        return self._pages[number]


def run_properties(page: bytes, each: int, count: int) -> bytes:
    """Return one property list of a page of runs ([MS-DOC] ChpxFkp, Chpx)."""
    at = 2 * page[4 * (count + 1) + each]
    return page[at + 1 : at + 1 + page[at]] if at else b""


def paragraph_properties(page: bytes, each: int, count: int) -> bytes:
    """Return one property list of a page of paragraphs ([MS-DOC] PapxFkp, PapxInFkp): a style, then changes."""
    at = 2 * page[4 * (count + 1) + 13 * each]
    if not at:
        return b""
    if page[at]:
        return page[at + 1 : at + 2 * page[at]]
    return page[at + 2 : at + 2 + 2 * page[at + 1]]
