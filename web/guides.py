"""Help as content files: one for every kind of screen, in both languages (``web/help/<language>/<name>.md``)."""

from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from typing import Final

from flask import request
from markdown_it import MarkdownIt
from markupsafe import Markup

from registry.errors import NotKnown
from web import addresses, language

TOUR: Final = "lam-quen"
LIMITS: Final = "gioi-han"
SCREENS: Final = {
    "trang-dau": ("home",),
    "tim-kiem": ("search",),
    "van-ban": ("document", "quoting", "files", "correcting", "citations"),
    "theo-thoi-gian": ("standing", "history"),
    "so-sanh": ("compare",),
    "dua-vao": ("leaning",),
    "luoc-do": ("diagram",),
    "trung-lap": ("overlap", "verdicts"),
    "so-tay": ("handbook",),
    "chuong-trinh": ("programme", "tasks"),
    "theo-doi": ("follow",),
    "tai-khoan": ("signing", "account", "journal"),
    "nap-van-ban": ("upload", "quarantine"),
    "quan-tri": ("admin",),
    "api": ("api",),
    "suc-khoe": ("health",),
}
"""Help page of each kind of screen, with the blueprints (or the beginnings of their names) that show it."""


@dataclass(frozen=True, slots=True)
class Guide:
    """A help page.

    Args:
        name: Last part of its address.
        title: Its heading.
        body: What is below the heading, as HTML.
    """

    name: str
    title: str
    body: Markup


def names() -> tuple[str, ...]:
    """Return the names of all help pages: the tour, one for each screen, accuracy and limits."""
    return (TOUR, *SCREENS, LIMITS)


def guide(name: str) -> Guide:
    """Return a help page in the language of the page being written.

    Raises:
        NotKnown: There is none of that name.
    """
    if name not in names():
        raise NotKnown("help-not-known", "Không có trang trợ giúp này.", hint="Mở trang Trợ giúp để chọn.")
    return read(name, language.current())


@cache
def read(name: str, code: str) -> Guide:
    """Return a help page in one language; the files are ours, and HTML inside them is not taken.

    Args:
        name: Of the page.
        code: ``vi`` or ``en``.
    """
    text = (files("web") / "help" / code / f"{name}.md").read_text(encoding="utf-8")
    heading, _, rest = text.partition("\n")
    made = MarkdownIt("commonmark", {"html": False}).enable("table").render(rest)
    return Guide(name, heading.removeprefix("# ").strip(), Markup(made))  # noqa: S704


def screen(endpoint: str | None) -> str | None:
    """Return the name of the help page of what an endpoint shows, or None when it has none of its own."""
    blueprint = (endpoint or "").partition(".")[0]
    for name, known in SCREENS.items():
        if any(blueprint == each or blueprint.startswith(f"{each}_") for each in known):
            return name
    return None


def here() -> str:
    """Return the address of the help of the screen being shown."""
    name = screen(request.endpoint)
    return addresses.guide(name) if name else addresses.HELP
