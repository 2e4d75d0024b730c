"""Who may call each address. A route that is not stated here fails: whoever adds one says for whom it is."""

import re
from collections.abc import Iterable
from typing import Final

import pytest
from flask import Flask
from flask.testing import FlaskClient
from werkzeug.routing import Rule
from werkzeug.test import TestResponse

from registry.people import Role, allows
from tests.people import sign_in
from web.app import create_app
from web.services import Services

READERS: Final = (
    "home", "search", "exports", "programme", "document", "diagram", "standing", "history", "leaning", "quoting",
    "interchange", "files", "overlap", "compare", "handbook", "help", "health", "assets", "tasks", "follow", "api",
    "patterns",
)  # fmt: skip
"""Blueprints whose pages are for everybody; each route of theirs that changes something is stated one by one."""

GUARDED: Final[dict[str, tuple[Role, ...]]] = {
    "upload": (Role.editor,),
    "quarantine": (Role.editor,),
    "correcting": (Role.editor,),
    "citations": (Role.editor,),
    "account": (Role.reader,),
    "journal": (Role.reader,),
    "verdicts": (Role.reviewer,),
    "admin_overview": (Role.admin,),
    "admin_engine": (Role.admin,),
    "admin_people": (Role.admin,),
    "admin_sources": (Role.admin,),
    "admin_backups": (Role.admin,),
    "admin_jobs": (Role.admin,),
    "admin_vocabulary": (Role.admin,),
    "admin_doubts": (Role.editor, Role.reviewer),
}
"""Blueprints that are not for everybody, and which rights open them."""

SINGLE: Final[dict[str, tuple[Role, ...]]] = {
    "tasks.decide": (Role.editor, Role.reviewer),
    "follow.change": (Role.reader,),
    "signing.sign_out": (Role.reader,),
    "api.files": (Role.editor,),
    "api.hand_in": (Role.editor,),
    "api.file": (Role.editor,),
    "api.confirm": (Role.editor,),
    "api.withdraw": (Role.editor,),
    "api.put_away": (Role.editor,),
    "api.correct": (Role.editor,),
    "api.verdict": (Role.reviewer,),
    "api.work_list": (Role.editor, Role.reviewer),
    "api.settle": (Role.editor, Role.reviewer),
}
"""Routes of which another right is asked than of the rest of their blueprint."""

OPEN: Final = {
    "signing.show": "the way in",
    "signing.sign_in": "the way in; its form carries a token of its own",
    "signing_oidc.leave": "the way in through the service of the settings",
    "signing_oidc.come_back": "and back; tied to the browser that left",
    "account.first_password": "who has the one-time link",
    "account.set_first_password": "who has the one-time link; its form carries a token of its own",
    "follow.stop": "who has the signed link of a mail",
    "handbook.change": "the basket is a cookie of the reader's own browser",
    "handbook.print_book": "prints, keeps nothing",
    "api.handbook": "prints, keeps nothing",
}
"""Routes for everybody that are not simply pages to read, and why that is right."""


@pytest.fixture(scope="module")
def app(held: Services) -> Flask:
    return create_app(held.settings, held)


def routes(app: Flask) -> list[tuple[str, Rule]]:
    """Every method of every route."""
    methods = ((method, rule) for rule in app.url_map.iter_rules() for method in sorted(rule.methods or ()))
    return [(method, rule) for method, rule in methods if method not in {"HEAD", "OPTIONS"}]


def needed(rule: Rule) -> tuple[Role, ...] | None:
    """The rights of which one is asked, or None where everybody may."""
    if rule.endpoint in OPEN:
        return None
    return SINGLE.get(rule.endpoint) or GUARDED.get(rule.endpoint.partition(".")[0])


def address(rule: Rule) -> str:
    """An address of the route; what it names need not exist, rights are looked at first."""
    return re.sub(r"<(?:[^<>]*:)?(\w+)>", lambda found: {"kind": "pdf"}.get(found[1], "1"), rule.rule)


def code(answer: TestResponse) -> str:
    told = answer.get_json(force=True, silent=True)
    return str(told.get("code", "")) if isinstance(told, dict) else ""


def ask(client: FlaskClient, method: str, rule: Rule) -> TestResponse:
    return client.open(address(rule), method=method, headers={"Accept": "application/json"}, buffered=True)


def test_every_route_is_stated(app: Flask) -> None:
    unstated = [
        f"{method} {rule.rule} ({rule.endpoint})"
        for method, rule in routes(app)
        if needed(rule) is None
        and rule.endpoint not in OPEN
        and (method != "GET" or rule.endpoint.partition(".")[0] not in READERS)
    ]
    assert unstated == [], "say in tests/web/test_who_may.py who may call these"


def test_nothing_is_stated_that_is_not_there(app: Flask) -> None:
    endpoints = {rule.endpoint for _method, rule in routes(app)}
    assert set(OPEN) | set(SINGLE) <= endpoints | {"admin_vocabulary"}


def guarded(app: Flask) -> Iterable[tuple[str, Rule, tuple[Role, ...]]]:
    return ((method, rule, roles) for method, rule in routes(app) if (roles := needed(rule)))


def test_a_stranger_is_asked_to_sign_in_wherever_a_right_is_needed(app: Flask) -> None:
    client = app.test_client()
    for method, rule, _roles in guarded(app):
        answer = ask(client, method, rule)
        assert (answer.status_code, code(answer)) == (401, "sign-in"), f"{method} {rule.rule}"
        if rule.rule.startswith("/api/"):
            continue
        page = client.open(address(rule), method=method)
        assert page.status_code == 303, f"{method} {rule.rule}"
        assert page.headers["Location"].startswith("/dang-nhap"), f"{method} {rule.rule}"


@pytest.mark.parametrize("role", list(Role))
def test_each_role_may_what_is_stated_and_nothing_else(app: Flask, role: Role) -> None:
    """Who may change something is told apart by what is asked next: a form that this site wrote."""
    client = app.test_client()
    sign_in(client, role)
    for method, rule, roles in guarded(app):
        answer, which = ask(client, method, rule), f"{role} {method} {rule.rule}"
        if not any(allows(role, each) for each in roles):
            assert (answer.status_code, code(answer)) == (403, "not-your-role"), which
        elif method == "GET":
            assert answer.status_code not in {401, 403}, which
        else:
            assert (answer.status_code, code(answer)) == (403, "form-not-ours"), which


def test_forms_that_are_open_to_everybody_are_ours_all_the_same(app: Flask) -> None:
    client = app.test_client()
    for method, rule in routes(app):
        if method != "GET" and rule.endpoint in OPEN:
            foreign = client.open(address(rule), method=method, headers={"Origin": "https://evil.example"})
            assert foreign.status_code in {400, 403, 404}, rule.rule
            if not rule.rule.startswith("/api/"):
                assert foreign.status_code == 403, rule.rule
