"""PDFs of tỉnh Hư Cấu as programs other than Word lay them out, and as scanners and signing programs leave them."""

from collections.abc import Sequence

import pytest

from registry.parsing import canonicalise
from registry.parsing.canonical import CanonicalText
from registry.parsing.files import read_data
from registry.parsing.footnotes import RULE
from registry.parsing.lines import glue, join_pages
from tests.pdf_writer import ADVANCE, Page, written

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


@pytest.mark.parametrize("form", ["Trang {0}/{1}", "{0}/{1}", "- {0} -", "Page {0} of {1}"])
def test_page_numbers_go(form: str) -> None:
    pages = [Page().lines([*CLAUSE[:3], f"ngày {n} tháng 10."]).text(250, 30, form.format(n, 3), 10) for n in (1, 2, 3)]
    assert len(read(pages).text.split("\n")) == 3
    if "Trang" in form:
        assert len(read(pages[:2]).text.split("\n")) == 2
