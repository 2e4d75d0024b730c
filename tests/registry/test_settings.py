"""Settings come from arguments, then the environment, then the file, and mistakes are named."""

from pathlib import Path

import pytest

from registry.errors import BadRequest
from registry.settings import Settings, default_home, load


def test_every_setting_is_described_in_vietnamese() -> None:
    assert all(field.description for field in Settings.model_fields.values())


def test_order_of_sources(own_home: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    own_home.mkdir()
    (own_home / "vanban.toml").write_text("port = 8001\nworkers = 3\nhost = '0.0.0.0'\n", encoding="utf-8")
    monkeypatch.setenv("VANBAN_WORKERS", "4")
    found = load(host="::1")
    assert (found.home, found.port, found.workers, found.host) == (own_home, 8001, 4, "::1")


@pytest.mark.parametrize("line", ["prot = 1", "port = 'x'", "port = 70000", "port ="])
def test_mistakes_are_named(own_home: Path, line: str) -> None:
    own_home.mkdir()
    (own_home / "vanban.toml").write_text(line, encoding="utf-8")
    with pytest.raises(BadRequest):
        load()


def test_a_checkout_keeps_its_state_in_var(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv("VANBAN_HOME")
    assert default_home().name == "var"
