"""``vanban list preview|import|export``: registers that people keep in spreadsheets."""

import json
from collections import Counter
from collections.abc import Callable
from pathlib import Path
from typing import Any, Final

import click
from rich.console import Console
from rich.table import Table

from registry.errors import BadRequest
from registry.lists import exporting, importing
from registry.lists.columns import label_of
from registry.lists.importing import Register
from registry.settings import settings
from registry.store import Registry

After = Callable[[Registry], None]
_SHOWN: Final = 5
_DOUBTS: Final = 50
_FILE: Final = click.Path(exists=True, dir_okay=False, path_type=Path)
_MAP: Final = "Cột=dữ_kiện khi đoán sai, ví dụ --map so_hieu=number; “-” là bỏ cột."
_PROVINCE: Final = "Tỉnh của sổ này (“UBND Tỉnh” là UBND của tỉnh này)."


def list_command(after: After | None = None) -> click.Group:
    """Return the ``list`` group.

    Args:
        after: Called with the open registry once rows are stored (to bring the index up to date).
    """

    @click.group("list")
    def group() -> None:
        """Sổ văn bản của đơn vị: xem trước, nhập từ CSV hoặc XLSX, xuất ra cùng dạng."""

    @group.command("preview")
    @click.argument("file", type=_FILE)
    @click.option("--province", help=_PROVINCE)
    @click.option("--map", "changes", multiple=True, metavar="CỘT=DỮ_KIỆN", help=_MAP)
    @click.option("--json", "as_json", is_flag=True, help="In JSON.")
    def preview(file: Path, province: str | None, changes: tuple[str, ...], as_json: bool) -> None:
        """Cho biết mỗi cột được hiểu là gì, vài dòng đầu và mọi ô nghi ngờ; không lưu gì."""
        register = importing.read(file, province=province, home=settings().home, changes=_changes(changes))
        if as_json:
            click.echo(json.dumps(as_dict(register), ensure_ascii=False))
        else:
            _show(register)

    @group.command("import")
    @click.argument("file", type=_FILE)
    @click.option("--province", help=_PROVINCE)
    @click.option("--map", "changes", multiple=True, metavar="CỘT=DỮ_KIỆN", help=_MAP)
    @click.option("--json", "as_json", is_flag=True, help="In JSON.")
    def load(file: Path, province: str | None, changes: tuple[str, ...], as_json: bool) -> None:
        """Nhập sổ: không dòng nào bị bỏ, ô nghi ngờ được ghi lại; cách hiểu cột được nhớ cho lần sau."""
        register = importing.read(file, province=province, home=settings().home, changes=_changes(changes))
        with Registry.open(settings()) as registry:
            written = importing.store(registry, register)
            if after is not None:
                after(registry)
        if as_json:
            click.echo(json.dumps(as_dict(register) | {"written": written}, ensure_ascii=False))
            return
        click.echo(f"Đã nhập {len(register.statements)} dòng; {written} văn bản được thêm hoặc cập nhật.")
        _show_doubts(register)

    @group.command("export")
    @click.argument("file", type=click.Path(dir_okay=False, writable=True, path_type=Path))
    def save(file: Path) -> None:
        """Ghi mọi văn bản đang có ra tệp .csv hoặc .xlsx mở được bằng Excel."""
        with Registry.open(settings()) as registry:
            count = exporting.write(file, registry.documents())
        click.echo(f"Đã ghi {count} văn bản vào {file}.")

    return group


def as_dict(register: Register) -> dict[str, Any]:
    """Return a register that was read as plain JSON values."""
    return {
        "file": register.sheet.name,
        "rows": len(register.statements),
        "remembered": register.remembered,
        "columns": [
            {"header": header, "field": fact}
            for header, fact in zip(register.sheet.headers, register.fields, strict=True)
        ],
        "doubts": [
            {"line": each.line, "column": each.column, "code": each.issue.code, "message": each.issue.message}
            for each in register.doubts
        ],
    }


def _changes(pairs: tuple[str, ...]) -> dict[str, str]:
    parts = [pair.rpartition("=") for pair in pairs]
    if not all(found and header for header, found, _ in parts):
        raise BadRequest("list-map", "--map cần dạng cột=dữ_kiện.", hint="Ví dụ: --map so_hieu=number.", field="map")
    return {header.strip(): field.strip() for header, _, field in parts}


def _show(register: Register) -> None:
    console = Console(soft_wrap=True)
    told = "đã chọn lần trước" if register.remembered else "đoán theo tiêu đề"
    table = Table("Cột trong tệp", "Hiểu là", "Ví dụ", title=f"{register.sheet.name}: các cột ({told})")
    for at, (header, fact) in enumerate(zip(register.sheet.headers, register.fields, strict=True)):
        example = next((str(row.cells[at]) for row in register.sheet.rows if row.cells[at]), "")
        table.add_row(header, f"{label_of(fact)} ({fact})" if fact else "— bỏ qua", example[:60])
    console.print(table)
    rows = Table("Số ký hiệu", "Loại", "Cơ quan", "Ngày", "Trích yếu", title="Những dòng đầu")
    for each in register.statements[:_SHOWN]:
        day = f"{each.issued:%d/%m/%Y}" if each.issued else "—"
        rows.add_row(each.number or "—", each.type or "—", "; ".join(each.issuers), day, (each.title or "—")[:80])
    console.print(rows)
    click.echo(f"{len(register.statements)} dòng.")
    _show_doubts(register)


def _show_doubts(register: Register) -> None:
    for doubt in register.doubts[:_DOUBTS]:
        click.echo(f"Nghi ngờ: {doubt.issue.message}", err=True)
    if len(register.doubts) > _DOUBTS:
        counts = Counter(each.issue.code for each in register.doubts[_DOUBTS:])
        rest = ", ".join(f"{code}: {count}" for code, count in counts.items())
        click.echo(f"… và {sum(counts.values())} ô khác ({rest}).", err=True)
