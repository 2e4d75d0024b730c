"""Who may do what: sessions, keys, forms, roles, and what is written down."""

from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

import pytest
from flask import Flask, jsonify
from flask.testing import FlaskClient

from registry.changes import Change, ChangeRecord, Subject
from registry.credentials import digest, key_text, new_secret
from registry.errors import StateConflict
from registry.people import Person, Role, allows
from registry.settings import load
from tests.people import form_token, sign_in, somebody
from web import access, actions
from web.app import create_app
from web.services import Services, services


@pytest.fixture
def opened(tmp_path: Path) -> Iterator[Services]:
    held = Services.open(load(home=tmp_path / "home", workers=1))
    yield held
    held.registry.close()


@pytest.fixture
def app(opened: Services) -> Flask:
    """The site with a few views of the test's own."""
    app = create_app(opened.settings, opened)

    @app.route("/thu/<role>", methods=["GET", "POST"])
    def for_role(role: str) -> Any:
        return access.require(*(Role(each) for each in role.split("+") if each)).login

    @app.route("/thu/")
    def for_anybody() -> Any:
        return access.require().login

    @app.route("/api/v1/thu/<role>", methods=["GET", "POST"])
    def for_program(role: str) -> Any:
        return jsonify(access.require(Role(role)).login)

    return app


@pytest.fixture
def client(app: Flask) -> FlaskClient:
    return app.test_client()


@pytest.mark.parametrize("role", list(Role))
@pytest.mark.parametrize("needed", list(Role))
def test_what_each_role_includes(role: Role, needed: Role) -> None:
    expected = role is Role.admin or needed is Role.reader or role is needed
    assert allows(role, needed) is expected


@pytest.mark.parametrize("role", list(Role))
@pytest.mark.parametrize("needed", list(Role))
def test_a_view_lets_in_who_has_the_right_and_nobody_else(client: FlaskClient, role: Role, needed: Role) -> None:
    sign_in(client, role)
    assert client.get(f"/thu/{needed}").status_code == (200 if allows(role, needed) else 403)
    assert client.get("/thu/").status_code == 200


def test_one_of_several_rights_is_enough(client: FlaskClient) -> None:
    sign_in(client, Role.reviewer)
    assert client.get("/thu/editor+reviewer").status_code == 200


def test_a_stranger_is_led_to_the_sign_in_page_and_back(client: FlaskClient) -> None:
    answer = client.get("/thu/editor?a=1&b=%C4%91")
    assert answer.status_code == 303
    assert answer.headers["Location"] == "/dang-nhap?tiep=%2Fthu%2Feditor%3Fa%3D1%26b%3D%25C4%2591"
    page = client.get(answer.headers["Location"]).get_data(as_text=True)
    assert 'name="tiep" value="/thu/editor?a=1&amp;b=%C4%91"' in page
    assert "vanban user add" in page, "nobody has an account yet: the page says how to make the first"


def test_a_program_is_told_in_its_own_form(client: FlaskClient) -> None:
    answer = client.get("/api/v1/thu/editor")
    assert answer.status_code == 401
    assert answer.content_type == "application/problem+json"
    assert answer.headers["WWW-Authenticate"] == "Bearer"
    sign_in(client, Role.reader)
    refused = client.get("/api/v1/thu/editor")
    assert (refused.status_code, refused.get_json(force=True)["code"]) == (403, "not-your-role")


def test_a_form_must_be_ours_and_of_this_session(app: Flask) -> None:
    mine, other = app.test_client(), app.test_client()
    sign_in(mine, Role.editor)
    sign_in(other, Role.editor)
    assert mine.post("/thu/editor").status_code == 403
    assert mine.post("/thu/editor", data={"ma-bieu-mau": form_token(other)}).status_code == 403
    assert mine.post("/thu/editor", data={"ma-bieu-mau": form_token(mine)[:-1]}).status_code == 403
    anonymous = app.test_client()
    stale = form_token(anonymous, "/dang-nhap")
    sign_in(anonymous, Role.editor)
    assert anonymous.post("/thu/editor", data={"ma-bieu-mau": stale}).status_code == 403
    assert mine.post("/thu/editor", data={"ma-bieu-mau": form_token(mine)}).status_code == 200
    assert mine.post("/thu/editor", headers={"X-Vanban-Form": form_token(mine)}).status_code == 200


