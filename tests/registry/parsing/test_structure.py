import pytest

from registry.document import Provision, ProvisionKind
from registry.parsing.structure import provisions


def read(*lines: str) -> dict[str, Provision]:
    found, _ = provisions("\n".join(lines))
    return {one.id: one for one in found}


def ids(*lines: str) -> list[str]:
    return list(read(*lines))


def codes(*lines: str) -> list[str]:
    return [one.code for one in provisions("\n".join(lines))[1]]


LETTERHEAD = ("ỦY BAN NHÂN DÂN TỈNH HƯ CẤU", "QUYẾT ĐỊNH", "Ban hành Quy chế hư cấu", "Căn cứ Luật Hư cấu;")
SIGNED = ("Nơi nhận:", "TM. ỦY BAN NHÂN DÂN", "CHỦ TỊCH", "Nguyễn Văn Hư")


def test_every_level_has_its_address() -> None:
    assert ids(
        "Phần thứ nhất", "QUY ĐỊNH CHUNG", "Chương I", "PHẠM VI", "Mục 1", "ĐỐI TƯỢNG", "Tiểu mục 1", "CHI TIẾT",
        "Điều 1. Tên điều", "1. Khoản một:", "a) Điểm a;", "đ) không theo thứ tự", "b) Điểm b:", "(i) Tiết một;",
        "(ii) Tiết hai.", "2. Khoản hai.", "Điều 2. Tên khác", "Nội dung.",
    ) == [
        "ph1", "ph1.c1", "ph1.c1.m1", "ph1.c1.m1.tm1", "d1", "d1.k1", "d1.k1.a", "d1.k1.b", "d1.k1.b.ti",
        "d1.k1.b.tii", "d1.k2", "d2",
    ]  # fmt: skip


def test_d_and_dd_are_different_points() -> None:
    tree = read("Điều 1. Tên", "1. Gồm:", "a) A;", "b) B;", "c) C;", "d) D;", "đ) Đ;", "e) E.")
    assert list(tree)[2:] == ["d1.k1.a", "d1.k1.b", "d1.k1.c", "d1.k1.d", "d1.k1.da", "d1.k1.e"]
    assert tree["d1.k1.da"].label == "điểm đ"


def test_inserted_units_keep_their_letters() -> None:
    assert ids(
        "Điều 32. Tên", "Nội dung.", "Điều 32a. Tên", "1. Một.", "1a. Một a.", "2. Hai:", "a) A;", "a1) A một;",
        "b) B.",
        "Điều 32b. Tên", "Nội dung.", "Điều 33. Tên", "Nội dung.",
    ) == ["d32", "d32a", "d32a.k1", "d32a.k1a", "d32a.k2", "d32a.k2.a", "d32a.k2.a1", "d32a.k2.b", "d32b",
    "d33"]  # fmt: skip


@pytest.mark.parametrize(("chapter", "address"), [("Chương IV", "c4"), ("CHƯƠNG 4", "c4"), ("Chương IVa. TÊN", "c4a")])
def test_numerals_may_be_roman_or_arabic(chapter: str, address: str) -> None:
    assert ids(chapter, "TÊN CHƯƠNG", "Điều 1. Tên", "Nội dung.")[0] == address


@pytest.mark.parametrize(
    "line",
    [
        "Điều lệ của công ty được sửa đổi.",
        "Điều chỉnh mức hỗ trợ.",
        "Điều 5 Nghị định số 9999/2030/NĐ-CP quy định việc này.",
        "Điều 2, Điều 5 và Điều 6.",
        "Điều 12.3.TT.16.16. Hồ sơ",
        "chi tiết tại khoản 2 Điều này.",
        "26/7 là ngày kỷ niệm.",
        "1 Huyện A",
        "2 | Huyện B | 15",
        "1. | Huyện C | 16",
        "2,5 triệu đồng.",
        "1.500 triệu đồng",
        "Chương V Nghị định số 9999/2030/NĐ-CP cũng áp dụng.",
        "Phần diện tích còn lại được giữ nguyên.",
        "Mục này không áp dụng.",
        "Phụ lục I ban hành kèm theo Quyết định này quy định chi tiết.",
        "Mẫu số 02 kèm theo Quyết định này;",
    ],
)
def test_false_friends_are_text(line: str) -> None:
    assert ids("Điều 1. Tên", "Nội dung:", line, "Điều 2. Tên", "Hết.") == ["d1", "d2"]


