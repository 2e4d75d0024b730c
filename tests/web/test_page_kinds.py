"""What every page promises: headers, no inline code, its size, its place in the table of page kinds."""

import re
from functools import cache
from itertools import pairwise

import pytest
from flask import Flask
from flask.testing import FlaskClient
from markupsafe import Markup
from werkzeug.test import TestResponse

from tests.page_kinds import DECISION, KINDS, LARGE, NOT_PAGES, Kind
from tests.people import sign_in
from web import assets
from web.api.operations import OPERATIONS
from web.app import create_app
from web.services import Services

HEADERS = {
    "Content-Security-Policy": "default-src 'none'; script-src 'self'; style-src 'self'",
    "X-Content-Type-Options": "nosniff",
    "Referrer-Policy": "same-origin",
    "X-Frame-Options": "DENY",
    "Cross-Origin-Opener-Policy": "same-origin",
    "Cross-Origin-Resource-Policy": "same-origin",
    "Permissions-Policy": "camera=()",
}


@pytest.fixture(scope="module")
def app(held: Services) -> Flask:
    """One application for all pages: it has each template compiled once."""
    return create_app(held.settings, held)


@pytest.fixture
def client(app: Flask) -> FlaskClient:
    """A client with its own cookies."""
    return app.test_client()


ANY = pytest.mark.parametrize("kind", [*KINDS, LARGE], ids=lambda kind: kind.path)


def opened(client: FlaskClient, kind: Kind) -> str:
    if kind.role:
        sign_in(client, kind.role)
    answer = client.get(kind.path)
    assert answer.status_code == 200, (answer.status_code, answer.headers.get("Location"))
    return answer.get_data(as_text=True)


def test_every_route_that_answers_get_is_a_known_kind_of_page(app: Flask) -> None:
    routes = {
        rule.endpoint
        for rule in app.url_map.iter_rules()
        if "GET" in (rule.methods or ()) and not rule.rule.startswith("/api/v1/")
    }
    known = {kind.endpoint for kind in KINDS} | set(NOT_PAGES)
    assert routes <= known, (
        f"New routes {sorted(routes - known)}: add a Kind(endpoint, path, twin) for each page to KINDS in "
        "tests/page_kinds.py, so that it is tested for accessibility, keyboard, size and headers; what is no page goes "
        "to NOT_PAGES there, with the reason."
    )
    assert known <= routes, f"No such routes any more: {sorted(known - routes)}; take them out of tests/page_kinds.py."


def test_what_everybody_sees_has_its_json_twin() -> None:
    operations = {each.name for each in OPERATIONS} | {"openapi"}
    words_alone = {"help.guide", "help.limits", "help.show", "patterns.show", "signing.show"}
    for kind in KINDS:
        assert not kind.twin or kind.twin in operations, f"{kind.endpoint}: no operation is called {kind.twin}"
        assert kind.twin or kind.role or kind.endpoint in words_alone, (
            f"{kind.endpoint}: name the operation of web/api that says the same in tests/page_kinds.py, or add one"
        )


@ANY
def test_a_page_has_the_security_headers_and_is_vietnamese(client: FlaskClient, kind: Kind) -> None:
    page = opened(client, kind)
    check_headers(client.get(kind.path))
    assert '<html lang="vi">' in page
    assert page.count("<h1") == 1 or kind.endpoint == "patterns.show"  # which shows headings as samples
    assert re.search(r"<title>\s*\S", page)


@ANY
def test_a_page_has_no_inline_code_and_loads_nothing_from_elsewhere(client: FlaskClient, kind: Kind) -> None:
    page = opened(client, kind)
    assert not re.search(r"<style|\sstyle=|\son\w+=|javascript:|<script(?![^>]*(?:\bsrc=|application/ld\+json))", page)
    assert not re.search(r"<(?:script|img|link|iframe|object|embed)[^>]+(?:src|href|data)=.(?:https?:)?//", page)


