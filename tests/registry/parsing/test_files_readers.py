"""One fictional document in every kind of file: each reader finds the same words."""

import io
import json
import quopri
import shutil
import zipfile
from email.message import EmailMessage
from pathlib import Path

import docx
import pytest
from docx.opc.packuri import PackURI
from docx.opc.part import Part
from docx.oxml import OxmlElement
from docx.oxml.ns import qn

from registry.errors import InputRefused, MissingTool
from registry.parsing import FileKind, canonicalise, read_file
from registry.parsing.archive import opened
from registry.parsing.footnotes import RULE

BODY = "Điều 1. Phạm vi áp dụng\n1. Quy định này áp dụng tại tỉnh Hư Cấu.\na) Các xã;\nđ) Các phường."


def read(tmp_path: Path, name: str, data: bytes | str) -> tuple[FileKind, str, list[str]]:
    path = tmp_path / name
    path.write_bytes(data.encode() if isinstance(data, str) else data)
    raw = read_file(path)
    found = canonicalise(raw)
    return raw.kind, found.text, [doubt.code for doubt in found.issues]


def test_plain_text(tmp_path: Path) -> None:
    assert read(tmp_path, "a.txt", BODY) == (FileKind.TEXT, BODY, [])


def test_plain_text_of_printed_lines_is_joined(tmp_path: Path) -> None:
    sentence = "Quy định này áp dụng cho mọi cơ quan và tổ chức trên địa bàn\n"
    sentence += "tỉnh Hư Cấu và các đơn vị có liên quan tới việc\nthi hành."
    _, text, _ = read(tmp_path, "a.txt", "\n".join([sentence] * 4))
    assert text.count("\n") == 3
    assert "trên địa bàn tỉnh Hư Cấu" in text


def test_gazette_json_keeps_the_scraper_apart(tmp_path: Path) -> None:
    data = {"so_hieu": "9999-qd-ubnd", "loai": "Quyết định", "nam": 9716, "full_text": BODY, "mo_ta": None}
    path = tmp_path / "a.json"
    path.write_text(json.dumps(data), encoding="utf-8")
    raw = read_file(path)
    assert raw.kind is FileKind.GAZETTE_JSON
    assert raw.meta == {"so_hieu": "9999-qd-ubnd", "loai": "Quyết định", "nam": "9716"}
    assert canonicalise(raw).text == BODY


def test_vbpl_gateway_answer(tmp_path: Path) -> None:
    html = "<html><body><div style='display: table'><div style='display: table-cell'><div>UBND TỈNH HƯ CẤU</div></div>"
    html += "<div style='display: table-cell'><div>CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM</div></div></div>"
    html += "<p>Điều 1. Áp dụng</p></body></html>"
    data = {
        "data": {
            "id": 7,
            "docNum": "9999/QĐ-UBND",
            "effStatus": {"name": "Còn hiệu lực"},
            "documentContent": {"content": html},
        }
    }
    kind, text, _ = read(tmp_path, "a.json", json.dumps(data))
    assert kind is FileKind.VBPL_JSON
    assert text == "UBND TỈNH HƯ CẤU\nCỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM\nĐiều 1. Áp dụng"


def test_html_of_nukeviet_keeps_the_body_after_unclosed_paragraphs(tmp_path: Path) -> None:
    page = (
        "<!DOCTYPE html><html><head><title>Trang</title></head><body><nav>Menu</nav><h1 class='lawh3'>Quyết định</h1>"
        "<table class='table'><tr class='hoatim'><td>Số kí hiệu</td><td>9999&#x002F;QĐ-UBND</td></tr></table>"
        "<h2 class='lawh3'>Nội dung</h2><p class='m-bottom'><div>Điều 1. Phạm vi</div><p>Áp dụng tại<br>tỉnh Hư "
        "Cấu.</p>"
        "<table><tr><td>TT</td><td>Mức</td></tr><tr><td>1</td><td>100</td></tr></table></p>"
        "<div id='comment'>Ý kiến</div></body></html>"
    )
    path = tmp_path / "a.html"
    path.write_text(page, encoding="utf-8")
    raw = read_file(path)
    assert canonicalise(raw).text == "Điều 1. Phạm vi\nÁp dụng tại tỉnh Hư Cấu.\nTT | Mức\n1 | 100"
    assert raw.meta["Số kí hiệu"] == "9999/QĐ-UBND"


