"""Signing in with a password: the same words and the same time for whatever does not fit, and growing waits."""

from typing import Final

from flask import Flask, Response, g, request
from flask_babel import gettext as _
from itsdangerous import BadData

from registry import lockout, passwords
from registry.credentials import new_secret
from registry.errors import VanbanError
from registry.people import Person
from registry.text import squeeze
from web import forms, sessions
from web.services import services

DEVICE: Final = "vanban_may"
_DEVICE_LIFE: Final = 180 * 86_400  # seconds
_SALT: Final = "device"


class SignInFailed(VanbanError):  # noqa: N818
    """Login and password do not fit together, whichever of the two is wrong."""

    status = 403


class TooManyTries(VanbanError):  # noqa: N818
    """Too many passwords that did not fit."""

    status = 429

    def __init__(self, seconds: int) -> None:
        """Make the error.

        Args:
            seconds: Until the next try.
        """
        super().__init__(
            "too-many-tries",
            _("Đăng nhập sai nhiều lần quá."),
            hint=_("Chờ %(wait)s rồi thử lại. Quên mật khẩu thì nhờ người quản trị gửi liên kết một lần.",
                   wait=_words(seconds)),
        )  # fmt: skip
        self.seconds = seconds


def install(app: Flask) -> None:
    """Remember browsers that have signed in."""
    app.after_request(_send)


def with_password(login: str, password: str) -> Person:
    """Return whose login and password these are.

    Args:
        login: As typed.
        password: As typed.

    Raises:
        TooManyTries: One has to wait first.
        SignInFailed: They do not fit together, or the account is closed.
    """
    name, registry = normal_login(login), services().registry
    limits = lockout.limits(name, request.remote_addr or "", _device(name))
    if seconds := registry.attempt(limits):
        raise TooManyTries(seconds)
    stored = registry.password_of(name)
    person = registry.person_by_login(name)
    fits = passwords.fits(stored, password)
    if not fits or person is None or not person.active:
        raise SignInFailed(
            "sign-in-failed",
            _("Tên đăng nhập hoặc mật khẩu không đúng."),
            hint=_("Kiểm tra bộ gõ tiếng Việt và phím Caps Lock rồi thử lại."),
        )
    registry.forget_attempts(limits)
    if stored and passwords.outdated(stored):
        registry.set_password(person.id, passwords.hashed(password))
    return person


def enter(person: Person, via: str) -> None:
    """Sign the browser in and remember it, so that strangers' mistakes do not keep its owner waiting."""
    sessions.begin(person, via)
    g.device = forms.signer(_SALT).dumps([person.login, new_secret()])


def normal_login(written: str) -> str:
    """Return a login as it is stored."""
    return squeeze(written).casefold()[:80]


def _device(login: str) -> str:
    """Return the mark of this browser when it has signed in to this account before."""
    try:
        owner, mark = forms.signer(_SALT).loads(request.cookies.get(DEVICE, ""), max_age=_DEVICE_LIFE)
    except (BadData, TypeError, ValueError):
        return ""
    return str(mark) if owner == login else ""


def _send(response: Response) -> Response:
    made = g.get("device")
    if made:
        response.set_cookie(DEVICE, made, max_age=_DEVICE_LIFE, httponly=True, samesite="Lax", secure=sessions.secure())
    return response


def _words(seconds: int) -> str:
    if seconds < 60:
        return str(_("%(n)s giây", n=seconds))
    return str(_("%(n)s phút", n=-(-seconds // 60)))
