"""Documents of tỉnh Hư Cấu as programs lay them out: where letters and lines stand tells what the text is."""

import io
from collections.abc import Sequence
from pathlib import Path

import docx
import pytest
from docx.oxml import parse_xml

from registry.parsing import canonicalise, read_file
from registry.parsing.footnotes import RULE
from registry.parsing.lines import join_pages
from tests.fault import hostile

SIZE, LEFT, PITCH = 13, 60, 18
ADVANCE = 0.6 * SIZE
LATIN = "cp1252"


def shown(char: str, letters: Sequence[str]) -> int:
    """The code of a character in a font that holds Windows-1252, or the letters from code 128."""
    return 128 + letters.index(char) if char in letters else char.encode(LATIN)[0]


def drawn(lines: Sequence[str], *, late: bool) -> bytes:
    """A PDF in one width of letters; ``late`` draws letters with a mark after the rest of each line."""
    letters = sorted({char for line in lines for char in line if char.encode(LATIN, "ignore") == b""})
    content = []
    for at, line in enumerate(lines):
        base = 780 - PITCH * at
        second = [n for n, char in enumerate(line) if not char.isascii()] if late else []
        after = {n + 1 for n in second if line[n + 1 : n + 2] == " "}  # spaces that are only moved over
        runs = [[n for n in range(len(line)) if n not in second and n not in after], *([n] for n in second)]
        for run in runs:
            content.append(f"BT /F0 {SIZE} Tf {LEFT + ADVANCE * run[0]:.1f} {base} Td [")
            last = run[0] - 1
            for n in run:
                content.append(f"{-600 * (n - last - 1)}<{shown(line[n], letters):02x}>")
                last = n
            content.append("] TJ ET\n")
    names = "".join(f"/uni{ord(char):04X}" for char in letters)
    font = (
        "<</Type/Font/Subtype/TrueType/BaseFont/HuCau/FirstChar 1/LastChar 255"
        f"/Widths[{'600 ' * 255}]/Encoding<</Type/Encoding/BaseEncoding/WinAnsiEncoding/Differences[128{names}]>>>>"
    )
    resources = f"/Resources<</Font<</F0{font}>>>>/Contents 3".encode()
    return hostile.pdf(content="".join(content).encode()).replace(b"/Contents 3", resources)


def read(tmp_path: Path, name: str, data: bytes | str) -> str:
    path = tmp_path / name
    path.write_bytes(data.encode() if isinstance(data, str) else data)
    return canonicalise(read_file(path)).text


def test_letters_of_a_second_font_return_to_their_words(tmp_path: Path) -> None:
    lines = ["BAN NHÂN DÂN", "Thành viên có tên trong danh sách", "1. Các thành viên tham gia công tác và báo cáo."]
    assert read(tmp_path, "a.pdf", drawn(lines, late=True)) == "\n".join(lines)


def test_a_line_that_reaches_the_right_edge_goes_on(tmp_path: Path) -> None:
    lines = [
        "1. Nội dung này được thực hiện theo quy định tại khoản 2",
        "Điều 21 Quy định ban hành kèm theo Quyết định của Ủy ban",
        "Nhân dân tỉnh Hư Cấu; các xã, phường phối hợp với các Sở",
        "Ngành của tỉnh Hư Cấu và các tổ chức chính trị của tỉnh.",
        "Các xã báo cáo kết quả cho tỉnh.",
    ]
    assert {len(line) for line in lines[:4]} == {56}
    text = read(tmp_path, "a.pdf", drawn(lines, late=False))
    assert text == " ".join(lines[:4]) + "\n" + lines[4]


def test_an_office_below_its_capacity_is_no_heading_of_the_clause_above() -> None:
    lines = ["2. Các xã thi hành Quyết định này./.", "KT. CHỦ TỊCH", "PHÓ CHỦ TỊCH"]
    assert join_pages([lines]) == lines


