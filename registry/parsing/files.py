"""One file in, its raw text out, whatever its kind; archives and mail give their parts."""

from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path, PurePath
from zipfile import BadZipFile

from registry.errors import InputRefused
from registry.parsing import detect
from registry.parsing.encodings import decode
from registry.parsing.formats import docx, gazette, html, mail, markdown, msdoc, pdf, plain, rtf
from registry.parsing.formats import ocr as recognition
from registry.parsing.limits import MAX_TEXT_BYTES, broken, check_bytes, open_zip, read_bytes, refuse
from registry.parsing.raw import RawDocument
from registry.parsing.recovery import Decoded


def read_file(path: Path, *, name: str | None = None, ocr: bool = True) -> RawDocument:
    """Read one file as what its bytes say it is.

    Args:
        path: The file.
        name: The name it arrived under, when the path is a stored copy.
        ocr: Whether pictures of pages are recognised; when not, they are refused.

    Raises:
        InputRefused: The file cannot be taken in; the message says why.
        MissingTool: A program has to be installed first.
    """
    return read_data(read_bytes(path), name or path.name, ocr=ocr)


def read_data(data: bytes, name: str, *, ocr: bool = True) -> RawDocument:
    """Read the bytes of one file; see :func:`read_file`."""
    kind = detect.binary_kind(data)
    if kind is None:
        return _read_text(data, name)
    raw = _read_binary(kind, data, name, ocr=ocr)
    return replace(raw, issues=detect.name_issues(kind, name) + raw.issues)


def _members(data: bytes) -> Iterator[tuple[str, bytes]]:
    with open_zip(data) as archive:
        for member in archive.infolist():
            file = PurePath(member.filename.replace("\\", "/"))
            if member.is_dir() or file.name.startswith(".") or "__MACOSX" in file.parts:
                continue
            try:
                yield file.name, archive.read(member)
            except (BadZipFile, ValueError, OSError, NotImplementedError, EOFError) as error:
                raise broken(f"{file.name} trong tệp nén") from error
            except Exception as error:  # zlib.error has no public base class
                raise broken(f"{file.name} trong tệp nén") from error


def _read_binary(kind: str, data: bytes, name: str, *, ocr: bool) -> RawDocument:
    if kind == "pdf":
        return _read_pdf(data, recognise=ocr)
    if kind == "image":
        return _read_image(data, recognise=ocr)
    if kind == "zip":
        return _read_zip(data, name)
    return {"docx": docx.read, "doc": msdoc.read, "rtf": rtf.read}[kind](data)


def _read_pdf(data: bytes, *, recognise: bool) -> RawDocument:
    try:
        return pdf.read(data, recognition.read_page if recognise else None)
    except pdf.NoTextLayerError:
        if not recognise:
            raise _needs_ocr() from None
        return recognition.read_pdf(data)


def _read_image(data: bytes, *, recognise: bool) -> RawDocument:
    if not recognise:
        raise _needs_ocr()
    return recognition.read_image(data)


def _needs_ocr() -> InputRefused:
    return refuse(
        "needs-ocr",
        "Đây là ảnh quét, không có lớp chữ; cần nhận dạng chữ (OCR).",
        "Cài tesseract-ocr và tesseract-ocr-vie, hoặc nạp bản có lớp chữ.",
    )


def _read_zip(data: bytes, name: str) -> RawDocument:
    members = list(_members(data))
    if len(members) != 1:
        raise refuse("many-documents", f"Tệp nén {name} chứa {len(members)} tệp.", "Nạp từng tệp bên trong.")
    inner, content = members[0]
    if detect.binary_kind(content) == "zip":
        raise refuse("nested-archive", "Tệp nén nằm trong tệp nén.", "Giải nén rồi nạp từng tệp.")
    raw = read_data(content, inner)
    return replace(raw, meta=raw.meta | {"archive": name, "member": inner})


def _read_text(data: bytes, name: str) -> RawDocument:
    check_bytes(data, MAX_TEXT_BYTES)
    found = decode(data)
    kind = detect.text_kind(found.text)
    raw = mail.read(data) if kind == "eml" else _TEXT_READERS[kind](found.text)
    doubts = detect.name_issues(kind, name) + (() if kind == "eml" else found.issues)
    return replace(raw, issues=doubts + raw.issues, meta=raw.meta | _encoding(found))


def _encoding(found: Decoded) -> dict[str, str]:
    return {} if found.encoding.startswith("utf-8") else {"encoding": found.encoding}


_TEXT_READERS = {"json": gazette.read, "html": html.read, "markdown": markdown.read, "text": plain.read}
