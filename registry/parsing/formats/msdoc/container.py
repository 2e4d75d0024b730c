"""The streams of a Word file in its OLE container ([MS-CFB]; [MS-DOC] 2.1 File Structure)."""

import struct
from dataclasses import dataclass
from io import BytesIO
from typing import Any, Final

import olefile

from registry.parsing.detect import unsupported
from registry.parsing.limits import broken

_SECTOR: Final = 512
_ENTRIES: Final = 128  # sector numbers in the smallest sector


@dataclass(frozen=True, slots=True)
class Streams:
    """What a Word file holds.

    Args:
        word: The WordDocument stream: text and how it looks.
        tables: The streams 0Table and 1Table, of which one is in use; empty where absent.
        data: The Data stream; empty where absent.
    """

    word: bytes
    tables: tuple[bytes, bytes]
    data: bytes


def open_streams(data: bytes) -> Streams:
    """Return the streams of an OLE file.

    Raises:
        InputRefused: It is damaged, cut off, or holds no WordDocument.
    """
    _check_header(data)
    try:
        with olefile.OleFileIO(BytesIO(data)) as ole:
            found = [_stream(ole, name, len(data)) for name in ("WordDocument", "0Table", "1Table", "Data")]
    except Exception as error:  # olefile lets a hostile file end it in many ways
        raise broken("tệp Word") from error
    if not found[0]:
        raise unsupported("tệp OLE không chứa văn bản Word")
    return Streams(found[0], (found[1], found[2]), found[3])


def _check_header(data: bytes) -> None:
    """Refuse a file whose header ([MS-CFB] 2.2) counts more sectors than there are: olefile would read them all."""
    if len(data) < _SECTOR:
        raise broken("tệp Word")
    fat, mini, difat = (struct.unpack_from("<I", data, at)[0] for at in (44, 64, 72))
    sectors = len(data) // _SECTOR + 1
    if fat > sectors // _ENTRIES + _ENTRIES or max(mini, difat) > sectors:
        raise broken("tệp Word")


def _stream(ole: Any, name: str, most: int) -> bytes:
    """Return a stream, or nothing where there is none; it cannot be larger than the file."""
    if not ole.exists(name):
        return b""
    if max(ole.get_size(name), ole.root.size) > most:
        raise ValueError(name)
    return bytes(ole.openstream(name).read())
