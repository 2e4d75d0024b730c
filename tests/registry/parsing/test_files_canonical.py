"""Printed pages to canonical text: pairs of input and expected text, and what holds for any text."""

import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from registry.parsing import FileKind, Layout, RawDocument, canonicalise
from registry.parsing.footnotes import RULE, footnotes_of

PAIRS = {
    "cells of a letterhead run together": (
        "UBND TỈNH HƯ CẤU CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM\n"
        "Số: 9999/QĐ-UBND Hư Cấu, ngày 01 tháng 02 năm 2099\nCông dân nước Cộng hòa xã hội chủ nghĩa Việt Nam.",
        "UBND TỈNH HƯ CẤU\nCỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM\n"
        "Số: 9999/QĐ-UBND\nHư Cấu, ngày 01 tháng 02 năm 2099\nCông dân nước Cộng hòa xã hội chủ nghĩa Việt Nam.",
    ),
    "gazette page turns inside a sentence": (
        "58 \n"
        "CÔNG BÁO/Số 1 + 2/Ngày 30-4-2023 \n"
        " \n"
        "1. Ủy ban nhân dân tỉnh Hư Cấu hướng dẫn các xã tổ chức thực hiện nội dung hỗ trợ \n"
        "người dân, phù hợp với điều kiện thực tế, bảo đảm đúng mục tiêu và nguồn vốn của tỉnh và \n"
        "\n \n \n"
        "CÔNG BÁO/Số 1 + 2/Ngày 30-4-2023 \n"
        "59 \n \n"
        "của các xã. \n"
        "2. Các xã báo cáo kết quả. \n",
        "1. Ủy ban nhân dân tỉnh Hư Cấu hướng dẫn các xã tổ chức thực hiện nội dung hỗ trợ người dân, phù hợp với điều "
        "kiện thực tế, bảo đảm đúng mục tiêu và nguồn vốn của tỉnh và của các xã.\n2. Các xã báo cáo kết quả.",
    ),
    "signature stamps go, a form that asks for the same fields stays": (
        "a) Nội dung thứ nhất của quy định; \n"
        "Người ký: Cổng Thông tin điện tử tỉnh Hư Cấu\n"
        "Email: cong@hucau.example\n"
        "Cơ quan: Văn phòng\n"
        "Thời gian ký: 28.04.2023 16:02:23 +07:00\n\n"
        "Ký bởi: CÔNG BÁO TỈNH HƯ CẤU\n"
        "Cơ quan: VĂN PHÒNG\n"
        "Ngày ký: 2026-04-24 17:05:16 +07:00\n"
        "b) Nội dung thứ hai. \n"
        "Người ký: ............\n"
        "Cơ quan: ............\n",
        "a) Nội dung thứ nhất của quy định;\nb) Nội dung thứ hai.\nNgười ký: ............\nCơ quan: ............",
    ),
    "numbers broken over lines": (
        "Căn cứ Nghị định số \n9999/2022/NĐ-\nCP ngày 19 tháng 4 năm 2022 và Quyết định số 8888/\n"
        "2021/QĐ-UBND của Ủy ban nhân dân tỉnh Hư Cấu; Thông tư số 7777/2022/TT-\nBHC của Bộ Hư Cấu;\n",
        "Căn cứ Nghị định số 9999/2022/NĐ-CP ngày 19 tháng 4 năm 2022 và Quyết định số 8888/2021/QĐ-UBND của Ủy "
        "ban nhân "
        "dân tỉnh Hư Cấu; Thông tư số 7777/2022/TT-BHC của Bộ Hư Cấu;",
    ),
    "a number broken before its hyphen in a narrow cell": (
        "theo Quyết định số 9999/2018/QĐ\n-TTg ngày\n",
        "theo Quyết định số 9999/2018/QĐ-TTg ngày",
    ),
    "an article at the top of a page begins, whatever the page before broke off": (
        "a) Đối với số tiền hỗ trợ theo quy định của Luật Hư Cấu đã được sửa đổi, bổ sung một số điều theo\n"
        "CÔNG BÁO/Số 1 + 2/Ngày 30-4-2023 \n59 \n \nĐiều 50. Điều khoản chuyển tiếp\n1. Khoản một.\n",
        "a) Đối với số tiền hỗ trợ theo quy định của Luật Hư Cấu đã được sửa đổi, bổ sung một số điều theo\n"
        "Điều 50. Điều khoản chuyển tiếp\n1. Khoản một.",
    ),
    "a page with text set sideways prints its number at both ends": (
        "58\n\nNội dung bảng hư cấu\nCÔNG BÁO/Số 1 + 2/Ngày 30-4-2023\n58\f59\n\nBảng sau\n"
        "CÔNG BÁO/Số 1 + 2/Ngày 30-4-2023\n59",
        "Nội dung bảng hư cấu\nBảng sau",
    ),
    "a letter left above the letterhead": (
        "CÔNG BÁO/Số 1 + 2/Ngày 30-4-2023 \n58 \n \np \nUBND TỈNH HƯ CẤU\nSố: 9999/QĐ-UBND\n",
        "UBND TỈNH HƯ CẤU\nSố: 9999/QĐ-UBND",
    ),
    "an act named after a full line of a legal basis belongs to it": (
        "Căn cứ Nghị định số 9998/2007/NĐ-CP ngày 01 tháng 8 năm 2007 của Chính phủ quy định chi tiết Luật Hư Cấu;\n"
        "Nghị định số 9999/2018/NĐ-CP sửa đổi, bổ sung một số điều;\n",
        "Căn cứ Nghị định số 9998/2007/NĐ-CP ngày 01 tháng 8 năm 2007 của Chính phủ quy định chi tiết Luật Hư Cấu; "
        "Nghị định số 9999/2018/NĐ-CP sửa đổi, bổ sung một số điều;",
    ),
    "starts of units are kept apart": (
        "Điều 1. Phạm vi \nQuy định này áp dụng tại tỉnh Hư Cấu. \n1. Khoản một: \na) Điểm a; \nđ) Điểm đ: \n"
        "- Gạch đầu dòng; \n"
        "2a. Khoản hai a. \nChương II \nTỔ CHỨC THỰC HIỆN VÀ TRÁCH NHIỆM CỦA CÁC CƠ QUAN, \nĐƠN VỊ \n"
        "Nơi nhận: \n- Như trên; \n"
        "KT. CHỦ TỊCH \nPHÓ CHỦ TỊCH \n",
        "Điều 1. Phạm vi\nQuy định này áp dụng tại tỉnh Hư Cấu.\n1. Khoản một:\na) Điểm a;\nđ) Điểm đ:\n"
        "- Gạch đầu dòng;\n"
        "2a. Khoản hai a.\nChương II\nTỔ CHỨC THỰC HIỆN VÀ TRÁCH NHIỆM CỦA CÁC CƠ QUAN, ĐƠN VỊ\nNơi nhận:\n"
        "- Như trên;\n"
        "KT. CHỦ TỊCH\nPHÓ CHỦ TỊCH",
    ),
    "the title under the type is one paragraph": (
        "ỦY BAN NHÂN DÂN \n_______ \nCỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM \nĐộc lập - Tự do - Hạnh phúc \n"
        "------- \n \nQUYẾT ĐỊNH \n"
        "Quy định mức hỗ trợ \nhộ nghèo trên địa bàn \ntỉnh Hư Cấu \n \nCăn cứ Luật Hư Cấu; \n",
        "ỦY BAN NHÂN DÂN\nCỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM\nĐộc lập - Tự do - Hạnh phúc\nQUYẾT ĐỊNH\n"
        "Quy định mức hỗ trợ hộ nghèo trên địa bàn tỉnh Hư Cấu\nCăn cứ Luật Hư Cấu;",
    ),
    "a dash inside a name is not a list": (
        "Căn cứ ý kiến thống nhất của các cơ quan, Ủy ban nhân dân và Sở thuộc Bộ Lao động \n"
        "- Thương binh và Xã hội về tỉnh Hư Cấu.\n",
        "Căn cứ ý kiến thống nhất của các cơ quan, Ủy ban nhân dân và Sở thuộc Bộ Lao động - Thương binh và Xã "
        "hội về tỉnh "
        "Hư Cấu.",
    ),
    "cells of a printed table stay lines": (
        "TT \nNội dung \nMức \n1 \nHỗ trợ \n100 \n",
        "TT\nNội dung\nMức\n1\nHỗ trợ\n100",
    ),
    "signs that cannot be seen": (
        "Quy\u00ad định\u200b của\u00a0tỉnh\ufeff Hư\u2003Cấu \uf0b7 mục \x85 hết\n",
        "Quy định của tỉnh Hư Cấu • mục … hết",
    ),
    "decomposed letters": (unicodedata.normalize("NFD", "Quyết định của tỉnh Hư Cấu"), "Quyết định của tỉnh Hư Cấu"),
}


