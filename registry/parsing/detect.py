"""What a file is, from its bytes alone; its name is only compared afterwards."""

import re
import zipfile
from pathlib import PurePath
from typing import Final

from registry.document import Issue
from registry.errors import InputRefused
from registry.issues import issue
from registry.parsing.limits import locked_word, open_zip, refuse

_PACKED: Final = (
    (b"\x1f\x8b", "gzip"), (b"7z\xbc\xaf\x27\x1c", "7-Zip"), (b"Rar!\x1a\x07", "RAR"), (b"\xfd7zXZ\x00", "xz"),
    (b"BZh", "bzip2"), (b"\x28\xb5\x2f\xfd", "Zstandard"), (b"MSCF", "CAB"),
)  # fmt: skip
_OLE: Final = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
_FOREIGN: Final = (
    (b"\x7fELF", "chương trình Linux"), (b"MZ", "chương trình Windows"),
    (b"ID3", "âm thanh MP3"), (b"OggS", "âm thanh Ogg"), (b"%!PS", "PostScript"),
    (b"SQLite format 3", "cơ sở dữ liệu SQLite"), (b"\x00\x00\x00\x18ftyp", "phim MP4"),
    (b"\xca\xfe\xba\xbe", "tệp Java"),
)  # fmt: skip
_IMAGES: Final = (b"\x89PNG\r\n\x1a\n", b"\xff\xd8\xff", b"II*\x00", b"MM\x00*", b"GIF8", b"BM", b"RIFF")
_HTML: Final = re.compile(
    r"\s*(?:<\?xml[^>]*>\s*)?(?:<!--.*?-->\s*)*<(?:!doctype\s+html|html|head|body|div|p|table|meta|title|tr)\b",
    re.IGNORECASE | re.DOTALL,
)
_TAG: Final = re.compile(r"</?(?:p|div|span|table|tr|td|br|b|i|strong|em|a|ul|li|h[1-6])\b[^<>]{0,500}>", re.I)
_MAIL: Final = re.compile(r"(?:[A-Z][A-Za-z0-9-]{1,40}:[^\n]*\r?\n(?:[ \t][^\n]*\n)*){2}")
_MAIL_FIELD: Final = re.compile(
    r"^(?:From|Received|MIME-Version|Content-Type|Message-ID|Return-Path|Delivered-To|Subject|Date):", re.M | re.I
)
_MARKDOWN: Final = re.compile(r"^(?:#{1,6} \S|\|.*\|[ ]*$|\|[ ]*$|\*\*\S|[-*] \S.*\n[-*] |```|---\n\w+:)", re.M)
_EXTENSIONS: Final = {
    "json": {"json"}, "pdf": {"pdf"}, "html": {"html", "htm", "xhtml", "aspx", "mht", "mhtml"},
    "docx": {"docx", "docm", "dotx"}, "doc": {"doc", "dot"}, "rtf": {"rtf"}, "markdown": {"md", "markdown"},
    "text": {"txt", "text", "log", "asc"}, "eml": {"eml", "mht", "mhtml"}, "zip": {"zip"},
    "image": {"png", "jpg", "jpeg", "tif", "tiff", "bmp", "gif", "webp"},
}  # fmt: skip
_NAMES: Final = {
    "json": "JSON", "pdf": "PDF", "html": "HTML", "docx": "Word (DOCX)", "doc": "Word 97-2003 (DOC)", "rtf": "RTF",
    "markdown": "Markdown", "text": "văn bản thuần", "eml": "thư điện tử", "zip": "tệp nén ZIP", "image": "ảnh",
}  # fmt: skip


def binary_kind(data: bytes) -> str | None:
    """Return ``pdf``, ``docx``, ``zip``, ``doc``, ``rtf`` or ``image``, or None when the bytes look like text.

    Raises:
        InputRefused: The bytes are of a kind that is known and not taken in.
    """
    head = data[:1024]
    if b"%PDF-" in head:
        return "pdf"
    if head.startswith((b"PK\x03\x04", b"PK\x05\x06")):
        return _zip_kind(open_zip(data))
    if head.startswith(_OLE):
        return _ole_kind(data)
    if head.startswith(b"{\\rtf"):
        return "rtf"
    if head.startswith(_IMAGES) and not (head.startswith(b"BM") and head[2:40].isascii() and b"\0" not in head[:40]):
        return "image"
    for magic, name in _PACKED:
        if head.startswith(magic) and (magic not in (b"BZh", b"MSCF") or b"\0" in head):
            raise packed(name)
    if data[257:262] == b"ustar":
        raise packed("TAR")
    for magic, name in _FOREIGN:
        if head.startswith(magic) and (magic not in (b"MZ", b"ID3") or b"\0" in head):
            raise unsupported(name)
    if head[4:12] in (b"ftypheic", b"ftypheix", b"ftypmif1", b"ftypmsf1"):
        raise refuse("unsupported", "Đây là ảnh HEIC của điện thoại.", "Lưu lại ảnh ở JPEG hoặc PNG rồi nạp.")
    return None


