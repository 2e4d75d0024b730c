"""``vanban ingest PATH…``, made here and completed by the layer that keeps the index."""

import json
from collections.abc import Callable
from pathlib import Path

import click

from registry import ingest as stages
from registry.cli import ingest_view
from registry.settings import settings
from registry.store import Registry

After = Callable[[Registry], None]


def ingest_command(after: After | None = None) -> click.Command:
    """Return the ``ingest`` command.

    Args:
        after: Called with the open registry once everything is stored (to bring the index up to date).
    """

    @click.command("ingest")
    @click.argument("paths", nargs=-1, required=True, type=click.Path(path_type=Path), metavar="ĐƯỜNG_DẪN...")
    @click.option("--json", "as_json", is_flag=True, help="In kết quả dạng JSON.")
    @click.option("-q", "--quiet", is_flag=True, help="Không hiện tiến độ.")
    @click.pass_context
    def ingest(context: click.Context, paths: tuple[Path, ...], as_json: bool, quiet: bool) -> None:
        """Nạp tệp và thư mục văn bản (JSON công báo, PDF, HTML, DOCX, Markdown, văn bản thuần).

        Chạy lại với cùng tệp thì không làm gì thêm; bị ngắt giữa chừng thì chạy lại để tiếp tục. Tệp không đọc được
        vào khu cách ly kèm lý do (xem “vanban quarantine list”) và lệnh kết thúc với mã 1.
        """
        with Registry.open(settings()) as registry:
            with ingest_view.progress(quiet=quiet or as_json) as step:
                report = stages.run(registry, paths, step)
            if after is not None:
                after(registry)
        if as_json:
            click.echo(json.dumps(ingest_view.as_dict(report), ensure_ascii=False))
        else:
            ingest_view.show(report)
        context.exit(report.exit_code)

    return ingest
