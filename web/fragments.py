"""Pieces of pages kept once written, each known by everything that it was written from.

A piece is looked up by the values that it shows, not by the time at which it was written: when a correction, a new
document, another day or another language changes one of them, the old piece is simply not found any more. What
differs from person to person (basket, follow button, forms, session) stays out of the pieces.
"""

from collections import OrderedDict
from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import date
from hashlib import blake2b
from threading import Lock
from typing import Any, Final, cast

from flask import current_app, render_template
from markupsafe import Markup

from registry.vocabulary import vocabulary
from web import access, language

MOST: Final = 64 * 1024 * 1024
"""Bytes that the pieces of one process may take."""
_EXTENSION: Final = "vanban-fragments"


@dataclass
class Fragments:
    """The pieces written or read last. Safe to share between threads.

    Args:
        most: Bytes that they may take together, counted at four for a character.
    """

    most: int = MOST
    _kept: "OrderedDict[bytes, tuple[Markup, ...]]" = field(default_factory=OrderedDict)
    _size: int = 0
    _lock: Lock = field(default_factory=Lock)

    def of(self, key: bytes, write: Callable[[], tuple[Markup, ...]]) -> tuple[Markup, ...]:
        """Return the pieces under a key, written now when they are not kept."""
        with self._lock:
            if key in self._kept:
                self._kept.move_to_end(key)
                return self._kept[key]
        made = write()
        with self._lock:
            self._size += _size(made) - _size(self._kept.pop(key, ()))
            self._kept[key] = made
            while self._size > self.most:
                self._size -= _size(self._kept.popitem(last=False)[1])
        return made

    @property
    def size(self) -> int:
        """Return the bytes taken now."""
        return self._size


def kept(name: str, seen: object, write: Callable[[], tuple[Markup, ...]]) -> tuple[Markup, ...]:
    """Return pieces of a page, written only when something that they show has changed.

    Args:
        name: Of the kind of piece.
        seen: Every value that the pieces are written from; its ``repr`` tells it from others. Language, day,
            vocabulary and the right to edit count by themselves.
        write: Writes them.
    """
    told = repr((name, language.current(), date.today(), access.may("editor"), seen))
    return _fragments().of(blake2b(told.encode(), digest_size=24).digest(), write)


def written(template: str, **seen: Any) -> Markup:
    """Return a piece of a page from a template of its own."""
    return Markup(render_template(template, **seen))  # noqa: S704  (templates escape what they are given)


def _fragments() -> Fragments:
    """Another vocabulary names things otherwise: everything is written afresh."""
    words, held = current_app.extensions.get(_EXTENSION, (None, None))
    if held is None or words is not vocabulary():
        words, held = current_app.extensions[_EXTENSION] = (vocabulary(), Fragments())
    return cast(Fragments, held)


def _size(pieces: tuple[Markup, ...]) -> int:
    return sum(4 * len(each) for each in pieces)
