"""The tour, the help of a screen, the keys, and the pages in English, in a real browser."""

import re
from collections.abc import Callable

from playwright.sync_api import Page, expect

from tests.browser.test_accessibility import grave

NewPage = Callable[..., Page]

DECISION = "/van-ban/quyet-dinh-9902-2024-qd-ubnd-tinh-hu-cau"


def test_a_tour_without_script_from_the_help_to_a_search_and_back(new_page: NewPage) -> None:
    page = new_page(java_script_enabled=False, viewport={"width": 1280, "height": 800})
    page.goto("/")
    page.get_by_role("link", name="Trợ giúp về trang này").click()
    expect(page.get_by_role("heading", level=1)).to_have_text("Trang đầu")
    page.get_by_role("link", name="một vòng làm quen", exact=True).click()
    expect(page.get_by_role("listitem").filter(has_text="Tìm bằng số")).to_be_visible()
    page.get_by_role("link", name="giam ngheo ben vung").click()
    expect(page.get_by_role("heading", level=1)).to_contain_text("giam ngheo ben vung")
    page.go_back()
    page.get_by_role("main").get_by_role("link", name="độ chính xác và giới hạn", exact=True).click()
    expect(page.get_by_text("bản ký là bản có giá trị")).to_be_visible()


def test_the_question_mark_key_opens_the_keys(page: Page) -> None:
    page.goto(DECISION)
    page.locator("body").press("?")
    expect(page).to_have_url(re.compile("/tro-giup#phim$"))
    expect(page.get_by_role("heading", name="Phím tắt")).to_be_in_viewport()


def test_english_is_asked_for_kept_and_left_again(new_page: NewPage) -> None:
    page = new_page(viewport={"width": 1280, "height": 800}, extra_http_headers={"Accept-Language": "en-US"})
    page.goto(DECISION)
    expect(page.locator("html")).to_have_attribute("lang", "vi")
    page.get_by_role("link", name="English").click()
    expect(page.locator("html")).to_have_attribute("lang", "en")
    expect(page.get_by_role("link", name="Compare with…")).to_be_visible()
    assert not grave(page)
    page.get_by_role("link", name="History", exact=True).first.click()
    expect(page.locator("html")).to_have_attribute("lang", "en")
    expect(page).to_have_url(re.compile("/lich-su$"))
    expect(page.get_by_text("Takes effect").first).to_be_visible()
    page.set_viewport_size({"width": 390, "height": 844})
    assert page.evaluate("document.documentElement.scrollWidth <= innerWidth")
    page.locator("header.site details > summary").first.click()  # on a phone the language stands in the menu
    page.get_by_role("link", name="Tiếng Việt").click()
    expect(page.locator("html")).to_have_attribute("lang", "vi")
    page.goto(DECISION)
    expect(page.locator("html")).to_have_attribute("lang", "vi")


def test_help_pages_are_accessible(page: Page) -> None:
    for path in ("/tro-giup/lam-quen", "/gioi-han"):
        page.goto(path)
        assert not grave(page)
        page.emulate_media(color_scheme="dark")
        assert not grave(page, "color-contrast")
