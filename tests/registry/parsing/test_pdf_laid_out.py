"""PDFs of tỉnh Hư Cấu as programs other than Word lay them out, and as scanners and signing programs leave them."""

from collections.abc import Callable, Sequence
from hashlib import md5

import pytest
from PIL import Image

from registry.errors import InputRefused, MissingTool
from registry.parsing import canonicalise
from registry.parsing.canonical import CanonicalText
from registry.parsing.files import read_data
from registry.parsing.footnotes import RULE
from registry.parsing.formats import pdf
from registry.parsing.lines import glue, join_pages
from registry.parsing.raw import Doubt
from tests.pdf_writer import ADVANCE, Page, assembled, written

CLAUSE = [
    "1. Ủy ban nhân dân các xã của tỉnh Hư Cấu lập dự toán kinh phí",
    "hỗ trợ nhà ở cho hộ nghèo theo quy định tại khoản 2 Điều 5 của",
    "Quy định này và gửi Sở Tài chính tỉnh Hư Cấu thẩm định trước",
    "ngày 31 tháng 10 của năm trước năm kế hoạch, kèm danh sách hộ.",
]
WHOLE = " ".join(CLAUSE)


def read(pages: Sequence[Page]) -> CanonicalText:
    return canonicalise(read_data(written(pages), "a.pdf", ocr=False))


def test_notes_below_a_drawn_rule_are_set_apart_and_go_on_to_the_next_page() -> None:
    mark = 60 + ADVANCE * 13 * len(CLAUSE[3])
    first = Page().lines(CLAUSE).text(mark, 731, "1", 7).rule(60, 120, 140)
    first.text(60, 111, "1", 6).text(66, 108, "Khoản này được sửa đổi theo Quyết định số 9903/2024/QĐ-UBND, có", 9)
    second = Page().lines(["2. Sở Tài chính tỉnh Hư Cấu trình Ủy ban nhân dân tỉnh."]).rule(60, 120, 140)
    second.lines(["hiệu lực từ ngày 01 tháng 3 năm 2024."], y=108, size=9)
    found = read([first, second])
    note = "[1] Khoản này được sửa đổi theo Quyết định số 9903/2024/QĐ-UBND, có hiệu lực từ ngày 01 tháng 3 năm 2024."
    assert found.text.split("\n") == [
        f"{WHOLE}[1]", "2. Sở Tài chính tỉnh Hư Cấu trình Ủy ban nhân dân tỉnh.", RULE, note,
    ]  # fmt: skip
    assert not found.issues


def test_a_rule_above_words_of_the_same_size_parts_no_notes() -> None:
    assert read([Page().lines(CLAUSE[:2]).rule(60, 752, 140).lines(CLAUSE[2:], y=744)]).text == WHOLE


def test_a_centred_title_ends_where_a_paragraph_begins() -> None:
    page = Page().text(220, 798, "QUYẾT ĐỊNH").text(204, 780, "Về hỗ trợ nhà ở")
    first = "Quyết định số 9902/2024/QĐ-UBND của tỉnh Hư Cấu, được sửa"
    rest = ["đổi, bổ sung bởi Quyết định số 9903/2024/QĐ-UBND của Ủy ban ND", *[each[:62] for each in CLAUSE[:1] * 4]]
    page.text(84, 762, first + "ab").lines([each.ljust(62, "x") for each in rest], y=744)
    assert read([page]).text.split("\n")[:3] == [
        "QUYẾT ĐỊNH",
        "Về hỗ trợ nhà ở",
        first + "ab " + rest[0].ljust(62, "x"),
    ]


@pytest.mark.parametrize("turn", [0, 90, 180, 270])
@pytest.mark.parametrize("rotate", [0, 90, 180, 270])
def test_pages_are_read_whichever_way_they_are_turned(rotate: int, turn: int) -> None:
    places = {0: (60, 780, 0, -18), 90: (100, 100, 18, 0), 180: (540, 100, 0, 18), 270: (540, 780, -18, 0)}
    x, y, right, up = places[turn]
    page = Page(rotate=rotate)
    for at, line in enumerate(CLAUSE):
        page.text(x + right * at, y + up * at, line, turn=turn)
    assert read([page]).text == WHOLE


def test_a_number_broken_at_a_hyphen_leaves_no_gap_in_its_paragraph() -> None:
    lines = [
        "1. Thực hiện theo quy định tại Nghị định số 9917/2022/NĐ-",
        "CP ngày 10 tháng 6 năm 2022 của Chính phủ và Quyết định số",
        "9902/2024/QĐ-UBND ngày 01 tháng 02 năm 2024, Thông tư số 99/",
        "2023/TT-BTC của tỉnh Hư Cấu.",
    ]
    assert read([Page().lines(lines)]).text == f"{lines[0]}{lines[1]} {lines[2]}{lines[3]}"


