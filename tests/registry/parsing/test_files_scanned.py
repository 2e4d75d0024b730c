"""What recognition was not sure of keeps its place in the canonical text."""

from dataclasses import replace

import numpy as np
import pytest

from registry.errors import InputRefused
from registry.parsing import FileKind, Layout, RawDocument, canonicalise
from registry.parsing.formats import ocr, tools
from registry.parsing.raw import Doubt
from tests.bench.scans import distance, tiff


def scan(text: str, *doubtful: str) -> RawDocument:
    places = tuple(Doubt(text.index(word), 40.0 + at) for at, word in enumerate(doubtful))
    return RawDocument(FileKind.SCAN, text, Layout.LINES, {}, (), places)


def test_doubtful_words_are_found_again_after_lines_are_joined_and_headers_dropped() -> None:
    raw = scan(
        "Điều 1. Phạm vi\nQuy định này áp dụng tại tỉnh Hư Cấu cho các hộ dân đang sống tại các xã vừng cao\n"
        "59\nCÔNG BÁO/Số 1 + 2/Ngày 30-4-2023\nvà các qwỹ tài chinh của tỉnh.\nHết.",
        "vừng", "Số", "qwỹ", "chinh",
    )  # fmt: skip
    found = canonicalise(raw)
    marked = [(found.text[one.start : one.end], one.code) for one in found.issues]
    assert marked == [("vừng", "doubtful-words"), ("qwỹ", "doubtful-words"), ("chinh", "doubtful-words")]
    assert "42 %" in found.issues[1].message


def test_neighbouring_doubtful_words_are_one_place() -> None:
    found = canonicalise(scan("Điều 1. Phạm vi qwỹ tài chinh", "qwỹ", "tài"))
    assert [found.text[one.start : one.end] for one in found.issues] == ["qwỹ tài"]


@pytest.mark.parametrize(("read", "meant"), [("Điều T- Một", "Điều 1. Một"), ("Điều l. Một", "Điều 1. Một")])
def test_a_misread_label_is_mended_where_the_sequence_leaves_no_doubt(read: str, meant: str) -> None:
    found = canonicalise(scan(f"QUYẾT NGHỊ:\n{read}\nĐiều 2. Hai\nĐiều B. Ba\nĐiều 3, Ba\nĐiễu 5. Năm\nĐiều 40, 41"))
    lines = [meant, "Điều 2. Hai", "Điều B. Ba", "Điều 3. Ba", "Điều 5. Năm", "Điều 40, 41"]
    assert found.text.split("\n")[1:] == lines
    assert [(one.code, found.text[one.start : one.end]) for one in found.issues] == [
        ("label-mended", "Điều 1."),
        ("label-mended", "Điều 3."),
        ("label-mended", "Điều 5."),
    ]
    printed = replace(scan(f"QUYẾT NGHỊ:\n{read}\n"), kind=FileKind.PDF)
    assert canonicalise(printed).text.endswith(read)


def test_the_recogniser_keeps_the_place_of_each_doubtful_word() -> None:
    words = [
        ocr._Word(("1", "1", "1"), at * 100, at * 100 + 90, 0, 20, text, confidence)
        for at, (text, confidence) in enumerate([("Điều", 96.0), ("T-", 31.0), ("Thống", 95.0), ("——", 5.0)])
    ]
    raw = ocr._document([words, words])
    assert [(raw.text[one.start :][:2], one.confidence) for one in raw.doubtful] == [("T-", 31.0), ("T-", 31.0)]
    assert raw.doubtful[1].start > raw.text.index("\f")


def test_pages_of_a_tiff_are_measured_before_they_are_opened() -> None:
    pages = [np.full((9, 12), 255.0), np.full((20, 30), 255.0)]
    assert ocr.image_sizes(tiff(pages, 300)) == [(12, 9), (30, 20)]
    looped = bytearray(tiff(pages[:1], 300))
    looped[-4:] = looped[4:8]
    with pytest.raises(InputRefused, match="TIFF"):
        ocr.image_sizes(bytes(looped))
    with pytest.raises(InputRefused):
        ocr.image_sizes(tiff(pages, 300)[:40])


def test_the_distance_between_texts_is_that_of_levenshtein() -> None:
    assert [distance(*pair) for pair in (("", "abc"), ("kitten", "sitting"), ("abc", "abc"), ("xay", "ay"))] == [
        3,
        3,
        0,
        1,
    ]


@pytest.mark.parametrize("count", [1, 3])
def test_each_page_of_an_image_is_asked_for_once(count: int, monkeypatch: pytest.MonkeyPatch) -> None:
    asked: list[list[str]] = []

    def run(command: list[str], data: bytes = b"") -> bytes:
        asked.append([word for word in command if word.startswith("tessedit_page_number")])
        row = "\t".join(["5", "1", "1", "1", "1", "1", "0", "0", "9", "9", "96", f"trang{len(asked)}"])
        return ("\t".join(_COLUMNS) + "\n" + row + "\n").encode()

    monkeypatch.setattr(ocr, "_tesseract", lambda: "tesseract")
    monkeypatch.setattr(tools, "run", run)
    raw = ocr.read_image(tiff([np.full((9, 12), 255.0)] * count, 300))
    assert raw.pages == tuple(f"trang{at + 1}" for at in range(count))
    assert asked == ([[]] if count == 1 else [[f"tessedit_page_number={at}"] for at in range(count)])


_COLUMNS = (
    *("level", "page_num", "block_num", "par_num", "line_num", "word_num"),
    *("left", "top", "width", "height", "conf", "text"),
)


LETTERHEAD = """ỦY BAN NHÂN DÂN TỈNH 100 10 400|CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM 440 10 900
HƯ CẤU 200 40 300|Độc lập - Tự do - Hạnh phúc 500 42 850
Số: 9902/2024/QĐ-UBND 120 90 380|Hư Cấu, ngày 02 tháng 4 năm 2024 420 90 900
QUYẾT ĐỊNH 300 140 500"""


def placed(rows: str) -> list[ocr._Word]:
    words = []
    for line, row in enumerate(rows.splitlines()):
        for segment in row.split("|"):
            *texts, left, top, right = segment.split(" ")
            step = (int(right) - int(left)) // len(texts)
            for at, text in enumerate(texts):
                start = int(left) + at * step
                words.append(ocr._Word(("1", "1", str(line)), start, start + step - 5, int(top), 20, text, 95.0))
    return words


def test_an_issuer_of_two_lines_is_read_before_the_name_of_the_country() -> None:
    lines = [line for line in ocr._lines(ocr._in_order(placed(LETTERHEAD))) if line]
    assert lines[:4] == [
        "ỦY BAN NHÂN DÂN TỈNH",
        "HƯ CẤU",
        "CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM",
        "Độc lập - Tự do - Hạnh phúc",
    ]
    assert lines[4].startswith("Số: 9902/2024/QĐ-UBND")
    assert lines[-1] == "QUYẾT ĐỊNH"


@pytest.mark.parametrize(
    "rows",
    [
        "CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM 300 10 800\nĐộc lập - Tự do - Hạnh phúc 350 40 750\nĐƠN ĐỀ NGHỊ 400 90 600",
        "Điều 1. Phạm vi điều chỉnh 100 10 600\nQuy định này áp dụng tại tỉnh Hư Cấu 100 40 800",
    ],
)
def test_a_page_without_a_column_beside_the_name_keeps_its_order(rows: str) -> None:
    words = placed(rows)
    assert [word.text for word in ocr._in_order(words)] == [word.text for word in words]
