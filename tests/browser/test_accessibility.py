"""axe-core on every page kind, in light and dark: nothing serious or critical."""

from collections.abc import Callable

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Page

PAGES = {
    "home": "/",
    "search": "/tim-kiem?q=giấy&loai=quyet-dinh",
    "search with reasons": "/tim-kiem?q=giấy&vi-sao=1",
    "every document": "/tim-kiem?tim-co-quan=hu",
    "empty": "/tim-kiem?q=xyzzy&chuong-trinh=NTM",
    "document": "/van-ban/quyet-dinh-9902-2024-qd-ubnd-tinh-hu-cau",
    "without text": "/van-ban/quyet-dinh-1719-qd-ttg-2021",
    "long": "/van-ban/quyet-dinh-9906-2025-qd-ubnd-tinh-hu-cau",
    "overlaps": "/trung-lap",
    "handbook": "/so-tay?loc=1&q=giấy",
    "help": "/tro-giup",
    "programme": "/chuong-trinh/GNBV",
    "relation map": "/van-ban/quyet-dinh-9902-2024-qd-ubnd-tinh-hu-cau/luoc-do",
    "large relation map": "/van-ban/quyet-dinh-1719-qd-ttg-2021/luoc-do",
    "original": "/van-ban/quyet-dinh-9902-2024-qd-ubnd-tinh-hu-cau/ban-goc",
    "query help": "/tro-giup/cau-tim",
    "notes": "/tim-kiem?q=sai%3Agi%E1%BA%A5y+%22m%C3%A0u",
    "tasks": "/chuong-trinh/GNBV/nhiem-vu",
    "attributes": "/van-ban/quyet-dinh-9902-2024-qd-ubnd-tinh-hu-cau/thuoc-tinh",
    "connected": "/van-ban/quyet-dinh-9902-2024-qd-ubnd-tinh-hu-cau/lien-quan",
    "patterns": "/mau-thiet-ke",
    "api": "/api",
    "health": "/suc-khoe",
}


def grave(page: Page, *rules: str) -> list[str]:
    """Return the serious and critical violations, of some rules only when they are named."""
    options = {"resultTypes": ["violations"]} | ({"runOnly": list(rules)} if rules else {})
    found = Axe().run(page, options=options).response["violations"]
    return [
        f"{each['id']}: {each['nodes'][0]['html'][:200]} {each['nodes'][0]['failureSummary']}"
        for each in found
        if each["impact"] in {"serious", "critical"}
    ]


@pytest.mark.parametrize("name", PAGES)
def test_no_serious_violation(new_page: Callable[..., Page], name: str) -> None:
    page = new_page(viewport={"width": 1280, "height": 800})
    page.goto(PAGES[name])
    assert not grave(page)
    page.emulate_media(color_scheme="dark")
    assert not grave(page, "color-contrast")


@pytest.mark.parametrize("name", ["search", "document"])
def test_no_serious_violation_on_a_phone(new_page: Callable[..., Page], name: str) -> None:
    page = new_page(viewport={"width": 390, "height": 844}, has_touch=True)
    page.goto(PAGES[name])
    assert not grave(page)
