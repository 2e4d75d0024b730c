"""Citations as written: one row per form of the drafting grammar."""

from datetime import date

import pytest

from registry.citations import find
from registry.document import Citation

Row = tuple[str | None, ...]


def rows(text: str) -> list[Row]:
    """Return (act, article, clause, point, annex) of every citation; "self" stands for the citing document."""
    return [(_act(one), one.article, one.clause, one.point, one.annex) for one in find(text)]


def _act(one: Citation) -> str | None:
    return "self" if one.self else one.number or one.name


NĐ = "99/2020/NĐ-CP"


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("theo điểm b khoản 1 Điều 42 Nghị định số 99/2020/NĐ-CP", [(NĐ, "42", "1", "b", None)]),
        ("tại Điểm đ Khoản 1 Điều 3 Nghị định 99/2020/NĐ-CP;", [(NĐ, "3", "1", "đ", None)]),
        ("tại điểm a, khoản 2, Điều 5 Nghị định số 99/2020/NĐ-CP", [(NĐ, "5", "2", "a", None)]),
        ("tại Điều 5 khoản 2 điểm a Nghị định số 99/2020/NĐ-CP", [(NĐ, "5", "2", "a", None)]),
        (
            "tại Điều 32c, Điều 217a Nghị định này",
            [("self", "32c", None, None, None), ("self", "217a", None, None, None)],
        ),
        ("bổ sung khoản 05a Điều 9 của Luật này", [("self", "9", "05a", None, None)]),
        ("tại điểm k1 khoản 2 Điều này", [("self", None, "2", "k1", None)]),
        ("tiết a1 điểm a khoản 2 Điều 5 Nghị định số 99/2020/NĐ-CP", [(NĐ, "5", "2", "a", None)]),
        ("quy định chi Tiết Điều 3 Nghị định số 99/2020/NĐ-CP", [(NĐ, "3", None, None, None)]),
        ("tại điểm k1, d1 khoản 2 Điều này", [("self", None, "2", "k1", None), ("self", None, "2", "d1", None)]),
        ("Điều 23i của Nghị định số 99/2020/NĐ-CP", [(NĐ, "23i", None, None, None)]),
        ("tại điểm a.2 khoản 1 Điều này", [("self", None, "1", "a.2", None)]),
        ("quy định tại điểm này và khoản này", [("self", None, None, None, None)] * 2),
        ("tiết a, điểm 1, mục 1", [("self", None, None, "1", None)]),
        ("theo Phụ lục II ban hành kèm theo Nghị định số 99/2020/NĐ-CP", [(NĐ, None, None, None, "II")]),
        ("theo Mẫu số 7.8 Phụ lục VII Nghị định số 99/2020/NĐ-CP", [(NĐ, None, None, None, "VII")]),
        ("theo Mẫu số 02a ban hành kèm theo Thông tư này", [("self", None, None, None, "02a")]),
        ("Điều 5 (Nguyên tắc áp dụng) của Nghị định số 99/2020/NĐ-CP", [(NĐ, "5", None, None, None)]),
        ("Chương II của Nghị định số 99/2020/NĐ-CP", [(NĐ, None, None, None, None)]),
        ("Nghị định này có hiệu lực", [("self", None, None, None, None)]),
        ("theo Hiến pháp năm 2013", [("Hiến pháp", None, None, None, None)]),
    ],
)
def test_one_address(text: str, expected: list[Row]) -> None:
    assert rows(text) == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        (
            "các điểm a, b và c khoản 5, các điểm a và đ khoản 6 Điều 158 của Luật Đất đai",
            [("158", "5", "a"), ("158", "5", "b"), ("158", "5", "c"), ("158", "6", "a"), ("158", "6", "đ")],
        ),
        (
            "khoản 1, khoản 2 Điều 3, Điều 4 và Điều 5 Luật Đất đai",
            [("3", "1", None), ("3", "2", None), ("4", None, None), ("5", None, None)],
        ),
        ("Điều 7 và khoản 4 Điều 8 của Luật Đất đai", [("7", None, None), ("8", "4", None)]),
        (
            "Điều 16, Điều 17, khoản 2, khoản 3 Điều 18, Điều 19 Luật Đất đai",
            [("16", None, None), ("17", None, None), ("18", "2", None), ("18", "3", None), ("19", None, None)],
        ),
        ("khoản 1, điểm a và điểm c khoản 2 Điều 9 Luật Đất đai", [("9", "1", None), ("9", "2", "a"), ("9", "2", "c")]),
        (
            "điểm a khoản 2, bổ sung khoản 7 vào sau khoản 6 Điều 11 Luật Đất đai",
            [("11", "2", "a"), ("11", "7", None), ("11", "6", None)],
        ),
        (
            "các Điều 3, 13 và 14, khoản 4 Điều 17 Luật Đất đai",
            [("3", None, None), ("13", None, None), ("14", None, None), ("17", "4", None)],
        ),
        (
            "từ Điều 257 đến Điều 260 Luật Đất đai",
            [("257", None, None), ("258", None, None), ("259", None, None), ("260", None, None)],
        ),
        (
            "từ điểm c đến điểm g khoản 1 Điều 2 Luật Đất đai",
            [("2", "1", "c"), ("2", "1", "d"), ("2", "1", "đ"), ("2", "1", "e"), ("2", "1", "g")],
        ),
        ("từ điểm a đến h khoản 1 Điều 2 Luật Đất đai", [("2", "1", point) for point in "abcdđegh"]),
    ],
)
def test_lists_share_their_head(text: str, expected: list[tuple[str | None, ...]]) -> None:
    found = find(text)
    assert [(one.article, one.clause, one.point) for one in found] == expected
    assert {one.name for one in found} == {"Luật Đất đai"}


