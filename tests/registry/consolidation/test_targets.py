"""Addresses inside instructions: (words -> addressed provisions)."""

from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from registry.consolidation.targets import groups, targets

CASES = [
    ("điểm a, b khoản 2 và khoản 5 Điều 9", ["9/2/a", "9/2/b", "9/5"]),
    ("khoản 3 Điều 3, Điều 4 và các điều 7, 8", ["3/3", "4", "7", "8"]),
    (
        "các điểm a, b và c khoản 5, các điểm a, b khoản 6 Điều 158",
        ["158/5/a", "158/5/b", "158/5/c", "158/6/a", "158/6/b"],
    ),
    ("từ khoản 2 đến khoản 5 Điều 7", ["7/2", "7/3", "7/4", "7/5"]),
    ("các điểm c, đ và e khoản 1 Điều 9", ["9/1/c", "9/1/đ", "9/1/e"]),
    ("từ điểm c đến điểm e khoản 1 Điều 9", ["9/1/c", "9/1/d", "9/1/đ", "9/1/e"]),
    ("Phụ lục II, Phụ lục III", ["II", "III"]),
    ("Mẫu số 01 Phụ lục XIII, Mẫu số 02 và Mẫu số 03 Phụ lục I", ["XIII/1", "I/2", "I/3"]),
    ("Chương II và Mẫu số 01, Mẫu số 02", ["II", "1", "2"]),
    ("khoản 4a vào Điều 34", ["34/4a"]),
    ("điểm k1 khoản 2", ["2/k1"]),
    ("Mục 2 Chương III", ["III/2"]),
    ("Điều 72a", ["72a"]),
    ("chi tiết, điều lệ, điều kiện và mục tiêu", []),
]


@pytest.mark.parametrize(("words", "expected"), CASES, ids=[words for words, _ in CASES])
def test_addresses(words: str, expected: list[str]) -> None:
    assert ["/".join(value for _, value in target.steps) for target in targets(words)] == expected


@given(st.text(alphabet="Điềukhoảnđiểm PhụlcMẫsố0123456789abcđ,;và ", max_size=120))
def test_groups_stay_inside_the_text_and_in_order(text: str) -> None:
    found = groups(text)
    assert all(0 <= group.start < group.end <= len(text) for group in found)
    assert all(left.end <= right.start for left, right in pairwise(found))
