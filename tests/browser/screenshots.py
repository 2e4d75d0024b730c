"""Takes the pictures of docs/screenshots again: ``python -m tests.browser.screenshots``.

Only facts of the shipped catalogue and fictional texts are shown. With ``pngquant`` on the PATH the pictures become
about a third as large (Debian: apt install pngquant); without it the script says so.
"""

import shutil
import subprocess
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import date
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Literal

import waitress
from playwright.sync_api import Browser, FilePayload, Page, ViewportSize, expect, sync_playwright

from indexer.sync import sync
from registry import ingest
from registry.changes import Change, Subject
from registry.people import Role
from registry.settings import load
from registry.store import Registry
from tests.browser.conftest import launch
from tests.page_kinds import KINDS
from tests.people import sign_page_in, somebody
from tests.web import assigned, over_time
from tests.web.fictional import library
from web.app import create_app
from web.serve import prepare

FOLDER = Path(__file__).resolve().parents[2] / "docs" / "screenshots"
DECISION = "quyet-dinh-9902-2024-qd-ubnd-tinh-hu-cau"
PAGES = {
    "home": "/",
    "search": "/tim-kiem?q=ho+so+cap+giay+mau&loai=quyet-dinh",
    "document": f"/van-ban/{DECISION}",
    "without-text": "/van-ban/quyet-dinh-1719-qd-ttg-2021",
    "on-day": f"/van-ban/{DECISION}/tai-ngay?ngay=2025-03-01",
    "changed": f"/van-ban/{DECISION}/tai-ngay?ngay=2025-03-01#d5",
    "timeline": f"/van-ban/{DECISION}/lich-su",
    "provision": f"/van-ban/{DECISION}/d5.k2/lich-su",
    "attributes": f"/van-ban/{DECISION}/thuoc-tinh",
    "connected": f"/van-ban/{DECISION}/lien-quan",
    "redline": f"/van-ban/{DECISION}/so-sanh?tu=2024-09-01&den=2025-03-01",
    "leaning": "/van-ban/nghi-quyet-9901-2024-nq-hdnd-tinh-hu-cau/dua-vao",
    "overlaps": "/trung-lap",
    "overlap": f"/trung-lap/{DECISION}/d3/quyet-dinh-9905-2025-qd-ubnd-tinh-hu-cau/d1",
    "handbook": "/so-tay?loc=1&chuong-trinh=GNBV&cap=provincial",
    "reasons": "/tim-kiem?q=giay+mau&vi-sao=1",
    "every-document": "/tim-kiem?chuong-trinh=GNBV",
    "programme": "/chuong-trinh/GNBV",
    "tasks": "/chuong-trinh/GNBV/nhiem-vu",
    "compare": f"/so-sanh?trai={DECISION}&phai=quyet-dinh-9905-2025-qd-ubnd-tinh-hu-cau",
    "compare-choose": f"/so-sanh?trai={DECISION}",
    "follow": f"/theo-doi?theo=van-ban:{DECISION}",
    "sign-in": "/dang-nhap",
    "limits": "/gioi-han",
    "tour": "/tro-giup/lam-quen",
    "patterns": "/mau-thiet-ke",
    "health": "/suc-khoe",
    "relation-map": f"/van-ban/{DECISION}/luoc-do",
    "original": f"/van-ban/{DECISION}/ban-goc",
    "witnesses": next(each.path for each in KINDS if each.endpoint == "diagram.apart"),
    "query-help": "/tro-giup/cau-tim",
    "help": "/tro-giup",
    "api": "/api",
    "empty": "/tim-kiem?q=xyzzy&chuong-trinh=NTM",
    "error": "/khong-co-trang-nay",
    "english": f"/van-ban/{DECISION}?lang=en",
}
"""For everybody; the English one last, because a browser keeps the language it was given."""
SIGNED_IN = {
    "account": "/tai-khoan",
    "journal": "/nhat-ky",
    "correcting": f"/van-ban/{DECISION}/sua",
    "tasks-decide": "/chuong-trinh/GNBV/nhiem-vu",
    "verdict": f"/trung-lap/{DECISION}/d3/quyet-dinh-9905-2025-qd-ubnd-tinh-hu-cau/d1#ket-luan",
    "admin": "/quan-tri",
    "admin-sources": "/quan-tri/nguon",
    "admin-source": "/quan-tri/nguon/congbao-sonla",
    "admin-source-form": "/quan-tri/nguon/moi",
    "admin-jobs": "/quan-tri/viec",
    "admin-doubts": "/quan-tri/nghi-van",
    "admin-vocabulary": "/quan-tri/tu-vung",
    "admin-engine": "/quan-tri/chi-muc",
    "admin-backups": "/quan-tri/sao-luu",
    "admin-people": "/quan-tri/nguoi-dung",
}
SCHEMES: tuple[Literal["light", "dark"], ...] = ("light", "dark")
SIZES = {"1440": (1440, 1000), "390": (390, 844)}


