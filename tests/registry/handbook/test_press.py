"""The finished PDF, read back."""

import json
import re
from dataclasses import replace
from datetime import date
from pathlib import Path
from typing import Any

import pypdfium2
import pytest

from registry.errors import InputRefused, MissingTool, NotKnown, VanbanError
from registry.handbook import BookPart, HandbookContent, Limits, build, for_documents
from registry.handbook.assembling import Shelf
from registry.handbook.content import Block, BlockKind, Run
from registry.handbook.gate import check


def bookmarks(pdf: bytes) -> list[tuple[int, str, int]]:
    with pypdfium2.PdfDocument(pdf) as book:
        return [(mark.level, mark.get_title(), mark.get_dest().get_index()) for mark in book.get_toc()]


def test_front_matter_has_roman_numbers_and_the_body_arabic_ones(pdf: bytes) -> None:
    with pypdfium2.PdfDocument(pdf) as book:
        labels = [book.get_page_label(at) for at in range(len(book))]
    assert labels[1:3] == ["ii", "iii"]
    assert labels[3:] == [str(at) for at in range(1, len(labels) - 2)]


def test_the_cover_and_the_notice_say_what_the_book_is(pages: list[str]) -> None:
    assert "SỞ TƯ PHÁP TỈNH HƯ CẤU" in pages[0]
    assert "Sổ tay thử nghiệm" in pages[0]
    assert "Pháp luật tính đến ngày 01 tháng 7 năm 2025" in pages[0]
    assert "chỉ để tra cứu" in pages[1]
    assert "Phòng Thử nghiệm" in pages[1]


def test_contents_name_the_page_where_each_document_begins(
    pdf: bytes, pages: list[str], content: HandbookContent
) -> None:
    with pypdfium2.PdfDocument(pdf) as book:
        labels = [book.get_page_label(at) for at in range(len(book))]
    for document in content.documents:
        starts = [at for level, title, at in bookmarks(pdf) if level == 1 and title.startswith(document.number)]
        assert starts
        for at in starts:
            assert document.number in pages[at]
            assert re.search(rf"{re.escape(document.number)} – .*?[. ]{labels[at]}\b", pages[2])


def test_bookmarks_follow_the_structure(pdf: bytes) -> None:
    marks = [(level, title) for level, title, _ in bookmarks(pdf)]
    at = next(place for place, (_, title) in enumerate(marks) if title.startswith("9001/2025/QĐ-UBND"))
    assert [level for level, _ in marks[at : at + 5]] == [1, 2, 3, 2, 3]
    assert marks[at + 1][1].split() == "Chương I QUY ĐỊNH CHUNG CỦA QUYẾT ĐỊNH".split()  # noqa: SIM905
    assert [title for _, title in marks[at + 2 : at + 5]][::2] == ["Điều 1. Mức hỗ trợ", "Điều 2."]


def test_body_pages_count_themselves(pages: list[str]) -> None:
    total = len(pages) - 3
    for at, page in enumerate(pages[3:], start=1):
        assert f"{at} / {total}" in page


def test_each_document_begins_a_page_with_its_facts_and_status(pages: list[str]) -> None:
    first = next(page for page in pages[3:] if page.startswith("9001/2025/QĐ-UBND"))
    for words in ("Còn hiệu lực", "UBND tỉnh Hư Cấu", "ngày 10 tháng 02 năm 2025", "https://hu-cau.example/van-ban"):
        assert words in first
    expired = next(page for page in pages[3:] if "Hết hiệu lực từ ngày 01/06/2025" in page)
    assert "chưa có toàn văn" in expired
    assert "Tra cứu tại Công báo" in expired


def test_text_is_never_read_as_markup(pages: list[str]) -> None:
    words = 'đ) Hộ ở xã Gió Ngàn, kể cả #read("/etc/passwd") và *chữ* $x$ @nhãn <gate> \\ // chú thích.'
    assert words in " ".join(pages)


def test_the_index_lists_cited_numbers_with_their_pages(pages: list[str]) -> None:
    index = pages[-1]
    assert "TRA CỨU THEO SỐ KÝ HIỆU" in index
    assert re.search(r"9001/2025/QĐ-UBND[. ]+\d", index)
    assert index.index("9001/2025/QĐ-UBND") < index.index("9002/NQ-HĐND")
    own = next(at for at, page in enumerate(pages[3:], 1) if page.startswith("9002/NQ-HĐND"))
    citing = next(at for at, page in enumerate(pages[3:], 1) if page.startswith("9001/2025/QĐ-UBND"))
    assert {own, citing} <= {int(n) for n in re.findall(r"\d+", index[index.index("9002/NQ-HĐND") + 12 :])[:3]} | {
        *range(min(own, citing), max(own, citing) + 1)
    }


def test_the_same_content_gives_the_same_bytes(pdf: bytes, content: HandbookContent) -> None:
    assert build(content) == pdf


