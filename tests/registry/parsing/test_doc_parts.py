"""Parts of Word 97-2003 files in the forms that Word itself saves: fast saves, changed lists, nested tables, fields."""

import struct

import pytest

from registry.errors import InputRefused
from registry.parsing.formats.list_labels import Level, ListLabels, Lists, format_number, labelled
from registry.parsing.formats.msdoc.bins import Bins, run_properties
from registry.parsing.formats.msdoc.fields import shown
from registry.parsing.formats.msdoc.lists import read_lists
from registry.parsing.formats.msdoc.pieces import read_pieces, read_text
from registry.parsing.formats.msdoc.properties import Form, Look, changes, formed, looked
from registry.parsing.formats.msdoc.rows import Rows
from registry.parsing.formats.msdoc.styles import Style, Styles


def clx(*pieces: tuple[int, int, int], end: int, groups: tuple[bytes, ...] = ()) -> bytes:
    """Return a Clx of pieces: first character, FcCompressed, Prm."""
    places = struct.pack(f"<{len(pieces) + 1}I", *(start for start, _, _ in pieces), end)
    table = places + b"".join(struct.pack("<HIH", 0, place, change) for _, place, change in pieces)
    stored = b"".join(b"\x01" + struct.pack("<H", len(group)) + group for group in groups)
    return stored + b"\x02" + struct.pack("<I", len(table)) + table


def narrow(place: int) -> int:
    return 2 * place | 0x40000000


def test_pieces_of_a_fast_save_are_put_in_order() -> None:
    word = b"....va\x96 xa" + "Xã đ".encode("utf-16-le") + b"\x0d"
    pieces = read_pieces(clx((0, 10, 0), (4, narrow(4), 0), (7, narrow(18), 0), end=8), 8)
    assert read_text(pieces, word) == "Xã đva–\r"


def test_properties_that_a_fast_save_left_for_a_piece() -> None:
    pieces = read_pieces(
        clx((0, narrow(0), 0x5C << 1 | 1 << 8), (1, narrow(1), 1), end=2, groups=(b"\x3b\x08\x01",)), 2
    )
    assert [looked(Look(), piece.properties, Look()) for piece in pieces.all] == [
        Look(hidden=True),
        Look(capitals=True),
    ]


@pytest.mark.parametrize(
    "data",
    [
        b"", b"\x02", b"\x03" + clx((0, 0, 0), end=4), clx((0, 0, 0), end=3), clx((1, 0, 0), end=4),
        clx((0, 0, 0), (3, 0, 0), (2, 0, 0), end=4), clx((0, 0, 0), end=2_000_000_000),
    ],
)  # fmt: skip
def test_piece_tables_that_cannot_be_right(data: bytes) -> None:
    with pytest.raises((InputRefused, struct.error)):
        read_text(read_pieces(data, 4), b"abcdefgh")


def test_text_beyond_the_file_is_refused() -> None:
    with pytest.raises(InputRefused):
        read_text(read_pieces(clx((0, 4, 0), end=4), 4), b"abcdefgh")


def level(style: int, text: str, places: bytes, start: int = 1, flags: int = 0, limit: int = 0) -> bytes:
    """Return an LVL."""
    head = struct.pack("<IBB9sBIIBBBB", start, style, flags, places.ljust(9, b"\0"), 0, 0, 0, 3, 2, limit, 0)
    return head + b"pp" + b"ccc" + struct.pack("<H", len(text)) + text.encode("utf-16-le")


def table(*levels: bytes, simple: bool = False) -> bytes:
    """Return a PlfLst of one list, number 7, and its levels."""
    return struct.pack("<HII18sBB", 1, 7, 0, b"", simple, 0) + b"".join(levels)


def uses(*overrides: bytes) -> bytes:
    """Return a PlfLfo: one plain use of list 7 and one with changed levels."""
    entries = struct.pack("<IIIBBBB", 7, 0, 0, 0, 0, 0, 0) + struct.pack("<IIIBBBB", 7, 0, 0, len(overrides), 0, 0, 0)
    return struct.pack("<I", 2) + entries + b"\xff\xff\xff\xff" * 2 + b"".join(overrides)


LEVELS = (
    level(1, "Chương \0", b"\x08"), level(0, "Điều \1.", b"\x06", flags=8), level(0, "\1.\2.", b"\1\3", flags=4),
    level(4, "\3)", b"\1"), *(level(23, "\uf0b7", b"") for _ in range(5)),
)  # fmt: skip


def test_levels_of_a_list() -> None:
    found = read_lists(table(*LEVELS), 0, uses())
    assert [found.level("1", each) for each in range(5)] == [
        Level("upperRoman", "Chương %1"), Level("decimal", "Điều %2.", restarts=0),
        Level("decimal", "%2.%3.", legal=True), Level("lowerLetter", "%4)"), Level("bullet", "\uf0b7"),
    ]  # fmt: skip


def test_articles_run_on_through_chapters_and_clauses_do_not() -> None:
    labels = ListLabels(read_lists(table(*LEVELS), 0, uses()))
    order = (0, 1, 2, 3, 3, 2, 0, 1, 2, 4)
    assert [labels.label("1", each) for each in order] == [
        "Chương I", "Điều 1.", "1.1.", "a)", "b)", "1.2.", "Chương II", "Điều 2.", "2.1.", "•",
    ]  # fmt: skip


