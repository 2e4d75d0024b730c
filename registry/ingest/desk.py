"""The desk: files that were handed in are read at once, and enter the registry when a person has confirmed them."""

import hashlib
import mimetypes
import secrets
import tempfile
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, replace
from datetime import UTC, datetime
from pathlib import Path, PurePosixPath
from threading import RLock, Thread
from typing import Any, BinaryIO, Final

from registry.errors import BadRequest, InputRefused, NotKnown, StateConflict, VanbanError
from registry.ingest.desk_items import STATES, Drawer, Item
from registry.ingest.discover import Found
from registry.ingest.lock import alone
from registry.ingest.pool import Pool
from registry.ingest.run import again_at
from registry.ingest.substance import says_nothing
from registry.ingest.understood import Understood, understood
from registry.ingest.unpack import is_document, unpacked
from registry.parsing.archive import Part, damage
from registry.reading.prepared import READER, Reading
from registry.reading.worker import Answer
from registry.records import QuarantineRecord
from registry.store import Registry
from registry.store.intake import Origin

MOST: Final = 200
"""Files on the desk at once: each holds its reading in memory until it is confirmed or put away."""
_WORKERS: Final = 2
_CHUNK: Final = 1 << 20
_LONGEST_NAME: Final = 160


@dataclass(frozen=True, slots=True)
class _Held:
    reading: Reading
    understood: Understood


