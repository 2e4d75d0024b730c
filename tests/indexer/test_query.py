import pytest
from hypothesis import given
from hypothesis import strategies as st

from indexer.query import Phrase, Words, parse
from indexer.telex import decoded

WORDS = {"nghị", "quyết", "đào", "tạo", "nghề", "đường", "nước", "được", "hỗ", "trợ", "tiếc", "nghèo", "quý", "hoàn"}


@given(st.text('ab đ"-:()[]ORso.|*?\\/<>“”\n\u0000', max_size=60))
def test_anything_is_read(text: str) -> None:
    query = parse(text)
    assert all(isinstance(note, str) and note for note in query.notes)


def test_plain_words_are_joined_across_blanks() -> None:
    (part,) = parse("hộ   nghèo vay vốn").parts
    (words,) = part.wanted
    assert isinstance(words, Words)
    assert [token.folded for token in words.tokens] == ["ho", "ngheo", "vay", "von"]


def test_numbers_are_phrases() -> None:
    (part,) = parse("theo 27/2022/NĐ-CP").parts
    assert isinstance(part.wanted[1], Phrase)
    assert [token.folded for token in part.wanted[1].tokens] == ["27", "2022", "nd", "cp"]


def test_the_operators() -> None:
    first, second = parse('"hộ nghèo" -chợ loai:luật OR nam:"2021..2023" -so:5').parts
    assert len(first.wanted) == len(first.without) == len(first.filters) == 1
    assert (first.filters[0].name, first.filters[0].value) == ("type", "luật")
    assert [f.name for f in second.filters + second.not_filters] == ["year", "number"]


@pytest.mark.parametrize(
    ("text", "note"),
    [
        ('"hộ nghèo', "chưa đóng"),
        ("abc:1 x", "Không có trường “abc” (vị trí 1)"),
        ('x loai:""', "chưa có giá trị"),
        ("x OR", "OR phải đứng giữa"),
        ('x ""', "vị trí 3"),
        ("x" * 2000, "quá dài"),
    ],
)
def test_mistakes_become_notes(text: str, note: str) -> None:
    assert any(note in each for each in parse(text).notes)


@pytest.mark.parametrize(
    ("raw", "meant"),
    [
        ("nghij", "nghị"), ("quyeets", "quyết"), ("ddaof", "đào"), ("taoj", "tạo"), ("ngheef", "nghề"),
        ("dduwowngf", "đường"), ("dduowngf", "đường"), ("nuwowcs", "nước"), ("dduwowcj", "được"), ("hooxtr", None),
        ("hoox", "hỗ"), ("trowj", "trợ"), ("nghi5", "nghị"), ("quye61t", "quyết"), ("d9a2o", "đào"), ("tie61c", "tiếc"),
        ("nghefo", "nghèo"), ("nghèo", None), ("abc", None), ("quys", "quý"), ("hoanf", "hoàn"),
    ],
)  # fmt: skip
def test_raw_keystrokes(raw: str, meant: str | None) -> None:
    assert decoded(raw, WORDS) == meant
