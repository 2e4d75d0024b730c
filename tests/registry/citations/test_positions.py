"""Self-citations take their article from where they stand; amending acts point to the amended act."""

from datetime import date

from registry.citations import find
from registry.document import Header
from registry.parsing.structure import provisions

PLAIN = """QUY ĐỊNH
Điều 1. Phạm vi
1. Nội dung thứ nhất theo khoản 2 Điều này.
2. Nội dung thứ hai:
a) Ý đầu theo khoản này;
b) Ý sau theo điểm a khoản này và điểm a.
Điều 2. Tổ chức
Thực hiện theo Điều 1."""

AMENDING = """THÔNG TƯ
Sửa đổi, bổ sung một số điều của Thông tư số 98/2097/TT-BHC ngày 05 tháng 6 năm 2097
Căn cứ Luật Đất đai;
Điều 1. Sửa đổi, bổ sung một số điều của Thông tư số 98/2097/TT-BHC
1. Sửa đổi khoản 2 Điều 5 như sau:
“2. Thực hiện theo khoản 1 Điều này và Điều 9 Thông tư này.”
2. Sửa đổi một số điểm, khoản của Điều 17 như sau:
a) Sửa đổi khoản 3 như sau:
“3. Nội dung mới.”
3. Bãi bỏ khoản 4 Điều 8.
Điều 2. Hiệu lực
Thông tư này có hiệu lực theo khoản 1 Điều 1."""


def test_position_fills_article_and_clause() -> None:
    found = find(PLAIN, provisions=provisions(PLAIN)[0])
    places = [(one.article, one.clause, one.point) for one in found]
    assert places == [("1", "2", None), ("1", "2", None), ("1", "2", "a"), ("1", "2", "a"), ("1", None, None)]
    assert all(one.self for one in found)


def test_without_provisions_nothing_is_guessed() -> None:
    assert find(PLAIN)[0].article is None


def amended() -> dict[str, tuple[str | None, str | None, str | None, bool, bool]]:
    found = find(AMENDING, provisions=provisions(AMENDING)[0])
    return {
        AMENDING[one.start : one.end]: (one.number, one.article, one.clause, one.amended, one.self)
        for one in found
        if not one.name
    }


def test_address_without_act_points_to_the_amended_act() -> None:
    got = amended()
    assert got["khoản 2 Điều 5"] == ("98/2097/TT-BHC", "5", "2", True, False)
    assert got["khoản 4 Điều 8"] == ("98/2097/TT-BHC", "8", "4", True, False)


def test_article_named_above_is_handed_down() -> None:
    assert amended()["khoản 3"] == ("98/2097/TT-BHC", "17", "3", True, False)


def test_quoted_text_speaks_of_the_amended_act() -> None:
    got = amended()
    assert got["khoản 1 Điều này"] == ("98/2097/TT-BHC", "5", "1", True, False)
    assert got["Điều 9 Thông tư này"] == ("98/2097/TT-BHC", "9", None, True, False)


def test_outside_the_amendment_this_act_is_meant() -> None:
    got = amended()
    assert got["Thông tư này"] == (None, None, None, False, True)
    assert got["khoản 1 Điều 1"] == (None, "1", "1", False, True)


def test_an_instruction_alone_knows_no_act() -> None:
    (one,) = find("Thay thế cụm từ “Điều 135” bằng cụm từ “Điều 134” tại khoản 1 Điều 398")
    assert (one.article, one.clause, one.amended, one.self, one.number) == ("398", "1", True, True, None)


def test_own_number_points_to_itself() -> None:
    header = Header(number="9999/QĐ-UBND", issued=date(2098, 6, 5))
    (own,) = find("(Kèm theo Quyết định số 9999/QĐ-UBND ngày 05/6/2098)", header=header)
    (other,) = find("(Kèm theo Quyết định số 9999/QĐ-UBND ngày 07/9/2096)", header=header)
    assert (own.self, other.self) == (True, False)