def test_a_citation_at_the_start_of_a_line_does_not_break_the_sequence() -> None:
    assert ids("Điều 1. Tên", "theo quy định tại", "Điều 158. Trường hợp khác", "Điều 2. Tên", "Hết.") == ["d1", "d2"]


def test_clauses_restart_in_sections_and_not_elsewhere() -> None:
    assert ids("Điều 1. Phê duyệt kế hoạch:", "I. MỤC TIÊU", "1. Một.", "2. Hai.", "II. NHIỆM VỤ", "1. Một.",
    "5. Năm.") == [
        "d1", "d1.m1", "d1.m1.k1", "d1.m1.k2", "d1.m2", "d1.m2.k1",
    ]  # fmt: skip
    assert ids("Điều 1. Tên", "1. Một:", "2. Hai:", "1. lại một", "3. Ba.") == ["d1", "d1.k1", "d1.k2", "d1.k3"]


def test_decimals_stand_under_their_clause() -> None:
    assert ids("I. MỤC TIÊU", "1. Chung", "1.1. Một.", "1.2. Hai.", "1.2.1. Sâu.", "2. Riêng", "2.1. Một.") == [
        "m1", "m1.k1", "m1.k1.1", "m1.k1.2", "m1.k1.2.1", "m1.k2", "m1.k2.1",
    ]  # fmt: skip


def test_footnote_marks_do_not_break_labels() -> None:
    tree = read(
        "Điều 1.[2] Phạm vi điều chỉnh[3]", "1.[4] Một:", "a)[5] A;", "b) B.", "2[6]. Hai.", "Điều 2[7]. Tên", "Hết."
    )
    assert list(tree) == ["d1", "d1.k1", "d1.k1.a", "d1.k1.b", "d1.k2", "d2"]
    assert tree["d1"].heading == "Phạm vi điều chỉnh"
    assert ids("Điều 1. Tên", "1.3 Việc thứ nhất.", "2.4 Việc thứ hai.") == ["d1", "d1.k1", "d1.k2"]


def test_quoted_text_belongs_to_the_amended_act() -> None:
    assert ids(
        "Điều 1. Sửa đổi, bổ sung một số điều như sau:",
        "1. Sửa đổi, bổ sung Điều 3 như sau:",
        "“Điều 3. Đối tượng",
        "1. Người dân.",
        "đ) Điểm đ được trích.",
        "2. Tổ chức gọi là “đơn vị”.”.",
        "2. Bổ sung khoản 4a vào sau khoản 4 Điều 5 như sau:",
        "“4a. Khoản mới.”;",
        "3. Thay thế cụm từ “Điều 135” bằng cụm từ “Điều 136”.",
        "Điều 2. Hiệu lực thi hành",
        "Quyết định này có hiệu lực từ ngày ký./.",
    ) == ["d1", "d1.k1", "d1.k2", "d1.k3", "d2"]


def test_straight_quotes_hold_quoted_text_too() -> None:
    assert ids(
        "Điều 1. Sửa đổi Điều 2 như sau:", '"Điều 2. Tên', "1. Một.", '2. Hai.".', "Điều 2. Điều khoản thi hành",
        "Hết.",
    ) == ["d1", "d2"]  # fmt: skip


def test_a_quotation_without_an_end_stops_at_the_next_instruction() -> None:
    lines = (
        "Điều 1. Sửa đổi một số điều:", "1. Sửa đổi Điều 3 như sau:", "“Điều 3. Đối tượng", "Người dân.",
        "2. Sửa đổi Điều 4 như sau:", "“Điều 4. Nội dung", "Hỗ trợ.”.", "Điều 2. Hiệu lực thi hành", "Hết.",
    )  # fmt: skip
    assert ids(*lines) == ["d1", "d1.k1", "d1.k2", "d2"]
    assert codes(*lines) == ["quote-unclosed"]


