"""People for tests of the pages: an account with a role, and a client that is signed in to it."""

import re
from datetime import timedelta
from typing import Final

from flask.testing import FlaskClient

from registry.credentials import digest, new_secret
from registry.people import Person, Role
from registry.store import Registry
from web import sessions
from web.services import services

PASSWORD: Final = "con trâu đi trước cái cày"


def somebody(registry: Registry, role: Role = Role.editor, login: str | None = None) -> Person:
    """Return the account of this login (the role's name when there is none), made when missing; it has no password."""
    name = login or role.value
    return registry.person_by_login(name) or registry.add_person(name, f"{name} Tưởng Tượng", role)


def sign_in(client: FlaskClient, role: Role = Role.editor, login: str | None = None) -> Person:
    """Sign a client in without its password."""
    with client.application.app_context():
        registry = services().registry
    person = somebody(registry, role, login)
    secret = new_secret()
    registry.begin_session(person.id, digest(secret), "tests", "127.0.0.1", "password", timedelta(hours=1))
    client.set_cookie(sessions.COOKIE, secret)
    return person


def form_token(client: FlaskClient, page: str = "/tro-giup") -> str:
    """Return the token of a form that the site writes for this client: every page has one for who is signed in."""
    found = re.search(r'name="ma-bieu-mau" value="([^"]+)"', client.get(page).get_data(as_text=True))
    assert found is not None, f"no form on {page}"
    return found[1]
