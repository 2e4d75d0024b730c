"""``vanban citation list|fix|unfix``: where the citations of a document lead, and what a person says instead."""

import json

import click

from registry.cli.show import only
from registry.errors import BadRequest
from registry.records import ResolvedCitation
from registry.settings import settings
from registry.store import Registry

_STATES = {"linked": "đã nối", "unknown": "chưa rõ đích", "ambiguous": "nhiều khả năng", "hand": "sửa tay"}


@click.group("citation", help="Dẫn chiếu của một văn bản: xem, sửa đích bằng tay, bỏ sửa.")
def citation() -> None:
    """See and fix where citations lead."""


@citation.command("list")
@click.argument("number", metavar="SỐ_KÝ_HIỆU")
@click.option("--state", type=click.Choice(list(_STATES)), help="Chỉ in dẫn chiếu ở trạng thái này.")
@click.option("--json", "as_json", is_flag=True, help="In JSON.")
def list_command(number: str, state: str | None, as_json: bool) -> None:
    """In các dẫn chiếu, mỗi dòng một dẫn chiếu, bắt đầu bằng vị trí dùng cho lệnh fix."""
    with Registry.open(settings()) as registry:
        record = only(registry.by_number(number), number)
        text = registry.text_of(record.id)
    found = [one for one in text.citations if state in (None, one.state)] if text else []
    if as_json:
        click.echo(json.dumps([_as_dict(one) for one in found], ensure_ascii=False))
        return
    for one in found:
        where = f" -> {one.target_slug} {one.target_provision or ''}".rstrip() if one.target_slug else ""
        click.echo(f"{one.citation.start:>8}  {_STATES[one.state]:<15}{' '.join(one.citation.text.split())}{where}")


@citation.command("fix")
@click.argument("number", metavar="SỐ_KÝ_HIỆU")
@click.argument("position", metavar="VỊ_TRÍ", type=int)
@click.option("--to", "target", required=True, help="Số ký hiệu của văn bản được dẫn.")
@click.option("--provision", help="Địa chỉ trong văn bản được dẫn, ví dụ d5.k2.")
@click.option("--by", "person", required=True, help="Người sửa.")
@click.option("--note", default="", help="Lý do.")
def fix(number: str, position: int, target: str, provision: str | None, person: str, note: str) -> None:
    """Ghi đích của một dẫn chiếu; điều này còn nguyên khi văn bản được đọc lại."""
    with Registry.open(settings()) as registry:
        record = only(registry.by_number(number), number)
        led = only(registry.by_number(target), target)
        made = registry.fix_citation(record.id, position, led.id, person, provision=provision, note=note)
    click.echo(f"“{made.words}” nay dẫn tới {led.number} {provision or ''}".rstrip() + ".")


@citation.command("unfix")
@click.argument("number", metavar="SỐ_KÝ_HIỆU")
@click.argument("position", metavar="VỊ_TRÍ", type=int)
def unfix(number: str, position: int) -> None:
    """Bỏ điều đã sửa tay ở một dẫn chiếu."""
    with Registry.open(settings()) as registry:
        record = only(registry.by_number(number), number)
        before = registry.unfix_citation(record.id, position)
    if before is None:
        raise BadRequest("nothing-fixed", "Dẫn chiếu này chưa được sửa tay.")
    click.echo(f"Đã bỏ phần sửa tay của “{before.words}”.")


def _as_dict(one: ResolvedCitation) -> dict[str, object]:
    cited = one.citation
    return {
        "start": cited.start, "end": cited.end, "text": cited.text, "state": one.state,
        "target": one.target_slug, "provision": one.target_provision,
    }  # fmt: skip
