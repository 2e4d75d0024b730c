"""How well scans are read: character error and header facts, on pages whose text is known and on real scans.

Pages with a text layer are drawn at 300, 200 and 150 dots an inch; the worn ones are turned a little, carry noise and
the blocks of strong JPEG, and have a seal across them. What recognition gives is compared with the text layer, both as
canonical text. Of the real scans of the corpus header facts and the number of articles are compared with
tests/golden/scans.json, which was labelled by eye from the page images.

Run from the checkout: ``python -m tests.bench.scans [number of documents]``.
"""

import json
import random
import re
import shutil
import struct
import sys
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

import numpy as np
import pypdfium2 as pdfium

from registry.document import Header, ProvisionKind
from registry.parsing import canonicalise
from registry.parsing.files import read_data
from registry.parsing.raw import PAGE_BREAK, FileKind, Layout, RawDocument
from registry.parsing.reading import parse, read_text
from tests.bench._corpus import corpus_folder

DOCUMENTS = 8
SEED = 77
GOLDEN = Path(__file__).resolve().parents[1] / "golden" / "scans.json"
_LETTERS = 600  # of a page that is worth comparing
# Quantisation of luminance of the JPEG standard (ITU-T T.81, table K.1).
_JPEG = np.array(
    [
        (16, 11, 10, 16, 24, 40, 51, 61),
        (12, 12, 14, 19, 26, 58, 60, 55),
        (14, 13, 16, 24, 40, 57, 69, 56),
        (14, 17, 22, 29, 51, 87, 80, 62),
        (18, 22, 37, 56, 68, 109, 103, 77),
        (24, 35, 55, 64, 81, 104, 113, 92),
        (49, 64, 78, 87, 103, 121, 120, 101),
        (72, 92, 95, 98, 112, 100, 103, 99),
    ]
)

Picture = np.ndarray[tuple[int, ...], np.dtype[np.float64]]


@dataclass(frozen=True, slots=True)
class Wear:
    """How a page was scanned: dots an inch, degrees it is turned, noise in steps of grey, and how JPEG packs it."""

    name: str
    dots: int
    turn: float = 0.0
    noise: float = 0.0
    pack: float = 0.0
    seal: bool = False


WEARS = (
    Wear("300 dpi, clean", 300),
    Wear("200 dpi, worn", 200, 0.7, 12, 1.2, seal=True),
    Wear("150 dpi, worn", 150, 0.7, 12, 1.2, seal=True),
)


def picture(page: pdfium.PdfPage, wear: Wear, chance: random.Random) -> Picture:
    """Return a page as a scanner would give it, grey values 0-255."""
    bitmap = page.render(scale=wear.dots / 72, grayscale=True)
    grey = bitmap.to_numpy().reshape(bitmap.height, -1)[:, : bitmap.width].astype(float)
    if wear.seal:
        grey = sealed(grey, chance)
    if wear.turn:
        grey = turned(grey, chance.choice((-1, 1)) * wear.turn)
    noise = np.random.default_rng(chance.randrange(1 << 30)).normal(0, wear.noise, grey.shape) if wear.noise else 0
    grey = np.clip(grey + noise, 0, 255)
    return packed(grey, wear.pack) if wear.pack else grey


def turned(grey: Picture, degrees: float) -> Picture:
    """Return a picture turned about its middle, white where nothing was."""
    height, width = grey.shape
    y, x = np.mgrid[0:height, 0:width].astype(float)
    y, x = y - height / 2, x - width / 2
    cos, sin = np.cos(np.radians(degrees)), np.sin(np.radians(degrees))
    from_y, from_x = cos * y + sin * x + height / 2, cos * x - sin * y + width / 2
    top, left = np.floor(from_y).astype(int), np.floor(from_x).astype(int)
    inside = (top >= 0) & (top < height - 1) & (left >= 0) & (left < width - 1)
    top, left = np.clip(top, 0, height - 2), np.clip(left, 0, width - 2)
    dy, dx = from_y - top, from_x - left
    upper = grey[top, left] * (1 - dx) + grey[top, left + 1] * dx
    lower = grey[top + 1, left] * (1 - dx) + grey[top + 1, left + 1] * dx
    return np.where(inside, upper * (1 - dy) + lower * dy, 255.0)


