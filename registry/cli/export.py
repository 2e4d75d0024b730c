"""``vanban export NUMBER --format akn|jsonld --out FILE``: one document in a format of others."""

import json
from pathlib import Path

import click

from registry.cli.show import only
from registry.errors import NotKnown
from registry.interchange import akoma, jsonld
from registry.settings import settings
from registry.store import Registry


@click.command("export", help="Xuất một văn bản theo số ký hiệu: Akoma Ntoso 3.0 (XML) hoặc schema.org (JSON-LD).")
@click.argument("number", metavar="SỐ_KÝ_HIỆU")
@click.option("--format", "form", type=click.Choice(["akn", "jsonld"]), default="akn", show_default=True,
              help="akn: Akoma Ntoso; jsonld: dữ kiện schema.org/Legislation.")  # fmt: skip
@click.option("--out", type=click.Path(dir_okay=False, path_type=Path), help="Tệp ghi ra; mặc định in ra màn hình.")
def export(number: str, form: str, out: Path | None) -> None:
    """Write one document in a format of others.

    Raises:
        NotKnown: No such document, or its text is not held.
        BadRequest: Several documents carry the number, or the text cannot be written as XML.
    """
    data = _data(number, form)
    if out is None:
        click.echo(data.decode())
        return
    out.write_bytes(data)
    click.echo(f"Đã ghi {out} ({len(data)} byte).", err=True)


def _data(number: str, form: str) -> bytes:
    with Registry.open(settings()) as registry:
        record = only(registry.by_number(number), number)
        relations = registry.relations_of(record.id)
        if form == "jsonld":
            told = jsonld.value(record, relations, on=registry.today())
            return json.dumps(told, ensure_ascii=False, indent=2).encode()
        held = registry.text_of(record.id)
        if held is None:
            raise NotKnown(
                "text-not-held",
                f"Kho chưa có toàn văn của {record.number}.",
                hint="Nạp tệp của văn bản bằng “vanban ingest”, hoặc xuất dữ kiện bằng --format jsonld.",
            )
        return akoma.write(record, held, relations)
