import pytest
from hypothesis import given
from hypothesis import strategies as st

from indexer.ask import ask
from indexer.query import Phrase, Words, parse
from indexer.stops import without_turns
from indexer.synonyms import synonyms
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


def test_a_comma_parts_pairs() -> None:
    asked = ask(parse("đất ở, nhà ở").tokens, lambda terms: [1] * len(terms), 10)
    assert asked.pairs == ("dat o", "nha o")


@pytest.mark.parametrize(
    ("text", "kept"),
    [
        ("quyet toan the nao", "quyet toan"),
        ("chi phi bao tri lay o dau", "chi phi bao tri"),
        ("dau tu dau thau", "dau tu dau thau"),
        ("gi", "gi"),
    ],
)
def test_the_tail_of_a_question_is_left_out(text: str, kept: str) -> None:
    words = text.split()
    assert " ".join(words[at] for at in without_turns(words)) == kept


def test_an_abbreviation_stands_for_its_own_words_before_those_of_a_synonym() -> None:
    assert synonyms().long_form("ntm") == ("nong", "thon", "moi")
