"""What every response gets on its way out: security headers, an ETag, compression."""

import gzip

from flask import Flask, Response, request

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
_TEXT = (
    "text/",
    "application/json",
    "application/problem+json",
    "application/openapi+json",
    "application/atom+xml",
    "image/svg+xml",
)
_WORTH_PACKING = 600
_EFFORT = 5


def install(app: Flask) -> None:
    """Send every response of the app through :func:`finish`."""
    app.after_request(finish)


def finish(response: Response) -> Response:
    """Add the headers, answer 304 where nothing changed, compress text."""
    for name, value in SECURITY_HEADERS.items():
        response.headers.setdefault(name, value)
    if response.direct_passthrough or response.is_streamed or "Content-Encoding" in response.headers:
        return response
    if not response.content_type.startswith(_TEXT):
        return response
    response.vary.add("Accept-Encoding")
    if request.method in {"GET", "HEAD"} and response.status_code == 200:
        response.headers.setdefault("Cache-Control", "no-cache")
        response.add_etag(weak=True)
        response.make_conditional(request)
    return _packed(response)


def _packed(response: Response) -> Response:
    body = response.get_data() if response.status_code != 304 else b""
    if len(body) >= _WORTH_PACKING and "gzip" in request.headers.get("Accept-Encoding", ""):
        response.set_data(gzip.compress(body, _EFFORT, mtime=0))
        response.headers["Content-Encoding"] = "gzip"
    return response