class Desk:
    """Files that wait for a person. Safe to share between threads; what is on it survives a restart."""

    def __init__(self, registry: Registry) -> None:
        """Take up what an earlier run left; files that were not confirmed are read again.

        Args:
            registry: Open.
        """
        self._registry = registry
        self._drawer = Drawer(registry.settings.home / "uploads")
        self._lock = RLock()
        self._held: dict[str, _Held] = {}
        self._worker: Thread | None = None
        self._items = {each.id: each for each in self._drawer.load()}
        for each in list(self._items.values()):
            if each.state in {"reading", "read"}:
                self._keep(replace(each, state="waiting"))
        self._start()

    def items(self) -> list[Item]:
        """Return the files, those that wait for a person first, then newest first."""
        with self._lock:
            newest = sorted(self._items.values(), key=lambda each: (each.added, each.id), reverse=True)
        return sorted(newest, key=lambda each: STATES.index(each.state))

    def item(self, item_id: str) -> Item:
        """Return one file.

        Raises:
            NotKnown: It is not on the desk.
        """
        with self._lock:
            found = self._items.get(item_id)
        if found is None:
            raise NotKnown(
                "upload-not-known", "Không có tệp này trên bàn tiếp nhận.", hint="Có thể tệp đã được bỏ; mở lại trang."
            )
        return found

    def understood(self, item_id: str) -> Understood | None:
        """Return what was understood of a file, or None while it has not been read."""
        with self._lock:
            held = self._held.get(item_id)
        return held.understood if held else None

    def add(self, name: str, stream: BinaryIO) -> Item:
        """Put a file on the desk and have it read.

        Args:
            name: As it arrived; only its last part counts.
            stream: Its bytes.

        Raises:
            InputRefused: It is empty or too large.
            StateConflict: The desk is full.
        """
        return self._add(name, stream)

    def _add(self, name: str, stream: BinaryIO, *, start: bool = True, **origin: Any) -> Item:
        with self._lock:
            if len(self._items) >= MOST:
                raise StateConflict(
                    "desk-full", f"Bàn tiếp nhận đã có {MOST} tệp.", hint="Xác nhận hoặc bỏ bớt tệp rồi nạp tiếp."
                )
        item_id = f"{datetime.now(UTC):%Y%m%d%H%M%S}-{secrets.token_hex(4)}"
        path = self._drawer.bytes_of(item_id)
        path.parent.mkdir(parents=True)
        try:
            sha256, size = _copy(stream, path, self._registry.settings.max_file_mb)
        except BaseException:
            self._drawer.drop(item_id)
            raise
        added = datetime.now(UTC).isoformat(timespec="seconds")
        item = Item(item_id, _plain_name(name), size, sha256, added, **origin)
        with self._lock:
            self._keep(self._recognised(item))
            if start:
                self._start()
            return self._items[item_id]

    def take(self, name: str, stream: BinaryIO) -> list[Item]:
        """Put a file on the desk; an archive, or a message with documents attached, is taken apart.

        Args:
            name: As it arrived; only its last part counts.
            stream: Its bytes.

        Raises:
            InputRefused: It is empty, too large, or would unpack to too much.
            StateConflict: The desk is full.
        """
        with tempfile.TemporaryDirectory() as folder:
            path = Path(folder) / "bytes"
            _copy(stream, path, self._registry.settings.max_file_mb)
            with unpacked(Found(path, name, name)) as parts:
                documents = [part for part in parts if is_document(part)]
                if documents:
                    return [self._add_part(part) for part in documents]
            with path.open("rb") as whole:
                return [self.add(name, whole)]

    def _add_part(self, part: Part) -> Item:
        try:
            with part.open() as stream:
                return self.add(part.name.rpartition("!")[2], stream)
        except VanbanError:
            raise
        except Exception as error:  # zipfile and its decompressors share no class of errors
            raise damage(error, part.name) from error

    def again(self, record: QuarantineRecord, noted: Callable[[], object] = lambda: None) -> Item:
        """Put refused input on the desk, to be read again and confirmed; its record stays until it is taken in.

        Args:
            record: Of the quarantine.
            noted: Called once the file is there, to write it down; when that fails the file is put away again.

        Raises:
            InputRefused: It is too large.
            StateConflict: Its bytes are gone, or the desk is full.
        """
        with self._lock:
            for item in self._items.values():
                if item.refused == record.id and item.state in {"waiting", "reading", "read"}:
                    return item
        path = again_at(self._registry, record).path
        if not path.is_file():
            raise StateConflict(
                "quarantine-gone", f"Không còn bản gốc của {record.name}.", hint="Nạp lại tệp từ nơi đã lấy nó."
            )
        with path.open("rb") as stream:
            item = self._add(record.name, stream, start=False, source=record.source, refused=record.id)
        try:
            noted()
        except BaseException:
            self.drop(item.id)
            raise
        self._start()
        return self.item(item.id)

    def confirm(
        self,
        item_id: str,
        person: str,
        values: Mapping[str, Any],
        written: Mapping[str, str],
        noted: Callable[[int], object] = lambda _: None,
    ) -> Item:
        """Take a file into the registry.

        Args:
            item_id: The file.
            person: Who confirms.
            values: Corrected fields of a statement.
            written: The same as they were written, to be shown again.
            noted: Called with the id of the document inside the transaction, to write the change down.

        Raises:
            NotKnown: It is not on the desk.
            BadRequest: Nothing is known of it, and nobody said what it is.
            StateConflict: It does not wait for confirmation, or another ingest is under way.
        """
        item = self._in_state(item_id, "read")
        held = self._held[item_id]
        if says_nothing(held.reading) and not (values.get("number") or values.get("title")):
            raise BadRequest(
                "nothing-known", f"Chưa biết {item.name} là văn bản nào.", hint="Ghi số ký hiệu hoặc trích yếu rồi gửi."
            )
        with alone(self._registry.settings.home):
            stored = self._registry.originals.keep(self._drawer.bytes_of(item_id))
            origin = replace(_origin(item), sha256=stored.sha256, size=stored.size)
            with self._registry.together():
                taken = self._registry.put_reading(held.reading, origin, READER, (person, values) if values else None)
                noted(taken.document_id)
        done = replace(item, state="confirmed", document_id=taken.document_id, person=person, corrections=dict(written))
        with self._lock:
            return self._keep(done)

    def reconcile(self) -> None:
        """Let confirmed files wait for a person once more when they were taken out of the registry since."""
        with self._lock:
            for item in list(self._items.values()):
                if item.state == "confirmed" and self._registry.document_of(item.sha256) is None:
                    state = "read" if item.id in self._held else "waiting"
                    self._keep(replace(item, state=state, document_id=None))
            self._start()

    def drop(self, item_id: str) -> Item:
        """Put a file away; nothing in the registry changes.

        Raises:
            NotKnown: It is not on the desk.
            StateConflict: It is being read.
        """
        with self._lock:
            item = self.item(item_id)
            if item.state == "reading":
                raise _busy(item)
            del self._items[item_id]
            self._held.pop(item_id, None)
            self._drawer.drop(item_id)
            return item

    def _in_state(self, item_id: str, state: str) -> Item:
        with self._lock:
            item = self.item(item_id)
        if item.state != state:
            raise _busy(item)
        return item

    def _keep(self, item: Item) -> Item:
        self._items[item.id] = item
        self._drawer.save(item)
        return item

    def _recognised(self, item: Item) -> Item:
        """Tell a file whose bytes the registry has read before; nothing has to be confirmed about it."""
        known = self._registry.document_of(item.sha256)
        return item if known is None else replace(item, state="known", document_id=known)

    def _start(self) -> None:
        with self._lock:
            waiting = any(each.state == "waiting" for each in self._items.values())
            if waiting and self._worker is None:
                self._worker = Thread(target=self._work, name="vanban-desk", daemon=True)
                self._worker.start()

    def _work(self) -> None:
        while True:
            with self._lock:
                waiting = [each.id for each in self._items.values() if each.state == "waiting"]
                if not waiting:
                    self._worker = None
                    return
            try:
                self._read(waiting)
            except VanbanError as error:
                self._failed(error)

    def _read(self, waiting: list[str]) -> None:
        settings = self._registry.settings
        workers = min(_WORKERS, settings.worker_count, len(waiting))
        with Pool[str](workers, settings.read_timeout, settings.read_memory_mb) as pool:
            for item_id, answer in pool.read(self._tasks(waiting)):
                self._answered(item_id, answer)

    def _tasks(self, waiting: list[str]) -> Iterator[tuple[str, Path, str]]:
        for item_id in waiting:
            with self._lock:
                item = self._items.get(item_id)
                if item is None or item.state != "waiting":
                    continue
                self._keep(replace(item, state="reading"))
            yield item_id, self._drawer.bytes_of(item_id), item.name

    def _answered(self, item_id: str, answer: Answer) -> None:
        if isinstance(answer, InputRefused):
            self._refused(item_id, answer)
            return
        held = _Held(answer, understood(answer))
        with self._lock:
            self._held[item_id] = held
            self._keep(replace(self._items[item_id], state="read"))

    def _refused(self, item_id: str, reason: InputRefused) -> None:
        item = self.item(item_id)
        self._registry.originals.keep(self._drawer.bytes_of(item_id))
        self._registry.refuse(_origin(item), reason, READER)
        with self._lock:
            self._keep(replace(item, state="refused", reason=reason.message, hint=reason.hint))

    def _failed(self, error: VanbanError) -> None:
        with self._lock:
            for each in list(self._items.values()):
                if each.state in {"waiting", "reading"}:
                    self._keep(replace(each, state="failed", reason=error.message, hint=error.hint))


