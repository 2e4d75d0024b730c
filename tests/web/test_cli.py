"""The command line as a whole: what the system refuses is explained, never a trace."""

from pathlib import Path

import pytest
from click.testing import CliRunner

from registry import settings
from web.cli import main


@pytest.fixture(autouse=True)
def home(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A home of its own for every test."""
    monkeypatch.setenv("VANBAN_HOME", str(tmp_path / "home"))
    settings.settings.cache_clear()
    return tmp_path / "home"


def test_a_file_that_cannot_be_written_is_named(tmp_path: Path) -> None:
    target = tmp_path / "none" / "out.yaml"
    result = CliRunner().invoke(main, ["catalogue", "export", str(target)])
    assert result.exit_code == 1
    assert str(target) in result.stderr
    assert "Lỗi: " in result.stderr


def test_a_home_that_cannot_be_made_is_named(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (tmp_path / "file").write_text("")
    monkeypatch.setenv("VANBAN_HOME", str(tmp_path / "file" / "home"))
    settings.settings.cache_clear()
    result = CliRunner().invoke(main, ["check"])
    assert result.exit_code == 1
    assert "Không tạo được thư mục dữ liệu" in result.stderr
