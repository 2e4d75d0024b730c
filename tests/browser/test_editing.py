"""Handing files in with a real browser: dropped, watched, corrected, confirmed, taken back; and without script."""

import threading
from collections.abc import Callable, Iterator

import pytest
import waitress
from playwright.sync_api import FilePayload, Page, expect

from indexer.sync import sync
from registry.settings import load
from tests.browser.test_accessibility import grave
from tests.people import sign_page_in
from tests.web import over_time
from web.app import create_app
from web.services import Services

NewPage = Callable[..., Page]
TEXT = over_time.text(over_time.BASE)
_DROP = """([text, name]) => {
  const held = new DataTransfer();
  held.items.add(new File([text], name, { type: "text/plain" }));
  const form = document.querySelector("#tha-tep");
  for (const kind of ["dragenter", "dragover", "drop"])
    form.dispatchEvent(new DragEvent(kind, { dataTransfer: held, bubbles: true, cancelable: true }));
}"""


@pytest.fixture
def held(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Services]:
    """An empty registry."""
    settings = load(home=tmp_path_factory.mktemp("editing"), workers=1)
    opened = Services.open(settings)
    sync(opened.registry, settings)
    yield opened
    opened.registry.close()


@pytest.fixture
def site(held: Services) -> Iterator[str]:
    """Address of its server."""
    server = waitress.create_server(create_app(held.settings, held), host="127.0.0.1", port=0, threads=4)
    thread = threading.Thread(target=server.run, daemon=True)
    thread.start()
    yield f"http://127.0.0.1:{server.effective_port}"
    server.close()
    thread.join(5)


def test_a_dropped_file_is_watched_corrected_confirmed_found_and_taken_back(
    page: Page, held: Services, site: str
) -> None:
    page.set_default_timeout(30_000)
    sign_page_in(page, held.registry, site)
    page.goto("/nap-van-ban")
    expect(page.get_by_text("hoặc kéo thả vào khung này")).to_be_visible()
    page.evaluate(_DROP, [TEXT, "dieu.txt"])
    item = page.get_by_role("article", name="dieu.txt")
    expect(item.get_by_text("Chờ xác nhận")).to_be_visible(timeout=30_000)
    assert not grave(page)
    page.emulate_media(color_scheme="dark")
    assert not grave(page, "color-contrast")
    page.set_viewport_size({"width": 390, "height": 844})
    assert page.evaluate("document.documentElement.scrollWidth <= innerWidth")
    page.set_viewport_size({"width": 1280, "height": 800})

    item.get_by_label("Trích yếu").fill("Quy định về diều giấy, đã sửa")
    item.get_by_role("button", name="Đưa vào kho").press("Enter")
    expect(item.get_by_text("Đã vào kho")).to_be_visible()
    item.get_by_role("link", name="9802/2023/QĐ-UBND").click()
    expect(page.get_by_role("heading", level=1)).to_contain_text("Quy định về diều giấy, đã sửa")
    page.goto("/nap-van-ban")
    item.get_by_role("button", name="Rút lại khỏi kho").click()
    expect(item.get_by_label("Trích yếu")).to_have_value("Quy định về diều giấy, đã sửa")
    item.get_by_role("button", name="Bỏ tệp này").click()
    expect(item).to_have_count(0)


def test_several_files_are_handed_in_without_javascript_and_a_refused_one_is_let_go(
    new_page: NewPage, held: Services, site: str
) -> None:
    page = new_page(java_script_enabled=False, viewport={"width": 1280, "height": 800})
    sign_page_in(page, held.registry, site)
    page.set_default_timeout(30_000)
    page.goto("/nap-van-ban")
    page.get_by_label("Tệp văn bản").set_input_files(
        [
            FilePayload(name="dieu.txt", mimeType="text/plain", buffer=TEXT.encode()),
            FilePayload(name="hong.pdf", mimeType="application/pdf", buffer=b"%PDF-1.4 khong phai PDF"),
        ]
    )
    page.get_by_role("button", name="Gửi để đọc").click()
    for _attempt in range(60):
        reload = page.get_by_role("link", name="Tải lại để xem tiến độ")
        if not reload.count():
            break
        page.wait_for_timeout(300)
        reload.click()
    page.get_by_role("article", name="dieu.txt").get_by_role("button", name="Đưa vào kho").click()
    expect(page.get_by_role("article", name="dieu.txt").get_by_text("Đã vào kho")).to_be_visible()
    page.get_by_role("article", name="hong.pdf").get_by_role("link", name="Mở khu cách ly").click()
    expect(page.get_by_role("heading", name="hong.pdf")).to_be_visible()
    page.get_by_text("Bỏ hẳn").click()
    page.get_by_role("button", name="Xóa mục này hong.pdf").click()
    expect(page.get_by_text("Không có tệp nào bị từ chối.")).to_be_visible()
