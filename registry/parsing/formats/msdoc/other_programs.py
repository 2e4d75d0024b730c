"""Files of Word 6 and 95 and of Word for the Macintosh, through catdoc, or LibreOffice where catdoc is absent."""

import shutil
import tempfile
from pathlib import Path

from registry.issues import issue
from registry.parsing.formats import docx, tools
from registry.parsing.limits import check_text, refuse
from registry.parsing.raw import FileKind, Layout, RawDocument
from registry.parsing.recovery import recover


def read(data: bytes) -> RawDocument:
    """Read a Word file of a kind that is not read here: its words, without the numbers of automatic lists.

    Raises:
        MissingTool: Neither catdoc nor LibreOffice is installed.
        InputRefused: It is damaged or holds no text.
    """
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "in.doc"
        path.write_bytes(data)
        office = shutil.which("soffice") or shutil.which("libreoffice")
        if office and shutil.which("catdoc") is None:
            return _office(office, path)
        catdoc = tools.find("catdoc", "catdoc")
        text = tools.run([catdoc, "-d", "utf-8", "-w", str(path)]).decode("utf-8", "replace")
    found = recover(text)
    doubts = (
        issue("numbers-unread", what="đây là tệp của Word đời cũ (Word 6, Word 95, Word cho Macintosh)"),
        *found.issues,
    )
    return RawDocument(FileKind.DOC, check_text(found.text), Layout.PARAGRAPHS, {"reader": "catdoc"}, doubts)


def _office(office: str, path: Path) -> RawDocument:
    tools.run([office, "--headless", "--convert-to", "docx", "--outdir", str(path.parent), str(path)])
    made = path.with_suffix(".docx")
    if not made.exists():
        raise refuse("damaged", "LibreOffice không đọc được tệp Word này.", "Lưu lại ở DOCX rồi nạp.")
    raw = docx.read(made.read_bytes())
    return RawDocument(FileKind.DOC, raw.text, raw.layout, raw.meta | {"reader": "libreoffice"}, raw.issues)
