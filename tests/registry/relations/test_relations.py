"""Relations that a text states: one small document per form."""

from datetime import date

import pytest

from registry.citations import find
from registry.document import Header, Relation
from registry.parsing.structure import provisions
from registry.relations import state

OWN = Header(number="99/2098/TT-BHC", type="Thông tư", issued=date(2098, 6, 5))
TAIL = "Điều 9. Hiệu lực\nThông tư này có hiệu lực thi hành kể từ ngày 01 tháng 8 năm 2098."


def stated(text: str, header: Header = OWN) -> tuple[Relation, ...]:
    tree = provisions(text)[0]
    found = state(text, header, tree, find(text, header=header, provisions=tree))
    assert all(0 <= one.start < one.end <= len(text) for one in found)
    return found


def edges(text: str, *verbs: str, header: Header = OWN) -> list[tuple[str, str | None, str | None]]:
    return [(one.verb, one.number or one.name, one.provision) for one in stated(text, header) if one.verb in verbs]


def with_bases(*lines: str) -> str:
    return "\n".join(("THÔNG TƯ", "Quy định thử nghiệm", *lines, "Điều 1. Phạm vi", "Nội dung.", TAIL))


@pytest.mark.parametrize(
    ("line", "numbers"),
    [
        ("Căn cứ Nghị định số 14/2097/NĐ-CP ngày 17 tháng 02 năm 2097 của Chính phủ;", ["14/2097/NĐ-CP"]),
        ("Căn cứ Luật Đất đai ngày 18 tháng 01 năm 2097; Luật Nhà ở ngày 19/6/2097;", ["Luật Đất đai", "Luật Nhà ở"]),
        ("Căn cứ Luật Đất đai và Luật Nhà ở;", ["Luật Đất đai", "Luật Nhà ở"]),
        (
            "Căn cứ Luật Đất đai số 31/2097/QH15 được sửa đổi, bổ sung bởi Luật số 43/2098/QH15, Luật số 96/2098/QH15;",
            ["31/2097/QH15"],
        ),
        (
            "Căn cứ Luật số 90/2098/QH15 sửa đổi, bổ sung một số điều của Luật Đấu thầu, Luật Hải quan;",
            ["90/2098/QH15"],
        ),
        (
            "Căn cứ Nghị định số 15/2097/NĐ-CP của Chính phủ quy định chi tiết Luật Giáo dục nghề nghiệp;",
            ["15/2097/NĐ-CP"],
        ),
        ("Căn cứ các Luật số 43/2097/QH15, số 47/2097/QH15;", ["43/2097/QH15", "47/2097/QH15"]),
        ("Thực hiện Quyết định số 9998/QĐ-TTg ngày 14/10/2097;", ["9998/QĐ-TTg"]),
        ("Xét Tờ trình số 65/TTr-SHC ngày 31/3/2098;", []),
        ("Theo đề nghị của Giám đốc Sở Hư Cấu tại Tờ trình số 65/TTr-SHC;", []),
        ("Căn cứ ý kiến của Bộ Hư Cấu tại văn bản số 99/BHC-VP;", []),
        ("Căn cứ các quy định trên, doanh nghiệp nêu tại Nghị quyết số 98/2097/QH15 kê khai như sau;", []),
        (
            "Căn cứ Nghị định số 87/2098/NĐ-CP ngày 01/7/2098 của Chính phủ sửa đổi, bổ sung một số điều của Nghị định "
            "số 78/2097/NĐ-CP ngày 01/4/2097 của Chính phủ quy định chi tiết Luật Hư cấu và Nghị định số 79/2097/NĐ-CP "
            "ngày 01/4/2097 của Chính phủ về kiểm tra văn bản;",
            ["87/2098/NĐ-CP"],
        ),
        (
            "Căn cứ Nghị định số 48/2098/NĐ-CP ngày 01/7/2098 của Chính phủ sửa đổi, bổ sung một số điều của các nghị "
            "định về thủ tục và Nghị định số 92/2098/NĐ-CP ngày 01/8/2098 của Chính phủ sửa đổi các nghị định ấy;",
            ["48/2098/NĐ-CP", "92/2098/NĐ-CP"],
        ),
    ],
)
def test_bases(line: str, numbers: list[str]) -> None:
    assert [number for _, number, _ in edges(with_bases(line), "based_on")] == numbers


