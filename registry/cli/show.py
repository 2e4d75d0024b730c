"""``vanban show NUMBER [--on DATE] [--json]``: a document as it stands on a day."""

import json
from collections.abc import Iterator, Sequence
from datetime import date, datetime
from typing import Any

import click

from registry.consolidation import Consolidated, text_on
from registry.consolidation.timeline import Pending, Standing
from registry.errors import BadRequest, NotKnown
from registry.records import DocumentRecord, EffectState
from registry.settings import settings
from registry.store import Registry
from registry.text import short_day


@click.command("show")
@click.argument("number", metavar="SỐ_KÝ_HIỆU")
@click.option("--on", "on", type=click.DateTime(["%Y-%m-%d", "%d/%m/%Y"]), help="Ngày cần xem; mặc định là hôm nay.")
@click.option("--json", "as_json", is_flag=True, help="In JSON.")
def show(number: str, on: datetime | None, as_json: bool) -> None:
    """Hiện một văn bản theo số ký hiệu, như nó đứng vào một ngày."""
    day = on.date() if on else date.today()
    with Registry.open(settings()) as registry:
        record = only(registry.by_number(number), number)
        effect = registry.effect_on(record.id, day)
        found = text_on(registry, record, day)
    if as_json:
        click.echo(json.dumps(as_dict(record, day, effect, found), ensure_ascii=False))
    else:
        _print(record, day, effect, found)


def only(found: list[DocumentRecord], number: str) -> DocumentRecord:
    """Return the one document that a number names.

    Raises:
        NotKnown: There is none.
        BadRequest: There are several.
    """
    if not found:
        raise NotKnown(
            "document-not-known",
            f"Không có văn bản số “{number}” trong kho.",
            hint="Kiểm tra lại số ký hiệu, hoặc tìm bằng “vanban search”.",
        )
    if len(found) > 1:
        choices = "; ".join(f"{each.number} ({each.issuer}, {_day(each.issued)})" for each in found[:8])
        raise BadRequest(
            "number-ambiguous",
            f"Có {len(found)} văn bản ứng với “{number}”: {choices}.",
            hint="Ghi đủ số ký hiệu; nếu vẫn trùng, mở bằng địa chỉ trên trang web.",
        )
    return found[0]


def _day(day: date | None) -> str:
    return short_day(day) if day else "chưa rõ ngày"


def as_dict(record: DocumentRecord, on: date, effect: EffectState, found: Consolidated | None) -> dict[str, Any]:
    """Return the document on a day in the shape of the command's JSON contract.

    Args:
        record: The document.
        on: The day.
        effect: Its status on that day.
        found: Its text on that day, or None when no text is held.
    """
    return {
        "number": record.number,
        "title": record.title,
        "issuer": record.issuer,
        "on": on.isoformat(),
        "effect": {
            "state": effect.state,
            "since": effect.since.isoformat() if effect.since else None,
            "reason": effect.reason,
        },
        "has_text": found is not None,
        "provisions": [_provision(each) for each in found.provisions] if found else [],
        "pending": [_pending(each) for each in found.pending] if found else [],
    }


def _provision(each: Standing) -> dict[str, Any]:
    return {
        "id": each.id,
        "label": each.label,
        "text": each.text,
        "source": each.source,
        "notes": list(each.notes),
        "repealed": each.repealed,
    }


def _pending(each: Pending) -> dict[str, Any]:
    return {
        "number": each.act,
        "provision": each.provision or None,
        "text": each.text,
        "reason": each.reason,
        "effective": each.effective.isoformat() if each.effective else None,
    }


def _print(record: DocumentRecord, on: date, effect: EffectState, found: Consolidated | None) -> None:
    click.echo(f"{record.type} {record.number}\n{record.title}")
    click.echo(f"{record.issuer}, ban hành {_day(record.issued)}")
    click.echo(f"Ngày {_day(on)}: {effect.reason}")
    if found is None:
        click.echo("Kho chưa có toàn văn của văn bản này. Nguồn: " + ("; ".join(record.sources) or "chưa rõ"))
        return
    for late in found.pending:
        click.echo(f"Chưa thể hiện: {late.act} {late.provision}: {late.reason}".replace("  ", " "))
    for each in _outermost(found.provisions):
        click.echo(f"\n{each.text}")


def _outermost(provisions: Sequence[Standing]) -> Iterator[Standing]:
    """Yield the provisions that stand inside no other one: the wording of a chapter holds that of its articles."""
    outer = ""
    for each in provisions:
        if each.text not in outer:
            outer = each.text
            yield each