@pytest.mark.parametrize(
    ("paragraph", "line", "whole"),
    [
        ("của Bộ trư-", "ởng Bộ", "của Bộ trưởng Bộ"),
        ("giáo dục ngh-", "iệp, ngh", "giáo dục nghiệp, ngh"),
        ("Ti-", "ến độ", "Tiến độ"),
        ("các mô-", "đun", "các mô-đun"),
        ("xi-", "măng", "xi-măng"),
        ("số 9/2024/NĐ-", "CP", "số 9/2024/NĐ-CP"),
        ("QĐ-", "UBND", "QĐ-UBND"),
    ],
)
def test_a_parted_syllable_becomes_whole(paragraph: str, line: str, whole: str) -> None:
    assert glue(paragraph, line) == whole


@pytest.mark.parametrize(
    ("lines", "paragraphs"),
    [
        (["1.", "Căn cứ lập báo cáo"], ["1. Căn cứ lập báo cáo"]),
        (["1.", "a) Một"], ["1.", "a) Một"]),
        (["CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT", "NAM"], ["CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM"]),
        (["SỞ NÔNG NGHIỆP VÀ", "MÔI TRƯỜNG"], ["SỞ NÔNG NGHIỆP VÀ MÔI TRƯỜNG"]),
        (["KT. GIÁM ĐỐC", "PHÓ GIÁM ĐỐC"], ["KT. GIÁM ĐỐC", "PHÓ GIÁM ĐỐC"]),
        (
            ["NGHỊ ĐỊNH", "Về tổ hợp tác", "Nghị định số 9917/2019/NĐ-CP ngày 10 tháng 10 năm 2019 của Chính phủ"],
            ["NGHỊ ĐỊNH", "Về tổ hợp tác", "Nghị định số 9917/2019/NĐ-CP ngày 10 tháng 10 năm 2019 của Chính phủ"],
        ),
        (
            ["NGHỊ ĐỊNH", "Sửa đổi một số điều của", "Nghị định số 9917/2019/NĐ-CP"],
            ["NGHỊ ĐỊNH", "Sửa đổi một số điều của Nghị định số 9917/2019/NĐ-CP"],
        ),
        (
            ["LUẬT", "DIỀU GIẤY", "Luật Diều giấy số 9908/2019/QH14 ngày 10 tháng 10 năm 2019 của Quốc hội, có hiệu"],
            ["LUẬT", "DIỀU GIẤY", "Luật Diều giấy số 9908/2019/QH14 ngày 10 tháng 10 năm 2019 của Quốc hội, có hiệu"],
        ),
        (["LUẬT", "DIỀU GIẤY", "VÀ RỒNG GIẤY"], ["LUẬT", "DIỀU GIẤY VÀ RỒNG GIẤY"]),
        (["VĂN BẢN QUY PHẠM PHÁP", "LUẬT", "BỘ DIỀU GIẤY"], ["VĂN BẢN QUY PHẠM PHÁP LUẬT", "BỘ DIỀU GIẤY"]),
        (["VĂN BẢN PHÁP", "LUẬT KHÁC"], ["VĂN BẢN PHÁP LUẬT KHÁC"]),
    ],
)  # fmt: skip
def test_what_goes_on_in_the_next_line(lines: list[str], paragraphs: list[str]) -> None:
    assert join_pages([lines]) == paragraphs


def test_letters_that_a_page_cuts_off_are_not_read() -> None:
    cut = "q 0 56 595 786 re W n "
    page = Page().lines(CLAUSE).draw(cut).text(60, 44, "ÔÂ").draw("Q ")
    assert read([page]).text == WHOLE


HEAD = ["TT", "Nội dung hỗ trợ", "Đơn vị thực hiện", "Định mức"]


def table(first: int, head: Sequence[str] = HEAD) -> Page:
    page = Page()
    rows = [head, *([str(n), f"Nhà ở tổ {n}", "Sở Hư Cấu", f"{n}00"] for n in range(first, first + 3))]
    for at, row in enumerate(rows):
        for column, cell in enumerate(row):
            page.text(60 + 120 * column, 780 - 18 * at, cell, 9)
    return page


def test_the_head_of_a_table_is_kept_once() -> None:
    text = read([Page().lines(CLAUSE), table(1), table(4), table(7)]).text
    assert [text.count(cell) for cell in HEAD] == [1, 1, 1, 1]
    assert [f"tổ {n}" in text for n in range(1, 10)] == [True] * 9
    assert read([table(1), table(1, ["TT", "Nội dung", "Đơn vị", "Mức"])]).text.count("TT") == 2


