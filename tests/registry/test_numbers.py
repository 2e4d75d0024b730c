import pytest
from hypothesis import given
from hypothesis import strategies as st

from registry.numbers import TYPE_CODES, find_numbers, looks_like_number, parse_number

RIGHT = [
    "27/2022/NĐ-CP", "66.16/2026/NQ-CP", "169/NQ-CP", "171/2024/QH15", "103/2025/UBTVQH15", "30/2000/PL-UBTVQH10",
    "16/2026/QĐ-TTg", "38/CĐ-TTg", "05/2015/TTLT-BTP-BCA-BYT", "9999/QĐ-UBND", "14092/KH-UBND", "65/TTr-HĐND",
    "2626/GP-UBND", "3264/GPMT-UBND", "262-QĐ/TW", "90-CT/TW", "1502-QĐ/TU", "01-CV/BCĐ", "68/2026/VBHN-NĐ-BCT",
    "133/VBHN-VPQH", "162/HĐBT", "161/CP", "1096/QĐ", "12/2003/QĐ/BGD&ĐT", "1027/CTK-CSCL", "9999/QĐ-UBND.HC",
    "99/2025/QĐ-UBND", "110/2025/NQ-HĐND", "38/NQ-HĐND", "09/2026/TT-BNV", "77/CP", "16-NQ/TW",
]  # fmt: skip
MESSY = {
    "24/2026/NQCP": "24/2026/NQ-CP",
    "120/QĐTTHĐND": "120/QĐ-TTHĐND",
    "05/QĐ-TT HĐND": "05/QĐ-TTHĐND",
    "460/QĐUBND": "460/QĐ-UBND",
    "56/TTr – SCT": "56/TTr-SCT",
    "23/2003/QĐ/BGD & ĐT": "23/2003/QĐ/BGD&ĐT",
    "93\u20442025/QH15": "93/2025/QH15",
    "27/2022/N\u00d0-CP": "27/2022/NĐ-CP",
    "27/2022/nđ-cp": "27/2022/NĐ-CP",
    "27/2022/nd-cp": "27/2022/NĐ-CP",
    "1719/qd-ttg": "1719/QĐ-TTg",
    "24/2026/NQ-\nCP": "24/2026/NQ-CP",
    "878/QĐ -\nUBND": "878/QĐ-UBND",
    "130/2020/QĐTTg": "130/2020/QĐ-TTg",
    "130/2020/qđttg": "130/2020/QĐ-TTg",
    "37/2025/TTBNN MT": "37/2025/TT-BNNMT",
    "37/2025/TT-BNN MT": "37/2025/TT-BNNMT",
    "38/CĐTTg": "38/CĐ-TTg",
    "12/TTrUBND": "12/TTr-UBND",
    "12/1999/TTLT/BTC-BKH": "12/1999/TTLT-BTC-BKH",
    "Số: 02/2022/TT-BLĐTBXH": "02/2022/TT-BLĐTBXH",
    "Luật số: 51/2024/QH15": "51/2024/QH15",
    "27 / 2022 / NĐ - CP": "27/2022/NĐ-CP",
    "64-CP": "64/CP",
    "07/97/TT-BXD": "07/1997/TT-BXD",
}


@pytest.mark.parametrize("written", RIGHT)
def test_a_correct_number_is_printed_as_it_is(written: str) -> None:
    number = parse_number(written)
    assert number is not None
    assert number.canonical == written
    assert number.written == written


@pytest.mark.parametrize(("written", "correct"), MESSY.items())
def test_a_messy_number_is_printed_correctly(written: str, correct: str) -> None:
    number = parse_number(written)
    right = parse_number(correct)
    assert number is not None
    assert right is not None
    assert number.canonical == correct
    assert number.key == right.key


@pytest.mark.parametrize("text", ["26/7", "1/2", "Không số", "", "Điều 5", "km/h", "Số:   /QĐ-UBND", "24/24 giờ"])
def test_what_is_no_number_is_refused(text: str) -> None:
    assert parse_number(text) is None


def test_a_party_number_of_an_unknown_type_keeps_its_spelling() -> None:
    number = parse_number("10-XYZ/TW")
    assert number is not None
    assert number.type_code is None
    assert number.canonical == "10-XYZ/TW"


def test_the_parts_are_told_apart() -> None:
    number = parse_number("68/2026/VBHN-NĐ-BCT")
    assert number is not None
    assert (number.serial, number.year, number.type_code, number.extra, number.issuer_code) == (
        "68", 2026, "VBHN", "NĐ", "BCT",
    )  # fmt: skip


@pytest.mark.parametrize(
    ("query", "found"),
    [
        ("27", True), ("27/2022", True), ("27/2022/nd-cp", True), ("27/2022/N", True), ("27 nđ-cp", True),
        ("027/2022", True), ("Số 27/2022", True), ("2", False), ("27/2021", False), ("27/2022/qd", False), ("270",
        False),
    ],
)  # fmt: skip
def test_a_typed_beginning_finds_its_number(query: str, found: bool) -> None:
    number = parse_number("27/2022/NĐ-CP")
    assert number is not None
    assert number.matches(query) is found


def test_queries_that_look_like_numbers() -> None:
    assert all(map(looks_like_number, ["1719", "27/2022", "27/2022/nđ-cp", "66.16", "số 1719"]))
    assert not any(map(looks_like_number, ["đất đai", "luật 2013", ""]))


def test_numbers_are_found_in_running_text_with_their_places() -> None:
    text = "theo Nghị định số 9998/2030/NĐ-CP, Quyết định 9999/QĐ-UBND; 15/5 và 24/7, Công văn số 77/STC-NS."
    found = list(find_numbers(text))
    assert [one.number.canonical for one in found] == ["9998/2030/NĐ-CP", "9999/QĐ-UBND", "77/STC-NS"]
    assert [text[one.start : one.end] for one in found] == [one.number.written for one in found]


@pytest.mark.parametrize(
    "text",
    ["Mẫu số 01/GTGT", "Biểu số 02/BC-TK", "lô 5/B2", "tỷ lệ 1/500", "Điều 12.3.TT.16.16", "?k=9/2017/TT-BH%C4%90"],
)
def test_forms_and_fractions_are_no_numbers(text: str) -> None:
    assert list(find_numbers(text)) == []


serials = st.integers(1, 99999).map(str)
years = st.one_of(st.none(), st.integers(1945, 2099))
codes = st.sampled_from(["CP", "TTg", "UBND", "HĐND", "BLĐTBXH", "BTC", "BTP-BCA-BYT", "TTHĐND", "QH15", "VPQH"])


@given(serials, years, st.sampled_from(TYPE_CODES), codes)
def test_printing_and_reading_return_the_same_number(serial: str, year: int | None, kind: str, issuer: str) -> None:
    text = "/".join(part for part in (serial, str(year or ""), f"{kind}-{issuer}") if part)
    number = parse_number(text)
    assert number is not None
    again = parse_number(number.canonical)
    assert again is not None
    assert again.canonical == number.canonical == text
    assert again.key == number.key


@given(st.text(alphabet="0123456789/-. NĐQCPUBTgKHsố–⁄"))
def test_any_text_is_read_without_error(text: str) -> None:
    for found in find_numbers(text):
        assert text[found.start : found.end] == found.number.written
        assert parse_number(found.number.canonical) is not None
