"""Reading over time in a real browser: days, redlines, previews, copying; by mouse, by keyboard, without script."""

import re
from collections.abc import Callable

import pytest
from playwright.sync_api import Page, expect

from tests.browser.test_accessibility import grave

NewPage = Callable[..., Page]

DECISION = "/van-ban/quyet-dinh-9902-2024-qd-ubnd-tinh-hu-cau"
RESOLUTION = "/van-ban/nghi-quyet-9901-2024-nq-hdnd-tinh-hu-cau"
PAGES = {
    "on a day": f"{DECISION}/tai-ngay?ngay=2025-03-01",
    "before a change": f"{DECISION}/tai-ngay?ngay=2025-01-01",
    "timeline": f"{DECISION}/lich-su",
    "provision": f"{DECISION}/d5.k2/lich-su",
    "redline": f"{DECISION}/so-sanh?tu=2024-09-01&den=2025-03-01",
    "leaning": f"{RESOLUTION}/dua-vao",
}


@pytest.mark.parametrize("name", PAGES)
def test_no_serious_violation_in_light_dark_and_on_a_phone(new_page: NewPage, name: str) -> None:
    page = new_page(viewport={"width": 1280, "height": 800})
    page.goto(PAGES[name])
    assert not grave(page)
    page.emulate_media(color_scheme="dark")
    assert not grave(page, "color-contrast")
    page.set_viewport_size({"width": 390, "height": 844})
    assert page.evaluate("document.documentElement.scrollWidth <= innerWidth")
    assert not grave(page)


def test_from_a_document_to_a_day_to_what_changed_and_back(page: Page) -> None:
    page.goto(DECISION)
    page.get_by_label("Xem văn bản tại ngày").fill("2025-03-01")
    page.get_by_role("button", name="Xem", exact=True).click()
    expect(page.get_by_role("heading", level=2).first).to_have_text("Văn bản tại ngày 01/03/2025")
    changed = page.locator(".changed", has_text="mèo cào")
    expect(changed.get_by_role("link", name=re.compile("Theo khoản 1 Điều 1"))).to_be_visible()
    changed.get_by_role("link", name="Lịch sử khoản 2 Điều 5").click()
    expect(page.locator("ins").first).to_contain_text("hoặc bị mèo cào")
    page.get_by_role("link", name="khoản 1 Điều 1 9903/2025/QĐ-UBND").click()
    expect(page).to_have_url(re.compile(r"9903-2025.*#d1\.k1$"))


def test_a_redline_is_side_by_side_on_a_desk_and_in_line_on_a_phone_and_on_paper(page: Page) -> None:
    page.goto(PAGES["redline"])
    expect(page.locator(".redline-pair").first).to_be_visible()
    expect(page.locator(".redline-inline").first).to_be_hidden()
    struck = page.locator(".redline-pair del").first
    assert "line-through" in struck.evaluate("each => getComputedStyle(each).textDecorationLine")
    assert "underline" in page.locator("ins").first.evaluate("each => getComputedStyle(each).textDecorationLine")
    page.set_viewport_size({"width": 390, "height": 844})
    expect(page.locator(".redline-pair").first).to_be_hidden()
    expect(page.locator(".redline-inline").first).to_be_visible()
    page.set_viewport_size({"width": 1280, "height": 800})
    page.emulate_media(media="print")
    expect(page.locator(".redline-inline").first).to_be_visible()


def test_days_and_comparisons_without_javascript(new_page: NewPage) -> None:
    page = new_page(java_script_enabled=False, viewport={"width": 1280, "height": 800})
    page.goto(DECISION)
    expect(page.get_by_role("button", name="Chép trích dẫn")).to_be_hidden()
    page.get_by_label("Xem văn bản tại ngày").fill("2025-03-01")
    page.get_by_role("button", name="Xem", exact=True).click()
    page.get_by_role("link", name="So với bản như ban hành").click()
    expect(page.locator(".redline-one h2")).to_have_count(2)
    page.goto(DECISION)
    page.locator("#d1\\.k1").get_by_role("link", name=re.compile("khoản 1 Điều 2 Nghị quyết")).click()
    expect(page).to_have_url(re.compile(r"9901-2024.*#d2\.k1$"))


def test_a_citation_is_previewed_under_the_pointer_and_stays_while_the_pointer_is_on_it(page: Page) -> None:
    page.goto(DECISION)
    card = page.locator(".preview")
    page.locator("#d1\\.k1").get_by_role("link", name=re.compile("khoản 1 Điều 2 Nghị quyết")).hover()
    expect(card).to_contain_text("10 tờ giấy màu")
    expect(card).to_contain_text("Như đứng vào ngày 15/08/2024")
    card.hover()
    page.wait_for_timeout(500)
    expect(card).to_be_visible()
    assert not grave(page)
    page.get_by_role("heading", level=1).hover()
    expect(card).to_be_hidden()


def test_a_citation_is_previewed_by_keyboard_and_escape_closes(page: Page) -> None:
    page.goto(f"{DECISION}#d1.k1")
    link = page.locator("#d1\\.k1").get_by_role("link", name=re.compile("khoản 1 Điều 2 Nghị quyết"))
    for _press in range(60):
        page.keyboard.press("Tab")
        if link.evaluate("each => each === document.activeElement"):
            break
    expect(page.locator(".preview")).to_contain_text("10 tờ giấy màu")
    page.keyboard.press("Escape")
    expect(page.locator(".preview")).to_be_hidden()
    expect(link).to_be_focused()


def test_a_citation_inside_the_document_is_previewed_too(page: Page) -> None:
    page.goto(DECISION)
    page.locator("#d6\\.k2").get_by_role("link", name=re.compile("khoản 1 Điều 2 Quyết định này")).hover()
    expect(page.locator(".preview")).to_contain_text("không quá ba cánh")


def test_citations_are_copied_in_their_official_form(new_page: NewPage) -> None:
    page = new_page(viewport={"width": 1280, "height": 800})
    page.context.grant_permissions(["clipboard-read", "clipboard-write"])
    act = "Quyết định số 9902/2024/QĐ-UBND ngày 15 tháng 8 năm 2024 của Ủy ban nhân dân tỉnh Hư Cấu"
    page.goto(DECISION)
    page.get_by_role("button", name="Chép trích dẫn").first.click()
    expect(page.locator(".copied")).to_have_text(f"Đã chép: {act}")
    page.goto(f"{DECISION}#d3.k1.da")
    page.get_by_role("button", name="Chép trích dẫn").first.press("Enter")
    expect(page.locator(".copied")).to_have_text(f"Đã chép: điểm đ khoản 1 Điều 3 {act}")
    page.locator("#d4\\.k1").hover()
    page.locator(".copy-here").click()
    expect(page.locator(".copied")).to_have_text(f"Đã chép: khoản 1 Điều 4 {act}")
    assert page.evaluate("navigator.clipboard.readText()") == f"khoản 1 Điều 4 {act}"