def test_a_basis_may_be_a_provision() -> None:
    text = with_bases("Căn cứ khoản 2 Điều 5 Luật Đất đai số 31/2097/QH15;")
    assert edges(text, "based_on") == [("based_on", "31/2097/QH15", "d5.k2")]


def test_proposals_are_references() -> None:
    text = with_bases("Căn cứ Luật Đất đai;", "Xét Tờ trình số 65/TTr-SHC ngày 31/3/2098;")
    assert ("refers", "65/TTr-SHC", None) in edges(text, "refers")


def test_a_căn_cứ_in_a_form_is_no_basis() -> None:
    text = with_bases("Căn cứ Luật Đất đai;") + "\nMẫu số 01\nCăn cứ Luật Nhà ở;"
    assert edges(text, "based_on") == [("based_on", "Luật Đất đai", None)]


@pytest.mark.parametrize(
    "annex", ["Phụ lục I\nDANH MỤC", "QUY CHẾ\nHƯ CẤU\n(Ban hành kèm theo Thông tư số 99/2098/TT-BHC)"]
)
@pytest.mark.parametrize("body", ["Điều 1. Phạm vi\nNội dung.", "I. MỤC ĐÍCH\n1. Nội dung."])
def test_a_căn_cứ_in_an_annex_is_no_basis(body: str, annex: str) -> None:
    signed = "Nơi nhận:\n- Lưu: VT.\nBỘ TRƯỞNG\nNguyễn Văn Hư"
    text = f"THÔNG TƯ\nQuy định thử nghiệm\nCăn cứ Luật Đất đai;\n{body}\n{signed}\n{annex}\nCăn cứ Luật Nhà ở;\nHết."
    assert edges(text, "based_on") == [("based_on", "Luật Đất đai", None)]


AMENDING = """THÔNG TƯ
Sửa đổi, bổ sung một số điều của Thông tư số 98/2097/TT-BHC ngày 05/6/2097 của Bộ Hư Cấu hướng dẫn Luật Đất đai
Căn cứ Luật Đất đai;
Điều 1. Sửa đổi, bổ sung một số điều của Thông tư số 98/2097/TT-BHC
1. Sửa đổi khoản 2 Điều 5 như sau:
“2. Bãi bỏ Điều 3 Thông tư số 11/2090/TT-BHC.”
2. Bổ sung khoản 4a vào sau khoản 4 Điều 6 như sau:
“4a. Nội dung.”
3. Bãi bỏ khoản 4 Điều 8 và Phụ lục II.
4. Thay thế cụm từ “Điều 1” bằng cụm từ “Điều 2” tại khoản 1 Điều 7.
Điều 2. Hiệu lực
Thông tư này có hiệu lực từ ngày 01/8/2098."""


def test_amendments_with_their_targets() -> None:
    got = set(edges(AMENDING, "amends", "supplements", "repeals", "repeals_partly", "replaces"))
    act = "98/2097/TT-BHC"
    assert got == {
        ("amends", act, None),
        ("amends", act, "d5.k2"),
        ("supplements", act, "d6.k4a"),
        ("repeals_partly", act, "d8.k4"),
        ("repeals_partly", act, "p2"),
        ("amends", act, "d7.k1"),
    }


def test_evidence_and_source_provision() -> None:
    (one,) = [one for one in stated(AMENDING) if one.provision == "d5.k2"]
    assert AMENDING[one.start : one.end] == "1. Sửa đổi khoản 2 Điều 5 như sau:"
    assert (one.source_provision, one.partial) == ("d1.k1", True)


def test_the_title_of_an_amending_act_guides_nothing() -> None:
    assert edges(AMENDING, "guides") == []