def key(person: Person, opened: Services, scope: str, expires: datetime | None = None) -> dict[str, str]:
    secret = new_secret()
    token = opened.registry.add_token(person.id, "kịch bản", digest(secret), scope, expires)
    return {"Authorization": f"Bearer {key_text(token.id, secret)}"}


def test_a_key_opens_the_api_as_far_as_its_owner_and_its_scope_reach(client: FlaskClient, opened: Services) -> None:
    person = somebody(opened.registry, Role.editor)
    writing, reading = key(person, opened, "write"), key(person, opened, "read")
    assert client.get("/api/v1/thu/editor", headers=reading).get_json() == "editor"
    assert client.post("/api/v1/thu/editor", headers=writing).status_code == 200
    refused = client.post("/api/v1/thu/editor", headers=reading)
    assert (refused.status_code, refused.get_json(force=True)["code"]) == (403, "key-reads-only")
    assert client.get("/api/v1/thu/admin", headers=writing).status_code == 403
    assert client.get("/thu/editor", headers=writing).status_code == 303, "keys open no pages"
    (used, _) = opened.registry.tokens_of(person.id)
    assert used.used is not None


def test_a_key_that_does_not_hold_opens_nothing_even_in_a_browser_that_is_signed_in(
    client: FlaskClient, opened: Services
) -> None:
    person = sign_in(client, Role.editor)
    past = datetime.now(UTC) - timedelta(seconds=2)
    good = key(person, opened, "write")["Authorization"]
    for written in (
        key(person, opened, "write", past)["Authorization"],
        good[:-1],
        good.replace("_1_", "_9_"),
        "Bearer ",
        "Bearer vanban_x_y",
        f"Bearer vanban_{'9' * 30}_y",
    ):
        assert client.get("/api/v1/thu/editor", headers={"Authorization": written}).status_code == 401, written
    opened.registry.change_person(person.id, active=False)
    assert client.get("/api/v1/thu/editor", headers={"Authorization": good}).status_code == 401


def test_a_session_ends_by_idleness_by_age_by_sign_out_and_with_the_rights_it_had(opened: Services) -> None:
    registry = opened.registry
    person = somebody(registry, Role.editor)
    somebody(registry, Role.admin)
    hour = timedelta(hours=1)

    def begun() -> str:
        name = digest(new_secret())
        registry.begin_session(person.id, name, "x", "::1", "password", hour)
        return name

    held = begun()
    assert registry.session(held, hour, hour) is not None
    assert registry.session(held, timedelta(0), hour) is None
    assert registry.session(held, hour, timedelta(0)) is None
    registry.end_session(held)
    assert registry.session(held, hour, hour) is None
    held = begun()
    registry.change_person(person.id, name="Tên khác")
    assert registry.session(held, hour, hour) is not None
    registry.change_person(person.id, role=Role.admin)
    assert registry.session(held, hour, hour) is None
    held = begun()
    registry.change_person(person.id, active=False)
    assert registry.session(held, hour, hour) is None


def test_somebody_must_be_left_who_manages_accounts(opened: Services) -> None:
    admin = somebody(opened.registry, Role.admin)
    with pytest.raises(StateConflict, match="cuối cùng"):
        opened.registry.change_person(admin.id, active=False)
    with pytest.raises(StateConflict, match="cuối cùng"):
        opened.registry.change_person(admin.id, role=Role.editor)
    assert opened.registry.person(admin.id) == admin
    opened.registry.add_person("second", "Người thứ hai", Role.admin)
    assert opened.registry.change_person(admin.id, role=Role.reader).role is Role.reader


NOTES: dict[str, str] = {}


