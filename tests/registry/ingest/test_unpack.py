"""Archives and messages are taken apart; files without a number join the file of the same name."""

import zipfile
from collections.abc import Iterator
from email.message import EmailMessage
from pathlib import Path

import pytest

from registry.ingest import IngestReport, retry, run
from registry.settings import load
from registry.store import Registry
from registry.store.dump import dump
from tests.fake_parser import PARSER, write


@pytest.fixture
def registry(own_home: Path) -> Iterator[Registry]:
    with Registry.open(load(home=own_home, workers=2)) as opened:
        yield opened


def ingest(registry: Registry, *paths: Path) -> IngestReport:
    return run(registry, paths, parser=PARSER)


def kinds(report: IngestReport) -> dict[str, int]:
    return {kind: count for kind, count in report.counts.items() if count}


def archive(tmp_path: Path) -> Path:
    """Two good parts, one that its reader refuses, one whose bytes are damaged, and a picture."""
    good = [write(tmp_path / "parts", f"{n}.json", number=f"900{n}/2025/QĐ-UBND") for n in (1, 2)]
    refused = write(tmp_path / "parts", "c.json", behave="refuse")
    path = tmp_path / "in" / "quyết định.zip"
    path.parent.mkdir()
    with zipfile.ZipFile(path, "w") as packed:
        for part in (*good, refused):
            packed.write(part, f"năm 2025/{part.name}")
        packed.writestr("hỏng.json", "HONG" * 50)
        packed.writestr("ảnh.heic", b"1")
    path.write_bytes(path.read_bytes().replace(b"HONGHONG", b"HONGHANG", 1))
    return path


def test_each_part_is_a_file_of_its_own_and_a_bad_one_costs_only_itself(registry: Registry, tmp_path: Path) -> None:
    path = archive(tmp_path)
    report = ingest(registry, path.parent)
    assert kinds(report) == {"new": 2, "refused": 2, "skipped": 1}
    named = {each.source.partition("!")[2]: each.code for each in report.refused}
    assert named == {"năm 2025/c.json": "empty", "hỏng.json": "damaged"}
    assert sorted(each.name for each in registry.quarantine()) == [
        "quyết định.zip!hỏng.json",
        "quyết định.zip!năm 2025/c.json",
    ]
    assert {each.number for each in registry.documents()} == {"9001/2025/QĐ-UBND", "9002/2025/QĐ-UBND"}
    before = dump(registry)
    assert kinds(ingest(registry, path.parent)) == {"same": 2, "refused": 2, "skipped": 1}
    assert dump(registry) == before


def test_a_part_that_could_not_be_unpacked_is_tried_again_from_its_archive(registry: Registry, tmp_path: Path) -> None:
    path = archive(tmp_path)
    ingest(registry, path)
    with zipfile.ZipFile(path, "w") as packed:
        for name in ("hỏng.json", "khác.json"):
            packed.write(write(tmp_path, "m.json", behave="refuse"), name)
    (damaged,) = [each.id for each in registry.quarantine() if each.code == "damaged"]
    report = retry(registry, [damaged])
    assert sorted(each.source.partition("!")[2] for each in report.outcomes) == ["hỏng.json", "khác.json"]


def test_an_archive_that_cannot_be_opened_is_refused_whole(registry: Registry, tmp_path: Path) -> None:
    path = archive(tmp_path)
    path.write_bytes(path.read_bytes()[:-30])
    assert kinds(run(registry, [path])) == {"refused": 1}
    assert [each.name for each in registry.quarantine()] == ["quyết định.zip"]


def test_documents_attached_to_a_message(registry: Registry, tmp_path: Path) -> None:
    message = EmailMessage()
    message["From"], message["To"], message["Subject"] = "a@hucau.example", "b@hucau.example", "Gửi văn bản"
    message.set_content("Kính gửi.")
    for n in (1, 2):
        part = write(tmp_path / "parts", f"{n}.json", number=f"900{n}/2025/QĐ-UBND").read_bytes()
        message.add_attachment(part, maintype="application", subtype="octet-stream", filename=f"{n}.json")
    (tmp_path / "thư.eml").write_bytes(message.as_bytes())
    assert kinds(ingest(registry, tmp_path / "thư.eml")) == {"new": 2}


@pytest.mark.parametrize("apart", [False, True])
def test_a_file_without_a_number_joins_its_namesake(registry: Registry, tmp_path: Path, apart: bool) -> None:
    folder = tmp_path / "in"
    write(folder, "a.html", number=None, seconds=0, body="Trang quét")
    write(folder, "a.json", number="9001/2025/QĐ-UBND", seconds=0.3)
    write(folder, "b.html", number=None, body="Trang khác")
    if apart:
        ingest(registry, folder / "a.json")
    ingest(registry, folder)
    assert sorted(each.number for each in registry.documents()) == ["9001/2025/QĐ-UBND", "Không số"]


def test_a_few_words_that_say_nothing_of_a_document_are_refused(registry: Registry, tmp_path: Path) -> None:
    page = tmp_path / "trang lỗi.txt"
    page.write_text("404 - Không tìm thấy trang", "utf-8")
    annex = tmp_path / "phụ lục.txt"
    annex.write_text("Phụ lục I\nDANH MỤC CÁC XÃ\n1. Xã Bản Mơ", "utf-8")
    report = run(registry, [page, annex])
    assert [(each.source, each.code) for each in report.refused] == [(str(page), "not-a-document")]
    assert len(registry.documents()) == 1