def closing(*lines: str) -> str:
    return "\n".join(
        (
            "THÔNG TƯ",
            "Quy định thử nghiệm",
            "Căn cứ Luật Đất đai;",
            "Điều 1. Phạm vi",
            "Nội dung.",
            "Điều 2. Hiệu lực",
            *lines,
        )
    )


@pytest.mark.parametrize(
    ("line", "expected"),
    [
        ("Thông tư này thay thế Thông tư số 01/2090/TT-BHC ngày 05/6/2090.", [("replaces", "01/2090/TT-BHC", None)]),
        (
            "Thông tư này có hiệu lực từ ngày 01/8/2098 và thay thế Thông tư số 01/2090/TT-BHC ngày 05/6/2090 "
            "của Bộ Hư Cấu về thử nghiệm; Thông tư số 02/2090/TT-BHC ngày 06/6/2090 của Bộ Hư Cấu.",
            [("replaces", "01/2090/TT-BHC", None), ("replaces", "02/2090/TT-BHC", None)],
        ),
        (
            "Thông tư số 01/2090/TT-BHC ngày 05/6/2090 hết hiệu lực kể từ ngày Thông tư này có hiệu lực thi hành.",
            [("replaces", "01/2090/TT-BHC", None)],
        ),
        (
            "Thông tư số 01/2090/TT-BHC ngày 05/6/2090 hết hiệu lực từ ngày 01 tháng 7 năm 2099.",
            [("repeals", "01/2090/TT-BHC", None)],
        ),
        (
            "Khoản 2 Điều 5 Thông tư số 01/2090/TT-BHC hết hiệu lực kể từ ngày Thông tư này có hiệu lực thi hành.",
            [("repeals_partly", "01/2090/TT-BHC", "d5.k2")],
        ),
        (
            "Kể từ ngày Thông tư này có hiệu lực, Thông tư số 01/2090/TT-BHC hết hiệu lực.",
            [("replaces", "01/2090/TT-BHC", None)],
        ),
        ("Thông tư số 01/2090/TT-BHC được thay thế bằng Thông tư này.", [("replaces", "01/2090/TT-BHC", None)]),
        ("Thông tư số 01/2090/TT-BHC bị bãi bỏ bởi Thông tư này.", [("repeals", "01/2090/TT-BHC", None)]),
        ("Chấm dứt hiệu lực Thông tư số 01/2090/TT-BHC.", [("repeals", "01/2090/TT-BHC", None)]),
        ("Hủy bỏ Thông tư số 01/2090/TT-BHC.", [("repeals", "01/2090/TT-BHC", None)]),
        ("Ngưng hiệu lực khoản 2 Điều 5 Thông tư số 01/2090/TT-BHC.", [("suspends", "01/2090/TT-BHC", "d5.k2")]),
        ("Giấy chứng nhận cấp theo Thông tư số 01/2090/TT-BHC hết hiệu lực khi hết hạn.", []),
        ("Giấy chứng nhận cấp theo Thông tư số 01/2090/TT-BHC hết hiệu lực từ ngày 01/8/2098.", []),
        ("Thông tư số 01/2090/TT-BHC hết hiệu lực khi có văn bản mới.", []),
        ("Thông tư số 01/2090/TT-BHC có nội dung bị bãi bỏ bởi Thông tư số 03/2091/TT-BHC.", []),
        ("Thông tư này thay thế các quy định trước đây trái với Thông tư này.", []),
        ("Bãi bỏ Thông tư số 01/2090/TT-BHC ngày 05/6/2090.", [("repeals", "01/2090/TT-BHC", None)]),
        ("Bãi bỏ Điều 5 Thông tư số 01/2090/TT-BHC ngày 05/6/2090.", [("repeals_partly", "01/2090/TT-BHC", "d5")]),
        ("Bãi bỏ một phần Thông tư số 01/2090/TT-BHC ngày 05/6/2090.", [("repeals_partly", "01/2090/TT-BHC", None)]),
        ("Ngưng hiệu lực Thông tư số 01/2090/TT-BHC từ ngày 01/8/2098.", [("suspends", "01/2090/TT-BHC", None)]),
        ("Đính chính Thông tư số 01/2090/TT-BHC ngày 05/6/2090.", [("corrects", "01/2090/TT-BHC", None)]),
        ("Giấy phép số 9926/GP-UBND hết hiệu lực khi hết hạn.", []),
        ("Trường hợp Thông tư số 01/2090/TT-BHC hết hiệu lực thì áp dụng văn bản mới.", []),
        ("Trường hợp Thông tư số 01/2090/TT-BHC được thay thế bởi Thông tư số 03/2091/TT-BHC.", []),
        ("Nhà thầu thay thế nhân sự theo Thông tư số 01/2090/TT-BHC.", []),
        ("Việc bãi bỏ thực hiện theo Thông tư số 01/2090/TT-BHC.", []),
    ],
)
def test_what_ends_other_documents(line: str, expected: list[tuple[str, str, str | None]]) -> None:
    verbs = ("replaces", "repeals", "repeals_partly", "suspends", "corrects", "amends")
    assert edges(closing(f"2. {line}"), *verbs) == expected


