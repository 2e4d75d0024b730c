"""What a crawl has done, one line each, on the disk before the next step: after a kill it goes on from there."""

import json
import os
import time
from collections.abc import Iterator
from contextlib import AbstractContextManager
from dataclasses import asdict, dataclass
from datetime import UTC, datetime
from pathlib import Path
from typing import Any, Final, Self

from registry.errors import StateConflict
from registry.locks import hold

LOCK: Final = "lock"
"""File of a site's folder that a running crawl holds."""
KEPT_RUNS: Final = 5
_FRESH_FOR: Final = 7 * 86400.0  # seconds; what an older unfinished run saw of the lists is out of date


@dataclass(frozen=True, slots=True)
class Entry:
    """One answer.

    Args:
        asked: Address that was asked for.
        address: Address that answered.
        status: HTTP status.
        sha256: Hash of the stored body; empty when there is none.
        size: In bytes.
        media_type: As the server says.
        charset: As the server says.
        name: File name that the server gives.
        etag: Validator, echoed as it came.
        modified: Validator, echoed as it came: some servers write local time and call it GMT.
    """

    asked: str
    address: str
    status: int
    sha256: str = ""
    size: int = 0
    media_type: str = ""
    charset: str = ""
    name: str = ""
    etag: str = ""
    modified: str = ""


class Journal:
    """The journal of one run."""

    def __init__(self, path: Path) -> None:
        """Open, after cutting off a line that was being written when the machine stopped."""
        self.path = path
        self._entries = {entry.asked: entry for entry in entries(path)}
        _cut_torn_line(path)
        self._stream = path.open("ab")
        self.begun = path.stem

    @classmethod
    def open(cls, folder: Path, *, fresh: bool = False) -> Self:
        """Return the unfinished journal of a site, or a new one.

        Args:
            folder: Of the site.
            fresh: Begin again even when a run is unfinished.
        """
        folder.mkdir(parents=True, exist_ok=True)
        last = max(folder.glob("*.jsonl"), default=None)
        if last is not None and not fresh and not finished(last) and last.stat().st_mtime > time.time() - _FRESH_FOR:
            return cls(last)
        stamp = datetime.now(UTC).strftime("%Y%m%dT%H%M%S.%fZ")
        return cls(folder / f"{stamp}.jsonl")

    def get(self, asked: str) -> Entry | None:
        """Return what an address answered in this run, if it was asked."""
        return self._entries.get(asked)

    def __len__(self) -> int:
        return len(self._entries)

    def add(self, entry: Entry) -> None:
        """Record an answer; on the disk when this returns."""
        self._write({"kind": "answer", **asdict(entry)})
        self._entries[entry.asked] = entry

    def forget(self, asked: str) -> None:
        """Ask an address again next time: what it answered was no answer."""
        self._write({"kind": "forget", "asked": asked})
        self._entries.pop(asked, None)

    def end(self, state: str) -> None:
        """Record that the run is over."""
        self._write({"kind": "end", "state": state})

    def close(self) -> None:
        """Let go of the file."""
        self._stream.close()

    def _write(self, line: dict[str, Any]) -> None:
        try:
            self._stream.write(json.dumps(line, ensure_ascii=False).encode() + b"\n")
            self._stream.flush()
            os.fsync(self._stream.fileno())
        except OSError as error:
            raise StateConflict(
                "store-not-writable",
                f"Không ghi được nhật ký thu thập: {error.strerror or error}.",
                hint="Kiểm tra dung lượng đĩa và quyền ghi của VANBAN_HOME rồi chạy lại.",
            ) from error


def entries(path: Path) -> Iterator[Entry]:
    """Yield the answers of a journal, without those that were set aside."""
    found: dict[str, Entry] = {}
    for line in _lines(path):
        kind = line.pop("kind", "")
        if kind == "answer":
            found[line["asked"]] = Entry(**line)
        elif kind == "forget":
            found.pop(line["asked"], None)
    yield from found.values()


def finished(path: Path) -> bool:
    """Tell whether a run came to its end."""
    return any(line.get("kind") == "end" for line in _lines(path))


def earlier(folder: Path, but: Path) -> dict[str, Entry]:
    """Return the last answer of every address in the runs before, for conditional requests."""
    paths = sorted(path for path in folder.glob("*.jsonl") if path != but)
    return {entry.asked: entry for path in paths for entry in entries(path) if entry.sha256}


def prune(folder: Path) -> set[str]:
    """Remove all but the last runs; return the hashes of the bodies that the kept ones speak of."""
    paths = sorted(folder.glob("*.jsonl"))
    for path in paths[:-KEPT_RUNS]:
        path.unlink()
        path.with_suffix(".json").unlink(missing_ok=True)
    return {entry.sha256 for path in paths[-KEPT_RUNS:] for entry in entries(path)}


def alone(folder: Path) -> AbstractContextManager[None]:
    """Hold the lock of a site.

    Raises:
        StateConflict: Another run of this site is under way.
    """
    busy = StateConflict("crawl-running", "Nguồn này đang được thu thập.", hint="Chờ lượt đó xong rồi chạy lại.")
    return hold(folder / LOCK, busy)


def _lines(path: Path) -> Iterator[dict[str, Any]]:
    if not path.is_file():
        return
    with path.open("rb") as stream:
        for line in stream:
            if line.endswith(b"\n"):
                yield json.loads(line)


def _cut_torn_line(path: Path) -> None:
    if not path.is_file():
        return
    data = path.read_bytes()
    whole = data.rfind(b"\n") + 1
    if whole != len(data):
        os.truncate(path, whole)
