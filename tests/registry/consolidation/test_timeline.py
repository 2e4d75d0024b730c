"""The text on a date: operations applied, dates of their own, what stays pending, and what never changes."""

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from registry.consolidation.apply import apply
from registry.consolidation.change import CannotApplyError, Source
from registry.consolidation.timeline import Consolidated, as_of, changes
from registry.consolidation.tree import build, walk
from tests.registry.consolidation.acts import BASE_NUMBER, act, amending, base

LATER = date(2100, 1, 1)


def texts(result: Consolidated) -> dict[str, str]:
    return {item.id: item.text for item in result.provisions}


CASES = [
    ("Sửa đổi khoản 2 Điều 3 như sau:\n“2. Sở Lá kiểm tra hằng năm.”", "d3.k2", "2. Sở Lá kiểm tra hằng năm."),
    ("Sửa đổi, bổ sung điểm b khoản 2 Điều 1 như sau:\n“b) Hoa lan.”", "d1.k2.b", "b) Hoa lan."),
    ("Bổ sung điểm c vào khoản 2 Điều 1 như sau:\n“c) Hoa cúc.”", "d1.k2.c", "c) Hoa cúc."),
    ("Bổ sung khoản 1a vào sau khoản 1 Điều 3 như sau:\n“1a. Sở Rễ báo cáo.”", "d3.k1a", "1a. Sở Rễ báo cáo."),
    ("Bổ sung Điều 2a vào sau Điều 2 như sau:\n“Điều 2a. Tên\n1. Một.\n2. Hai.”", "d2a.k2", "2. Hai."),
    ("Sửa đổi Điều 2 như sau:\n“Điều 2. Mới\n1. Một.\na) Nhánh.”", "d2.k1.a", "a) Nhánh."),
    ("Bãi bỏ khoản 2 Điều 3.", "d3.k2", "2. (được bãi bỏ)"),
    ("Sửa đổi tên Điều 2 như sau:\n“Điều 2. Từ ngữ”", "d2", "Điều 2. Từ ngữ\nHoa hồng là cây có gai."),
    ("Sửa đổi tên Điều 2 thành “Từ ngữ”.", "d2", "Điều 2. Từ ngữ\nHoa hồng là cây có gai."),
    ("Thay thế cụm từ “hoa hồng” bằng cụm từ “hoa mai” tại khoản 1 Điều 3.", "d3.k1",
     "1. Sở Hoa hướng dẫn trồng hoa mai."),
    ("Thay thế cụm từ “Giải thích” bằng cụm từ “Nghĩa” tại tên Điều 2.", "d2",
     "Điều 2. Nghĩa\nHoa hồng là cây có gai."),
    ("Bỏ cụm từ “hướng dẫn” tại khoản 1 Điều 3.", "d3.k1", "1. Sở Hoa trồng hoa hồng."),
    ("Bổ sung cụm từ “, tưới” vào sau cụm từ “trồng” tại khoản 1 Điều 3.", "d3.k1",
     "1. Sở Hoa hướng dẫn trồng, tưới hoa hồng."),
    ("Bổ sung vào cuối khoản 2 Điều 3 như sau:\n“Việc kiểm tra có biên bản.”", "d3.k2",
     "2. Sở Lá kiểm tra.\nViệc kiểm tra có biên bản."),
    ("Bổ sung cụm từ “hằng năm” vào cuối khoản 2 Điều 3.", "d3.k2", "2. Sở Lá kiểm tra hằng năm."),
    ("Bổ sung cụm từ “, giám sát” vào cuối khoản 2 Điều 3.", "d3.k2", "2. Sở Lá kiểm tra, giám sát."),
    ("Khoản 2 Điều 3 được đánh số lại thành khoản 3.", "d3.k3", "3. Sở Lá kiểm tra."),
    ("Điều 4 đổi thành Điều 5.", "d5", "Điều 5. Thi hành\nThông tư này có hiệu lực từ ngày ký."),
    ("Bãi bỏ tên Điều 2.", "d2", "Điều 2. (tên được bãi bỏ)\nHoa hồng là cây có gai."),
    ("Sửa đổi tên Chương II như sau:\n“Chương II\nTHỰC HIỆN”", "c2", None),
]  # fmt: skip