def may_be_document(head: bytes) -> bool:
    """Tell whether a file begins as documents, or archives and messages that hold them, do.

    What is not read, such as RAR, counts too: it is to be refused with a reason and not passed over.

    Args:
        head: Its first 16 bytes.
    """
    known = (b"%PDF-", b"PK\x03\x04", b"{\\rtf", _OLE, *(magic for magic, _ in _PACKED if len(magic) > 3))
    return head.startswith(known) or head[4:12] == b"ftypheic"


def text_kind(text: str) -> str:
    """Return ``json``, ``html``, ``eml``, ``markdown`` or ``text`` for decoded text.

    Raises:
        InputRefused: It is XML of no known kind.
    """
    head = text[:20_000].lstrip("\ufeff \t\r\n")
    if head[:1] in "{[" and re.match(r"[{\[]\s*[\"{\[\]}]", head):
        return "json"
    if _HTML.match(head) or len(_TAG.findall(head)) > max(5, len(head) // 400):
        return "html"
    if head.startswith("<?xml") or re.match(r"<!DOCTYPE\b", head):
        raise unsupported("XML")
    if _MAIL.match(head) and len(_MAIL_FIELD.findall(head[:6000])) >= 2:
        return "eml"
    return "markdown" if _MARKDOWN.search(head) else "text"


def name_issues(kind: str, name: str) -> tuple[Issue, ...]:
    """Return an issue when the extension of a name says another kind than its bytes."""
    extension = PurePath(name).suffix.lower().lstrip(".")
    known = {suffix for suffixes in _EXTENSIONS.values() for suffix in suffixes}
    alike = {"text", "markdown"}
    expected = _EXTENSIONS[kind] | (_EXTENSIONS["text"] | _EXTENSIONS["markdown"] if kind in alike else set())
    if extension in known | {"xls", "xlsx"} and extension not in expected:
        return (issue("wrong-extension", extension=extension, kind=_NAMES[kind]),)
    return ()


def unsupported(name: str) -> InputRefused:
    """Return the refusal of a known kind that is not taken in."""
    return refuse(
        "unsupported", f"Nội dung tệp là {name}, không phải văn bản đọc được.", "Xuất ra PDF, DOCX hoặc HTML rồi nạp."
    )


def packed(name: str) -> InputRefused:
    """Return the refusal of an archive that is not opened."""
    return refuse(
        "packed", f"Đây là tệp nén {name}, chương trình không mở được.", "Giải nén rồi nạp các tệp bên trong."
    )


def _spreadsheet(name: str) -> InputRefused:
    return refuse(
        "spreadsheet",
        f"Đây là bảng tính {name}, không phải văn bản.",
        "Phụ lục thì xuất ra PDF hoặc DOCX rồi nạp; sổ văn bản thì lưu dạng XLSX và nhập bằng “vanban list import”.",
    )


def _zip_kind(archive: zipfile.ZipFile) -> str:
    with archive:
        names = set(archive.namelist())
        if "word/document.xml" in names:
            return "docx"
        if "xl/workbook.xml" in names:
            raise _spreadsheet("Excel (XLSX)")
        if "ppt/presentation.xml" in names:
            raise unsupported("trình chiếu PowerPoint (PPTX)")
        if "mimetype" in names and archive.getinfo("mimetype").file_size < 200:
            kind = archive.read("mimetype")
            if kind.startswith(b"application/vnd.oasis.opendocument"):
                raise unsupported("OpenDocument (ODT)")
            if kind.startswith(b"application/epub"):
                raise unsupported("sách điện tử EPUB")
    return "zip"


def _ole_kind(data: bytes) -> str:
    if "EncryptedPackage".encode("utf-16-le") in data:
        raise locked_word()
    # A message holds what is attached to it, Word files included.
    if "__properties_version1.0".encode("utf-16-le") in data:
        raise refuse(
            "unsupported",
            "Đây là thư Outlook (MSG).",
            "Mở bằng Outlook, lưu thành tệp .eml hoặc lưu riêng các tệp đính kèm rồi nạp.",
        )
    if "WordDocument".encode("utf-16-le") in data:
        return "doc"
    if "Workbook".encode("utf-16-le") in data:
        raise _spreadsheet("Excel 97-2003 (XLS)")
    if "PowerPoint Document".encode("utf-16-le") in data:
        raise unsupported("trình chiếu PowerPoint (PPT)")
    raise unsupported("tệp OLE không phải Word")
