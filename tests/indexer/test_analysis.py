import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from indexer.analysis import bigrams, folded, has_marks, spans, syllables, terms, tokens
from indexer.stops import telling, without_turns
from registry.text import nfc

VIETNAMESE = st.text("aăâbcdđeêghiklmnoôơpqrstuưvxyàáạảãằắềếộợụỹỳ 0123456789/-.ÀĐƯ\u0301\u0323\n", max_size=80)


@given(VIETNAMESE)
def test_composition_and_case_do_not_change_the_terms(text: str) -> None:
    expected = syllables(nfc(text))
    assert syllables(unicodedata.normalize("NFD", nfc(text))) == expected
    assert folded(syllables(nfc(text).upper())) == folded(expected)


@given(VIETNAMESE)
def test_every_syllable_stands_where_its_span_says(text: str) -> None:
    composed = nfc(text)
    assert [composed[token.start : token.end] for token in tokens(composed)] == [
        composed[start:end] for start, end in spans(composed)
    ]
    assert len(spans(composed)) == len(syllables(composed))


def test_tone_placement_is_one_spelling() -> None:
    assert syllables("hoà bình, Uỷ ban, thuý") == syllables("hòa bình, Ủy ban, thúy")


def test_numbers_keep_their_parts_side_by_side() -> None:
    found = folded(syllables("Nghị quyết 31/2024/QH15"))
    assert found == ["nghi", "quyet", "31", "2024", "qh15"]
    assert {"31 2024", "2024 qh15"} <= set(terms(found))


def test_terms_are_syllables_and_pairs_with_counts() -> None:
    assert terms(["ho", "ngheo", "ho", "ngheo"]) == {"ho": 2, "ngheo": 2, "ho ngheo": 2, "ngheo ho": 1}
    assert bigrams([]) == []


@pytest.mark.parametrize(("syllable", "marked"), [("nghèo", True), ("đo", True), ("ho", False), ("27", False)])
def test_marks_are_noticed(syllable: str, marked: bool) -> None:
    assert has_marks(syllable) is marked


def test_turns_of_asking_are_left_out() -> None:
    question = ["ho", "ngheo", "duoc", "vay", "von", "dung", "hay", "sai"]
    assert [question[at] for at in without_turns(question)] == ["ho", "ngheo", "duoc", "vay", "von"]
    assert telling(["cua", "va"]) == ["cua", "va"]
    assert telling(["cua", "ho", "ho"]) == ["ho"]