@pytest.mark.parametrize(("words", "address", "expected"), CASES, ids=[case[0][:50] for case in CASES])
def test_one_instruction(words: str, address: str, expected: str | None) -> None:
    result = as_of(base(), [amending(words)], LATER)
    assert result.pending == ()
    shown = next(item for item in result.provisions if item.id == address)
    assert shown.text.startswith("Chương II\nTHỰC HIỆN\n") if expected is None else shown.text == expected
    assert shown.source == "22/2099/TT-BHC"
    told = [note for item in result.provisions for note in item.notes]
    assert told == ["Theo khoản 1 Điều 1 Thông tư số 22/2099/TT-BHC, có hiệu lực từ ngày 01/01/2099."]


PARTS = (
    "Điều 1. Đất\n1. Đoạn một bị\nngắt dòng.\nĐoạn hai. Câu hai của đoạn hai.\n- Gạch một;\n- Gạch hai.\n"
    "2. Câu một. Câu hai. Câu ba.\nĐiều 2. Thi hành\nCó hiệu lực.\nNơi nhận:\n- Lưu: VT.\nBỘ TRƯỞNG\nNguyễn Văn Hư\n"
    "Phụ lục I\nBẢNG GIÁ\n(Kèm theo Thông tư số 11/2098/TT-BHC)\nSTT | Hoa | Giá\n1 | Hoa hồng | 10\n2 | Hoa huệ | 20"
)
TABLE = "Phụ lục I\nBẢNG GIÁ\n(Kèm theo Thông tư số 11/2098/TT-BHC)\nSTT | Hoa | Giá\n1 | Hoa hồng | 10\n"
PART_CASES = [
    ("Sửa đổi đoạn thứ nhất khoản 1 Điều 1 như sau: “1. Mới.”", "d1.k1",
     "1. Mới.\nĐoạn hai. Câu hai của đoạn hai.\n- Gạch một;\n- Gạch hai."),
    ("Bãi bỏ đoạn thứ hai khoản 1 Điều 1.", "d1.k1", "1. Đoạn một bị\nngắt dòng.\n- Gạch một;\n- Gạch hai."),
    ("Sửa đổi gạch đầu dòng thứ hai khoản 1 Điều 1 như sau: “- Mới.”", "d1.k1",
     "1. Đoạn một bị\nngắt dòng.\nĐoạn hai. Câu hai của đoạn hai.\n- Gạch một;\n- Mới."),
    ("Bổ sung gạch đầu dòng thứ ba vào sau gạch đầu dòng thứ nhất khoản 1 Điều 1 như sau: “- Mới;”", "d1.k1",
     "1. Đoạn một bị\nngắt dòng.\nĐoạn hai. Câu hai của đoạn hai.\n- Gạch một;\n- Mới;\n- Gạch hai."),
    ("Sửa đổi câu thứ hai khoản 2 Điều 1 như sau: “Câu mới.”", "d1.k2", "2. Câu một. Câu mới. Câu ba."),
    ("Bãi bỏ câu cuối khoản 2 Điều 1.", "d1.k2", "2. Câu một. Câu hai."),
    ("Thay cụm từ “Gạch” bằng cụm từ “Vạch” tại gạch đầu dòng cuối khoản 1 Điều 1.", "d1.k1",
     "1. Đoạn một bị\nngắt dòng.\nĐoạn hai. Câu hai của đoạn hai.\n- Gạch một;\n- Vạch hai."),
    ("Sửa đổi số thứ tự 2 Phụ lục I như sau:\n“2 | Hoa lan | 30”", "p1",
     TABLE + "2 | Hoa lan | 30"),
    ("Bổ sung số thứ tự 3 vào sau số thứ tự 2 Phụ lục I như sau:\n“3 | Hoa lan | 30”", "p1",
     TABLE + "2 | Hoa huệ | 20\n3 | Hoa lan | 30"),
    ("Bỏ cụm từ “Hoa” tại cột thứ 2 Phụ lục I.", "p1",
     "Phụ lục I\nBẢNG GIÁ\n(Kèm theo Thông tư số 11/2098/TT-BHC)\nSTT |  | Giá\n1 | hồng | 10\n2 | huệ | 20"),
]  # fmt: skip


