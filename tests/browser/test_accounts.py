"""Accounts with a real browser: signing in, wrong passwords, handing in and undoing, keyboard alone, no script."""

import threading
from collections.abc import Callable, Iterator
from datetime import UTC, datetime, timedelta

import pytest
import waitress
from playwright.sync_api import FilePayload, Page, expect

from indexer.sync import sync
from registry import passwords
from registry.credentials import digest, new_secret
from registry.people import Role
from registry.settings import load
from tests.browser.test_accessibility import grave
from tests.people import PASSWORD
from tests.web import over_time
from web.app import create_app
from web.services import Services

NewPage = Callable[..., Page]
TEXT = over_time.text(over_time.BASE)


@pytest.fixture(scope="module")
def held(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Services]:
    """An empty registry with one editor."""
    settings = load(home=tmp_path_factory.mktemp("accounts"), workers=1)
    opened = Services.open(settings)
    sync(opened.registry, settings)
    opened.registry.add_person("lan", "Lan Tưởng Tượng", Role.editor, password=passwords.hashed(PASSWORD))
    yield opened
    opened.registry.close()


@pytest.fixture(scope="module")
def site(held: Services) -> Iterator[str]:
    """Address of its server."""
    server = waitress.create_server(create_app(held.settings, held), host="127.0.0.1", port=0, threads=4)
    thread = threading.Thread(target=server.run, daemon=True)
    thread.start()
    yield f"http://127.0.0.1:{server.effective_port}"
    server.close()
    thread.join(5)


def fits(page: Page) -> bool:
    """Tell whether nothing sticks out at the side, on a desk and on a phone."""
    widths = []
    for width in (1280, 390):
        page.set_viewport_size({"width": width, "height": 844})
        widths.append(page.evaluate("document.documentElement.scrollWidth <= innerWidth"))
    page.set_viewport_size({"width": 1280, "height": 800})
    return all(widths)


def test_sign_in_hand_in_confirm_find_correct_and_undo(page: Page) -> None:
    page.set_default_timeout(30_000)
    page.goto("/nap-van-ban")
    expect(page.get_by_role("status")).to_contain_text("cần đăng nhập")
    assert not grave(page)
    page.get_by_label("Tên đăng nhập").fill("lan")
    page.get_by_label("Mật khẩu").fill(PASSWORD)
    page.locator("main").get_by_role("button", name="Đăng nhập").click()
    page.wait_for_url("/nap-van-ban")
    file = FilePayload(name="dieu.txt", mimeType="text/plain", buffer=TEXT.encode())
    page.get_by_label("Tệp văn bản").set_input_files([file])
    page.get_by_role("button", name="Gửi để đọc").click()
    item = page.get_by_role("article", name="dieu.txt")
    item.get_by_role("button", name="Đưa vào kho").click(timeout=60_000)
    expect(item.get_by_text("Đã vào kho")).to_be_visible()

    page.goto("/tim-kiem?q=dieu giay&tat-ca=1")
    page.get_by_role("link", name="9802/2023/QĐ-UBND").first.click()
    page.get_by_role("link", name="Sửa dữ kiện").click()
    assert fits(page)
    assert not grave(page)
    page.get_by_label("Trích yếu").fill("Quy định về diều sáo")
    page.get_by_label("Sửa theo nguồn nào").fill("bản ký, trang 1")
    page.get_by_role("button", name="Ghi chỗ sửa").click()
    expect(page.get_by_role("status")).to_contain_text("Quy định về diều sáo")

    page.goto("/nhat-ky")
    assert fits(page)
    assert not grave(page)
    expect(page.get_by_text("hoàn tác thay đổi ấy trước")).to_be_visible()
    page.get_by_role("button", name="Hoàn tác Sửa dữ kiện").click()
    page.get_by_role("button", name="Hoàn tác Đưa tệp vào kho").click()
    expect(page.get_by_role("heading", name="Hoàn tác: Đưa tệp vào kho")).to_be_visible()
    page.goto("/tim-kiem?q=dieu giay&tat-ca=1")
    expect(page.get_by_role("link", name="9802/2023/QĐ-UBND")).to_have_count(0)


def test_by_keyboard_alone_a_wrong_password_is_explained_and_the_right_one_signs_in_and_out(page: Page) -> None:
    page.set_default_timeout(30_000)
    page.goto("/dang-nhap")
    expect(page.get_by_label("Tên đăng nhập")).to_be_focused()
    page.keyboard.type("lan")
    page.keyboard.press("Tab")
    page.keyboard.type("sai rồi sai rồi")
    with page.expect_response(lambda answer: answer.request.method == "POST"):
        page.keyboard.press("Enter")
    expect(page.get_by_role("alert")).to_contain_text("Kiểm tra bộ gõ tiếng Việt")
    expect(page.get_by_label("Tên đăng nhập")).to_have_value("lan")
    expect(page.get_by_label("Mật khẩu")).to_be_focused()
    page.keyboard.type(PASSWORD)
    page.keyboard.press("Enter")
    expect(page.get_by_role("link", name="Lan Tưởng Tượng")).to_be_visible()
    page.get_by_role("link", name="Lan Tưởng Tượng").press("Enter")
    expect(page.get_by_role("heading", level=1)).to_have_text("Lan Tưởng Tượng")
    assert fits(page)
    assert not grave(page)
    page.emulate_media(color_scheme="dark")
    assert not grave(page, "color-contrast")
    page.get_by_role("button", name="Đăng xuất khắp nơi").press("Enter")
    expect(page.get_by_role("heading", name="Đăng nhập")).to_be_visible()


@pytest.mark.parametrize("script", [True, False])
def test_a_new_password_is_judged_while_writing_with_and_without_script(
    new_page: NewPage, held: Services, script: bool
) -> None:
    person = held.registry.person_by_login("mai") or held.registry.add_person("mai", "Mai Tưởng Tượng", Role.reviewer)
    secret = new_secret()
    held.registry.add_link(person.id, digest(secret), datetime.now(UTC) + timedelta(hours=1))
    page = new_page(java_script_enabled=script, viewport={"width": 390, "height": 844})
    page.set_default_timeout(30_000)
    page.goto(f"/mat-khau-moi/{secret}")
    field, again = page.get_by_label("Mật khẩu mới", exact=True), page.get_by_label("Gõ lại mật khẩu mới")
    field.fill("ngắn")
    expect(page.get_by_text("Chưa đủ 10 ký tự")).to_be_visible()
    field.fill("matkhau2024")
    again.fill("matkhau2024")
    expect(page.get_by_text("Đủ dài")).to_be_visible()
    expect(page.locator(".strength")).to_be_visible(visible=script)
    page.get_by_role("button", name="Đặt mật khẩu và đăng nhập").click()
    expect(page.get_by_role("alert")).to_contain_text("hay gặp nhất")
    field.fill(PASSWORD)
    again.fill(PASSWORD)
    page.get_by_role("button", name="Đặt mật khẩu và đăng nhập").click()
    expect(page.get_by_role("heading", name="Mai Tưởng Tượng")).to_be_visible()
