"""``vanban handbook build SPEC --out FILE``: one printed book from a list of references."""

from pathlib import Path

import click

from registry.errors import BadRequest
from registry.handbook import assemble, build, read_spec
from registry.settings import load
from registry.store import Registry

_HELP = """Dựng sổ tay theo tệp mô tả SPEC (YAML hoặc JSON).

\b
Tệp mô tả ngắn nhất:
  title: Sổ tay chính sách
  department: Sở Tư pháp
  as_at: 2026-06-30
  documents:
    - 27/2022/NĐ-CP
"""


@click.group("handbook", help="Dựng sổ tay chính sách thành một tệp PDF.")
def handbook() -> None:
    """Group of the handbook commands."""


@handbook.command("build", help=_HELP)
@click.argument("spec", type=click.Path(exists=True, dir_okay=False, path_type=Path))
@click.option("--out", required=True, type=click.Path(dir_okay=False, path_type=Path), help="Tệp PDF sẽ ghi.")
@click.option("--fonts", type=click.Path(exists=True, file_okay=False, path_type=Path), help="Thư mục phông chữ khác.")
def build_command(spec: Path, out: Path, fonts: Path | None) -> None:
    """Read the plan, assemble, print, and tell what the editor should know."""
    if not out.parent.is_dir():
        message = f"Không có thư mục {out.parent}."
        raise BadRequest("handbook-no-folder", message, hint="Tạo thư mục này trước.", field="out")
    with Registry.open(load()) as registry:
        content = assemble(registry, read_spec(spec))
    for warning in content.warnings:
        click.echo(f"Lưu ý: {warning}", err=True)
    out.write_bytes(build(content, fonts))
    click.echo(f"Đã dựng sổ tay {len(content.documents)} văn bản: {out}")
