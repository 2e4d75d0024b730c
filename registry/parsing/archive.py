"""Archives and messages opened part by part: each part is a file of its own, and a bad one costs only itself."""

import stat
import zipfile
import zlib
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from io import BytesIO
from pathlib import Path, PurePosixPath
from typing import BinaryIO, Final

from registry.parsing.formats import mail
from registry.parsing.limits import MAX_TEXT_BYTES, broken, check_archive, check_bytes, read_bytes, refuse

_HEAD: Final = 4_096  # bytes in which a file shows what it is
_OFFICE: Final = frozenset(["[Content_Types].xml", "mimetype"])
_DAMAGE: Final = (zipfile.BadZipFile, zlib.error, EOFError, NotImplementedError, ValueError)


@dataclass(frozen=True, slots=True)
class Part:
    """One file inside another.

    Args:
        name: Its path inside, with slashes.
        size: In bytes, as the archive says.
        open: Opens its bytes; may raise what :func:`damage` explains.
    """

    name: str
    size: int
    open: Callable[[], BinaryIO]


@contextmanager
def opened(path: Path) -> Iterator[tuple[Part, ...]]:
    """Give the files inside an archive, or attached to a message; none when the file is neither.

    An archive inside an archive is one part. Folders, hidden files and Mac leftovers are left out, and so are Office
    files, which are archives only in form.

    Raises:
        InputRefused: The archive is broken, or would unpack to more than the bounds allow.
    """
    head = _head(path)
    if head.startswith(b"PK\x03\x04"):
        with _archive(path) as archive:
            yield tuple(_members(archive))
    elif path.suffix.lower() == ".eml" or (b"\nMIME-Version:" in head and b"\0" not in head):
        yield tuple(_attachments(path))
    else:
        yield ()


def damage(error: Exception, name: str) -> Exception:
    """Return the refusal of a part whose bytes could not be read, or the error itself when it is of another kind."""
    if isinstance(error, RuntimeError) and "password" in str(error):
        return refuse("encrypted", f"{name} trong tệp nén có mật khẩu.", "Gỡ mật khẩu rồi nạp lại.")
    return broken(f"{name} trong tệp nén") if isinstance(error, _DAMAGE) else error


def _head(path: Path) -> bytes:
    try:
        if not stat.S_ISREG(path.lstat().st_mode):
            return b""
        with path.open("rb") as stream:
            return stream.read(_HEAD)
    except OSError:
        return b""  # what cannot be opened is refused where it is kept


@contextmanager
def _archive(path: Path) -> Iterator[zipfile.ZipFile]:
    try:
        archive = zipfile.ZipFile(path)
    except (*_DAMAGE, OSError) as error:
        raise broken("tệp nén ZIP") from error
    with archive:
        check_archive(archive.infolist(), path.stat().st_size)
        yield archive


def _members(archive: zipfile.ZipFile) -> Iterator[Part]:
    if _OFFICE & set(archive.namelist()):
        return
    for member in archive.infolist():
        file = PurePosixPath(member.filename.replace("\\", "/"))
        hidden = file.name.startswith(".") or "__MACOSX" in file.parts
        if not member.is_dir() and not hidden and file.name:
            name = "/".join(part for part in file.parts if part not in ("/", ".."))
            yield Part(name, member.file_size, _opener(archive, member))


def _opener(archive: zipfile.ZipFile, member: zipfile.ZipInfo) -> Callable[[], BinaryIO]:
    return lambda: archive.open(member)  # type: ignore[return-value]  # a binary file in all but name


def _attachments(path: Path) -> Iterator[Part]:
    data = read_bytes(path)
    check_bytes(data, MAX_TEXT_BYTES)
    for name, content in mail.attachments(data):
        yield Part(name, len(content), _holder(content))


def _holder(content: bytes) -> Callable[[], BinaryIO]:
    return lambda: BytesIO(content)
