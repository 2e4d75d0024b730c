"""Word 97-2003: whole files that LibreOffice made, and what real files hold and it does not make."""

import shutil
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from registry.errors import InputRefused, MissingTool
from registry.parsing import FileKind, canonicalise, read_file
from registry.parsing.files import read_data
from registry.parsing.footnotes import RULE
from registry.parsing.formats import msdoc
from registry.parsing.raw import RawDocument
from registry.parsing.reading import parse

HERE = Path(__file__).parent / "doc"
DECISION = (HERE / "quyet-dinh.doc").read_bytes()
OLD_FONTS = (HERE / "phong-chu-cu.doc").read_bytes()
HEAD = DECISION.index(b"\xec\xa5")  # of the WordDocument stream, where the information block lies
LINES = [
    "QUYẾT ĐỊNH", "Về hỗ trợ giếng nước tỉnh Hư Cấu", "Điều 1. Phạm vi",
    "1. Quy định này áp dụng tại tỉnh Hư Cấu[1].", "2. Không áp dụng với:", "a) Các xã ven sông;", "b) Các phường[2].",
    "Điều 2. Mức hỗ trợ", "1. Mức chung theo bảng sau:", "TT | Nội dung | Mức (đồng)", "1 | Giếng khoan có nắp | 1.000",
    "2 | Bể | 2 m3 Ống | 5 m kèm theo | 2.000", "2. Mức riêng do xã quyết định.", "Điều 3. Thi hành",
    "1. Quyết định này có hiệu lực từ ngày ký.", "2. Sở Hư Cấu CHỦ TRÌ thực hiện và báo cáo.",
    "Xem cổng tỉnh, số 9902-A, trang 1.", "Đoạn có khung.", "Chữ trong khung.", "Đoạn có hình.", "Chữ trong hình.",
    "PHỤ LỤC", "I. Nhóm một", "I.1. Giếng", "I.2. Bể", "II. Nhóm hai", "II.1. Ống", "Phần A. Theo kiểu một",
    "1. Kiểu cấp hai", "Phần B. Theo kiểu hai", "- Gạch đầu dòng", "Chữ 😀 ngoài mặt phẳng gốc.", RULE,
    "[1] Tỉnh không có thật.", "Đoạn hai của chú thích.", "[2] Phường cũng vậy.",
]  # fmt: skip


def refused(data: bytes) -> str:
    with pytest.raises(InputRefused) as refusal:
        msdoc.read(data)
    return refusal.value.code


def patched(data: bytes, at: int, value: bytes) -> bytes:
    return data[:at] + value + data[at + len(value) :]


def test_a_decision_reads_as_it_prints() -> None:
    found = read_file(HERE / "quyet-dinh.doc")
    assert found.kind is FileKind.DOC
    assert canonicalise(found).text.split("\n") == LINES
    assert found.issues == ()


def test_its_provisions_come_from_automatic_numbers() -> None:
    ids = [provision.id for provision in parse(HERE / "quyet-dinh.doc").provisions]
    assert ids[:9] == ["d1", "d1.k1", "d1.k2", "d1.k2.a", "d1.k2.b", "d2", "d2.k1", "d2.k2", "d3"]


def test_letters_of_old_fonts() -> None:
    found = msdoc.read(OLD_FONTS)
    assert found.text.split("\n") == [
        "QUYẾT ĐỊNH", "Điều 1. Hư Cấu có các xã ven sông", "Điều 2. Các phường", "Điều 3. Chữ của phông mới",
    ]  # fmt: skip
    assert {doubt.code for doubt in found.issues} == {"legacy-encoding"}


def test_tracked_changes_are_refused() -> None:
    assert refused((HERE / "vet-sua-doi.doc").read_bytes()) == "tracked-changes"


@pytest.mark.parametrize("flags", [b"\x00\x01", b"\x00\x81"])
def test_a_password_is_refused(flags: bytes) -> None:
    assert refused(patched(DECISION, HEAD + 10, flags)) == "encrypted"


@pytest.mark.parametrize("size", [500, 512, 1_000, 3_000, 8_000, 12_000])
def test_a_cut_file_is_refused(size: int) -> None:
    assert refused(DECISION[:size]) == "damaged"


@pytest.mark.parametrize(
    ("at", "value"),
    [
        (44, b"\xff\xff\xff\x7f"),  # sectors of the FAT
        (64, b"\xff\xff\xff\x7f"),  # sectors of the short one
        (72, b"\xff\xff\xff\x7f"),  # sectors that list those of the FAT
        (48, b"\xff\xff\xff\x7f"),  # where the directory lies
        (HEAD, b"\xff\xff"),  # what every Word begins with
        (HEAD + 32, b"\xff\xff"),
        (HEAD + 76, b"\xff\xff\xff\x7f"),  # characters of the main text
        (HEAD + 154 + 8 * 33, b"\xff\xff\xff\x7f"),  # where the piece table lies
        (HEAD + 154 + 8 * 73, b"\xff\xff\xff\x7f"),  # where the lists lie
    ],
)
def test_numbers_that_cannot_be_right_are_refused(at: int, value: bytes) -> None:
    assert refused(patched(DECISION, at, value)) == "damaged"


def test_a_circle_of_sectors_is_refused() -> None:
    """A stream of 2^62 bytes whose sectors lead back to the first."""
    at = DECISION.index("WordDocument".encode("utf-16-le")) + 120
    assert refused(patched(DECISION, at, b"\xff\xff\xff\xff\xff\xff\xff\x3f")) == "damaged"


def test_a_container_without_word_is_told_as_such() -> None:
    name = "WordDocument".encode("utf-16-le")
    assert refused(DECISION.replace(name, "WordXocument".encode("utf-16-le"))) == "unsupported"


def test_older_word_is_read_by_another_program(monkeypatch: pytest.MonkeyPatch) -> None:
    older = patched(DECISION, HEAD + 2, b"\x68\x00")
    if shutil.which("catdoc"):
        found = read_data(older, "a.doc")
        assert "Quy định này áp dụng tại tỉnh Hư Cấu" in found.text
        assert [doubt.code for doubt in found.issues] == ["numbers-unread"]
    monkeypatch.setattr(shutil, "which", lambda name: None)
    with pytest.raises(MissingTool, match="catdoc"):
        read_data(older, "a.doc")
    assert read_data(DECISION, "a.doc").text.startswith("QUYẾT ĐỊNH")


def changed(data: bytes) -> st.SearchStrategy[bytes]:
    """Return the file with some of its bytes changed or its end cut off, the word that names its Word left alone."""
    places = st.integers(0, len(data) - 1).filter(lambda at: not HEAD - 4 < at < HEAD + 20)
    edits = st.lists(st.tuples(places, st.binary(min_size=1, max_size=4)), min_size=1, max_size=30)
    cuts = st.sampled_from([0, 0, 0, 600, 4_000])
    return st.builds(lambda made, cut: _edited(data, made)[: len(data) - cut], edits, cuts)


def _edited(data: bytes, edits: list[tuple[int, bytes]]) -> bytes:
    for at, value in edits:
        data = patched(data, at, value)
    return data


@settings(max_examples=250, deadline=None)
@given(st.one_of(changed(OLD_FONTS), changed(DECISION)))
def test_no_bytes_break_the_reader(data: bytes) -> None:
    found: object
    try:
        found = msdoc.read(data)
    except (InputRefused, MissingTool) as refusal:
        found = refusal
    assert isinstance(found, RawDocument | InputRefused | MissingTool)