def test_an_attached_regulation_restarts_under_its_own_annex() -> None:
    tree = read(
        *LETTERHEAD, "Điều 1. Ban hành kèm theo Quyết định này Quy chế hư cấu.", "Điều 2. Hiệu lực từ ngày ký.",
        *SIGNED,
        "QUY CHẾ", "HƯ CẤU", "(Ban hành kèm theo Quyết định số 9999/QĐ-UBND)", "Chương I", "QUY ĐỊNH CHUNG",
        "Điều 1. Phạm vi", "1. Một.", "Điều 2. Đối tượng", "Hết.", "Phụ lục I", "DANH MỤC", "(Kèm theo Quy chế)",
        "1. Một.",
    )  # fmt: skip
    assert list(tree) == ["d1", "d2", "p2", "p2.c1", "p2.d1", "p2.d1.k1", "p2.d2", "p1"]
    assert (tree["p2"].label, tree["p2"].heading) == ("Quy chế", "HƯ CẤU")
    assert tree["p2.d1"].parent == "p2.c1"
    assert tree["p1"].label == "Phụ lục I"


def test_an_attached_text_without_its_formula_is_known_by_its_first_article() -> None:
    assert ids("Điều 1. Ban hành Quy chế.", "Điều 2. Thi hành.", *SIGNED, "QUY CHẾ HƯ CẤU", "Điều 1. Phạm vi",
    "Hết.") == [
        "d1", "d2", "p1", "p1.d1",
    ]  # fmt: skip


def test_forms_are_blocks_and_lists_of_forms_are_none() -> None:
    assert ids(
        "Điều 1. Tên", "Hết./.", *SIGNED, "Phụ lục", "BIỂU MẪU", "Mẫu số 01", "Mẫu số 02",
        "Mẫu số 01", "ĐƠN ĐỀ NGHỊ", "1. Họ và tên:", "2. Ngày sinh:", "a) chi tiết", "Điều 1. Cam kết",
        "Mẫu số 02", "GIẤY XÁC NHẬN", "1. Họ và tên:",
    ) == ["d1", "p1", "p1.ms1", "p1.ms2"]  # fmt: skip


def test_a_list_of_forms_may_name_some_beside_their_label() -> None:
    tree = read(
        "Điều 1. Tên", "Hết./.", *SIGNED, "Phụ lục", "BIỂU MẪU", "Mẫu số 01", "Đơn đề nghị hư cấu",
        "Mẫu số 02 Giấy xác nhận hư cấu", "Mẫu số 01. Đơn đề nghị hư cấu", "1. Họ và tên:",
        "Mẫu số 02. Giấy xác nhận hư cấu", "1. Họ và tên:",
    )  # fmt: skip
    assert [one for one in tree if "." in one] == ["p1.ms1", "p1.ms2"]


def test_guidance_on_forms_is_drafted_text_and_a_glued_note_mark_is_no_number() -> None:
    tree = read(
        "Điều 1. Tên", "Hết./.", *SIGNED, "Phụ lục IV47", "Hướng dẫn sử dụng Phiếu A", "I. QUY ƯỚC CHUNG",
        "1. Hộ hư cấu", "II. NHẬN DẠNG", "1. Phiếu A",
    )  # fmt: skip
    assert list(tree)[1:] == ["p4", "p4.m1", "p4.m1.k1", "p4.m2", "p4.m2.k1"]
    assert (tree["p4"].label, tree["p4"].heading) == ("Phụ lục IV", "Hướng dẫn sử dụng Phiếu A")


def test_the_signature_of_a_form_inside_an_article_does_not_end_the_body() -> None:
    assert ids("Điều 1. Mẫu sổ", "GIÁM ĐỐC", "(Ký tên)", "Điều 2. Thi hành", "Hết./.", *SIGNED) == ["d1", "d2"]


def test_a_plan_without_articles_has_sections_and_clauses() -> None:
    tree = read(
        "KẾ HOẠCH",
        "Căn cứ Luật Hư cấu;",
        "I. MỤC ĐÍCH",
        "1. Một:",
        "a) A;",
        "b) B.",
        "II. TỔ CHỨC",
        "1. Sở A.",
        *SIGNED,
    )
    assert list(tree) == ["m1", "m1.k1", "m1.k1.a", "m1.k1.b", "m2", "m2.k1"]
    assert (tree["m1"].label, tree["m1"].heading) == ("Mục I", "MỤC ĐÍCH")