@pytest.mark.parametrize(("words", "address", "expected"), PART_CASES, ids=[case[0][:50] for case in PART_CASES])
def test_one_part_of_a_provision(words: str, address: str, expected: str) -> None:
    result = as_of(act(BASE_NUMBER, PARTS), [amending(words)], LATER)
    assert result.pending == ()
    assert texts(result)[address] == expected


def test_a_paragraph_after_the_points_of_a_clause_stands_behind_the_last_of_them() -> None:
    words = "Bổ sung vào cuối khoản 2 Điều 1 như sau:\n“Hoa khác do Sở Hoa quyết định.”"
    result = as_of(base(), [amending(words)], LATER)
    found = {item.id: item for item in result.provisions}
    assert result.pending == ()
    assert found["d1.k2"].text == "2. Hoa gồm:\na) Hoa hồng;\nb) Hoa huệ.\nHoa khác do Sở Hoa quyết định."
    assert found["d1.k2.b"].source == "22/2099/TT-BHC"
    assert [bool(found[address].notes) for address in ("d1.k2", "d1.k2.b")] == [True, False]


def test_numbers_move_up_to_make_room_and_down_into_what_was_repealed() -> None:
    up = amending("Các khoản 1, 2 Điều 3 được đánh số lại thành các khoản 2, 3.",
                  "Bổ sung khoản 1 vào Điều 3 như sau:\n“1. Mới.”")  # fmt: skip
    result = as_of(base(), [up], LATER)
    assert result.pending == ()
    assert texts(result)["d3"].split("\n")[1:] == [
        "1. Mới.", "2. Sở Hoa hướng dẫn trồng hoa hồng.", "3. Sở Lá kiểm tra."
    ]  # fmt: skip
    down = amending("Bãi bỏ điểm a khoản 2 Điều 1.", "Điểm b khoản 2 Điều 1 được đổi thành điểm a.")
    result = as_of(base(), [down], LATER)
    assert result.pending == ()
    assert texts(result)["d1.k2"] == "2. Hoa gồm:\na) Hoa huệ."


def test_a_new_title_and_the_clause_below_it_share_one_quotation() -> None:
    text = "Điều 1. A\n1. Một.\n2. Hai.\nĐiều 2. Thi hành\nCó hiệu lực."
    words = "Sửa đổi, bổ sung tên và khoản 1 Điều 1 như sau:\n“Điều 1. Tên\nmới\n1. Mới.”"
    result = as_of(act(BASE_NUMBER, text), [amending(words)], LATER)
    assert result.pending == ()
    assert texts(result)["d1"] == "Điều 1. Tên mới\n1. Mới.\n2. Hai."


def test_a_list_of_places_shares_one_replaced_phrase() -> None:
    lead = "Thay thế cụm từ “hoa” bằng cụm từ “lá” tại các điều, khoản sau đây:\na) Khoản 1 Điều 1;\nb) Khoản 1 Điều 3."
    result = as_of(base(), [amending(lead)], LATER)
    assert result.pending == ()
    assert texts(result)["d1.k1"] == "1. Thông tư này quy định việc trồng lá ở tỉnh Hư Cấu."
    assert texts(result)["d3.k1"] == "1. Sở Hoa hướng dẫn trồng lá hồng."


def test_a_new_section_and_chapter_take_their_place() -> None:
    clause = "Bổ sung Chương Ia vào sau Chương I như sau:\n“Chương Ia\nTƯỚI HOA\nĐiều 2b. Nước\nNước sạch.”"
    result = as_of(base(), [amending(clause)], LATER)
    order = [item.id for item in result.provisions]
    assert result.pending == ()
    assert order.index("d2") < order.index("d2b") < order.index("c2")


