"""How a crawl looks in a terminal."""

import json
from collections.abc import Iterable
from contextlib import AbstractContextManager
from typing import Final

import click
from rich.console import Console
from rich.table import Table

from registry.cli import bar
from registry.sources.report import CrawlReport
from registry.sources.run import OnProgress, Progress
from registry.sources.site import Site

_STAGES: Final = {"list": "Đọc danh sách", "page": "Tải trang", "read": "Đọc tệp"}
_STATES: Final = {
    "done": "Đã thu thập xong.",
    "bounded": "Dừng vì đạt giới hạn của lượt này; chạy lại để tiếp tục.",
    "incomplete": "Một số trang chưa tải được; chạy lại để thử tiếp.",
    "dry": "Chạy thử: chưa tải trang chi tiết, chưa ghi gì vào kho.",
    "stopped": "Đã dừng vì lỗi.",
}
_SHOWN: Final = 20


def progress(*, quiet: bool = False) -> AbstractContextManager[OnProgress | None]:
    """Give a callback that shows how far a crawl has come.

    Args:
        quiet: Show nothing.
    """
    return bar.progress("Bắt đầu", _beside_bar, _as_line, quiet=quiet)


def _beside_bar(step: Progress) -> str:
    return _STAGES[step.stage]


def _as_line(step: Progress) -> str:
    of = f"/{step.total}" if step.total else ""
    return f"{_STAGES[step.stage]}: {step.done}{of}"


def show(report: CrawlReport) -> None:
    """Print what a run did and everything that went wrong."""
    click.echo(f"{report.title}: {_STATES[report.state]}")
    click.echo(f"{report.listed:>6}  văn bản trong danh sách")
    if report.state == "dry":
        for address in report.to_fetch:
            click.echo(f"        {address}")
        return
    click.echo(f"{report.taken:>6}  văn bản đã nhận; {report.changed} bản ghi trong kho được thêm hoặc cập nhật")
    click.echo(f"{report.files.get('taken', 0):>6}  tệp toàn văn; {report.files.get('refused', 0)} tệp ở khu cách ly")
    click.echo(f"{report.asked:>6}  yêu cầu tới trang; {report.doubts} điểm nghi ngờ đã ghi lại")
    for problem in report.problems[:_SHOWN]:
        click.echo(f"Không lấy được: {problem.message}", err=True)
    if len(report.problems) > _SHOWN:
        click.echo(f"… và {len(report.problems) - _SHOWN} địa chỉ khác (xem báo cáo {report.run}.json).", err=True)
    for key in report.gone:
        click.echo(f"Lượt trước có, lượt này không còn trong danh sách: {key}", err=True)


def show_sites(known: Iterable[Site], *, as_json: bool) -> None:
    """Print the known sites."""
    if as_json:
        rows = [{"name": s.name, "title": s.title, "kind": s.kind, "base": s.base} for s in known]
        click.echo(json.dumps(rows, ensure_ascii=False))
        return
    table = Table("Tên", "Nguồn", "Loại", "Địa chỉ")
    for site in known:
        table.add_row(site.name, site.title, site.kind, site.base)
    Console(soft_wrap=True).print(table)
