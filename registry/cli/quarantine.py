"""``vanban quarantine list|retry|discard``, completed by the layer that keeps the index."""

import json
from collections.abc import Callable
from dataclasses import asdict

import click

from registry.cli import ingest_view
from registry.ingest import retry
from registry.settings import settings
from registry.store import Registry

After = Callable[[Registry], None]


def quarantine_command(after: After | None = None) -> click.Group:
    """Return the ``quarantine`` group.

    Args:
        after: Called with the open registry once something was read again (to bring the index up to date).
    """

    @click.command("retry")
    @click.argument("ids", nargs=-1, type=int, metavar="[SỐ...]")
    @click.pass_context
    def retry_command(context: click.Context, ids: tuple[int, ...]) -> None:
        """Đọc lại các tệp bị từ chối (tất cả khi không nêu số)."""
        with Registry.open(settings()) as registry:
            with ingest_view.progress() as step:
                report = retry(registry, ids, step)
            if after is not None:
                after(registry)
        ingest_view.show(report)
        context.exit(report.exit_code)

    commands = {"list": list_command, "retry": retry_command, "discard": discard}
    return click.Group("quarantine", commands, help="Khu cách ly: những tệp bị từ chối, kèm lý do.")


@click.command("list")
@click.option("--json", "as_json", is_flag=True, help="In JSON.")
def list_command(as_json: bool) -> None:
    """Liệt kê các tệp bị từ chối và lý do."""
    with Registry.open(settings()) as registry:
        records = registry.quarantine()
    if as_json:
        click.echo(json.dumps([asdict(each) for each in records], ensure_ascii=False, default=str))
        return
    for each in records:
        click.echo(f"{each.id:>5}  {each.source}\n       {each.reason} {each.hint}".rstrip())
    click.echo(f"{len(records)} tệp trong khu cách ly.")


@click.command("discard")
@click.argument("ids", nargs=-1, required=True, type=int, metavar="SỐ...")
def discard(ids: tuple[int, ...]) -> None:
    """Bỏ các mục khỏi khu cách ly; bản gốc không thuộc văn bản nào cũng được xóa."""
    with Registry.open(settings()) as registry:
        gone = registry.discard_quarantine(ids)
    click.echo(f"Đã bỏ {len(gone)} mục.")
