from typing import cast

from hypothesis import given
from hypothesis import strategies as st

from indexer.overlap.words import Lexicon, grams


def test_tone_placement_and_case_do_not_matter_but_marks_do() -> None:
    one, other, third = Lexicon().exact(["hoà", "HÒA", "hóa"]).tolist()
    assert one == other
    assert one != third


def test_folded_words_ignore_marks() -> None:
    assert len(set(Lexicon().folded(["đất", "ĐẶT", "dat"]).tolist())) == 1


def test_hashes_are_the_same_in_every_run_and_on_every_machine() -> None:
    assert grams(Lexicon().folded(["hỗ", "trợ", "hộ", "nghèo", "xây", "nhà", "ở"])).tolist() == [
        895281178693704965,
        337874878706804038,
        9607166087448327588,
    ]


def test_a_text_shorter_than_a_run_has_none() -> None:
    assert len(grams(Lexicon().exact(["một", "hai", "ba", "bốn"]))) == 0


@given(st.text(max_size=200), st.integers(0, 50), st.integers(0, 200))
def test_words_point_at_their_own_letters(text: str, start: int, end: int) -> None:
    words = Lexicon().read(text, start, max(start, end))
    slices = [text[s:e] for s, e in zip(words.starts.tolist(), words.ends.tolist(), strict=True)]
    assert all(slices)
    assert cast(list[int], Lexicon().exact(slices).tolist()) == words.exact.tolist()
