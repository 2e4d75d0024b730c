"""``vanban overlap run|list|export``."""

import json
from dataclasses import asdict
from pathlib import Path

import click
from rich.console import Console
from rich.progress import Progress
from rich.table import Table

from indexer.overlap.export import as_dict, write_csv, write_json
from indexer.overlap.listing import KINDS, PairView, described, every
from indexer.overlap.run import run as run_overlap
from indexer.overlap.values import FAMILIES, SET_ASIDE, Options, OverlapReport
from registry.errors import BadRequest
from registry.settings import load
from registry.store import Registry

_STAGES = {"read": "Đọc văn bản", "align": "So từng cặp"}


@click.group("overlap", help="Tìm các quy định trùng hoặc gần trùng giữa các văn bản.")
def overlap() -> None:
    """Group of the overlap commands."""


@overlap.command("run", help="So tất cả các văn bản có toàn văn và lưu các cặp tìm thấy (thay kết quả lần trước).")
@click.option("--families", is_flag=True, help="Giữ cả các cặp giữa văn bản sửa đổi, hợp nhất, thay thế nhau.")
@click.option(
    "--shortest", default=25, show_default=True, type=click.IntRange(5), help="Bỏ qua quy định ngắn hơn số từ này."
)
@click.option(
    "--near", default=0.5, show_default=True, type=click.FloatRange(0.1, 1), help="Từ độ giống này là gần trùng."
)
@click.option("--json", "as_json", is_flag=True, help="In JSON.")
def run(families: bool, shortest: int, near: float, as_json: bool) -> None:
    """Run over the registry and print the report."""
    settings = load()
    options = Options(shortest=shortest, near=near, families=families)
    with Registry.open(settings) as registry, Progress(console=Console(stderr=True), disable=as_json) as bar:
        tasks = {stage: bar.add_task(label, total=None) for stage, label in _STAGES.items()}
        report = run_overlap(
            registry,
            settings,
            lambda stage, done, total: bar.update(tasks[stage], completed=done, total=total),
            options,
        )
        for task in tasks.values():
            bar.update(task, total=1, completed=1)
    click.echo(json.dumps(asdict(report), ensure_ascii=False) if as_json else _told(report))


@overlap.command("list", help="Liệt kê các cặp đã lưu, giống nhất trước.")
@click.option("--number", help="Chỉ các cặp của văn bản có số ký hiệu này.")
@click.option("--offset", default=0, type=click.IntRange(0), help="Bỏ qua số cặp này.")
@click.option("--limit", default=50, show_default=True, type=click.IntRange(1, 1000), help="Số cặp.")
@click.option("--json", "as_json", is_flag=True, help="In JSON.")
def listed(number: str | None, offset: int, limit: int, as_json: bool) -> None:
    """Print stored pairs."""
    with Registry.open(load()) as registry:
        total, pairs = registry.overlaps(offset, limit, _id_of(registry, number))
        views = list(described(registry, pairs))
    if as_json:
        click.echo(json.dumps({"total": total, "pairs": [as_dict(view) for view in views]}, ensure_ascii=False))
    else:
        Console(soft_wrap=False).print(_table(views, total))


@overlap.command("export", help="Ghi mọi cặp đã lưu ra tệp .csv hoặc .json.")
@click.argument("file", type=click.Path(dir_okay=False, path_type=Path))
def export(file: Path) -> None:
    """Write all stored pairs to a file; its ending chooses the form."""
    writers = {".csv": write_csv, ".json": write_json}
    if file.suffix.lower() not in writers:
        message = f"Không ghi được dạng “{file.suffix}”."
        raise BadRequest("overlap-export-kind", message, hint="Đặt tên tệp kết thúc bằng .csv hoặc .json.")
    with Registry.open(load()) as registry:
        count = writers[file.suffix.lower()](file, described(registry, every(registry)))
    click.echo(f"Đã ghi {count} cặp vào {file}.")


def _id_of(registry: Registry, number: str | None) -> int | None:
    if number is None:
        return None
    found = registry.by_number(number)
    if len(found) != 1:
        message = f"Số ký hiệu {number} ứng với {len(found)} văn bản trong kho."
        raise BadRequest("overlap-number", message, hint="Ghi số ký hiệu đầy đủ của một văn bản.", field="number")
    return found[0].id


def _told(report: OverlapReport) -> str:
    lines = [
        f"Đã so {report.passages} quy định của {report.documents} văn bản trong {report.seconds:.1f} giây.",
        f"Cặp cần xem: {report.pairs}",
        *(f"  {KINDS[kind]}: {count}" for kind, count in report.kinds.items()),
        *(["Để riêng:"] if report.families or report.set_aside else []),
        *(f"  {FAMILIES[name]}: {count} cặp" for name, count in report.families.items()),
        *(f"  {SET_ASIDE[name]}: {count} quy định" for name, count in report.set_aside.items()),
    ]
    return "\n".join(lines)


def _table(views: list[PairView], total: int) -> Table:
    table = Table(title=f"{len(views)} trên {total} cặp")
    for column in ("Loại", "Giống", "Văn bản 1", "Vị trí", "Văn bản 2", "Vị trí"):
        table.add_column(column, overflow="fold")
    for view in views:
        left, right = view.left, view.right
        share = f"{view.similarity:.0%}"
        table.add_row(KINDS[view.kind], share, left.document.number, left.label, right.document.number, right.label)
    return table
