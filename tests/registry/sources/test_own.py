"""Sources that an admin describes: every fault told at its field, kept as files that commands see as well."""

import json
from pathlib import Path
from typing import Any

import pytest
from click.testing import CliRunner

from registry.errors import BadRequest, NotKnown
from registry.settings import Settings, load
from registry.sources import own
from registry.sources.site import find, sites
from web.cli import main

PORTAL: dict[str, Any] = {
    "name": "cong-hu-cau",
    "title": "Cổng văn bản tỉnh Hư Cấu",
    "kind": "nukeviet",
    "base": "https://vanban.hucau.example/laws/",
    "province": "Hư Cấu",
}
SHAPE = {"list": {"row": "tr", "link": "a"}, "detail": {"mark": "h1"}}


@pytest.fixture
def settings(own_home: Path) -> Settings:
    return load(home=own_home)


def places(settings: Settings, **change: Any) -> set[str]:
    return {problem.place for problem in own.faults(settings, PORTAL | change)}


def test_an_own_source_is_kept_found_changed_and_removed(settings: Settings) -> None:
    assert own.own(settings) == ()
    made = own.save(settings, PORTAL)
    assert own.own(settings) == (made,)
    assert find("cong-hu-cau", own=own.own(settings)) == made
    assert [site.name for site in own.known(settings)] == [*(site.name for site in sites()), "cong-hu-cau"]
    assert own.described(settings, "cong-hu-cau") == PORTAL

    changed = own.save(settings, PORTAL | {"name": "cong-moi", "seconds": 5}, replacing="cong-hu-cau")
    assert own.own(settings) == (changed,)
    assert changed.seconds == 5
    assert own.remove(settings, "cong-moi")["seconds"] == 5
    assert own.own(settings) == ()
    with pytest.raises(NotKnown):
        own.remove(settings, "cong-moi")


@pytest.mark.parametrize(
    ("change", "place"),
    [
        ({"name": "congbao-sonla"}, "name"),
        ({"name": "Cổng"}, "name"),
        ({"base": "ftp://vanban.hucau.example/"}, "base"),
        ({"base": "https://ai:mat-khau@vanban.hucau.example/"}, "base"),
        ({"base": "vanban.hucau.example"}, "base"),
        ({"kind": "vbpl-saved", "base": "/etc"}, "base"),
        ({"kind": "described"}, "shape"),
        ({"kind": "described", "shape": SHAPE | {"list": {"row": "tr[", "link": "a"}}}, "shape.list.row"),
        ({"seconds": -3}, "seconds"),
    ],
)
def test_faults_are_told_at_their_field(settings: Settings, change: dict[str, Any], place: str) -> None:
    assert place in places(settings, **change)
    with pytest.raises(BadRequest):
        own.save(settings, PORTAL | change)
    assert own.own(settings) == ()


def test_a_folder_must_lie_in_the_inbox(settings: Settings, tmp_path: Path) -> None:
    saved = settings.inbox_folder / "vbpl"
    assert places(settings, kind="vbpl-saved", base=str(saved)) == {"base"}
    saved.mkdir(parents=True)
    assert places(settings, kind="vbpl-saved", base=str(saved)) == set()
    (settings.inbox_folder / "ra-ngoai").symlink_to(tmp_path)
    assert places(settings, kind="vbpl-saved", base=str(settings.inbox_folder / "ra-ngoai")) == {"base"}


def test_a_name_is_not_taken_twice_but_kept_when_changed(settings: Settings) -> None:
    own.save(settings, PORTAL)
    assert places(settings) == {"name"}
    assert own.faults(settings, PORTAL | {"title": "Tên khác"}, replacing="cong-hu-cau") == ()


def test_a_file_broken_by_hand_is_told_and_stops_nobody(settings: Settings) -> None:
    own.save(settings, PORTAL)
    (own.folder(settings) / "hong.yaml").write_text("name: [", encoding="utf-8")
    assert [site.name for site in own.own(settings)] == ["cong-hu-cau"]
    ((name, reason),) = own.broken(settings)
    assert name == "hong.yaml"
    assert "YAML" in reason


def test_commands_know_own_sources(settings: Settings) -> None:
    own.save(settings, PORTAL)
    listed = CliRunner().invoke(main, ["crawl", "--list", "--json"])
    assert "cong-hu-cau" in {each["name"] for each in json.loads(listed.output)}
