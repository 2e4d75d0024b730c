"""Who asks, what they may do, and what is written down about it.

A view that changes something, or shows what is not for everybody, begins with::

    someone = access.require(Role.editor)

and writes its change down in the transaction of the change itself::

    with services().registry.together():
        services().registry.state_by_hand(record.id, someone.name, title=title)
        access.record("document.correct", ("document", str(record.id)), before, after)

The name of the action has to be known to :mod:`web.actions`, which also knows how to undo it, or why it cannot be.
Templates ask ``person()``, ``may('editor')`` and ``form_token()``.
"""

from collections.abc import Mapping
from typing import Any, Final, cast
from urllib.parse import urlsplit

from flask import Flask, Response, g, request
from flask_babel import gettext as _

from registry.changes import Change, ChangeRecord, Subject
from registry.credentials import digest, read_key
from registry.errors import VanbanError
from registry.people import Person, Role, Token, allows
from web import actions, addresses, forms, sessions
from web.services import services

_SAFE: Final = frozenset({"GET", "HEAD", "OPTIONS"})
_BEARER: Final = "Bearer "


class NotAllowed(VanbanError):  # noqa: N818  (named for what the reader meets)
    """Something that this person, or nobody in particular, may not do."""

    status = 403


class NotSignedIn(NotAllowed):
    """Something for which one has to sign in first."""

    status = 401


def install(app: Flask) -> None:
    """Give templates what they ask, and keep pages made for one person out of shared caches."""
    app.jinja_env.globals.update(person=person, may=may, form_token=forms.token)
    sessions.install(app)
    forms.install(app)
    app.after_request(_keep_private)


def person() -> Person | None:
    """Return who asks: whoever the key belongs to under ``/api``, else whoever is signed in, else None."""
    if _with_key():
        held = token()
        return held.person if held else None
    signed_in = sessions.current()
    return signed_in.person if signed_in else None


def token() -> Token | None:
    """Return the personal key that the request carries, when it holds."""
    if "token" not in g:
        written = read_key(request.headers.get("Authorization", "")[len(_BEARER) :].strip()) if _with_key() else None
        g.token = services().registry.token(written[0], digest(written[1])) if written else None
    return cast("Token | None", g.token)


def may(role: str | Role) -> bool:
    """Tell whether whoever asks has a right."""
    someone = person()
    return someone is not None and allows(someone.role, Role(role))


def require(*roles: Role) -> Person:
    """Return who asks, when they have one of the rights (any account will do when none is named).

    A request that may change something must also carry the token of a form that this site wrote, unless it comes with
    a personal key, which no other site can make a browser send.

    Raises:
        NotSignedIn: Nobody is signed in, or the key does not hold.
        NotAllowed: The person lacks the right, the key may only read, or the form is not ours.
    """
    someone = person()
    g.for_one_person = True
    if someone is None:
        raise _unknown_key() if _with_key() else _stranger()
    if roles and not any(allows(someone.role, role) for role in roles):
        raise NotAllowed(
            "not-your-role",
            _("Tài khoản của bạn (%(login)s) không có quyền làm việc này.", login=someone.login),
            hint=_("Hỏi người quản trị nếu bạn cần quyền này."),
        )
    if request.method not in _SAFE:
        _check_unsafe()
    return someone


def check_form() -> None:
    """Stop a form that this site did not write for this browser; :func:`require` does so by itself.

    Raises:
        NotAllowed: The token of the form is missing, old or foreign.
    """
    if not forms.own():
        raise NotAllowed(
            "form-not-ours",
            _("Biểu mẫu đã quá hạn hoặc không phải của trang này."),
            hint=_("Tải lại trang rồi làm lại."),
        )


def form_token() -> str:
    """Return the token of the forms on the page being written; it goes into a field named ``ma-bieu-mau``."""
    return forms.token()


def record(
    action: str,
    subject: tuple[str, str],
    before: Mapping[str, Any] | None,
    after: Mapping[str, Any] | None,
    undoes: int | None = None,
) -> ChangeRecord:
    """Write down what whoever asks has changed.

    Args:
        action: Name of an action of :mod:`web.actions`.
        subject: Kind and key of what was changed.
        before: The parts that changed, as JSON values, before; None where there was nothing.
        after: The same parts after; None where nothing is left.
        undoes: The change that this one takes back.

    Raises:
        KeyError: No such action is known.
    """
    return record_as(person(), action, subject, before, after, undoes)


def record_as(
    someone: Person | None,
    action: str,
    subject: tuple[str, str],
    before: Mapping[str, Any] | None,
    after: Mapping[str, Any] | None,
    undoes: int | None = None,
) -> ChangeRecord:
    """Write down what somebody has changed who is not, or not yet, signed in; else see :func:`record`."""
    actions.action(action)
    return services().registry.record(Change(action, Subject(*subject), before, after, someone, undoes=undoes))


def sign_in_address() -> str:
    """Return where to sign in and then go on with what was wanted."""
    if request.method == "GET":
        return addresses.sign_in(request.full_path.rstrip("?"))
    came = urlsplit(request.referrer or "")
    return addresses.sign_in(came.path if came.netloc == request.host else "")


def _check_unsafe() -> None:
    held = token() if _with_key() else None
    if held is None:
        check_form()
    elif held.scope != "write":
        raise NotAllowed(
            "key-reads-only",
            _("Khóa API này chỉ được đọc."),
            hint=_("Tạo khóa có quyền ghi ở trang tài khoản."),
        )


def _stranger() -> NotSignedIn:
    return NotSignedIn("sign-in", _("Việc này cần đăng nhập."), hint=_("Đăng nhập rồi làm lại."))


def _unknown_key() -> NotSignedIn:
    return NotSignedIn(
        "bad-key",
        _("Khóa API không đúng, đã hết hạn hoặc đã bị thu hồi."),
        hint=_("Tạo khóa mới ở trang tài khoản."),
    )


def _with_key() -> bool:
    """Keys work under /api only: a page that a key could open would let the key make further keys."""
    written = request.headers.get("Authorization", "")
    return request.path.startswith(f"{addresses.API}/") and written.startswith(_BEARER)


def _keep_private(response: Response) -> Response:
    if response.mimetype == "text/html" or request.path.startswith(f"{addresses.API}/"):
        response.vary.update(("Cookie", "Authorization"))
    if g.get("for_one_person"):
        response.headers["Cache-Control"] = "no-store"
    elif g.get("signed_in") or g.get("token"):
        response.headers["Cache-Control"] = "private, no-cache"
    return response
