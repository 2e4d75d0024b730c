"""Following in a real browser: choose, an amendment arrives, the news are there, as page, feed and message."""

import re
import subprocess
import sys
import threading
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
import waitress
from playwright.sync_api import Browser, Page, expect

from registry.news import Often
from registry.people import Role
from registry.settings import Settings
from tests.browser.test_accessibility import grave
from tests.web.following import amend, begun
from tests.web.over_time import AMENDS, BASE
from web.app import create_app
from web.services import Services

NewPage = Callable[..., Page]


@pytest.fixture
def settings(tmp_path_factory: pytest.TempPathFactory) -> Settings:
    return begun(tmp_path_factory.mktemp("follow-browser") / "home")


@pytest.fixture
def held(settings: Settings) -> Iterator[Services]:
    opened = Services.open(settings)
    yield opened
    opened.registry.close()


@pytest.fixture
def own_site(settings: Settings, held: Services) -> Iterator[str]:
    server = waitress.create_server(create_app(settings, held), host="127.0.0.1", port=0, threads=4)
    thread = threading.Thread(target=server.run, daemon=True)
    thread.start()
    yield f"http://127.0.0.1:{server.effective_port}"
    server.close()
    thread.join(5)


def digest(home: Path) -> str:
    command = [sys.executable, "-c", "from web.cli import main; main()", "digest", "send"]
    done = subprocess.run(
        command, env={"VANBAN_HOME": str(home), "PATH": ""}, capture_output=True, encoding="utf-8", check=True
    )
    return done.stdout


def test_what_is_followed_changes_and_is_told_on_the_page_in_the_feed_and_by_mail(
    chromium: Browser, own_site: str, settings: Settings, held: Services
) -> None:
    record = held.registry.by_number(BASE)[0]
    person = held.registry.add_person("thu", "Nguyễn Thử", Role.reader, email="thu@hu-cau.example")
    held.registry.follow(person.id, f"van-ban:{record.slug}", BASE, Often.IMMEDIATE)
    context = chromium.new_context(base_url=own_site, locale="vi-VN", viewport={"width": 1280, "height": 800})
    page = context.new_page()
    page.goto("/theo-doi")
    expect(page.get_by_text("Trình duyệt này chưa theo dõi gì.")).to_be_visible()
    page.goto(f"/van-ban/{record.slug}")
    button = page.get_by_role("button", name=f"Theo dõi {BASE}")
    button.click()
    expect(page.get_by_role("button", name=f"Thôi theo dõi {BASE}")).to_have_attribute("aria-pressed", "true")

    amend(settings)
    page.get_by_role("link", name="Theo dõi", exact=True).click()
    news = page.locator(".news-item", has_text="khoản 1 Điều 1 đổi lời văn từ ngày 01/03/2024")
    expect(news).to_contain_text(f"Bạn theo dõi văn bản {BASE}.")
    expect(news.locator("ins")).to_contain_text("năm")
    assert not grave(page)
    page.emulate_media(color_scheme="dark")
    assert not grave(page, "color-contrast")
    page.set_viewport_size({"width": 390, "height": 844})
    assert page.evaluate("document.documentElement.scrollWidth <= innerWidth")
    address = page.get_by_role("link", name="Địa chỉ Atom của cả danh sách").get_attribute("href")
    assert address
    feed = page.request.get(address).text()
    assert f"{BASE}: Được sửa đổi bởi {AMENDS}" in feed
    told = digest(settings.home)
    assert "To: Nguyễn Thử <thu@hu-cau.example>" in told
    assert "Nay: 1. Diều giấy có đuôi dài không quá năm gang tay." in told
    page.get_by_role("button", name=re.compile("Thôi theo dõi")).click()
    expect(page.get_by_text("Trình duyệt này chưa theo dõi gì.")).to_be_visible()
    context.close()
