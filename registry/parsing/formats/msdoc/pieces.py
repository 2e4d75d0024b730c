"""Where the characters of the text lie ([MS-DOC] 2.4.1 Retrieving Text, PlcPcd, Clx)."""

import struct
from bisect import bisect_right
from dataclasses import dataclass
from itertools import pairwise
from typing import Final

from registry.parsing.formats.msdoc.fib import plc
from registry.parsing.limits import MAX_TEXT, broken, refuse

_AS_THEY_ARE: Final = frozenset({0x80, 0x81, 0x8D, 0x8E, 0x8F, 0x90, 0x9D, 0x9E})
_SINGLES: Final = {code: bytes([code]).decode("cp1252") for code in range(0x80, 0xA0) if code not in _AS_THEY_ARE}
"""[MS-DOC] FcCompressed: bytes that stand for another character than that of the same code."""
# [MS-DOC] Prm0: the properties that a piece may carry and that say how text is to be read.
_SHORT_FORMS: Final = {
    0x0C: 0x260A, 0x18: 0x2416, 0x19: 0x2417, 0x41: 0x0800, 0x42: 0x0801, 0x53: 0x2A33, 0x5B: 0x083B, 0x5C: 0x083C,
}  # fmt: skip


@dataclass(frozen=True, slots=True)
class Piece:
    """A run of characters that are stored side by side.

    Args:
        start: Its first character.
        end: One past its last.
        offset: Of its first byte in the WordDocument stream.
        width: Bytes of a character, 1 or 2.
        properties: Changes of properties that a fast save left for all of it (a grpprl).
    """

    start: int
    end: int
    offset: int
    width: int
    properties: bytes = b""


class Pieces:
    """The pieces of a document, in order.

    Args:
        pieces: Adjoining ones.
    """

    def __init__(self, pieces: list[Piece]) -> None:
        self.all = pieces
        self._starts = [piece.start for piece in pieces]

    def at(self, place: int) -> Piece:
        """Return the piece that holds a character."""
        return self.all[max(bisect_right(self._starts, place) - 1, 0)]


def read_pieces(clx: bytes, length: int) -> Pieces:
    """Read the piece table.

    Args:
        clx: Its part of the table stream.
        length: Characters that the document has, all stories together.

    Raises:
        InputRefused: It is damaged, or the text is longer than the bound.
    """
    groups, at = [], 0
    while clx[at : at + 1] == b"\x01":
        size = struct.unpack_from("<H", clx, at + 1)[0]
        groups.append(clx[at + 3 : at + 3 + size])
        at += 3 + size
    if clx[at : at + 1] != b"\x02":
        raise broken("tệp Word")
    size = struct.unpack_from("<I", clx, at + 1)[0]
    places, found = plc(clx[at + 5 : at + 5 + size], 8)
    if not places or places[0] != 0 or places[-1] < length or any(a >= b for a, b in pairwise(places)):
        raise broken("tệp Word")
    if places[-1] > 2 * MAX_TEXT:
        raise refuse("too-long", f"Văn bản dài {places[-1]} ký tự, vượt giới hạn.", "Tách văn bản thành nhiều tệp.")
    return Pieces([_piece(places[n], places[n + 1], raw, groups) for n, raw in enumerate(found)])


def _piece(start: int, end: int, raw: bytes, groups: list[bytes]) -> Piece:
    place, modifier = struct.unpack_from("<IH", raw, 2)
    offset = place & 0x3FFFFFFF
    narrow = bool(place & 0x40000000)
    return Piece(start, end, offset // 2 if narrow else offset, 1 if narrow else 2, _properties(modifier, groups))


def _properties(modifier: int, groups: list[bytes]) -> bytes:
    """Return the property changes that a Prm stands for ([MS-DOC] Prm, Prm0, Prm1)."""
    if modifier & 1:
        index = modifier >> 1
        return groups[index] if index < len(groups) else b""
    known = _SHORT_FORMS.get(modifier >> 1 & 0x7F)
    return b"" if known is None else struct.pack("<HB", known, modifier >> 8)


def read_text(pieces: Pieces, word: bytes) -> str:
    """Return the text of all stories, one character for each 16 bits: surrogates stay apart.

    Raises:
        InputRefused: A piece lies outside the stream: the file is cut.
    """
    return "".join(_characters(piece, word) for piece in pieces.all)


def _characters(piece: Piece, word: bytes) -> str:
    end = piece.offset + (piece.end - piece.start) * piece.width
    if end > len(word):
        raise broken("tệp Word")
    raw = word[piece.offset : end]
    if piece.width == 1:
        return raw.decode("latin-1").translate(_SINGLES)
    return "".join(map(chr, struct.unpack(f"<{len(raw) // 2}H", raw)))
