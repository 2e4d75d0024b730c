"""Accounts: the list, making one with a one-time link, roles, closing, signing out everywhere."""

from datetime import UTC, datetime, timedelta
from typing import Any

from flask import Blueprint, redirect, render_template, request
from flask_babel import gettext as _
from werkzeug.wrappers import Response as AnyResponse

from registry.cli.user import LINK_HOURS, facts
from registry.credentials import digest, new_secret
from registry.errors import VanbanError
from registry.people import ROLE_NAMES, Person, Role, login_of, role_of
from registry.text import squeeze
from web import access, actions, addresses, sessions
from web.services import services

people = Blueprint("admin_people", __name__)


@people.get(addresses.PEOPLE)
def listed() -> str:
    """List the accounts."""
    access.require(Role.admin)
    return _page()


@people.post(addresses.PEOPLE)
def add() -> AnyResponse | tuple[str, int] | str:
    """Make an account; its owner chooses the password through a link that works once."""
    access.require(Role.admin)
    form = {name: squeeze(request.form.get(name, ""))[:200] for name in ("ten", "ho-ten", "vai-tro", "thu")}
    registry = services().registry
    try:
        login, role = login_of(form["ten"]), role_of(form["vai-tro"])
        with registry.together():
            person = registry.add_person(login, form["ho-ten"] or login, role, email=form["thu"])
            access.record("person.add", ("person", login), None, facts(person))
    except VanbanError as error:
        return _page(form=form, problem=error), error.status
    return _linked(person)


@people.get(f"{addresses.PEOPLE}/<int:person_id>")
def one(person_id: int) -> str:
    """Show an account: role, sessions, what may be done with it."""
    access.require(Role.admin)
    person = services().registry.person(person_id)
    held = services().registry.sessions_of(person_id, sessions.idle(), sessions.longest())
    return render_template("admin/person.html", someone=person, sessions=held, roles=ROLE_NAMES)


@people.post(f"{addresses.PEOPLE}/<int:person_id>/vai-tro")
def role(person_id: int) -> AnyResponse:
    """Give an account another role; its owner has to sign in anew."""
    access.require(Role.admin)
    _change(person_id, "person.role", {"role": role_of(request.form.get("vai-tro", ""))})
    return redirect(addresses.someone(person_id), 303)


@people.post(f"{addresses.PEOPLE}/<int:person_id>/khoa")
def close(person_id: int) -> AnyResponse:
    """Close an account, or open it again."""
    access.require(Role.admin)
    active = request.form.get("mo") == "1"
    _change(person_id, "person.enable" if active else "person.disable", {"active": active})
    return redirect(addresses.someone(person_id), 303)


@people.post(f"{addresses.PEOPLE}/<int:person_id>/dang-xuat")
def sign_out(person_id: int) -> AnyResponse:
    """Sign a person out everywhere."""
    access.require(Role.admin)
    registry = services().registry
    person = registry.person(person_id)
    with registry.together():
        registry.end_sessions(person_id)
        access.record("person.sessions", ("person", person.login), None, None)
    return redirect(addresses.someone(person_id), 303)


@people.post(f"{addresses.PEOPLE}/<int:person_id>/lien-ket")
def link(person_id: int) -> str:
    """Make a link through which the person chooses a new password, once."""
    access.require(Role.admin)
    return _linked(services().registry.person(person_id))


def _linked(person: Person) -> str:
    """Show a fresh one-time link; it is told this once and kept only as a digest."""
    registry, secret = services().registry, new_secret()
    with registry.together():
        registry.add_link(person.id, digest(secret), datetime.now(UTC) + timedelta(hours=LINK_HOURS))
        access.record("person.link", ("person", person.login), None, None)
    base = services().settings.public_url or request.host_url.rstrip("/")
    url = f"{base}{addresses.NEW_PASSWORD}/{secret}"
    return render_template("admin/person_link.html", someone=person, link=url, hours=LINK_HOURS)


def _page(form: dict[str, str] | None = None, problem: VanbanError | None = None) -> str:
    return render_template(
        "admin/people.html", people=services().registry.people(), roles=ROLE_NAMES, form=form or {}, problem=problem
    )


def _change(person_id: int, action: str, values: dict[str, Any]) -> None:
    registry = services().registry
    with registry.together():
        before = registry.person(person_id)
        after = registry.change_person(person_id, **values)
        told = [{name: facts(each)[name] for name in values} for each in (before, after)]
        if told[0] != told[1]:
            access.record(action, ("person", after.login), told[0], told[1])


actions.register(
    actions.Action(
        "person.sessions", lambda: _("Đăng xuất ở mọi nơi"), why_not=lambda: _("Người đó chỉ cần đăng nhập lại.")
    )
)
