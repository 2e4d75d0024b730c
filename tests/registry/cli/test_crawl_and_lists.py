"""``vanban crawl`` and ``vanban list``: what they print, how they end."""

import json
from pathlib import Path

import click
import pytest
from click.testing import CliRunner, Result

from registry import settings as settings_module
from registry.cli.crawl import crawl_command
from registry.cli.lists import list_command
from registry.errors import BadRequest, NotKnown
from registry.store import Registry
from tests.hu_cau import ACTS, Portal
from tests.web_server import Answer, serving

SEEN: list[int] = []


@pytest.fixture
def main(monkeypatch: pytest.MonkeyPatch) -> click.Group:
    """The commands as one program over the test's own home, without pauses."""
    monkeypatch.setenv("VANBAN_CRAWL_SECONDS", "0")
    settings_module.settings.cache_clear()
    SEEN.clear()

    def note(registry: Registry) -> None:
        SEEN.append(len(registry.documents()))

    return click.Group(commands=[crawl_command(note), list_command(note)])


def call(main: click.Group, *arguments: str) -> Result:
    return CliRunner().invoke(main, arguments)


def test_a_crawl_prints_its_report_and_is_followed_by_the_index(main: click.Group) -> None:
    with serving(Portal(ACTS[7:8])) as server:
        address = f"{server.base}/laws/"
        dry = call(main, "crawl", address, "--allow-private", "--dry-run")
        assert (dry.exit_code, SEEN) == (0, [])
        assert f"{server.base}/laws/detail/Van-ban-8-8/" in dry.stdout
        said = json.loads(call(main, "crawl", address, "--allow-private", "--json").stdout)
        assert (said["state"], said["listed"], said["taken"], SEEN) == ("done", 1, 1, [1])
        assert "Đã thu thập xong" in call(main, "crawl", address, "--allow-private", "--fresh").stdout


def test_pages_that_are_missing_end_with_one(main: click.Group) -> None:
    portal = Portal(ACTS[7:8])
    portal.instead["/laws/detail/Van-ban-8-8/"] = Answer(b"?", 404)
    with serving(portal) as server:
        ended = call(main, "crawl", f"{server.base}/laws/", "--allow-private")
    assert ended.exit_code == 1
    assert "Không lấy được" in ended.stderr


def test_known_sites_are_listed(main: click.Group) -> None:
    assert "congbao-sonla" in {each["name"] for each in json.loads(call(main, "crawl", "--list", "--json").stdout)}
    assert isinstance(call(main, "crawl").exception, BadRequest)
    assert isinstance(call(main, "crawl", "khong-co").exception, NotKnown)


def test_a_register_is_shown_imported_and_written_back(main: click.Group, tmp_path: Path) -> None:
    path = tmp_path / "so.csv"
    path.write_text("Mã,Ngày ký,Trích yếu,Cơ quan\n9001/QĐ-UBND,02/01/2025,Việc,UBND tỉnh\n", encoding="utf-8")
    options = (str(path), "--province", "Hư Cấu", "--map", "Mã=number")
    shown = json.loads(call(main, "list", "preview", *options, "--json").stdout)
    assert {each["header"]: each["field"] for each in shown["columns"]}["Mã"] == "number"
    assert "bỏ qua" in call(main, "list", "preview", str(path)).stdout
    assert SEEN == []
    assert "1 dòng" in call(main, "list", "import", *options).stdout
    assert SEEN == [1]
    assert call(main, "list", "export", str(tmp_path / "ra.xlsx")).exit_code == 0
    assert json.loads(call(main, "list", "preview", str(tmp_path / "ra.xlsx"), "--json").stdout)["doubts"] == []
    assert isinstance(call(main, "list", "preview", str(path), "--map", "sai").exception, BadRequest)
