from itertools import pairwise

from hypothesis import given
from hypothesis import strategies as st

from indexer.overlap.align import MOST_MATCHES, align, tile
from indexer.overlap.words import Lexicon, Words

LEXICON = Lexicon()
word = st.sampled_from(["hỗ", "trợ", "hộ", "nghèo", "xây", "nhà", "ở", "mức", "chi", "năm"])
texts = st.lists(word, max_size=60).map(" ".join)


def read(text: str) -> Words:
    return LEXICON.read(text, 0, len(text))


def test_the_same_words_are_the_same_whatever_the_punctuation_and_tone_place() -> None:
    shared = align(read("Hỗ trợ: hoà giải, 5 triệu đồng một hộ."), read("hỗ trợ hòa giải 5 triệu đồng một hộ"))
    assert shared.same
    assert shared.similarity == 1.0


def test_a_changed_amount_splits_the_shared_stretch() -> None:
    left = "mức hỗ trợ xây nhà ở cho hộ nghèo là 40 triệu đồng cho mỗi hộ một lần"
    right = left.replace("40", "60")
    shared = align(read(left), read(right))
    assert [left[s:e] for s, e in shared.left_spans] == [
        "mức hỗ trợ xây nhà ở cho hộ nghèo là",
        "triệu đồng cho mỗi hộ một lần",
    ]
    assert not shared.same
    assert 0 < shared.similarity < 1


def test_a_clause_inside_a_longer_one_is_fully_shared() -> None:
    inner = "hộ nghèo được hỗ trợ một lần không quá bốn mươi triệu đồng"
    shared = align(read(inner), read(f"trước đó là lời khác {inner} rồi còn nhiều lời khác nữa ở sau"))
    assert shared.left_share == 1.0
    assert shared.right_share < 1.0


def test_nothing_in_common_is_nothing() -> None:
    shared = align(read("một hai ba bốn năm"), read("sáu bảy tám chín mười"))
    assert (shared.similarity, shared.left_spans, shared.same) == (0.0, (), False)


def test_two_empty_texts_are_not_the_same() -> None:
    assert not align(read(""), read("")).same


def test_a_text_of_one_repeated_word_stays_bounded() -> None:
    words = read("có " * 3000).exact
    assert sum(length for _, _, length in tile(words, words)) <= 3000 < MOST_MATCHES


@given(texts, texts)
def test_shared_stretches_hold_equal_words_and_never_overlap(left: str, right: str) -> None:
    shared = align(read(left), read(right))
    for (ls, le), (rs, re) in zip(shared.left_spans, shared.right_spans, strict=True):
        assert left[ls:le].split() == right[rs:re].split()
    for spans in (shared.left_spans, shared.right_spans):
        ordered = sorted(spans)
        assert all(one[1] <= two[0] for one, two in pairwise(ordered))
    assert 0 <= shared.similarity <= 1


@given(texts, texts)
def test_similarity_does_not_depend_on_the_side(left: str, right: str) -> None:
    assert align(read(left), read(right)).similarity == align(read(right), read(left)).similarity
