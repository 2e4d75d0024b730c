"""Settings come from arguments, then the environment, then the file, and mistakes are named."""

import json
from pathlib import Path

import pytest
from click.testing import CliRunner

from registry.cli.settings import settings_command
from registry.errors import BadRequest
from registry.settings import Settings, default_home, load, settings


def test_every_setting_is_described_in_vietnamese() -> None:
    assert all(field.description for field in Settings.model_fields.values())


def test_order_of_sources(own_home: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    own_home.mkdir()
    (own_home / "vanban.toml").write_text("port = 8001\nworkers = 3\nhost = '0.0.0.0'\n", encoding="utf-8")
    monkeypatch.setenv("VANBAN_WORKERS", "4")
    found = load(host="::1")
    assert (found.home, found.port, found.workers, found.host) == (own_home, 8001, 4, "::1")


@pytest.mark.parametrize(
    ("line", "told"),
    [
        ("prot = 1", "“prot” không hợp lệ: không có thiết lập nào"),
        ("port = 'x'", "“port” không hợp lệ: phải là số nguyên"),
        ("port = 70000", "“port” không hợp lệ: không được quá 65535"),
        ("page_size = 0", "“page_size” không hợp lệ: phải từ 1 trở lên"),
        ("engine = 'x'", "phải là một trong 'whoosh', 'memory', 'tantivy' hoặc 'opensearch'"),
        ("port =", "Không đọc được tệp vanban.toml"),
    ],
)
def test_mistakes_are_named(own_home: Path, line: str, told: str) -> None:
    own_home.mkdir()
    (own_home / "vanban.toml").write_text(line, encoding="utf-8")
    with pytest.raises(BadRequest, match=told):
        load()


def test_a_mistake_does_not_hide_the_list_that_helps_to_mend_it(own_home: Path) -> None:
    own_home.mkdir()
    (own_home / "vanban.toml").write_text("prot = 1", encoding="utf-8")
    settings.cache_clear()
    result = CliRunner().invoke(settings_command, ["--json"])
    assert isinstance(result.exception, BadRequest)
    rows = {row["name"]: row["value"] for row in json.loads(result.stdout)}
    assert rows["port"] == 8000
    assert set(rows) == set(Settings.model_fields)


def test_a_checkout_keeps_its_state_in_var(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv("VANBAN_HOME")
    assert default_home().name == "var"


@pytest.mark.parametrize(
    ("variable", "hint"),
    [
        ("VANBAN_PROT", "Có phải VANBAN_PORT không"),
        ("VANBAN_READ_MEMORY", "Có phải VANBAN_READ_MEMORY_MB không"),
        ("vanban_crawl_second", "Có phải VANBAN_CRAWL_SECONDS không"),
        ("VANBAN_XYZ", "Sửa tên hoặc bỏ biến đó"),
    ],
)
def test_a_misspelt_variable_is_refused_with_the_name_that_was_meant(
    variable: str, hint: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv(variable, "1")
    with pytest.raises(BadRequest, match=f"{variable} không phải thiết lập nào") as error:
        load()
    assert hint in (error.value.hint or "")


def test_variables_of_tests_and_of_other_programs_are_no_settings(monkeypatch: pytest.MonkeyPatch) -> None:
    for variable in ("VANBAN_CORPUS", "VANBAN_SKIP_BROWSER", "VANBANG", "PATH_VANBAN_PROT"):
        monkeypatch.setenv(variable, "1")
    assert load().port
