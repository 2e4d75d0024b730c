"""Writing by program: a file becomes a document and goes again; verdicts; only with a key that allows it."""

from collections.abc import Iterator
from typing import Any

import pytest
from flask.testing import FlaskClient

from indexer.sync import sync
from registry.changes import ChangeFilter
from registry.credentials import digest, key_text, new_secret
from registry.people import Role
from registry.settings import load
from registry.store import Registry
from tests.people import somebody
from tests.web import over_time
from web.app import create_app
from web.services import Services

V1 = "/api/v1"
TEXT = over_time.text(over_time.BASE).encode()
PAIR = "quyet-dinh-9902-2024-qd-ubnd-tinh-hu-cau/d5/quyet-dinh-9905-2025-qd-ubnd-tinh-hu-cau/d2"


def key(registry: Registry, role: Role, scope: str = "write") -> dict[str, str]:
    """Return the header of a new key."""
    secret = new_secret()
    token = registry.add_token(somebody(registry, role).id, "thử", digest(secret), scope, None)
    return {"Authorization": f"Bearer {key_text(token.id, secret)}"}


@pytest.fixture
def empty(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Services]:
    """Services over an empty registry."""
    settings = load(home=tmp_path_factory.mktemp("writing"), workers=1)
    opened = Services.open(settings)
    sync(opened.registry, settings)
    yield opened
    opened.registry.close()


def sent(client: FlaskClient, headers: dict[str, str], name: str = "dieu.txt") -> Any:
    binary = {"data": TEXT, "content_type": "application/octet-stream"}
    return client.post(f"{V1}/files?name={name}", headers=headers, **binary)


def test_a_file_becomes_a_document_once_and_goes_again(empty: Services) -> None:
    client, mine = create_app(empty.settings, empty).test_client(), key(empty.registry, Role.editor)
    first = sent(client, mine)
    assert first.status_code == 200, first.get_data(as_text=True)
    item = first.get_json()
    assert (item["state"], item["understood"]["number"]) == ("read", "9802/2023/QĐ-UBND")
    assert sent(client, mine, "ten-khac.txt").get_json()["id"] == item["id"]
    assert len(client.get(f"{V1}/files", headers=mine).get_json()) == 1

    path = f"{V1}/files/{item['id']}"
    wrong = client.post(f"{path}/confirm", json={"issued": "hôm qua"}, headers=mine)
    assert (wrong.status_code, wrong.get_json()["field"]) == (400, "issued")
    done = client.post(f"{path}/confirm", json={"title": "Quy định về diều, đã sửa"}, headers=mine).get_json()
    assert done["state"] == "confirmed"
    slug = done["document"]["slug"]
    assert client.get(f"{V1}/documents/{slug}").get_json()["document"]["title"] == "Quy định về diều, đã sửa"
    assert client.get(f"{V1}/search?q=dieu").get_json()["total"] == 1
    again = client.post(f"{path}/confirm", json={}, headers=mine)
    assert (again.status_code, again.content_type) == (409, "application/problem+json")

    assert client.post(f"{path}/withdraw", headers=mine).get_json()["document"] is None
    assert client.get(f"{V1}/documents/{slug}").status_code == 404
    assert client.delete(path, headers=mine).status_code == 200
    assert client.get(f"{V1}/files", headers=mine).get_json() == []
    _total, changes = empty.registry.changes(ChangeFilter(), limit=None)
    assert {"upload.add", "upload.confirm", "upload.confirm.undo", "upload.drop"} <= {each.action for each in changes}


@pytest.mark.parametrize(
    ("role", "scope", "status", "code"),
    [
        (None, "", 401, "sign-in"),
        (Role.reader, "write", 403, "not-your-role"),
        (Role.reviewer, "write", 403, "not-your-role"),
        (Role.editor, "read", 403, "key-reads-only"),
    ],
)
def test_without_the_right_key_nothing_is_written(
    empty: Services, role: Role | None, scope: str, status: int, code: str
) -> None:
    client = create_app(empty.settings, empty).test_client()
    headers = key(empty.registry, role, scope) if role else {}
    answer = sent(client, headers)
    assert (answer.status_code, answer.get_json()["code"]) == (status, code)
    assert answer.headers.get("WWW-Authenticate") == ("Bearer" if status == 401 else None)


def test_a_file_is_bytes_with_a_name(empty: Services) -> None:
    client, mine = create_app(empty.settings, empty).test_client(), key(empty.registry, Role.editor)
    assert client.post(f"{V1}/files?name=a.txt", data=b"x", content_type="text/plain", headers=mine).status_code == 415
    bytes_alone = {"data": b"x", "content_type": "application/octet-stream", "headers": mine}
    assert client.post(f"{V1}/files", **bytes_alone).get_json()["code"] == "missing-parameter"


def test_a_reviewer_decides_and_takes_it_back(client: FlaskClient, held: Services) -> None:
    mine, path = key(held.registry, Role.reviewer), f"{V1}/overlaps/{PAIR}/verdict"
    kept = client.put(path, json={"outcome": "accepted", "note": "Nhắc lại cho rõ."}, headers=mine)
    assert kept.status_code == 200, kept.get_data(as_text=True)
    assert (kept.get_json()["outcome"], kept.get_json()["note"]) == ("accepted", "Nhắc lại cho rõ.")
    assert held.registry.change(kept.get_json()["change"]).action == "overlap.verdict"
    assert client.put(path, json={"outcome": "xanh"}, headers=mine).status_code == 400
    assert client.put(path, json={"outcome": ""}, headers=mine).get_json()["outcome"] is None
    editor = key(held.registry, Role.editor)
    assert client.put(path, json={"outcome": "accepted"}, headers=editor).status_code == 403
