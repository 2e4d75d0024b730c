"""``vanban digest send [--dry-run]``: tell people what is new in what they follow; meant for cron."""

from collections.abc import Iterator
from contextlib import AbstractContextManager, contextmanager
from datetime import UTC, datetime
from pathlib import Path

import click
from flask import Flask
from flask_babel import force_locale

from registry.errors import StateConflict
from registry.locks import hold
from registry.settings import Settings, settings
from web.digest import composing, delivering
from web.services import Services


@click.group("digest")
def digest() -> None:
    """Thư tổng hợp cho người theo dõi văn bản."""


@digest.command("send")
@click.option("--dry-run", is_flag=True, help="Chỉ in ra, không gửi và không ghi nhận là đã báo.")
def send(dry_run: bool) -> None:
    """Tìm điều mới trong kho rồi gửi thư cho người đến hẹn; đặt trong cron, ví dụ 15 phút một lần.

    Chưa đặt máy chủ gửi thư (VANBAN_SMTP_HOST) thì in thư ra màn hình. Chạy lại bao nhiêu lần cũng không gửi trùng.
    """
    chosen = settings()
    with _alone(chosen.home), _site(chosen) as (app, held):
        with app.test_request_context(base_url=base(chosen)), force_locale("vi"):
            held.registry.notice()
            made = composing.compose(base(chosen), datetime.now(UTC))
            if dry_run:
                _show(made, chosen)
                return
            composing.keep(made)
        sent, failed = delivering.deliver(held.registry, chosen, click.echo)
    click.echo(f"Đã gửi {sent} thư." + (f" {failed} thư chưa gửi được, lượt sau gửi lại." if failed else ""), err=True)


def base(chosen: Settings) -> str:
    """Return the address of the site for links in messages."""
    return chosen.public_url or f"http://{chosen.host}:{chosen.port}"


def _show(made: list[composing.Digest], chosen: Settings) -> None:
    messages = [(each.message, each.person) for each in made if each.message]
    click.echo(delivering.all_printed(messages, chosen.mail_from))
    click.echo(f"Sẽ gửi {len(messages)} thư; chưa gửi gì.", err=True)


@contextmanager
def _site(chosen: Settings) -> Iterator[tuple[Flask, Services]]:
    from web.app import create_app  # the command line loads the pages only when a message is made of them

    held = Services.open(chosen)
    try:
        yield create_app(chosen, held), held
    finally:
        held.registry.close()


def _alone(home: Path) -> AbstractContextManager[None]:
    """Hold the lock of sending.

    Raises:
        StateConflict: Another process is sending.
    """
    busy = StateConflict("digest-running", "Một lượt gửi thư khác đang chạy.", hint="Chờ lượt đó xong.")
    return hold(home / "digest.lock", busy)
