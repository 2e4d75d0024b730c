"""Hostile files, made on the spot: small or sparse on disk, each with the refusal that it must meet."""

import gzip
import io
import os
import struct
import tarfile
import zipfile
import zlib
from collections.abc import Callable
from pathlib import Path
from typing import Final

from tests.pdf_writer import assembled

Maker = Callable[[Path], None]

DOCUMENT: Final = (
    '<?xml version="1.0" encoding="UTF-8"?>{head}<w:document xmlns:w='
    '"http://schemas.openxmlformats.org/wordprocessingml/2006/main"><w:body>{body}</w:body></w:document>'
)
_TYPES: Final = (
    '<?xml version="1.0" encoding="UTF-8"?><Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types">'
    '<Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/>'
    '<Override PartName="/word/document.xml" ContentType='
    '"application/vnd.openxmlformats-officedocument.wordprocessingml.document.main+xml"/></Types>'
)
_RELATIONS: Final = (
    '<?xml version="1.0" encoding="UTF-8"?><Relationships xmlns='
    '"http://schemas.openxmlformats.org/package/2006/relationships"><Relationship Id="r1" Type='
    '"http://schemas.openxmlformats.org/officeDocument/2006/relationships/officeDocument" Target="word/document.xml"/>'
    "</Relationships>"
)


def written(data: bytes) -> Maker:
    """Return a maker of a file with these bytes."""

    def make(path: Path) -> None:
        path.write_bytes(data)

    return make


def sparse(size: int, head: bytes = b"") -> Maker:
    """Return a maker of a file that is mostly a hole."""

    def make(path: Path) -> None:
        with path.open("wb") as file:
            file.write(head)
            file.truncate(size)

    return make