def test_a_list_of_repealed_documents() -> None:
    text = closing(
        "1. Bãi bỏ các văn bản sau đây:",
        "a) Thông tư số 01/2090/TT-BHC ngày 05/6/2090 của Bộ Hư Cấu hướng dẫn Luật Nhà ở;",
        "b) Quyết định số 9997/QĐ-BHC ngày 06/6/2090.",
        "2. Trong thời gian này, các văn bản sau đây tiếp tục có hiệu lực thi hành:",
        "a) Thông tư số 03/2090/TT-BHC ngày 05/6/2090.",
    )
    assert edges(text, "repeals", "replaces", "suspends") == [
        ("repeals", "01/2090/TT-BHC", None),
        ("repeals", "9997/QĐ-BHC", None),
    ]


def test_documents_repealed_by_annex() -> None:
    text = closing(
        "Bãi bỏ toàn bộ các văn bản tại Phụ lục I ban hành kèm theo Thông tư này./.",
        "KT. BỘ TRƯỞNG",
        "Phụ lục I",
        "DANH MỤC VĂN BẢN BÃI BỎ",
        "1. Thông tư số 01/2090/TT-BHC ngày 05/6/2090 của Bộ Hư Cấu hướng dẫn Luật Nhà ở.",
        "2. Thông tư số 02/2090/TT-BHC ngày 06/6/2090 của Bộ Hư Cấu.",
    )
    assert [number for _, number, _ in edges(text, "repeals")] == ["01/2090/TT-BHC", "02/2090/TT-BHC"]


def test_guidance_in_title_and_scope() -> None:
    text = "\n".join(
        (
            "THÔNG TƯ",
            "Hướng dẫn thi hành một số điều của Nghị định số 11/2097/NĐ-CP ngày 05/6/2097 của Chính phủ",
            "Căn cứ Luật Đất đai;",
            "Điều 1. Phạm vi điều chỉnh",
            "Thông tư này quy định chi tiết Điều 6, khoản 2 Điều 18 của Luật Nhà ở về thử nghiệm.",
            "Điều 2. Khác",
            "Việc hướng dẫn theo Luật Xây dựng.",
        )
    )
    assert edges(text, "guides") == [
        ("guides", "11/2097/NĐ-CP", None),
        ("guides", "Luật Nhà ở", "d6"),
        ("guides", "Luật Nhà ở", "d18.k2"),
    ]


CONSOLIDATED = """VĂN BẢN HỢP NHẤT
THÔNG TƯ
Quy định thử nghiệm
Thông tư số 01/2090/TT-BHC về thử nghiệm, có hiệu lực kể từ ngày 01/8/2090, được sửa đổi, bổ sung bởi:
Thông tư số 02/2091/TT-BHC sửa đổi Thông tư số 01/2090/TT-BHC, có hiệu lực kể từ ngày 01/8/2091.
Căn cứ Luật Đất đai;
Điều 1. Phạm vi
Nội dung.
Điều 2. Hiệu lực
Thông tư này thay thế Thông tư số 09/2080/TT-BHC ngày 05/6/2080."""