def printed(text: str) -> RawDocument:
    return RawDocument(FileKind.GAZETTE_JSON, text, Layout.LINES)


@pytest.mark.parametrize("what", PAIRS)
def test_golden_pairs(what: str) -> None:
    raw, expected = PAIRS[what]
    assert canonicalise(printed(raw)).text == expected


RULE_LINE = " " * 42
CONSOLIDATED = (
    "54 \nCÔNG BÁO/Số 1 + 2/Ngày 23-5-2023 \n  \n"
    "Điều 1. Phạm vi điều chỉnh1 \n"
    "1.2 Quy định này quy định mức hỗ trợ cho các hộ dân trên địa bàn tỉnh Hư Cấu từ năm 20253 \n"
    "cho đến hết thời gian thực hiện chương trình, bao gồm mức hỗ trợ đất 400 m2 và các nội \n"
    f"{RULE_LINE}\n"
    "1 Điều này được sửa đổi theo quy định tại Điều 1 Quyết định số 9999/2023/QĐ-\nUBND.\n"
    "2 Khoản này được bổ sung theo quy định tại Điều 2 của:\n“1. Quyết định thứ nhất.\n2. Quyết định thứ hai.”\n"
    "3 Cụm từ này được thay thế.\n"
    "\n \n \nCÔNG BÁO/Số 1 + 2/Ngày 23-5-2023 \n55 \n \n"
    "dung khác. \nĐiều 2. Hiệu lực \n"
)