@pytest.mark.parametrize(
    ("override", "labels"),
    [
        (struct.pack("<II", 1, 0x10), ["1.", "2.", "1.", "2."]),
        (struct.pack("<II", 5, 0x10), ["1.", "2.", "5.", "6."]),
        (struct.pack("<II", 0, 0x20) + level(4, "\0)", b"\1", start=0), ["1.", "2.", "c)", "d)"]),
        (struct.pack("<II", 0, 0x30) + level(4, "\0)", b"\1", start=2), ["1.", "2.", "b)", "c)"]),
    ],
)
def test_a_use_of_a_list_may_begin_anew_or_look_otherwise(override: bytes, labels: list[str]) -> None:
    found = ListLabels(read_lists(table(level(0, "\0.", b"\1"), simple=True), 0, uses(override)))
    assert [found.label(use, 0) for use in "1122"] == labels


def test_a_use_that_no_list_stands_behind_prints_nothing() -> None:
    assert ListLabels(Lists()).label("3", 0) == ""


@pytest.mark.parametrize(
    ("number", "style", "text"),
    [(27, "lowerLetter", "aa"), (4, "upperRoman", "IV"), (7, "decimalZero", "07"), (3, "none", ""),
     (0, "lowerRoman", "0"), (2_000_000_000, "lowerLetter", "2000000000"),
     (2_000_000_000, "upperRoman", "2000000000")],
)  # fmt: skip
def test_numbers_as_word_prints_them(number: int, style: str, text: str) -> None:
    assert format_number(number, style) == text


def test_a_number_alone_counts_in_a_cell() -> None:
    assert labelled("1", [], in_cell=True) == ["1"]
    assert labelled("-", [], in_cell=True) == []
    assert labelled("1.", [], in_cell=False) == []


def test_tables_inside_tables_lose_no_words() -> None:
    rows = Rows()
    for depth, text, end in [(1, "A", "cell"), (2, "x", "cell"), (2, "y", "cell"), (2, "", "row"), (1, "B", "cell")]:
        rows.add(depth, [text] if text else [])
        {"cell": rows.end_cell, "row": rows.end_row}[end](depth)
    rows.end_row(1)
    rows.add(3, ["lẻ"])
    assert rows.lines() == ["A | x | y B", "lẻ"]


@pytest.mark.parametrize(
    ("text", "left"),
    [
        ("a\x13 PAGE \x14 7\x15b", "a 7b"),
        ("a\x13 XE x\x15b", "ab"),
        ("a\x13 IF \x13 REF x\x14 y\x15 = \x14 z\x15b", "a zb"),
        ("a\x13 dở dang", "a dở dang"),
        ("a\x15b\x14c", "a\x15b\x14c"),
        ("\x13 TOC \r\x14 mục\r\x15b", "\r mục\rb"),
    ],
)
def test_the_result_of_a_field_is_text(text: str, left: str) -> None:
    assert shown(text, lambda at: True)[0].replace("\0", "") == left


def test_a_field_that_numbers_is_told() -> None:
    assert shown("\x13 AUTONUM \x15 a", lambda at: True)[1]
    assert not shown("\x13 PAGE \x15 a", lambda at: True)[1]


def test_property_lists() -> None:
    cut = b"\x0a\x26\x02" + b"\x0b\x46\x05\x00" + b"\x08\xd6\x03\x00\x01\x02" + b"\x16\x24\x01" + b"\x49\x66\x02"
    assert [sprm for sprm, _ in changes(cut)] == [0x260A, 0x460B, 0xD608, 0x2416]
    assert formed(Form(), cut) == Form(use=5, level=2, in_table=True)
    assert formed(Form(use=5), b"\x0b\x46\x02\xf8") == Form()


def test_styles_give_lists_fonts_and_switches() -> None:
    styles = Styles(Look(0, 1), {
        1: Style(2, b"\x0a\x26\x01", b"\x3c\x08\x01"), 2: Style(1, b"\x0b\x46\x03\x00", b"\x51\x4a\x09\x00"),
        5: Style(0xFFF, b"", b"\x3b\x08\x81"),
    })  # fmt: skip
    assert styles.form(1) == Form(1, use=3, level=1)
    assert styles.look(1, b"") == Look(0, 9, hidden=True)
    assert styles.look(1, b"\x30\x4a\x05\x00\x3c\x08\x81") == Look(0, 9, capitals=True)


def test_a_page_of_runs_is_found_by_where_the_text_lies() -> None:
    page = struct.pack("<3I", 512, 520, 530) + b"\xf0\x00"
    page = page.ljust(480, b"\0") + b"\x03\x3c\x08\x01"
    word = b"\0" * 512 + page.ljust(511, b"\0") + b"\x02"
    bins = Bins(struct.pack("<3I", 512, 530, 1), word, run_properties)
    assert [bins.at(each).properties for each in (100, 512, 519, 520, 600)] == [b"", *[b"\x3c\x08\x01"] * 2, b"", b""]
    with pytest.raises(InputRefused):
        Bins(struct.pack("<3I", 512, 530, 9), word, run_properties).at(512)
