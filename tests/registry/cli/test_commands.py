"""The registry's commands: what they print, how they end."""

import json
from pathlib import Path

import click
import pytest
from click.testing import CliRunner, Result

from registry import settings as settings_module
from registry.cli import COMMANDS
from registry.cli.catalogue import catalogue_command
from registry.cli.ingest import ingest_command
from registry.cli.quarantine import quarantine_command
from registry.errors import VanbanError
from registry.settings import Settings, load
from registry.store import Registry
from tests.fictional import File, entry, put

SEEN: list[int] = []


@pytest.fixture
def main(monkeypatch: pytest.MonkeyPatch) -> click.Group:
    """The commands as one program over the test's own home."""
    settings_module.settings.cache_clear()
    SEEN.clear()

    def note(registry: Registry) -> None:
        SEEN.append(len(registry.documents()))

    return click.Group(commands=[*COMMANDS, ingest_command(note), catalogue_command(note), quarantine_command(note)])


def call(main: click.Group, *arguments: str) -> Result:
    return CliRunner().invoke(main, arguments)


def fill() -> None:
    with Registry.open(load()) as registry:
        registry.put_catalogue([entry("9002/2025/QĐ-UBND", title="Chưa có toàn văn")])
        put(registry, File("a.txt", "9001/2025/QĐ-UBND", body="Điều 1. Thử nghiệm"))


def test_show_as_json_follows_the_contract(main: click.Group) -> None:
    fill()
    said = json.loads(call(main, "show", "9001/2025", "--on", "2025-12-31", "--json").stdout)
    assert said["number"] == "9001/2025/QĐ-UBND"
    assert said["on"] == "2025-12-31"
    assert set(said["effect"]) == {"state", "since", "reason"}
    assert [(each["id"], each["source"]) for each in said["provisions"]] == [("d1", "9001/2025/QĐ-UBND")]
    assert said["pending"] == []


def test_show_without_text_says_so(main: click.Group) -> None:
    fill()
    assert "chưa có toàn văn" in call(main, "show", "9002/2025/QĐ-UBND").stdout
    assert "Điều 1. Thử nghiệm" in call(main, "show", "9001/2025/QĐ-UBND").stdout


def test_show_asks_back_when_a_number_is_not_enough(main: click.Group) -> None:
    fill()
    with Registry.open(load()) as registry:
        put(registry, File("b.txt", "9001/2025/NQ-HĐND", type="Nghị quyết", issuers=("HĐND tỉnh Hư Cấu",)))
    error = call(main, "show", "9001").exception
    assert isinstance(error, VanbanError)
    assert error.exit_code == 2
    error = call(main, "show", "404/QĐ-UBND").exception
    assert isinstance(error, VanbanError)
    assert error.code == "document-not-known"


def test_settings_lists_all(main: click.Group) -> None:
    rows = json.loads(call(main, "settings", "--json").stdout)
    assert [row["name"] for row in rows] == list(Settings.model_fields)
    assert all(row["variable"] in call(main, "settings").stdout for row in rows)


def test_check_ends_with_one_only_for_damage(main: click.Group) -> None:
    fill()
    assert call(main, "check").exit_code == 0
    with Registry.open(load()) as registry:
        registry.originals.place(next(iter(registry.originals.all()))).unlink()
    result = call(main, "check", "--json")
    assert result.exit_code == 1
    assert [each["code"] for each in json.loads(result.stdout) if each["damage"]] == ["original-missing"]


def test_backup_and_restore(main: click.Group, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    fill()
    assert call(main, "backup", str(tmp_path / "b.tar")).exit_code == 0
    monkeypatch.setenv("VANBAN_HOME", str(tmp_path / "other"))
    settings_module.settings.cache_clear()
    assert "index rebuild" in call(main, "restore", str(tmp_path / "b.tar")).stdout
    assert call(main, "show", "9001/2025/QĐ-UBND").exit_code == 0


def test_catalogue_goes_out_and_comes_back(main: click.Group, tmp_path: Path) -> None:
    result = call(main, "catalogue", "import")
    assert result.exit_code == 0
    assert len(SEEN) == 1
    assert call(main, "catalogue", "export", str(tmp_path / "c.yaml")).exit_code == 0
    assert "; 0 văn bản" in call(main, "catalogue", "import", str(tmp_path / "c.yaml")).stdout
    (tmp_path / "bad.jsonl").write_text('{"number": "1/QĐ-UBND"}\n', encoding="utf-8")
    result = call(main, "catalogue", "import", str(tmp_path / "bad.jsonl"))
    assert result.exit_code == 1
    assert "Từ chối dòng 1" in result.stderr


def test_ingest_reports_and_quarantine_lists(main: click.Group, tmp_path: Path) -> None:
    (tmp_path / "blank.txt").write_text("   \n")
    result = call(main, "ingest", str(tmp_path / "blank.txt"))
    assert result.exit_code == 1
    assert "bị từ chối" in result.stdout
    assert "Từ chối" in result.stderr
    assert SEEN == [0]
    listed = json.loads(call(main, "quarantine", "list", "--json").stdout)
    assert [each["name"] for each in listed] == ["blank.txt"]
    assert call(main, "quarantine", "retry").exit_code == 1
    again = json.loads(call(main, "quarantine", "list", "--json").stdout)
    assert call(main, "quarantine", "discard", str(again[0]["id"])).exit_code == 0
    assert "0 tệp" in call(main, "quarantine", "list").stdout


def test_ingest_as_json(main: click.Group, tmp_path: Path) -> None:
    (tmp_path / "blank.txt").write_text(" ")
    said = json.loads(call(main, "ingest", "--json", str(tmp_path)).stdout)
    assert said["counts"]["refused"] == 1
    assert said["files"][0]["reason"]
