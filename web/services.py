"""What the pages stand on, made once for each app: the registry, the search service, recently read texts."""

from collections import OrderedDict
from contextlib import suppress
from dataclasses import dataclass, field
from threading import Lock
from typing import cast

from flask import Flask, current_app

from indexer import home
from indexer.service import SearchService
from registry.errors import BadRequest
from registry.records import DocumentRecord, DocumentText
from registry.settings import Settings
from registry.store import Registry
from registry.vocabulary.active import FILE_NAME, use
from web.views.parts import Part, parts

_EXTENSION = "vanban"


@dataclass(frozen=True, slots=True)
class ReadText:
    """A text with the pages it is read on, and what tells this state of it from others."""

    text: DocumentText
    cut: tuple[Part, ...]
    key: tuple[object, ...]


@dataclass
class Texts:
    """The texts read last. They are read afresh once the index has changed: new documents make new links."""

    registry: Registry
    settings: Settings
    size: int = 48
    _kept: "OrderedDict[tuple[object, ...], ReadText]" = field(default_factory=OrderedDict)
    _lock: Lock = field(default_factory=Lock)

    def of(self, record: DocumentRecord) -> ReadText | None:
        """Return the text of a document, or None when it is not held."""
        if not record.has_text:
            return None
        key = (record.id, record.updated, home.token(self.settings))
        with self._lock:
            if key in self._kept:
                self._kept.move_to_end(key)
                return self._kept[key]
        text = self.registry.text_of(record.id)
        if text is None:
            return None
        made = ReadText(text, parts(text.text, text.provisions), key)
        with self._lock:
            self._kept[key] = made
            while len(self._kept) > self.size:
                self._kept.popitem(last=False)
        return made


@dataclass(frozen=True)
class Services:
    """The layers below, ready for requests from several threads."""

    settings: Settings
    registry: Registry
    search: SearchService
    texts: Texts

    @classmethod
    def open(cls, settings: Settings) -> "Services":
        """Open the registry and the search service of the settings."""
        registry = Registry.open(settings)
        return cls(settings, registry, SearchService(registry, settings), Texts(registry, settings))


def install(app: Flask, services: Services) -> None:
    """Give an app its services."""
    app.extensions[_EXTENSION] = services


def services() -> Services:
    """Return the services of the app that is answering."""
    return cast(Services, current_app.extensions[_EXTENSION])


def follow_vocabulary() -> None:
    """Let what another process has added to the vocabulary hold here too; a file broken by hand changes nothing."""
    with suppress(BadRequest):
        if use(services().settings.home / FILE_NAME):
            services().search.refresh()