def test_a_chapter_with_the_next_number_stands_last_and_any_other_waits() -> None:
    words = "Bổ sung Chương {} như sau:\n“Chương {}\nTƯỚI HOA\nĐiều 5. Nước\nNước sạch.”"
    result = as_of(base(), [amending(words.format("III", "III"))], LATER)
    assert result.pending == ()
    assert [item.id for item in result.provisions][-2:] == ["c3", "d5"]
    assert len(as_of(base(), [amending(words.format("V", "V"))], LATER).pending) == 1


def test_several_new_units_after_one_anchor_stand_in_order() -> None:
    clauses = "Bổ sung khoản 3 và khoản 4 vào sau khoản 2 Điều 3 như sau:\n“3. Ba.\n4. Bốn.”"
    articles = "Bổ sung Điều 2a và Điều 2b vào sau Điều 2 như sau:\n“Điều 2a. A\nMột.\nĐiều 2b. B\nHai.”"
    result = as_of(base(), [amending(clauses, articles)], LATER)
    order = [item.id for item in result.provisions]
    assert result.pending == ()
    assert order[order.index("d2") : order.index("c2")] == ["d2", "d2a", "d2b"]
    assert order[order.index("d3.k2") :][:3] == ["d3.k2", "d3.k3", "d3.k4"]


PENDING = [
    "Khoản 1 Điều 3 được đánh số lại thành khoản 2.",
    "Khoản 1 Điều 3 được đánh số lại thành khoản 9.",
    "Bổ sung cụm từ “và tưới;” vào cuối khoản 1 Điều 3.",
    "Khoản 1 và khoản 2 Điều 3 được gộp thành khoản 1.",
    "Sửa đổi khoản 9 Điều 7 như sau:\n“9. Không có chỗ.”",
    "Bãi bỏ khoản 9 Điều 3.",
    "Thay thế cụm từ “hoa súng” bằng cụm từ “hoa sen” tại Điều 2.",
    "Bổ sung khoản 2 Điều 3 như sau:\n“2. Đã có.”",
    "Sửa đổi đoạn thứ hai khoản 1 Điều 3 như sau:\n“Đoạn mới.”",
    "Sửa đổi gạch đầu dòng thứ nhất khoản 1 Điều 3 như sau:\n“- Mới.”",
    "Bãi bỏ đoạn thứ nhất khoản 1 Điều 3.",
    "Sửa đổi đoạn cuối khoản 2 Điều 1 như sau: “Mới.”",
    "Sửa đổi câu thứ ba khoản 1 Điều 3 như sau: “Mới.”",
    "Bãi bỏ số thứ tự 3 Điều 2.",
    "Thay cụm từ “hoa hồng” bằng cụm từ “hoa mai” tại cột thứ 2 khoản 1 Điều 3.",
    "Bổ sung vào cuối khoản 2 Điều 1 như sau:\n“c) Một điểm.”",
    "Sửa đổi khoản 2 Điều 3.",
    "Bổ sung Phụ lục IX ban hành kèm theo Thông tư này.",
]


@pytest.mark.parametrize("words", PENDING, ids=[words[:50] for words in PENDING])
def test_what_does_not_fit_stays_pending_with_a_reason(words: str) -> None:
    before = as_of(base(), [], LATER)
    result = as_of(base(), [amending(words)], LATER)
    assert texts(result) == texts(before)
    assert result.pending
    assert all(item.reason for item in result.pending)
    assert result.applied == ()


def test_dates_order_the_amendments_whatever_the_order_given() -> None:
    first = amending("Sửa đổi khoản 2 Điều 3 như sau:\n“2. Lần một.”")
    second = amending("Sửa đổi khoản 2 Điều 3 như sau:\n“2. Lần hai.”", number="33/2099/TT-BHC",
                      effective=date(2099, 6, 1))  # fmt: skip
    for given_order in ([first, second], [second, first]):
        assert texts(as_of(base(), given_order, date(2099, 3, 1)))["d3.k2"] == "2. Lần một."
        assert texts(as_of(base(), given_order, LATER))["d3.k2"] == "2. Lần hai."
    assert texts(as_of(base(), [first, second], date(2098, 6, 1)))["d3.k2"] == "2. Sở Lá kiểm tra."


