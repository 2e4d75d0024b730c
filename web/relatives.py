"""Related documents, kept once worked out: they change with the index, not with the reader."""

from collections import OrderedDict
from dataclasses import dataclass, field
from datetime import date
from threading import Lock
from typing import Final, cast

from flask import current_app

from indexer import home
from indexer.values import Related
from registry.records import DocumentRecord
from web.services import Services, services

SHOWN: Final = 8
_EXTENSION: Final = "vanban-relatives"


@dataclass
class Relatives:
    """The related documents of those that were read last; looked up afresh once the index has changed."""

    layers: Services
    size: int = 1024
    _kept: "OrderedDict[tuple[object, ...], tuple[Related, ...]]" = field(default_factory=OrderedDict)
    _lock: Lock = field(default_factory=Lock)

    def of(self, record: DocumentRecord) -> tuple[Related, ...]:
        """Return the documents related to one, best first."""
        key = (record.id, record.updated, home.token(self.layers.settings), date.today())
        with self._lock:
            if key in self._kept:
                self._kept.move_to_end(key)
                return self._kept[key]
        made = self.layers.search.related(record.id, SHOWN)
        with self._lock:
            self._kept[key] = made
            while len(self._kept) > self.size:
                self._kept.popitem(last=False)
        return made


def relatives() -> Relatives:
    """Return what the app that is answering has kept."""
    kept = current_app.extensions.get(_EXTENSION)
    if kept is None:
        kept = current_app.extensions[_EXTENSION] = Relatives(services())
    return cast(Relatives, kept)
