"""Saying on a page where a citation leads: kept with the person, shown, written down, taken back."""

import re
from collections.abc import Iterator
from pathlib import Path

import pytest
from flask import Flask
from flask.testing import FlaskClient
from flask_babel import Babel
from werkzeug.test import TestResponse

from indexer.sync import sync
from registry import ingest
from registry.citations import address
from registry.document import Citation
from registry.people import Role
from registry.settings import load
from tests.people import sign_in
from tests.registry.store.test_citation_fixes import BODY, CITING, FOOT, HEAD, TARGET
from web.app import create_app
from web.services import Services
from web.views import citations as views

PAGE = "/van-ban/quyet-dinh-9811-2024-qd-ubnd-tinh-hu-cau/dan-chieu"


@pytest.fixture
def opened(tmp_path: Path) -> Iterator[Services]:
    held = Services.open(load(home=tmp_path / "home", workers=1))
    files = tmp_path / "in"
    files.mkdir()
    for number, about, body in ((CITING, "hoa", BODY), (TARGET, "cỏ", BODY.replace("Hoa Cỏ", "Lá"))):
        (files / f"{number[:4]}.txt").write_text(HEAD.format(number=number, about=about) + body + FOOT, "utf-8")
    ingest.run(held.registry, [files])
    sync(held.registry, held.settings)
    yield held
    held.registry.close()


@pytest.fixture
def editor(opened: Services) -> FlaskClient:
    client = create_app(opened.settings, opened).test_client()
    sign_in(client, Role.editor)
    return client


def token(client: FlaskClient) -> str:
    found = re.search(r'name="ma-bieu-mau" value="([^"]*)"', client.get(PAGE).get_data(as_text=True))
    assert found
    return found[1]


def starts(client: FlaskClient) -> list[str]:
    return re.findall(r"vi-tri=(\d+)#sua", client.get(PAGE).get_data(as_text=True))


def save(client: FlaskClient, start: str, **fields: str) -> TestResponse:
    return client.post(PAGE, data={"ma-bieu-mau": token(client), "vi-tri": start, **fields})


def led(opened: Services) -> list[tuple[str, str | None]]:
    text = opened.registry.text_of(opened.registry.by_number(CITING)[0].id)
    assert text is not None
    return [(one.state, one.target_provision) for one in text.citations if one.citation.name == "Luật Hoa Cỏ"]


def test_a_fix_is_listed_kept_written_down_and_taken_back(editor: FlaskClient, opened: Services) -> None:
    first, *_others = starts(editor)
    form = editor.get(f"{PAGE}?vi-tri={first}").get_data(as_text=True)
    assert "<mark>Luật Hoa Cỏ</mark>" in form
    answer = save(editor, first, so=TARGET, cho="khoan 2 dieu 1", **{"ly-do": "đã hỏi Ban Hoa"})
    assert answer.status_code == 303, answer.get_data(as_text=True)
    assert led(opened) == [("hand", "d1.k2"), ("unknown", None), ("unknown", None)]
    page = editor.get(answer.headers["Location"]).get_data(as_text=True)
    assert f"<ins>2. Điều 1 Quyết định {TARGET}</ins>" in page or f"2 Điều 1 Quyết định {TARGET}</ins>" in page
    assert "(editor Tưởng Tượng)" in page
    assert "Sửa dẫn chiếu" in editor.get(f"/nhat-ky?van-ban={CITING}").get_data(as_text=True)
    (change,) = opened.registry.changes()[1]
    back = editor.post(f"{PAGE}/hoan-tac", data={"ma-bieu-mau": token(editor), "dong": str(change.id)})
    assert back.status_code == 303
    assert led(opened)[0] == ("unknown", None)


def test_letting_go_is_undone_exactly(editor: FlaskClient, opened: Services) -> None:
    first, *_others = starts(editor)
    save(editor, first, so=TARGET, cho="d1")
    record = opened.registry.by_number(CITING)[0]
    kept = opened.registry.citation_fixes(record.id)
    assert save(editor, first, **{"bo-sua": "1"}).status_code == 303
    assert opened.registry.citation_fixes(record.id) == []
    change = max(opened.registry.changes()[1], key=lambda each: each.id)
    editor.post(f"{PAGE}/hoan-tac", data={"ma-bieu-mau": token(editor), "dong": str(change.id)})
    assert opened.registry.citation_fixes(record.id) == kept


def test_what_changed_since_is_not_undone(editor: FlaskClient, opened: Services) -> None:
    first, *_others = starts(editor)
    save(editor, first, so=TARGET, cho="d1")
    (change,) = opened.registry.changes()[1]
    save(editor, first, so=TARGET, cho="d2")
    back = editor.post(f"{PAGE}/hoan-tac", data={"ma-bieu-mau": token(editor), "dong": str(change.id)})
    assert back.status_code == 409
    assert led(opened)[0] == ("hand", "d2")