def test_an_unknown_date_keeps_everything_pending() -> None:
    result = as_of(base(), [amending("Bãi bỏ khoản 2 Điều 3.", effective=None)], LATER)
    assert [item.reason for item in result.pending] == ["Chưa rõ ngày có hiệu lực của quy định sửa đổi."]


def test_a_clause_with_a_date_of_its_own() -> None:
    text = (
        f"Điều 1. Sửa đổi, bổ sung một số điều của Thông tư số {BASE_NUMBER}\n"
        "1. Bãi bỏ khoản 2 Điều 3.\n2. Bãi bỏ điểm a khoản 2 Điều 1.\n3. Bãi bỏ điểm b khoản 2 Điều 1.\n"
        "4. Bãi bỏ khoản 1 Điều 3.\n"
        "Điều 2. Hiệu lực thi hành\n"
        "1. Thông tư này có hiệu lực từ ngày 01 tháng 01 năm 2099, trừ khoản 2 Điều này, khoản 3 Điều 1.\n"
        "2. Riêng khoản 2 Điều 1 Thông tư này có hiệu lực từ ngày 01 tháng 7 năm 2099.\n"
        "3. Khoản 4 Điều 1 Thông tư này được áp dụng từ ngày 01 tháng 3 năm 2098."
    )
    due = changes(base(), [act("22/2099/TT-BHC", text)])
    assert [(item.operation.source, item.on) for item in due] == [
        ("d1.k1", date(2099, 1, 1)),
        ("d1.k4", date(2099, 1, 1)),
        ("d1.k2", date(2099, 7, 1)),
        ("d1.k3", None),
    ]
    assert due[1].note.endswith("có hiệu lực từ ngày 01/01/2099, áp dụng từ ngày 01/03/2098.")


def test_the_regulation_issued_with_an_act_has_its_own_articles() -> None:
    text = (
        "Điều 1. Ban hành\nBan hành kèm theo Quyết định này Quy chế trồng hoa.\nĐiều 2. Thi hành\nCó hiệu lực.\n"
        "Nơi nhận:\n- Lưu: VT.\nTM. ỦY BAN NHÂN DÂN\nCHỦ TỊCH\nNguyễn Văn Hư\n"
        "QUY CHẾ\nTRỒNG HOA\n(Ban hành kèm theo Quyết định số 9999/QĐ-UBND ngày 01 tháng 02 năm 2098 của UBND tỉnh "
        "Hư Cấu)\nĐiều 1. Phạm vi\nMột.\nĐiều 2. Đất\nHai."
    )
    regulation = act("9999/QĐ-UBND", text)
    head = "Điều 1. Sửa đổi, bổ sung một số điều của Quy chế trồng hoa ban hành kèm theo Quyết định số 9999/QĐ-UBND"
    change = act("8888/QĐ-UBND", f"{head}\n1. Sửa đổi Điều 2 như sau:\n“Điều 2. Đất\nBa.”\n"
                 "2. Bổ sung Điều 2a vào sau Điều 2 như sau:\n“Điều 2a. Nước\nBốn.”")  # fmt: skip
    result = as_of(regulation, [change], LATER)
    assert result.pending == ()
    assert texts(result)["d2"].startswith("Điều 2. Thi hành\nCó hiệu lực.")
    assert texts(result)["p1.d2"] == "Điều 2. Đất\nBa."
    assert texts(result)["p1.d2a"] == "Điều 2a. Nước\nBốn."


FORMS = (
    "Điều 1. Phạm vi\nMột.\nĐiều 2. Thi hành\nHai.\nNơi nhận:\n- Lưu: VT.\nBỘ TRƯỞNG\nNguyễn Văn Hư\n"
    "Phụ lục I\nBIỂU MẪU\n(Ban hành kèm theo Thông tư số 11/2098/TT-BHC)\nMẫu số 01\nĐƠN TRỒNG HOA\nTên hoa: hoa hồng\n"
    "Mẫu số 02\nBIÊN BẢN\nNgười lập: ông Hư"
)


