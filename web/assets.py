"""Static files: read once, compressed once, served for ever under an address that changes with their content."""

import gzip
import hashlib
import mimetypes
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from importlib.resources.abc import Traversable

from flask import Blueprint, Response, abort, request

assets = Blueprint("assets", __name__)

_TYPES = {".woff2": "font/woff2", ".js": "text/javascript; charset=utf-8", ".css": "text/css; charset=utf-8"}
_FOR_EVER = "public, max-age=31536000, immutable"


@dataclass(frozen=True, slots=True)
class Asset:
    """One static file, plain and compressed (None where compression does not pay)."""

    body: bytes
    packed: bytes | None
    type: str


@cache
def all_assets() -> dict[str, Asset]:
    """Return every static file by its path under ``static/``."""
    return dict(_walk(files("web") / "static", ""))


@cache
def version() -> str:
    """Return a short digest of all static files; it is part of their addresses, so relative links keep working."""
    digest = hashlib.sha256()
    for path, asset in sorted(all_assets().items()):
        digest.update(path.encode() + asset.body)
    return digest.hexdigest()[:10]


def address(path: str) -> str:
    """Return the address of a static file.

    Raises:
        KeyError: There is no such file.
    """
    all_assets()[path]
    return f"/static/{version()}/{path}"


@assets.get("/static/<digest>/<path:path>")
def serve(digest: str, path: str) -> Response:
    """Send a static file; only the current version may be kept for ever."""
    asset = all_assets().get(path)
    if asset is None:
        abort(404)
    packed = asset.packed if "gzip" in request.headers.get("Accept-Encoding", "") else None
    response = Response(packed or asset.body, content_type=asset.type)
    response.headers["Cache-Control"] = _FOR_EVER if digest == version() else "no-cache"
    response.headers["Vary"] = "Accept-Encoding"
    if packed:
        response.headers["Content-Encoding"] = "gzip"
    response.set_etag(version())
    response.make_conditional(request)
    return response


def _walk(folder: Traversable, prefix: str) -> list[tuple[str, Asset]]:
    found: list[tuple[str, Asset]] = []
    for entry in folder.iterdir():
        path = f"{prefix}{entry.name}"
        found += _walk(entry, f"{path}/") if entry.is_dir() else [(path, _asset(entry.name, entry.read_bytes()))]
    return found


def _asset(name: str, body: bytes) -> Asset:
    suffix = name[name.rfind(".") :]
    kind = _TYPES.get(suffix) or mimetypes.guess_type(name)[0] or "application/octet-stream"
    packed = gzip.compress(body, 9, mtime=0) if suffix in {".css", ".js", ".svg", ".txt"} else None
    return Asset(body, packed if packed and len(packed) < len(body) else None, kind)
