"""Archives and messages opened part by part: each part is a file of its own, and a bad one costs only itself."""

import os
import shutil
import stat
import tempfile
import zipfile
import zlib
from collections.abc import Callable, Iterator, Sequence
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass, replace
from io import BytesIO
from pathlib import Path, PurePosixPath
from typing import BinaryIO, Final, cast

from registry.errors import InputRefused
from registry.parsing.formats import mail
from registry.parsing.legacy import read_as
from registry.parsing.limits import (
    MAX_MEMBERS,
    MAX_TEXT_BYTES,
    MAX_UNPACKED,
    broken,
    check_archive,
    check_bytes,
    refuse,
)
from registry.parsing.recovery import best
from registry.text import nfc

_HEAD: Final = 4_096  # bytes in which a file shows what it is
_IN_MEMORY: Final = 8 << 20  # bytes of an inner archive that are not put on the disk
_DEEPEST: Final = 2  # archives inside one another that are opened
_UTF8: Final = 0x800
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

    Archives and messages inside are opened too, two deep; what lies deeper is one part. Folders, hidden files and Mac
    leftovers are left out, and so are Office files, which are archives only in form.

    Raises:
        InputRefused: The archive is broken, or would unpack to more than the bounds allow.
    """
    if not _is_regular(path):
        yield ()
        return
    with ExitStack() as stack, path.open("rb") as stream:
        yield tuple(_parts(stream, path.name, path.stat().st_size, stack, _Bound()))


@dataclass(slots=True)
class _Bound:
    """What may still be unpacked, all archives inside together."""

    size: int = MAX_UNPACKED
    parts: int = MAX_MEMBERS

    def take(self, parts: Sequence[Part]) -> None:
        """Count the parts of one archive.

        Raises:
            InputRefused: There is too much.
        """
        self.size -= sum(part.size for part in parts)
        self.parts -= len(parts)
        if self.size < 0 or self.parts < 0:
            raise refuse("zip-bomb", "Các tệp nén lồng nhau phình ra quá lớn; không mở.", "Tách tệp nén.")


def _parts(
    stream: BinaryIO, name: str, size: int, stack: ExitStack, bound: _Bound, depth: int = _DEEPEST
) -> Iterator[Part]:
    """Yield the parts of a file; those of an archive or message among them in its place."""
    parts = _direct(stream, name, size, stack)
    bound.take(parts)
    for part in parts:
        inner = _inner(part, stack, bound, depth) if depth and _may_hold(part.name) else ()
        if inner:
            yield from (replace(each, name=f"{part.name}!{each.name}") for each in inner)
        else:
            yield part


def _inner(part: Part, stack: ExitStack, bound: _Bound, depth: int) -> tuple[Part, ...]:
    """Return the parts of a part, or none when it is to be read as it is, damaged ones included."""
    spool = stack.enter_context(tempfile.SpooledTemporaryFile(max_size=_IN_MEMORY))  # noqa: SIM115  (it is entered)
    try:
        with part.open() as source:
            shutil.copyfileobj(source, spool)
        file = cast(BinaryIO, spool)
        return tuple(_parts(file, part.name, part.size, stack, bound, depth - 1))
    except InputRefused as refused:
        if refused.code == "zip-bomb":
            raise
        return ()
    except (*_DAMAGE, OSError, RuntimeError):
        return ()


def _may_hold(name: str) -> bool:
    return PurePosixPath(name).suffix.lower() in (".zip", ".eml")


def _direct(stream: BinaryIO, name: str, size: int, stack: ExitStack) -> list[Part]:
    stream.seek(0)
    head = stream.read(_HEAD)
    stream.seek(0)
    if head.startswith(b"PK\x03\x04"):
        return list(_members(stack.enter_context(_archive(stream, size))))
    if name.lower().endswith(".eml") or (b"\nMIME-Version:" in head and b"\0" not in head):
        return list(_attachments(stream))
    return []


def damage(error: Exception, name: str) -> Exception:
    """Return the refusal of a part whose bytes could not be read, or the error itself when it is of another kind."""
    if isinstance(error, RuntimeError) and "password" in str(error):
        return refuse("encrypted", f"{name} trong tệp nén có mật khẩu.", "Gỡ mật khẩu rồi nạp lại.")
    return broken(f"{name} trong tệp nén") if isinstance(error, _DAMAGE) else error


def _is_regular(path: Path) -> bool:
    try:
        return stat.S_ISREG(path.lstat().st_mode) and os.access(path, os.R_OK)
    except OSError:
        return False  # what cannot be opened is refused where it is kept


@contextmanager
def _archive(stream: BinaryIO, size: int) -> Iterator[zipfile.ZipFile]:
    try:
        archive = zipfile.ZipFile(stream)
    except (*_DAMAGE, OSError) as error:
        raise broken("tệp nén ZIP") from error
    with archive:
        check_archive(archive.infolist(), size)
        yield archive


def _members(archive: zipfile.ZipFile) -> Iterator[Part]:
    if _OFFICE & set(archive.namelist()):
        return
    for member in archive.infolist():
        file = PurePosixPath(member_name(member).replace("\\", "/"))
        hidden = file.name.startswith(".") or "__MACOSX" in file.parts
        if not member.is_dir() and not hidden and file.name:
            name = "/".join(part for part in file.parts if part not in ("/", ".."))
            yield Part(name, member.file_size, _opener(archive, member))


def _opener(archive: zipfile.ZipFile, member: zipfile.ZipInfo) -> Callable[[], BinaryIO]:
    return lambda: archive.open(member)  # type: ignore[return-value]  # a binary file in all but name


def member_name(member: zipfile.ZipInfo) -> str:
    """Return the name of a file in an archive as it was meant.

    Archives say whether a name is in UTF-8; programs that do not say so write the encoding of their machine, which the
    library then shows in that of the first PCs (code page 437).
    """
    if member.flag_bits & _UTF8 or member.filename.isascii():
        return member.filename
    try:
        raw = member.filename.encode("cp437")
    except UnicodeEncodeError:
        return member.filename
    try:
        return nfc(raw.decode())
    except UnicodeDecodeError:
        found = best(raw.decode("latin-1"), least=1)
        return read_as(found, raw.decode("latin-1")) if found else member.filename


def _attachments(stream: BinaryIO) -> Iterator[Part]:
    data = stream.read(MAX_TEXT_BYTES + 1)
    check_bytes(data, MAX_TEXT_BYTES)
    for name, content in mail.attachments(data):
        yield Part(name, len(content), _holder(content))


def _holder(content: bytes) -> Callable[[], BinaryIO]:
    return lambda: BytesIO(content)