def test_html_page_of_attributes_alone_is_refused(tmp_path: Path) -> None:
    page = (
        "<html><body><h1 class='lawh3'>A</h1><table class='table'><tr class='hoatim'><td>a</td><td>b</td></tr></table>"
    )
    with pytest.raises(InputRefused, match="thuộc tính"):
        read(tmp_path, "a.html", page)


def test_html_of_word_drops_comments_and_hidden_text(tmp_path: Path) -> None:
    page = (
        "<html><body><form><!--[if gte mso 9]><xml>rác</xml><![endif]--><p class=MsoNormal>Điều 1. <b>Phạm\n vi</b></p>"
        "<p style='display:none'>ẩn</p><table><tr><td><p>TM. ỦY BAN NHÂN DÂN</p><p>CHỦ "
        "TỊCH</p></td></tr></table></form></body></html>"
    )
    assert read(tmp_path, "a.html", page)[1] == "Điều 1. Phạm vi\nTM. ỦY BAN NHÂN DÂN\nCHỦ TỊCH"


def test_markdown_of_pandoc(tmp_path: Path) -> None:
    text = (
        "---\nsource: tỉnh Hư Cấu\n---\n## **QUYẾT ĐỊNH**\n\n_(Kèm theo Quyết định số 9999/QĐ-UBND)_\n\n"
        "Điều 1\\. Phạm vi của [quy định](https://hucau.example/a_b) này\náp dụng như sau:\n\n"
        "| Stt | Tên<br>xã |\n| --- | --- |\n| 1 | Xã *Một* |\n"
    )
    kind, found, _ = read(tmp_path, "a.md", text)
    assert kind is FileKind.MARKDOWN
    assert found == (
        "QUYẾT ĐỊNH\n(Kèm theo Quyết định số 9999/QĐ-UBND)\nĐiều 1. Phạm vi của quy định này áp dụng như sau:\n"
        "Stt | Tên xã\n1 | Xã Một"
    )


def test_markdown_tables_without_pipes(tmp_path: Path) -> None:
    text = (
        "  ------------------ -----------------------\n"
        "    **UBND\\           **CỘNG HÒA XÃ HỘI CHỦ\n"
        "     TỈNH HƯ CẤU\\    NGHĨA VIỆT NAM\\\n"
        "     \\-\\-\\-\\-**      \\-\\-\\-\\-**\n\n"
        "   Số: 9999/QĐ-UBND   *Hư Cấu, ngày 1 tháng 2\n"
        "                      năm 2099*\n"
        "  ------------------ -----------------------\n\nĐiều 1. Phạm vi\n\n"
        f"+{'-' * 22}+:{'-' * 26}:+\n"
        f"| {'***Nơi nhận:' + chr(92) + '***':20} | {'**TM. ỦY BAN NHÂN DÂN' + chr(92):26} |\n"
        f"| {'- Sở Hư':20} | {'CHỦ TỊCH' + chr(92):26} |\n| {'Cấu;' + chr(92):20} | {chr(92):26} |\n"
        f"| {'- Lưu: VT.':20} | {'Nguyễn Văn Hư**':26} |\n+{'-' * 22}+{'-' * 28}+\n"
    )
    assert read(tmp_path, "a.md", text)[1].split("\n") == [
        "UBND TỈNH HƯ CẤU | CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM",
        "Số: 9999/QĐ-UBND | Hư Cấu, ngày 1 tháng 2 năm 2099",
        "Điều 1. Phạm vi", "Nơi nhận:", "- Sở Hư Cấu;", "- Lưu: VT.", "TM. ỦY BAN NHÂN DÂN", "CHỦ TỊCH",
        "Nguyễn Văn Hư",
    ]  # fmt: skip


