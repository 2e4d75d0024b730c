"""Cutting a text: every word is in exactly one unit, labels are told apart from words."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from registry.compare import Unit, units
from registry.compare.units import CLOSING, OPENING
from registry.parsing.reading import read_text
from tests.registry.compare.acts import KITES, text

LINES = st.sampled_from(
    ["Điều 1. Diều giấy", "1. Diều có đuôi.", "a) Đuôi dài;", "đ) Đuôi ngắn.", "Phụ lục I", "Chương II", "bút tre", "",
     "Nơi nhận:", "2. Diều sáo.", "Điều 2a. Dây", "- Lưu: VT."]
)  # fmt: skip


def words(found: tuple[Unit, ...]) -> str:
    return "".join("".join(each.text.split()) for each in found)


@given(st.lists(LINES, max_size=30).map("\n".join))
def test_no_word_is_lost_and_none_stands_twice(given_text: str) -> None:
    read = read_text(given_text)
    assert words(units(read.text, read.provisions)) == "".join(read.text.split())


def test_units_are_the_own_words_of_provisions_with_opening_and_signature() -> None:
    read = read_text(text(KITES))
    found = units(read.text, read.provisions)
    assert [each.id for each in found][:4] == [OPENING, "d1", "d1.k1", "d1.k2"]
    clause = next(each for each in found if each.id == "d1.k2")
    assert (clause.label, clause.parent, clause.body.strip()) == (
        "khoản 2 Điều 1", "d1", "Diều giấy được sơn bằng màu nước.",
    )  # fmt: skip
    assert found[-1].id.startswith((CLOSING, "d2"))


@pytest.mark.parametrize(
    ("within", "ids"),
    [("d1", ["d1", "d1.k1", "d1.k2"]), ("d1.k2", ["d1.k2"]), ("d9", [])],
)
def test_one_provision_with_all_inside_it(within: str, ids: list[str]) -> None:
    read = read_text(text(KITES))
    assert [each.id for each in units(read.text, read.provisions, within) if each.label] == ids


def test_a_text_without_provisions_is_cut_into_lines() -> None:
    found = units("Kính gửi: Sở Lá\n\nNội dung một.\nNội dung hai.", ())
    assert [each.id for each in found] == [f"{OPENING}.1", f"{OPENING}.2", f"{OPENING}.3"]
