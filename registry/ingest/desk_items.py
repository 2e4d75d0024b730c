"""One file on the desk, kept as a folder of its own: the bytes, and what has become of them."""

import shutil
from collections.abc import Mapping
from dataclasses import asdict, dataclass, field
from pathlib import Path
from typing import Final

import orjson

_FACTS: Final = "item.json"
_BYTES: Final = "bytes"

# In the order in which the desk shows them: what waits for a person comes first.
STATES: Final = ("read", "failed", "refused", "reading", "waiting", "known", "confirmed")


@dataclass(frozen=True, slots=True)
class Item:
    """A file on the desk.

    Args:
        id: Name of its folder.
        name: File name as it arrived.
        size: In bytes.
        sha256: Hash of its bytes.
        added: ISO moment, UTC.
        state: ``waiting``, ``reading``, ``read`` (waits for a person), ``known`` (the registry has these bytes),
            ``refused`` (in quarantine), ``failed`` (could not be tried) or ``confirmed``.
        reason: Why it was refused or failed.
        hint: What to do about it.
        document_id: Its document when known or confirmed.
        person: Who confirmed it.
        corrections: Corrected fields as they were written.
        source: Where it came from when that is not this desk.
        refused: Quarantine record that it was taken from, which stays until the file is in the registry.
    """

    id: str
    name: str
    size: int
    sha256: str
    added: str
    state: str = "waiting"
    reason: str = ""
    hint: str = ""
    document_id: int | None = None
    person: str = ""
    corrections: Mapping[str, str] = field(default_factory=dict)
    source: str = ""
    refused: int | None = None


class Drawer:
    """The folders of all files on the desk."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder

    def bytes_of(self, item_id: str) -> Path:
        """Return where the bytes of a file are, or would be."""
        return self.folder / item_id / _BYTES

    def save(self, item: Item) -> None:
        """Write what is known of a file, in one step."""
        place = self.folder / item.id
        place.mkdir(parents=True, exist_ok=True)
        fresh = place / f".{_FACTS}"
        fresh.write_bytes(orjson.dumps(asdict(item)))
        fresh.replace(place / _FACTS)

    def drop(self, item_id: str) -> None:
        """Forget a file."""
        shutil.rmtree(self.folder / item_id, ignore_errors=True)

    def load(self) -> list[Item]:
        """Return every file, oldest first; what an interrupted upload left behind is cleared away."""
        if not self.folder.is_dir():
            return []
        found = []
        for place in sorted(each for each in self.folder.iterdir() if each.is_dir()):
            if (place / _FACTS).is_file():
                found.append(Item(**orjson.loads((place / _FACTS).read_bytes())))
            else:
                shutil.rmtree(place, ignore_errors=True)
        return sorted(found, key=lambda each: (each.added, each.id))
