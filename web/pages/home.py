"""The start page."""

from flask import Blueprint, render_template

from web import addresses
from web.overviews import overview
from web.services import services
from web.views import home as views

home = Blueprint("home", __name__)


@home.get(addresses.HOME)
def show() -> str:
    """Show the start page."""
    return render_template("home.html", view=home_view())


def home_view() -> views.HomeView:
    """Return what the start page shows."""
    held = services()
    newest, missing = held.search.search(views.NEWEST), held.search.search(views.MISSING)
    founding = [record for number in views.founding_numbers() for record in held.registry.by_number(number)]
    return views.view(newest, missing, overview(), founding)
