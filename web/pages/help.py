"""Help: how to search, how to read, the keys, what the product cannot promise."""

from flask import Blueprint, redirect, render_template, request
from werkzeug.wrappers import Response as AnyResponse

from registry.vocabulary import vocabulary
from web import addresses, guides
from web.views import query_help

help_pages = Blueprint("help", __name__)


@help_pages.get(addresses.HELP)
def show() -> str:
    """Show the help page."""
    return render_template("help.html", others=_others(""), effects=vocabulary().effects, verbs=vocabulary().verbs)


@help_pages.get(f"{addresses.HELP}/<name>")
def guide(name: str) -> AnyResponse | str:
    """Show the help of one screen, or the tour."""
    found = guides.guide(name)
    if addresses.guide(name) != request.path:
        return redirect(addresses.guide(name), 301)
    return render_template("guide.html", guide=found, others=_others(name))


@help_pages.get(addresses.LIMITS)
def limits() -> str:
    """Show what is read by machine, how well, and what cannot be done."""
    return render_template("guide.html", guide=guides.guide(guides.LIMITS), others=_others(guides.LIMITS))


@help_pages.get(addresses.QUERY_HELP)
def queries() -> str:
    """Show how to write a query."""
    return render_template("query_help.html", ways=query_help.ways(), fields=query_help.fields())


def _others(name: str) -> list[tuple[str, str]]:
    """Return title and address of the other help pages."""
    return [(guides.guide(each).title, addresses.guide(each)) for each in guides.names() if each != name]
