"""Takes the pictures of docs/screenshots again: ``python -m tests.browser.screenshots``.

Only facts of the shipped catalogue and fictional texts are shown.
"""

import tempfile
import threading
from pathlib import Path

import waitress
from playwright.sync_api import Browser, Page, sync_playwright

from registry.settings import load
from tests.browser.conftest import launch
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
    "overlaps": "/trung-lap",
    "overlap": f"/trung-lap/{DECISION}/d3/quyet-dinh-9905-2025-qd-ubnd-tinh-hu-cau/d1",
    "handbook": "/so-tay?loc=1&chuong-trinh=GNBV&cap=provincial",
    "help": "/tro-giup",
    "api": "/api",
    "empty": "/tim-kiem?q=xyzzy&chuong-trinh=NTM",
    "error": "/khong-co-trang-nay",
}
DARK = {"home", "search", "document", "overlap"}
SIZES = {"1440": (1440, 1000), "390": (390, 844)}


def take(browser: Browser, site: str) -> None:
    """Take every page at both widths, the main ones in the dark too, and the document as it is printed."""
    for name, path in PAGES.items():
        for size, (width, height) in SIZES.items():
            page = browser.new_page(viewport={"width": width, "height": height}, locale="vi-VN")
            keep(page, site + path, f"{name}-{size}")
            page.emulate_media(color_scheme="dark")
            if name in DARK:
                keep(page, site + path, f"{name}-{size}-dark")
            page.close()
    paper = browser.new_page(viewport={"width": 794, "height": 1123}, locale="vi-VN")
    paper.emulate_media(media="print")
    keep(paper, site + PAGES["document"], "document-print")
    paper.close()


def keep(page: Page, address: str, name: str) -> None:
    """Open a page and store its picture."""
    page.goto(address)
    page.evaluate("document.fonts.ready")
    page.screenshot(path=FOLDER / f"{name}.png")


def main() -> None:
    """Fill a library, serve it, take the pictures."""
    FOLDER.mkdir(parents=True, exist_ok=True)
    with tempfile.TemporaryDirectory() as folder, sync_playwright() as playwright:
        library.fill(Path(folder))
        settings = load(home=Path(folder))
        held = prepare(settings)
        server = waitress.create_server(create_app(settings, held), host="127.0.0.1", port=0)
        threading.Thread(target=server.run, daemon=True).start()
        browser = launch(playwright)
        take(browser, f"http://127.0.0.1:{server.effective_port}")
        browser.close()
        server.close()
        held.registry.close()


if __name__ == "__main__":
    main()