STAMPS = [
    ["Ký bởi: Ủy ban nhân dân tỉnh Hư Cấu", "Email: vanthu@hucau.example", "Thời gian ký: 12/05/2024 08:30:11 +07:00"],
    ["Người ký: Nguyễn Văn Cấu", "Ngày ký: 12-05-2024 08:30:11 SA"],
    ["Digitally signed by Nguyễn Văn Cấu", "Date: 2024.05.12 08:30:11 +07'00'"],
    ["Digitally signed by UBND", "DN: C=VN, O=UBND", "Reason: Phát hành", "Date: 2024.05.12 08:30:11"],
]


@pytest.mark.parametrize("stamp", STAMPS)
def test_the_stamp_of_a_digital_signature_is_no_part_of_a_clause(stamp: list[str]) -> None:
    page = Page().lines(CLAUSE[:2]).lines(stamp, x=400, y=740, pitch=9, size=8).lines(CLAUSE[2:], y=744)
    assert read([page]).text == WHOLE


def test_the_imprint_of_a_gazette_goes() -> None:
    imprint = ["VĂN PHÒNG UBND TỈNH HƯ CẤU XUẤT BẢN", "Địa chỉ:", "Số 1, đường Một", "In tại:", "Nhà in Hư Cấu"]
    assert read([Page().lines(CLAUSE), Page().lines(imprint)]).text == WHOLE
    assert "In tại" in read([Page().lines(CLAUSE), Page().lines(["2. Địa chỉ:", *imprint[1:]])]).text


@pytest.mark.parametrize("form", ["Trang {0}/{1}", "{0}/{1}", "- {0} -", "Page {0} of {1}"])
def test_page_numbers_go(form: str) -> None:
    pages = [Page().lines([*CLAUSE[:3], f"ngày {n} tháng 10."]).text(250, 30, form.format(n, 3), 10) for n in (1, 2, 3)]
    assert len(read(pages).text.split("\n")) == 3
    if "Trang" in form:
        assert len(read(pages[:2]).text.split("\n")) == 2


@pytest.mark.parametrize(
    ("words", "size", "turn", "told"),
    [("BẢN SAO", 90, 45, True), ("DỰ THẢO", 60, 0, True), ("MẬT", 60, 30, True), ("BẢN SAO", 13, 0, False)],
)
def test_words_across_the_page_stand_in_no_clause(words: str, size: float, turn: float, told: bool) -> None:
    found = read([Page().lines(CLAUSE[:2]).text(150, 500, words, size, turn).lines(CLAUSE[2:], y=744)])
    assert (found.text == WHOLE) is told
    assert [one.code for one in found.issues] == ["watermark"] * told
    assert words in (found.issues[0].message if told else found.text)


def test_slanted_words_of_the_size_of_the_text_are_kept() -> None:
    found = read([Page().lines(CLAUSE).text(150, 500, "Nội dung chi", 13, 60)])
    assert found.text == f"{WHOLE}\nNội dung chi"
    assert not found.issues


PICTURE = Image.new("L", (60, 85), 200)
SEEN = pdf.Recognised("Điều 2. Kinh phí\nKinh phí của tỉnh Hư Cấu.", (Doubt(13, 41.0),), 88.0)


def pages_of(*kinds: str) -> list[Page]:
    """Pages of text (t), a picture (p), a scanner's layer (s: good, x: not Vietnamese), codes (c), or blank (b)."""
    poor = [
        "1. Uy b@n nhan dan cac xa cua tinh Hu C@u lap du toan",
        "kinh phi ho tro nha o cho h0 ngheo theo quy dinh tai",
    ]
    made: dict[str, Callable[[], Page]] = {
        "t": lambda: Page().lines([*CLAUSE, *CLAUSE]),
        "p": lambda: Page().picture(PICTURE),
        "s": lambda: Page().picture(PICTURE).lines(CLAUSE * 2, mode=3),
        "u": lambda: Page().lines(CLAUSE * 2).picture(PICTURE),
        "x": lambda: Page().picture(PICTURE).lines(poor * 3, mode=3),
        "v": lambda: Page().picture(PICTURE).lines(CLAUSE * 2),
        "b": Page,
    }
    return [made[kind]() for kind in kinds]


@pytest.mark.parametrize(
    ("kinds", "codes", "recognised"),
    [
        ("tpt", ["pages-recognised"], [1]),
        ("tbt", [], []),
        ("tst", ["pages-scanned"], []),
        ("tut", ["pages-scanned"], []),
        ("tvt", [], []),
        ("xxx", ["pages-recognised"], [0, 1, 2]),
    ],
    ids=["picture", "blank", "scanner's words", "words below a picture", "words upon a picture", "poor words"],
)
def test_pages_are_recognised_where_their_words_cannot_be_read(
    kinds: str, codes: list[str], recognised: list[int]
) -> None:
    asked: list[int] = []

    def recogniser(document: object, at: int) -> pdf.Recognised:
        asked.append(at)
        return SEEN

    raw = pdf.read(written(pages_of(*kinds)), recogniser)
    assert asked == recognised
    assert [one.code for one in raw.issues] == codes
    assert len(raw.doubtful) == len(recognised)


