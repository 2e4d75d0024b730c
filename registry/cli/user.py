"""``vanban user``: accounts from the command line; the first admin is made here and nowhere else."""

import json
import sys
from collections.abc import Mapping
from datetime import UTC, datetime, timedelta
from typing import Any, Final

import click
from rich.console import Console
from rich.table import Table

from registry import passwords
from registry.changes import Change, Subject
from registry.credentials import digest, new_secret
from registry.errors import BadRequest, NotKnown
from registry.people import ROLE_NAMES, Person, Role, login_of, role_of
from registry.settings import settings
from registry.store import Registry

LINK_HOURS: Final = 72
_ROLE = click.Choice([role.value for role in Role])


@click.group("user")
def user() -> None:
    """Tài khoản của người nạp, sửa, rà soát và quản trị; người đọc không cần tài khoản."""


@user.command("add")
@click.argument("login", metavar="TÊN_ĐĂNG_NHẬP")
@click.option("--name", "shown", help="Họ và tên; mặc định là tên đăng nhập.")
@click.option("--role", type=_ROLE, default="reader", show_default=True, help="Vai trò.")
@click.option("--email", default="", help="Thư điện tử để nhận thông báo.")
@click.option("--link", is_flag=True, help="Không hỏi mật khẩu mà in liên kết một lần để người đó tự đặt.")
def add(login: str, shown: str | None, role: str, email: str, link: bool) -> None:
    """Tạo tài khoản; mật khẩu được hỏi hai lần và không hiện ra, hoặc do người đó tự đặt qua liên kết (--link)."""
    name = login_of(login)
    with Registry.open(settings()) as registry:
        if registry.person_by_login(name) is not None:
            raise BadRequest("login-taken", f"Tên đăng nhập “{name}” đã có người dùng.", hint="Chọn tên khác.")
        hashed = None if link else passwords.hashed(_asked(name))
        with registry.together():
            person = registry.add_person(name, shown or name, role_of(role), email=email, password=hashed)
            _record(registry, "person.add", person, None, facts(person))
        click.echo(f"Đã tạo tài khoản {person.login} ({ROLE_NAMES[person.role]}).")
        if link:
            _print_link(registry, person)


@user.command("list")
@click.option("--json", "as_json", is_flag=True, help="In kết quả dạng JSON.")
def listed(as_json: bool) -> None:
    """Liệt kê tài khoản."""
    with Registry.open(settings()) as registry:
        people = registry.people()
    if as_json:
        click.echo(json.dumps([facts(each) for each in people], ensure_ascii=False))
        return
    if not people:
        click.echo("Chưa có tài khoản nào. Tạo người quản trị đầu tiên: vanban user add TÊN --role admin")
        return
    table = Table("Tên đăng nhập", "Họ và tên", "Vai trò", "Trạng thái", "Cách đăng nhập")
    for each in people:
        state = "đang dùng" if each.active else "đã khóa"
        table.add_row(each.login, each.name, ROLE_NAMES[each.role], state, _means(each))
    Console(soft_wrap=True).print(table)


@user.command("role")
@click.argument("login", metavar="TÊN_ĐĂNG_NHẬP")
@click.argument("role", metavar="VAI_TRÒ", type=_ROLE)
def role_command(login: str, role: str) -> None:
    """Đổi vai trò; người đó phải đăng nhập lại ở mọi nơi."""
    _change(login, "person.role", {"role": role_of(role)})


@user.command("disable")
@click.argument("login", metavar="TÊN_ĐĂNG_NHẬP")
def disable(login: str) -> None:
    """Khóa tài khoản: đăng xuất khắp nơi, thu hồi mọi khóa API."""
    _change(login, "person.disable", {"active": False})


@user.command("enable")
@click.argument("login", metavar="TÊN_ĐĂNG_NHẬP")
def enable(login: str) -> None:
    """Mở lại tài khoản đã khóa."""
    _change(login, "person.enable", {"active": True})


@user.command("password")
@click.argument("login", metavar="TÊN_ĐĂNG_NHẬP")
@click.option("--link", is_flag=True, help="In liên kết một lần để người đó tự đặt mật khẩu.")
def password(login: str, link: bool) -> None:
    """Đặt lại mật khẩu; người đó bị đăng xuất ở mọi nơi."""
    with Registry.open(settings()) as registry:
        person = _person(registry, login)
        if link:
            _print_link(registry, person)
            return
        hashed = passwords.hashed(_asked(person.login))
        with registry.together():
            registry.set_password(person.id, hashed)
            registry.end_sessions(person.id)
            _record(registry, "person.password", person, None, None)
    click.echo(f"Đã đổi mật khẩu của {person.login}.")


def facts(person: Person) -> dict[str, Any]:
    """Return what is told of a person, as JSON values."""
    return {
        "login": person.login,
        "name": person.name,
        "role": person.role.value,
        "active": person.active,
        "email": person.email,
    }


def _change(login: str, action: str, values: Mapping[str, Any]) -> None:
    with Registry.open(settings()) as registry, registry.together():
        before = _person(registry, login)
        after = registry.change_person(before.id, **values)
        told = [{name: facts(each)[name] for name in values} for each in (before, after)]
        if told[0] != told[1]:
            _record(registry, action, after, told[0], told[1])
    state = "" if after.active else ", đã khóa"
    click.echo(f"{after.login}: {ROLE_NAMES[after.role]}{state}.")


def _person(registry: Registry, login: str) -> Person:
    found = registry.person_by_login(login_of(login))
    if found is None:
        raise NotKnown("person-not-known", f"Không có tài khoản “{login}”.", hint="Xem “vanban user list”.")
    return found


def _record(
    registry: Registry,
    action: str,
    person: Person,
    before: Mapping[str, Any] | None,
    after: Mapping[str, Any] | None,
) -> None:
    registry.record(Change(action, Subject("person", person.login), before, after))


def _asked(login: str) -> str:
    """Ask for a password twice without showing it; what is piped in is read once, as one line."""
    if not sys.stdin.isatty():
        written = sys.stdin.readline().rstrip("\r\n")
    else:
        written = click.prompt("Mật khẩu", hide_input=True, confirmation_prompt="Gõ lại mật khẩu")
    passwords.check(written, login)
    return written


def _print_link(registry: Registry, person: Person) -> None:
    secret = new_secret()
    with registry.together():
        registry.add_link(person.id, digest(secret), datetime.now(UTC) + timedelta(hours=LINK_HOURS))
        _record(registry, "person.link", person, None, None)
    chosen = settings()
    base = chosen.public_url or f"http://{chosen.host}:{chosen.port}"
    click.echo(f"Liên kết đặt mật khẩu cho {person.login}, dùng được một lần trong {LINK_HOURS} giờ:")
    click.echo(f"{base}/mat-khau-moi/{secret}")


def _means(person: Person) -> str:
    means = [*(["mật khẩu"] if person.local else []), *([person.external] if person.external else [])]
    return ", ".join(means) or "chưa đặt mật khẩu"
