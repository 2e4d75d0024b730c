"""Tokens of forms: signed, short-lived, bound to the session of who is signed in, else to a cookie of the browser."""

import hmac
import secrets
from typing import Final

from flask import Flask, Response, current_app, g, request
from itsdangerous import BadData, URLSafeTimedSerializer

from registry.credentials import digest, home_secret
from web import sessions
from web.services import services

COOKIE: Final = "vanban_bieu_mau"
FIELD: Final = "ma-bieu-mau"
HEADER: Final = "X-Vanban-Form"
_LIFE: Final = 12 * 3600  # seconds a form may stay open
_SALT: Final = "forms"
_SECRET: Final = "vanban-secret"  # noqa: S105  (the place where it is kept)


def install(app: Flask) -> None:
    """Give the browser the cookie that its forms are bound to, when a page with forms was written."""
    app.after_request(_remember)


def token() -> str:
    """Return the token of the forms on the page being written, which is then for this browser alone."""
    g.form_written = True
    return str(signer(_SALT).dumps(digest(_bound() or _fresh())))


def own() -> bool:
    """Tell whether the form that was sent is one that this site wrote for this browser and session."""
    given = request.headers.get(HEADER) or request.form.get(FIELD, "")
    try:
        signed = str(signer(_SALT).loads(given, max_age=_LIFE))
    except BadData:
        return False
    bound = _bound()
    return bool(bound) and hmac.compare_digest(signed.encode(), digest(bound).encode())


def signer(salt: str) -> URLSafeTimedSerializer:
    """Return what signs values that go through a browser; values signed with another salt are not taken."""
    kept = current_app.extensions.get(_SECRET)
    if kept is None:
        kept = current_app.extensions[_SECRET] = home_secret(services().settings.home)
    return URLSafeTimedSerializer(kept, salt=salt)


def _bound() -> str:
    return (sessions.cookie() if sessions.current() else "") or request.cookies.get(COOKIE, "")


def _fresh() -> str:
    return str(g.setdefault("form_cookie", secrets.token_urlsafe(24)))


def _remember(response: Response) -> Response:
    made = g.get("form_cookie")
    if made:
        response.set_cookie(COOKIE, made, httponly=True, samesite="Lax", secure=sessions.secure())
    return response
