"""Small PDFs of tỉnh Hư Cấu, drawn piece by piece, as programs that lay out documents leave them."""

import zlib
from collections.abc import Sequence
from dataclasses import dataclass, field
from math import cos, radians, sin

from PIL import Image

ADVANCE = 0.6  # of the size: all letters are of one width
LATIN = "cp1252"


@dataclass
class Page:
    """One page, 595 by 842 points; what is drawn on it is kept as operators until the whole is written."""

    rotate: int = 0
    pieces: list[tuple[str, str]] = field(default_factory=list)  # operators before the text, the text itself
    pictures: list[Image.Image] = field(default_factory=list)

    def text(self, x: float, y: float, words: str, size: float = 13, turn: float = 0, mode: int = 0) -> "Page":
        """Draw one line; mode 3 is that of the hidden words of a recognised scan."""
        a, b = cos(radians(turn)), sin(radians(turn))
        start = f"BT /F0 {size} Tf {mode} Tr {a:.4f} {b:.4f} {-b:.4f} {a:.4f} {x:.2f} {y:.2f} Tm "
        self.pieces.append((start, words))
        return self

    def letters(self, x: float, y: float, words: str, size: float = 13) -> "Page":
        """Draw a line letter by letter, blanks left out, each letter in its own place."""
        for at, char in enumerate(words):
            if char != " ":
                self.text(x + ADVANCE * size * at, y, char, size)
        return self

    def lines(
        self, lines: Sequence[str], x: float = 60, y: float = 780, pitch: float = 18, size: float = 13, mode: int = 0
    ) -> "Page":
        """Draw lines below one another."""
        for at, line in enumerate(lines):
            if line:
                self.text(x, y - pitch * at, line, size, mode=mode)
        return self

    def draw(self, operators: str) -> "Page":
        """Draw what is no text."""
        self.pieces.append((operators, ""))
        return self

    def rule(self, x: float, y: float, width: float) -> "Page":
        """Draw a thin line."""
        return self.draw(f"{x} {y} {width} 0.5 re f ")

    def picture(self, image: Image.Image) -> "Page":
        """Draw a picture over the whole page."""
        self.pictures.append(image)
        return self.draw(f"q 595 0 0 842 0 0 cm /I{len(self.pictures) - 1} Do Q ")


def written(pages: Sequence[Page], *, names: bool = True, extra: dict[str, bytes] | None = None) -> bytes:
    """Return the PDF of some pages.

    Args:
        pages: In order.
        names: Whether its font says which letters its codes stand for.
        extra: Entries of the catalogue; further objects are not written.
    """
    used = sorted({char for page in pages for _, words in page.pieces for char in words if not _plain(char)})
    assert len(used) < 128
    font = "<</Type/Font/Subtype/TrueType/BaseFont/HuCau/FirstChar 1/LastChar 255/Widths["
    shown = "".join(f"/uni{ord(char):04X}" if names else f"/g{at}" for at, char in enumerate(used))
    plain = "" if names else "1" + "".join(f"/g{200 + code}" for code in range(1, 128))
    font += f"{'600 ' * 255}]/Encoding<</Type/Encoding/BaseEncoding/WinAnsiEncoding/Differences[{plain} 128{shown}]>>>>"
    parts: list[bytes] = [b"", b"", font.encode()]
    kids = []
    for page in pages:
        content = "".join(before + _shown(words, used) for before, words in page.pieces).encode("ascii")
        images: list[str] = []
        for image in page.pictures:
            parts.append(_picture(image))
            images.append(f"/I{len(images)} {len(parts)} 0 R")
        parts.append(b"<</Length %d>>stream\n%s\nendstream" % (len(content), content))
        parts.append(
            f"<</Type/Page/Parent 2 0 R/MediaBox[0 0 595 842]/Rotate {page.rotate}/Contents {len(parts)} 0 R"
            f"/Resources<</Font<</F0 3 0 R>>/XObject<<{''.join(images)}>>>>>>".encode()
        )
        kids.append(f"{len(parts)} 0 R")
    more = b"".join(b"/%s %s" % (key.encode(), value) for key, value in (extra or {}).items())
    parts[0] = b"<</Type/Catalog/Pages 2 0 R%s>>" % more
    parts[1] = f"<</Type/Pages/Kids[{' '.join(kids)}]/Count {len(kids)}>>".encode()
    return assembled(parts)


def assembled(parts: Sequence[bytes], trailer: bytes = b"") -> bytes:
    """Return the PDF that some objects make; the first one is its catalogue."""
    out, places = bytearray(b"%PDF-1.4\n"), []
    for at, part in enumerate(parts, 1):
        places.append(len(out))
        out += b"%d 0 obj%s endobj\n" % (at, part)
    start = len(out)
    out += b"xref\n0 %d\n0000000000 65535 f \n" % (len(parts) + 1)
    out += b"".join(b"%010d 00000 n \n" % place for place in places)
    out += b"trailer<</Size %d/Root 1 0 R%s>>\nstartxref\n%d\n%%%%EOF" % (len(parts) + 1, trailer, start)
    return bytes(out)


def _plain(char: str) -> bool:
    return char.isascii()


def _shown(words: str, used: Sequence[str]) -> str:
    if not words:
        return ""
    codes = "".join(f"{ord(char) if _plain(char) else 128 + used.index(char):02x}" for char in words)
    return f"<{codes}> Tj ET\n"


def _picture(image: Image.Image) -> bytes:
    packed = zlib.compress(image.convert("L").tobytes())
    head = (
        f"<</Type/XObject/Subtype/Image/Width {image.width}/Height {image.height}/ColorSpace/DeviceGray"
        f"/BitsPerComponent 8/Filter/FlateDecode/Length {len(packed)}>>stream\n"
    )
    return head.encode() + packed + b"\nendstream"
