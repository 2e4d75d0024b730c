import random

from hypothesis import given
from hypothesis import strategies as st

from registry.handbook.collation import key

DICTIONARY = [
    "9/QĐ-TTg", "10/QĐ-TTg", "10/QĐ-UBND", "ấm", "ba", "bà", "bả", "bã", "bá", "bạ", "ban", "bán", "bền", "cá", "da",
    "đa", "e", "ê", "ga", "nông", "nong nóng", "ô", "ơ", "ung", "ưng",
]  # fmt: skip


def test_words_stand_as_in_a_vietnamese_dictionary() -> None:
    expected = [
        "9/QĐ-TTg", "10/QĐ-TTg", "10/QĐ-UBND", "ấm", "ba", "bà", "bả", "bã", "bá", "bạ", "ban", "bán", "bền", "cá",
        "da", "đa", "e", "ê", "ga", "nong nóng", "nông", "ô", "ơ", "ung", "ưng",
    ]  # fmt: skip
    shuffled = random.Random(1).sample(DICTIONARY, len(DICTIONARY))
    assert sorted(shuffled, key=key) == expected


def test_composed_and_decomposed_words_are_equal_but_for_spelling() -> None:
    assert key("đường")[:2] == key("đường")[:2]


@given(st.text(), st.text())
def test_any_two_texts_can_be_compared(one: str, other: str) -> None:
    assert (key(one) < key(other)) or (key(other) < key(one)) or one == other
