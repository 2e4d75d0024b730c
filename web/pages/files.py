"""Stored original files, sent in a way that nothing in them can run on this site."""

import re
from pathlib import Path

from flask import Blueprint, Response, request, send_file

from registry.errors import NotKnown
from registry.people import Role
from web import access, use
from web.services import services

files = Blueprint("files", __name__)

_KINDS = (
    (b"%PDF-", "application/pdf", "pdf"),
    (b"PK\x03\x04", "application/vnd.openxmlformats-officedocument.wordprocessingml.document", "docx"),
    (b"\xd0\xcf\x11\xe0", "application/msword", "doc"),
    (b"{", "application/json", "json"),
)
_LOCKED = "default-src 'none'; sandbox"
_VIEWED = "default-src 'none'; object-src 'self'; style-src 'unsafe-inline'; frame-ancestors 'self'"
"""Chromium shows a PDF in a page of its own making, with inline style and an embedded object; no script can run."""


@files.get("/tep/<sha256>/<name>")
def show(sha256: str, name: str) -> Response:
    """Send an original for saving; a PDF may be opened in the browser with ``?xem=1``.

    Everyone may have the originals of documents; those that no document rests on are for editors, as the quarantine is.
    """
    if not re.fullmatch(r"[0-9a-f]{64}", sha256):
        raise NotKnown("file-not-known", "Không có tệp này.", hint="Mở lại trang văn bản để lấy địa chỉ đúng.")
    path = services().registry.original(sha256)
    if services().registry.document_of(sha256) is None:  # refused, withdrawn or on the desk: not for readers
        access.require(Role.editor)
    kind, ending = _read_kind(path)
    inline = kind == "application/pdf" and request.args.get("xem") == "1"
    stem = re.sub(r"[^\w.-]+", "-", name)[:120].removesuffix(f".{ending}")
    response = send_file(
        path,
        mimetype=kind,
        as_attachment=not inline,
        download_name=f"{stem}.{ending}",
        etag=sha256,
        conditional=True,
        max_age=31_536_000,
    )
    if not inline:
        _count(sha256)
    response.headers["Content-Security-Policy"] = _VIEWED if inline else _LOCKED
    if inline:
        response.headers["X-Frame-Options"] = "SAMEORIGIN"
    return response


def _count(sha256: str) -> None:
    document_id = services().registry.document_of(sha256)
    if document_id is not None:
        use.downloaded(document_id)


def kind_of(path: Path) -> str:
    """Return the media type of a stored file, told by its first bytes."""
    return _read_kind(path)[0]


def _read_kind(path: Path) -> tuple[str, str]:
    with path.open("rb") as stream:
        return _kind(stream.read(16))


def _kind(head: bytes) -> tuple[str, str]:
    for magic, kind, ending in _KINDS:
        if head.lstrip().startswith(magic):
            return kind, ending
    return "application/octet-stream", "bin"
