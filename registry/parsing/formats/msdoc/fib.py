"""What the file says about itself and where its parts lie ([MS-DOC] 2.5 The File Information Block)."""

import struct
from collections.abc import Sequence
from dataclasses import dataclass
from enum import IntEnum
from typing import Final

from registry.parsing.limits import broken, locked_word

WORD_97: Final = 0xC1
_MAGIC: Final = 0xA5EC
_OLDER_MAGIC: Final = 0xA5DC  # of Word 6 and 95
_SHORTS, _LONGS = 14, 22  # csw and cslw of every version since Word 97
_LENGTHS: Final = 76  # of the stories: ccpText, first of those in FibRgLw97
_PARTS: Final = 154  # FibRgFcLcb97


class Part(IntEnum):
    """Parts of the table stream, by their place in FibRgFcLcb97 ([MS-DOC] 2.5.6)."""

    STYLES = 1
    NOTE_MARKS = 2
    NOTE_TEXTS = 3
    SECTIONS = 6
    RUNS = 12
    PARAGRAPHS = 13
    FONTS = 15
    FIELDS = 16
    NOTE_FIELDS = 18
    PIECES = 33
    ANCHORS = 40
    ENDNOTE_MARKS = 46
    ENDNOTE_TEXTS = 47
    ENDNOTE_FIELDS = 48
    BOX_TEXTS = 56
    BOX_FIELDS = 57
    LISTS = 73
    LIST_USES = 74


class Story(IntEnum):
    """Texts of a document in the order in which they are stored ([MS-DOC] 2.3 Document Parts)."""

    MAIN = 0
    NOTES = 1
    HEADERS = 2
    MACROS = 3
    COMMENTS = 4
    ENDNOTES = 5
    BOXES = 6
    HEADER_BOXES = 7


@dataclass(frozen=True, slots=True)
class Fib:
    """The file information block.

    Args:
        table: Which table stream is in use, 0 or 1.
        lengths: Characters of each story, by :class:`Story`.
        places: Offset and size in bytes of each part of the table stream, by :class:`Part`.
    """

    table: int
    lengths: tuple[int, ...]
    places: tuple[tuple[int, int], ...]

    def story(self, story: Story) -> tuple[int, int]:
        """Return the first character of a story and one past its last."""
        start = sum(self.lengths[:story])
        return start, start + self.lengths[story]


def is_later_word(word: bytes) -> bool:
    """Tell whether a WordDocument stream is of Word 97 or later, on Windows: what this package reads.

    Args:
        word: The stream.

    Raises:
        InputRefused: It is no stream of any Word.
        struct.error: It is cut off.
    """
    magic, version = struct.unpack_from("<HH", word)
    if magic not in (_MAGIC, _OLDER_MAGIC):
        raise broken("tệp Word")
    return magic == _MAGIC and version >= WORD_97 and not word[19] & 1


def read_fib(word: bytes) -> Fib:
    """Read the block at the head of the WordDocument stream.

    Raises:
        InputRefused: The file is encrypted, or its block cannot be right.
        struct.error: It is cut off.
    """
    flags = struct.unpack_from("<H", word, 10)[0]
    if flags & 0x8100:  # fEncrypted, fObfuscated
        raise locked_word()
    if struct.unpack_from("<H", word, 32)[0] != _SHORTS or struct.unpack_from("<H", word, 62)[0] != _LONGS:
        raise broken("tệp Word")
    lengths = struct.unpack_from("<8i", word, _LENGTHS)
    parts = min(struct.unpack_from("<H", word, 152)[0], 200)
    if min(lengths) < 0 or parts <= Part.LIST_USES:
        raise broken("tệp Word")
    values = struct.unpack_from(f"<{2 * parts}I", word, _PARTS)
    return Fib(flags >> 9 & 1, lengths, tuple(zip(values[::2], values[1::2], strict=True)))


def part(fib: Fib, table: bytes, wanted: Part) -> bytes:
    """Return the bytes of one part of the table stream, none where the file has no such part.

    Raises:
        InputRefused: It would lie outside the stream.
    """
    start, size = fib.places[wanted]
    if size and start + size > len(table):
        raise broken("tệp Word")
    return table[start : start + size]


def plc(data: bytes, size: int) -> tuple[Sequence[int], Sequence[bytes]]:
    """Return the positions and elements of a PLC ([MS-DOC] PLC), one position more than elements.

    Args:
        data: Its bytes.
        size: Bytes of an element.
    """
    count = (len(data) - 4) // (4 + size)
    if count < 0:
        return (), ()
    at = 4 * (count + 1)
    return struct.unpack_from(f"<{count + 1}I", data), [
        data[at + size * each : at + size * (each + 1)] for each in range(count)
    ]
