"""What every response gets on its way out: security headers, an ETag, compression."""

import gzip
import hashlib
from typing import Final

from flask import Flask, Response, g, request

SECURITY_HEADERS = {
    "Content-Security-Policy": (
        "default-src 'none'; script-src 'self'; style-src 'self'; font-src 'self'; img-src 'self'; "
        "connect-src 'self'; form-action 'self'; base-uri 'none'; frame-ancestors 'none'"
    ),
    "X-Content-Type-Options": "nosniff",
    "Referrer-Policy": "same-origin",
    "X-Frame-Options": "DENY",
    "Cross-Origin-Opener-Policy": "same-origin",
    "Cross-Origin-Resource-Policy": "same-origin",
    "Permissions-Policy": "camera=(), geolocation=(), microphone=(), payment=()",
}
HSTS: Final = "max-age=31536000"
_JSON = ("application/json", "application/problem+json")
_TEXT = ("text/", *_JSON, "application/atom+xml", "application/xml", "image/svg+xml")
_WORTH_PACKING = 600
_EFFORT = 5


def install(app: Flask) -> None:
    """Send every response of the app through :func:`finish`."""
    app.after_request(finish)


def finish(response: Response) -> Response:
    """Add the headers, answer 304 where nothing changed, compress text."""
    for name, value in SECURITY_HEADERS.items():
        response.headers.setdefault(name, value)
    if request.is_secure:
        response.headers.setdefault("Strict-Transport-Security", HSTS)
    if response.direct_passthrough or response.is_streamed or "Content-Encoding" in response.headers:
        return response
    if not response.content_type.startswith(_TEXT):
        return response
    response.vary.add("Accept-Encoding")
    pack = _worth_packing(response)
    if request.method in {"GET", "HEAD"} and response.status_code == 200:
        response.headers.setdefault("Cache-Control", "no-cache")
        _mark(response, packed=pack)
        response.make_conditional(request)
    return _packed(response) if pack and response.status_code != 304 else response


def _mark(response: Response, *, packed: bool) -> None:
    """Name the content. JSON gets a strong name, one for each encoding (RFC 9110, 8.8.3); pages a weak one."""
    tag, weak = response.get_etag()
    if tag is None:
        digest = hashlib.blake2b(response.get_data(), digest_size=12).hexdigest()
        tag, weak = digest, not response.content_type.startswith(_JSON)
    response.set_etag(f"{tag}-gzip" if packed and not weak else tag, weak=bool(weak))


def _worth_packing(response: Response) -> bool:
    long = len(response.get_data()) >= _WORTH_PACKING
    return long and request.accept_encodings["gzip"] > 0


def _packed(response: Response) -> Response:
    response.set_data(g.get("packed") or pack(response.get_data()))
    response.headers["Content-Encoding"] = "gzip"
    return response


def pack(body: bytes) -> bytes:
    """Return a body as it goes over the wire."""
    return gzip.compress(body, _EFFORT, mtime=0)
