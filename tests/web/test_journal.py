"""The audit trail as people see it: who sees what, in words, filtered, taken back, as CSV."""

import csv
import io
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from flask.testing import FlaskClient

from indexer.sync import sync
from registry.changes import Change, Subject
from registry.people import Person, Role
from registry.settings import load
from tests.people import form_token, sign_in, somebody
from web.app import create_app
from web.services import Services
from web.views.changes import Line, lines


@pytest.fixture
def opened(tmp_path: Path) -> Iterator[Services]:
    held = Services.open(load(home=tmp_path / "home", workers=1))
    sync(held.registry, held.settings)
    yield held
    held.registry.close()


@pytest.fixture
def client(opened: Services) -> FlaskClient:
    return create_app(opened.settings, opened).test_client()


def role_changed(opened: Services, by: Person, whose: Person, role: Role) -> int:
    with opened.registry.together():
        opened.registry.change_person(whose.id, role=role)
        before, after = {"role": whose.role.value}, {"role": role.value}
        change = Change("person.role", Subject("person", whose.login), before, after, by)
        return opened.registry.record(change).id


def read(client: FlaskClient, query: str = "") -> str:
    answer = client.get(f"/nhat-ky{query}")
    assert answer.status_code == 200
    return answer.get_data(as_text=True)


def test_an_admin_sees_all_and_takes_back_others_only_their_own(client: FlaskClient, opened: Services) -> None:
    chief = somebody(opened.registry, Role.admin, "chief")
    whose = somebody(opened.registry, Role.reader, "mai")
    change = role_changed(opened, chief, whose, Role.editor)
    assert client.get("/nhat-ky").status_code == 303
    editor = client.application.test_client()
    sign_in(editor, Role.editor, "lan")
    assert "Đổi vai trò" not in read(editor).partition("<ol")[2]
    form = {"ma-bieu-mau": form_token(editor), "dong": str(change)}
    assert editor.post("/nhat-ky/hoan-tac", data=form).status_code == 403
    assert "chief" not in read(editor, f"?nguoi={chief.id}").partition("<ol")[2]

    sign_in(client, Role.admin, "chief")
    page = read(client).partition("<ol")[2]
    assert "Đổi vai trò" in page
    assert "Người đọc</del>" in page
    assert "Biên tập</ins>" in page
    form = {"ma-bieu-mau": form_token(client), "dong": str(change)}
    assert "da-hoan-tac" in client.post("/nhat-ky/hoan-tac", data=form).headers["Location"]
    assert opened.registry.person(whose.id).role is Role.reader
    page = read(client).partition("<ol")[2]
    assert "Hoàn tác: Đổi vai trò" in page
    assert "Đã hoàn tác." in page
    assert client.post("/nhat-ky/hoan-tac", data=form).status_code == 409


def test_what_was_changed_since_says_so_instead_of_a_button(client: FlaskClient, opened: Services) -> None:
    chief = somebody(opened.registry, Role.admin, "chief")
    whose = somebody(opened.registry, Role.reader, "mai")
    role_changed(opened, chief, whose, Role.editor)
    opened.registry.change_person(whose.id, role=Role.reviewer)
    sign_in(client, Role.admin, "chief")
    page = read(client).partition("<ol")[2]
    assert "thay đổi tiếp sau đó" in page
    assert "<button" not in page


def test_filters_and_pages(client: FlaskClient, opened: Services) -> None:
    chief = somebody(opened.registry, Role.admin, "chief")
    whose = somebody(opened.registry, Role.reader, "mai")
    for n in range(31):
        opened.registry.record(Change("person.link", Subject("person", whose.login), None, {"name": f"lần {n}"}, chief))
    opened.registry.record(Change("person.add", Subject("person", "x"), None, {"name": "tạo"}, whose))
    sign_in(client, Role.admin, "chief")

    def counted(query: str) -> int:
        return read(client, query).count('class="journal-item')

    assert counted("") == 30
    assert counted("?trang=2") == 2
    assert counted("?viec=person.add") == 1
    assert counted(f"?nguoi={whose.id}") == 1
    today = (datetime.now(UTC) + timedelta(hours=7)).date()
    assert counted(f"?tu={today}") == 30
    assert counted(f"?tu={today + timedelta(days=1)}") == 0
    assert counted(f"?den={today}") == 30
    assert counted(f"?den={today - timedelta(days=1)}") == 0
    assert counted("?van-ban=99/2099/QĐ-UBND") == 0
    assert "Bỏ lọc" in read(client, "?van-ban=99/2099/QĐ-UBND")
    assert client.get("/nhat-ky?tu=hôm-qua").status_code == 400
    assert counted("?den=9999-12-31") == 30


def test_csv_has_every_line_and_no_formula(client: FlaskClient, opened: Services) -> None:
    chief = somebody(opened.registry, Role.admin, "chief")
    for n in range(40):
        told = {"name": f"=cmd{n}", "active": True}
        opened.registry.record(Change("person.add", Subject("person", f"p{n}"), None, told, chief))
    sign_in(client, Role.admin, "chief")
    answer = client.get("/nhat-ky.csv")
    rows = list(csv.reader(io.StringIO(answer.data.decode("utf-8-sig"))))
    assert len(rows) == 1 + 80
    assert rows[1][3:] == ["Tạo tài khoản", "Tài khoản p0", "Tên", "", "'=cmd0"]
    assert rows[2][5:] == ["Đang dùng", "", "có"]
    assert "attachment" in answer.headers["Content-Disposition"]
    assert answer.headers["Cache-Control"] == "no-store"


@pytest.mark.parametrize(
    ("before", "after", "told"),
    [
        (None, {"title": "Quy định"}, [Line("Trích yếu", "", "Quy định")]),
        ({"issued": "2024-01-02"}, {"issued": None}, [Line("Ngày ban hành", "02/01/2024", "")]),
        ({"facts": {"title": "a"}, "hand": {"title": None}}, {"facts": {"title": "b"}}, [Line("Trích yếu", "a", "b")]),
        ({"title": "a", "type": "x"}, {"title": "a", "type": "y"}, [Line("Loại văn bản", "x", "y")]),
        ({"issuers": ["a", "b"]}, {"issuers": ["b"]}, [Line("Cơ quan ban hành", "a; b", "b")]),
        ({"unheard": "1"}, {"unheard": "2"}, [Line("unheard", "1", "2")]),
        ({"sha256": "a", "document": 1}, {"sha256": "b", "document": 2}, []),
        (None, None, []),
    ],
)
def test_before_and_after_in_words(
    client: FlaskClient, before: dict[str, object] | None, after: dict[str, object] | None, told: list[Line]
) -> None:
    with client.application.test_request_context("/"):
        assert list(lines(before, after)) == told
