"""The command line as a whole: it speaks Vietnamese, and what the system refuses is explained, never a trace."""

import gettext
import os
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import click
import pytest
from babel.messages.catalog import Catalog
from babel.messages.mofile import read_mo
from babel.messages.pofile import read_po
from click.testing import CliRunner

import web.cli
from registry import settings
from web.cli import main

WORDS = Path(web.cli.__file__).with_name("translations") / "click" / "vi" / "LC_MESSAGES"


@pytest.fixture(autouse=True)
def home(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A home of its own for every test."""
    monkeypatch.setenv("VANBAN_HOME", str(tmp_path / "home"))
    monkeypatch.setenv("LANGUAGE", "en")
    settings.settings.cache_clear()
    return tmp_path / "home"


@pytest.fixture(autouse=True)
def words() -> Iterator[None]:
    """Other tests keep the words that they began with."""
    before = gettext.bindtextdomain("messages")
    yield
    gettext.bindtextdomain("messages", before)


def commands(group: click.Group, path: tuple[str, ...] = ()) -> Iterator[tuple[str, ...]]:
    """Every command and group, as it is typed."""
    yield path
    for name, command in group.commands.items():
        yield from commands(command, (*path, name)) if isinstance(command, click.Group) else [(*path, name)]


@pytest.mark.parametrize("path", tuple(commands(main)), ids=" ".join)
def test_help_is_vietnamese(path: tuple[str, ...], monkeypatch: pytest.MonkeyPatch) -> None:
    command: click.Command = main
    for name in path:
        command = command.commands[name] if isinstance(command, click.Group) else command
    monkeypatch.setattr(command, "_help_option", None)  # click keeps the words of its first use
    told = CliRunner().invoke(main, [*path, "--help"]).stdout
    assert told.startswith("Cách dùng: ")
    assert "In hướng dẫn này rồi thoát." in told
    assert not {"Usage:", "Options:", "Commands:", "[default:", "[required]"} & set(told.split())


@pytest.mark.parametrize(
    ("typed", "told"),
    [
        (["show"], "Thiếu tham số 'SỐ_KÝ_HIỆU'"),
        (["frob"], "Không có lệnh 'frob'"),
        (["show", "1", "--on", "31/02/2024"], "không đúng các dạng"),
        (["show", "1", "--frob"], "Không có tùy chọn '--frob'"),
        (["show", "1", "2"], "Thừa tham số (2)"),
        (["serve", "--port", "99999"], "nằm ngoài khoảng"),
    ],
)
def test_wrong_use_is_told_in_vietnamese(typed: list[str], told: str) -> None:
    result = CliRunner().invoke(main, typed)
    assert result.exit_code == 2
    assert told in result.stderr
    assert "Error" not in result.stderr


def test_the_compiled_words_are_those_of_the_source() -> None:
    with (WORDS / "messages.po").open("rb") as source, (WORDS / "messages.mo").open("rb") as compiled:
        written, made = read_po(source, locale="vi"), read_mo(compiled)
    assert _told(written) == _told(made)


def _told(words: Catalog) -> dict[str, str]:
    return {"|".join(_listed(each.id)): "|".join(_listed(each.string)) for each in words if each.id}


def _listed(value: object) -> list[str]:
    return [str(one) for one in value] if isinstance(value, (list, tuple)) else [str(value)]


@pytest.mark.parametrize(
    ("locale", "told", "code"),
    [
        ({"PYTHONIOENCODING": "latin-1"}, "Không có văn bản số “99/9999/NĐ-CP”", 1),
        ({"LC_ALL": "C", "PYTHONUTF8": "0", "PYTHONCOERCECLOCALE": "0"}, "Đặt LANG=C.UTF-8 hoặc PYTHONUTF8=1", 2),
    ],
)
def test_a_locale_without_vietnamese_is_no_crash(home: Path, locale: dict[str, str], told: str, code: int) -> None:
    command = [sys.executable, "-c", "from web.cli import main; main()", "show", "99/9999/NĐ-CP"]
    surroundings = {"PATH": os.environ["PATH"], "VANBAN_HOME": str(home), **locale}
    done = subprocess.run(command, env=surroundings, capture_output=True, check=False)
    assert told in done.stderr.decode("utf-8")
    assert done.returncode == code
