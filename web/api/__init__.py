"""The JSON twin of every page: one table of operations makes the routes, the OpenAPI document and the page /api."""

from web.api import (
    correcting,
    documents,
    doubts,
    files,
    handbooks,
    links,
    news,
    openness,
    overtime,
    overview,
    page,
    searching,
    verdicts,
    vocabularies,
    witnesses,
)
from web.api.operations import api

__all__ = [
    "api",
    "correcting",
    "documents",
    "doubts",
    "files",
    "handbooks",
    "links",
    "news",
    "openness",
    "overtime",
    "overview",
    "page",
    "searching",
    "verdicts",
    "vocabularies",
    "witnesses",
]
