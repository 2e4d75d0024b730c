"""``vanban quarantine list|retry|discard``."""

import json
from dataclasses import asdict

import click

from registry.cli import ingest_view
from registry.ingest import retry
from registry.settings import settings
from registry.store import Registry


@click.group("quarantine")
def quarantine() -> None:
    """Khu cách ly: những tệp bị từ chối, kèm lý do."""


@quarantine.command("list")
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


@quarantine.command("retry")
@click.argument("ids", nargs=-1, type=int, metavar="[SỐ...]")
@click.pass_context
def retry_command(context: click.Context, ids: tuple[int, ...]) -> None:
    """Đọc lại các tệp bị từ chối (tất cả khi không nêu số)."""
    with Registry.open(settings()) as registry, ingest_view.progress() as step:
        report = retry(registry, ids, step)
    ingest_view.show(report)
    context.exit(report.exit_code)


@quarantine.command("discard")
@click.argument("ids", nargs=-1, required=True, type=int, metavar="SỐ...")
def discard(ids: tuple[int, ...]) -> None:
    """Bỏ các mục khỏi khu cách ly; bản gốc không thuộc văn bản nào cũng được xóa."""
    with Registry.open(settings()) as registry:
        gone = registry.discard_quarantine(ids)
    click.echo(f"Đã bỏ {len(gone)} mục.")
