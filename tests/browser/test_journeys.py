"""What people come to do, from the first page to the end, in a real browser."""

import re
from collections.abc import Callable

import pytest
from playwright.sync_api import Page, expect

from registry.people import Role
from registry.store import Registry
from tests.people import sign_page_in

NewPage = Callable[..., Page]

DECISION = "/van-ban/quyet-dinh-9902-2024-qd-ubnd-tinh-hu-cau"
LONG = "/van-ban/quyet-dinh-9906-2025-qd-ubnd-tinh-hu-cau"


def search(page: Page, query: str) -> None:
    field = page.get_by_role("combobox", name="Tìm văn bản")
    field.fill(query)
    field.press("Enter")


def test_from_a_search_without_marks_to_a_provision_a_citation_a_related_document_and_a_handbook(page: Page) -> None:
    page.goto("/")
    search(page, "ho so de nghi cap giay mau")
    hit = page.get_by_role("article", name="9902/2024/QĐ-UBND Quy định trình tự")
    hit.get_by_role("link", name=re.compile("Điều 3")).first.click()
    expect(page).to_have_url(re.compile(r"#d3"))
    expect(page.locator(":target")).to_be_in_viewport()

    page.locator("#d1\\.k1").get_by_role("link", name=re.compile("khoản 1 Điều 2 Nghị quyết")).click()
    expect(page).to_have_url(re.compile(r"9901-2024-nq-hdnd-tinh-hu-cau.*#d2\.k1$"))
    expect(page.locator("#d2\\.k1")).to_contain_text("10 tờ giấy màu")
    page.get_by_role("button", name="Sổ tay – thêm 9901/2024/NQ-HĐND").click()

    page.get_by_role("region", name="Văn bản liên quan").get_by_role("link", name="9902/2024/QĐ-UBND").click()
    page.get_by_role("button", name="Sổ tay – thêm 9902/2024/QĐ-UBND").click()
    page.get_by_role("link", name=re.compile("^Sổ tay")).click()
    expect(page.get_by_role("checkbox")).to_have_count(2)
    with page.expect_download() as download:
        page.get_by_role("button", name="Tạo PDF").click()
    assert download.value.path().read_bytes().startswith(b"%PDF-")


def test_a_number_opens_its_document_and_all_results_stay_one_click_away(page: Page) -> None:
    page.goto("/")
    search(page, "9902")
    expect(page).to_have_url(re.compile(f"{DECISION}\\?tu=9902"))
    page.get_by_role("link", name="Xem mọi kết quả cho “9902”").click()
    expect(page.get_by_role("heading", level=1)).to_contain_text("văn bản cho “9902”")


def test_facets_are_chosen_undone_by_chips_and_by_going_back(page: Page) -> None:
    page.goto("/tim-kiem?q=giấy+màu")
    before = page.get_by_role("heading", level=1).inner_text()
    level = page.get_by_role("region", name="Loại văn bản")
    level.get_by_role("link", name=re.compile("Quyết định")).click()
    chip = page.get_by_role("list", name="Đang lọc").get_by_role("link", name=re.compile("Loại văn bản: Quyết định"))
    expect(chip).to_be_visible()
    filtered = page.get_by_role("heading", level=1).inner_text()
    assert filtered != before
    chip.click()
    expect(page.get_by_role("heading", level=1)).to_have_text(before)
    page.go_back()
    expect(page.get_by_role("heading", level=1)).to_have_text(filtered)


def test_the_count_beside_a_facet_value_is_what_choosing_it_shows(page: Page) -> None:
    page.goto("/tim-kiem")
    link = page.get_by_role("region", name="Loại văn bản").get_by_role("link", name=re.compile("Quyết định")).first
    count = link.locator(".facet-count").inner_text()
    link.click()
    expect(page.get_by_role("heading", level=1)).to_have_text(f"{count} văn bản")


def test_suggestions_by_keyboard(page: Page) -> None:
    page.goto("/")
    field = page.get_by_role("combobox", name="Tìm văn bản")
    field.press_sequentially("9902", delay=20)
    options = page.get_by_role("option")
    expect(options.first).to_contain_text("9902/2024/QĐ-UBND")
    expect(field).to_have_attribute("aria-expanded", "true")
    field.press("ArrowDown")
    expect(options.first).to_have_attribute("aria-selected", "true")
    expect(field).to_have_attribute("aria-activedescendant", options.first.get_attribute("id") or "")
    field.press("Escape")
    expect(field).to_have_attribute("aria-expanded", "false")
    expect(field).to_have_value("9902")
    field.press("4")
    field.press("Backspace")
    expect(options.first).to_be_visible()
    field.press("ArrowDown")
    field.press("Enter")
    expect(page).to_have_url(re.compile(DECISION))