def test_doubtful_words_of_a_page_between_others_keep_their_place() -> None:
    raw = pdf.read(written(pages_of(*"tpt")), lambda document, at: SEEN)
    assert [raw.text[doubt.start :].split("\n")[0] for doubt in raw.doubtful] == [SEEN.text[13:].split("\n")[0]]
    assert [raw.pages[at].count("Kinh phí") for at in range(3)] == [0, 2, 0]


def test_without_recognition_such_pages_are_told() -> None:
    def lacking(document: object, at: int) -> pdf.Recognised:
        raise MissingTool("missing-tool", "Chưa cài tesseract.")

    for recogniser in (None, lacking):
        raw = pdf.read(written(pages_of(*"tpxt")), recogniser)
        assert [one.code for one in raw.issues] == ["pages-without-text", "pages-doubtful"]
        assert ["2" in raw.issues[0].message, "3" in raw.issues[1].message] == [True, True]


def test_codes_without_a_meaning_are_told() -> None:
    raw = pdf.read(written([Page().lines(CLAUSE)], names=False))
    assert "pages-doubtful" in [one.code for one in raw.issues]


def rc4(key: bytes, data: bytes) -> bytes:
    state, out, a, b = list(range(256)), bytearray(), 0, 0
    for at in range(256):
        a = (a + state[at] + key[at % len(key)]) % 256
        state[at], state[a] = state[a], state[at]
    a = 0
    for byte in data:
        a = (a + 1) % 256
        b = (b + state[a]) % 256
        state[a], state[b] = state[b], state[a]
        out.append(byte ^ state[(state[a] + state[b]) % 256])
    return bytes(out)


PADDING = bytes.fromhex("28BF4E5E4E758A4164004E56FFFA01082E2E00B6D0683E802F0CA9FE6453697A")


def locked(user: bytes) -> bytes:
    """A PDF in RC4 of 40 bits (ISO 32000-1, 7.6.3, algorithms 1 to 4), which a user's password opens."""
    owner_key = md5(PADDING).digest()[:5]
    owner = rc4(owner_key, (user + PADDING)[:32])
    key = md5((user + PADDING)[:32] + owner + (-44).to_bytes(4, "little", signed=True) + b"ab").digest()[:5]
    content = b"BT /F0 13 Tf 60 780 Td (Quy dinh cua tinh Hu Cau) Tj ET"
    sealed = rc4(md5(key + (5).to_bytes(3, "little") + b"\0\0").digest()[:10], content)
    parts = [
        b"<</Type/Catalog/Pages 2 0 R>>",
        b"<</Type/Pages/Kids[4 0 R]/Count 1>>",
        b"<</Type/Font/Subtype/Type1/BaseFont/Helvetica>>",
        b"<</Type/Page/Parent 2 0 R/MediaBox[0 0 595 842]/Contents 5 0 R/Resources<</Font<</F0 3 0 R>>>>>>",
        b"<</Length %d>>stream\n%s\nendstream" % (len(sealed), sealed),
    ]
    lock = b"/Encrypt<</Filter/Standard/V 1/R 2/O<%s>/U<%s>/P -44>>/ID[<6162><6162>]"
    return assembled(parts, lock % (owner.hex().encode(), rc4(key, PADDING).hex().encode()))


def test_a_file_that_only_its_owner_may_change_is_read_and_one_with_a_password_is_not() -> None:
    assert read_data(locked(b""), "a.pdf", ocr=False).text == "Quy dinh cua tinh Hu Cau"
    with pytest.raises(InputRefused) as refused:
        read_data(locked(b"hucau"), "a.pdf", ocr=False)
    assert refused.value.code == "encrypted"
    assert refused.value.hint


FILES = b"<</EmbeddedFiles<</Names[(a)<</Type/Filespec/F(phu-luc.xlsx)/UF(phu-luc.xlsx)/EF<<>>>>]>>>>"


def test_files_inside_a_file_are_named_and_a_mere_cover_is_refused() -> None:
    page = Page().lines([*CLAUSE, *CLAUSE])
    raw = pdf.read(written([page], extra={"Names": FILES}))
    assert [one.code for one in raw.issues] == ["enclosed-files"]
    assert "phu-luc.xlsx" in raw.issues[0].message
    cover = written([page], extra={"Names": FILES, "Collection": b"<</Type/Collection>>"})
    form = written(
        [Page().lines(["Please wait...", "If this message is not eventually replaced by the proper contents"])]
    )
    for data, code in ((cover, "portfolio"), (form, "dynamic-form")):
        with pytest.raises(InputRefused) as refused:
            pdf.read(data)
        assert (refused.value.code, bool(refused.value.hint)) == (code, True)
