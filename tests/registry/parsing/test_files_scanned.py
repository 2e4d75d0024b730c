"""What recognition was not sure of keeps its place in the canonical text."""

import io
from dataclasses import replace

import numpy as np
import pytest
from PIL import Image

from registry.errors import InputRefused
from registry.parsing import FileKind, Layout, RawDocument, canonicalise
from registry.parsing.formats import ocr, page_image, tools
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


@pytest.mark.parametrize(
    ("read", "meant"),
    [
        ("Số: 9805/2021/QĐĐ-UBND", "Số: 9805/2021/QĐ-UBND"),
        ("số 9805/QQĐ-UBND và số 12/2021/NNQ-HĐND", "số 9805/QĐ-UBND và số 12/2021/NQ-HĐND"),
        ("số 12/2021/TTLT-BTC; số 12/2024/QĐ-UBND; số 4/XXYY-AB", None),
    ],
)
def test_a_letter_seen_twice_in_the_sign_of_a_type(read: str, meant: str | None) -> None:
    found = canonicalise(scan(f"Điều 1. Một\n{read}"))
    assert found.text.endswith(meant or read)
    assert all(found.text[one.start : one.end] in ("QĐ", "NQ") for one in found.issues)
    assert bool(found.issues) == bool(meant)
    assert canonicalise(replace(scan(read), kind=FileKind.PDF)).text == read


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


def table(*words: tuple[str, int]) -> bytes:
    """The table that Tesseract prints: words with their confidence."""
    rows = [["5", "1", "1", "1", "1", str(at), str(at * 12), "0", "9", "9", str(sure), text]
            for at, (text, sure) in enumerate(words)]  # fmt: skip
    return "\n".join("\t".join(row) for row in [list(_COLUMNS), *rows]).encode()


@pytest.mark.parametrize("count", [1, 3])
def test_each_page_of_an_image_is_asked_for_once(count: int, monkeypatch: pytest.MonkeyPatch) -> None:
    asked: list[bytes] = []

    def run(_command: list[str], data: bytes = b"") -> bytes:
        asked.append(data[:12])
        return table((f"trang{len(asked)}", 96))

    monkeypatch.setattr(ocr, "_tesseract", lambda: "tesseract")
    monkeypatch.setattr(tools, "run", run)
    raw = ocr.read_image(tiff([np.full((9, 12), 255.0)] * count, 300))
    assert raw.pages == tuple(f"trang{at + 1}" for at in range(count))
    assert asked == [b"P5 12 9 255\n"] * count


def test_a_page_that_makes_no_sense_is_turned_and_read_again(monkeypatch: pytest.MonkeyPatch) -> None:
    told: list[bytes] = []

    def run(command: list[str], data: bytes = b"") -> bytes:
        told.append(data[:12])
        if command[-1] == "0":
            return b"Orientation in degrees: 270\nRotate: 90\n"
        return table(("đôu", 20), ("8uoux", 31)) if data.startswith(b"P5 12 9 ") else table(("quyết", 96), ("định", 95))

    monkeypatch.setattr(ocr, "_tesseract", lambda: "tesseract")
    monkeypatch.setattr(tools, "run", run)
    assert ocr.read_image(tiff([np.full((9, 12), 255.0)], 300)).text == "quyết định"
    assert told == [b"P5 12 9 255\n", b"P5 12 9 255\n", b"P5 9 12 255\n"]

    def fails(command: list[str], data: bytes = b"") -> bytes:
        if command[-1] == "0":
            raise InputRefused("damaged", "Too few characters.")
        return run(command, data)

    monkeypatch.setattr(tools, "run", fails)
    assert ocr.read_image(tiff([np.full((9, 12), 255.0)], 300)).text == "đôu 8uoux"


def lines_of_print(width: int = 900, height: int = 1200) -> Image.Image:
    """A page with lines of words, drawn as bars."""
    page = np.full((height, width), 255, dtype=np.uint8)
    for top in range(100, height - 100, 40):
        for left in range(90, width - 150, 70):
            page[top : top + 14, left : left + 50 + (left + top) % 15] = 20
    return Image.fromarray(page)


@pytest.mark.parametrize("turn", [0.0, 0.7, -1.5, 4.0])
def test_a_sheet_that_lay_askew_is_straightened(turn: float) -> None:
    page = lines_of_print().rotate(turn, fillcolor=255)
    assert page_image.skew(page) == pytest.approx(turn, abs=0.11)
    assert page_image.skew(page_image.straightened(page)) == pytest.approx(0, abs=0.2)


def test_pictures_without_lines_are_left_as_they_are() -> None:
    noise = np.random.default_rng(5).integers(0, 255, (700, 500), dtype=np.uint8)
    for page in (Image.fromarray(noise), Image.new("L", (40, 30), 255), Image.new("L", (900, 3), 0)):
        assert page_image.straightened(page) is page


def picture(kind: str, image: Image.Image, **said: object) -> bytes:
    out = io.BytesIO()
    image.save(out, kind, **said)
    return out.getvalue()


def test_a_photograph_is_held_as_the_camera_says_and_glass_is_paper() -> None:
    held = Image.Exif()
    held[0x0112] = 6
    (photo,) = page_image.frames(picture("JPEG", Image.new("L", (40, 20), 255), exif=held))
    assert photo.size == (20, 40)
    (clear,) = page_image.frames(picture("PNG", Image.new("RGBA", (4, 4), (0, 0, 0, 0))))
    assert set(clear.tobytes()) == {255}
    pages = list(page_image.frames(tiff([np.full((9, 12), 255.0), np.full((20, 30), 0.0)], 300)))
    assert [page.size for page in pages] == [(12, 9), (30, 20)]


@pytest.mark.parametrize(("scanned", "drawn"), [(90, 180), (60, 150), (220, 300), (600, 300)])
def test_a_coarse_scan_is_not_drawn_finer_than_it_helps(
    scanned: int, drawn: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    widths: list[int] = []

    def run(_command: list[str], data: bytes = b"") -> bytes:
        widths.append(int(data.split()[1]))
        return table(("trang", 96))

    monkeypatch.setattr(ocr, "_tesseract", lambda: "tesseract")
    monkeypatch.setattr(tools, "run", run)
    page = Image.new("L", (2 * scanned, 3 * scanned), 255)  # two inches by three
    assert ocr.read_pdf(picture("PDF", page, resolution=scanned)).text == "trang"
    assert widths == [pytest.approx(2 * drawn, abs=1)]


@pytest.mark.parametrize("kind", ["PNG", "JPEG", "GIF", "BMP", "TIFF"])
def test_damaged_pictures_are_refused(kind: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(ocr, "_tesseract", lambda: "tesseract")
    monkeypatch.setattr(tools, "run", lambda *_: table(("chữ", 90)))
    whole = picture(kind, lines_of_print(300, 300))
    assert ocr.read_image(whole).text == "chữ"
    with pytest.raises(InputRefused):
        ocr.read_image(whole[: len(whole) // 2])


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
