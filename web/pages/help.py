"""Help: how to search, how to read, the keys, what the product cannot promise."""

from flask import Blueprint, render_template

from registry.vocabulary import vocabulary
from web import addresses

help_pages = Blueprint("help", __name__)


@help_pages.get(addresses.HELP)
def show() -> str:
    """Show the help page."""
    return render_template("help.html", effects=vocabulary().effects, verbs=vocabulary().verbs)
