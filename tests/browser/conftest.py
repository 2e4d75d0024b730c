"""A real Chromium in front of a real server over the fictional library."""

import os
import shutil
import threading
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
import waitress
from playwright.sync_api import (
    Browser,
    BrowserContext,
    ConsoleMessage,
    Page,
    Playwright,
    Response,
    expect,
    sync_playwright,
)
from playwright.sync_api import Error as PlaywrightError

from registry.settings import load
from registry.store import Registry
from tests.web.fictional import library
from web.app import create_app
from web.services import Services

NAMES = ("chromium", "chromium-browser", "google-chrome")
FLAGS = (
    "--headless",
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
)

NewPage = Callable[..., Page]
expect.set_options(timeout=20_000)  # a machine may drive several browsers at once


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Mark every test of this folder."""
    for item in items:
        if Path(__file__).parent in item.path.parents:
            item.add_marker(pytest.mark.browser)


def executable() -> str | None:
    """Return the browser to drive: VANBAN_CHROMIUM, else the first on the PATH, else None for Playwright's own."""
    return os.environ.get("VANBAN_CHROMIUM") or next(filter(None, map(shutil.which, NAMES)), None)


def launch(playwright: Playwright) -> Browser:
    """Start the browser, or say what is missing."""
    if os.environ.get("VANBAN_SKIP_BROWSER") == "1":
        pytest.skip("VANBAN_SKIP_BROWSER=1")
    try:
        return playwright.chromium.launch(executable_path=executable(), args=list(FLAGS))
    except PlaywrightError as error:
        pytest.fail(
            "The browser tests need Chromium. Install it (Debian: apt install chromium; elsewhere: python -m "
            "playwright install chromium), set VANBAN_CHROMIUM to its path, or VANBAN_SKIP_BROWSER=1 to go without.\n"
            f"{error}",
            pytrace=False,
        )


@pytest.fixture(scope="session")
def chromium() -> Iterator[Browser]:
    """One browser for the session."""
    with sync_playwright() as playwright:
        browser = launch(playwright)
        yield browser
        browser.close()


@pytest.fixture(scope="session")
def site(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """Address of a running server over the fictional library."""
    settings = load(home=library.filled(tmp_path_factory.getbasetemp()))
    held = Services.open(settings)
    server = waitress.create_server(create_app(settings, held), host="127.0.0.1", port=0, threads=4)
    thread = threading.Thread(target=server.run, daemon=True)
    thread.start()
    yield f"http://127.0.0.1:{server.effective_port}"
    server.close()
    thread.join(5)
    held.registry.close()


@pytest.fixture(scope="session")
def registry(site: str, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Registry]:
    """The registry of the site."""
    with Registry.open(load(home=library.filled(tmp_path_factory.getbasetemp()))) as opened:
        yield opened


def _is_given_up(error: str) -> bool:
    """Tell whether only the cross-fade to the next page was given up: the browser does so when the test resizes it."""
    return error.startswith("Transition was aborted") and "Viewport size changed" in error


def _is_trouble(said: ConsoleMessage) -> bool:
    """Tell whether the browser complains; that a page itself was refused is for the test to say (a wrong password)."""
    return said.type == "error" and not said.text.startswith("Failed to load resource")


def _is_missing(answer: Response) -> bool:
    """Tell whether a part of a page (style, script, font, picture, fragment) could not be had."""
    return answer.status >= 400 and answer.request.resource_type != "document"


@pytest.fixture
def new_page(chromium: Browser, site: str) -> Iterator[NewPage]:
    """Make pages with options of their own (``viewport``, ``color_scheme``, ``java_script_enabled``).

    A page that logs an error, breaks its content security policy or asks another host for anything fails the test.
    """
    contexts: list[BrowserContext] = []
    troubles: list[str] = []

    def make(**options: object) -> Page:
        context = chromium.new_context(base_url=site, locale="vi-VN", **options)  # type: ignore[arg-type]
        contexts.append(context)
        page = context.new_page()
        page.set_default_timeout(30_000)
        page.on("pageerror", lambda error: None if _is_given_up(str(error)) else troubles.append(str(error)))
        page.on("console", lambda said: troubles.append(said.text) if _is_trouble(said) else None)
        page.on("response", lambda answer: troubles.append(answer.url) if _is_missing(answer) else None)
        page.on("request", lambda asked: None if asked.url.startswith(site) else troubles.append(asked.url))
        return page

    yield make
    for context in contexts:
        context.close()
    assert not troubles, troubles


@pytest.fixture
def page(new_page: NewPage) -> Page:
    """A desktop page."""
    return new_page(viewport={"width": 1280, "height": 800})
