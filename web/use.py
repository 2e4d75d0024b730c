"""Counting how often documents are viewed and downloaded, without knowing by whom.

Only totals of a day are kept: no address, no cookie, no name of a browser. Programs that name themselves as such and
pages fetched beforehand are not counted. Counts gather in memory and are written together, so that reading never
waits for the database; at most the last :data:`WAIT` seconds are lost when the process is killed.
"""

import atexit
import logging
import re
from collections import Counter
from dataclasses import dataclass, field
from datetime import date, timedelta
from threading import Lock, Timer
from typing import Final, cast

from flask import Flask, current_app, g, request

from registry.errors import VanbanError
from registry.store import Registry
from registry.store.use import DOWNLOAD, VIEW
from web.services import services

WAIT: Final = 20.0
RECENT: Final = 30
"""Days that "of late" means."""
_EXTENSION: Final = "vanban-use"
_MACHINES: Final = re.compile(
    r"bot\b|bot/|crawl|spider|slurp|fetch|monitor|headless|preview|scan|curl|wget|python|java/|go-http|libwww|httpx|okhttp",
    re.IGNORECASE,
)
_FROM_START: Final = re.compile(r"bytes=0-")
_LOG: Final = logging.getLogger(__name__)


@dataclass(frozen=True, slots=True)
class Uses:
    """How often a document was viewed and downloaded, in all and in the last :data:`RECENT` days."""

    views: int
    downloads: int
    recent_views: int
    recent_downloads: int


@dataclass
class UseCounter:
    """Counts in memory on their way to the database."""

    registry: Registry
    _waiting: "Counter[tuple[int, date, str]]" = field(default_factory=Counter)
    _lock: Lock = field(default_factory=Lock)
    _timer: Timer | None = None

    def add(self, document_id: int, kind: str) -> None:
        """Count one use; it is written within :data:`WAIT` seconds."""
        with self._lock:
            self._waiting[document_id, date.today(), kind] += 1
            if self._timer is None:
                self._timer = Timer(WAIT, self.flush)
                self._timer.daemon = True
                self._timer.start()

    def flush(self) -> None:
        """Write what has gathered; what cannot be written now waits for the next time."""
        with self._lock:
            taken, self._waiting, timer, self._timer = self._waiting, Counter(), self._timer, None
        if timer is not None:
            timer.cancel()
        if not taken:
            return
        try:
            self.registry.add_uses(taken)
        except (VanbanError, OSError) as error:
            _LOG.warning("views and downloads not written yet: %s", error)
            with self._lock:
                self._waiting.update(taken)

    def of(self, document_id: int) -> Uses:
        """Return how often a document was used, the counts that are not written yet included."""
        first = date.today() - timedelta(RECENT - 1)
        with self._lock:
            new = Counter({kind: n for (key, _day, kind), n in self._waiting.items() if key == document_id})
        whole = self.registry.uses_of(document_id)
        late = self.registry.uses_since(document_id, first)
        return Uses(*(held.get(kind, 0) + new[kind] for held in (whole, late) for kind in (VIEW, DOWNLOAD)))


def install(app: Flask) -> None:
    """Give an app its counter, and write what is left when the process ends."""
    with app.app_context():
        counter = UseCounter(services().registry)
    app.extensions[_EXTENSION] = counter
    atexit.register(counter.flush)


def counter() -> UseCounter:
    """Return the counter of the app that is answering."""
    return cast(UseCounter, current_app.extensions[_EXTENSION])


def viewed(document_id: int) -> None:
    """Count that a person opens the page of a document; a kept page counts each time it is sent."""
    g.viewed = document_id
    if by_person():
        counter().add(document_id, VIEW)


def downloaded(document_id: int) -> None:
    """Count that a person saves a file of a document; the later pieces of one file do not count."""
    piece = request.headers.get("Range", "")
    if by_person() and (not piece or _FROM_START.match(piece)):
        counter().add(document_id, DOWNLOAD)


def by_person() -> bool:
    """Tell whether the request comes from a browser that a person uses, as far as it says so itself."""
    agent = request.headers.get("User-Agent", "")
    purpose = request.headers.get("Sec-Purpose", "") + request.headers.get("Purpose", "")
    ahead = "prefetch" in purpose or "prerender" in purpose or request.headers.get("X-Moz") == "prefetch"
    return request.method == "GET" and bool(agent) and not ahead and not _MACHINES.search(agent)
