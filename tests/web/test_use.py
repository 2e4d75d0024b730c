"""Counts of views and downloads: what counts, what does not, and that nothing about people is kept."""

import shutil
import sqlite3
from collections.abc import Iterator
from pathlib import Path

import pytest
from flask.testing import FlaskClient

from indexer.sync import sync
from registry import ingest
from registry.errors import StateConflict
from registry.settings import load
from registry.store import Registry
from tests.web import assigned
from web import use
from web.app import create_app
from web.services import Services

DOCUMENT = "/van-ban/nghi-dinh-9911-2024-nd-cp"
BROWSER = {"User-Agent": "Mozilla/5.0 (X11; Linux x86_64) Firefox/130.0"}


@pytest.fixture(scope="module")
def filled(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("use")
    settings = load(home=folder / "home", workers=1)
    with Registry.open(settings) as registry:
        ingest.run(registry, [assigned.write(folder / "texts")])
        sync(registry, settings)
    return settings.home


@pytest.fixture
def held(filled: Path, tmp_path: Path) -> Iterator[Services]:
    opened = Services.open(load(home=Path(shutil.copytree(filled, tmp_path / "home"))))
    yield opened
    opened.registry.close()


@pytest.fixture
def client(held: Services) -> FlaskClient:
    return create_app(held.settings, held).test_client()


def counted(client: FlaskClient) -> tuple[int, int]:
    with client.application.app_context():
        counter = use.counter()
        found = counter.of(counter.registry.by_slug(DOCUMENT.rpartition("/")[2]).id)
    return found.views, found.downloads


def original(client: FlaskClient) -> str:
    with client.application.app_context():
        record = use.counter().registry.by_slug(DOCUMENT.rpartition("/")[2])
    return f"/tep/{record.original}/{record.slug}"


def test_views_and_downloads_by_people_count(client: FlaskClient) -> None:
    client.get(DOCUMENT, headers=BROWSER)
    client.get(f"{DOCUMENT}?phan=", headers=BROWSER)
    client.get(original(client), headers=BROWSER).close()
    client.get(f"{DOCUMENT}/akoma-ntoso.xml", headers=BROWSER)
    assert counted(client) == (2, 2)
    page = client.get(f"{DOCUMENT}/thuoc-tinh", headers=BROWSER).get_data(as_text=True)
    assert '2 <span class="quiet">(2 trong 30 ngày qua)' in page


@pytest.mark.parametrize(
    "headers",
    [
        {"User-Agent": "Googlebot/2.1 (+http://www.google.com/bot.html)"},
        {"User-Agent": "curl/8.5.0"},
        {"User-Agent": "python-requests/2.32"},
        {"User-Agent": ""},
        BROWSER | {"Sec-Purpose": "prefetch"},
        BROWSER | {"Sec-Purpose": "prefetch;prerender"},
        BROWSER | {"Purpose": "prefetch"},
        BROWSER | {"X-Moz": "prefetch"},
    ],
)
def test_machines_and_pages_fetched_beforehand_do_not(client: FlaskClient, headers: dict[str, str]) -> None:
    client.get(DOCUMENT, headers=headers)
    client.get(original(client), headers=headers).close()
    assert counted(client) == (0, 0)


def test_neither_do_head_later_pieces_of_a_file_nor_other_pages(client: FlaskClient) -> None:
    client.head(DOCUMENT, headers=BROWSER)
    client.get(original(client), headers=BROWSER | {"Range": "bytes=10-20"}).close()
    client.get(f"{DOCUMENT}/luoc-do", headers=BROWSER)
    assert client.get("/van-ban/khong-co", headers=BROWSER).status_code == 404
    assert counted(client) == (0, 0)


def test_they_are_written_together_and_nothing_about_people(held: Services, client: FlaskClient) -> None:
    for _each in range(3):
        client.get(DOCUMENT, headers=BROWSER, environ_base={"REMOTE_ADDR": "192.0.2.77"})
    with client.application.app_context():
        use.counter().flush()
        use.counter().flush()
    assert counted(client) == (3, 0)
    with sqlite3.connect(held.settings.home / "vanban.sqlite") as database:
        rows = database.execute("SELECT * FROM document_use").fetchall()
        columns = {row[1] for row in database.execute("PRAGMA table_info(document_use)")}
    assert [row[2:] for row in rows] == [("view", 3)]
    assert columns == {"document_id", "day", "kind", "times"}


def test_what_cannot_be_written_now_is_not_lost(
    held: Services, client: FlaskClient, monkeypatch: pytest.MonkeyPatch
) -> None:
    def busy(_uses: object) -> None:
        raise StateConflict("database-busy", "Cơ sở dữ liệu đang bận.")

    client.get(DOCUMENT, headers=BROWSER)
    with monkeypatch.context() as patch, client.application.app_context():
        patch.setattr(held.registry, "add_uses", busy)
        use.counter().flush()
    assert counted(client) == (1, 0)
    with client.application.app_context():
        use.counter().flush()
    assert counted(client) == (1, 0)
