"""``vanban index rebuild|status``, and the update that follows every change of the registry."""

import json

import click
from rich.console import Console
from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn

from indexer import home, sync
from indexer.engines import NAMES
from indexer.sync import SyncReport
from registry.errors import VanbanError
from registry.settings import Settings, settings
from registry.store import Registry


def follow(registry: Registry, *, quiet: bool = False) -> None:
    """Bring the index up to date and say what was done, on standard error."""
    report = sync.sync(registry, settings())
    if not quiet and (report.documents or report.dropped):
        click.echo(_told(report), err=True)


def _told(report: SyncReport) -> str:
    how = "lập mới" if report.rebuilt else "cập nhật"
    gone = f", bỏ {report.dropped}" if report.dropped else ""
    return f"Chỉ mục ({report.engine}): {how} {report.documents} văn bản{gone}."


@click.group("index")
def index() -> None:
    """Chỉ mục tìm kiếm."""


@index.command("rebuild")
@click.option("--engine", type=click.Choice(NAMES), help="Bộ máy tìm kiếm; mặc định theo thiết lập.")
@click.option("-q", "--quiet", is_flag=True, help="Không hiện tiến độ.")
def rebuild(engine: str | None, quiet: bool) -> None:
    """Lập lại chỉ mục từ đầu rồi thay cho chỉ mục cũ; trong lúc đó vẫn tìm được bằng chỉ mục cũ."""
    columns = (TextColumn("{task.description}"), BarColumn(), MofNCompleteColumn())
    bar = Progress(*columns, console=Console(stderr=True), disable=quiet)
    with Registry.open(settings()) as registry, bar:
        task = bar.add_task("Đọc văn bản", total=None)
        report = sync.rebuild(
            registry, settings(), engine, lambda done, total: bar.update(task, completed=done, total=total)
        )
    click.echo(_told(report))


@index.command("status")
@click.option("--json", "as_json", is_flag=True, help="In JSON.")
def status(as_json: bool) -> None:
    """Cho biết chỉ mục thuộc bộ máy nào, có bao nhiêu đoạn, còn thiếu bao nhiêu thay đổi."""
    with Registry.open(settings()) as registry:
        facts = describe(registry, settings())
    if as_json:
        click.echo(json.dumps(facts, ensure_ascii=False))
        return
    names = {
        "error": "Lỗi",
        "engine": "Bộ máy",
        "stamp": "Phiên bản",
        "segments": "Số lớp",
        "behind": "Thay đổi chưa cập nhật",
    }
    for name, value in facts.items():
        if value is not None:
            click.echo(f"{names.get(name, name)}: {value}")


def describe(registry: Registry, chosen: Settings) -> dict[str, object]:
    """Return the state of the index as plain values; a refused index is described, not raised."""
    folder = home.current(chosen)
    if folder is None:
        return {"engine": None, "error": "Chưa có chỉ mục; chạy “vanban index rebuild”."}
    try:
        manifest = home.load(folder)
    except VanbanError as error:
        return {"engine": None, "error": str(error)}
    return {
        "engine": manifest.engine,
        "stamp": manifest.stamp,
        "segments": len(manifest.segments),
        "behind": sync.behind(registry, chosen),
    }
