"""Stored original files, sent in a way that nothing in them can run on this site."""

import re

from flask import Blueprint, Response, request, send_file

from registry.errors import NotKnown
from web.services import services

files = Blueprint("files", __name__)

_KINDS = (
    (b"%PDF-", "application/pdf", "pdf"),
    (b"PK\x03\x04", "application/vnd.openxmlformats-officedocument.wordprocessingml.document", "docx"),
    (b"\xd0\xcf\x11\xe0", "application/msword", "doc"),
    (b"{", "application/json", "json"),
)
_LOCKED = "default-src 'none'; sandbox"


@files.get("/tep/<sha256>/<name>")
def show(sha256: str, name: str) -> Response:
    """Send an original for saving; a PDF may be opened in the browser with ``?xem=1``."""
    if not re.fullmatch(r"[0-9a-f]{64}", sha256):
        raise NotKnown("file-not-known", "Không có tệp này.", hint="Mở lại trang văn bản để lấy địa chỉ đúng.")
    path = services().registry.original(sha256)
    with path.open("rb") as stream:
        kind, ending = _kind(stream.read(16))
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
        response.headers["Content-Security-Policy"] = _LOCKED
    return response


def _kind(head: bytes) -> tuple[str, str]:
    for magic, kind, ending in _KINDS:
        if head.lstrip().startswith(magic):
            return kind, ending
    return "application/octet-stream", "bin"