def test_slash_goes_to_the_search_and_question_mark_to_the_keys(page: Page) -> None:
    page.goto(DECISION)
    page.keyboard.press("/")
    expect(page.get_by_role("combobox", name="Tìm văn bản")).to_be_focused()
    page.keyboard.press("Tab")
    page.keyboard.press("Tab")
    page.keyboard.press("?")
    expect(page).to_have_url(re.compile("/tro-giup#phim"))


def test_the_skip_link_is_first_and_works(page: Page) -> None:
    page.goto("/")
    page.keyboard.press("Tab")
    expect(page.get_by_role("link", name="Tới nội dung chính")).to_be_focused()
    page.keyboard.press("Enter")
    expect(page.get_by_role("main")).to_be_focused()


def test_searching_and_reading_without_javascript(new_page: NewPage) -> None:
    page = new_page(java_script_enabled=False, viewport={"width": 1280, "height": 800})
    page.goto("/")
    page.get_by_role("searchbox", name="Tìm văn bản").fill("chuồng rồng giấy")
    page.get_by_role("button", name="Tìm").click()
    page.get_by_role("region", name="Loại văn bản").get_by_role("link", name=re.compile("Quyết định")).click()
    page.get_by_role("heading", level=3).get_by_role("link", name=re.compile("^9902")).click()
    page.get_by_role("navigation", name="Mục lục").locator("summary").click()
    page.get_by_role("navigation", name="Mục lục").get_by_role("link", name=re.compile("Điều 6")).click()
    expect(page.locator("#d6")).to_be_in_viewport()
    page.get_by_role("button", name=re.compile("Sổ tay")).click()
    page.get_by_role("link", name=re.compile("^Sổ tay")).click()
    expect(page.get_by_role("checkbox", name=re.compile("9902"))).to_be_checked()


def test_a_permanent_anchor_of_a_long_document_is_found_on_whichever_page_it_is(page: Page) -> None:
    page.goto(f"{LONG}#p38")
    expect(page).to_have_url(re.compile(r"phan=.*#p38$"))
    expect(page.locator("#p38")).to_be_in_viewport()


def test_nothing_is_wider_than_a_phone_and_filters_fold_away(new_page: NewPage) -> None:
    page = new_page(viewport={"width": 390, "height": 844}, has_touch=True)
    for path in ("/", "/tim-kiem?q=giấy", DECISION, f"{LONG}?phan=p1", "/trung-lap", "/tro-giup", "/chuong-trinh/GNBV"):
        page.goto(path)
        assert page.evaluate("document.documentElement.scrollWidth <= innerWidth"), path
    page.goto("/tim-kiem?q=giấy")
    facet = page.locator(".facet-value").first
    expect(facet).to_be_hidden()
    page.locator(".facets > summary").click()
    expect(facet).to_be_visible()


def test_overlapping_provisions_side_by_side(page: Page) -> None:
    page.goto("/trung-lap")
    page.locator(".pair-head a").first.click()
    expect(page.get_by_role("article")).to_have_count(2)
    expect(page.locator("mark").first).to_be_visible()


def test_a_search_is_kept_in_the_browser_found_on_the_start_page_and_dropped_again(page: Page) -> None:
    page.goto("/tim-kiem?q=giấy&loai=quyet-dinh")
    page.get_by_text("Xuất, theo dõi, lưu").click()
    page.get_by_role("button", name="Lưu tìm kiếm trong trình duyệt này").click()
    expect(page.get_by_role("button", name="Bỏ lưu tìm kiếm này")).to_have_attribute("aria-pressed", "true")
    page.goto("/")
    kept = page.get_by_role("region", name="Tìm kiếm đã lưu")
    kept.get_by_role("link", name="“giấy”; Loại văn bản: Quyết định").click()
    expect(page).to_have_url(re.compile(r"/tim-kiem\?q=gi.*&loai=quyet-dinh$"))
    page.go_back()
    kept.get_by_role("button", name="Bỏ lưu").click()
    expect(kept).to_be_hidden()
    expect(page.get_by_role("combobox", name="Tìm văn bản")).to_be_focused()


