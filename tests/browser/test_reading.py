"""Reading a document: tabs, the place in the contents, copying with a citation, notes of one's own."""

import json
import re
from collections.abc import Callable
from pathlib import Path

import pytest
from playwright.sync_api import Page, expect

from tests.browser.test_accessibility import grave

NewPage = Callable[..., Page]

DECISION = "/van-ban/quyet-dinh-9902-2024-qd-ubnd-tinh-hu-cau"
TABS = ("Toàn văn", "Thuộc tính", "Liên quan", "Lược đồ", "Lịch sử", "Bản gốc")

SELECT = """([first, last]) => {
  const range = document.createRange();
  const [one, other] = [first, last].map((id) => document.getElementById(id));
  range.setStart(one, 0);
  range.setEnd(other, other.childNodes.length);
  getSelection().removeAllRanges();
  getSelection().addRange(range);
}"""


def test_six_tabs_are_links_under_one_heading_and_glance(page: Page) -> None:
    page.goto(DECISION)
    heading = page.get_by_role("heading", level=1).inner_text()
    status = page.locator(".glance-status").inner_text()
    tabs = page.get_by_role("navigation", name="Các cách xem văn bản")
    for name in TABS:
        tabs.get_by_role("link", name=name, exact=True).click()
        expect(tabs.get_by_role("link", name=name, exact=True)).to_have_attribute("aria-current", "page")
        expect(page.get_by_role("heading", level=1)).to_have_text(re.sub(r"\s+", " ", heading))
        assert page.locator(".glance-status").inner_text() == status
        assert not grave(page)


def test_tabs_by_keyboard_and_without_script(new_page: NewPage) -> None:
    page = new_page(java_script_enabled=False, viewport={"width": 390, "height": 844})
    page.goto(DECISION)
    page.get_by_role("link", name="Thuộc tính", exact=True).focus()
    page.keyboard.press("Enter")
    expect(page).to_have_url(re.compile("/thuoc-tinh$"))
    expect(page.get_by_role("region", name="Lượt xem và tải")).to_contain_text("không ghi ai xem")


@pytest.mark.parametrize("width", [1280, 390])
def test_the_contents_stay_and_tell_the_place(new_page: NewPage, width: int) -> None:
    page = new_page(viewport={"width": width, "height": 700})
    page.goto(f"{DECISION}#d6")
    nav = page.get_by_role("navigation", name="Mục lục")
    expect(nav.locator("[aria-current=location]")).to_contain_text("Điều 6")
    expect(nav).to_be_in_viewport()
    page.evaluate("document.getElementById('d3').scrollIntoView()")
    expect(nav.locator("[aria-current=location]")).to_contain_text("Điều 3")
    if width < 1000:
        expect(nav.locator(".contents-here")).to_have_text("Điều 3")


def test_selected_words_are_copied_with_the_smallest_provision_that_holds_them(new_page: NewPage) -> None:
    page = new_page(viewport={"width": 1280, "height": 800}, permissions=["clipboard-read", "clipboard-write"])
    page.goto(DECISION)
    page.evaluate(SELECT, ["d3.k1.b", "d3.k1.b"])
    page.get_by_role("toolbar", name="Đoạn đang chọn").get_by_role("button", name="Chép kèm trích dẫn").click()
    said = page.locator(".copied")
    expect(said).to_contain_text("điểm b khoản 1 Điều 3 Quyết định số 9902/2024/QĐ-UBND ngày 15 tháng 8 năm 2024")
    copied = page.evaluate("navigator.clipboard.readText()")
    assert copied.startswith("“b) Bản phác thảo rồng giấy;” (điểm b khoản 1 Điều 3 Quyết định số 9902/2024/QĐ-UBND")
    page.evaluate(SELECT, ["d3.k1.b", "d3.k2"])
    page.get_by_role("button", name="Chép trích dẫn", exact=True).first.focus()
    page.keyboard.press("Enter")
    expect(said).to_contain_text("(Điều 3 Quyết định số 9902/2024/QĐ-UBND")
    page.evaluate("getSelection().removeAllRanges()")
    expect(page.get_by_role("toolbar", name="Đoạn đang chọn")).to_be_hidden()


def test_notes_are_kept_shown_saved_to_a_file_and_taken_from_it(new_page: NewPage, tmp_path: Path) -> None:
    page = new_page(viewport={"width": 1280, "height": 800}, accept_downloads=True)
    page.goto(f"{DECISION}#d5.k2")
    menu = page.locator("details.notes-menu")
    menu.locator("summary").focus()
    page.keyboard.press("Enter")
    page.get_by_role("button", name="Ghi chú tại chỗ đang đọc").press("Enter")
    field = page.get_by_role("textbox", name=re.compile("Ghi chú của tôi"))
    expect(field).to_be_focused()
    field.fill("Hỏi lại mùa trăng <b>nào</b>")
    page.get_by_role("button", name="Lưu ghi chú").press("Enter")
    note = page.get_by_role("complementary", name="Ghi chú của tôi")
    expect(note).to_contain_text("Hỏi lại mùa trăng <b>nào</b>")
    assert not grave(page)
    page.reload()
    expect(note).to_be_visible()
    assert page.evaluate("document.getElementById('d5.k2').nextElementSibling.className") == "my-note"

    menu.locator("summary").click()
    with page.expect_download() as saving:
        page.get_by_role("button", name="Lưu ra tệp").click()
    kept = json.loads(saving.value.path().read_text(encoding="utf-8"))
    assert next(iter(kept["notes"].values()))["notes"]["d5.k2"]["text"].startswith("Hỏi lại")

    page.emulate_media(media="print")
    expect(note).to_be_hidden()
    page.emulate_media(media="screen")
    page.get_by_role("checkbox", name="In cả ghi chú").check()
    page.emulate_media(media="print")
    expect(note).to_be_visible()
    page.emulate_media(media="screen")

    note.get_by_role("button", name="Xóa").click()
    expect(note).to_have_count(0)
    file = tmp_path / "notes.json"
    file.write_text(json.dumps(kept), encoding="utf-8")
    page.locator("input[data-act=import]").set_input_files(str(file))
    expect(note).to_contain_text("Hỏi lại")
    file.write_text('{"form": "khác"}', encoding="utf-8")
    menu.locator("summary").click()
    page.locator("input[data-act=import]").set_input_files(str(file))
    expect(page.locator(".notes-said")).to_have_text("Tệp này không phải tệp ghi chú của Vanban.")


def test_a_note_on_selected_words_and_letting_go_with_escape(page: Page) -> None:
    page.goto(DECISION)
    page.evaluate(SELECT, ["d2.k1", "d2.k1"])
    page.get_by_role("toolbar", name="Đoạn đang chọn").get_by_role("button", name="Ghi chú").click()
    expect(page.locator(".my-note-label")).to_contain_text("1")
    page.keyboard.press("Escape")
    expect(page.locator(".my-note-editor")).to_have_count(0)
