"""Whole pages that are kept: sent again as long as nobody has changed anything, and only to those who are not known."""

import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path
from sys import modules

import pytest
from flask.testing import FlaskClient

from registry.people import Role
from registry.settings import load
from registry.store import Registry
from tests.page_kinds import KINDS
from tests.people import sign_in
from tests.web import over_time
from web import addresses, basket, language
from web.app import create_app
from web.kept_pages import KEPT, Page, Pages
from web.services import Services

BASE = "quyet-dinh-9802-2023-qd-ubnd-tinh-hu-cau"
SELDOM = "quyet-dinh-9803-2024-qd-ubnd-tinh-hu-cau"
PAGE = f"/van-ban/{BASE}"
BROWSER = {"User-Agent": "Mozilla/5.0 (X11; Linux x86_64) Firefox/140.0"}


@pytest.fixture(scope="module")
def opened(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Services]:
    with over_time.opened(tmp_path_factory.mktemp("kept-pages")) as services:
        yield services


@pytest.fixture
def reader(opened: Services) -> FlaskClient:
    return create_app(opened.settings, opened).test_client()


def test_kept_kinds_are_kinds_of_pages() -> None:
    assert not KEPT - {kind.endpoint for kind in KINDS if kind.role is None} - {"document.provision"}


def test_a_page_is_sent_again_with_the_same_headers(reader: FlaskClient, monkeypatch: pytest.MonkeyPatch) -> None:
    first = reader.get(PAGE, headers={"Accept-Encoding": "gzip"})
    monkeypatch.setattr(modules["web.pages.document"], "render_template", None)
    again = reader.get(PAGE, headers={"Accept-Encoding": "gzip"})
    assert (again.status_code, again.data, list(again.headers)) == (200, first.data, list(first.headers))
    plain = reader.get(PAGE)
    assert plain.data.startswith(b"<!doctype html>")
    assert "Content-Encoding" not in plain.headers
    assert reader.get(PAGE, headers={"If-None-Match": first.headers["ETag"]}).status_code == 304
    head = reader.head(PAGE)
    assert (head.status_code, head.data, head.headers["ETag"]) == (200, b"", plain.headers["ETag"])


def test_a_place_in_a_document_leads_there_again(reader: FlaskClient, monkeypatch: pytest.MonkeyPatch) -> None:
    first = reader.get(f"{PAGE}/d1")
    monkeypatch.setattr(modules["web.pages.document"], "part_at", None)
    again = reader.get(f"{PAGE}/d1")
    assert (again.status_code, again.headers["Location"]) == (302, first.headers["Location"])


@pytest.mark.parametrize("elsewhere", [False, True])
def test_a_change_is_seen_at_once(reader: FlaskClient, opened: Services, elsewhere: bool) -> None:
    """Made in this process, and by another one over the same home."""
    title = f"Trích yếu sửa tay {elsewhere}"
    assert title not in reader.get(PAGE).get_data(as_text=True)
    record = opened.registry.by_slug(BASE)
    if elsewhere:
        change_elsewhere(opened.settings.home, record.id, title)
    else:
        opened.registry.state_by_hand(record.id, "Người Hư Cấu", title=title)
    assert title in reader.get(PAGE).get_data(as_text=True)


def change_elsewhere(home: Path, document_id: int, title: str) -> None:
    code = (
        "import sys\nfrom pathlib import Path\n"
        "from registry.settings import load\nfrom registry.store import Registry\n"
        "with Registry.open(load(home=Path(sys.argv[1]))) as opened:\n"
        "    opened.state_by_hand(int(sys.argv[2]), 'Người Hư Cấu', title=sys.argv[3])\n"
    )
    subprocess.run([sys.executable, "-c", code, str(home), str(document_id), title], check=True)


def test_who_is_signed_in_gets_a_page_of_their_own(reader: FlaskClient, opened: Services) -> None:
    reader.get(PAGE)
    signed_in = create_app(opened.settings, opened).test_client()
    sign_in(signed_in, Role.editor)
    mine = signed_in.get(PAGE)
    assert addresses.correct(BASE) in mine.get_data(as_text=True)
    assert mine.headers["Cache-Control"] == "private, no-cache"
    assert addresses.correct(BASE) not in reader.get(PAGE).get_data(as_text=True)


def test_language_and_basket_have_pages_of_their_own(reader: FlaskClient, opened: Services) -> None:
    record = opened.registry.by_slug(BASE)
    vietnamese = reader.get(PAGE).data
    reader.set_cookie(language.COOKIE, "en")
    assert '<html lang="en">' in reader.get(PAGE).get_data(as_text=True)
    reader.delete_cookie(language.COOKIE)
    reader.set_cookie(basket.COOKIE, str(record.id))
    assert reader.get("/").get_data(as_text=True).count("count-badge") == 1
    reader.delete_cookie(basket.COOKIE)
    assert reader.get(PAGE).data == vietnamese
    assert "count-badge" not in reader.get("/").get_data(as_text=True)


def test_what_was_asked_to_be_remembered_is_remembered_from_a_kept_page_too(reader: FlaskClient) -> None:
    for _ in range(2):
        answer = reader.get(f"{PAGE}?lang=en")
        assert answer.headers["Set-Cookie"].startswith(f"{language.COOKIE}=en;")
        reader.delete_cookie(language.COOKIE)


def test_every_view_of_a_kept_page_counts(reader: FlaskClient, opened: Services) -> None:
    counter, record = reader.application.extensions["vanban-use"], opened.registry.by_slug(SELDOM)
    before = counter.of(record.id).views
    for _ in range(3):
        reader.get(f"/van-ban/{SELDOM}", headers=BROWSER)
    reader.get(f"/van-ban/{SELDOM}", headers={"User-Agent": "Googlebot/2.1"})
    assert counter.of(record.id).views == before + 3
    counter.flush()


def test_a_page_with_a_form_of_ones_own_is_not_kept(reader: FlaskClient, opened: Services) -> None:
    """Every reader gets a token that their own browser can use."""
    assert not KEPT & {"signing.show", "account.show", "follow.show", "correcting.show", "citations.show"}
    pages = [reader.get("/dang-nhap"), create_app(opened.settings, opened).test_client().get("/dang-nhap")]
    assert pages[0].data != pages[1].data


def test_the_oldest_pages_make_room() -> None:
    held = Pages(most=2500)
    page = Page(b"x" * 400, b"y" * 100, 200, "text/html", None, None)
    for number in range(4):
        held.keep((number,), page)
        held.keep((number,), page)
        held.of((1,))
    assert [held.of((number,)) is not None for number in range(4)] == [False, True, False, True]
    assert held.size == 2000


def test_the_state_of_a_registry_tells_every_change(tmp_path: Path) -> None:
    with Registry.open(load(home=tmp_path)) as here, Registry.open(load(home=tmp_path)) as there:
        seen = [here.state()]
        assert here.state() == seen[0]
        here.documents()
        assert here.state() == seen[0]
        for registry, login in ((here, "lan"), (there, "mai")):
            registry.add_person(login, login.title(), Role.editor)
            assert here.state() not in seen
            seen.append(here.state())
