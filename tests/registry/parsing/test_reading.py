from hypothesis import given
from hypothesis import strategies as st

from registry.parsing.header import header
from registry.parsing.reading import read_text
from registry.parsing.structure import provisions

PIECES = [
    "Điều 1. ", "Điều 2a. ", "Điều 12.3.TT.16.16", "1. ", "2a. ", "1.1. ", "a) ", "đ) ", "(i) ", "I. ", "Chương I",
    "Mục 1",
    "Phụ lục I", "Mẫu số 01", "“", "”", '"', "Sửa đổi, bổ sung khoản 1 như sau:", "QUY CHẾ", "(Ban hành kèm theo",
    "Số: 9999/QĐ-UBND", "ngày 31 tháng 02 năm 2030", "TM. ỦY BAN NHÂN DÂN", "KT. CHỦ TỊCH", "Nguyễn Văn Hư", "THÔNG TƯ",
    "XÁC THỰC VĂN BẢN HỢP NHẤT", "có hiệu lực từ ngày 01/13/2030", " "
    "| ", "\n", "\n", "\n", "[3]", "――――――――", "nội dung",
    "CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM", "Căn cứ Luật Hư cấu;", "́", "\u0000", "İ",
]  # fmt: skip
texts = st.lists(st.one_of(st.sampled_from(PIECES), st.text(max_size=12)), max_size=40).map("".join)


@given(texts)
def test_any_text_is_read_and_every_span_slices_back(text: str) -> None:
    found, doubts = provisions(text)
    open_ends: dict[str, tuple[int, int]] = {}
    for one in found:
        assert 0 <= one.start < one.end <= len(text)
        assert text[one.start : one.end].strip()
        if one.parent:
            start, end = open_ends[one.parent]
            assert start <= one.start
            assert one.end <= end
        open_ends[one.id] = (one.start, one.end)
    assert len(open_ends) == len(found)
    assert all(issue.start is None or 0 <= issue.start <= (issue.end or 0) <= len(text) for issue in doubts)


@given(texts)
def test_reading_again_gives_the_same_addresses(text: str) -> None:
    assert provisions(text) == provisions(text)


@given(texts)
def test_any_header_is_read_without_error(text: str) -> None:
    found, _ = header(text)
    if found.effective:
        assert 0 <= found.effective.start < found.effective.end <= len(text)


def test_a_reading_holds_everything() -> None:
    read = read_text(
        "QUYẾT ĐỊNH\nVề việc hư cấu\nCăn cứ Nghị định số 9998/2030/NĐ-CP ngày 01 tháng 02 năm 2030 của Chính phủ;\n"
        "Điều 1. Phê duyệt việc hư cấu theo khoản 2 Điều 3 Nghị định số 9998/2030/NĐ-CP.\nĐiều 2. Thi hành./.",
        {"nguon": "hư cấu"},
    )
    assert [one.id for one in read.provisions] == ["d1", "d2"]
    assert {one.number for one in read.citations} == {"9998/2030/NĐ-CP"}
    assert ("based_on", "9998/2030/NĐ-CP") in {(one.verb, one.number) for one in read.relations}
    assert read.meta == {"nguon": "hư cấu"}
    assert any(one.code == "no-date" for one in read.issues)
