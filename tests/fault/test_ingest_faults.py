"""Killed, starved or damaged, the registry stays whole, and running again completes it."""

import os
import random
import signal
import subprocess
import sys
import time
from pathlib import Path

import pytest

from registry.errors import StateConflict
from registry.files import Originals
from registry.ingest import run
from registry.settings import load
from registry.store import Registry
from registry.store.dump import dump
from tests.fake_parser import PARSER, write_province

COUNT = 12
PROGRAM = """
import sys
from pathlib import Path
from registry.ingest import run
from registry.settings import load
from registry.store import Registry
with Registry.open(load(home=Path(sys.argv[1]), workers=2)) as registry:
    run(registry, [Path(sys.argv[2])], lambda step: print(step.done, flush=True), parser=sys.argv[3])
"""


def start(home: Path, folder: Path) -> subprocess.Popen[str]:
    return subprocess.Popen(
        [sys.executable, "-c", PROGRAM, str(home), str(folder), PARSER],
        stdout=subprocess.PIPE,
        text=True,
        env={**os.environ, "PYTHONPATH": os.pathsep.join(sys.path)},
    )


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return write_province(tmp_path_factory.mktemp("in"), COUNT)


@pytest.fixture(scope="module")
def undisturbed(tmp_path_factory: pytest.TempPathFactory, folder: Path) -> dict[str, list[object]]:
    with Registry.open(load(home=tmp_path_factory.mktemp("home"))) as registry:
        run(registry, [folder], parser=PARSER)
        return dump(registry)


@pytest.mark.parametrize("seed", range(2))
def test_killed_at_any_point_and_run_again(
    seed: int, tmp_path: Path, folder: Path, undisturbed: dict[str, list[object]]
) -> None:
    chance = random.Random(seed)
    for _ in range(2):
        process = start(tmp_path, folder)
        assert process.stdout is not None
        for _ in range(chance.randrange(COUNT // 2)):
            process.stdout.readline()
        time.sleep(chance.random() / 20)
        process.send_signal(signal.SIGKILL)
        process.wait()
        process.stdout.close()
    with Registry.open(load(home=tmp_path)) as registry:
        assert [each for each in registry.check() if each.damage] == []
        run(registry, [folder], parser=PARSER)
        assert dump(registry) == undisturbed
        assert [each for each in registry.check(deep=True) if each.damage] == []


def test_a_full_disk_stops_the_run_and_leaves_nothing_half_done(
    tmp_path: Path, folder: Path, monkeypatch: pytest.MonkeyPatch, undisturbed: dict[str, list[object]]
) -> None:
    real, calls = os.fsync, iter(range(1000))

    def full(handle: int) -> None:
        if next(calls) == 7:
            raise OSError(28, "No space left on device")
        real(handle)

    with Registry.open(load(home=tmp_path)) as registry:
        with monkeypatch.context() as patch:
            patch.setattr(os, "fsync", full)
            with pytest.raises(StateConflict, match="No space left"):
                run(registry, [folder], parser=PARSER)
        assert not list(registry.settings.files.glob(".part-*"))
        assert 0 < len(registry.documents()) < COUNT
        run(registry, [folder], parser=PARSER)
        assert dump(registry) == undisturbed


def test_a_full_database_is_explained_and_undone(
    tmp_path: Path, folder: Path, undisturbed: dict[str, list[object]]
) -> None:
    with Registry.open(load(home=tmp_path)) as registry:
        before = dump(registry)
        with registry.reading() as session:
            session.connection().exec_driver_sql("PRAGMA max_page_count = 1")  # never below what is there
        with pytest.raises(StateConflict, match="full"):
            run(registry, [folder], parser=PARSER)
        after = dump(registry)
        assert after["documents"] == before["documents"] or len(after["documents"]) < COUNT
    with Registry.open(load(home=tmp_path)) as registry:
        run(registry, [folder], parser=PARSER)
        assert dump(registry) == undisturbed


def test_a_failed_transaction_leaves_no_trace(
    tmp_path: Path, folder: Path, monkeypatch: pytest.MonkeyPatch, undisturbed: dict[str, list[object]]
) -> None:
    with Registry.open(load(home=tmp_path)) as registry:
        before = dump(registry)
        with monkeypatch.context() as patch:
            patch.setattr("registry.store.intake.outbox.post", _break)
            with pytest.raises(RuntimeError):
                run(registry, [folder], parser=PARSER)
        assert dump(registry) == before
        run(registry, [folder], parser=PARSER)
        assert dump(registry) == undisturbed


def _break(*_: object) -> None:
    raise RuntimeError("mất điện")


def test_a_damaged_database_is_explained(tmp_path: Path) -> None:
    (tmp_path / "vanban.sqlite").write_bytes(b"not a database" * 1000)
    with pytest.raises(StateConflict, match="restore"):
        Registry.open(load(home=tmp_path))


def test_a_database_from_the_future_is_explained(tmp_path: Path) -> None:
    with Registry.open(load(home=tmp_path)) as registry, registry.writing() as session:
        session.connection().exec_driver_sql("UPDATE alembic_version SET version_num = '9999'")
    with pytest.raises(StateConflict, match="phiên bản"):
        Registry.open(load(home=tmp_path))


def test_a_lost_or_altered_original_is_found(tmp_path: Path, folder: Path) -> None:
    with Registry.open(load(home=tmp_path)) as registry:
        run(registry, [folder], parser=PARSER)
        lost, altered, *_ = Originals(registry.settings.files).all()
        registry.originals.place(lost).unlink()
        registry.originals.place(altered).write_bytes(b"?")
        codes = sorted(each.code for each in registry.check(deep=True) if each.damage)
    assert codes == ["original-changed", "original-missing"]
