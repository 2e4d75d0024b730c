"""The files of a comparison, read back: what is marked, who is compared, where it is read."""

import io
from datetime import date

import docx
import pypdfium2
import pytest

from registry.compare import paper, word
from registry.compare.report import Head, Line, Report, Run, Words

WORDS = Words(
    "Bên trái", "Bên phải", "[… {n} từ không in …]", "Cách đọc:", "chỉ có bên trái", "chỉ có bên phải",
    "Bản điện tử để tra cứu.", "Hai bên giống nhau.", "In từ hu-cau.example ngày 01/02/2026", "trang",
)  # fmt: skip


def head(number: str) -> Head:
    return Head(
        number, "Quyết định", "Quy định về diều <giấy> & #set", "Điều 5", "tại ngày 01/03/2025", "Còn hiệu lực",
        f"https://hu-cau.example/van-ban/{number}",
    )  # fmt: skip


def report(*lines: Line) -> Report:
    sides = head("9902/2024/QĐ-UBND"), head("9905/2025/QĐ-UBND")
    return Report("So sánh diều \N{CJK UNIFIED IDEOGRAPH-9CF6}", "vi", *sides, ("1 đơn vị khác chữ",), lines, WORDS)


CHANGED = Line(
    "khoản 2 Điều 5", "Khác chữ",
    (Run("equal", "Diều dài ", "Diều dài "), Run("replaced", "ba ", "năm "), Run("equal", "gang\ntay.", "gang\ntay."),
     Run("gap", "…", "…", 12), Run("added", "", "Có #link(\"x\") và \x01 \\u{0}.")),
)  # fmt: skip
SAME = Line("4 đơn vị giống nhau: Điều 1 – Điều 4")
ELSEWHERE = Line("Điều 7 → Điều 8", "Ở chỗ khác bên phải")


def styled(cell: object) -> list[tuple[str, str]]:
    paragraphs = cell.paragraphs  # type: ignore[attr-defined]
    return [(run.style.name, run.text) for each in paragraphs for run in each.runs]


def test_a_docx_carries_marks_as_styles_of_their_own() -> None:
    made = docx.Document(io.BytesIO(word.build(report(SAME, CHANGED, ELSEWHERE), date(2026, 2, 1))))
    heads, table = made.tables
    assert [cell.paragraphs[1].text for cell in heads.rows[0].cells] == [
        "Quyết định 9902/2024/QĐ-UBND, Điều 5", "Quyết định 9905/2025/QĐ-UBND, Điều 5",
    ]  # fmt: skip
    assert heads.rows[0].cells[1].paragraphs[-1].text == "https://hu-cau.example/van-ban/9905/2025/QĐ-UBND"
    left, right = table.rows[3].cells
    assert (word.REMOVED, "ba") in styled(left)
    assert (word.ADDED, "năm") in styled(right)
    assert not any(name == word.ADDED for name, _ in styled(left))
    assert [each.text for each in left.paragraphs] == ["Diều dài ba gang", "tay.[… 12 từ không in …]"]
    styles = made.styles
    assert styles[word.REMOVED].font.strike
    assert styles[word.ADDED].font.underline
    assert table.rows[1].cells[0].text == SAME.heading
    assert table.rows[4].cells[0].text == "Điều 7 → Điều 8 – Ở chỗ khác bên phải"
    assert any(WORDS.removed in each.text and WORDS.added in each.text for each in made.paragraphs)


def test_a_docx_of_a_comparison_without_differences_says_so() -> None:
    made = docx.Document(io.BytesIO(word.build(report(SAME))))
    assert WORDS.nothing in [each.text for each in made.paragraphs]


@pytest.fixture(scope="module")
def printed() -> bytes:
    return paper.build(report(SAME, CHANGED, ELSEWHERE), date(2026, 2, 1))


def test_a_pdf_holds_both_columns_and_no_markup_of_documents(printed: bytes) -> None:
    document = pypdfium2.PdfDocument(printed)
    text = " ".join(page.get_textpage().get_text_bounded() for page in document)
    flat = " ".join(text.split())
    document.close()
    for wanted in ("9902/2024/QĐ-UBND", "9905/2025/QĐ-UBND", "Diều dài ba gang", "Diều dài năm gang", "<giấy> & #set",
                   '#link("x")', "[… 12 từ không in …]", SAME.heading, "Ở chỗ khác bên phải", WORDS.note,
                   "tại ngày 01/03/2025", "trang 1 / 1"):  # fmt: skip
        assert wanted in flat, wanted


def test_a_pdf_is_tagged_and_the_same_each_time(printed: bytes) -> None:
    assert b"/MarkInfo" in printed
    assert b"/StructTreeRoot" in printed
    assert paper.build(report(SAME, CHANGED, ELSEWHERE), date(2026, 2, 1)) == printed
