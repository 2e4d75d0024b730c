"""One's own account: password, sessions, keys for programs; and the page behind a one-time link."""

from datetime import UTC, datetime, timedelta

from flask import Blueprint, make_response, redirect, render_template, request
from flask_babel import gettext as _
from werkzeug.wrappers import Response as AnyResponse

from registry import passwords
from registry.credentials import digest, key_text, new_secret
from registry.errors import BadRequest, NotKnown, VanbanError
from registry.people import ROLE_NAMES, Person
from registry.text import squeeze
from web import access, addresses, basket, sessions
from web.services import services
from web.signing import SignInFailed, TooManyTries, enter, with_password

account = Blueprint("account", __name__)

LIVES = (30, 90, 365)
"""Days that a key may hold."""


@account.get(addresses.ACCOUNT)
def show() -> str:
    """Show one's own account."""
    return _page(access.require())


@account.post(f"{addresses.ACCOUNT}/mat-khau")
def change_password() -> AnyResponse:
    """Change one's own password; every other browser is signed out."""
    person = access.require()
    try:
        if not person.local:
            raise BadRequest("no-password", _("Tài khoản này đăng nhập qua cổng khác, không có mật khẩu ở đây."))
        with_password(person.login, request.form.get("mat-khau-cu", ""))
        fresh = _chosen(person)
    except SignInFailed as error:
        wrong = BadRequest("wrong-password", _("Mật khẩu hiện nay không đúng."), field="mat-khau-cu")
        return make_response(_page(person, problem=wrong), error.status)
    except (BadRequest, TooManyTries) as error:
        return make_response(_page(person, problem=error), error.status)
    registry = services().registry
    with registry.together():
        registry.set_password(person.id, passwords.hashed(fresh))
        registry.end_sessions(person.id)
        access.record("person.password", ("person", person.login), None, None)
    enter(person, "password")
    return redirect(f"{addresses.ACCOUNT}?xong=mat-khau", 303)


@account.post(f"{addresses.ACCOUNT}/phien")
def end_sessions() -> AnyResponse:
    """Sign out one other browser, or all of them and this one."""
    person = access.require()
    chosen = basket.read_ids([request.form.get("phien", "")])
    if chosen:
        services().registry.end_session_of(person.id, chosen[0])
        return redirect(f"{addresses.ACCOUNT}#phien", 303)
    services().registry.end_sessions(person.id)
    sessions.end()
    return redirect(addresses.SIGN_IN, 303)


@account.post(f"{addresses.ACCOUNT}/khoa")
def add_key() -> str:
    """Make a key for programs; its text is on the page that answers and nowhere else."""
    person = access.require()
    name, scope = squeeze(request.form.get("ten", ""))[:80], request.form.get("pham-vi", "read")
    days = request.form.get("ngay", "90")
    if not name or scope not in {"read", "write"} or days not in {str(each) for each in LIVES}:
        raise BadRequest("bad-key-form", _("Chưa ghi khóa dùng để làm gì."), hint=_("Ghi tên khóa rồi gửi lại."))
    secret, registry = new_secret(), services().registry
    expires = datetime.now(UTC).replace(microsecond=0) + timedelta(days=int(days))
    with registry.together():
        made = registry.add_token(person.id, name, digest(secret), scope, expires)
        told = {"name": name, "scope": scope, "expires": expires.date().isoformat()}
        access.record("token.add", ("token", str(made.id)), None, told)
    return _page(person, key=key_text(made.id, secret))


@account.post(f"{addresses.ACCOUNT}/khoa/thu-hoi")
def drop_key() -> AnyResponse:
    """Withdraw a key."""
    person, registry = access.require(), services().registry
    chosen = basket.read_ids([request.form.get("khoa", "")])
    with registry.together():
        gone = registry.drop_token(person.id, chosen[0] if chosen else 0)
        access.record("token.drop", ("token", str(gone.id)), {"name": gone.name, "scope": gone.scope}, None)
    return redirect(f"{addresses.ACCOUNT}#khoa", 303)


@account.get(f"{addresses.NEW_PASSWORD}/<secret>")
def first_password(secret: str) -> str:
    """Show the page on which a one-time link lets its owner choose a password."""
    return _first(_owner(secret))


@account.post(f"{addresses.NEW_PASSWORD}/<secret>")
def set_first_password(secret: str) -> AnyResponse:
    """Keep the password that was chosen through a one-time link, and sign its owner in."""
    access.check_form()
    person = _owner(secret)
    try:
        fresh = _chosen(person)
    except BadRequest as error:
        return make_response(_first(person, error), error.status)
    registry = services().registry
    with registry.together():
        if registry.use_link(digest(secret), passwords.hashed(fresh)) is None:
            raise _spent()
        access.record_as(person, "person.password", ("person", person.login), None, None)
    enter(person, "link")
    return redirect(f"{addresses.ACCOUNT}?xong=mat-khau", 303)


def _page(person: Person, key: str = "", problem: VanbanError | None = None) -> str:
    registry, now = services().registry, sessions.current()
    return render_template(
        "account.html",
        owner=person,
        role=ROLE_NAMES[person.role],
        sessions=registry.sessions_of(person.id, sessions.idle(), sessions.longest()),
        here=now.id if now else None,
        keys=registry.tokens_of(person.id),
        key=key,
        lives=LIVES,
        problem=problem,
        done=request.args.get("xong", ""),
        shortest=passwords.SHORTEST,
        today=datetime.now(UTC),
    )


def _first(person: Person, problem: VanbanError | None = None) -> str:
    return render_template("new_password.html", owner=person, problem=problem, shortest=passwords.SHORTEST)


def _chosen(person: Person) -> str:
    """Return the new password of the form, typed twice alike.

    Raises:
        BadRequest: It is weak, or the two are not alike.
    """
    fresh, again = request.form.get("mat-khau", ""), request.form.get("mat-khau-lai", "")
    passwords.check(fresh, person.login)
    if passwords.normal(fresh) != passwords.normal(again):
        raise BadRequest("passwords-differ", _("Hai lần gõ mật khẩu không giống nhau."), field="mat-khau-lai")
    return fresh


def _owner(secret: str) -> Person:
    found = services().registry.link(digest(secret))
    if found is None:
        raise _spent()
    return found


def _spent() -> NotKnown:
    return NotKnown(
        "link-spent",
        _("Liên kết này đã dùng rồi, đã hết hạn hoặc không đúng."),
        hint=_("Nhờ người quản trị gửi liên kết mới."),
    )
