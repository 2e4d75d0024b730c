"""Backup and restore: one .tar with database, originals, what was set, added and handed in, and hashes of it all."""

import hashlib
import io
import json
import os
import re
import shutil
import sqlite3
import tarfile
import tempfile
from collections.abc import Iterator
from contextlib import closing
from datetime import UTC, datetime
from pathlib import Path
from typing import Any, Final

from registry.errors import BadRequest, InputRefused, StateConflict
from registry.files import Originals, hash_file
from registry.settings import FILE_NAME, Settings

MANIFEST: Final = "manifest.json"
_FORM: Final = 1
_DATABASE: Final = "vanban.sqlite"
_NAMES: Final = re.compile(
    rf"{_DATABASE}|{re.escape(FILE_NAME)}|vocabulary\.yaml|list-columns\.json|sources/[a-z0-9][a-z0-9-]*\.yaml"
    r"|uploads/\d{14}-[0-9a-f]{8}/(?:item\.json|bytes)|files/([0-9a-f]{2})/([0-9a-f]{2})/\1\2[0-9a-f]{60}"
)


def backup(settings: Settings, target: Path) -> dict[str, Any]:
    """Write a backup; others may go on reading and writing meanwhile. Return its manifest.

    Args:
        settings: Of the registry.
        target: The .tar to write; it appears only when complete.

    Raises:
        BadRequest: The database is not SQLite (its own tools do that).
        StateConflict: There is nothing to back up, the database is damaged, or the target cannot be written.
    """
    source = _database(settings)
    try:
        with tempfile.TemporaryDirectory(dir=target.absolute().parent, prefix=".backup-") as folder:
            copy = Path(folder) / _DATABASE
            _copy_database(source, copy)
            part = Path(folder) / "backup.tar"
            _copy_uploads(settings.home / "uploads", Path(folder) / "uploads")
            manifest = _write(part, dict(_members(settings, copy)))
            part.replace(target)
    except OSError as error:
        raise StateConflict(
            "backup-not-written", f"Không ghi được bản sao lưu: {error.strerror or error}.", hint="Kiểm tra đĩa đích."
        ) from error
    except sqlite3.Error as error:
        raise StateConflict(
            "backup-not-read", f"Không đọc được cơ sở dữ liệu để sao lưu: {error}.", hint="Chạy “vanban check”."
        ) from error
    return manifest


def _refuse_external(settings: Settings) -> None:
    if settings.database_url:
        raise BadRequest(
            "backup-external",
            "Cơ sở dữ liệu nằm ngoài VANBAN_HOME.",
            hint="Sao lưu và khôi phục bằng công cụ của nó (pg_dump, pg_restore).",
        )


def _database(settings: Settings) -> Path:
    _refuse_external(settings)
    found = settings.home / _DATABASE
    if not found.is_file():
        raise StateConflict(
            "nothing-to-back-up", f"Chưa có dữ liệu trong {settings.home}.", hint="Kiểm tra VANBAN_HOME."
        )
    return found


def _copy_database(source: Path, target: Path) -> None:
    with closing(sqlite3.connect(source)) as live, closing(sqlite3.connect(target)) as copy:
        live.backup(copy)


def _copy_uploads(source: Path, target: Path) -> None:
    """Copy the files that wait on the desk, as links where the disk allows; one put away meanwhile is left out."""
    for item in sorted(source.iterdir()) if source.is_dir() else ():
        place = target / item.name
        place.mkdir(parents=True)
        try:
            for name in ("bytes", "item.json"):
                _copy(item / name, place / name)
        except FileNotFoundError:
            shutil.rmtree(place)


def _copy(source: Path, target: Path) -> None:
    try:
        os.link(source, target)
    except FileNotFoundError:
        raise
    except OSError:  # another disk, or one without links
        shutil.copyfile(source, target)


def _members(settings: Settings, database: Path) -> Iterator[tuple[str, Path]]:
    """The copied database first: every original that it speaks of was on the disk before."""
    yield _DATABASE, database
    if (settings.home / FILE_NAME).is_file():
        yield FILE_NAME, settings.home / FILE_NAME
    for path in _written_by_hand(settings.home):
        yield path.relative_to(settings.home).as_posix(), path
    for path in sorted((database.parent / "uploads").glob("*/*")):
        yield path.relative_to(database.parent).as_posix(), path
    originals = Originals(settings.files)
    for sha256 in originals.all():
        yield f"files/{sha256[:2]}/{sha256[2:4]}/{sha256}", originals.place(sha256)


def _written_by_hand(folder: Path) -> list[Path]:
    """What admins added in files of their own, vocabulary and sources, and what columns of registers they chose."""
    named = [folder / "vocabulary.yaml", folder / "list-columns.json", *sorted((folder / "sources").glob("*.yaml"))]
    return [path for path in named if path.is_file() and _NAMES.fullmatch(path.relative_to(folder).as_posix())]