def numbered(starts: Sequence[int | None]) -> bytes:
    """A Word file whose lists share one definition; those with a start were told to begin anew."""
    document = docx.Document()
    root = document.part.numbering_part.element
    place = 'xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"'
    level = '<w:lvl w:ilvl="0"><w:start w:val="1"/><w:numFmt w:val="decimal"/><w:lvlText w:val="%1."/></w:lvl>'
    root.insert(0, parse_xml(f'<w:abstractNum {place} w:abstractNumId="90">{level}</w:abstractNum>'))
    for at, start in enumerate(starts):
        anew = f'<w:lvlOverride w:ilvl="0"><w:startOverride w:val="{start}"/></w:lvlOverride>' if start else ""
        root.append(parse_xml(f'<w:num {place} w:numId="{90 + at}"><w:abstractNumId w:val="90"/>{anew}</w:num>'))
        document.add_paragraph(f"Điều {at + 1}. Nội dung")
        for text in ("Một.", "Hai."):
            properties = document.add_paragraph(text)._p.get_or_add_pPr()
            number = f'<w:numPr {place}><w:ilvl w:val="0"/><w:numId w:val="{90 + at}"/></w:numPr>'
            properties.append(parse_xml(number))
    out = io.BytesIO()
    document.save(out)
    return out.getvalue()


def outline(path: Path) -> str:
    """Return how a list of chapters and articles that run on reads, with two rows numbered in cells of their own."""
    document = docx.Document()
    place = 'xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"'
    levels = [
        '<w:start w:val="1"/><w:numFmt w:val="upperRoman"/><w:lvlText w:val="Chương %1"/>',
        '<w:start w:val="1"/><w:numFmt w:val="decimal"/><w:lvlRestart w:val="0"/><w:lvlText w:val="Điều %2."/>',
        '<w:start w:val="1"/><w:numFmt w:val="decimal"/><w:isLgl/><w:lvlText w:val="%1.%3."/>',
    ]
    made = "".join(f'<w:lvl w:ilvl="{at}">{level}</w:lvl>' for at, level in enumerate(levels))
    root = document.part.numbering_part.element
    root.insert(0, parse_xml(f'<w:abstractNum {place} w:abstractNumId="90">{made}</w:abstractNum>'))
    root.append(parse_xml(f'<w:num {place} w:numId="90"><w:abstractNumId w:val="90"/></w:num>'))
    cells = document.add_table(1, 2).rows[0].cells
    cells[1].text = "Giếng"
    rows = [cells[0].paragraphs[0], *(document.add_paragraph("Nội dung") for _ in range(5))]
    for paragraph, level in zip(rows, (1, 0, 1, 2, 0, 1), strict=True):
        number = f'<w:numPr {place}><w:ilvl w:val="{level}"/><w:numId w:val="90"/></w:numPr>'
        paragraph._p.get_or_add_pPr().append(parse_xml(number))
    document.save(str(path / "a.docx"))
    return canonicalise(read_file(path / "a.docx")).text


def test_levels_that_run_on_and_numbers_alone_in_a_cell(tmp_path: Path) -> None:
    assert outline(tmp_path).split("\n") == [
        "Điều 1. | Giếng", "Chương I Nội dung", "Điều 2. Nội dung", "1.1. Nội dung", "Chương II Nội dung",
        "Điều 3. Nội dung",
    ]  # fmt: skip


def test_lists_of_word_that_begin_anew(tmp_path: Path) -> None:
    text = read(tmp_path, "a.docx", numbered([None, 1, None, 7]))
    assert [line[:2] for line in text.split("\n") if "Điều" not in line] == ["1.", "2."] * 2 + ["3.", "4.", "7.", "8."]


@pytest.mark.parametrize(
    ("page", "text"),
    [
        ("<ol><li><p>Một</p><p>Thêm</p></li><li><p>Hai</p></li></ol>", "1. Một\nThêm\n2. Hai"),
        ("<ol><li></li></ol><p>Ngoài</p>", "Ngoài"),
        ("<div title='header'><p>12</p></div><p>Điều 1. Phạm vi</p><div title='footer'><p>1</p></div>",
         "Điều 1. Phạm vi"),
    ],
)  # fmt: skip
def test_pages_that_office_programs_write(tmp_path: Path, page: str, text: str) -> None:
    assert read(tmp_path, "a.html", f"<html><body>{page}</body></html>") == text


