"""Comparing in a real browser: choose, read, take away; by keyboard, on a phone, on paper."""

import re
from collections.abc import Callable

from playwright.sync_api import Page, expect

from tests.browser.test_accessibility import grave

NewPage = Callable[..., Page]

DRAGONS, KITES = "quyet-dinh-9902-2024-qd-ubnd-tinh-hu-cau", "quyet-dinh-9905-2025-qd-ubnd-tinh-hu-cau"
BOTH = f"/so-sanh?trai={DRAGONS}&phai={KITES}"


def test_from_a_document_through_a_choice_to_what_differs_and_two_files(page: Page) -> None:
    page.goto(f"/van-ban/{DRAGONS}")
    page.get_by_role("link", name="So sánh với…").click()
    right = page.get_by_role("group", name="Bên phải").get_by_role("combobox", name="Số ký hiệu")
    right.fill("9905")
    page.get_by_role("option", name="9905/2025/QĐ-UBND").click()
    expect(page).to_have_url(re.compile(re.escape(BOTH)))
    expect(page.get_by_role("heading", level=1)).to_have_text("So sánh hai văn bản")
    page.get_by_text("Các chỗ khác nhau").click()
    page.get_by_role("link", name="điểm b khoản 1 Điều 3 → điểm b khoản 1 Điều 1", exact=True).click()
    expect(page.locator(":target")).to_be_in_viewport()
    expect(page.locator(":target ins").first).to_contain_text("diều")
    for name, start in (("Tải PDF", b"%PDF-"), ("Tải DOCX", b"PK")):
        with page.expect_download() as download:
            page.get_by_role("link", name=name).click()
        assert download.value.path().read_bytes().startswith(start)


def test_without_script_a_choice_is_made_by_form(new_page: NewPage) -> None:
    page = new_page(java_script_enabled=False, viewport={"width": 1280, "height": 800})
    page.goto(f"/so-sanh?trai={DRAGONS}")
    page.get_by_role("group", name="Bên trái").get_by_label("Điều khoản").select_option("d5")
    page.get_by_role("group", name="Bên phải").get_by_label("Số ký hiệu").fill("9905/2025")
    page.get_by_role("button", name="So sánh").click()
    expect(page).to_have_url(re.compile("trai-cho=d5"))
    expect(page.get_by_text("Chỉ có bên phải", exact=True).first).to_be_visible()


def test_no_serious_violation_in_light_dark_on_a_phone_and_on_paper(new_page: NewPage) -> None:
    page = new_page(viewport={"width": 1280, "height": 800})
    for path in (BOTH, f"/so-sanh?trai={DRAGONS}&phai=99"):
        page.set_viewport_size({"width": 1280, "height": 800})
        page.emulate_media(color_scheme="light")
        page.goto(path)
        assert not grave(page)
        page.emulate_media(color_scheme="dark")
        assert not grave(page, "color-contrast")
        page.set_viewport_size({"width": 390, "height": 844})
        assert page.evaluate("document.documentElement.scrollWidth <= innerWidth")
        assert not grave(page)
    page.goto(BOTH)
    expect(page.locator(".redline-pair").first).to_be_hidden()
    page.emulate_media(media="print")
    expect(page.locator(".compare-form")).to_be_hidden()
    expect(page.locator(".redline-inline").first).to_be_visible()
