"""Files go in once, whatever some of them do to their reader."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from registry.errors import BadRequest, StateConflict
from registry.ingest import IngestReport, Progress, discover, run
from registry.ingest.lock import alone
from registry.settings import load
from registry.store import Registry
from registry.store.dump import dump
from tests.fake_parser import PARSER, write, write_province
from tests.fictional import entry


@pytest.fixture
def registry(own_home: Path) -> Iterator[Registry]:
    with Registry.open(load(home=own_home, workers=2, read_timeout=2, read_memory_mb=512)) as opened:
        yield opened


def ingest(registry: Registry, *paths: Path) -> IngestReport:
    return run(registry, paths, parser=PARSER)


def kinds(report: IngestReport) -> dict[str, int]:
    return {kind: count for kind, count in report.counts.items() if count}


def test_a_folder_goes_in_once(registry: Registry, tmp_path: Path) -> None:
    folder = write_province(tmp_path / "in", 5)
    registry.put_catalogue([entry("9000/2025/QĐ-UBND")])
    steps: list[Progress] = []
    report = run(registry, [folder], steps.append, parser=PARSER)
    assert kinds(report) == {"new": 4, "gained": 1}
    assert report.exit_code == 0
    assert [(step.done, step.total) for step in steps] == [(n, 5) for n in range(1, 6)]
    before, seen = dump(registry), registry.outbox()
    assert kinds(ingest(registry, folder)) == {"same": 5}
    assert dump(registry) == before
    assert registry.outbox() == seen


def test_hostile_files_cost_only_themselves(registry: Registry, tmp_path: Path) -> None:
    for how in ("die", "sleep", "fault", "deep", "memory", "refuse"):
        write(tmp_path / "in", f"{how}.json", behave=how)
    write_province(tmp_path / "in", 3)
    report = ingest(registry, tmp_path / "in")
    assert kinds(report) == {"new": 3, "refused": 6}
    assert report.exit_code == 1
    assert {Path(each.source).stem: each.code for each in report.refused} == {
        "die": "reader-died",
        "sleep": "too-slow",
        "fault": "reader-failed",
        "deep": "too-deep",
        "memory": "too-much-memory",
        "refuse": "empty",
    }
    assert all(each.reason and each.hint for each in registry.quarantine())
    before = dump(registry)
    assert kinds(ingest(registry, tmp_path / "in")) == {"same": 3, "refused": 6}
    assert dump(registry) == before


def test_a_refused_file_that_is_mended_leaves_quarantine(registry: Registry, tmp_path: Path) -> None:
    path = write(tmp_path, "a.json", behave="refuse")
    assert kinds(ingest(registry, path)) == {"refused": 1}
    write(tmp_path, "a.json", number="9001/2025/QĐ-UBND")
    assert kinds(ingest(registry, path)) == {"new": 1}
    assert registry.quarantine() == []


def test_discarding_removes_the_bytes_too(registry: Registry, tmp_path: Path) -> None:
    ingest(registry, write(tmp_path, "a.json", behave="refuse"))
    assert len(list(registry.originals.all())) == 1
    registry.discard_quarantine([registry.quarantine()[0].id])
    assert registry.quarantine() == []
    assert list(registry.originals.all()) == []


def test_copies_versions_and_twins(registry: Registry, tmp_path: Path) -> None:
    first = write(tmp_path, "a.json", number="9001/2025/QĐ-UBND", issued="2025-01-02", body="Điều 1. Mức 10 đồng")
    ingest(registry, first)
    twin = write(tmp_path, "a.pdf", number="9001/2025/QĐ-UBND", issued="2025-01-02", body="Điều 1.  Mức 10 đồng")
    assert kinds(ingest(registry, twin)) == {"copy": 1}
    (tmp_path / "b.json").write_bytes(first.read_bytes())
    assert kinds(ingest(registry, tmp_path / "b.json")) == {"copy": 1}
    write(tmp_path, "a.json", number="9001/2025/QĐ-UBND", issued="2025-01-02", body="Điều 1. Mức 20 đồng")
    ingest(registry, first)
    assert len(registry.documents()) == 1
    assert len(dump(registry)["witnesses"]) == 3


def test_a_new_reader_reads_again(registry: Registry, tmp_path: Path) -> None:
    path = write(tmp_path, "a.json", number="9001/2025/QĐ-UBND")
    run(registry, [path], parser=PARSER, reader="1")
    report = run(registry, [path], parser=PARSER, reader="2")
    assert kinds(report) == {"version": 1}
    assert len(registry.documents()) == 1


def test_too_large_and_odd_files_are_refused_before_they_are_read(own_home: Path, tmp_path: Path) -> None:
    big = tmp_path / "big.json"
    with big.open("wb") as stream:
        stream.truncate(2 << 20)
    link = tmp_path / "link.json"
    link.symlink_to(big)
    with Registry.open(load(home=own_home, max_file_mb=1)) as registry:
        report = ingest(registry, big, link)
        assert [each.code for each in report.refused] == ["too-large", "not-a-file"]
        assert list(registry.originals.all()) == []


def test_discovery_is_sorted_and_skips_what_is_hidden_linked_or_foreign(tmp_path: Path) -> None:
    for name in ("b.pdf", "a.json", ".hidden.json", ".git/c.json", "sub/d.TXT", "style.css"):
        write(tmp_path, name)
    (tmp_path / "loop").symlink_to(tmp_path)
    (tmp_path / "e.json").symlink_to(tmp_path / "a.json")
    found, skipped = discover([tmp_path, tmp_path / "a.json"])
    assert [Path(each.source).relative_to(tmp_path).as_posix() for each in found] == ["a.json", "b.pdf", "sub/d.TXT"]
    assert [path.name for path in skipped] == ["style.css"]
    with pytest.raises(BadRequest, match="Không có tệp"):
        discover([tmp_path / "nowhere"])


def test_two_runs_do_not_mix(registry: Registry, tmp_path: Path) -> None:
    with alone(registry.settings.home), pytest.raises(StateConflict, match="đang chạy"):
        ingest(registry, write(tmp_path, "a.json", number="9001/2025/QĐ-UBND"))


def test_the_order_of_arrival_does_not_matter(tmp_path: Path) -> None:
    folder = write_province(tmp_path / "in", 8)
    names = sorted(folder.iterdir())
    dumps = []
    for at, order in enumerate((names, names[::-1])):
        with Registry.open(load(home=tmp_path / f"home-{at}", workers=1)) as registry:
            for part in (order[:3], order[3:]):
                run(registry, part, parser=PARSER)
            dumps.append(dump(registry))
    assert dumps[0] == dumps[1]
    assert any(each["target_id"] for each in dumps[0]["relations"])
