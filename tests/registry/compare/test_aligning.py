"""What answers what: the same words elsewhere, changed words in their place, what stands on one side only."""

from hypothesis import given
from hypothesis import strategies as st

from registry.compare import Alignment, Unit, align, units
from registry.parsing.reading import read_text
from tests.registry.compare.acts import KITES, OTHER, text


def unit(address: str, words: str, parent: str | None = None) -> Unit:
    return Unit(address, address, parent, words)


def cut(body: str) -> tuple[Unit, ...]:
    read = read_text(text(body))
    return units(read.text, read.provisions)


def told(found: Alignment) -> list[tuple[str, str, str, bool]]:
    return [
        (row.state, row.left.id if row.left else "", row.right.id if row.right else "", row.moved) for row in found.rows
    ]


def test_a_text_is_the_same_as_itself() -> None:
    found = align(cut(KITES), cut(KITES))
    assert {row.state for row in found.rows} == {"same"}
    assert found.counts["same"] == len(cut(KITES))


def test_provisions_in_another_order_answer_each_other_and_one_of_them_moved() -> None:
    rows = told(align(cut(KITES), cut(OTHER)))
    assert ("changed", "d2", "d1", True) in rows or ("changed", "d2", "d1", False) in rows
    assert any(row[:3] == ("same", "d1.k2", "d2.k1") for row in rows)
    assert ("right", "", "d2.k2", False) in rows
    assert ("left", "d1.k1", "", False) in rows
    assert any(row[3] for row in rows)


def test_a_renumbered_clause_is_the_same_under_another_name() -> None:
    left = [unit("d1", "Điều 1"), Unit("d1.k1", "khoản 1 Điều 1", "d1", "1. Mỗi bản được cấp một cuộn dây.", 2)]
    right = [
        unit("d1", "Điều 1"),
        Unit("d1.k1", "khoản 1 Điều 1", "d1", "1. Một khoản mới chen vào đây trước tiên.", 2),
        Unit("d1.k2", "khoản 2 Điều 1", "d1", "2. Mỗi bản được cấp một cuộn dây.", 2),
    ]
    rows = align(left, right).rows
    assert [(row.state, row.renamed, row.moved) for row in rows] == [
        ("same", False, False), ("right", False, False), ("same", True, False),
    ]  # fmt: skip


def test_one_document_on_two_days_is_matched_by_address_however_much_it_says_otherwise() -> None:
    rows = align([unit("d1", "Bò ăn cỏ non")], [unit("d1", "Trâu uống nước suối")], same_document=True).rows
    assert [row.state for row in rows] == ["changed"]
    apart = align([unit("d1", "Bò ăn cỏ non ngoài đồng")], [unit("d1", "Trâu uống nước suối trong rừng")]).rows
    assert sorted(row.state for row in apart) == ["left", "right"]


def test_what_moved_is_told_where_it_stood_and_where_it_stands() -> None:
    words = ["một hai ba bốn năm", "sáu bảy tám chín mười", "đông tây nam bắc giữa", "xuân hạ thu đông tới"]
    left = [unit(f"d{n}", each) for n, each in enumerate(words)]
    right = [left[3], left[0], left[1], left[2]]
    found = align(left, right)
    assert told(found) == [
        ("same", "d3", "d3", True), ("same", "d0", "d0", False), ("same", "d1", "d1", False),
        ("same", "d2", "d2", False), ("away", "d3", "d3", True),
    ]  # fmt: skip
    assert found.counts["moved"] == 1


def test_clauses_that_follow_their_article_are_counted_with_it() -> None:
    first = [unit("d1", "Điều một nói chuyện diều"), unit("d1.k1", "diều giấy bay rất cao", "d1")]
    second = [unit(f"d{n}", f"điều khoản số {n} nói riêng chuyện {n}{n}") for n in (2, 3, 4)]
    found = align([*first, *second], [*second, *first])
    assert found.counts["moved"] == 1


WORDS = st.lists(st.sampled_from(["diều", "giấy", "đuôi", "dây", "gió", "bản", "hội", "ngày", "sơn"]), max_size=12)
TEXTS = st.lists(WORDS.map(" ".join), max_size=12)


@given(TEXTS, TEXTS, st.booleans())
def test_every_unit_stands_on_exactly_one_row_and_the_right_order_is_kept(
    left: list[str], right: list[str], same: bool
) -> None:
    ours = [unit(f"d{n}", each) for n, each in enumerate(left)]
    theirs = [unit(f"d{n}", each) for n, each in enumerate(right)]
    rows = align(ours, theirs, same_document=same).rows
    assert [row.right for row in rows if row.right and row.state != "away"] == theirs
    shown = [row.left for row in rows if row.left and row.state != "away"]
    assert sorted(shown, key=ours.index) == ours
