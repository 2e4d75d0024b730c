"""Signing in: what is told, what is counted, what cookies look like, where one is led; passwords and one-time links."""

import re
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Final

import pytest
from argon2 import PasswordHasher
from flask.testing import FlaskClient
from werkzeug.test import TestResponse

from registry import passwords
from registry.credentials import digest, new_secret
from registry.people import Person, Role
from registry.settings import load
from tests.people import PASSWORD, form_token
from web.app import create_app
from web.services import Services

HASHED: Final = passwords.hashed(PASSWORD)


@pytest.fixture
def opened(tmp_path: Path) -> Iterator[Services]:
    held = Services.open(load(home=tmp_path / "home", workers=1))
    yield held
    held.registry.close()


@pytest.fixture
def lan(opened: Services) -> Person:
    return opened.registry.add_person("lan", "Lan Tưởng Tượng", Role.editor, password=HASHED)


@pytest.fixture
def client(opened: Services) -> FlaskClient:
    return create_app(opened.settings, opened).test_client()


def attempt(client: FlaskClient, login: str, password: str, back: str = "", address: str = "192.0.2.7") -> TestResponse:
    form = {
        "ma-bieu-mau": form_token(client, "/dang-nhap"),
        "ten": login,
        "mat-khau": password,
        "tiep": back,
    }
    return client.post("/dang-nhap", data=form, environ_overrides={"REMOTE_ADDR": address})


def cookies(answer: TestResponse) -> dict[str, str]:
    return {line.partition("=")[0]: line for line in answer.headers.getlist("Set-Cookie")}


def test_the_right_password_signs_in_and_sign_out_ends_it(client: FlaskClient, lan: Person) -> None:
    answer = attempt(client, " LAN ", PASSWORD, "/tai-khoan")
    assert (answer.status_code, answer.headers["Location"]) == (303, "/tai-khoan")
    page = client.get("/tai-khoan").get_data(as_text=True)
    assert "Lan Tưởng Tượng" in page
    assert client.get("/dang-nhap").status_code == 303
    held = client.get_cookie("vanban_phien")
    assert held is not None
    assert client.post("/dang-xuat", data={"ma-bieu-mau": form_token(client)}).status_code == 303
    client.set_cookie("vanban_phien", held.value)
    assert client.get("/tai-khoan").status_code == 303, "the id of an ended session opens nothing"


def test_unknown_login_wrong_password_closed_account_and_no_password_are_told_alike(
    client: FlaskClient, lan: Person, opened: Services, monkeypatch: pytest.MonkeyPatch
) -> None:
    registry = opened.registry
    closed = registry.add_person("dong", "Đóng", Role.reader, password=HASHED)
    registry.change_person(closed.id, active=False)
    registry.add_person("chua", "Chưa", Role.reader)
    asked: list[str | None] = []
    really = passwords.fits

    def watched(stored: str | None, password: str) -> bool:
        asked.append(stored)
        return really(stored, password)

    monkeypatch.setattr(passwords, "fits", watched)
    seen = set()
    for login, password in (("lan", "sai bét nhè rồi"), ("khong-co", PASSWORD), ("dong", PASSWORD), ("chua", PASSWORD)):
        answer = attempt(client, login, password)
        page = re.sub(r'value="[^"]*"', "", answer.get_data(as_text=True))
        seen.add((answer.status_code, page))
    assert len(seen) == 1
    assert len(asked) == 4, "the hash is worked out every time, so time tells nothing"


def test_the_session_id_is_a_new_one_at_every_sign_in(client: FlaskClient, lan: Person) -> None:
    client.set_cookie("vanban_phien", "chosen-by-an-attacker")
    first = cookies(attempt(client, "lan", PASSWORD))["vanban_phien"]
    assert "chosen-by-an-attacker" not in first
    held = client.get_cookie("vanban_phien")
    assert held is not None
    client.delete_cookie("vanban_may")
    other = client.application.test_client()
    other.set_cookie("vanban_phien", held.value)
    client.post("/dang-xuat", data={"ma-bieu-mau": form_token(client)})
    assert other.get("/tai-khoan").status_code == 303


@pytest.mark.parametrize("https", [False, True])
def test_cookies_are_out_of_reach_of_scripts_and_of_other_sites(opened: Services, lan: Person, https: bool) -> None:
    settings = load(home=opened.settings.home, public_url="https://vanban.hucau.example" if https else "")
    layers = Services(settings, opened.registry, opened.search, opened.texts)
    client = create_app(settings, layers).test_client()
    form = client.get("/dang-nhap", base_url="https://localhost" if https else None)
    made = cookies(form) | cookies(
        client.post(
            "/dang-nhap",
            data={
                "ma-bieu-mau": re.findall(r'ma-bieu-mau" value="([^"]+)"', form.get_data(as_text=True))[0],
                "ten": "lan",
                "mat-khau": PASSWORD,
            },
            base_url="https://localhost" if https else None,
        )
    )
    assert set(made) == {"vanban_bieu_mau", "vanban_phien", "vanban_may"}
    for line in made.values():
        assert "HttpOnly" in line
        assert "SameSite=Lax" in line
        assert ("Secure" in line) is https
        assert "Domain" not in line


