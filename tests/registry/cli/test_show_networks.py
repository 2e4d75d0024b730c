"""``vanban show NUMBER --on DATE --json`` over real networks of acts, taken in from files into a fresh home."""

import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from click.testing import CliRunner

from registry.cli.show import show
from registry.ingest import run
from registry.settings import load, settings
from registry.store import Registry

MEMBERS = [
    "core/*-so-09-2022-tt-bldtbxh-*.json", "core/*-so-02-2023-tt-bldtbxh-*.json",
    "gazette/*-so-12-2022-tt-bldtbxh-*.json",
    "gazette/*-so-12-2024-tt-bldtbxh-*.json", "gazette/*-so-21-2021-tt-bldtbxh-*.json",
    "gazette/*-so-08-2023-tt-bldtbxh-*.json", "gazette/*-so-02-2024-tt-bldtbxh-*.json",
]  # fmt: skip
Show = Callable[[str, str], dict[str, Any]]


@pytest.fixture(scope="module")
def home(tmp_path_factory: pytest.TempPathFactory, corpus: Path) -> Path:
    """A home that holds the networks."""
    folder = tmp_path_factory.mktemp("networks")
    files = [path for pattern in MEMBERS for path in corpus.glob(pattern)]
    with Registry.open(load(home=folder)) as registry:
        run(registry, files)
    return folder


@pytest.fixture
def shown(home: Path, monkeypatch: pytest.MonkeyPatch) -> Show:
    """Run the command and return what it prints."""
    monkeypatch.setenv("VANBAN_HOME", str(home))
    settings.cache_clear()

    def call(number: str, on: str) -> dict[str, Any]:
        result = CliRunner().invoke(show, [number, "--on", on, "--json"], catch_exceptions=False)
        assert result.exit_code == 0
        value: dict[str, Any] = json.loads(result.stdout)
        return value

    return call


def sources(value: dict[str, Any]) -> dict[str, str]:
    return {item["id"]: item["source"] for item in value["provisions"]}


def words(value: dict[str, Any]) -> dict[str, str]:
    return {item["id"]: item["text"] for item in value["provisions"]}


def test_the_contract(shown: Show) -> None:
    value = shown("09/2022/TT-BLĐTBXH", "2023-05-31")
    assert value["number"] == "09/2022/TT-BLĐTBXH"
    assert value["on"] == "2023-05-31"
    assert set(value["effect"]) == {"state", "since", "reason"}
    assert {"id", "label", "text", "source"} <= set(value["provisions"][0])
    assert all({"text", "reason"} <= set(item) for item in value["pending"])


CHANGES = [
    ("09/2022/TT-BLĐTBXH", "2023-05-31", "2023-06-01", "02/2023/TT-BLĐTBXH", {"d1"}),
    ("12/2022/TT-BLĐTBXH", "2024-12-28", "2024-12-29", "12/2024/TT-BLĐTBXH", {"d5", "d6.k1"}),
    ("21/2021/TT-BLĐTBXH", "2024-05-14", "2024-05-15", "02/2024/TT-BLĐTBXH", {"d3.k3", "d3.k5", "d4", "d5", "d7"}),
]


@pytest.mark.parametrize(("number", "before", "after", "by", "changed"), CHANGES, ids=[row[0] for row in CHANGES])
def test_the_text_changes_on_the_day(
    shown: Show, number: str, before: str, after: str, by: str, changed: set[str]
) -> None:
    old, new = shown(number, before), shown(number, after)
    assert by not in sources(old).values()
    assert changed <= {address for address, source in sources(new).items() if source == by}
    for address in changed:
        assert words(old)[address] != words(new)[address]
    body = [address for address in words(old) if address.startswith("d")]
    kept = [a for a in body if not any(a == c or a.startswith(f"{c}.") or c.startswith(f"{a}.") for c in changed)]
    assert [a for a in kept if words(old)[a] != words(new).get(a)] == []


def test_what_is_not_yet_in_force_is_pending_with_its_day(shown: Show) -> None:
    value = shown("09/2022/TT-BLĐTBXH", "2023-01-01")
    assert [item["effective"] for item in value["pending"]] == ["2023-06-01"]
    assert shown("09/2022/TT-BLĐTBXH", "2024-01-01")["pending"] == []


def test_a_provision_carries_the_wording_of_its_children(shown: Show) -> None:
    value = words(shown("09/2022/TT-BLĐTBXH", "2024-01-01"))
    assert value["d1.k1"] in value["d1"]
    assert value["d1"] in value["c1"]
