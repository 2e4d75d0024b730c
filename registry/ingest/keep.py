"""Second stage: what is known of a file, and its bytes under their hash. Reads the file, writes the original."""

import mimetypes
import stat
from dataclasses import dataclass

from registry.errors import InputRefused
from registry.files import hash_file
from registry.ingest.discover import Found
from registry.ingest.report import Outcome, refusal, taken
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
    kind = mimetypes.guess_type(found.name)[0] or "application/octet-stream"
    origin = Origin(sha256, size, kind, found.source, found.name)
    known = registry.known(origin, reader)
    if known is not None:
        return taken(found.source, known)
    before = registry.refused_before(origin, reader)
    if before is not None:
        return refusal(found.source, before)
    stored = registry.originals.keep(found.path)
    return Kept(found, Origin(stored.sha256, stored.size, kind, found.source, found.name))


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
        raise InputRefused(
            "too-large",
            f"Tệp {status.st_size / (1 << 20):.0f} MB, vượt giới hạn {megabytes} MB.",
            hint="Tách tệp, hoặc tăng VANBAN_MAX_FILE_MB.",
        )
    return status.st_size


def _unreadable(error: OSError) -> InputRefused:
    return InputRefused(
        "unreadable", f"Không đọc được tệp: {error.strerror or error}.", hint="Kiểm tra đường dẫn và quyền đọc."
    )
