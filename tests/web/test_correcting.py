"""Correcting facts on the page of a document: kept with person and source, shown, written down, taken back."""

import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from flask.testing import FlaskClient
from werkzeug.test import TestResponse

from indexer.sync import sync
from registry import ingest
from registry.people import Role
from registry.settings import load
from tests.people import sign_in
from tests.web import over_time
from web.app import create_app
from web.services import Services

SLUG = "quyet-dinh-9802-2023-qd-ubnd-tinh-hu-cau"


@pytest.fixture
def opened(tmp_path: Path) -> Iterator[Services]:
    held = Services.open(load(home=tmp_path / "home", workers=1))
    source = tmp_path / "dieu.txt"
    source.write_text(over_time.text(over_time.BASE), encoding="utf-8")
    ingest.run(held.registry, [source])
    sync(held.registry, held.settings)
    yield held
    held.registry.close()


@pytest.fixture
def editor(opened: Services) -> FlaskClient:
    client = create_app(opened.settings, opened).test_client()
    sign_in(client, Role.editor)
    return client


def form_of(client: FlaskClient, slug: str = SLUG) -> dict[str, str]:
    page = client.get(f"/van-ban/{slug}/sua").get_data(as_text=True)
    return dict(re.findall(r'type="hidden" name="([\w-]+)" value="([^"]*)"', page.partition('class="stacked"')[2]))


def save(client: FlaskClient, slug: str = SLUG, **fields: Any) -> TestResponse:
    hidden = {name: value for name, value in form_of(client, slug).items() if name != "programmes-co"}
    return client.post(f"/van-ban/{slug}/sua", data={**hidden, "nguon": "bản ký, trang 1", **fields})


def test_a_correction_is_shown_found_written_down_and_taken_back(editor: FlaskClient, opened: Services) -> None:
    answer = save(editor, title="Quy định về diều sáo, đã sửa", expired="2023-06-01")
    assert answer.status_code == 303, answer.get_data(as_text=True)
    page = editor.get(answer.headers["Location"]).get_data(as_text=True)
    assert "Quy định về diều sáo, đã sửa</ins>" in page
    shown = editor.get(f"/van-ban/{SLUG}").get_data(as_text=True)
    assert "Quy định về diều sáo, đã sửa" in shown
    assert "Hết hiệu lực" in shown
    assert "editor Tưởng Tượng" in shown
    assert "đã sửa" in editor.get("/tim-kiem?q=dieu+sao+da+sua&tat-ca=1").get_data(as_text=True)
    (change, *_rest) = opened.registry.changes()[1]
    assert (change.action, change.who) == ("document.correct", "editor Tưởng Tượng")
    journal = editor.get("/nhat-ky?van-ban=9802/2023/QĐ-UBND").get_data(as_text=True)
    assert "<dt>Ngày hết hiệu lực</dt>" in journal
    assert "01/06/2023</ins>" in journal
    form = {"ma-bieu-mau": form_of(editor)["ma-bieu-mau"], "dong": str(change.id)}
    assert editor.post(f"/van-ban/{SLUG}/sua/hoan-tac", data=form).status_code == 303
    shown = editor.get(f"/van-ban/{SLUG}").get_data(as_text=True)
    assert "đã sửa" not in shown
    assert "Còn hiệu lực" in shown


def test_a_corrected_number_moves_the_address_and_undo_moves_it_back(editor: FlaskClient, opened: Services) -> None:
    answer = save(editor, number="9812/2023/QĐ-UBND")
    assert "9812-2023" in answer.headers["Location"]
    assert editor.get(f"/van-ban/{SLUG}").status_code == 301
    (change,) = opened.registry.changes()[1]
    form = {"ma-bieu-mau": form_of(editor, SLUG.replace("9802", "9812"))["ma-bieu-mau"], "dong": str(change.id)}
    back = editor.post(f"/van-ban/{SLUG.replace('9802', '9812')}/sua/hoan-tac", data=form)
    assert back.headers["Location"].startswith(f"/van-ban/{SLUG}/sua")
    assert editor.get(f"/van-ban/{SLUG}").status_code == 200


def test_programmes_are_chosen_and_all_of_them_may_be_taken_away(editor: FlaskClient, opened: Services) -> None:
    (record,) = opened.registry.documents()
    chosen: dict[str, Any] = {"programmes": ["GNBV", "NTM"], "programmes-co": "1"}
    save(editor, **chosen)
    assert [tag.code for tag in opened.registry.document(record.id).programmes] == ["GNBV", "NTM"]
    save(editor, **{"programmes-co": "1"})
    assert opened.registry.document(record.id).programmes == ()
    assert save(editor, **{"programmes": "BÙA", "programmes-co": "1"}).status_code == 400


@pytest.mark.parametrize(
    ("fields", "told"),
    [
        ({}, "Chưa có ô nào được sửa"),
        ({"number": "không phải số"}, "không đọc được thành số ký hiệu"),
        ({"expired": "2023-02-30"}, "không phải là một ngày"),
        ({"issuers": ";"}, "không được để trống"),
        ({"type": "Bùa chú"}, "Không có loại văn bản"),
        ({"title": "Tên khác", "nguon": " "}, "theo nguồn nào"),
    ],
)
def test_what_makes_no_sense_is_told_in_the_form_which_keeps_what_was_typed(
    editor: FlaskClient, opened: Services, fields: dict[str, str], told: str
) -> None:
    answer = save(editor, **{"title": "Quy định về diều giấy của tỉnh Hư Cấu", **fields})
    page = answer.get_data(as_text=True)
    assert answer.status_code == 400
    assert told in page
    assert all(value.strip() in page for value in fields.values())
    assert opened.registry.changes() == (0, [])


def test_what_somebody_else_changed_meanwhile_is_not_written_over(editor: FlaskClient, opened: Services) -> None:
    stale = form_of(editor)
    (record,) = opened.registry.documents()
    opened.registry.correct(record.id, "Người khác", {"title": "Tên của người khác"}, "bản ký")
    answer = editor.post(f"/van-ban/{SLUG}/sua", data={**stale, "title": "Tên của tôi", "nguon": "bản ký", "ban": "x"})
    assert answer.status_code == 409
    assert "Tên của tôi" in answer.get_data(as_text=True)
    assert opened.registry.document(record.id).title == "Tên của người khác"


def test_correcting_is_for_editors(opened: Services) -> None:
    client = create_app(opened.settings, opened).test_client()
    assert client.get(f"/van-ban/{SLUG}/sua").status_code == 303
    assert "Sửa dữ kiện" not in client.get(f"/van-ban/{SLUG}").get_data(as_text=True)
    sign_in(client, Role.reviewer)
    assert client.get(f"/van-ban/{SLUG}/sua").status_code == 403
    assert "Sửa dữ kiện" not in client.get(f"/van-ban/{SLUG}").get_data(as_text=True)
