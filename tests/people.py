"""People for tests of the pages: an account with a role, and a client that is signed in to it."""

import re
from datetime import timedelta
from typing import Final

from flask.testing import FlaskClient
from playwright.sync_api import Page

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


def begin(registry: Registry, person: Person) -> str:
    """Sign a person in without a password; return the value of the session cookie."""
    secret = new_secret()
    registry.begin_session(person.id, digest(secret), "tests", "127.0.0.1", "password", timedelta(hours=1))
    return secret


def sign_in(client: FlaskClient, role: Role = Role.editor, login: str | None = None) -> Person:
    """Sign a client in without its password."""
    with client.application.app_context():
        registry = services().registry
    person = somebody(registry, role, login)
    client.set_cookie(sessions.COOKIE, begin(registry, person))
    return person


def sign_page_in(page: Page, registry: Registry, site: str, role: Role = Role.editor) -> Person:
    """Sign the browser of a page in without its password."""
    person = somebody(registry, role)
    page.context.add_cookies([{"name": sessions.COOKIE, "value": begin(registry, person), "url": site}])
    return person


def form_token(client: FlaskClient, page: str = "/tro-giup") -> str:
    """Return the token of a form that the site writes for this client: every page has one for who is signed in."""
    found = re.search(r'name="ma-bieu-mau" value="([^"]+)"', client.get(page).get_data(as_text=True))
    assert found is not None, f"no form on {page}"
    return found[1]