FOREIGN = [
    "//evil.example",
    "https://evil.example/",
    "/\\evil.example",
    "javascript:alert(1)",
    "/\tevil",
    "evil",
    "\\\\x",
]


@pytest.mark.parametrize("back", FOREIGN)
def test_nobody_is_led_to_another_site(client: FlaskClient, lan: Person, back: str) -> None:
    page = client.get("/dang-nhap", query_string={"tiep": back}).get_data(as_text=True)
    assert 'name="tiep"' not in page
    assert attempt(client, "lan", PASSWORD, back).headers["Location"] == "/"
    assert client.get("/dang-nhap", query_string={"tiep": back}).headers["Location"] == "/"


def test_a_form_of_another_browser_signs_nobody_in(client: FlaskClient, lan: Person) -> None:
    other = client.application.test_client()
    form = {"ma-bieu-mau": form_token(other, "/dang-nhap"), "ten": "lan", "mat-khau": PASSWORD}
    assert client.post("/dang-nhap", data=form).status_code == 403
    assert client.post("/dang-nhap", data={"ten": "lan", "mat-khau": PASSWORD}).status_code == 403


def test_guessing_is_slowed_down_also_for_logins_that_do_not_exist(client: FlaskClient, lan: Person) -> None:
    for login in ("lan", "khong-co"):
        answers = [attempt(client, login, f"đoán mò lần {n}") for n in range(6)]
        assert [each.status_code for each in answers] == [403] * 5 + [429]
        assert 0 < int(answers[-1].headers["Retry-After"]) <= 15
    assert attempt(client, "lan", PASSWORD).status_code == 429, "not even the right password passes before its time"
    assert attempt(client, "lan", PASSWORD, address="198.51.100.9").status_code == 303


def test_strangers_from_many_addresses_do_not_keep_the_owner_out(
    client: FlaskClient, lan: Person, opened: Services
) -> None:
    owner = client.application.test_client()
    assert attempt(owner, "lan", PASSWORD, address="198.51.100.1").status_code == 303
    for n in range(25):
        attempt(client, "lan", "đoán mò", address=f"203.0.113.{n}")
    assert attempt(client, "lan", "đoán mò", address="203.0.113.200").status_code == 429
    owner.delete_cookie("vanban_phien")
    assert attempt(owner, "lan", PASSWORD, address="198.51.100.1").status_code == 303


def test_a_mark_of_one_account_says_nothing_about_another(client: FlaskClient, lan: Person, opened: Services) -> None:
    opened.registry.add_person("mai", "Mai", Role.editor, password=HASHED)
    assert attempt(client, "mai", PASSWORD, address="198.51.100.1").status_code == 303
    client.delete_cookie("vanban_phien")
    for n in range(21):
        attempt(client, "lan", "đoán mò", address=f"203.0.113.{n}")
    assert attempt(client, "lan", "đoán mò", address="203.0.113.200").status_code == 429


def test_an_old_hash_is_replaced_at_sign_in(client: FlaskClient, opened: Services) -> None:
    weak = PasswordHasher(time_cost=1, memory_cost=1024, parallelism=1).hash(passwords.normal(PASSWORD))
    opened.registry.add_person("cu", "Cũ", Role.reader, password=weak)
    assert attempt(client, "cu", PASSWORD).status_code == 303
    stored = opened.registry.password_of("cu")
    assert stored is not None
    assert stored != weak
    assert not passwords.outdated(stored)


def change(client: FlaskClient, old: str, fresh: str, again: str | None = None) -> TestResponse:
    form = {"ma-bieu-mau": form_token(client), "mat-khau-cu": old, "mat-khau": fresh, "mat-khau-lai": again or fresh}
    return client.post("/tai-khoan/mat-khau", data=form)