def test_forms_are_replaced_and_added_under_their_annex() -> None:
    act_with_forms = act(BASE_NUMBER, FORMS)
    text = (
        f"Điều 1. Sửa đổi, bổ sung một số điều của Thông tư số {BASE_NUMBER}\n"
        "1. Thay thế Mẫu số 02 Phụ lục I bằng Mẫu số 05 ban hành kèm theo Thông tư này.\n"
        "2. Bổ sung Mẫu số 03 Phụ lục I ban hành kèm theo Thông tư này.\nĐiều 2. Hiệu lực thi hành\nCó hiệu lực.\n"
        "Nơi nhận:\n- Lưu: VT.\nBỘ TRƯỞNG\nNguyễn Văn Hư\n"
        "Phụ lục I\nBIỂU MẪU\n(Ban hành kèm theo Thông tư số 22/2099/TT-BHC)\nMẫu số 03\nBÁO CÁO\nSố hoa: ba\n"
        "Mẫu số 05\nBIÊN BẢN MỚI\nNgười lập: bà Cấu"
    )
    result = as_of(act_with_forms, [act("22/2099/TT-BHC", text)], LATER)
    shown = texts(result)
    assert result.pending == ()
    assert shown["p1.ms1"].endswith("Tên hoa: hoa hồng")
    assert shown["p1.ms2"] == "Mẫu số 02\nBIÊN BẢN MỚI\nNgười lập: bà Cấu"
    assert shown["p1.ms3"] == "Mẫu số 03\nBÁO CÁO\nSố hoa: ba"


ADDRESSES = [
    "Điều 1",
    "khoản 1 Điều 1",
    "khoản 2 Điều 1",
    "điểm a khoản 2 Điều 1",
    "Điều 2",
    "khoản 9 Điều 3",
    "Điều 9",
]
INSTRUCTIONS = st.one_of(
    st.sampled_from(ADDRESSES).map(lambda where: f"Bãi bỏ {where}."),
    st.tuples(st.sampled_from(["hoa hồng", "Sở", "súng", "a"]), st.sampled_from(ADDRESSES)).map(
        lambda pair: f"Thay thế cụm từ “{pair[0]}” bằng cụm từ “X” tại {pair[1]}."
    ),
    st.sampled_from(ADDRESSES).map(lambda where: f"Sửa đổi, bổ sung {where} như sau:\n“1. Mới.\na) Nhánh mới.”"),
    st.sampled_from(["1a", "3", "7"]).map(lambda n: f"Bổ sung khoản {n} vào Điều 3 như sau:\n“{n}. Thêm.”"),
    st.sampled_from(["2a", "5"]).map(lambda n: f"Bổ sung Điều {n} như sau:\n“Điều {n}. Tên\nThêm.”"),
    st.text(alphabet="Bổ sungãibỏkhoảnĐiều 123ađ“”.:\n", max_size=60).map(lambda words: f"Bổ sung {words}"),
)


@given(st.lists(INSTRUCTIONS, max_size=5), st.integers(min_value=-400, max_value=400))
def test_nothing_is_lost_and_what_is_not_aimed_at_stays(clauses: list[str], days: int) -> None:
    on = date(2099, 1, 1) + timedelta(days=days)
    before, change = as_of(base(), [], on), amending(*clauses)
    after = as_of(base(), [change], on)
    ids = [item.id for item in after.provisions]
    assert len(ids) == len(set(ids))
    untouched = [item for item in after.provisions if item.source == BASE_NUMBER and not item.repealed]
    own = {item.id: item.own for item in before.provisions}
    assert all(item.own == own[item.id] for item in untouched)
    gone = set(own) - set(ids)
    aimed = [item.operation.target for item in changes(base(), [change])]
    assert not gone or any(target.kind in {"article", "clause", "point"} for target in aimed)


@given(st.lists(INSTRUCTIONS, max_size=5))
def test_every_operation_is_applied_or_refused_with_a_reason(clauses: list[str]) -> None:
    change = amending(*clauses)
    nodes = build(base().text, base().provisions, BASE_NUMBER)
    reasons: list[str] = []
    for due in changes(base(), [change]):
        try:
            nodes = apply(nodes, due.operation, Source(change.number, (), due.note))
        except CannotApplyError as refusal:
            reasons.append(refusal.reason)
        else:
            assert any(due.note in node.notes for node in walk(nodes))
    assert all(reasons)
