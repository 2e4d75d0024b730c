"""``vanban parse FILE``: everything that reading one file yields, storing nothing."""

import json
from pathlib import Path
from typing import Any

import click
from rich.console import Console
from rich.table import Table

from registry.document import ParsedDocument
from registry.parsing.reading import parse as parse_file


@click.command("parse", help="Đọc một tệp và in các dữ kiện, cấu trúc, dẫn chiếu tìm thấy; không lưu gì.")
@click.argument("file", type=click.Path(exists=True, dir_okay=False, path_type=Path))
@click.option("--json", "as_json", is_flag=True, help="In JSON.")
def parse(file: Path, as_json: bool) -> None:
    """Read one file and print what was found.

    Raises:
        InputRefused: The file cannot be taken in; the process ends with code 1.
    """
    document = parse_file(file)
    if as_json:
        click.echo(json.dumps(as_dict(document), ensure_ascii=False))
    else:
        _show(document)


def as_dict(document: ParsedDocument) -> dict[str, Any]:
    """Return the parsed document in the shape of the command's JSON contract."""
    facts = document.header
    effective = facts.effective.on if facts.effective else None
    return {
        "number": facts.number,
        "type": facts.type,
        "title": facts.title,
        "issuer": "; ".join(facts.issuers) or None,
        "signers": [one.name for one in facts.signers],
        "issued": facts.issued.isoformat() if facts.issued else None,
        "effective": effective.isoformat() if effective else None,
        "programmes": sorted({tag.code for tag in document.programmes}),
        "text_length": len(document.text),
        "provisions": [_fields(one, "id kind label heading start end parent") for one in document.provisions],
        "citations": [
            _fields(one, "start end text number kind article clause point annex name self")
            for one in document.citations
        ],
        "relations": [
            {"verb": one.verb, "number": one.number, "provision": one.provision} for one in document.relations
        ],
        "issues": [_fields(one, "code message start end") for one in document.issues],
    }


def _fields(value: object, names: str) -> dict[str, Any]:
    return {name: getattr(value, name) for name in names.split()}


def _show(document: ParsedDocument) -> None:
    console = Console(soft_wrap=True)
    console.print(_facts(document))
    console.print(_outline(document))
    for issue in document.issues:
        console.print(f"! {issue.message}", markup=False)


def _facts(document: ParsedDocument) -> Table:
    told = as_dict(document)
    table = Table(show_header=False, title="Dữ kiện")
    signers = "; ".join(
        f"{one.name} ({' '.join(filter(None, (one.capacity, one.office)))})" for one in document.header.signers
    )
    rows = {
        "Số ký hiệu": told["number"], "Loại": told["type"], "Trích yếu": told["title"],
        "Cơ quan ban hành": told["issuer"],
        "Người ký": signers, "Ngày ban hành": told["issued"], "Ngày hiệu lực": told["effective"],
        "Chương trình": ", ".join(told["programmes"]), "Độ dài": f"{told['text_length']} ký tự",
        "Dẫn chiếu": str(len(told["citations"])), "Quan hệ": str(len(told["relations"])),
    }  # fmt: skip
    for name, value in rows.items():
        table.add_row(name, value or "—")
    return table


def _outline(document: ParsedDocument) -> Table:
    table = Table(title="Cấu trúc")
    for column in ("Địa chỉ", "Nhãn", "Tiêu đề"):
        table.add_column(column)
    for one in document.provisions:
        table.add_row(one.id, one.label, one.heading)
    return table