def test_a_changed_password_ends_every_other_session(client: FlaskClient, lan: Person) -> None:
    other = client.application.test_client()
    attempt(client, "lan", PASSWORD)
    attempt(other, "lan", PASSWORD)
    fresh = "cái cày theo sau con trâu"
    assert change(client, "sai bét nhè rồi", fresh).status_code == 403
    assert "hay gặp" in change(client, PASSWORD, "matkhau12345").get_data(as_text=True)
    assert "không giống nhau" in change(client, PASSWORD, fresh, fresh + "x").get_data(as_text=True)
    before = client.get_cookie("vanban_phien")
    assert change(client, PASSWORD, fresh).status_code == 303
    assert client.get_cookie("vanban_phien") != before
    assert client.get("/tai-khoan").status_code == 200
    assert other.get("/tai-khoan").status_code == 303
    assert attempt(other, "lan", PASSWORD).status_code == 403
    assert attempt(other, "lan", fresh).status_code == 303


def test_one_browser_or_all_are_signed_out(client: FlaskClient, lan: Person) -> None:
    other = client.application.test_client()
    attempt(client, "lan", PASSWORD)
    attempt(other, "lan", PASSWORD)
    page = client.get("/tai-khoan").get_data(as_text=True)
    (session,) = re.findall(r'name="phien" value="(\d+)"', page)
    assert (
        client.post("/tai-khoan/phien", data={"ma-bieu-mau": form_token(client), "phien": session}).status_code == 303
    )
    assert other.get("/tai-khoan").status_code == 303
    assert client.get("/tai-khoan").status_code == 200
    client.post("/tai-khoan/phien", data={"ma-bieu-mau": form_token(client)})
    assert client.get("/tai-khoan").status_code == 303


def test_a_key_is_shown_once_and_withdrawn(client: FlaskClient, lan: Person, opened: Services) -> None:
    attempt(client, "lan", PASSWORD)
    form = {"ma-bieu-mau": form_token(client), "ten": "kịch bản nạp", "pham-vi": "write", "ngay": "30"}
    answer = client.post("/tai-khoan/khoa", data=form)
    (key,) = re.findall(r"vanban_\d+_[\w-]{43}", answer.get_data(as_text=True))
    assert answer.headers["Cache-Control"] == "no-store"
    assert key not in client.get("/tai-khoan").get_data(as_text=True)
    (token,) = opened.registry.tokens_of(lan.id)
    assert token.expires is not None
    assert opened.registry.token(token.id, digest(key.split("_", 2)[2])) is not None
    client.post("/tai-khoan/khoa/thu-hoi", data={"ma-bieu-mau": form_token(client), "khoa": str(token.id)})
    assert opened.registry.tokens_of(lan.id) == []
    assert [each.action for each in opened.registry.changes()[1]] == ["token.drop", "token.add"]


def link(opened: Services, person: Person, hours: int = 1) -> str:
    secret = new_secret()
    opened.registry.add_link(person.id, digest(secret), datetime.now(UTC) + timedelta(hours=hours))
    return f"/mat-khau-moi/{secret}"


def choose(client: FlaskClient, address: str, password: str) -> TestResponse:
    form = {"ma-bieu-mau": form_token(client, address), "mat-khau": password, "mat-khau-lai": password}
    return client.post(address, data=form)


def test_a_one_time_link_works_once(client: FlaskClient, opened: Services) -> None:
    person = opened.registry.add_person("mai", "Mai Tưởng Tượng", Role.reviewer)
    address = link(opened, person)
    assert "Mai Tưởng Tượng" in client.get(address).get_data(as_text=True)
    refused = choose(client, address, "mai-mai-mai-2024")
    assert refused.status_code == 400
    assert "tên đăng nhập" in refused.get_data(as_text=True)
    assert choose(client, address, PASSWORD).status_code == 303
    assert client.get("/tai-khoan").status_code == 200
    assert client.application.test_client().get(address).status_code == 404
    assert [(each.action, each.who) for each in opened.registry.changes()[1]] == [("person.password", person.name)]


def test_a_link_that_is_old_replaced_or_of_a_closed_account_is_spent(client: FlaskClient, opened: Services) -> None:
    person = opened.registry.add_person("mai", "Mai", Role.reviewer)
    assert client.get(link(opened, person, hours=-1)).status_code == 404
    first, second = link(opened, person), link(opened, person)
    assert client.get(first).status_code == 404
    assert client.get(second).status_code == 200
    opened.registry.change_person(person.id, active=False)
    assert client.get(second).status_code == 404
    assert client.get("/mat-khau-moi/x").status_code == 404


def test_pages_of_who_is_signed_in_stay_out_of_caches(client: FlaskClient, lan: Person) -> None:
    assert client.get("/tro-giup").headers["Cache-Control"] == "no-cache"
    assert "Cookie" in client.get("/tro-giup").headers["Vary"]
    attempt(client, "lan", PASSWORD)
    assert client.get("/tro-giup").headers["Cache-Control"] == "private, no-cache"
    assert client.get("/tai-khoan").headers["Cache-Control"] == "no-store"
