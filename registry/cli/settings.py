"""``vanban settings``."""

import json
from typing import Any

import click

from registry.settings import FILE_NAME, Settings, settings


@click.command("settings")
@click.option("--json", "as_json", is_flag=True, help="In JSON.")
def settings_command(as_json: bool) -> None:
    """Liệt kê mọi thiết lập: giá trị đang dùng, biến môi trường và ý nghĩa."""
    rows = list(map(_row, Settings.model_fields))
    if as_json:
        click.echo(json.dumps(rows, ensure_ascii=False))
        return
    click.echo(f"Đặt bằng biến môi trường, hoặc bằng một dòng trong {settings().home / FILE_NAME}:\n")
    for row in rows:
        click.echo(f"{row['variable']} ({row['name']}) = {row['value']!r}\n    {row['description']}")


def _row(name: str) -> dict[str, Any]:
    value = getattr(settings(), name)
    return {
        "name": name,
        "variable": f"VANBAN_{name.upper()}",
        "value": value if isinstance(value, (int, float)) else str(value),
        "description": Settings.model_fields[name].description,
    }
