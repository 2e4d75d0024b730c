"""Marks cover both wordings in any length, and the middle of long stretches is left out and counted."""

from hypothesis import given
from hypothesis import strategies as st

from registry.compare import Row, Unit, marks
from registry.compare.marking import AT_ONCE
from registry.compare.report import AROUND, LONGEST_ALONE, runs, side_runs

LINES = st.lists(
    st.sampled_from(["1 | rồng | xanh\n", "2 | rồng | đỏ\n", "2 | rồng | vàng\n", "\n", "hết"]), max_size=25
)


@given(LINES, LINES, st.integers(1, 40))
def test_the_pieces_cover_both_wordings(left: list[str], right: list[str], times: int) -> None:
    one, other = "".join(left) * times, "".join(right) * times
    found = marks(one, other)
    assert "".join(one[slice(*each.left)] for each in found) == one
    assert "".join(other[slice(*each.right)] for each in found) == other
    assert all(one[slice(*e.left)].split() == other[slice(*e.right)].split() for e in found if e.kind == "equal")


def test_a_long_table_is_compared_row_by_row() -> None:
    rows = [f"{n} | Rồng giấy số {n} | vảy màu {n % 7}\n" for n in range(400)]
    changed = [*rows[:200], rows[200].replace("vảy", "sừng"), *rows[201:]]
    one, other = "".join(rows), "".join(changed)
    assert len(one.split()) * len(other.split()) > AT_ONCE
    differing = [each for each in marks(one, other) if each.kind != "equal"]
    assert [one[slice(*each.left)].strip() for each in differing] == ["vảy"]


def test_long_unchanged_words_are_left_out_around_a_change() -> None:
    same = " ".join(f"từ{n}" for n in range(300))
    row = Row("changed", Unit("d1", "", None, f"{same} cũ {same}"), Unit("d1", "", None, f"{same} mới {same}"))
    found = runs(row)
    assert [run.kind for run in found] == ["gap", "equal", "replaced", "equal", "gap"]
    assert found[0].words == 300 - AROUND
    assert len(found[1].left.split()) == AROUND
    shown = [words for kind, words in side_runs(found, "left", "[{n} từ]") if kind == "gap"]
    assert shown == [f"[{300 - AROUND} từ]"] * 2


def test_what_stands_alone_is_shown_up_to_a_length() -> None:
    row = Row("left", Unit("d1", "", None, "chữ " * (LONGEST_ALONE + 7)), None)
    found = runs(row)
    assert [run.kind for run in found] == ["removed", "gap"]
    assert found[1].words == 7
    assert list(side_runs(found, "right", "{n}")) == []