def test_results_are_taken_away_as_a_workbook_without_javascript(new_page: NewPage) -> None:
    page = new_page(java_script_enabled=False, viewport={"width": 390, "height": 844})
    page.goto("/tim-kiem?q=giấy")
    page.get_by_text("Xuất, theo dõi, lưu").click()
    expect(page.get_by_role("button", name="Lưu tìm kiếm")).to_have_count(0)
    assert page.evaluate("document.documentElement.scrollWidth <= innerWidth")
    with page.expect_download() as download:
        page.get_by_role("link", name="Bảng Excel (XLSX)").click()
    assert download.value.suggested_filename.endswith(".xlsx")
    assert download.value.path().read_bytes().startswith(b"PK")


def test_a_reader_asks_why_a_document_was_found_without_javascript(new_page: NewPage) -> None:
    page = new_page(java_script_enabled=False, viewport={"width": 1280, "height": 800})
    page.goto("/tim-kiem?q=cap+giay+mau")
    page.get_by_role("link", name="Vì sao có kết quả này? 9905/2025/QĐ-UBND").click()
    expect(page).to_have_url(re.compile(r"vi-sao=1#vb-\d+$"))
    hit = page.get_by_role("article", name=re.compile(r"^9905\D2025"))
    expect(hit.get_by_text("Chữ khớp:")).to_contain_text("giấy màu")
    expect(hit.get_by_role("listitem").filter(has_text="Có đủ các từ của câu tìm")).to_contain_text("%")
    page.get_by_role("link", name="Ẩn lý do").click()
    expect(page.get_by_text("Chữ khớp:")).to_have_count(0)


def test_a_long_facet_is_searched_on_a_phone_without_javascript(new_page: NewPage) -> None:
    page = new_page(java_script_enabled=False, viewport={"width": 390, "height": 844})
    page.goto("/tim-kiem")
    page.locator(".facets > summary").click()
    field = page.get_by_role("textbox", name="Tìm trong mục Cơ quan ban hành")
    field.fill("hu cau")
    field.press("Enter")
    bodies = page.get_by_role("region", name="Cấp và cơ quan ban hành")
    expect(bodies.get_by_role("link", name=re.compile("Hội đồng nhân dân tỉnh Hư Cấu"))).to_be_visible()
    expect(bodies.get_by_role("link", name=re.compile("^Bộ "))).to_have_count(0)
    assert page.evaluate("document.documentElement.scrollWidth <= innerWidth")
    bodies.get_by_role("link", name=re.compile("Ủy ban nhân dân tỉnh Hư Cấu")).click()
    expect(page.get_by_role("list", name="Đang lọc")).to_contain_text("Ủy ban nhân dân tỉnh Hư Cấu")


def test_from_a_programme_to_what_the_province_issued_for_it(page: Page) -> None:
    page.goto("/")
    page.get_by_role("link", name=re.compile("Giảm nghèo bền vững")).first.click()
    expect(page).to_have_url(re.compile("/chuong-trinh/GNBV$"))
    table = page.get_by_role("region", name="Văn bản trung ương và văn bản địa phương căn cứ vào đó")
    expect(table.get_by_role("row").filter(has_text="90/QĐ-TTg")).to_contain_text("sau 904 ngày")
    parts = page.get_by_role("region", name="Các thành phần")
    expect(parts.get_by_role("row").filter(has_text="Cải thiện dinh dưỡng").last).to_contain_text("chưa thấy")
    table.get_by_role("link", name="9901/2024/NQ-HĐND").first.click()
    expect(page).to_have_url(re.compile("/van-ban/nghi-quyet-9901"))


def test_the_relation_map_leads_to_the_document_that_changed_this_one(page: Page) -> None:
    page.goto(DECISION)
    page.get_by_role("navigation", name="Các cách xem văn bản").get_by_role("link", name="Lược đồ").click()
    drawing = page.get_by_role("group", name="Lược đồ quan hệ của 9902/2024/QĐ-UBND")
    box = drawing.get_by_role("list", name="Được sửa đổi bởi").get_by_role("link")
    box.focus()
    page.keyboard.press("Enter")
    expect(page).to_have_url(re.compile("/van-ban/quyet-dinh-9903-2025"))