def _write(target: Path, members: dict[str, Path]) -> dict[str, Any]:
    manifest = {
        "form": _FORM,
        "created": datetime.now(UTC).isoformat(timespec="seconds"),
        "members": {name: hash_file(path) for name, path in members.items()},
    }
    with tarfile.open(target, "w") as archive:
        body = json.dumps(manifest, indent=1).encode()
        head = tarfile.TarInfo(MANIFEST)
        head.size = len(body)
        archive.addfile(head, io.BytesIO(body))
        for name, path in members.items():
            archive.add(path, name, recursive=False)
    return manifest


def restore(settings: Settings, source: Path, *, replace: bool = False) -> dict[str, Any]:
    """Put a backup in place of the home of the settings; checked as a whole before anything is touched.

    The search index is not part of a backup; one that is there is removed, because it tells of other data.

    Args:
        settings: Of the registry to fill.
        source: The .tar.
        replace: Allow that data in the home is replaced.

    Raises:
        BadRequest: The database is not SQLite (its own tools do that).
        StateConflict: The home already holds data and ``replace`` is False, or cannot be written.
        InputRefused: The file is no backup, or a part of it is missing or changed.
    """
    _refuse_external(settings)
    home = settings.home
    if (home / _DATABASE).exists() and not replace:
        raise StateConflict("home-not-empty", f"{home} đã có dữ liệu.", hint="Thêm --replace nếu muốn thay thế.")
    try:
        home.mkdir(parents=True, exist_ok=True)
        with tempfile.TemporaryDirectory(dir=home, prefix=".restore-") as folder:
            manifest = _unpack(source, Path(folder))
            _put_in_place(Path(folder), home)
    except OSError as error:
        raise StateConflict(
            "restore-not-written",
            f"Không ghi được vào {home}: {error.strerror or error}.",
            hint="Kiểm tra dung lượng đĩa và quyền ghi của VANBAN_HOME rồi chạy lại.",
        ) from error
    return manifest


def _unpack(source: Path, folder: Path) -> dict[str, Any]:
    try:
        with tarfile.open(source, "r:") as archive:
            manifest = _manifest(archive)
            for name, sha256 in manifest["members"].items():
                _extract(archive, name, sha256, folder)
    except (tarfile.TarError, ValueError, KeyError, AttributeError, TypeError) as error:
        raise InputRefused(
            "backup-damaged", f"Tệp sao lưu hỏng hoặc không đúng dạng ({error}).", hint="Dùng bản sao lưu khác."
        ) from error
    return manifest


def _manifest(archive: tarfile.TarFile) -> dict[str, Any]:
    """Read the list of parts; a backup of another form, or without a database, would leave half a home behind."""
    manifest: dict[str, Any] = json.loads(_read(archive, MANIFEST))
    if manifest["form"] != _FORM or _DATABASE not in manifest["members"]:
        raise ValueError(MANIFEST)
    return manifest


def _read(archive: tarfile.TarFile, name: str) -> bytes:
    stream = archive.extractfile(name)
    if stream is None:
        raise KeyError(name)
    return stream.read()


def _extract(archive: tarfile.TarFile, name: str, sha256: str, folder: Path) -> None:
    if not _NAMES.fullmatch(name):
        raise ValueError(name)
    stream = archive.extractfile(name)
    if stream is None:
        raise KeyError(name)
    target = folder / name
    target.parent.mkdir(parents=True, exist_ok=True)
    digest = hashlib.sha256()
    with target.open("wb") as out:
        while chunk := stream.read(1 << 20):
            digest.update(chunk)
            out.write(chunk)
    named = target.name if name.startswith("files/") else sha256
    if not digest.hexdigest() == sha256 == named:
        raise ValueError(f"{name}: sha256")


def _put_in_place(folder: Path, home: Path) -> None:
    """Originals first, the database last: at no moment does a row speak of an original that is not there."""
    files = folder / "files"
    for path in sorted(files.rglob("*")) if files.is_dir() else ():
        if path.is_file():
            place = home / "files" / path.relative_to(files)
            place.parent.mkdir(parents=True, exist_ok=True)
            path.replace(place)
    for path in (*_written_by_hand(folder), *sorted((folder / "uploads").glob("*/*"))):
        place = home / path.relative_to(folder)
        place.parent.mkdir(parents=True, exist_ok=True)
        path.replace(place)
    for suffix in ("-wal", "-shm"):
        (home / f"{_DATABASE}{suffix}").unlink(missing_ok=True)
    shutil.rmtree(home / "index", ignore_errors=True)
    for name in (FILE_NAME, _DATABASE):
        if (folder / name).is_file():
            (folder / name).replace(home / name)
