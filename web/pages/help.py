"""Help: how to search, how to read, the keys, what the product cannot promise."""

from flask import Blueprint, render_template

from registry.vocabulary import vocabulary
from web import addresses
from web.views import query_help

help_pages = Blueprint("help", __name__)


@help_pages.get(addresses.HELP)
def show() -> str:
    """Show the help page."""
    return render_template("help.html", effects=vocabulary().effects, verbs=vocabulary().verbs)


@help_pages.get(addresses.QUERY_HELP)
def queries() -> str:
    """Show how to write a query."""
    return render_template("query_help.html", ways=query_help.ways(), fields=query_help.fields())
