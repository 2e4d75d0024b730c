"""Texts made to keep a reader busy: each must be read in one pass, or the suite would stand still here."""

import pytest

from registry.parsing.reading import read_text

MANY = 6_000


@pytest.mark.parametrize(
    "text",
    [
        "“Điều 1. Tên\n" * MANY,
        "1. Sửa đổi như sau: “\n" * MANY,
        "Điều 9999. Tên\n" * MANY,
        "Điều 1. Tên\n" + "3. Ba\n" * MANY + "2. Hai\n",
        "Điều 1. Tên\n" + "a) A\nđ) Đ\n" * MANY,
        "THÔNG TƯ\n" + "HƯ CẤU " * MANY,
        "KT. CHỦ TỊCH\n" * MANY,
        "Phụ lục I\n" * MANY,
        "Số: " + "9/" * MANY,
        "A" * 200_000,
        " " * 200_000,
        "“" * 50_000 + "”" * 50_000,
    ],
    ids=range(12),
)
def test_hostile_texts_are_read(text: str) -> None:
    read = read_text(text)
    assert read.text == text
    assert all(one.end <= len(text) for one in read.provisions)