def test_notes_leave_the_flow_and_stay_linked() -> None:
    found = canonicalise(printed(CONSOLIDATED))
    body, notes = found.text.split(f"\n{RULE}\n")
    assert body.split("\n") == [
        "Điều 1. Phạm vi điều chỉnh[1]",
        "1.[2] Quy định này quy định mức hỗ trợ cho các hộ dân trên địa bàn tỉnh Hư Cấu từ năm 2025[3] cho đến "
        "hết thời gian "
        "thực hiện chương trình, bao gồm mức hỗ trợ đất 400 m2 và các nội dung khác.",
        "Điều 2. Hiệu lực",
    ]
    assert notes.split("\n")[0] == "[1] Điều này được sửa đổi theo quy định tại Điều 1 Quyết định số 9999/2023/QĐ-UBND."
    assert [note.mark for note in found.footnotes] == ["1", "2", "3"]
    for note in found.footnotes:
        assert note.anchor is not None
        assert found.text[note.anchor :].startswith(f"[{note.mark}]")
        assert found.text[note.start : note.end].startswith(f"[{note.mark}] ")
    assert "Quyết định thứ hai" in found.text[found.footnotes[1].start : found.footnotes[1].end]
    assert footnotes_of(found.text) == found.footnotes
    assert not found.issues


def test_a_note_runs_on_under_the_longer_rule_at_the_top_of_a_page() -> None:
    text = (
        f"Điều 8. Hiệu lực thi hành1 \n{RULE_LINE}\n1 Quyết định số 9999/2023/QĐ-UBND quy định như sau: \n"
        f"CÔNG BÁO/Số 1 + 2/Ngày 23-5-2023 \n55 \n{' ' * 135}\nĐiều 10. Hiệu lực \n1. Có hiệu lực. \n"
        "CÔNG BÁO/Số 1 + 2/Ngày 23-5-2023 \n56 \n \nĐiều 9. Tổ chức thực hiện \n"
    )
    body, notes = canonicalise(printed(text)).text.split(f"\n{RULE}\n")
    assert body.split("\n") == ["Điều 8. Hiệu lực thi hành[1]", "Điều 9. Tổ chức thực hiện"]
    assert notes.endswith("Điều 10. Hiệu lực\n1. Có hiệu lực.")


def test_a_mark_that_is_not_found_is_a_doubt_and_changes_nothing() -> None:
    page = f"Mẫu số 3.1. Bảng điểm \nKhoản 11 Điều này. \n{RULE_LINE}\n1 Ghi theo danh mục của tỉnh Hư Cấu. \n"
    found = canonicalise(printed(page))
    assert found.text.startswith("Mẫu số 3.1. Bảng điểm\nKhoản 11 Điều này.\n")
    assert found.footnotes[0].anchor is None
    assert [doubt.code for doubt in found.issues] == ["footnote-mark"]


def test_running_page_numbers_go_and_repeated_sentences_stay() -> None:
    pages = [f"Trang đầu {n} của quy định tỉnh Hư Cấu.\nCâu này có ở mọi trang.\n{n}" for n in range(3, 9)]
    text = canonicalise(printed("\f".join(pages))).text
    assert text.count("Câu này có ở mọi trang.") == 6
    assert not any(line.isdigit() for line in text.split("\n"))


LETTERS = "aăâđeêioôơuưy ÀẠĐ.,;:-–/()[]“”0123456789\n\r\f\t\x02\xad\ufffe\u0323"
GRAMMAR = st.sampled_from(
    [
        *("Điều 1. ", "1. ", "a) ", "- ", "CÔNG BÁO/Số 1 + 2/Ngày 01-02-2023", "12", " " * 42, " " * 135, "[1]", RULE),
        *("1 Khoản này được bổ sung.", "|", " | ", "Ký bởi: a", "Cơ quan: b", "Ngày ký: 2026-04-24 17:05:16 +07:00"),
        *("QUYẾT ĐỊNH", "27/2022/NĐ-", "CP", "\n", "\n\n", "\f", "(", ")", "chữ thường", "số", "9999/QĐ-UBND"),
    ]
)
ANY = st.one_of(st.text(), st.text(LETTERS), st.lists(GRAMMAR).map("\n".join), st.lists(GRAMMAR).map("".join))


@given(ANY, st.sampled_from(Layout))
def test_any_text_becomes_canonical_once_and_for_all(text: str, layout: Layout) -> None:
    found = canonicalise(RawDocument(FileKind.TEXT, text, layout))
    assert unicodedata.is_normalized("NFC", found.text)
    assert all(line and line == line.strip(" ") and "  " not in line for line in found.text.split("\n") if found.text)
    assert not set(found.text) & set("\r\f\t\x00\x02\x1c\x1d\xad\u200b\ufeff\ufffe")
    assert canonicalise(RawDocument(FileKind.TEXT, found.text)).text == found.text
    assert all(found.text[note.start] == "[" for note in found.footnotes)
