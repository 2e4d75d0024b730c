"""What must hold on the real corpus: counts only, no text of it."""

import re
import shutil
import unicodedata
from itertools import pairwise
from pathlib import Path

import pytest

from registry.parsing import CanonicalText, FileKind, canonicalise, read_file

NOTES = {
    # consolidated text: (notes, notes whose mark is not found); counted in the printed pages
    "core/van-ban-hop-nhat-so-1676-vbhn-bldtbxh-39315": (3, 0),
    "gazette/van-ban-hop-nhat-so-2022-vbhn-bldtbxh-37412": (29, 0),
    "gazette/van-ban-hop-nhat-so-22-vbhn-btc-31459": (18, 0),
    "gazette/van-ban-hop-nhat-so-58-vbhn-vpqh-45848": (8, 0),
    "gazette/van-ban-hop-nhat-so-469-vbhn-bldtbxh-44205": (4, 0),
    "gazette/van-ban-hop-nhat-so-1549-vbhn-bldtbxh-41711": (4, 0),
    "gazette/van-ban-hop-nhat-so-2021-vbhn-bldtbxh-37407": (59, 1),
}
BODIES = {
    "html/nukeviet/detail_1.html": (FileKind.HTML, 41_000),
    "html/vbpl/vbplnew_doc_19761.json": (FileKind.VBPL_JSON, 2_000),
    "html/vbpl/vbplnew_19761_107-2003-QD-BTC_content.html": (FileKind.HTML, 2_000),
    "pdf/thong-tu-so-19-2023-tt-bldtbxh-41242.pdf": (FileKind.PDF, 9_000),
    "portal/0f98ee482389e59e.md": (FileKind.MARKDOWN, 5_000),
    "resolutions/1654_NQ-UBTVQH15.md": (FileKind.MARKDOWN, 5_000),
}


@pytest.fixture(scope="module")
def texts(corpus: Path) -> dict[str, CanonicalText]:
    """A third of the gazette: every kind and issuer, within a test's time."""
    files = sorted(corpus.glob("core/*.json")) + sorted(corpus.glob("gazette/*.json"))[::3]
    return {path.stem: canonicalise(read_file(path)) for path in files}


def test_no_furniture_is_left(texts: dict[str, CanonicalText]) -> None:
    shape = re.compile(r"CÔNG BÁO/ ?Số \d|^(?:Người ký|Ký bởi): C|^Thời gian ký: \d", re.MULTILINE)
    assert [name for name, found in texts.items() if shape.search(found.text)] == []


def test_every_text_is_composed_and_stable(texts: dict[str, CanonicalText]) -> None:
    assert all(unicodedata.is_normalized("NFC", found.text) for found in texts.values())


def test_numbers_are_whole(texts: dict[str, CanonicalText]) -> None:
    broken = re.compile(r"^[^%\n]*\d{2,}/20\d\d/[A-ZĐ]{2,4}-$", re.MULTILINE)
    assert [name for name, found in texts.items() if broken.search(found.text)] == []


def test_few_sentences_are_cut(texts: dict[str, CanonicalText]) -> None:
    """A paragraph that begins in small letters after an unfinished long one was cut; lists in small letters are not."""
    cut, total = 0, 0
    for found in texts.values():
        lines = found.text.split("\n")
        total += len(lines)
        cut += sum(
            len(last) > 60 and last[-1].isalpha() and line[0].islower() and not re.match(r"[a-zđ]\d?\s*[.)]", line)
            for last, line in pairwise(lines)
        )
    assert cut * 1000 < total


@pytest.mark.parametrize("name", NOTES)
def test_notes_of_consolidated_texts(corpus: Path, name: str) -> None:
    found = canonicalise(read_file(corpus / f"{name}.json"))
    assert (len(found.footnotes), sum(note.anchor is None for note in found.footnotes)) == NOTES[name]


@pytest.mark.parametrize("name", BODIES)
def test_bodies_are_whole(corpus: Path, name: str) -> None:
    kind, least = BODIES[name]
    raw = read_file(corpus / name)
    assert raw.kind is kind
    assert len(canonicalise(raw).text) >= least


@pytest.mark.parametrize(
    "stem", ["van-ban-hop-nhat-so-1676-vbhn-bldtbxh-39315", "thong-tu-so-10-2022-tt-bldtbxh-37336"]
)
def test_pdf_says_what_its_twin_says(corpus: Path, stem: str) -> None:
    words = [
        re.findall(r"[^\W\d_]+", canonicalise(read_file(corpus / "core" / f"{stem}.{kind}")).text)
        for kind in ("pdf", "json")
    ]
    assert len(set(words[0]) ^ set(words[1])) <= len(set(words[1])) // 50
    assert abs(len(words[0]) - len(words[1])) * 100 <= len(words[1])


@pytest.mark.skipif(shutil.which("tesseract") is None, reason="tesseract is not installed")
def test_a_scan_behind_a_stamp_is_recognised(corpus: Path) -> None:
    """Its only text layer is a form number and the signer's name on the last page."""
    raw = read_file(corpus / "scans" / "nghi-quyet-so-27-2026-nq-cp-469546.pdf")
    text = canonicalise(raw).text
    assert raw.kind is FileKind.SCAN
    assert float(raw.meta["ocr_confidence"]) > 80
    assert "27/2026/NQ-CP" in text
    assert len(re.findall(r"^Điều [1-4]\. ", text, re.MULTILINE)) == 4
