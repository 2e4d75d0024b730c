"""Whatever the text: citations are found without an exception, and every span slices back."""

from itertools import pairwise

from hypothesis import given
from hypothesis import strategies as st

from registry.citations import address, annotate, find
from registry.citations.targets import POINTS, labels_between
from registry.document import Header
from registry.parsing.structure import provisions
from registry.programmes import tag
from registry.records import ResolvedCitation
from registry.relations import state

WORDS = st.sampled_from(
    [
        "Điều", "điều", "khoản", "Khoản", "điểm", "tiết", "mục", "Chương", "Phụ lục", "Mẫu số", "này", "của",
        "tại", "và", "các", "từ", "đến", ",", ";", ".", ":", "(", ")", "“", "”", "\n", "1", "2a", "05", "đ",
        "a", "b", "I", "IV", "1.2", "Luật", "Luật Đất đai", "Nghị định", "Thông tư", "số", "99/2020/NĐ-CP",
        "9999/QĐ-UBND", "ngày 31/02/2020", "ngày 01 tháng 8 năm 2020", "năm 2013", "Sửa đổi, bổ sung",
        "Bãi bỏ", "Thay thế", "cụm từ", "như sau", "Căn cứ", "sau đây gọi là", "ban hành kèm theo",
        "hết hiệu lực", "có hiệu lực", "Quy chế", "Hiến pháp", "của Chính phủ",
    ]
)  # fmt: skip
SENTENCES = st.lists(WORDS, max_size=40).map(" ".join)
TEXTS = st.one_of(SENTENCES, st.text(max_size=200), st.tuples(SENTENCES, st.text(max_size=40)).map("\n".join))


@given(TEXTS)
def test_any_text_is_read_and_spans_slice_back(text: str) -> None:
    found = find(text)
    assert [one.start for one in found] == sorted(one.start for one in found)
    for one in found:
        assert 0 <= one.start < one.end <= len(text)
        assert text[one.start : one.end] == one.text
        assert one.self or one.number or one.name or one.kind
        address(one)


@given(TEXTS)
def test_any_text_yields_relations_with_evidence(text: str) -> None:
    header, tree = Header(number="99/2098/TT-BHC"), provisions(text)[0]
    found = find(text, header=header, provisions=tree)
    for one in state(text, header, tree, found):
        assert 0 <= one.start < one.end <= len(text)
        assert one.number or one.name or one.issuer
    for programme in tag(text, header, found):
        assert programme.start is None or text[programme.start : programme.end]


@given(TEXTS)
def test_annotation_gives_the_text_back(text: str) -> None:
    segments = annotate(text, [ResolvedCitation(one, "unknown") for one in find(text)])
    assert "".join(one.text for one in segments) == text
    assert all(left.end == right.start for left, right in pairwise(segments))


@given(SENTENCES)
def test_reading_is_stable(text: str) -> None:
    assert find(text) == find(text)


@given(st.integers(1, 500), st.integers(1, 500))
def test_a_range_of_numbers_is_complete(first: int, last: int) -> None:
    between = labels_between("article", str(first), str(last))
    assert between in ([str(value) for value in range(first + 1, last)], [])


@given(st.sampled_from(POINTS), st.sampled_from(POINTS))
def test_a_range_of_points_keeps_đ(first: str, last: str) -> None:
    between = labels_between("point", first, last)
    assert ("đ" in between) == (POINTS.index(first) < POINTS.index("đ") < POINTS.index(last))


def test_a_flood_of_units_does_not_cost_its_square() -> None:
    text = "Bãi bỏ khoản 1" + ", khoản 1" * 5_000 + "."
    assert len(find(text)) == 5_001