def test_notes_of_libreoffice_in_rtf(tmp_path: Path) -> None:
    note = r"{\super \chftn{\*\footnote \chftn\pard\plain {Ghi ch\u250?}}}"
    data = r"{\rtf1\ansi{\fonttbl{\f0 A;}}Thay \u273?\u7893?i" + note + r" sau.\par {\*\la {\footnote x}}}"
    assert read(tmp_path, "a.rtf", data) == f"Thay đổi[1] sau.\n{RULE}\n[1]Ghi chú"


WORD_MARK = (
    '<a style=\'mso-footnote-id:{0}\' href="#_{0}" name="_{1}" title=""><span class=MsoFootnoteReference><span'
    " style='mso-special-character:footnote'><![if !supportFootnotes]><span class=MsoFootnoteReference>"
    "<span style='font-size:13.0pt'>[{2}]</span></span><![endif]></span></span></a>"
)
WORD_NOTE = (
    "<div style='mso-element:{3}' id={0}><p class=MsoFootnoteText>"
    '<a style=\'mso-footnote-id:{0}\' href="#_{1}" name="_{0}" title=""><span class=MsoFootnoteReference>'
    "<![if !supportFootnotes]>[{2}]<![endif]></span></a> {4}</p></div>"
)
FROM_WORD = (
    f"<p class=MsoNormal>Thay đổi{WORD_MARK.format('ftn1', 'ftnref1', '1')}"
    f" rồi{WORD_MARK.format('edn1', 'ednref1', 'i')} sau.</p><div style='mso-element:footnote-list'>"
    '<![if !supportFootnotes]><br clear=all><hr align=left size=1 width="33%"><![endif]>'
    f"{WORD_NOTE.format('ftn1', 'ftnref1', '1', 'footnote', 'Ghi chú</p><p>tiếp theo')}</div>"
    f"<div style='mso-element:endnote-list'>{WORD_NOTE.format('edn1', 'ednref1', 'i', 'endnote', 'Chú cuối')}</div>"
)
FROM_LIBREOFFICE = (
    '<p>Thay đổi<a class="sdfootnoteanc" name="sdfootnote1anc" href="#sdfootnote1sym"><sup>1</sup></a> sau.</p>'
    '<div id="sdfootnote1"><p class="sdfootnote">'
    '<a class="sdfootnotesym" name="sdfootnote1sym" href="#sdfootnote1anc">1</a>\n\tGhi chú</p></div>'
)
FROM_PANDOC = (
    '<p>Thay đổi<a href="#fn1" class="footnote-ref" id="fnref1" role="doc-noteref"><sup>1</sup></a> sau.</p>'
    '<section class="footnotes"><hr /><ol><li id="fn1"><p>Ghi chú<a href="#fnref1" class="footnote-back">↩︎</a></p></li>'
    "</ol></section>"
)
TAKEN_APART = (  # by the editor of a site, which keeps neither styles nor the names of divisions
    '<table><tr><td><p>Thay đổi<sup><a href="/van-ban/12#_ftn5">[5]</a></sup> sau.</p>'
    '<p><sup><a href="/van-ban/12#_ftnref5">[5]</a></sup> Ghi chú</p><p>Hết.</p></td></tr></table>'
)


@pytest.mark.parametrize(
    ("page", "text"),
    [
        (FROM_WORD, f"Thay đổi[1] rồi[2] sau.\n{RULE}\n[1] Ghi chú\ntiếp theo\n[2] Chú cuối"),
        (FROM_LIBREOFFICE, f"Thay đổi[1] sau.\n{RULE}\n[1] Ghi chú"),
        (FROM_LIBREOFFICE + "<p>Phần cuối trang.</p>", f"Thay đổi[1] sau.\nPhần cuối trang.\n{RULE}\n[1] Ghi chú"),
        (FROM_PANDOC, f"Thay đổi[1] sau.\n{RULE}\n[1] Ghi chú"),
        (TAKEN_APART, f"Thay đổi[5] sau.\nHết.\n{RULE}\n[5] Ghi chú"),
        ('<p>Xem <a href="#dieu-3">Điều 3</a> và <a href="#_ftn">đây</a>.</p>', "Xem Điều 3 và đây."),
    ],
    ids=["word", "libreoffice", "text below the notes", "pandoc", "taken apart", "other links"],
)
def test_notes_of_pages_stand_below_the_text(tmp_path: Path, page: str, text: str) -> None:
    assert read(tmp_path, "a.html", f"<html><body>{page}</body></html>") == text