@pytest.mark.parametrize(
    ("fields", "told"),
    [
        ({"so": ""}, "Chưa ghi văn bản đích"),
        ({"so": "9899/2024/QĐ-UBND"}, "Không có văn bản số"),
        ({"so": TARGET, "cho": "Điều 9"}, "không có “Điều 9”"),
        ({"so": TARGET, "cho": "chỗ nào đó"}, "Không đọc được “chỗ nào đó”"),
        ({"so": TARGET, "vi-tri": "x"}, "Chưa chọn dẫn chiếu"),
        ({"so": TARGET, "vi-tri": "1"}, "Không có dẫn chiếu nào bắt đầu"),
        ({"so": "/van-ban/khong-co"}, "Không có văn bản"),
        ({"bo-sua": "1"}, "chưa được sửa tay"),
    ],
)
def test_what_makes_no_sense_is_told_and_nothing_changes(
    editor: FlaskClient, opened: Services, fields: dict[str, str], told: str
) -> None:
    first, *_others = starts(editor)
    answer = editor.post(PAGE, data={"ma-bieu-mau": token(editor), "vi-tri": first, **fields})
    assert answer.status_code in {400, 404}
    assert told in answer.get_data(as_text=True)
    assert opened.registry.changes() == (0, [])
    assert {state for state, _provision in led(opened)} == {"unknown"}


def test_the_address_of_a_page_names_a_target_and_every_citation_may_be_seen(
    editor: FlaskClient, opened: Services
) -> None:
    slug = opened.registry.by_number(TARGET)[0].slug
    first, *_others = starts(editor)
    assert save(editor, first, so=f"https://vanban.example/van-ban/{slug}/d1?x=1").status_code == 303
    assert led(opened)[0] == ("hand", None)
    assert len(re.findall("#sua", editor.get(f"{PAGE}?loc=tat-ca").get_data(as_text=True))) >= len(starts(editor))


def test_a_number_of_two_documents_is_asked_again(editor: FlaskClient, opened: Services, tmp_path: Path) -> None:
    for name in ("HƯ CẤU", "HƯ ẢO"):
        head = HEAD.format(number="9813/2024/QĐ-UBND", about=f"lá {name}").replace("HƯ CẤU", name)
        (tmp_path / f"{len(name)}.txt").write_text(head + BODY + FOOT, encoding="utf-8")
    ingest.run(opened.registry, [*tmp_path.glob("*.txt")])
    answer = save(editor, starts(editor)[0], so="9813/2024/QĐ-UBND")
    assert "Có 2 văn bản" in answer.get_data(as_text=True)


def test_it_is_for_editors_and_offered_to_them(editor: FlaskClient, opened: Services) -> None:
    for tab in ("thuoc-tinh", "lien-quan"):
        url = PAGE.replace("dan-chieu", tab)
        assert PAGE in editor.get(url).get_data(as_text=True)
        assert PAGE not in create_app(opened.settings, opened).test_client().get(url).get_data(as_text=True)


def test_the_preview_of_a_citation_leads_an_editor_to_the_form(editor: FlaskClient, opened: Services) -> None:
    text = opened.registry.text_of(opened.registry.by_number(CITING)[0].id)
    assert text is not None
    one = [each.citation for each in text.citations if each.citation.name == "Luật Hoa Cỏ"][1]
    target = opened.registry.by_number(TARGET)[0].slug
    words = one.text.replace(" ", "%20")
    path = f"/van-ban/{target}/xem-nhanh?ngay=2024-05-01&tu={PAGE.split('/')[2]}&cho=d1.k2&chu={words}"
    link = f"{PAGE}?loc=tat-ca&amp;vi-tri={one.start}#sua"
    assert link in editor.get(path).get_data(as_text=True)
    assert "dan-chieu" not in editor.get(path.replace("&chu=", "&chu=khác%20")).get_data(as_text=True)
    assert "dan-chieu" not in editor.get(path.replace("&tu=", "&tu=khong-co-")).get_data(as_text=True)
    form = editor.get(link.replace("&amp;", "&")).get_data(as_text=True)
    assert f'name="vi-tri" value="{one.start}"' in form
    reader = create_app(opened.settings, opened).test_client()
    assert "dan-chieu" not in reader.get(path).get_data(as_text=True)


@pytest.mark.parametrize(
    ("named", "said"),
    [
        (Citation(0, 1, "x", article="5", clause="2", point="đ"), "điểm đ khoản 2 Điều 5"),
        (Citation(0, 1, "x", article="32c"), "Điều 32c"),
        (Citation(0, 1, "x", annex="II"), "Phụ lục 2"),
        (Citation(0, 1, "x"), ""),
    ],
)
def test_the_form_says_a_unit_in_words_that_it_reads_back(named: Citation, said: str) -> None:
    app = Flask(__name__)
    Babel(app)
    with app.test_request_context():
        assert views.units(named) == said
        assert views.provision_typed(said, ()) == address(named)
