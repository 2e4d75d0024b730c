"""Second stage: what is known of a file, and its bytes under their hash. Reads the file, writes the original."""

import mimetypes
import stat
from dataclasses import dataclass, replace

from registry.errors import InputRefused, VanbanError
from registry.files import hash_file
from registry.ingest.discover import Found
from registry.ingest.report import Outcome, refusal, taken
from registry.parsing.archive import Part, damage
from registry.store import Registry
from registry.store.intake import Origin


@dataclass(frozen=True, slots=True)
class Kept:
    """A file whose bytes are stored and have to be read."""

    found: Found
    origin: Origin


def keep(registry: Registry, found: Found, reader: str) -> Outcome | Kept:
    """Return what became of the file, or its stored bytes when it has to be read.

    Args:
        registry: Open.
        found: The file.
        reader: Version of the reader.

    Raises:
        InputRefused: It is no regular file, cannot be read, or is too large.
        StateConflict: The store cannot be written.
    """
    size = _size(found, registry.settings.max_file_mb)
    try:
        sha256 = hash_file(found.path)
    except OSError as error:
        raise _unreadable(error) from error
    origin = Origin(sha256, size, _media_type(found.name), found.source, found.name)
    done = _done(registry, origin, reader)
    if done is not None:
        return done
    stored = registry.originals.keep(found.path)
    return Kept(found, replace(origin, sha256=stored.sha256, size=stored.size))


def keep_part(registry: Registry, part: Part, found: Found, reader: str) -> Outcome | Kept:
    """Return what became of one file inside an archive, or its stored bytes when it has to be read.

    Args:
        registry: Open.
        part: The file.
        found: The archive, with the part in its source and name.
        reader: Version of the reader.

    Raises:
        InputRefused: It cannot be unpacked, or is too large.
        StateConflict: The store cannot be written.
    """
    if part.size > registry.settings.max_file_mb << 20:
        raise _too_large(part.size, registry.settings.max_file_mb)
    try:
        with part.open() as stream:
            stored = registry.originals.keep_stream(stream)
    except VanbanError:
        raise
    except Exception as error:  # zipfile and its decompressors share no class of errors
        raise damage(error, part.name) from error
    origin = Origin(stored.sha256, stored.size, _media_type(part.name), found.source, found.name)
    return _done(registry, origin, reader) or Kept(found, origin)


def _done(registry: Registry, origin: Origin, reader: str) -> Outcome | None:
    """Return what became of bytes that this reader has seen before."""
    known = registry.known(origin, reader)
    if known is not None:
        return taken(origin.source, known)
    before = registry.refused_before(origin, reader)
    return refusal(origin.source, before) if before is not None else None


def _media_type(name: str) -> str:
    return mimetypes.guess_type(name)[0] or "application/octet-stream"


def _size(found: Found, megabytes: int) -> int:
    try:
        status = found.path.lstat()
    except OSError as error:
        raise _unreadable(error) from error
    if not stat.S_ISREG(status.st_mode):
        raise InputRefused(
            "not-a-file", "Đây không phải tệp thường (liên kết, thiết bị hoặc ống dẫn).", hint="Nạp chính tệp văn bản."
        )
    if status.st_size > megabytes << 20:
        raise _too_large(status.st_size, megabytes)
    return status.st_size


def _too_large(size: int, megabytes: int) -> InputRefused:
    return InputRefused(
        "too-large",
        f"Tệp {size / (1 << 20):.0f} MB, vượt giới hạn {megabytes} MB.",
        hint="Tách tệp, hoặc tăng VANBAN_MAX_FILE_MB.",
    )


def _unreadable(error: OSError) -> InputRefused:
    return InputRefused(
        "unreadable", f"Không đọc được tệp: {error.strerror or error}.", hint="Kiểm tra đường dẫn và quyền đọc."
    )
