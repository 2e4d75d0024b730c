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
from tests.fault.hostile import ole


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
        packed.writestr("trang.css", b"1")
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


RAR, SEVEN, OUTLOOK = (
    b"Rar!\x1a\x07\x01\x00" + b"x" * 300,
    b"7z\xbc\xaf\x27\x1c" + b"x" * 300,
    ole("__properties_version1.0"),
)


def bundle(kind: str, folder: Path) -> Path:
    """Return a folder, archive or message with one document and files of kinds that are not opened."""
    document = "QUYẾT ĐỊNH\nSố: 9001/2025/QĐ-UBND\nĐiều 1. Thử nghiệm của tỉnh Hư Cấu.".encode()
    files = {
        "1.txt": document,
        "phụ lục.rar": RAR,
        "không đuôi": SEVEN,
        "thư.msg": OUTLOOK,
        "~$1.doc": b"x",
        "a.css": b"x",
    }
    if kind == "folder":
        (folder / "in").mkdir()
        for name, data in files.items():
            (folder / "in" / name).write_bytes(data)
        return folder / "in"
    if kind == "archive":
        with zipfile.ZipFile(folder / "in.zip", "w") as packed:
            for name, data in files.items():
                packed.writestr(name, data)
        return folder / "in.zip"
    message = EmailMessage()
    message["From"], message["Subject"] = "a@hucau.example", "Gửi văn bản"
    message.set_content("Kính gửi.")
    for name, data in files.items():
        message.add_attachment(data, maintype="application", subtype="octet-stream", filename=name)
    (folder / "in.eml").write_bytes(message.as_bytes())
    return folder / "in.eml"


@pytest.mark.parametrize("kind", ["folder", "archive", "message"])
def test_what_is_not_opened_waits_with_its_reason(registry: Registry, tmp_path: Path, kind: str) -> None:
    report = run(registry, [bundle(kind, tmp_path)])
    assert kinds(report) == {"new": 1, "skipped": 2, "refused": 3}
    told = {each.name.rpartition("!")[2]: (each.code, each.hint) for each in registry.quarantine()}
    assert sorted(told) == ["không đuôi", "phụ lục.rar", "thư.msg"]
    assert {told[name][0] for name in ("không đuôi", "phụ lục.rar")} == {"packed"}
    assert "Giải nén" in told["phụ lục.rar"][1]
    assert ".eml" in told["thư.msg"][1]


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
