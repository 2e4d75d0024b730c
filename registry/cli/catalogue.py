"""``vanban catalogue import|export``, the first made here and completed by the layer that keeps the index."""

from collections.abc import Callable
from pathlib import Path

import click

from registry.catalogue import CatalogueFile, entries, read_entries, write_entries
from registry.settings import settings
from registry.store import Registry

After = Callable[[Registry], None]


def catalogue_command(after: After | None = None) -> click.Group:
    """Return the ``catalogue`` group.

    Args:
        after: Called with the open registry once entries are stored (to bring the index up to date).
    """

    @click.group("catalogue")
    def catalogue() -> None:
        """Danh mục văn bản: những văn bản đã biết, có hay chưa có toàn văn."""

    @catalogue.command("import")
    @click.argument("file", required=False, type=click.Path(exists=True, dir_okay=False, path_type=Path))
    @click.pass_context
    def load(context: click.Context, file: Path | None) -> None:
        """Nạp danh mục từ tệp .yaml, .jsonl hoặc .csv; không nêu tệp thì nạp danh mục kèm theo phần mềm."""
        read = CatalogueFile(entries()) if file is None else read_entries(file)
        with Registry.open(settings()) as registry:
            written = registry.put_catalogue(read.entries)
            if after is not None:
                after(registry)
        click.echo(f"Đã đọc {len(read.entries)} mục; {written} văn bản được thêm hoặc cập nhật.")
        for row in read.refused:
            click.echo(f"Từ chối dòng {row.line} ({row.number or 'không rõ số'}): {row.reason}.", err=True)
        context.exit(1 if read.refused else 0)

    @catalogue.command("export")
    @click.argument("file", type=click.Path(dir_okay=False, writable=True, path_type=Path))
    def save(file: Path) -> None:
        """Ghi danh mục đang có trong kho ra tệp .yaml, .jsonl hoặc .csv."""
        with Registry.open(settings()) as registry:
            found = registry.catalogue()
        write_entries(file, found)
        click.echo(f"Đã ghi {len(found)} mục vào {file}.")

    return catalogue
