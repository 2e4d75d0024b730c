"""Details of Word, RTF, HTML and Markdown files that are part of the text, or must not be."""

import io
from pathlib import Path

import docx
import pytest
from docx.opc.packuri import PackURI
from docx.opc.part import Part
from docx.oxml import parse_xml

from registry.errors import InputRefused
from registry.parsing import canonicalise, read_file
from registry.parsing.footnotes import RULE

W = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
SPACES = (
    f'xmlns:w="{W}" xmlns:mc="http://schemas.openxmlformats.org/markup-compatibility/2006" '
    'xmlns:wps="http://schemas.microsoft.com/office/word/2010/wordprocessingShape" '
    'xmlns:m="http://schemas.openxmlformats.org/officeDocument/2006/math"'
)
BOX = "<w:txbxContent><w:p><w:r><w:t>Hộp chữ</w:t></w:r></w:p></w:txbxContent>"


def read(tmp_path: Path, name: str, data: bytes | str) -> str:
    path = tmp_path / name
    path.write_bytes(data.encode() if isinstance(data, str) else data)
    return canonicalise(read_file(path)).text


def word(*paragraphs: str, notes: str = "") -> bytes:
    document = docx.Document()
    for xml in paragraphs:
        document.element.body.insert(len(document.element.body) - 1, parse_xml(f"<w:p {SPACES}>{xml}</w:p>"))
    if notes:
        root = f'<w:footnotes xmlns:w="{W}">{notes}</w:footnotes>'
        part = Part(PackURI("/word/footnotes.xml"), "application/xml", root.encode())
        document.part.relate_to(part, "http://schemas.openxmlformats.org/officeDocument/2006/relationships/footnotes")
    out = io.BytesIO()
    document.save(out)
    return out.getvalue()


def run(text: str, look: str = "") -> str:
    return f'<w:r><w:rPr>{look}</w:rPr><w:t xml:space="preserve">{text}</w:t></w:r>'


@pytest.mark.parametrize(
    ("xml", "text"),
    [
        (run("ẩn", "<w:vanish/>") + run("Hiện"), "Hiện"),
        (run("hiện", '<w:vanish w:val="0"/>'), "hiện"),
        (run("quyết định", "<w:caps/>"), "QUYẾT ĐỊNH"),
        (run("Từ ") + '<w:r><w:sym w:font="Symbol" w:char="F0B3"/></w:r>' + run(" 5 %"), "Từ ≥ 5 %"),
        ("<m:oMath><m:r><m:t>x=y</m:t></m:r></m:oMath>", "x=y"),
        (run("a") + "<w:hyperlink>" + run("b") + "</w:hyperlink>" + run("c"), "abc"),
        (
            f"<w:r><mc:AlternateContent><mc:Choice Requires='wps'><wps:txbx>{BOX}</wps:txbx></mc:Choice>"
            f"<mc:Fallback>{BOX}</mc:Fallback></mc:AlternateContent></w:r>" + run("Quanh hộp"),
            "Quanh hộp\nHộp chữ",
        ),
    ],
)
def test_what_word_shows(tmp_path: Path, xml: str, text: str) -> None:
    assert read(tmp_path, "a.docx", word(xml)) == text


def note(number: int, text: str) -> str:
    return f'<w:footnote w:id="{number}"><w:p>{text}</w:p></w:footnote>'


def test_word_notes_count_in_the_order_of_their_marks(tmp_path: Path) -> None:
    marks = [f'<w:r><w:footnoteReference w:id="{number}"/></w:r>' for number in (7, 5)]
    data = word(run("A") + marks[0] + run(" B") + marks[1], notes=note(5, run("Năm.")) + note(7, run("Bảy.")))
    assert read(tmp_path, "a.docx", data) == f"A[1] B[2]\n{RULE}\n[1] Bảy.\n[2] Năm."