def spaces(size: int) -> Maker:
    """Return a maker of a file of spaces, written in pieces."""

    def make(path: Path) -> None:
        with path.open("wb") as file:
            for _ in range(size // (1 << 20)):
                file.write(b" " * (1 << 20))

    return make


def zipped(members: dict[str, bytes]) -> bytes:
    """Return a ZIP of members."""
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as archive:
        for member, data in members.items():
            archive.writestr(member, data)
    return out.getvalue()


def word(body: str, head: str = "", parts: dict[str, bytes] | None = None) -> bytes:
    """Return a DOCX whose body is this XML."""
    members = {"[Content_Types].xml": _TYPES.encode(), "_rels/.rels": _RELATIONS.encode()}
    members["word/document.xml"] = DOCUMENT.format(head=head, body=body).encode()
    return zipped(members | (parts or {}))


def encrypted_zip() -> bytes:
    """Return a ZIP whose member says that it has a password."""
    data = bytearray(zipped({"a.txt": b"Quy dinh cua tinh Hu Cau"}))
    local, central = data.find(b"PK\x03\x04"), data.find(b"PK\x01\x02")
    data[local + 6] |= 1
    data[central + 8] |= 1
    return bytes(data)


def pdf(pages: int = 1, content: bytes = b"", count: int | None = None, trailer: bytes = b"") -> bytes:
    """Return a PDF without fonts."""
    kids = b" ".join(b"%d 0 R" % (at + 4) for at in range(pages))
    parts = [
        b"<</Type/Catalog/Pages 2 0 R>>",
        b"<</Type/Pages/Kids[%s]/Count %d>>" % (kids, pages if count is None else count),
        b"<</Length %d>>stream\n%s\nendstream" % (len(content), content),
    ]
    parts += [b"<</Type/Page/Parent 2 0 R/MediaBox[0 0 595 842]/Contents 3 0 R>>"] * pages
    return assembled(parts, trailer)


def pdf_bomb(path: Path) -> None:
    """Make a PDF whose only page is 300 MB of blanks, packed."""
    packer = zlib.compressobj(9)
    packed = b"".join(packer.compress(b" " * 1_000_000) for _ in range(300)) + packer.flush()
    whole = pdf(content=packed).replace(b"<</Length", b"<</Filter/FlateDecode/Length", 1)
    path.write_bytes(whole)


def locked_pdf() -> bytes:
    """Return a PDF that asks for a password."""
    lock = b"/Encrypt<</Filter/Standard/V 1/R 2/O<%s>/U<%s>/P -44>>/ID[<00><00>]" % (b"41" * 32, b"42" * 32)
    return pdf(trailer=lock)


def png(width: int, height: int) -> bytes:
    """Return a PNG that claims a size and holds one row."""

    def chunk(kind: bytes, data: bytes) -> bytes:
        return struct.pack(">I", len(data)) + kind + data + struct.pack(">I", zlib.crc32(kind + data))

    header = struct.pack(">IIBBBBB", width, height, 8, 0, 0, 0, 0)
    return (
        b"\x89PNG\r\n\x1a\n" + chunk(b"IHDR", header) + chunk(b"IDAT", zlib.compress(b"\0" * 10)) + chunk(b"IEND", b"")
    )


def ole(*streams: str) -> bytes:
    """Return the head of an OLE file that names these streams."""
    names = b"".join(name.encode("utf-16-le").ljust(128, b"\0") for name in streams)
    return b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\0" * 504 + names


def quine_like() -> bytes:
    """Return a ZIP inside a ZIP inside a ZIP."""
    inner = zipped({"a.txt": b"x" * 100})
    return zipped({"b.zip": zipped({"c.zip": inner})})


def tarred(path: Path) -> None:
    """Make a TAR of one text."""
    with tarfile.open(path, "w") as archive:
        member = tarfile.TarInfo("a.txt")
        member.size = 200
        archive.addfile(member, io.BytesIO(b"Quy dinh. " * 20))


def linked(path: Path) -> None:
    """Make a symbolic link to a system file."""
    path.symlink_to("/etc/hostname")


def dangling(path: Path) -> None:
    """Make a symbolic link to itself."""
    path.symlink_to(path.name)


_BOMB: Final = b"\0" * 60_000_000
_NOISE: Final = bytes((at * 7919 + at * at * 31) % 256 for at in range(20_000))
_ENTITY: Final = '<!DOCTYPE w [<!ENTITY a "aaaaaaaaaa"><!ENTITY b "&a;&a;&a;&a;&a;&a;&a;&a;&a;&a;">]>'
_PARAGRAPH: Final = "<w:p><w:r><w:t>Quyết định của tỉnh Hư Cấu</w:t></w:r></w:p>"
_TRACKED: Final = '<w:p><w:ins w:id="1" w:author="x"><w:r><w:t>thêm</w:t></w:r></w:ins></w:p>'

REFUSED: Final[dict[str, tuple[str, Maker, str]]] = {
    # what: (file name, maker, code of the refusal)
    "no bytes": ("a.txt", written(b""), "empty"),
    "blanks": ("a.txt", written(b" \n\t\r\n" * 100), "empty"),
    "zero bytes": ("a.pdf", sparse(5000), "empty"),
    "a gigabyte of spaces": ("a.txt", sparse(1_000_000_000, b" " * 4096), "too-large"),
    "fifty megabytes of spaces": ("a.txt", spaces(50 << 20), "empty"),
    "text of forty-five megabytes": ("a.txt", written(b"Quy dinh. " * 4_500_000), "too-large"),
    "a folder": ("a.txt", lambda path: path.mkdir(), "not-a-file"),
    "a pipe": ("a.txt", os.mkfifo, "not-a-file"),
    "a link out": ("a.txt", linked, "symlink"),
    "a link to itself": ("a.txt", dangling, "symlink"),
    "nothing there": ("missing.pdf", lambda path: None, "unreadable"),
    "noise": ("a.txt", written(_NOISE), "binary"),
    "noise called PDF": ("a.pdf", written(_NOISE[1:]), "binary"),
    "text full of controls": ("a.txt", written(b"a\x01\x02\x03\x04b\x05\x06\x0e\x0f" * 50), "binary"),
    "half UTF-16": ("a.txt", written(b"\xff\xfe" + "Quyết".encode("utf-16-le") + b"\x00"), "bad-encoding"),
    "unknown encoding": ("a.txt", written("Постановление правительства".encode("koi8-r") * 20), "unknown-encoding"),
    "JSON cut off": ("a.json", written(b'{"so_hieu": "9999/QD-UBND", "full_text": "Quy'), "damaged"),
    "JSON 10,000 deep": ("a.json", written(b'{"a":' * 10_000 + b"1" + b"}" * 10_000), "too-deep"),
    "JSON arrays 100,000 deep": ("a.json", written(b"[" * 100_000 + b"]" * 100_000), "too-deep"),
    "JSON without a document": ("a.json", written(b'{"a": 1}'), "no-document"),
    "JSON with a blank text": ("a.json", written(b'{"full_text": "  "}'), "no-text"),
    "JSON with a huge number": ("a.json", written(b'{"a": ' + b"9" * 5000 + b"}"), "damaged"),
    "HTML 10,000 deep": ("a.html", written(b"<html>" + b"<div>" * 10_000 + b"x" + b"</div>" * 10_000), "too-deep"),
    "HTML of spans": ("a.html", written(b"<html><body>" + b"<span>" * 50_000 + b"x"), "too-deep"),
    "HTML without words": ("a.html", written(b"<html><body><script>var a = 1</script></body></html>"), "no-text"),
    "HTML too large": ("a.html", written(b"<html><body>" + b"<p>Quy dinh</p>" * 1_000_000), "too-large"),
    "an error page": ("a.html", written(b"<html><body>Sorry, something went wrong</body></html>"), "error-page"),
    "XML": ("a.xml", written(b'<?xml version="1.0"?><!DOCTYPE a [<!ENTITY b "c">]><a>&b;</a>'), "unsupported"),
    "PDF cut off": ("a.pdf", written(pdf()[:60]), "damaged"),
    "PDF of one line": ("a.pdf", written(b"%PDF-1.7\n"), "damaged"),
    "PDF with a password": ("a.pdf", written(locked_pdf()), "encrypted"),
    "PDF without a page": ("a.pdf", written(pdf(0)), "damaged"),
    "PDF whose page inflates to 300 MB": ("a.pdf", pdf_bomb, "pdf-bomb"),
    "PDF of 6,000 pages": ("a.pdf", written(pdf(6000)), "page-count"),
    "PDF without words": ("a.pdf", written(pdf(2)), "needs-ocr"),
    "DOCX cut off": ("a.docx", written(word(_PARAGRAPH)[:-40]), "damaged"),
    "DOCX with a password": ("a.docx", written(ole("EncryptionInfo", "EncryptedPackage")), "encrypted"),
    "DOCX with entities": ("a.docx", written(word(_PARAGRAPH, _ENTITY)), "xml-entity"),
    "DOCX 10,000 deep": ("a.docx", written(word("<w:sdt>" * 10_000 + "</w:sdt>" * 10_000)), "damaged"),
    "DOCX with broken XML": ("a.docx", written(word("<w:p>")), "damaged"),
    "DOCX with tracked changes": ("a.docx", written(word(_TRACKED)), "tracked-changes"),
    "DOCX without words": ("a.docx", written(word("<w:p/>")), "no-text"),
    "DOCX that is a bomb": ("a.docx", written(word(_PARAGRAPH, parts={"word/media/a.bin": _BOMB})), "zip-bomb"),
    "ZIP bomb": ("a.zip", written(zipped({"a.txt": _BOMB})), "zip-bomb"),
    "ZIP of many bombs": ("a.zip", written(zipped({f"{at}.txt": _BOMB[:2_000_000] for at in range(9)})), "zip-bomb"),
    "ZIP with a password": ("a.zip", written(encrypted_zip()), "encrypted"),
    "ZIP cut off": ("a.zip", written(zipped({"a.txt": _NOISE})[:300]), "damaged"),
    "ZIP in ZIP in ZIP": ("a.zip", written(quine_like()), "nested-archive"),
    "empty ZIP": ("a.zip", written(zipped({})), "many-documents"),
    "ZIP of 6,000 files": ("a.zip", written(zipped({f"{at}.txt": b"a" for at in range(6000)})), "zip-bomb"),
    "spreadsheet": ("a.docx", written(zipped({"xl/workbook.xml": b"<a/>"})), "spreadsheet"),
    "old spreadsheet called Word": ("a.doc", written(ole("Workbook")), "spreadsheet"),
    "gzip called text": ("a.txt", written(gzip.compress(b"Quy dinh" * 100)), "packed"),
    "RAR": ("a.rar", written(b"Rar!\x1a\x07\x01\x00" + _NOISE[:500]), "packed"),
    "old RAR called PDF": ("a.pdf", written(b"Rar!\x1a\x07\x00" + _NOISE[:500]), "packed"),
    "7-Zip called DOCX": ("a.docx", written(b"7z\xbc\xaf\x27\x1c" + _NOISE[:500]), "packed"),
    "TAR": ("a.tar", tarred, "packed"),
    "mail of Outlook with a Word file attached": (
        "a.msg",
        written(ole("__nameid_version1.0", "__properties_version1.0", "WordDocument")),
        "unsupported",
    ),
    "mail of Outlook called EML": ("a.eml", written(ole("__properties_version1.0")), "unsupported"),
    "picture of a phone": ("a.heic", written(b"\0\0\0\x18ftypheic" + b"\0" * 400), "unsupported"),
    "slides": ("a.ppt", written(ole("PowerPoint Document")), "unsupported"),
    "program called PDF": ("a.pdf", written(b"\x7fELF" + b"\0" * 500), "unsupported"),
    "RTF cut off": ("a.rtf", written(b"{\\rtf1\\ansi {\\b Quy dinh"), "damaged"),
    "RTF 10,000 deep": ("a.rtf", written(b"{\\rtf1" + b"{" * 10_000 + b"a" + b"}" * 10_001), "too-deep"),
    "RTF without words": ("a.rtf", written(b"{\\rtf1\\ansi }"), "no-text"),
    "image of four gigapixels": ("a.png", written(png(65_000, 65_000)), "needs-ocr"),
    "image header alone": ("a.png", written(b"\x89PNG\r\n\x1a\n"), "needs-ocr"),
    "one line of 3 million letters": ("a.txt", written(b"a" * 3_000_000), "line-too-long"),
}

HARMLESS: Final[dict[str, tuple[str, Maker]]] = {
    # what: (file name, maker) - read, with whatever can be read
    "text called PDF": ("a.pdf", written("Quyết định số 9999/QĐ-UBND của UBND tỉnh Hư Cấu".encode())),
    "HTML called Word": ("a.doc", written("<html><body><p>Quyết định của tỉnh Hư Cấu</p></body></html>".encode())),
    "DOCX called PDF": ("a.pdf", written(word(_PARAGRAPH))),
    "HTML never closed": ("a.html", written(b"<html><body>" + "<p>Quyết định<td>tỉnh Hư Cấu".encode() * 300)),
    "a name of dots": ("..txt", written("Quyết định của tỉnh Hư Cấu".encode())),
    "text with a few zero-width signs": ("a.txt", written("Quyết\u200b định\ufeff của tỉnh Hư\u00ad Cấu".encode())),
    "regular-expression bait": ("a.txt", written(("a" * 5000 + " " * 5000 + "!\n").encode() * 20)),
    "Markdown of stars": ("a.md", written(b"# a\n" + b"*" * 20_000 + b"\n" + b"_a" * 20_000 + b"\n" + b"[" * 20_000)),
    "Markdown of pipes": ("a.md", written(b"|" * 200_000 + b"\n|a|b|\n")),
    "headers alone": ("a.txt", written("CÔNG BÁO/Số 1 + 2/Ngày 01-01-2023\n1\n".encode() * 20_000 + b"Quy dinh")),
    "stamps alone": ("a.txt", written("Ký bởi: tỉnh Hư Cấu\nCơ quan: a\n".encode() * 20_000)),
}