def test_the_file_is_accessible_and_archivable(pdf: bytes) -> None:
    assert b"pdfuaid:part" in pdf
    assert b"pdfaid:part" in pdf
    assert b"/Lang(vi-VN)" in pdf.replace(b" ", b"")
    with pypdfium2.PdfDocument(pdf) as book:
        assert book.get_metadata_value("Title") == "Sổ tay thử nghiệm"
        assert book.get_metadata_value("CreationDate").startswith("D:20250701")
        assert book.is_tagged()


def with_text(content: HandbookContent, *blocks: Block) -> HandbookContent:
    document = replace(content.documents[0], blocks=blocks)
    return replace(content, parts=(BookPart("", (document,)),))


def test_a_character_without_a_glyph_is_named_with_its_document(content: HandbookContent) -> None:
    bad = with_text(content, Block(BlockKind.TEXT, (Run("chữ 漢 lạ"),)))
    with pytest.raises(InputRefused, match=r"“漢” \(U\+6F22.*trong văn bản 9002/NQ-HĐND"):
        build(bad)


def test_a_missing_font_is_named(content: HandbookContent, tmp_path: Path) -> None:
    with pytest.raises(MissingTool, match=r"LiberationSerif-Regular\.ttf"):
        build(content, fonts=tmp_path)


def test_long_words_and_wide_tables_stay_on_the_paper(content: HandbookContent) -> None:
    row = tuple("1.234.567.890.123" for _ in range(12))
    wide = with_text(
        replace(content, paper="a5"),
        Block(BlockKind.TEXT, (Run("." * 400),)),
        Block(BlockKind.TEXT, (Run("dài" * 200),)),
        Block(BlockKind.TABLE, rows=(row,) * 40),
    )
    with pypdfium2.PdfDocument(build(wide)) as book:
        for at in range(len(book)):
            page = book[at]
            width, height = page.get_size()
            boxes = [found.get_bounds() for found in page.get_objects() if found.type == 1]
            assert all(left >= 0 and right <= width and low >= 0 and top <= height for left, low, right, top in boxes)
            page.close()


def test_the_words_of_a_lost_table_share_lines(content: HandbookContent) -> None:
    cells = [Block(BlockKind.TEXT, (Run(f"ô{at}"),)) for at in range(200)]
    with pypdfium2.PdfDocument(build(with_text(content, *cells))) as book:
        page = book[3]
        words = page.get_textpage()
        text = words.get_text_bounded()
        words.close()
        page.close()
    assert all(f"ô{at}" in text for at in range(200))


def test_a_build_that_takes_too_long_or_too_much_is_stopped(content: HandbookContent) -> None:
    with pytest.raises(VanbanError) as slow:
        build(content, limits=Limits(seconds=0.01))
    assert slow.value.code == "handbook-too-slow"
    with pytest.raises(VanbanError) as large:
        build(content, limits=Limits(megabytes=64))
    assert large.value.code == "handbook-too-large"


def test_a_book_without_dividers_keeps_its_heading_levels(content: HandbookContent) -> None:
    flat = replace(content, parts=(BookPart("", content.documents[:2]),))
    levels = [level for level, title, _ in bookmarks(build(flat)) if title.startswith("9002/NQ-HĐND")]
    assert levels == [0]


def marks(*pages: int) -> list[dict[str, Any]]:
    return [{"id": at, "page": page} for at, page in [*enumerate(pages), ("end", 9)]]


def test_the_gate_lets_a_whole_book_pass(content: HandbookContent) -> None:
    starts = check(content, marks(4, 5, 7, 8), b"/Type /Page\n" * 9)
    assert list(starts.values()) == [4, 5, 7, 8]


@pytest.mark.parametrize(
    ("pages", "printed", "words"),
    [((4, 5, 7), 9, "9003/KH-UBND"), ((4, 7, 5, 8), 9, "thứ tự"), ((4, 5, 7, 8), 6, "6 trang")],
)
def test_the_gate_stops_a_broken_book(
    pages: tuple[int, ...], printed: int, words: str, content: HandbookContent
) -> None:
    with pytest.raises(VanbanError, match=words):
        check(content, marks(*pages), b"/Type /Page\n" * printed)


def test_documents_chosen_on_a_page_become_a_book(shelf: Shelf) -> None:
    made = for_documents(shelf, ["quyet-dinh-9001"], title="Chọn từ trang tìm kiếm", as_at=date(2025, 7, 1))
    assert made.startswith(b"%PDF-")
    with pytest.raises(NotKnown):
        for_documents(shelf, ["khong-co"], title="Sổ tay")


def test_errors_survive_a_trip_through_json(content: HandbookContent) -> None:
    with pytest.raises(InputRefused) as caught:
        build(replace(content, title="漢"))
    assert "phần đầu sổ tay" in json.loads(json.dumps({"message": str(caught.value)}))["message"]
