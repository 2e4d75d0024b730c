"""Pieces of pages that are kept: written once for the same values, never shown when one of them has changed."""

from collections.abc import Iterator
from datetime import date
from functools import partial
from pathlib import Path
from sys import modules
from threading import Thread

import pytest
from flask.testing import FlaskClient
from markupsafe import Markup

from indexer.sync import sync
from registry import ingest
from tests.web import over_time
from web.app import create_app
from web.fragments import Fragments
from web.services import Services

BASE = "quyet-dinh-9802-2023-qd-ubnd-tinh-hu-cau"
AMENDS = "quyet-dinh-9803-2024-qd-ubnd-tinh-hu-cau"
PAGE = f"/van-ban/{BASE}"
DAY = f"{PAGE}/tai-ngay?ngay="
FURTHER = "9817/2025/QĐ-UBND"


@pytest.fixture(scope="module")
def opened(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Services]:
    with over_time.opened(tmp_path_factory.mktemp("fragments")) as services:
        yield services


@pytest.fixture
def reader(opened: Services) -> FlaskClient:
    return create_app(opened.settings, opened).test_client()


def page(client: FlaskClient, path: str) -> str:
    answer = client.get(path)
    assert answer.status_code == 200, path
    return answer.get_data(as_text=True)


@pytest.mark.parametrize("path", [PAGE, f"{DAY}2023-06-01"])
def test_the_same_page_is_written_once(reader: FlaskClient, monkeypatch: pytest.MonkeyPatch, path: str) -> None:
    first = page(reader, path)
    reader.application.extensions["vanban-kept-pages"] = (None, None)
    monkeypatch.setattr(modules["web.pages.document"], "written", None)
    monkeypatch.setattr(modules["web.pages.standing"], "written", None)
    assert page(reader, path) == first


@pytest.mark.parametrize("slug", [BASE, AMENDS])
def test_a_correction_by_hand_is_seen_at_once(reader: FlaskClient, opened: Services, slug: str) -> None:
    """That of the document itself, and that of another which its relations name."""
    title = f"Diều đã sửa tay {slug}"
    assert title not in page(reader, PAGE)
    record = opened.registry.by_slug(slug)
    opened.registry.state_by_hand(record.id, "Người Hư Cấu", title=title)
    assert title in page(reader, PAGE)


def test_a_new_document_is_seen_at_once(reader: FlaskClient, opened: Services, tmp_path: Path) -> None:
    for path in (PAGE, f"{DAY}2026-01-01"):
        assert FURTHER not in page(reader, path)
    body = f"""Điều 1. Sửa đổi khoản 2 Điều 1 Quyết định số {over_time.BASE} như sau:
“2. Diều giấy được sơn bằng nhựa cây.”
Điều 2. Hiệu lực thi hành
Quyết định này có hiệu lực thi hành kể từ ngày 15 tháng 3 năm 2025./.
"""
    title = f"Sửa đổi Quyết định số {over_time.BASE} quy định về diều giấy của tỉnh Hư Cấu"
    head = over_time.HEAD.format(number=FURTHER, day="01", month="3", year="2025", title=title, bases="")
    written = tmp_path / "9817.txt"
    written.write_text(head + body + over_time.FOOT, "utf-8")
    ingest.run(opened.registry, [written])
    assert FURTHER in page(reader, PAGE)
    sync(opened.registry, opened.settings)
    assert FURTHER in page(reader, PAGE)
    before, after = (page(reader, f"{DAY}{day}").partition('class="legal"')[2] for day in ("2025-03-01", "2026-01-01"))
    assert "sơn bằng màu nước" in before
    assert "sơn bằng nhựa cây" in after


@pytest.mark.parametrize("path", [f"{PAGE}?", f"{DAY}2023-06-01&"])
def test_another_language_is_another_piece(reader: FlaskClient, path: str) -> None:
    words = [page(reader, f"{path}lang={code}") for code in ("vi", "en", "vi", "en")]
    assert ("Mục lục</h2>" in words[0], "Mục lục</h2>" in words[1]) == (True, False)
    assert words[2:] == words[:2]


def test_another_day_is_another_piece(reader: FlaskClient, monkeypatch: pytest.MonkeyPatch) -> None:
    early, late = page(reader, f"{DAY}2023-06-01"), page(reader, f"{DAY}2024-12-01")
    assert 'class="change-note"' in late
    assert "<del>" not in early
    assert early != late
    page(reader, PAGE)

    class Tomorrow(date):
        @classmethod
        def today(cls) -> "Tomorrow":
            return cls(2199, 1, 1)

    monkeypatch.setattr("web.fragments.date", Tomorrow)
    monkeypatch.setattr("web.kept_pages.date", Tomorrow)
    monkeypatch.setattr(modules["web.pages.document"], "date", Tomorrow)
    assert "in ngày 01/01/2199" in page(reader, PAGE)


def test_a_basket_is_nobody_elses(opened: Services) -> None:
    app = create_app(opened.settings, opened)
    one, other = app.test_client(), app.test_client()
    page(other, PAGE)
    one.post("/so-tay/gio", data={"them": str(opened.registry.by_slug(BASE).id), "ve": PAGE})
    assert "Trong sổ tay" in page(one, PAGE)
    assert "Trong sổ tay" not in page(other, PAGE)


def test_the_oldest_pieces_make_room() -> None:
    kept = Fragments(most=100)
    for key in (b"a", b"b", b"a", b"c"):
        kept.of(key, lambda: (Markup("x" * 10),))
    assert kept.size == 80
    assert kept.of(b"a", lambda: (Markup("written anew"),)) == (Markup("x" * 10),)
    assert kept.of(b"b", lambda: (Markup("y"),)) == (Markup("y"),)
    kept.of(b"large", lambda: (Markup("x" * 1000),))
    assert kept.size == 0


def _ten(name: str) -> tuple[Markup, ...]:
    return (Markup(name * 10),)


def test_threads_share_the_pieces() -> None:
    kept = Fragments(most=400)

    def read(first: int) -> None:
        for each in range(first, first + 500):
            name = str(each % 20)
            assert kept.of(name.encode(), partial(_ten, name)) == (Markup(name * 10),)

    readers = [Thread(target=read, args=(each,)) for each in range(4)]
    for each in readers:
        each.start()
    for each in readers:
        each.join()
    assert 0 < kept.size <= 400
