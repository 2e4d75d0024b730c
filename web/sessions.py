"""The session of a browser that is signed in: a random id in a cookie, everything else on the server."""

from datetime import timedelta
from typing import Final, cast

from flask import Flask, Response, g, request

from registry.credentials import digest, new_secret
from registry.people import Person, SignedIn
from web.services import services

COOKIE: Final = "vanban_phien"


def install(app: Flask) -> None:
    """Send the cookie when a session begins or ends."""
    app.after_request(_send)


def current() -> SignedIn | None:
    """Return the session of the browser that asks, or None."""
    if "signed_in" not in g:
        held = cookie()
        g.signed_in = services().registry.session(digest(held), idle(), longest()) if held else None
    return cast("SignedIn | None", g.signed_in)


def cookie() -> str:
    """Return the session id that the browser sent, or an empty string."""
    return request.cookies.get(COOKIE, "")


def begin(person: Person, via: str) -> None:
    """Sign the browser in, always under a new id; what it was signed in with before is over.

    Args:
        person: Who.
        via: ``password``, ``oidc`` or ``link``.
    """
    registry = services().registry
    if held := cookie():
        registry.end_session(digest(held))
    fresh = new_secret()
    agent = request.headers.get("User-Agent", "")
    registry.begin_session(person.id, digest(fresh), agent, request.remote_addr or "", via, longest())
    g.session_cookie = fresh
    g.pop("signed_in", None)


def end() -> None:
    """Sign the browser out."""
    if held := cookie():
        services().registry.end_session(digest(held))
    g.session_cookie = ""
    g.signed_in = None


def idle() -> timedelta:
    """Return how long a session may lie unused."""
    return timedelta(minutes=services().settings.session_idle_minutes)


def longest() -> timedelta:
    """Return how long a session lasts at most."""
    return timedelta(hours=services().settings.session_hours)


def secure() -> bool:
    """Tell whether cookies may be sent over https alone: people reach the site that way."""
    return request.is_secure or services().settings.public_url.startswith("https://")


def _send(response: Response) -> Response:
    fresh = g.get("session_cookie")
    if fresh:
        # No max_age: the browser forgets it when it closes; the server decides how long it holds.
        response.set_cookie(COOKIE, fresh, httponly=True, samesite="Lax", secure=secure())
    elif fresh is not None:
        response.delete_cookie(COOKIE, httponly=True, samesite="Lax", secure=secure())
    return response
