"""Help: every screen has a page in both languages, every link in it works, figures are those of the benchmarks."""

import re
from html import unescape
from pathlib import Path

import pytest
from flask.testing import FlaskClient

from web import addresses, guides, language
from web.app import create_app
from web.services import Services

ROOT = Path(__file__).resolve().parents[2]
WITHOUT_A_SCREEN = {"assets", "exports", "interchange", "help", "patterns"}
"""Blueprints that send files, the help itself, and the pattern page, which is for whoever makes pages."""


@pytest.mark.parametrize("code", language.LANGUAGES)
@pytest.mark.parametrize("name", guides.names())
def test_every_help_page_is_there_and_its_links_work(client: FlaskClient, name: str, code: str) -> None:
    answer = client.get(f"{addresses.guide(name)}?lang={code}")
    html = answer.get_data(as_text=True)
    assert answer.status_code == 200
    assert f'<html lang="{code}">' in html
    body = html.partition('<div class="guide">')[2].partition("</div>")[0]
    assert len(body) > 100
    for link in re.findall(r'href="([^"#]+)', body):
        assert client.get(unescape(link)).status_code in {200, 302}, (name, link)


def test_every_screen_has_a_help_page(held: Services) -> None:
    app = create_app(held.settings, held)
    blueprints = {rule.endpoint.partition(".")[0] for rule in app.url_map.iter_rules()}
    assert {each for each in blueprints if guides.screen(f"{each}.show") is None} == WITHOUT_A_SCREEN
    known = {each for group in guides.SCREENS.values() for each in group}
    assert {each for each in known if not any(name.startswith(each) for name in blueprints)} == set()


@pytest.mark.parametrize(
    ("path", "name"),
    [("/", "trang-dau"), ("/tim-kiem", "tim-kiem"), ("/so-sanh", "so-sanh"), ("/theo-doi", "theo-doi"),
     ("/chuong-trinh/GNBV", "chuong-trinh"), ("/api", "api")],
)  # fmt: skip
def test_the_header_of_a_screen_leads_to_its_help(client: FlaskClient, path: str, name: str) -> None:
    html = client.get(path).get_data(as_text=True)
    assert f'class="screen-help" href="{addresses.guide(name)}"' in html


def test_what_is_not_there_is_told(client: FlaskClient) -> None:
    assert client.get("/tro-giup/khong-co").status_code == 404
    assert client.get("/tro-giup/gioi-han").status_code == 301


@pytest.mark.parametrize("code", language.LANGUAGES)
def test_the_figures_are_those_of_the_benchmarks(code: str) -> None:
    measured = (ROOT / "docs" / "benchmarks.md").read_text(encoding="utf-8")
    rows = re.findall(r"^\| .* \| ([\d.,%/ ]+) \|$", (ROOT / "web" / "help" / code / "gioi-han.md").read_text(), re.M)
    assert len(rows) >= 4
    for figure in rows:
        assert figure.replace(",", ".").strip() in measured, figure


def test_both_languages_say_the_same_things() -> None:
    for name in guides.names():
        texts = [(ROOT / "web" / "help" / code / f"{name}.md").read_text(encoding="utf-8") for code in ("vi", "en")]
        links = [re.findall(r"\]\(([^)]+)\)", each) for each in texts]
        assert links[0] == links[1], name
        assert texts[0].count("\n- ") == texts[1].count("\n- "), name
