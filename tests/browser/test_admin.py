"""Journeys of those who keep the registry: a crawl up to its report, a verdict and its undoing, doubts by keyboard."""

import threading
from collections.abc import Callable, Iterator

import pytest
import waitress
from playwright.sync_api import Page, expect

from indexer import overlap
from indexer.sync import sync
from registry import ingest
from registry.people import Role
from registry.settings import load
from tests.browser.test_accessibility import grave
from tests.hu_cau import ACTS, Portal
from tests.people import sign_page_in
from tests.registry.store.test_review import BODY, read
from tests.web.fictional import library
from tests.web_server import serving
from web.app import create_app
from web.jobs import worker
from web.services import Services

NewPage = Callable[..., Page]
SHOWN = sum(not act.hidden for act in ACTS)


@pytest.fixture
def held(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Services]:
    """A registry that may collect from this machine, slowly enough to be watched."""
    settings = load(
        home=tmp_path_factory.mktemp("admin"), workers=1, crawl_seconds=0.15, crawl_timeout=5, crawl_private=True
    )
    opened = Services.open(settings)
    sync(opened.registry, settings)
    yield opened
    opened.registry.close()


@pytest.fixture
def site(held: Services) -> Iterator[str]:
    """Address of its server."""
    app = create_app(held.settings, held)
    server = waitress.create_server(app, host="127.0.0.1", port=0, threads=4)
    thread = threading.Thread(target=server.run, daemon=True)
    thread.start()
    yield f"http://127.0.0.1:{server.effective_port}"
    with app.app_context():
        worker().close()
    server.close()
    thread.join(5)


def sound(page: Page) -> None:
    """Assert that a page can be used by everybody, in the light, in the dark and on a phone."""
    assert not grave(page)
    page.emulate_media(color_scheme="dark")
    assert not grave(page, "color-contrast")
    page.emulate_media(color_scheme="light")
    page.set_viewport_size({"width": 390, "height": 844})
    assert page.evaluate("document.documentElement.scrollWidth <= innerWidth")
    page.set_viewport_size({"width": 1280, "height": 800})


@pytest.mark.parametrize("script", [True, False])
def test_an_admin_adds_a_source_collects_it_and_reads_the_report(
    new_page: NewPage, held: Services, site: str, script: bool
) -> None:
    page = new_page(java_script_enabled=script, viewport={"width": 1280, "height": 800})
    page.set_default_timeout(30_000)
    sign_page_in(page, held.registry, site, Role.admin)
    with serving(Portal()) as portal:
        page.goto("/quan-tri")
        page.get_by_role("navigation", name="Quản trị").get_by_role("link", name="Nguồn").click()
        page.get_by_role("link", name="Thêm nguồn").click()
        page.get_by_label("Tên nguồn").fill("Cổng tỉnh Hư Cấu")
        page.get_by_label("Khóa").fill("cong-hu-cau")
        page.get_by_label("Địa chỉ trang danh sách").fill(f"{portal.base}/laws/")
        page.get_by_label("Tỉnh mà trang").fill("Hư Cấu")
        if script:
            sound(page)
        page.get_by_role("button", name="Ghi nguồn").click()
        page.get_by_role("button", name="Thu thập").click()
        expect(page.get_by_role("heading", level=1)).to_have_text("Thu thập: Cổng tỉnh Hư Cấu")
        if script:
            expect(page.get_by_role("progressbar")).to_have_attribute("max", str(SHOWN))
            assert not grave(page)
        for _attempt in range(200):
            if page.get_by_text("Đã thu thập hết danh sách.").count():
                break
            page.wait_for_timeout(300)
            if not script:
                page.reload()
        expect(page.get_by_text("Văn bản đã nhận")).to_be_visible()
        if script:
            sound(page)
        page.get_by_role("heading", level=1).get_by_role("link").click()
        expect(page.get_by_role("cell", name="Đã thu thập hết danh sách.")).to_be_visible()
        if script:
            sound(page)
    page.locator("#q").fill("9001/2025")
    page.locator("#q").press("Enter")
    expect(page.get_by_role("heading", level=1)).to_contain_text("9001/2025/QĐ-UBND")


def test_a_reviewer_decides_about_a_pair_and_undoes_it(page: Page, held: Services, site: str) -> None:
    ingest.run(held.registry, [library.TEXTS])
    sync(held.registry, held.settings)
    overlap.run(held.registry, held.settings)
    sign_page_in(page, held.registry, site, Role.reviewer)
    page.goto("/trung-lap?ket-luan=open")
    page.locator(".pair-head a").first.click()
    page.get_by_role("radio", name="Trùng lặp, cần xử lý").check()
    page.get_by_label("Ghi chú").fill("Bỏ khi sửa đổi")
    page.get_by_role("button", name="Ghi kết luận").press("Enter")
    verdict = page.get_by_role("region", name="Kết luận rà soát")
    expect(verdict.get_by_text("Đã ghi kết luận.")).to_be_visible()
    sound(page)
    page.goto("/trung-lap")
    page.get_by_role("navigation", name="Lọc theo kết luận").get_by_role("link", name="Trùng lặp, cần xử lý 1").click()
    expect(page.locator(".pair")).to_have_count(1)
    sound(page)
    page.go_back()
    page.go_back()
    verdict.get_by_role("button", name="Hoàn tác").click()
    expect(verdict.get_by_text("Chưa ai kết luận")).to_be_visible()
    assert held.registry.verdicts() == []


def test_an_editor_settles_doubts_by_keyboard_and_undoes_one(page: Page, held: Services, site: str) -> None:
    read(held.registry, BODY, "Điều 3. Thả diều giấy", "Điều 5. Cấm thả diều")
    sign_page_in(page, held.registry, site, Role.editor)
    page.goto("/quan-tri/nghi-van")
    expect(page.locator("[data-doubt]")).to_have_count(2)
    sound(page)
    page.locator(".key-hint").wait_for()
    page.keyboard.press("j")
    page.keyboard.press("j")
    expect(page.locator("[data-open]").nth(1)).to_be_focused()
    page.keyboard.press("n")
    expect(page.locator("[data-doubt]")).to_have_count(1)
    expect(page.locator("mark")).to_have_text("Điều 3. Thả diều giấy")
    page.get_by_role("button", name="Hoàn tác").click()
    expect(page.locator("[data-doubt]")).to_have_count(2)
    page.locator(".doubt-note").nth(1).fill("Bản in cũng vậy")
    page.locator(".doubt-note").nth(1).press("Enter")
    expect(page.locator("[data-doubt]")).to_have_count(1)
    expect(page.locator("mark")).to_have_text("Điều 3. Thả diều giấy")
    page.goto("/quan-tri/nghi-van?trang-thai=done")
    expect(page.get_by_text("Bản in cũng vậy")).to_be_visible()
    page.locator("[data-open]").first.click()
    page.wait_for_url("**/van-ban/**")


def test_the_other_admin_pages_are_sound(page: Page, held: Services, site: str) -> None:
    sign_page_in(page, held.registry, site, Role.admin)
    for address in ("", "/nguon", "/viec", "/chi-muc", "/sao-luu", "/nguoi-dung", "/tu-vung", "/nguon/congbao-sonla"):
        page.goto(f"/quan-tri{address}")
        sound(page)
