"""Originals, kept for ever under the SHA-256 of their bytes."""

import hashlib
import os
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from tempfile import NamedTemporaryFile
from typing import BinaryIO

from registry.errors import NotKnown, StateConflict

_CHUNK = 1 << 20


@dataclass(frozen=True, slots=True)
class Stored:
    """Bytes that are in the folder now."""

    sha256: str
    size: int
    path: Path


class Originals:
    """A folder of files named after their content."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder

    def place(self, sha256: str) -> Path:
        """Return where bytes with this hash are, or would be."""
        return self.folder / sha256[:2] / sha256[2:4] / sha256

    def path(self, sha256: str) -> Path:
        """Return the file that holds an original.

        Raises:
            NotKnown: It is not stored.
        """
        found = self.place(sha256)
        if not found.is_file():
            raise NotKnown(
                "original-not-known", f"Không có bản gốc {sha256[:12]}… trong kho.", hint="Chạy “vanban check”."
            )
        return found

    def keep(self, source: Path) -> Stored:
        """Copy a file into the folder; complete and on the disk when this returns, or not there at all.

        Raises:
            StateConflict: The disk is full or not writable.
            OSError: The source cannot be read.
        """
        with source.open("rb") as stream:
            return self.keep_stream(stream)

    def keep_stream(self, stream: BinaryIO) -> Stored:
        """Copy a stream into the folder, as :meth:`keep` does."""
        with _explained(), _temporary(self.folder) as target:
            digest, size = hashlib.sha256(), 0
            while chunk := stream.read(_CHUNK):
                digest.update(chunk)
                size += len(chunk)
                target.write(chunk)
            return self._settle(Path(target.name), target, digest.hexdigest(), size)

    def _settle(self, written: Path, stream: BinaryIO, sha256: str, size: int) -> Stored:
        place = self.place(sha256)
        if not place.is_file():
            stream.flush()
            os.fsync(stream.fileno())
            place.parent.mkdir(parents=True, exist_ok=True)
            written.replace(place)
            _sync_folder(place.parent)
        return Stored(sha256, size, place)

    def discard(self, sha256: str) -> None:
        """Remove bytes that nothing speaks of any more."""
        self.place(sha256).unlink(missing_ok=True)

    def all(self) -> Iterator[str]:
        """Yield the hash of every stored file, sorted."""
        for path in sorted(self.folder.glob("??/??/*")):
            yield path.name


def hash_file(path: Path) -> str:
    """Return the SHA-256 of a file's bytes, in hexadecimal."""
    with path.open("rb") as stream:
        return hashlib.file_digest(stream, "sha256").hexdigest()


@contextmanager
def _temporary(folder: Path) -> Iterator[BinaryIO]:
    folder.mkdir(parents=True, exist_ok=True)
    with NamedTemporaryFile(dir=folder, prefix=".part-", delete=False) as target:
        try:
            yield target  # type: ignore[misc]  # a binary file in all but name
        finally:
            Path(target.name).unlink(missing_ok=True)


@contextmanager
def _explained() -> Iterator[None]:
    try:
        yield
    except OSError as error:
        raise StateConflict(
            "store-not-writable",
            f"Không ghi được vào kho bản gốc: {error.strerror or error}.",
            hint="Kiểm tra dung lượng đĩa và quyền ghi của VANBAN_HOME rồi chạy lại.",
        ) from error


def _sync_folder(folder: Path) -> None:
    handle = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)
