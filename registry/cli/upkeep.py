"""``vanban check``, ``vanban backup`` and ``vanban restore``."""

import json
from dataclasses import asdict
from pathlib import Path

import click

from registry import backup as archives
from registry.ingest.lock import alone
from registry.settings import settings
from registry.store import Registry


@click.command("check")
@click.option("--deep", is_flag=True, help="Đọc và đối chiếu mã băm của mọi bản gốc.")
@click.option("--json", "as_json", is_flag=True, help="In JSON.")
@click.pass_context
def check(context: click.Context, deep: bool, as_json: bool) -> None:
    """Kiểm tra kho: dữ liệu hỏng, ngày ngược, số dùng hai lần, quan hệ vòng, căn cứ hết hiệu lực, tình trạng trái nhau.

    Kết thúc với mã 1 khi có dữ liệu hỏng; các điểm còn lại để người dùng xem xét.
    """
    with Registry.open(settings()) as registry:
        found = registry.check(deep=deep)
    if as_json:
        click.echo(json.dumps([asdict(each) for each in found], ensure_ascii=False))
    else:
        for each in found:
            click.echo(f"{'HỎNG' if each.damage else 'Xem'}: {each.message}")
        click.echo(f"{len(found)} điểm cần xem." if found else "Không thấy gì bất thường.")
    context.exit(1 if any(each.damage for each in found) else 0)


@click.command("backup")
@click.argument("file", type=click.Path(dir_okay=False, path_type=Path))
def backup(file: Path) -> None:
    """Sao lưu cơ sở dữ liệu, bản gốc và thiết lập vào một tệp .tar."""
    manifest = archives.backup(settings(), file)
    click.echo(f"Đã sao lưu {len(manifest['members'])} tệp vào {file}.")


@click.command("restore")
@click.argument("file", type=click.Path(exists=True, dir_okay=False, path_type=Path))
@click.option("--replace", is_flag=True, help="Thay dữ liệu đang có.")
def restore(file: Path, replace: bool) -> None:
    """Khôi phục từ tệp sao lưu, sau khi đối chiếu mã băm của từng phần."""
    with alone(settings().home):
        manifest = archives.restore(settings(), file, replace=replace)
    click.echo(f"Đã khôi phục {len(manifest['members'])} tệp (bản ngày {manifest['created']}).")
    click.echo("Chạy “vanban index rebuild” để dựng lại chỉ mục tìm kiếm.")
