"""A backup brings everything back, and a damaged one touches nothing."""

import hashlib
import io
import json
import tarfile
from datetime import date
from pathlib import Path
from typing import Any

import pytest

from registry.backup import MANIFEST, backup, restore
from registry.errors import BadRequest, InputRefused, StateConflict
from registry.ingest.desk import Desk
from registry.lists import mapping
from registry.settings import load
from registry.store import Registry
from registry.store.dump import dump
from tests.fictional import File, entry, put


@pytest.fixture
def archive(tmp_path: Path) -> Path:
    """A backup of a registry with one document, beside the registry in ``old``."""
    with Registry.open(load(home=tmp_path / "old")) as registry:
        registry.put_catalogue([entry("9001/2025/QĐ-UBND", date(2025, 3, 4))])
        put(registry, File("a.txt", "9001/2025/QĐ-UBND", date(2025, 3, 4)))
        backup(registry.settings, tmp_path / "backup.tar")
    return tmp_path / "backup.tar"


def test_round_trip(archive: Path, tmp_path: Path) -> None:
    (tmp_path / "new" / "index").mkdir(parents=True)
    restore(load(home=tmp_path / "new"), archive)
    with Registry.open(load(home=tmp_path / "old")) as old, Registry.open(load(home=tmp_path / "new")) as new:
        assert dump(new) == dump(old)
        assert [each for each in new.check(deep=True) if each.damage] == []
    assert not (tmp_path / "new" / "index").exists()
    assert not list((tmp_path / "new").glob(".restore-*"))


def test_what_waits_on_the_desk_and_chosen_columns_come_back(tmp_path: Path) -> None:
    settings = load(home=tmp_path / "old")
    with Registry.open(settings) as registry:
        given = Desk(registry).add("a.txt", io.BytesIO("Quyết định của tỉnh Hư Cấu".encode()))
        (tmp_path / "old" / "uploads" / "20250101000000-00000000").mkdir()  # put away while the copy is made
        mapping.remember(settings.home, ["A", "Trích yếu"], ["number", "title"])
        backup(settings, tmp_path / "backup.tar")
    restore(load(home=tmp_path / "new"), tmp_path / "backup.tar")
    with Registry.open(load(home=tmp_path / "new")) as registry:
        (found,) = Desk(registry).items()
        assert (found.id, found.name, found.sha256) == (given.id, "a.txt", given.sha256)
    assert (tmp_path / "new" / "uploads" / given.id / "bytes").read_bytes() == "Quyết định của tỉnh Hư Cấu".encode()
    assert mapping.recall(tmp_path / "new", ["A", "Trích yếu"]) == ("number", "title")


def test_data_is_not_replaced_unasked(archive: Path, tmp_path: Path) -> None:
    settings = load(home=tmp_path / "old")
    with pytest.raises(StateConflict, match="--replace"):
        restore(settings, archive)
    with Registry.open(settings) as registry:
        put(registry, File("b.txt", "9002/2025/QĐ-UBND", date(2025, 3, 4)))
    restore(settings, archive, replace=True)
    with Registry.open(settings) as registry:
        assert [each.number for each in registry.documents()] == ["9001/2025/QĐ-UBND"]


def manifest(archive: Path) -> dict[str, Any]:
    """The list of parts of a backup."""
    with tarfile.open(archive) as opened:
        told: dict[str, Any] = json.loads(opened.extractfile(MANIFEST).read())  # type: ignore[union-attr]
    return told


def rewrite(archive: Path, change: dict[str, bytes | None]) -> None:
    """Replace or drop members of a tar."""
    with tarfile.open(archive) as old:
        members = {member.name: old.extractfile(member).read() for member in old.getmembers()}  # type: ignore[union-attr]
    with tarfile.open(archive, "w") as new:
        for name, data in (members | change).items():
            if data is not None:
                head = tarfile.TarInfo(name)
                head.size = len(data)
                new.addfile(head, io.BytesIO(data))


@pytest.mark.parametrize("data", [b"SQLite format 3\0 other", None])
def test_a_changed_or_missing_part_is_refused(archive: Path, tmp_path: Path, data: bytes | None) -> None:
    rewrite(archive, {"vanban.sqlite": data})
    with pytest.raises(InputRefused, match="hỏng"):
        restore(load(home=tmp_path / "new"), archive)
    assert not (tmp_path / "new" / "vanban.sqlite").exists()


def test_names_that_lead_outside_are_refused(archive: Path, tmp_path: Path) -> None:
    told = manifest(archive)
    told["members"]["../evil"] = hashlib.sha256(b"x").hexdigest()
    rewrite(archive, {MANIFEST: json.dumps(told).encode(), "../evil": b"x"})
    with pytest.raises(InputRefused, match="evil"):
        restore(load(home=tmp_path / "new"), archive)
    assert not (tmp_path / "evil").exists()


@pytest.mark.parametrize(
    "change", [{"form": 2}, {"members": {}}, {"members": ["vanban.sqlite"]}, {"members": None}, {"form": None}]
)
def test_a_manifest_of_another_form_is_refused(archive: Path, tmp_path: Path, change: dict[str, object]) -> None:
    index = tmp_path / "new" / "index"
    index.mkdir(parents=True)
    rewrite(archive, {MANIFEST: json.dumps(manifest(archive) | change).encode()})
    with pytest.raises(InputRefused, match="hỏng"):
        restore(load(home=tmp_path / "new"), archive)
    assert index.exists()


def test_an_original_under_the_name_of_other_bytes_is_refused(archive: Path, tmp_path: Path) -> None:
    told = manifest(archive)
    name = next(name for name in told["members"] if name.startswith("files/"))
    told["members"][name] = hashlib.sha256(b"other").hexdigest()
    rewrite(archive, {MANIFEST: json.dumps(told).encode(), name: b"other"})
    with pytest.raises(InputRefused, match="sha256"):
        restore(load(home=tmp_path / "new"), archive)


def test_a_home_that_cannot_be_made_is_explained(archive: Path, tmp_path: Path) -> None:
    (tmp_path / "file").write_text("")
    with pytest.raises(StateConflict, match="Không ghi được"):
        restore(load(home=tmp_path / "file" / "home"), archive)


def test_what_is_no_backup_is_refused(tmp_path: Path) -> None:
    (tmp_path / "x.tar").write_text("không phải tar")
    with pytest.raises(InputRefused):
        restore(load(home=tmp_path / "new"), tmp_path / "x.tar")


def test_nothing_to_back_up(tmp_path: Path) -> None:
    with pytest.raises(StateConflict, match="Chưa có dữ liệu"):
        backup(load(home=tmp_path / "new"), tmp_path / "x.tar")
    with pytest.raises(BadRequest, match="pg_dump"):
        backup(load(home=tmp_path, database_url="postgresql://x/y"), tmp_path / "x.tar")
    with pytest.raises(BadRequest, match="pg_restore"):
        restore(load(home=tmp_path, database_url="postgresql://x/y"), tmp_path / "x.tar")
