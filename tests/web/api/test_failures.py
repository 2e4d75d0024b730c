"""Whatever is wrong with a request for the API is told as problem+json: what, where, and what to do."""

import pytest
from flask.testing import FlaskClient

from tests.web.test_pages import DECISION
from web.app import create_app
from web.services import Services

V1 = "/api/v1"
PROBLEM = "application/problem+json"


@pytest.mark.parametrize(
    ("path", "status", "code", "field", "offset"),
    [
        ("/search?sort=x", 400, "bad-sort", "sort", 0),
        ("/search?size=0", 400, "bad-size", "size", 0),
        ("/search?size=1x", 400, "bad-size", "size", 1),
        ("/search?size=01", 400, "bad-size", "size", 2),
        ("/search?size=1&size=2", 400, "repeated-parameter", "size", 0),
        ("/search?mau=xanh", 400, "unknown-parameter", "mau", None),
        (f"/search?q={'a' * 501}", 400, "bad-q", "q", 500),
        ("/search?level=central&level=tinh", 400, "bad-level", "level", 0),
        ("/search?cursor=%2B", 400, "bad-cursor", "cursor", 0),
        ("/search?cursor=abc", 410, "cursor-gone", "cursor", None),
        ("/suggest", 400, "missing-parameter", "q", 0),
        ("/documents?updated_since=2025-13-01", 400, "bad-updated-since", "updated_since", 0),
        ("/documents?updated_since=2025-1-1", 400, "bad-updated-since", "updated_since", 6),
        ("/documents/khong-co", 404, "document-not-known", None, None),
        ("/documents/Kh%C3%B4ng", 400, "bad-slug", "slug", 0),
        ("/documents/quyet-dinh-1719-qd-ttg-2021/text", 404, "no-text", None, None),
        (f"/documents/{DECISION}/on/2025-02-30", 400, "bad-day", "day", 0),
        (f"/documents/{DECISION}/provisions/d99", 404, "provision-not-known", "provision", None),
        (f"/documents/{DECISION}?ngay=1", 400, "unknown-parameter", "ngay", None),
        ("/programmes/XYZ", 400, "bad-code", "code", 0),
        ("/gi-do", 404, "http-404", None, None),
    ],
)
def test_what_is_wrong_is_told_with_its_place(
    client: FlaskClient, path: str, status: int, code: str, field: str | None, offset: int | None
) -> None:
    answer = client.get(f"{V1}{path}")
    told = answer.get_json()
    assert (answer.status_code, answer.content_type) == (status, PROBLEM)
    assert (told["code"], told["status"], told.get("field"), told.get("offset")) == (code, status, field, offset)
    assert told["title"]


@pytest.mark.parametrize(
    ("body", "kind", "status", "code", "field"),
    [
        (b"{}", "text/plain", 415, "http-415", None),
        (b"{", "application/json", 400, "bad-json", None),
        (b"[]", "application/json", 400, "bad-body", None),
        (b"{}", "application/json", 400, "bad-body", None),
        (b'{"title":"x","documents":["a b"]}', "application/json", 400, "bad-body", "documents/0"),
        (b'{"title":"x","documents":["a"],"mau":1}', "application/json", 400, "bad-body", None),
        (b'{"title":"x","documents":["khong-co"]}', "application/json", 404, "document-not-known", None),
        (b" " * 1_000_001, "application/json", 413, "http-413", None),
    ],
)
def test_a_body_that_is_wrong_is_refused(
    client: FlaskClient, body: bytes, kind: str, status: int, code: str, field: str | None
) -> None:
    answer = client.post(f"{V1}/handbooks", data=body, content_type=kind)
    told = answer.get_json()
    assert (answer.status_code, answer.content_type, told["code"]) == (status, PROBLEM, code)
    assert told.get("field") == field


def test_a_method_that_is_not_taken_names_those_that_are(client: FlaskClient) -> None:
    answer = client.delete(f"{V1}/documents/{DECISION}")
    assert (answer.status_code, answer.content_type) == (405, PROBLEM)
    assert set(answer.headers["Allow"].split(", ")) >= {"GET", "HEAD"}


def limited(held: Services, **settings: object) -> FlaskClient:
    services = Services(held.settings.model_copy(update=settings), held.registry, held.search, held.texts)
    return create_app(services.settings, services).test_client()


def test_a_machine_that_asks_too_often_is_told_how_long_to_wait(held: Services) -> None:
    client = limited(held, api_rate=3)
    answers = [client.get(f"{V1}/programmes") for _ in range(4)]
    assert [each.status_code for each in answers] == [200, 200, 200, 429]
    assert 1 <= int(answers[-1].headers["Retry-After"]) <= 20
    assert answers[-1].get_json()["code"] == "http-429"
    other = client.get(f"{V1}/programmes", environ_base={"REMOTE_ADDR": "192.0.2.7"})
    assert other.status_code == 200
    assert client.get("/suc-khoe").status_code == 200


def test_other_sites_may_not_read_unless_they_are_named(client: FlaskClient, held: Services) -> None:
    asked = {"Origin": "https://a.example"}
    assert "Access-Control-Allow-Origin" not in client.get(f"{V1}/programmes", headers=asked).headers
    opened = limited(held, cors_origins="https://a.example, https://b.example/")
    answer = opened.get(f"{V1}/programmes", headers=asked)
    assert answer.headers["Access-Control-Allow-Origin"] == "https://a.example"
    assert "Origin" in answer.headers["Vary"]
    assert "Access-Control-Allow-Credentials" not in answer.headers
    assert "Origin" in opened.get(f"{V1}/programmes").headers["Vary"]
    assert "Access-Control-Allow-Origin" in opened.get(f"{V1}/nothing", headers=asked).headers
    stranger = opened.get(f"{V1}/programmes", headers={"Origin": "https://a.example.evil.example"})
    assert "Access-Control-Allow-Origin" not in stranger.headers
    assert "Access-Control-Allow-Origin" not in opened.get("/tro-giup", headers=asked).headers


def test_a_browser_that_asks_beforehand_learns_that_it_may_only_read(held: Services) -> None:
    opened = limited(held, cors_origins="*")
    asked = {"Origin": "https://a.example", "Access-Control-Request-Method": "POST"}
    answer = opened.options(f"{V1}/handbooks", headers=asked)
    assert answer.status_code == 200
    assert answer.headers["Access-Control-Allow-Methods"] == "GET, HEAD"
    assert opened.post(f"{V1}/handbooks", json={}, headers={"Origin": "https://a.example"}).status_code == 403