def test_markdown_of_a_portal(tmp_path: Path) -> None:
    text = (
        "|\n|\nLời của cổng\n|\n**Số hiệu:**\n|\n9999/QĐ-UBND\n|\n|\n**Loại văn bản:**\n|\nQuyết định\n|\n"
        "**Nơi ban hành:**\n|\n"
        "Tỉnh Hư Cấu\n|\n|\n**ỦY BAN NHÂN DÂN**\n-------\n|\n**CỘNG HÒA XÃ HỘI\nCHỦ NGHĨA VIỆT NAM**\n"
        "Độc lập - Tự do - Hạnh phúc\n"
        "---------------\n|\n\n*Căn cứ Luật Hư\nCấu ngày 01/01/2099;*\n\n"
        "**Điều 1.** Quy định này áp dụng cho mọi cơ quan và tổ chức ở tỉnh\nHư Cấu.\n"
    )
    text += (
        "|\n**CHỦ TỊCH**\n|\n** **\nQuyết định 9999/QĐ-UBND năm 2099\nVăn bản này chưa cập nhật nội dung Tiếng Anh\n"
        "Quyết định 9999/QĐ-UBND ngày 01/02/2099\n## Văn bản liên quan\nBan hành:\n01/01/2090\nLời của cổng\n"
    )
    path = tmp_path / "a.md"
    path.write_text(text, encoding="utf-8")
    raw = read_file(path)
    assert raw.meta == {
        "Số hiệu": "9999/QĐ-UBND",
        "Loại văn bản": "Quyết định",
        "Nơi ban hành": "Tỉnh Hư Cấu",
        "Tiêu đề": "Quyết định 9999/QĐ-UBND ngày 01/02/2099",
    }
    assert canonicalise(raw).text == (
        "ỦY BAN NHÂN DÂN\nCỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM\nĐộc lập - Tự do - Hạnh phúc\n"
        "Căn cứ Luật Hư Cấu ngày 01/01/2099;\nĐiều 1. Quy định này áp dụng cho mọi cơ quan và tổ chức ở tỉnh Hư Cấu.\n"
        "CHỦ TỊCH"
    )


def word_file() -> bytes:
    document = docx.Document()
    document.add_paragraph("Điều 1. Phạm vi áp dụng")
    document.add_paragraph("Quy định này áp dụng tại tỉnh Hư Cấu.", style="List Number")
    document.add_paragraph("Quy định tiếp theo.", style="List Number")
    table = document.add_table(2, 2)
    for cell, text in zip(table._cells, ("TT", "Mức", "1", "100 đồng"), strict=True):
        cell.text = text
    out = io.BytesIO()
    document.save(out)
    return out.getvalue()


def test_docx_numbers_and_tables(tmp_path: Path) -> None:
    kind, text, _ = read(tmp_path, "a.docx", word_file())
    assert kind is FileKind.DOCX
    assert text == (
        "Điều 1. Phạm vi áp dụng\n1. Quy định này áp dụng tại tỉnh Hư Cấu.\n2. Quy định tiếp theo.\nTT | Mức\n"
        "1 | 100 đồng"
    )


def test_docx_notes_are_linked(tmp_path: Path) -> None:
    notes = (
        '<w:footnotes xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"><w:footnote w:id="2">'
        "<w:p><w:r><w:t>Ghi chú của tỉnh Hư Cấu.</w:t></w:r></w:p></w:footnote></w:footnotes>"
    )
    document = docx.Document()
    run = document.add_paragraph("Điều 1. Phạm vi").add_run()
    mark = OxmlElement("w:footnoteReference")
    mark.set(qn("w:id"), "2")
    run._r.append(mark)
    part = Part(PackURI("/word/footnotes.xml"), "application/xml", notes.encode())
    document.part.relate_to(part, "http://schemas.openxmlformats.org/officeDocument/2006/relationships/footnotes")
    out = io.BytesIO()
    document.save(out)
    assert read(tmp_path, "a.docx", out.getvalue())[1] == f"Điều 1. Phạm vi[1]\n{RULE}\n[1] Ghi chú của tỉnh Hư Cấu."


def test_rtf(tmp_path: Path) -> None:
    text = (
        r"{\rtf1\ansi\ansicpg1252\uc1{\fonttbl{\f0 A;}}\pard \u272?i\u7873?u 1. Ph\u7841?m vi\par 1\cell 100\cell\row}"
    )
    kind, found, _ = read(tmp_path, "a.rtf", text)
    assert (kind, found) == (FileKind.RTF, "Điều 1. Phạm vi\n1 | 100")


def mail() -> bytes:
    message = EmailMessage()
    message["From"], message["To"], message["Subject"] = "a@hucau.example", "b@hucau.example", "Quyết định"
    message.set_content(BODY)
    message.add_attachment(word_file(), maintype="application", subtype="octet-stream", filename="../quyết định.docx")
    return message.as_bytes()


