"""The fonts of the book, shipped and pinned, and which characters they can print."""

import struct
from collections.abc import Iterable
from functools import cache
from importlib.resources import files
from pathlib import Path
from typing import Final

from registry.errors import MissingTool

FAMILIES: Final = ("Liberation Serif", "DejaVu Sans", "Noto Sans Math")
_TEXT_FACES: Final = tuple(f"LiberationSerif-{face}.ttf" for face in ("Regular", "Bold", "Italic", "BoldItalic"))
_SYMBOL_FACES: Final = ("DejaVuSans.ttf", "NotoSansMath-Regular.ttf")


def shipped() -> Path:
    """Return the folder of the fonts shipped with the product."""
    return Path(str(files("registry.handbook"))) / "fonts"


def check(folder: Path) -> None:
    """Make sure that a folder holds every font of the book.

    Raises:
        MissingTool: One is missing; the message names it.
    """
    missing = [name for name in (*_TEXT_FACES, *_SYMBOL_FACES) if not (folder / name).is_file()]
    if missing:
        message = f"Thiếu phông chữ để in sổ tay: {', '.join(missing)}."
        raise MissingTool("handbook-font-missing", message, hint="Cài lại Vanban, hoặc chép các tệp này vào thư mục.")


@cache
def coverage(folder: Path) -> frozenset[int]:
    """Return the code points that print in regular, bold and italic: those of every text face, and the symbols."""
    check(folder)
    text = frozenset.intersection(*(frozenset(_characters(folder / name)) for name in _TEXT_FACES))
    return text.union(*(_characters(folder / name) for name in _SYMBOL_FACES))


def _characters(path: Path) -> Iterable[int]:
    """Read the character map of a TrueType file (OpenType specification, table cmap, formats 4 and 12)."""
    data = path.read_bytes()
    table = _table(data, b"cmap")
    found: set[int] = set()
    for index in range(struct.unpack_from(">H", data, table + 2)[0]):
        start = table + struct.unpack_from(">L", data, table + 8 + 8 * index)[0]
        match struct.unpack_from(">H", data, start)[0]:
            case 4:
                found.update(_segments(data, start))
            case 12:
                found.update(_ranges(data, start))
    return found


def _table(data: bytes, tag: bytes) -> int:
    for index in range(struct.unpack_from(">H", data, 4)[0]):
        name, _, offset, _ = struct.unpack_from(">4sLLL", data, 12 + 16 * index)
        if name == tag:
            return int(offset)
    message = "Tệp phông chữ không có bảng ký tự."
    raise MissingTool("handbook-font-damaged", message, hint="Cài lại Vanban.")


def _segments(data: bytes, start: int) -> Iterable[int]:
    count = struct.unpack_from(">H", data, start + 6)[0] // 2
    last = struct.unpack_from(f">{count}H", data, start + 14)
    first = struct.unpack_from(f">{count}H", data, start + 16 + 2 * count)
    for low, high in zip(first, last, strict=True):
        yield from range(low, high + 1)


def _ranges(data: bytes, start: int) -> Iterable[int]:
    for index in range(struct.unpack_from(">L", data, start + 12)[0]):
        low, high, _ = struct.unpack_from(">LLL", data, start + 16 + 12 * index)
        yield from range(low, high + 1)
