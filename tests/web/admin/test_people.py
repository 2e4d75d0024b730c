"""Accounts on the admin pages, and who may see which admin page at all."""

import re

import pytest
from flask.testing import FlaskClient

from registry.people import Role
from tests.people import form_token, sign_in
from tests.web.admin.conftest import Send, page
from web.services import Services

ADMIN_ONLY = [
    "/quan-tri", "/quan-tri/nguon", "/quan-tri/nguon/moi", "/quan-tri/nguon/congbao-sonla", "/quan-tri/viec",
    "/quan-tri/viec/x", "/quan-tri/viec/x/trang-thai", "/quan-tri/chi-muc", "/quan-tri/tu-vung", "/quan-tri/sao-luu",
    "/quan-tri/sao-luu/vanban-20250101-000000.tar", "/quan-tri/nguoi-dung", "/quan-tri/nguoi-dung/1",
]  # fmt: skip
ADMIN_FORMS = [
    "/quan-tri/nguon/moi", "/quan-tri/nguon/nap-thu-muc", "/quan-tri/nguon/congbao-sonla/chay",
    "/quan-tri/nguon/congbao-sonla/sua", "/quan-tri/nguon/congbao-sonla/xoa", "/quan-tri/viec/x/dung",
    "/quan-tri/viec/x/lai", "/quan-tri/chi-muc/lap-lai", "/quan-tri/chi-muc/trung-lap", "/quan-tri/sao-luu",
    "/quan-tri/sao-luu/x/xoa", "/quan-tri/nguoi-dung", "/quan-tri/tu-vung", "/quan-tri/nguoi-dung/1/vai-tro",
    "/quan-tri/nguoi-dung/1/khoa", "/quan-tri/nguoi-dung/1/dang-xuat", "/quan-tri/nguoi-dung/1/lien-ket",
]  # fmt: skip


def test_an_account_is_made_and_its_owner_chooses_a_password_once(
    client: FlaskClient, send: Send, held: Services
) -> None:
    made = send("/quan-tri/nguoi-dung", ten="An.Nguyen", ho_ten="Nguyễn An", vai_tro="reviewer")
    assert made.status == 200, made.text
    link = re.search(r'value="(http://localhost/mat-khau-moi/[^"]+)"', made.text)
    assert link is not None
    person = held.registry.person_by_login("an.nguyen")
    assert person is not None
    assert (person.name, person.role, person.local) == ("Nguyễn An", Role.reviewer, False)
    stranger = client.application.test_client()
    assert stranger.get(link[1].removeprefix("http://localhost")).status_code == 200
    listed = page(client, "/quan-tri/nguoi-dung")
    assert "chưa đặt mật khẩu" in listed
    assert link[1] not in listed
    assert [each.action for each in held.registry.changes()[1]] == ["person.link", "person.add"]


@pytest.mark.parametrize(
    ("form", "words"),
    [
        ({"ten": "có dấu", "vai_tro": "editor"}, "không hợp lệ"),
        ({"ten": "admin", "vai_tro": "editor"}, "đã có người dùng"),
        ({"ten": "binh", "vai_tro": "vua"}, "vai trò"),
    ],
)
def test_mistakes_are_told_and_what_was_typed_stays(send: Send, form: dict[str, str], words: str) -> None:
    answer = send("/quan-tri/nguoi-dung", ho_ten="Trần Bình", **form)
    assert answer.status == 400
    assert words in answer.text
    assert 'value="Trần Bình"' in answer.text


def test_role_closing_and_signing_out_everywhere(client: FlaskClient, send: Send, held: Services) -> None:
    other = client.application.test_client()
    person = sign_in(other, Role.editor)
    address = f"/quan-tri/nguoi-dung/{person.id}"
    assert "Đang đăng nhập" in page(client, address)
    send(f"{address}/vai-tro", vai_tro="reviewer")
    assert held.registry.person(person.id).role is Role.reviewer
    assert other.get("/tai-khoan").status_code != 200  # has to sign in anew
    sign_in(other, Role.reviewer, "editor")
    send(f"{address}/dang-xuat")
    assert other.get("/tai-khoan").status_code != 200
    send(f"{address}/khoa")
    assert not held.registry.person(person.id).active
    assert "Đã khóa" in page(client, address)
    send(f"{address}/khoa", mo="1")
    assert held.registry.person(person.id).active
    assert "mat-khau-moi" in send(f"{address}/lien-ket").text
    assert {each.action for each in held.registry.changes()[1]} == {
        "person.role", "person.sessions", "person.disable", "person.enable", "person.link",
    }  # fmt: skip


def test_the_last_admin_stays(client: FlaskClient, send: Send, held: Services) -> None:
    admin = held.registry.person_by_login("admin")
    assert admin is not None
    assert send(f"/quan-tri/nguoi-dung/{admin.id}/khoa").status == 409
    assert send(f"/quan-tri/nguoi-dung/{admin.id}/vai-tro", vai_tro="reader").status == 409
    assert client.get("/quan-tri/nguoi-dung/999").status_code == 404


@pytest.mark.parametrize("role", [Role.reader, Role.editor, Role.reviewer])
def test_only_an_admin_sees_and_does_what_is_for_admins(client: FlaskClient, role: Role) -> None:
    other = client.application.test_client()
    sign_in(other, role)
    token = form_token(other)
    assert {address: other.get(address).status_code for address in ADMIN_ONLY} == dict.fromkeys(ADMIN_ONLY, 403)
    sent = {address: other.post(address, data={"ma-bieu-mau": token}).status_code for address in ADMIN_FORMS}
    assert sent == dict.fromkeys(ADMIN_FORMS, 403)


def test_a_stranger_is_led_to_sign_in_and_forms_without_token_are_refused(client: FlaskClient) -> None:
    stranger = client.application.test_client()
    for address in ADMIN_ONLY:
        answer = stranger.get(address)
        assert answer.status_code in (302, 303), address
        assert answer.headers["Location"].startswith("/dang-nhap")
    assert {address: client.post(address).status_code for address in ADMIN_FORMS} == dict.fromkeys(ADMIN_FORMS, 403)


def test_the_way_to_the_admin_pages_is_shown_to_those_who_have_one(client: FlaskClient) -> None:
    assert 'href="/quan-tri"' in page(client, "/tro-giup")
    other = client.application.test_client()
    assert 'href="/quan-tri"' not in page(other, "/tro-giup")
    sign_in(other, Role.reader)
    assert 'href="/quan-tri"' not in page(other, "/tro-giup")
    sign_in(other, Role.reviewer)
    assert 'href="/quan-tri/nghi-van"' in page(other, "/tro-giup")
