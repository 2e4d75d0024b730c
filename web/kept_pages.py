"""Whole pages kept for readers who are not signed in, as long as nothing that they show can have changed.

A page is known by its address, the reader's cookies that show on it (language, basket), the day, the state of the index
and the state of the registry: whatever anybody commits, every page is written afresh; so it is with another vocabulary.
Only pages named in :data:`KEPT` take part: what stands on them comes from the registry, the index and the vocabulary
alone. A page that holds a form with a token is never kept.
"""

from collections import OrderedDict
from dataclasses import dataclass, field
from datetime import date
from threading import Lock
from typing import Final, cast

from flask import Flask, Response, current_app, g, request

from indexer import home
from registry.vocabulary import vocabulary
from web import basket, language, sessions, transfer, use
from web.services import services

MOST: Final = 32 * 1024 * 1024
"""Bytes that the pages of one process may take."""
KEPT: Final = frozenset(
    {
        "diagram.connected",
        "diagram.relations",
        "document.provision",
        "document.show",
        "history.compare",
        "history.provision",
        "history.timeline",
        "home.show",
        "leaning.show",
        "overlap.listed",
        "overlap.pair",
        "programme.show",
        "search.show",
        "standing.show",
        "tasks.show",
    }
)
_LONGEST: Final = 400  # characters of an address; longer ones are somebody's experiment
_EXTENSION: Final = "vanban-kept-pages"


@dataclass(frozen=True, slots=True)
class Page:
    """An answer as it was first given.

    Args:
        body: As it was written.
        packed: The same, compressed.
        status: 200, or a redirect.
        type: Its content type.
        location: Where a redirect leads.
        viewed: The document whose view is counted each time.
    """

    body: bytes
    packed: bytes
    status: int
    type: str
    location: str | None
    viewed: int | None

    @property
    def size(self) -> int:
        """Bytes that it takes."""
        return len(self.body) + len(self.packed) + 500


@dataclass
class Pages:
    """The pages asked for last. Safe to share between threads."""

    most: int = MOST
    _kept: "OrderedDict[tuple[object, ...], Page]" = field(default_factory=OrderedDict)
    _size: int = 0
    _lock: Lock = field(default_factory=Lock)

    def of(self, key: tuple[object, ...]) -> Page | None:
        """Return a page, or None when it has to be written."""
        with self._lock:
            if key in self._kept:
                self._kept.move_to_end(key)
            return self._kept.get(key)

    def keep(self, key: tuple[object, ...], page: Page) -> None:
        """Keep a page; those asked for longest ago make room."""
        with self._lock:
            old = self._kept.pop(key, None)
            self._kept[key] = page
            self._size += page.size - (old.size if old else 0)
            while self._size > self.most:
                self._size -= self._kept.popitem(last=False)[1].size

    @property
    def size(self) -> int:
        """Return the bytes taken now."""
        return self._size


def install(app: Flask) -> None:
    """Answer from what is kept, and keep what was written. Other hooks see the answer as if it were new."""
    app.before_request(_answer)
    app.after_request(_keep)


def _answer() -> Response | None:
    if request.method not in {"GET", "HEAD"} or request.endpoint not in KEPT or not _for_everybody():
        return None
    key = _key()
    page = _pages().of(key)
    if page is None:
        g.page_key = key
        return None
    if page.viewed is not None:
        use.viewed(page.viewed)
    g.packed = page.packed
    response = Response(page.body, page.status, content_type=page.type)
    if page.location is not None:
        response.headers["Location"] = page.location
    return response


def _keep(response: Response) -> Response:
    key = g.pop("page_key", None)
    whole = request.method == "GET" and not response.is_streamed and "Set-Cookie" not in response.headers
    if key and whole and response.status_code in {200, 301, 302} and "form_written" not in g:
        location = response.headers.get("Location")
        body = response.get_data()
        g.packed = transfer.pack(body)
        kind = response.content_type
        _pages().keep(key, Page(body, g.packed, response.status_code, kind, location, g.get("viewed")))
    return response


def _for_everybody() -> bool:
    """Tell whether no page that differs from person to person can be the answer."""
    personal = sessions.COOKIE in request.cookies or "Authorization" in request.headers
    return not personal and len(request.full_path) <= _LONGEST


def _key() -> tuple[object, ...]:
    """What the page is known by; asked before it is written, so that a change meanwhile makes it forgotten."""
    held = services()
    return (
        request.full_path,
        request.host_url,
        language.chosen(),
        basket.ids(),
        date.today(),
        home.token(held.settings),
        held.registry.state(),
    )


def _pages() -> Pages:
    """Another vocabulary names things otherwise: every page is written afresh."""
    words, held = current_app.extensions.get(_EXTENSION, (None, None))
    if held is None or words is not vocabulary():
        words, held = current_app.extensions[_EXTENSION] = (vocabulary(), Pages())
    return cast(Pages, held)
