"""Redlines of two wordings."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from registry.redline import redline
from registry.redline.words import MAX_CELLS

CASES = [
    ("Sở Hoa kiểm tra.", "Sở Hoa kiểm tra.", ["=Sở Hoa kiểm tra."]),
    ("Sở Hoa kiểm tra.", "Sở Lá kiểm tra.", ["=Sở ", "Hoa >Lá ", "=kiểm tra."]),
    ("Sở kiểm tra.", "Sở Lá kiểm tra.", ["=Sở ", "+Lá ", "=kiểm tra."]),
    ("Sở Lá kiểm tra.", "Sở kiểm tra.", ["=Sở ", "-Lá ", "=kiểm tra."]),
    ("", "Mới.", ["+Mới."]),
    ("Cũ.", "", ["-Cũ."]),
    ("một hai", "một  hai", ["=một hai"]),
    ("tra.", "tra,", ["=tra", ".>,"]),
    ("a b c", "x b y", ["a b c>x b y"]),
]


def shown(left: str, right: str) -> list[str]:
    """Return the pieces in the short form of the table."""
    forms = {"equal": "={0}", "added": "+{1}", "removed": "-{0}", "replaced": "{0}>{1}"}
    return [forms[piece.kind].format(left[slice(*piece.left)], right[slice(*piece.right)])
            for piece in redline(left, right)]  # fmt: skip


@pytest.mark.parametrize(("left", "right", "expected"), CASES)
def test_pieces(left: str, right: str, expected: list[str]) -> None:
    assert shown(left, right) == expected


@given(st.text(alphabet="ab đ.,\n", max_size=60), st.text(alphabet="ab đ.,\n", max_size=60))
def test_pieces_cover_both_sides_in_order_and_equal_ones_are_equal(left: str, right: str) -> None:
    pieces = redline(left, right)
    assert "".join(left[slice(*piece.left)] for piece in pieces) == left
    assert "".join(right[slice(*piece.right)] for piece in pieces) == right
    for piece in pieces:
        ours, theirs = left[slice(*piece.left)], right[slice(*piece.right)]
        assert "".join(ours.split()) == "".join(theirs.split()) or piece.kind != "equal"
        assert (piece.kind == "added") == (not ours and bool(theirs))
        assert (piece.kind == "removed") == (bool(ours) and not theirs)


def test_very_long_stretches_without_a_common_edge_are_replaced_whole() -> None:
    count = int(MAX_CELLS**0.5) + 1
    left, right = "a " * count, "b " * count
    assert [piece.kind for piece in redline(left, right)] == ["replaced"]