@pytest.mark.parametrize(
    ("text", "numbers"),
    [
        (
            "bởi các Luật số 43/2098/QH15, số 47/2098/QH15 và số 58/2098/QH15",
            ["43/2098/QH15", "47/2098/QH15", "58/2098/QH15"],
        ),
        (
            "các Nghị định của Chính phủ: Số 02/2098/NĐ-CP ngày 14/01/2098 về chợ; số 114/2098/NĐ-CP",
            ["02/2098/NĐ-CP", "114/2098/NĐ-CP"],
        ),
        (
            "trong các quyết định số 12/2098/QĐ/BGD&ĐT và Quyết định số 23/2098/QĐ/BGD & ĐT",
            ["12/2098/QĐ/BGD&ĐT", "23/2098/QĐ/BGD&ĐT"],
        ),
        ("tại Quyết định 9997/QĐ-UBND", ["9997/QĐ-UBND"]),
        ("Nghị quyết số 66.16/2098/NQ-CP", ["66.16/2098/NQ-CP"]),
        ("Quy định số 962-QĐ/TW", ["962-QĐ/TW"]),
        ("Quyết định số 962/HĐBT", ["962/HĐBT"]),
        ("Nghị quyết số 24/2098/NQCP", ["24/2098/NQ-CP"]),
        ("Luật 42/2098/QH15", ["42/2098/QH15"]),
        ("Công văn số 01-CV/BCĐ", ["01-CV/BCĐ"]),
        ("Công văn 123/STC-NS", ["123/STC-NS"]),
        ("Luật số 93⁄2098/QH15", ["93/2098/QH15"]),
        ("Nghị quyết số 24/2098/NQ-\nCP", ["24/2098/NQ-CP"]),
        ("Tờ trình số 56/TTr – SCT", ["56/TTr-SCT"]),
        ("Quyết định số 05/QĐ-TT HĐND", ["05/QĐ-TTHĐND"]),
        ("Tờ trình số 2307/TTr-UBND\nngày 18 tháng 11 năm 2098", ["2307/TTr-UBND"]),
    ],
)
def test_numbers_in_every_form(text: str, numbers: list[str]) -> None:
    assert [one.number for one in find(text)] == numbers


@pytest.mark.parametrize(
    ("text", "kind"),
    [
        ("Thông tư liên tịch số 05/2098/TTLT-BTP-BCA", "Thông tư liên tịch"),
        ("các Luật số 43/2098/QH15, số 47/2098/QH15", "Luật"),
        ("Nghị quyết số 171/2098/QH15", "Nghị quyết"),
        ("Giấy phép thăm dò khoáng sản số 9926/GP-UBND", "Giấy phép"),
        ("Giấy phép môi trường số 9964/GPMT-UBND", "Giấy phép môi trường"),
        ("quyết định số 9999/QĐ-UBND", "Quyết định"),
        ("Bộ luật số 100/2098/QH13", "Bộ luật"),
    ],
)
def test_kind(text: str, kind: str) -> None:
    assert {one.kind for one in find(text)} == {kind}


def test_date_and_issuer_beside_the_number() -> None:
    (one,) = find("Quyết định số 9999/QĐ-UBND ngày 05/6/2098 của Ủy ban nhân dân tỉnh Hư Cấu ban hành Quy chế")
    assert (one.issued, one.issuer) == (date(2098, 6, 5), "Ủy ban nhân dân tỉnh Hư Cấu")
    assert one.text == "Quyết định số 9999/QĐ-UBND ngày 05/6/2098"


