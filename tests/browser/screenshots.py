"""Takes the pictures of docs/screenshots again: ``python -m tests.browser.screenshots``.

Only facts of the shipped catalogue and fictional texts are shown.
"""

import threading
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import date
from pathlib import Path
from tempfile import TemporaryDirectory

import waitress
from playwright.sync_api import Browser, FilePayload, Page, expect, sync_playwright

from registry.changes import Change, Subject
from registry.people import Role
from registry.settings import load
from registry.store import Registry
from tests.browser.conftest import launch
from tests.people import sign_page_in, somebody
from tests.web import over_time
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
    "redline": f"/van-ban/{DECISION}/so-sanh?tu=2024-09-01&den=2025-03-01",
    "leaning": "/van-ban/nghi-quyet-9901-2024-nq-hdnd-tinh-hu-cau/dua-vao",
    "overlaps": "/trung-lap",
    "overlap": f"/trung-lap/{DECISION}/d3/quyet-dinh-9905-2025-qd-ubnd-tinh-hu-cau/d1",
    "handbook": "/so-tay?loc=1&chuong-trinh=GNBV&cap=provincial",
    "reasons": "/tim-kiem?q=giay+mau&vi-sao=1",
    "every-document": "/tim-kiem?chuong-trinh=GNBV",
    "programme": "/chuong-trinh/GNBV",
    "relation-map": f"/van-ban/{DECISION}/luoc-do",
    "original": f"/van-ban/{DECISION}/ban-goc",
    "compare": f"/so-sanh?trai={DECISION}&phai=quyet-dinh-9905-2025-qd-ubnd-tinh-hu-cau",
    "compare-choose": f"/so-sanh?trai={DECISION}",
    "follow": f"/theo-doi?theo=van-ban:{DECISION}",
    "tour": "/tro-giup/lam-quen",
    "limits": "/gioi-han",
    "english": f"/van-ban/{DECISION}?lang=en",
    "query-help": "/tro-giup/cau-tim",
    "help": "/tro-giup",
    "api": "/api",
    "empty": "/tim-kiem?q=xyzzy&chuong-trinh=NTM",
    "error": "/khong-co-trang-nay",
}
ADMIN = {
    "admin": "/quan-tri",
    "admin-sources": "/quan-tri/nguon",
    "admin-source": "/quan-tri/nguon/congbao-sonla",
    "admin-source-form": "/quan-tri/nguon/moi",
    "admin-doubts": "/quan-tri/nghi-van",
    "admin-vocabulary": "/quan-tri/tu-vung",
    "admin-engine": "/quan-tri/chi-muc",
    "admin-backups": "/quan-tri/sao-luu",
    "admin-people": "/quan-tri/nguoi-dung",
    "verdict": f"/trung-lap/{DECISION}/d3/quyet-dinh-9905-2025-qd-ubnd-tinh-hu-cau/d1#ket-luan",
}
DARK = {"admin", "admin-doubts", "home", "search", "document", "overlap", "changed", "redline"}
SIZES = {"1440": (1440, 1000), "390": (390, 844)}


def take(browser: Browser, site: str) -> None:
    """Take every page at both widths, the main ones in the dark too, and the document as it is printed."""
    for name, path in PAGES.items():
        for size, (width, height) in SIZES.items():
            page = browser.new_page(
                viewport={"width": width, "height": height}, locale="vi-VN", reduced_motion="reduce"
            )
            keep(page, site + path, f"{name}-{size}")
            page.emulate_media(color_scheme="dark")
            if name in DARK:
                keep(page, site + path, f"{name}-{size}-dark")
            page.close()
    preview(browser, site)
    paper = browser.new_page(viewport={"width": 794, "height": 1123}, locale="vi-VN", reduced_motion="reduce")
    paper.emulate_media(media="print")
    keep(paper, site + PAGES["document"], "document-print")
    paper.close()


def preview(browser: Browser, site: str) -> None:
    """Take a citation with what it points at."""
    page = browser.new_page(viewport={"width": 1440, "height": 1000}, locale="vi-VN", reduced_motion="reduce")
    page.goto(f"{site}/van-ban/{DECISION}#d1")
    page.locator("#d1\\.k1 a.cite").last.hover()
    page.locator(".preview").wait_for()
    page.screenshot(path=FOLDER / "preview-1440.png")
    page.close()


def hand_in(browser: Browser, site: str, registry: Registry) -> None:
    """Take the desk with three files, and the quarantine with the refused one."""
    page = browser.new_page(viewport={"width": 1440, "height": 1000}, locale="vi-VN", reduced_motion="reduce")
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


def administer(browser: Browser, site: str, registry: Registry) -> None:
    """Take the pages of those who keep the registry."""
    page = browser.new_page(locale="vi-VN", reduced_motion="reduce")
    sign_page_in(page, registry, site, Role.admin)
    for name, path in ADMIN.items():
        for size, (width, height) in SIZES.items():
            page.set_viewport_size({"width": width, "height": height})
            keep(page, site + path, f"{name}-{size}")
            if name in DARK:
                page.emulate_media(color_scheme="dark")
                keep(page, site + path, f"{name}-{size}-dark")
                page.emulate_media(color_scheme="light")
    page.close()


def people(browser: Browser, site: str, registry: Registry) -> None:
    """Take the pages of accounts: the way in, one's own account, the audit trail, corrections."""
    record = registry.by_number("9902/2024/QĐ-UBND")[0]
    person = somebody(registry, Role.admin)
    done = registry.correct(record.id, person.name, {"effective": date(2024, 8, 20)}, "bản ký, trang 3")
    about = Subject("document", str(record.id))
    registry.record(Change("document.correct", about, done.before, done.after, person))
    for size, (width, height) in SIZES.items():
        page = browser.new_page(viewport={"width": width, "height": height}, locale="vi-VN", reduced_motion="reduce")
        keep(page, f"{site}/dang-nhap", f"sign-in-{size}")
        sign_page_in(page, registry, site, Role.admin)
        keep(page, f"{site}/tai-khoan", f"account-{size}")
        keep(page, f"{site}/van-ban/{record.slug}/sua", f"correcting-{size}")
        for scheme in ("light", "dark"):
            page.emulate_media(color_scheme=scheme)
            keep(page, f"{site}/nhat-ky", f"journal-{size}" + ("-dark" if scheme == "dark" else ""))
        page.close()
    registry.put_back(record.id, done.before, done.after)


def keep(page: Page, address: str, name: str) -> None:
    """Open a page and store its picture."""
    page.goto(address)
    page.evaluate("document.fonts.ready")
    page.screenshot(path=FOLDER / f"{name}.png")


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
        browser = launch(playwright)
        with served(Path(folder)) as (site, registry):
            take(browser, site)
            administer(browser, site, registry)
            people(browser, site, registry)
        with served(Path(empty)) as (site, registry):
            hand_in(browser, site, registry)
        browser.close()


if __name__ == "__main__":
    main()