def test_the_size_of_letters_is_kept(page: Page) -> None:
    page.goto(DECISION)
    size = "parseFloat(getComputedStyle(document.querySelector('.legal')).fontSize)"
    before = page.evaluate(size)
    larger = page.get_by_role("button", name="Chữ to hơn")
    larger.click()
    larger.click()
    assert page.evaluate(size) == pytest.approx(before * 1.2)
    page.goto(LONG)
    assert page.evaluate(size) == pytest.approx(before * 1.2)
    for _ in range(12):
        page.get_by_role("button", name="Chữ nhỏ hơn").click()
    assert page.evaluate(size) == pytest.approx(before * 0.8)


def test_without_javascript_nothing_offers_to_change_the_size_of_letters(new_page: NewPage) -> None:
    page = new_page(java_script_enabled=False, viewport={"width": 390, "height": 844})
    for path in (DECISION, f"{DECISION}/luoc-do", f"{DECISION}/ban-goc"):
        page.goto(path)
        expect(page.get_by_role("button", name="Chữ to hơn")).to_have_count(0)
        assert page.evaluate("document.documentElement.scrollWidth <= innerWidth"), path


def test_from_a_search_on_a_phone_to_a_page_of_the_handbook_without_javascript(new_page: NewPage) -> None:
    page = new_page(java_script_enabled=False, viewport={"width": 390, "height": 844}, has_touch=True)
    page.goto("/")
    page.get_by_role("searchbox", name="Tìm văn bản").fill("chuồng rồng giấy")
    page.get_by_role("button", name="Tìm").click()
    page.locator(".facets > summary").click()
    page.get_by_role("region", name="Loại văn bản").get_by_role("link", name=re.compile("Quyết định")).click()
    expect(page.get_by_role("list", name="Đang lọc")).to_contain_text("Quyết định")
    page.get_by_role("heading", level=3).get_by_role("link", name=re.compile("^9902")).click()
    page.goto(f"{DECISION}/d5.k2")
    expect(page.locator("#d5\\.k2")).to_be_in_viewport()
    page.get_by_role("button", name=re.compile("Sổ tay")).first.click()
    page.get_by_role("navigation", name="Trang chính").get_by_role("link", name=re.compile("^Sổ tay")).click()
    expect(page.get_by_role("checkbox", name=re.compile("9902"))).to_be_checked()
    assert page.evaluate("document.documentElement.scrollWidth <= innerWidth")


def test_the_head_of_a_page_takes_two_rows_on_a_phone_and_holds_everything(
    new_page: NewPage, registry: Registry, site: str
) -> None:
    page = new_page(java_script_enabled=False, viewport={"width": 390, "height": 844}, has_touch=True)
    sign_page_in(page, registry, site, Role.admin)
    page.goto(DECISION)
    assert page.get_by_role("banner").evaluate("each => each.offsetHeight") <= 112
    page.locator(".site-more > summary").click()
    banner = page.get_by_role("banner")
    expect(banner.get_by_role("link", name="Quản trị")).to_be_visible()
    expect(banner.get_by_role("link", name="English")).to_be_visible()
    assert page.evaluate("document.documentElement.scrollWidth <= innerWidth")
    banner.get_by_role("button", name="Đăng xuất").click()
    page.goto(DECISION)
    page.locator(".site-more > summary").click()
    expect(banner.get_by_role("button", name="Đăng xuất")).to_have_count(0)


def test_by_keyboard_past_the_head_into_the_menu_of_a_phone_and_to_the_keys(new_page: NewPage) -> None:
    page = new_page(viewport={"width": 390, "height": 844})
    page.goto("/")
    page.evaluate("document.body.tabIndex = -1; document.body.focus()")
    page.keyboard.press("Tab")
    page.keyboard.press("Enter")
    expect(page.locator("#noi-dung")).to_be_focused()
    opener = page.locator(".site-more summary")
    expect(opener).to_have_accessible_name("Ngôn ngữ, tài khoản, trợ giúp")
    opener.focus()
    page.keyboard.press("Enter")
    english = page.locator(".site-more .language")
    expect(english).to_be_visible()
    page.keyboard.press("Tab")
    expect(english).to_be_focused()
    page.keyboard.press("Escape")
    expect(english).to_be_hidden()
    expect(opener).to_be_focused()
    page.keyboard.press("?")
    page.wait_for_url(re.compile(r"/tro-giup#phim$"))  # the address changes before the page answers keys
    page.keyboard.press("/")
    expect(page.get_by_role("searchbox").or_(page.get_by_role("combobox")).first).to_be_focused()
