"""``vanban settings``."""

import json
from typing import Any

import click

from registry.errors import BadRequest
from registry.settings import FILE_NAME, Settings, default_home, settings


@click.command("settings")
@click.option("--json", "as_json", is_flag=True, help="In JSON.")
def settings_command(as_json: bool) -> None:
    """Liệt kê mọi thiết lập: giá trị đang dùng, biến môi trường và ý nghĩa."""
    held, mistake = _held()
    rows = [_row(name, held) for name in Settings.model_fields]
    if as_json:
        click.echo(json.dumps(rows, ensure_ascii=False))
    else:
        _print(rows, held)
    if mistake is not None:
        raise mistake


def _held() -> tuple[Settings | None, BadRequest | None]:
    """The settings in use, or the mistake that keeps them from being read: the list is what helps to mend it."""
    try:
        return settings(), None
    except BadRequest as error:
        return None, error


def _print(rows: list[dict[str, Any]], held: Settings | None) -> None:
    home = held.home if held else default_home()
    click.echo(f"Đặt bằng biến môi trường, hoặc bằng một dòng trong {home / FILE_NAME}:\n")
    for row in rows:
        click.echo(f"{row['variable']} ({row['name']}) = {row['value']!r}\n    {row['description']}")


def _shown(name: str, value: Any) -> Any:
    """A password is told to be there, not what it is: this list is what people paste into a message for help."""
    if name.endswith(("_password", "_secret")):
        return "(đã đặt)" if value else ""
    return value if isinstance(value, (int, float)) else str(value)


def _row(name: str, held: Settings | None) -> dict[str, Any]:
    field = Settings.model_fields[name]
    value = getattr(held, name) if held else field.get_default(call_default_factory=True, validated_data={})
    return {
        "name": name,
        "variable": f"VANBAN_{name.upper()}",
        "value": _shown(name, value),
        "description": field.description,
    }
