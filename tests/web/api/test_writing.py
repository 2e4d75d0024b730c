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
from tests.registry.store.test_review import BODY, read
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


def test_an_editor_corrects_facts_as_on_the_page(client: FlaskClient, held: Services) -> None:
    mine, path = key(held.registry, Role.editor), f"{V1}/documents/quyet-dinh-9902-2024-qd-ubnd-tinh-hu-cau"
    before = client.get(path).get_json()["document"]
    entries = client.get(f"{V1}/documents?q=cap+giay+mau&size=100").get_json()["items"]
    (seen,) = [each["updated"] for each in entries if each["document"]["slug"] == before["slug"]]
    sent = {"title": "Tên đã sửa qua API", "source": "bản ký, trang 1", "updated": seen}
    kept = client.patch(path, json=sent, headers=mine)
    assert kept.status_code == 200, kept.get_data(as_text=True)
    told = kept.get_json()
    assert told["document"]["title"] == "Tên đã sửa qua API"
    change = held.registry.change(told["change"])
    assert (change.action, change.after and change.after["note"]) == ("document.correct", "bản ký, trang 1")

    overtaken = client.patch(path, json=sent | {"title": "Tên khác"}, headers=mine)
    assert (overtaken.status_code, overtaken.get_json()["code"]) == (409, "overtaken")
    assert client.patch(path, json={"title": "Thiếu nguồn"}, headers=mine).status_code == 400
    wrong = client.patch(path, json={"issued": "hôm qua", "source": "bản ký"}, headers=mine)
    assert (wrong.status_code, wrong.get_json()["field"]) == (400, "issued")
    nothing = client.patch(path, json={"source": "bản ký"}, headers=mine)
    assert nothing.get_json()["code"] == "nothing-changed"
    reviewer = key(held.registry, Role.reviewer)
    assert client.patch(path, json=sent, headers=reviewer).status_code == 403

    back = client.patch(path, json={"title": "", "source": "xem lại"}, headers=mine)
    assert back.get_json()["document"] == before


def test_programmes_are_corrected_by_their_codes(client: FlaskClient, held: Services) -> None:
    mine, path = key(held.registry, Role.editor), f"{V1}/documents/quyet-dinh-9902-2024-qd-ubnd-tinh-hu-cau"
    wrong = client.patch(path, json={"programmes": ["KHONG-CO"], "source": "bản ký"}, headers=mine)
    assert (wrong.status_code, wrong.get_json()["code"]) == (400, "bad-programme")


def test_doubts_are_walked_and_settled(empty: Services) -> None:
    client = create_app(empty.settings, empty).test_client()
    mine, path = key(empty.registry, Role.reviewer), f"{V1}/issues"
    read(empty.registry, BODY, "Điều 3. Thả diều giấy", "Điều 5. Cấm thả diều")
    first = client.get(f"{path}?size=1", headers=mine).get_json()
    assert first["total"] == 2
    (doubt,) = first["items"]
    assert (doubt["state"], doubt["person"]) == ("open", None)
    second = client.get(f"{path}?size=1&cursor={first['next_cursor']}", headers=mine).get_json()
    assert second["items"][0]["id"] != doubt["id"]

    one = f"{path}/{doubt['id']}/state"
    kept = client.put(one, json={"state": "not_fault", "note": "Bản ký ghi vậy."}, headers=mine)
    assert kept.status_code == 200, kept.get_data(as_text=True)
    told = kept.get_json()
    assert (told["issue"]["state"], told["issue"]["note"]) == ("not_fault", "Bản ký ghi vậy.")
    assert empty.registry.change(told["change"]).action == "doubt.settle"
    assert client.get(f"{path}?size=1&cursor={first['next_cursor']}", headers=mine).status_code == 410
    slug = doubt["document"]["slug"]
    found = client.get(f"{path}?state=not_fault&document={slug}&code={doubt['code']}", headers=mine).get_json()
    assert doubt["id"] in {each["id"] for each in found["items"]}
    assert client.put(one, json={"state": "open"}, headers=mine).get_json()["issue"]["state"] == "open"


@pytest.mark.parametrize("issue", ["x", "1:khong-co:0", "999999999999999999:a:b"])
def test_only_a_doubt_that_is_there_is_settled(client: FlaskClient, held: Services, issue: str) -> None:
    mine = key(held.registry, Role.editor)
    answer = client.put(f"{V1}/issues/{issue}/state", json={"state": "done"}, headers=mine)
    assert (answer.status_code, answer.get_json()["code"]) == (404, "issue-not-known")


def test_doubts_are_not_for_every_account(client: FlaskClient, held: Services) -> None:
    assert client.get(f"{V1}/issues").status_code == 401
    assert client.get(f"{V1}/issues", headers=key(held.registry, Role.reader, "read")).status_code == 403
    assert client.get(f"{V1}/issues", headers=key(held.registry, Role.editor, "read")).status_code == 200