@ANY
def test_ids_are_unique_and_anchors_lead_to_them(client: FlaskClient, kind: Kind) -> None:
    page = opened(client, kind)
    ids = [str(Markup(each).unescape()) for each in re.findall(r'\sid="([^"]+)"', page)]
    assert len(ids) == len(set(ids)), {each for each in ids if ids.count(each) > 1}
    pointed = {str(Markup(each).unescape()) for each in re.findall(r'href="#([^"]+)"', page)}
    assert pointed <= set(ids)


@ANY
def test_no_heading_skips_a_level(client: FlaskClient, kind: Kind) -> None:
    levels = [int(each) for each in re.findall(r"<h([1-6])[ >]", opened(client, kind))]
    skipped = [(one, other) for one, other in pairwise(levels) if other > one + 1]
    assert not skipped or kind.endpoint == "patterns.show", levels  # which shows headings as samples


@ANY
def test_a_page_with_all_it_loads_stays_under_100_kilobytes(client: FlaskClient, kind: Kind) -> None:
    page = opened(client, kind)
    linked = set(re.findall(r'(?:src|href)="(/static/[^"]+)"', page))
    styles = sorted(each for each in linked if each.endswith(".css"))
    base = styles[0].rsplit("/css/", 1)[0]
    sheet = "".join(client.get(each).get_data(as_text=True) for each in styles)
    fonts = {f"{base}/fonts/{name}" for name in re.findall(r"fonts/([\w-]+\.woff2)", sheet)}
    scripts = {f"{base}/{path}" for path in assets.all_assets() if path.startswith("js/")}
    assert fonts
    assets_size = sum(transferred(client.application, address) for address in {*linked, *fonts, *scripts})
    assert len(client.get(kind.path, headers={"Accept-Encoding": "gzip"}).data) + assets_size < 100_000
    assert max(transferred(client.application, address) for address in scripts) <= 30_000


@cache
def transferred(app: Flask, address: str) -> int:
    """Return the bytes of a static file on the wire."""
    return len(app.test_client().get(address, headers={"Accept-Encoding": "gzip"}).data)


def test_pages_have_a_print_style(client: FlaskClient) -> None:
    style = next(path for path in assets.all_assets() if path.endswith("vanban.css"))
    assert "@media print" in client.get(assets.address(style)).get_data(as_text=True)


@pytest.mark.parametrize(
    ("path", "method", "status"),
    [
        ("/khong-co", "GET", 404),
        ("/tim-kiem?trang=0", "GET", 400),
        ("/tim-kiem", "DELETE", 405),
        ("/so-tay/gio", "POST", 413),
        ("/loi", "GET", 500),
        ("/van-ban/khong-co/d1", "GET", 404),
        (f"{DECISION}/d1", "GET", 302),
        ("/nhat-ky", "GET", 303),
        ("/api/v1/khong-co", "GET", 404),
        ("/api/v1/status", "POST", 405),
        ("/static/0/khong-co", "GET", 404),
    ],
)
def test_failures_and_redirects_have_the_headers_too(held: Services, path: str, method: str, status: int) -> None:
    answer = broken(held).test_client().open(path, method=method, data="x" * 1_100_000 if status == 413 else None)
    assert answer.status_code == status
    check_headers(answer)
    assert "Strict-Transport-Security" not in answer.headers


def test_browsers_are_told_to_stay_with_https_once_they_came_by_it(held: Services) -> None:
    client = broken(held).test_client()
    for path in ("/tro-giup", "/khong-co", "/loi", "/api/v1/status"):
        answer = client.get(path, base_url="https://vanban.example")
        assert answer.headers["Strict-Transport-Security"].startswith("max-age="), path


def broken(held: Services) -> Flask:
    """The site with a page that fails."""
    app = create_app(held.settings, held)

    def fail() -> str:
        raise RuntimeError("bí mật")

    app.add_url_rule("/loi", view_func=fail)
    return app


def check_headers(answer: TestResponse) -> None:
    for name, start in HEADERS.items():
        assert answer.headers.get(name, "").startswith(start), name
    assert "unsafe" not in answer.headers["Content-Security-Policy"]
