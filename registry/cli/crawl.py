"""``vanban crawl SOURCE``, made here and completed by the layer that keeps the index."""

import json
from collections.abc import Callable

import click

from registry.cli import crawl_view
from registry.errors import BadRequest
from registry.settings import settings
from registry.sources import run as crawl
from registry.sources.kinds import KINDS
from registry.sources.own import known, own
from registry.sources.report import as_dict
from registry.sources.site import find
from registry.store import Registry

After = Callable[[Registry], None]


def crawl_command(after: After | None = None) -> click.Command:
    """Return the ``crawl`` command.

    Args:
        after: Called with the open registry once everything is stored (to bring the index up to date).
    """

    @click.command("crawl")
    @click.argument("source", required=False, metavar="NGUỒN")
    @click.option("--list", "listing", is_flag=True, help="Liệt kê các nguồn đã biết.")
    @click.option("--kind", type=click.Choice(sorted(KINDS)), help="Loại trang, khi NGUỒN là địa chỉ hoặc thư mục.")
    @click.option("--province", help="Tỉnh mà trang mặc nhiên nói tới (“UBND tỉnh” là UBND của tỉnh này).")
    @click.option("--dry-run", "dry", is_flag=True, help="Chỉ đọc danh sách và cho biết sẽ tải gì.")
    @click.option("--max-pages", type=click.IntRange(1), help="Số yêu cầu tối đa của lượt này.")
    @click.option("--max-bytes", type=click.IntRange(1), help="Dung lượng tải tối đa của lượt này, tính bằng byte.")
    @click.option("--allow-private", is_flag=True, help="Cho phép mở máy chủ nội bộ của đơn vị.")
    @click.option("--resume/--fresh", default=True, help="Tiếp tục lượt dở dang (mặc định) hay bắt đầu lại.")
    @click.option("--json", "as_json", is_flag=True, help="In kết quả dạng JSON.")
    @click.option("-q", "--quiet", is_flag=True, help="Không hiện tiến độ.")
    @click.pass_context
    def command(
        context: click.Context, source: str | None, listing: bool, kind: str | None, province: str | None, dry: bool,
        max_pages: int | None, max_bytes: int | None, allow_private: bool, resume: bool, as_json: bool, quiet: bool,
    ) -> None:  # fmt: skip
        """Thu thập văn bản từ một trang hoặc từ thư mục trang đã lưu; mỗi văn bản vào kho đúng một lần.

        NGUỒN là tên một nguồn đã biết, tệp mô tả .yaml, địa chỉ trang danh sách (NukeViet), hoặc thư mục. Tuân theo
        robots.txt, mỗi máy chủ một nhịp; bị ngắt giữa chừng thì chạy lại để tiếp tục.
        """
        if listing or source is None:
            if source is None and not listing:
                raise BadRequest("no-source", "Chưa nêu nguồn.", hint="Xem “vanban crawl --list”.", field="source")
            crawl_view.show_sites(known(settings()), as_json=as_json)
            return
        options = crawl.Options(
            dry=dry, fresh=not resume, max_pages=max_pages, max_bytes=max_bytes, allow_private=allow_private
        )
        site = find(source, kind=kind, province=province, own=own(settings()))
        with Registry.open(settings()) as registry:
            with crawl_view.progress(quiet=quiet or as_json) as step:
                report = crawl.run(registry, site, options, step)
            if after is not None and not dry:
                after(registry)
        if as_json:
            click.echo(json.dumps(as_dict(report), ensure_ascii=False))
        else:
            crawl_view.show(report)
        context.exit(report.exit_code)

    return command