def take(browser: Browser, site: str, registry: Registry) -> None:
    """Take every page at both widths, in light and dark, and the document as it is printed.

    The public pages come first: the correction that the audit trail shows would stand on them too.
    """
    page = new_page(browser)
    for name, path in PAGES.items():
        take_all(page, site + path, name)
    preview(browser, site)
    notes(browser, site)
    paper = new_page(browser, 794, 1123)
    paper.emulate_media(media="print")
    keep(paper, site + PAGES["document"], "document-print")
    paper.close()
    page.context.clear_cookies()
    sign_page_in(page, registry, site, Role.admin)
    with corrected(registry):
        for name, path in SIGNED_IN.items():
            take_all(page, site + path, name)
    page.close()


@contextmanager
def corrected(registry: Registry) -> Iterator[None]:
    """Have one fact of a document corrected while pictures are taken, so that the audit trail has something to show."""
    record = registry.by_number("9902/2024/QĐ-UBND")[0]
    person = somebody(registry, Role.admin)
    done = registry.correct(record.id, person.name, {"effective": date(2024, 8, 20)}, "bản ký, trang 3")
    about = Subject("document", str(record.id))
    registry.record(Change("document.correct", about, done.before, done.after, person))
    yield
    registry.put_back(record.id, done.before, done.after)


def new_page(browser: Browser, width: int = 1440, height: int = 1000) -> Page:
    """Open a page of a size in a browser profile of its own."""
    size: ViewportSize = {"width": width, "height": height}
    return browser.new_context(viewport=size, locale="vi-VN", reduced_motion="reduce").new_page()


def notes(browser: Browser, site: str) -> None:
    """Take a note of the reader's own beside its provision, with the words that are selected."""
    page = new_page(browser)
    page.goto(f"{site}/van-ban/{DECISION}#d5.k2")
    page.locator("details.notes-menu summary").click()
    page.get_by_role("button", name="Ghi chú tại chỗ đang đọc").click()
    page.locator(".my-note-editor textarea").fill("Hỏi lại Ban Rồng Giấy: mùa trăng tính từ hôm nào?")
    page.get_by_role("button", name="Lưu ghi chú").click()
    page.evaluate("getSelection().selectAllChildren(document.getElementById('d6.k1'))")
    page.locator(".pick-bar").wait_for()
    page.screenshot(path=FOLDER / "notes-1440.png")
    page.close()


def preview(browser: Browser, site: str) -> None:
    """Take a citation with what it points at."""
    page = new_page(browser)
    page.goto(f"{site}/van-ban/{DECISION}#d1")
    page.locator("#d1\\.k1 a.cite").last.hover()
    page.locator(".preview").wait_for()
    page.screenshot(path=FOLDER / "preview-1440.png")
    page.close()


