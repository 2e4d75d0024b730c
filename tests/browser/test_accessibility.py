"""Every kind of page in a real browser: axe-core in light, dark and on a phone; names and focus order by keyboard."""

from collections.abc import Callable

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Page

from registry.store import Registry
from tests.page_kinds import KINDS, Kind
from tests.people import sign_page_in

NewPage = Callable[..., Page]
STOPS = 25
"""Stops of the Tab key that are looked at on each page."""
SAMPLES = "patterns.show"
"""Shows headings of any level as samples."""
GRAVE = ("serious", "critical")
ANY = pytest.mark.parametrize("kind", KINDS, ids=lambda kind: kind.path)
_WHERE = """() => {
  const here = document.activeElement;
  if (!here || here === document.body) return null;
  const all = [...document.querySelectorAll("*")];
  const box = here.getBoundingClientRect();
  const style = getComputedStyle(here);
  const labels = [...(here.labels || [])].map((each) => each.innerText).join(" ");
  const by = (here.getAttribute("aria-labelledby") || "").split(" ").map((id) => document.getElementById(id));
  const names = [here.getAttribute("aria-label"), ...by.map((each) => each?.innerText), labels, here.textContent];
  const name = [...names, here.title, here.value].find((each) => each?.trim());
  return {
    place: all.indexOf(here),
    name: name || "",
    tag: here.outerHTML.slice(0, 160),
    parts: here.type === "date", // day, month and year are stops of their own
    seen: box.width > 0 && box.height > 0 && style.visibility === "visible",
    ringed: style.outlineStyle !== "none" && parseFloat(style.outlineWidth) >= 2,
  };
}"""


_FROM_THE_TOP = "document.body.tabIndex = -1; document.body.focus()"
"""Also on a page whose field has the focus when it opens."""


def grave(page: Page, *rules: str) -> list[str]:
    """Return the serious and critical violations, of some rules only when they are named."""
    return violations(page, *rules, impacts=GRAVE)


def violations(page: Page, *rules: str, impacts: tuple[str, ...] = ()) -> list[str]:
    """Return what axe-core finds, of some rules only when they are named; the size of targets (WCAG 2.2) included.

    Advice that is no rule of WCAG counts when it is serious, or about the order of headings.
    """
    chosen = {"runOnly": list(rules)} if rules else {"rules": {"target-size": {"enabled": True}}}
    found = Axe().run(page, options={"resultTypes": ["violations"], **chosen}).response["violations"]
    return [
        f"{each['id']}: {each['nodes'][0]['html'][:200]} {each['nodes'][0]['failureSummary']}"
        for each in found
        if each["impact"] in (impacts or ("serious", "critical"))
        or (not impacts and ("best-practice" not in each["tags"] or each["id"] == "heading-order"))
    ]


def shown(page: Page, kind: Kind, registry: Registry, site: str) -> None:
    if kind.role:
        sign_page_in(page, registry, site, kind.role)
    answer = page.goto(kind.path)
    assert answer is not None
    assert answer.status == 200


@ANY
def test_axe_finds_nothing_in_light_in_the_dark_and_on_a_phone(
    new_page: NewPage, registry: Registry, site: str, kind: Kind
) -> None:
    page = new_page(viewport={"width": 1280, "height": 800})
    shown(page, kind, registry, site)
    assert [
        each for each in violations(page) if not (kind.endpoint == SAMPLES and each.startswith("heading-order"))
    ] == []
    page.emulate_media(color_scheme="dark")
    assert not violations(page, "color-contrast")
    page.set_viewport_size({"width": 390, "height": 844})
    assert page.evaluate("document.documentElement.scrollWidth <= innerWidth"), "wider than a phone"
    assert not violations(page, "target-size", "scrollable-region-focusable")


@ANY
def test_the_tab_key_goes_in_reading_order_over_things_that_have_names(
    new_page: NewPage, registry: Registry, site: str, kind: Kind
) -> None:
    page = new_page(viewport={"width": 1280, "height": 800})
    shown(page, kind, registry, site)
    page.evaluate(_FROM_THE_TOP)
    before = -1
    for number in range(STOPS):
        page.keyboard.press("Tab")
        stop = page.evaluate(_WHERE)
        if stop is None:
            break  # round the page and back to the browser
        inside = stop["place"] == before and stop["parts"]
        assert stop["place"] > before or inside, f"back in the page: {stop['tag']}"
        assert stop["name"], f"no name: {stop['tag']}"
        assert stop["seen"], f"not to be seen: {stop['tag']}"
        assert stop["ringed"] or stop["parts"], f"focus is not shown: {stop['tag']}"
        if number == 0:
            assert stop["name"] == "Tới nội dung chính"
        before = stop["place"]
    assert before > 0
