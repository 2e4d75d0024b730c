"""The server starts on an empty home and starts again on a full one."""

import errno
from pathlib import Path
from typing import NoReturn

import pytest
from click.testing import CliRunner

from registry.errors import StateConflict
from registry.settings import load
from web.serve import prepare, serve


def test_the_first_start_loads_the_catalogue_and_the_second_changes_nothing(tmp_path: Path) -> None:
    settings = load(home=tmp_path / "new", workers=1)
    first = prepare(settings)
    before = first.registry.summary()
    first.registry.close()
    second = prepare(settings)
    assert second.registry.summary() == before
    assert before["documents"] >= 140
    second.registry.close()


def _taken(_: object) -> NoReturn:
    raise OSError(errno.EADDRINUSE, "Address already in use")


def test_a_taken_port_is_named_and_another_is_offered(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("VANBAN_HOME", str(tmp_path))
    monkeypatch.setattr("web.serve.listen", _taken)
    done = CliRunner().invoke(serve, ["--port", "8123"])
    assert isinstance(done.exception, StateConflict)
    assert "--port 8124" in str(done.exception)
    assert "đang có chương trình khác dùng" in str(done.exception)