def test_a_consolidated_text_gathers_and_commands_nothing() -> None:
    header = Header(number="77/VBHN-BHC", type="Văn bản hợp nhất")
    assert edges(CONSOLIDATED, "consolidates", "replaces", header=header) == [
        ("consolidates", "01/2090/TT-BHC", None),
        ("consolidates", "02/2091/TT-BHC", None),
    ]


def test_delegation() -> None:
    text = "LUẬT\nĐiều 1. Phạm vi\n1. Nội dung.\n2. Chính phủ quy định chi tiết Điều này."
    (one,) = [one for one in stated(text) if one.verb == "delegates"]
    assert (one.issuer, one.source_provision) == ("Chính phủ", "d1")


def test_other_citations_are_references_once() -> None:
    text = closing("Theo Điều 5 Luật Nhà ở, Điều 6 Luật Nhà ở và Thông tư số 01/2090/TT-BHC.")
    assert edges(text, "refers") == [("refers", "Luật Nhà ở", None), ("refers", "01/2090/TT-BHC", None)]


def test_own_number_is_no_relation() -> None:
    assert edges(closing("(Kèm theo Thông tư số 99/2098/TT-BHC)"), "refers") == []


def test_acts_that_amend_a_basis_are_no_bases() -> None:
    amending = "Nghị định số 12/2098/NĐ-CP ngày 05/6/2098 và Nghị định số 13/2098/NĐ-CP ngày 06/6/2098"
    line = f"Căn cứ Nghị định số 11/2097/NĐ-CP đã được sửa đổi, bổ sung theo {amending};"
    assert [number for _, number, _ in edges(with_bases(line), "based_on")] == ["11/2097/NĐ-CP"]


def test_notes_after_the_enacting_words_hold_no_bases() -> None:
    lines = ("Căn cứ Luật Đất đai;", "Chính phủ ban hành Nghị định quy định thử nghiệm[1].", "Căn cứ Luật Nhà ở;")
    assert edges(with_bases(*lines), "based_on") == [("based_on", "Luật Đất đai", None)]


def test_two_laws_of_one_name_are_two_bases() -> None:
    name = "Luật sửa đổi, bổ sung một số điều của Luật Đất đai"
    line = f"Căn cứ {name} ngày 05/6/2097; {name} ngày 06/7/2098;"
    issued = [one.issued for one in stated(with_bases(line)) if one.verb == "based_on"]
    assert issued == [date(2097, 6, 5), date(2098, 7, 6)]


def test_a_list_in_one_line_of_what_expires() -> None:
    line = (
        "Các Thông tư của Bộ Hư Cấu sau đây hết hiệu lực kể từ ngày Thông tư này có hiệu lực thi hành: "
        "số 01/2090/TT-BHC ngày 05/6/2090 về thử nghiệm; số 02/2091/TT-BHC ngày 06/6/2091 sửa đổi Thông tư cũ."
    )
    assert edges(closing(line), "replaces", "repeals", "amends") == [
        ("replaces", "01/2090/TT-BHC", None),
        ("replaces", "02/2091/TT-BHC", None),
    ]


def test_a_description_of_what_is_replaced_is_no_command() -> None:
    line = (
        "Thông tư này thay thế Thông tư số 01/2090/TT-BHC ngày 05/6/2090 của Bộ Hư Cấu về sửa đổi, bổ sung một số điều "
        "của Thông tư số 09/2080/TT-BHC ngày 05/6/2080."
    )
    assert edges(closing(line), "replaces", "amends") == [("replaces", "01/2090/TT-BHC", None)]


def test_a_letter_without_title_guides_nothing() -> None:
    text = "Kính gửi: Sở Hư Cấu.\nCăn cứ Thông tư số 01/2090/TT-BHC hướng dẫn thi hành Luật Đất đai.\nTrân trọng./."
    assert edges(text, "guides") == []
