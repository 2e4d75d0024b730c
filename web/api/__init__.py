"""The JSON twin of every page: one table of operations makes the routes, the OpenAPI document and the page /api."""

from web.api import (
    documents,
    handbooks,
    links,
    openness,
    overtime,
    overview,
    page,
    searching,
    vocabularies,
)
from web.api.operations import api

__all__ = [
    "api",
    "documents",
    "handbooks",
    "links",
    "openness",
    "overtime",
    "overview",
    "page",
    "searching",
    "vocabularies",
]