@pytest.mark.parametrize(
    ("body", "notes"),
    [
        (f'<w:ins w:id="1" w:author="x">{run("thêm")}</w:ins>', ""),
        ('<w:pPr><w:rPr><w:del w:id="1" w:author="x"/></w:rPr></w:pPr>' + run("a"), ""),
        (run("a"), note(2, f'<w:ins w:id="1" w:author="x">{run("thêm")}</w:ins>')),
    ],
)
def test_tracked_changes_are_refused_wherever_they_stand(tmp_path: Path, body: str, notes: str) -> None:
    with pytest.raises(InputRefused) as refusal:
        read(tmp_path, "a.docx", word(body, notes=notes))
    assert refusal.value.code == "tracked-changes"


@pytest.mark.parametrize(
    ("body", "text"),
    [
        (r"A{\v an}B", "AB"),
        (r"{\caps quy}\par x", "QUY\nx"),
        (r"A{\super\chftn}{\footnote\pard {\super\chftn} Ghi ch\u250?\par} B", f"A[1] B\n{RULE}\n[1] Ghi chú"),
        (r"{\listtext 2.\tab}Hai", "2. Hai"),
        (r"\trowd\cellx1\cellx2\pard\intbl A\par B\cell C\cell\row\pard Sau", "A B | C\nSau"),
        (r"A\bin4 }}{{B", "AB"),
        (r"\uc2\u272??\u273??", "Đđ"),
        (r"\u-10179?\u-8704?", "\U0001f600"),
        (r"A\~B\_C\-D", "A B-CD"),
        (r"{\fonttbl{\f1 .VnTime;}}\f1 H\- C\'caul", "Hư Cấul"),
    ],
)
def test_what_rtf_shows(tmp_path: Path, body: str, text: str) -> None:
    assert read(tmp_path, "a.rtf", r"{\rtf1\ansi{\fonttbl{\f0 A;}}" + body + "}") == text


@pytest.mark.parametrize(("name", "data"), [
    ("a.rtf", r"{\rtf1\ansi A{\deleted xoa}}"),
    ("a.html", "<html><body><p>Một <del cite='mailto:x' datetime='2024'>xóa</del></p></body></html>"),
])  # fmt: skip
def test_tracked_changes_of_other_kinds_are_refused(tmp_path: Path, name: str, data: str) -> None:
    with pytest.raises(InputRefused) as refusal:
        read(tmp_path, name, data)
    assert refusal.value.code == "tracked-changes"


@pytest.mark.parametrize(
    ("page", "text"),
    [
        ("<ol><li>Một</li><li>Hai</li></ol>", "1. Một\n2. Hai"),
        ("<ol start=4><li>bốn<li value=7>bảy<li>tám</ol>", "4. bốn\n7. bảy\n8. tám"),
        ("<ol type=a><li>một</li><li>hai</li></ol>", "a) một\nb) hai"),
        ("<ol style='list-style-type: upper-roman'><li>Một</li></ol>", "I. Một"),
        ("<ul><li>một</li><li>hai</li></ul>", "- một\n- hai"),
        ("<ol><li>1. Một</li></ol><ol style='list-style:none'><li>Hai</li></ol>", "1. Một\nHai"),
        ("<ol><li>Một<ol type=a><li>x</li></ol></li><li>Hai</li></ol>", "1. Một\na) x\n2. Hai"),
    ],
)
def test_numbers_of_lists_are_text(tmp_path: Path, page: str, text: str) -> None:
    assert read(tmp_path, "a.html", f"<html><body>{page}</body></html>") == text


def test_markdown_notes_codes_and_rules(tmp_path: Path) -> None:
    text = "# A\n\nĐiều 1. Phạm vi[^x] và[^1]\n\n***\n\n`100` &amp; ~~bỏ~~\n\n```\nmã\n```\n\n"
    text += "[^1]: Một.\n[^x]: Ích\n  xì.\n"
    assert read(tmp_path, "a.md", text) == f"A\nĐiều 1. Phạm vi[1] và[2]\n100 & bỏ\nmã\n{RULE}\n[1] Ích xì.\n[2] Một."
