"""The handbook basket: document ids in a cookie of the reader's own browser, nothing kept on the server."""

import re
from collections.abc import Iterable
from urllib.parse import urlsplit

from flask import abort, request
from werkzeug.wrappers import Response

COOKIE = "so_tay"
LIMIT = 200
_YEAR = 31_536_000
_ID = re.compile(r"[1-9][0-9]{0,17}")


def read_ids(written: Iterable[str]) -> tuple[int, ...]:
    """Return the document ids among what was sent, each once, in order; anything else is left out."""
    return tuple(dict.fromkeys(int(each) for each in written if _ID.fullmatch(each)))


def ids() -> tuple[int, ...]:
    """Return the documents in the basket, in the order they were put there."""
    return read_ids(request.cookies.get(COOKIE, "").split("."))[:LIMIT]


def holds(document_id: int) -> bool:
    """Tell whether a document is in the basket."""
    return document_id in ids()


def keep(response: Response, chosen: tuple[int, ...]) -> Response:
    """Store the basket in the reader's browser."""
    kept = ".".join(map(str, chosen[:LIMIT]))
    if kept:
        response.set_cookie(COOKIE, kept, max_age=_YEAR, httponly=True, samesite="Lax", secure=request.is_secure)
    else:
        response.delete_cookie(COOKIE)
    return response


def refuse_foreign_forms() -> None:
    """Stop a form that another site sends in the reader's name."""
    origin = request.headers.get("Origin")
    if request.method == "POST" and origin and urlsplit(origin).netloc != request.host:
        abort(403)


def way_back(wanted: str, otherwise: str) -> str:
    """Return a path of this site to go back to, never another site."""
    inside = wanted.startswith("/") and not wanted.startswith(("//", "/\\")) and wanted.isprintable()
    return wanted if inside else otherwise
