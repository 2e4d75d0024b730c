"""``vanban user``: accounts from the command line."""

import json

import pytest
from click.testing import CliRunner, Result

from registry import passwords
from registry.changes import ChangeFilter
from registry.credentials import digest
from registry.people import Role
from registry.settings import load, settings
from registry.store import Registry
from tests.people import PASSWORD
from web.cli import main


@pytest.fixture(autouse=True)
def afresh() -> None:
    settings.cache_clear()


def run(*words: str, typed: str = "") -> Result:
    return CliRunner().invoke(main, ["user", *words], input=typed)


def test_the_first_admin_is_made_by_a_command_that_asks_for_a_password() -> None:
    done = run("add", "Lan", "--role", "admin", "--name", "Lan Tưởng Tượng", typed=PASSWORD + "\n")
    assert done.exit_code == 0, done.output
    assert PASSWORD not in done.output
    with Registry.open(load()) as registry:
        person = registry.person_by_login("lan")
        assert person is not None
        assert (person.role, person.name, person.local) == (Role.admin, "Lan Tưởng Tượng", True)
        assert passwords.fits(registry.password_of("lan"), PASSWORD)
        (change,) = registry.changes()[1]
        assert (change.action, change.who) == ("person.add", "dòng lệnh")


@pytest.mark.parametrize("typed", ["", "\n", "ngắn\n", "matkhau2024\n"])
def test_without_a_fit_password_no_account_is_made(typed: str) -> None:
    done = run("add", "lan", "--role", "admin", typed=typed)
    assert done.exit_code == 2
    assert "Mật khẩu" in done.output
    assert json.loads(run("list", "--json").output) == []


def test_a_link_is_printed_instead_and_works_once() -> None:
    done = run("add", "mai", "--role", "editor", "--link")
    secret = done.output.strip().rpartition("/mat-khau-moi/")[2]
    with Registry.open(load()) as registry:
        assert registry.password_of("mai") is None
        assert registry.use_link(digest(secret), passwords.hashed(PASSWORD)) is not None
        assert registry.use_link(digest(secret), passwords.hashed(PASSWORD)) is None


def test_roles_and_states_change_with_a_line_each_and_the_last_admin_stays() -> None:
    run("add", "lan", "--role", "admin", typed=PASSWORD + "\n")
    run("add", "mai", "--link")
    assert "Rà soát" in run("role", "mai", "reviewer").output
    assert "đã khóa" in run("disable", "mai").output
    assert run("enable", "mai").exit_code == 0
    assert run("enable", "mai").exit_code == 0
    last = run("disable", "lan")
    assert last.exit_code == 1
    assert "cuối cùng" in last.output
    told = json.loads(run("list", "--json").output)
    assert [(each["login"], each["role"], each["active"]) for each in told] == [
        ("lan", "admin", True),
        ("mai", "reviewer", True),
    ]
    with Registry.open(load()) as registry:
        lines = registry.changes(ChangeFilter(kind="person", key="mai"))[1]
    actions = [each.action for each in reversed(lines)]
    assert actions == ["person.add", "person.link", "person.role", "person.disable", "person.enable"]


def test_a_new_password_signs_out_everywhere() -> None:
    run("add", "lan", "--role", "admin", typed=PASSWORD + "\n")
    assert run("password", "lan", typed="cái cày theo sau con trâu\n").exit_code == 0
    assert run("password", "khong-co", typed=PASSWORD + "\n").exit_code == 1
    assert run("add", "lan", typed=PASSWORD + "\n").exit_code == 2
    assert run("add", "Lan Anh", typed=PASSWORD + "\n").exit_code == 2
    with Registry.open(load()) as registry:
        assert passwords.fits(registry.password_of("lan"), "cái cày theo sau con trâu")