def test_a_day_that_does_not_exist_is_no_date() -> None:
    (one,) = find("Quyết định số 9999/QĐ-UBND ngày 31/02/2098")
    assert one.issued is None
    assert one.text == "Quyết định số 9999/QĐ-UBND"


@pytest.mark.parametrize(
    ("text", "name", "year"),
    [
        ("theo Luật Đầu tư công và quy định khác", "Luật Đầu tư công", None),
        ("Luật Đấu thầu năm 2013;", "Luật Đấu thầu", 2013),
        ("Luật đất đai,", "Luật Đất đai", None),
        ("Luật Phí và lệ phí có hiệu lực", "Luật Phí và lệ phí", None),
        ("Luật Khám bệnh, chữa bệnh quy định", "Luật Khám bệnh, chữa bệnh", None),
        ("Luật Công nghiệp công nghệ số ngày 14 tháng 6 năm 2025", "Luật Công nghiệp công nghệ số", None),
        ("Luật Hư cấu toàn phần được Quốc hội thông qua", "Luật Hư cấu toàn phần", None),
        ("Bộ luật Lao động và Nghị định", "Bộ luật Lao động", None),
    ],
)
def test_laws_by_name(text: str, name: str, year: int | None) -> None:
    (one,) = find(text)
    assert (one.name, one.year, one.number) == (name, year, None)


def test_name_and_number_together() -> None:
    first, second = find("Luật Các tổ chức tín dụng số 32/2098/QH15 được sửa đổi bởi Luật số 43/2098/QH15")
    assert (first.name, first.number) == ("Luật Các tổ chức tín dụng", "32/2098/QH15")
    assert (second.name, second.number) == (None, "43/2098/QH15")


def test_a_law_named_in_the_bases_may_hold_any_word() -> None:
    text = "Căn cứ Luật Hư cấu và mộng mơ số 99/2098/QH15;\nĐiều 1. Phạm vi\nTheo Luật Hư cấu và mộng mơ thì làm."
    assert [one.name for one in find(text)] == ["Luật Hư cấu và mộng mơ"] * 2


def test_short_name_of_the_document() -> None:
    text = (
        "Nghị định số 99/2020/NĐ-CP (sau đây gọi tắt là Nghị định số 99).\nTheo khoản 2 Điều 7 Nghị định số 99 thì làm."
    )
    first, second = find(text)
    assert (first.number, second.number) == (NĐ, NĐ)
    assert (second.article, second.text) == ("7", "khoản 2 Điều 7 Nghị định số 99")


def test_a_short_name_takes_the_act_with_its_own_serial() -> None:
    acts = "Nghị định số 38/2098/NĐ-CP sửa đổi Nghị định số 27/2097/NĐ-CP"
    text = f"{acts} (sau đây gọi là Nghị định 38).\nTheo Nghị định 38."
    assert find(text)[-1].number == "38/2098/NĐ-CP"


def test_regulation_issued_with_a_decision() -> None:
    (one,) = find("tại Điều 8 Quy chế làm việc ban hành kèm theo Quyết định số 9999/QĐ-UBND")
    assert (one.number, one.article, one.attached) == ("9999/QĐ-UBND", "8", True)


def test_an_act_without_number_is_not_the_citing_document() -> None:
    (one,) = find("tại khoản 3 Điều 8 Nghị định của Chính phủ về thuế")
    assert (one.self, one.number, one.kind) == (False, None, "Nghị định")


def test_every_target_has_its_own_span() -> None:
    text = "tại các điểm a, b và c khoản 5 Điều 158 của Luật Đất đai."
    found = find(text)
    assert [one.text for one in found] == ["điểm a", "b", "c khoản 5 Điều 158 của Luật Đất đai"]
    assert all(text[one.start : one.end] == one.text for one in found)


def test_a_short_name_counts_after_its_definition_and_means_the_act_of_that_name() -> None:
    text = (
        "Căn cứ Luật Đất đai ngày 05 tháng 6 năm 2097;\n"
        "Luật Đất đai số 31/2097/QH15 được sửa đổi theo Luật số 43/2098/QH15 (sau đây gọi là Luật Đất đai).\n"
        "Theo Điều 5 Luật Đất đai."
    )
    assert [one.number for one in find(text)] == [None, "31/2097/QH15", "43/2098/QH15", "31/2097/QH15"]


def test_resolution_of_a_party_congress() -> None:
    (one,) = find("Nghị quyết Đại hội Đại biểu toàn quốc lần thứ XIV của Đảng")
    assert one.name == "Nghị quyết Đại hội đại biểu toàn quốc lần thứ XIV của Đảng"