@pytest.fixture
def noting(monkeypatch: pytest.MonkeyPatch) -> None:
    """Two kinds of changes of the test's own: a note that can be put back, and one that cannot."""
    NOTES.clear()

    def back(change: ChangeRecord) -> None:
        NOTES[change.subject.key] = (change.before or {})["text"]

    def now(change: ChangeRecord) -> dict[str, str]:
        return {"text": NOTES[change.subject.key]}

    monkeypatch.setattr(actions, "_KNOWN", {})
    actions.register(
        actions.Action("note.watched", lambda: "Ghi", (Role.editor,), undo=back, present=now),
        actions.Action("note.counted", lambda: "Ghi", (Role.editor,), undo=back),
        actions.Action("note.burn", lambda: "Đốt", (Role.editor,), why_not=lambda: "Tro không ghép lại được."),
    )


def half_done() -> None:
    with services().registry.together():
        services().registry.add_person("ghost", "Ma", Role.reader)
        access.record("note.burn", ("note", "1"), None, None)
        assert services().registry.person_by_login("ghost") is not None
        raise RuntimeError


def test_a_change_and_its_line_are_one_transaction(app: Flask, opened: Services, noting: None) -> None:
    with app.test_request_context("/"):
        with pytest.raises(RuntimeError):
            half_done()
        with pytest.raises(KeyError):
            access.record("note.unheard", ("note", "1"), None, None)
    assert opened.registry.person_by_login("ghost") is None
    assert opened.registry.changes() == (0, [])


def noted(opened: Services, action: str, key: str, before: str, after: str, person: Person) -> ChangeRecord:
    NOTES[key] = after
    return opened.registry.record(Change(action, Subject("note", key), {"text": before}, {"text": after}, person))


def test_undo_puts_back_is_written_down_and_cannot_be_done_twice(app: Flask, opened: Services, noting: None) -> None:
    person = somebody(opened.registry, Role.editor)
    change = noted(opened, "note.watched", "1", "a", "b", person)
    with app.test_request_context("/"):
        done = actions.undo(change.id, person)
        assert NOTES["1"] == "a"
        assert (done.undoes, done.before, done.after) == (change.id, {"text": "b"}, {"text": "a"})
        assert opened.registry.change(change.id).undone_by == done.id
        assert actions.label(done) == "Hoàn tác: Ghi"
        for each in (change.id, done.id):
            with pytest.raises(StateConflict):
                actions.undo(each, person)


@pytest.mark.parametrize("action", ["note.watched", "note.counted"])
def test_undo_of_what_was_changed_since_is_refused_with_the_reason(
    app: Flask, opened: Services, noting: None, action: str
) -> None:
    person = somebody(opened.registry, Role.editor)
    first = noted(opened, action, "1", "a", "b", person)
    second = noted(opened, action, "1", "b", "c", person)
    noted(opened, action, "2", "x", "y", person)
    with app.test_request_context("/"):
        with pytest.raises(StateConflict, match="thay đổi"):
            actions.undo(first.id, person)
        assert NOTES["1"] == "c"
        actions.undo(second.id, person)
        actions.undo(first.id, person)
    assert NOTES["1"] == "a"


def test_undo_needs_the_right_and_says_why_when_it_is_impossible(app: Flask, opened: Services, noting: None) -> None:
    editor, reviewer = somebody(opened.registry, Role.editor), somebody(opened.registry, Role.reviewer)
    change = noted(opened, "note.counted", "1", "a", "b", editor)
    burnt = noted(opened, "note.burn", "2", "a", "b", editor)
    with app.test_request_context("/"):
        assert "không có quyền" in actions.obstacle(change, reviewer)
        assert actions.obstacle(change, somebody(opened.registry, Role.admin)) == ""
        with pytest.raises(StateConflict, match="Tro không ghép lại được"):
            actions.undo(burnt.id, editor)


def test_every_action_says_how_it_is_undone_or_why_not(app: Flask) -> None:
    with pytest.raises(ValueError, match=r"a\.b"):
        actions.register(actions.Action("a.b", lambda: "?"))
    with app.test_request_context("/"):
        for name, each in actions.known().items():
            assert name.count(".") == 1
            assert each.label()
            assert each.undo is not None or (each.why_not is not None and each.why_not())