def hand_in(browser: Browser, site: str, registry: Registry) -> None:
    """Take the desk with three files, and the quarantine with the refused one."""
    page = new_page(browser)
    sign_page_in(page, registry, site)
    page.goto(f"{site}/nap-van-ban")
    unsure = over_time.text(over_time.LEANS).replace("Hư Cấu, ngày 02 tháng 4 năm 2021\n", "")
    sent = {"quyet-dinh-dieu-giay.txt": over_time.text(over_time.BASE), "thieu-ngay.txt": unsure, "hong.pdf": "%PDF-"}
    files: list[FilePayload] = [
        {"name": name, "mimeType": "text/plain", "buffer": text.encode()} for name, text in sent.items()
    ]
    page.locator("#tep").set_input_files(files)
    page.get_by_role("button", name="Gửi để đọc").click()
    expect(page.locator(".desk-read, .desk-refused")).to_have_count(3, timeout=60_000)
    for size, (width, height) in SIZES.items():
        page.set_viewport_size({"width": width, "height": height})
        page.screenshot(path=FOLDER / f"upload-{size}.png")
    keep(page, f"{site}/cach-ly", "quarantine-390")
    page.set_viewport_size({"width": 1440, "height": 1000})
    keep(page, f"{site}/cach-ly", "quarantine-1440")
    page.close()


def take_all(page: Page, address: str, name: str) -> None:
    """Take one page at both widths, in light and dark; opened once where no script looks at the width."""
    for size, (width, height) in SIZES.items():
        page.set_viewport_size({"width": width, "height": height})
        if size == "1440" or "#" in address or page.locator(".contents-fold").count():
            page.goto(address)
        page.evaluate("document.fonts.ready")
        for scheme in SCHEMES:
            page.emulate_media(color_scheme=scheme)
            ending = f"{size}-dark" if scheme == "dark" else size
            page.screenshot(path=FOLDER / f"{name}-{ending}.png")
        page.emulate_media(color_scheme="light")


def keep(page: Page, address: str, name: str) -> None:
    """Open a page and store its picture."""
    page.goto(address)
    page.evaluate("document.fonts.ready")
    page.screenshot(path=FOLDER / f"{name}.png")


def smaller() -> None:
    """Give the pictures 256 colours each, where the tool for that is there."""
    if shutil.which("pngquant") is None:
        print("pngquant is not installed: the pictures stay three times as large")
        return
    pictures = sorted(map(str, FOLDER.glob("*.png")))
    subprocess.run(
        ["pngquant", "--ext", ".png", "--force", "--skip-if-larger", "--strip", "96", "--", *pictures], check=False
    )


@contextmanager
def served(home: Path) -> Iterator[tuple[str, Registry]]:
    """Serve a home; give the address and the registry behind it."""
    settings = load(home=home)
    held = prepare(settings)
    server = waitress.create_server(create_app(settings, held), host="127.0.0.1", port=0)
    threading.Thread(target=server.run, daemon=True).start()
    yield f"http://127.0.0.1:{server.effective_port}", held.registry
    server.close()
    held.registry.close()


def main() -> None:
    """Fill a library, serve it, take the pictures; then hand files in to an empty one."""
    FOLDER.mkdir(parents=True, exist_ok=True)
    with TemporaryDirectory() as folder, TemporaryDirectory() as empty, sync_playwright() as playwright:
        library.fill(Path(folder))
        add(Path(folder))
        browser = launch(playwright)
        with served(Path(folder)) as (site, registry):
            take(browser, site, registry)
        with served(Path(empty)) as (site, registry):
            hand_in(browser, site, registry)
        browser.close()
    smaller()


def add(home: Path) -> None:
    """Take in the decree that gives tasks to provinces and what carries it out."""
    settings = load(home=home, workers=1)
    with Registry.open(settings) as registry:
        ingest.run(registry, [assigned.write(home / "assigned")])
        sync(registry, settings)


if __name__ == "__main__":
    main()