def test_mail_and_its_attachments(tmp_path: Path) -> None:
    kind, text, _ = read(tmp_path, "a.eml", mail())
    assert (kind, text) == (FileKind.EML, BODY)
    with opened(tmp_path / "a.eml") as parts:
        assert [(part.name, part.open().read(2)) for part in parts] == [("quyết định.docx", b"PK")]


def zipped(**members: bytes) -> bytes:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as archive:
        for name, data in members.items():
            archive.writestr(name, data)
    return out.getvalue()


def test_zip_of_one_and_of_many(tmp_path: Path) -> None:
    path = tmp_path / "a.zip"
    path.write_bytes(zipped(a=BODY.encode()))
    raw = read_file(path)
    assert (raw.kind, raw.meta["member"]) == (FileKind.TEXT, "a")
    path.write_bytes(zipped(a=BODY.encode(), b=b"2"))
    with pytest.raises(InputRefused) as refusal:
        read_file(path)
    assert refusal.value.code == "many-documents"
    with opened(path) as parts:
        assert [(part.name, part.open().read()) for part in parts] == [("a", BODY.encode()), ("b", b"2")]


def test_parts_have_names_that_lead_nowhere_else(tmp_path: Path) -> None:
    path = tmp_path / "a.zip"
    path.write_bytes(zipped(**{"../../x/a.txt": b"1", "/b.txt": b"2", "__MACOSX/b.txt": b"3", "c/": b"", ".d": b"4"}))
    with opened(path) as parts:
        assert [part.name for part in parts] == ["x/a.txt", "b.txt"]
    (tmp_path / "a.docx").write_bytes(word_file())
    with opened(tmp_path / "a.docx") as parts:
        assert not parts


def test_an_archive_is_measured_as_a_whole(tmp_path: Path) -> None:
    path = tmp_path / "a.zip"
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as archive:
        for name in ("a.txt", "b.txt"):
            archive.writestr(name, b"\0" * 4_000_000)
    with pytest.raises(InputRefused) as refusal, opened(path):
        pass
    assert refusal.value.code == "zip-bomb"


@pytest.mark.parametrize(("name", "codes"), [("a.pdf", ["wrong-extension"]), ("a.txt", []), ("no-extension", [])])
def test_a_name_that_lies_is_a_doubt(tmp_path: Path, name: str, codes: list[str]) -> None:
    assert read(tmp_path, name, BODY) == (FileKind.TEXT, BODY, codes)


def test_missing_programs_are_named(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(shutil, "which", lambda name: None)
    path = tmp_path / "a.png"
    path.write_bytes(b"\x89PNG\r\n\x1a\n\0\0\0\rIHDR\0\0\0\x10\0\0\0\x10")
    with pytest.raises(MissingTool, match="tesseract-ocr-vie"):
        read_file(path)


@pytest.mark.parametrize(
    "head",
    [
        'MIME-Version: 1.0\r\nContent-Type: multipart/related; boundary="----=_P"\r\n',
        "From: <Saved by Blink>\r\nSubject: =?utf-8?Q?V=C4=83n?=\r\nMIME-Version: 1.0\r\n"
        'Content-Type: multipart/related;\r\n\ttype="text/html";\r\n\tboundary="----=_P"\r\n',
    ],
)
def test_pages_that_word_and_browsers_save_as_one_file(tmp_path: Path, head: str) -> None:
    page = "<html><body><p>QUYẾT ĐỊNH</p><p>Điều 1. Ban hành quy định của tỉnh Hư Cấu.</p></body></html>"
    part = "------=_P\r\nContent-Location: a.{0}\r\nContent-Transfer-Encoding: {1}\r\nContent-Type: {2}\r\n\r\n{3}\r\n"
    coded = quopri.encodestring(page.encode()).decode()
    parts = part.format("htm", "quoted-printable", 'text/html; charset="utf-8"', coded)
    parts += part.format("png", "base64", "image/png", "iVBORw0KGgo=")
    path = tmp_path / "a.mht"
    path.write_bytes(f"{head}\r\n{parts}------=_P--\r\n".encode())
    found = read_file(path)
    assert found.text == "QUYẾT ĐỊNH\nĐiều 1. Ban hành quy định của tỉnh Hư Cấu."
    assert found.issues == ()