def sealed(grey: Picture, chance: random.Random) -> Picture:
    """Return a picture with two grey rings of a seal across its lower half."""
    height, width = grey.shape
    y, x = np.mgrid[0:height, 0:width]
    middle = (height * chance.uniform(0.55, 0.85), width * chance.uniform(0.35, 0.75))
    away = np.hypot(y - middle[0], x - middle[1]) / width
    ring = ((away > 0.080) & (away < 0.084)) | ((away > 0.055) & (away < 0.057))
    return np.where(ring, np.minimum(grey, 150), grey)


def packed(grey: Picture, strength: float) -> Picture:
    """Return a picture with the losses of JPEG: each block of 8 x 8 through its cosine transform, rounded."""
    height, width = (size // 8 * 8 for size in grey.shape)
    blocks = grey[:height, :width].reshape(height // 8, 8, width // 8, 8).swapaxes(1, 2) - 128
    at = np.arange(8)
    wave = np.cos((2 * at[None, :] + 1) * at[:, None] * np.pi / 16) * np.where(at == 0, 0.5**0.5, 1)[:, None] / 2
    rounded = np.round(wave @ blocks @ wave.T / (_JPEG * strength)) * (_JPEG * strength)
    back = (wave.T @ rounded @ wave + 128).swapaxes(1, 2).reshape(height, width)
    return np.clip(back, 0, 255)


def tiff(pages: Sequence[Picture], dots: int) -> bytes:
    """Return pages as one TIFF, grey and not packed."""
    out = bytearray(b"II*\0\0\0\0\0")
    link = 4
    for page in pages:
        height, width = page.shape
        data = len(out)
        out += page.astype(np.uint8).tobytes() + b"\0" * (page.size % 2)
        per_inch = len(out)
        out += struct.pack("<II", dots, 1)
        struct.pack_into("<I", out, link, len(out))
        tags = [
            (256, 4, width), (257, 4, height), (258, 3, 8), (259, 3, 1), (262, 3, 1), (273, 4, data), (277, 3, 1),
            (278, 4, height), (279, 4, page.size), (282, 5, per_inch), (283, 5, per_inch), (296, 3, 2),
        ]  # fmt: skip
        out += struct.pack("<H", len(tags)) + b"".join(
            struct.pack("<HHII", tag, kind, 1, value) for tag, kind, value in tags
        )
        link = len(out)
        out += b"\0\0\0\0"
    return bytes(out)


def distance(read: str, truth: str) -> int:
    """Return how many letters have to be put in, left out or changed to make one text of the other."""
    codes = np.array([ord(char) for char in truth])
    row = np.arange(len(truth) + 1)
    steps = np.arange(len(truth) + 1)
    for at, char in enumerate(read, start=1):
        best = np.minimum(row[1:] + 1, row[:-1] + (codes != ord(char)))
        fresh = np.concatenate(([at], best)) - steps
        row = np.minimum.accumulate(fresh) + steps
    return int(row[-1])


def flat(text: str) -> str:
    """Return a text as one line."""
    return re.sub(r"\s+", " ", text).strip()


def drawn(count: int) -> Iterator[tuple[Path, tuple[int, ...]]]:
    """Yield documents drawn by the seed, each with its first two pages and one from within."""
    chance = random.Random(SEED)
    folder = corpus_folder()
    files = sorted([*(folder / "core").glob("*.pdf"), *(folder / "pdf").glob("*.pdf")])
    for path in chance.sample(files, min(count, len(files))):
        pages = len(pdfium.PdfDocument(path))
        within = chance.randrange(2, pages) if pages > 2 else 0
        yield path, tuple(dict.fromkeys((0, min(1, pages - 1), within)))


def text_of(pages: Sequence[str]) -> str:
    """Return the canonical text of pages of a text layer."""
    return canonicalise(RawDocument(FileKind.PDF, PAGE_BREAK.join(pages), Layout.LINES)).text


def facts(header: Header) -> dict[str, object]:
    """Return the header facts that are compared."""
    title = flat(header.title or "").lower()
    return {
        "number": header.number,
        "type": header.type,
        "issuers": header.issuers,
        "issued": header.issued,
        "title": title,
    }


def known(count: int) -> None:
    """Print character error and header facts for pages whose text is known."""
    for wear in WEARS:
        wrong, letters, tables, right, asked = 0, 0, Counter[str](), 0, 0
        chance = random.Random(SEED)
        for path, numbers in drawn(count):
            document = pdfium.PdfDocument(path)
            layer = read_data(path.read_bytes(), path.name).pages
            pictures = [picture(document[at], wear, chance) for at in numbers]
            scan = read_data(tiff(pictures, wear.dots), "scan.tif")
            for at, seen in zip(numbers, scan.pages, strict=True):
                truth = flat(text_of([layer[at]]))
                read = flat(canonicalise(RawDocument(FileKind.SCAN, seen, Layout.LINES)).text)
                if sum(map(str.isalpha, truth)) < _LETTERS:
                    continue
                found = distance(read, truth)
                kind = "table" if truth.count(" | ") * 60 > len(truth) else "text"
                tables[kind] += found
                tables[f"{kind} letters"] += len(truth)
                wrong, letters = wrong + found, letters + len(truth)
            first = read_text(text_of([layer[at] for at in numbers[:2]])).header
            scanned = canonicalise(RawDocument(FileKind.SCAN, PAGE_BREAK.join(scan.pages[:2]), Layout.LINES)).text
            told = facts(read_text(scanned).header)
            right += sum(told[name] == value for name, value in facts(first).items())
            asked += len(told)
        parts = ", ".join(
            f"{kind} {tables[kind] / max(tables[f'{kind} letters'], 1):.2%}"
            for kind in ("text", "table")
            if tables[f"{kind} letters"]
        )
        print(f"{wear.name}: character error {wrong / max(letters, 1):.2%} of {letters} ({parts}); "
              f"header facts {right} of {asked}", flush=True)  # fmt: skip


def real() -> None:
    """Print header facts and articles of the real scans against what was labelled by eye."""
    right, asked = 0, 0
    for name, labels in json.loads(GOLDEN.read_text(encoding="utf-8")).items():
        path = corpus_folder() / "scans" / name
        if not path.is_file():
            continue
        found = parse(path)
        header = found.header
        articles = [each for each in found.provisions if each.kind is ProvisionKind.ARTICLE and "." not in each.id]
        told = {
            "number": header.number,
            "type": header.type,
            "issuer": "; ".join(header.issuers),
            "issued": str(header.issued),
            "effective": str(header.effective.on if header.effective else None),
            "title": flat(header.title or ""),
            "signer": "; ".join(each.name for each in header.signers),
            "articles": len(articles),
        }
        for field, value in labels.items():
            asked += 1
            right += told[field] == value
            if told[field] != value:
                print(f"  {name}: {field} read as {told[field]!r}, printed {value!r}")
    print(f"real scans: {right} of {asked} labelled facts right", flush=True)


def main(count: int) -> int:
    """Print every figure."""
    if shutil.which("tesseract") is None:
        print("Tesseract is not installed (tesseract-ocr tesseract-ocr-vie): nothing was measured.")
        return 0
    real()
    known(count)
    return 0


if __name__ == "__main__":
    sys.exit(main(int(sys.argv[1]) if len(sys.argv) > 1 else DOCUMENTS))
