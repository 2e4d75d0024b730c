"""Blueprints, one for each noun that has pages."""

from web.pages.api import api
from web.pages.document import document
from web.pages.files import files
from web.pages.handbook import handbook
from web.pages.health import health
from web.pages.help import help_pages
from web.pages.home import home
from web.pages.overlap import overlap
from web.pages.search import search

BLUEPRINTS = (home, search, document, files, overlap, handbook, help_pages, health, api)