@pytest.mark.parametrize(
    ("lines", "heading"),
    [
        (("Điều 1. Phạm vi điều chỉnh", "Quyết định này quy định việc hư cấu."), "Phạm vi điều chỉnh"),
        (("Điều 1. Phê duyệt đề án hư cấu của tỉnh.",), ""),
        (("Điều 1. Chánh Văn phòng chịu trách nhiệm thi hành./.",), ""),
        (("Điều 1.", "Phạm vi điều chỉnh", "Quyết định này quy định việc hư cấu."), "Phạm vi điều chỉnh"),
        (("Điều 1.", "Quyết định này có hiệu lực từ ngày ký."), ""),
        (("Điều 1. Sửa đổi Điều 2 như sau:", "“Điều 2. Tên.”."), "Sửa đổi Điều 2 như sau"),
    ],
)
def test_a_heading_is_told_from_the_body(lines: tuple[str, ...], heading: str) -> None:
    assert read(*lines)["d1"].heading == heading


def test_spans_start_at_the_label_and_end_with_the_last_descendant() -> None:
    text = "Mở đầu\nChương I\nTÊN\nĐiều 1. Tên\n1. Một:\na) A.\nDòng tiếp.\nĐiều 2. Tên\nHết./.\nTM. ỦY BAN NHÂN DÂN"
    found = {one.id: text[one.start : one.end] for one in provisions(text)[0]}
    assert found["d1.k1.a"] == "a) A.\nDòng tiếp."
    assert found["d1"] == "Điều 1. Tên\n1. Một:\na) A.\nDòng tiếp."
    assert found["c1"].endswith("Hết./.")
    assert found["c1"].startswith("Chương I\nTÊN")


def test_repeated_addresses_are_kept_apart_and_reported() -> None:
    lines = ("Điều 1. Tên", "Hết./.", *SIGNED, "Phụ lục I", "DANH MỤC", "A", "B", "Phụ lục II", "C", "Phụ lục I", "D")
    assert ids(*lines) == ["d1", "p1", "p2", "p1-2"]
    assert codes(*lines) == ["provision-repeated"]


def test_a_text_cut_by_the_gazette_says_so() -> None:
    assert codes("Điều 1. Tên", "Nội dung", "(Xem tiếp Công báo số 715 + 716)") == ["text-cut"]


def test_a_file_of_annexes_alone() -> None:
    text = "Phụ lục I\nDANH MỤC CÂY\n(Kèm theo Quyết định số 9902/2024/QĐ-UBND)\n1. Cây một\nPhụ lục II\nMẪU ĐƠN\nTên:"
    found, _ = provisions(text)
    assert [each.id for each in found if each.kind is ProvisionKind.ANNEX] == ["p1", "p2"]
    assert text[found[-1].start :].startswith("Phụ lục II")


def test_a_quotation_whose_first_line_ends_with_an_inner_one_is_quoted_whole() -> None:
    text = (
        "Điều 1. Sửa đổi\n1. Sửa đổi Điều 5 như sau: “Điều 5. Từ “hoa”\n1. Một.\n2. Hai.”\n2. Bãi bỏ Điều 6.\n"
        "Điều 2. Thi hành\nCó hiệu lực."
    )
    found, _ = provisions(text)
    assert [each.id for each in found] == ["d1", "d1.k1", "d1.k2", "d2"]


def test_a_clause_whose_first_one_lost_its_number_is_read_and_told() -> None:
    lines = ("Điều 1. Hiệu lực", "Có hiệu lực từ ngày ký.", "2. Hết hiệu lực:", "a) A;", "b) B.", "3. Vướng mắc.")
    assert ids(*lines) == ["d1", "d1.k2", "d1.k2.a", "d1.k2.b", "d1.k3"]
    assert codes(*lines) == ["provision-gap"]


@pytest.mark.parametrize(
    "lines",
    [
        ("Điều 1. Tên", "Theo mục", "2. Một dòng lẻ.", "Điều 2. Tên", "Hết."),
        ("Điều 1. Tên", "a) A;", "2. Hai.", "3. Ba.", "Điều 2. Tên", "Hết."),
        ("Điều 1. Tên", "2. Hai.", "5. Năm.", "Điều 2. Tên", "Hết."),
    ],
)
def test_a_lone_number_is_no_clause(lines: tuple[str, ...]) -> None:
    assert not [one for one in ids(*lines) if ".k" in one]
    assert codes(*lines) == []