def _origin(item: Item) -> Origin:
    kind = mimetypes.guess_type(item.name)[0] or "application/octet-stream"
    return Origin(item.sha256, item.size, kind, item.source or f"tai-len/{item.id}/{item.name}", item.name)


def _plain_name(name: str) -> str:
    last = PurePosixPath(name.replace("\\", "/")).name
    shown = "".join(letter for letter in last if letter.isprintable()).strip(". ")
    return shown[-_LONGEST_NAME:] or "tep-khong-ten"


def _copy(stream: BinaryIO, path: Path, megabytes: int) -> tuple[str, int]:
    digest, size = hashlib.sha256(), 0
    with path.open("xb") as target:
        while chunk := stream.read(_CHUNK):
            size += len(chunk)
            if size > megabytes << 20:
                raise InputRefused(
                    "too-large", f"Tệp vượt giới hạn {megabytes} MB.", hint="Tách tệp, hoặc tăng VANBAN_MAX_FILE_MB."
                )
            digest.update(chunk)
            target.write(chunk)
    if not size:
        raise InputRefused("empty-file", "Tệp rỗng.", hint="Chọn lại tệp văn bản.")
    return digest.hexdigest(), size


def _busy(item: Item) -> StateConflict:
    return StateConflict(
        "upload-state",
        f"Không làm được việc này khi tệp {item.name} đang ở bước khác.",
        hint="Tải lại trang rồi thử lại.",
    )
