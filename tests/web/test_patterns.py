"""The pattern page shows everything that pages are made of, and the colours can be told apart."""

import re
from pathlib import Path

import pytest
from flask.testing import FlaskClient

from web.views import design

WEB = Path(design.__file__).resolve().parents[1]
STYLE = (WEB / "static" / "css" / "vanban.css").read_text(encoding="utf-8")
SPRITE = (WEB / "templates" / "_icons.html").read_text(encoding="utf-8")
FAMILIES = {
    "_macros.html": "",
    "_time.html": "",
    "_reading.html": "",
    "_follow.html": "",
    "_compared.html": "compared.",
    "admin/macros.html": "admin.",
}
"""Files of macros that templates share, with what their names begin with on the page."""
ASKS_THE_SERVER = {"admin.live"}
"""Shows a running job and asks the server about it: its page is tested where there is one."""
MADE = design.design(STYLE, SPRITE)


def macros(name: str, begin: str) -> set[str]:
    found = re.findall(r"\{%-? macro (\w+)\(", (WEB / "templates" / name).read_text(encoding="utf-8"))
    return {begin + each for each in found}


def test_every_macro_and_every_icon_stands_on_the_page(client: FlaskClient) -> None:
    page = client.get("/mau-thiet-ke").get_data(as_text=True)
    shown = set(re.findall(r'data-macro="([\w.]+)"', page))
    assert shown == set().union(*(macros(*each) for each in FAMILIES.items())) - ASKS_THE_SERVER
    assert all(f'href="#i-{name}"' in page for name in MADE.icons)
    assert MADE.icons


@pytest.mark.parametrize("theme", ["light", "dark"])
def test_every_pair_of_colours_has_enough_contrast(theme: str) -> None:
    assert [(p.front, p.back, p.contrast) for p in getattr(MADE, theme) if not p.enough] == []


@pytest.mark.parametrize(
    ("one", "other", "expected"), [("#000", "#ffffff", 21.0), ("#777777", "#fff", 4.47), ("#abc", "#abc", 1.0)]
)
def test_contrast_is_that_of_wcag(one: str, other: str, expected: float) -> None:
    assert design.contrast(one, other) == design.contrast(other, one) == expected


def test_raw_colours_stand_among_the_tokens_only() -> None:
    rest = re.sub(r":root\s*\{[^}]*\}", "", STYLE)
    assert not [found for found in re.findall(r"(?<![\w-])#[0-9a-f]{3,6}\b", rest) if found not in {"#000", "#444"}], (
        "#000 and #444 are ink on paper, where there are no tokens"
    )
