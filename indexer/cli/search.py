"""``vanban search``, ``related`` and ``suggest``."""

import json
from typing import Any

import click

from indexer.service import SearchService
from indexer.values import SORTS, FacetValue, Hit, SearchPage, SearchRequest, Snippet
from registry.errors import NotKnown
from registry.records import DocumentRecord
from registry.settings import settings
from registry.store import Registry

_FILTERS = (
    ("programme", "chương trình hoặc thành phần (mã)"),
    ("issuer", "cơ quan ban hành (mã)"),
    ("level", "cấp ban hành"),
    ("type", "loại văn bản (mã)"),
    ("year", "năm ban hành"),
    ("effect", "tình trạng hiệu lực"),
    ("has-text", "1: có toàn văn, 0: chưa có"),
)


@click.command("search")
@click.argument("query", nargs=-1, metavar="CÂU_TÌM")
@click.option("--sort", type=click.Choice(SORTS), default="relevance", show_default=True, help="Thứ tự.")
@click.option("--page", type=click.IntRange(min=1), default=1, help="Trang.")
@click.option("--size", type=click.IntRange(1, 100), default=10, show_default=True, help="Số văn bản một trang.")
@click.option("--no-signals", is_flag=True, help="Không tính hiệu lực và cấp ban hành khi xếp hạng.")
@click.option("--explain", is_flag=True, help="In từng bước và lý do xếp hạng (JSON).")
@click.option("--json", "as_json", is_flag=True, help="In JSON.")
def search(
    query: tuple[str, ...],
    sort: str,
    page: int,
    size: int,
    no_signals: bool,
    explain: bool,
    as_json: bool,
    **chosen: tuple[str, ...],
) -> None:
    """Tìm văn bản và quy định; gõ có dấu hay không dấu, số ký hiệu, chữ viết tắt hay cả câu hỏi."""
    filters = {name: values for name, values in chosen.items() if values}
    request = SearchRequest(" ".join(query), filters, sort, page, size, signals=not no_signals)
    with Registry.open(settings()) as registry:
        service = SearchService(registry, settings())
        if explain:
            click.echo(json.dumps(service.explain(request), ensure_ascii=False, indent=1))
        elif as_json:
            click.echo(json.dumps(as_dict(service.search(request)), ensure_ascii=False))
        else:
            _print(service.search(request))


for _name, _help in _FILTERS:
    search = click.option(f"--{_name}", multiple=True, help=f"Chỉ lấy: {_help}; nêu được nhiều lần.")(search)


def as_dict(page: SearchPage) -> dict[str, Any]:
    """Return a page in the shape of the command's JSON contract."""
    return {
        "total": page.total,
        "took_ms": page.took_ms,
        "engine": page.engine,
        "hits": [_hit(each) for each in page.hits],
        "facets": {name: [_value(each) for each in values] for name, values in page.facets.items()},
        "notes": list(page.notes),
        "jump": page.jump,
        "jump_to": page.jump_to,
    }


def _hit(hit: Hit) -> dict[str, Any]:
    return {
        "number": hit.number,
        "title": hit.title,
        "slug": hit.slug,
        "score": hit.score,
        "provisions": [{"id": p.id, "label": p.label, "snippet": p.snippet.text} for p in hit.provisions],
    }


def _value(value: FacetValue) -> dict[str, Any]:
    return {"value": value.value, "label": value.label, "count": value.count}


def _print(page: SearchPage) -> None:
    for note in page.notes:
        click.echo(f"* {note}")
    click.echo(f"{page.total} văn bản ({page.took_ms} ms)")
    for hit in page.hits:
        click.echo(f"\n{click.style(hit.number, bold=True)}  {hit.title}")
        for provision in hit.provisions:
            label = f"{provision.label}: " if provision.label else ""
            click.echo(f"    {label}{_marked(provision.snippet)}")


def _marked(snippet: Snippet) -> str:
    pieces, at = [], 0
    for start, end in snippet.marks:
        pieces += [snippet.text[at:start], click.style(snippet.text[start:end], bold=True, underline=True)]
        at = end
    return "".join([*pieces, snippet.text[at:]])


@click.command("related")
@click.argument("number", metavar="SỐ_KÝ_HIỆU")
@click.option("--limit", type=click.IntRange(1, 100), default=10, show_default=True, help="Số văn bản.")
@click.option("--json", "as_json", is_flag=True, help="In JSON.")
def related(number: str, limit: int, as_json: bool) -> None:
    """Văn bản liên quan tới một văn bản, kèm lý do."""
    with Registry.open(settings()) as registry:
        found = registry.by_number(number)
        if not found:
            raise NotKnown(
                "document-not-known", f"Không có văn bản số “{number}” trong kho.", hint="Kiểm tra lại số ký hiệu."
            )
        service = SearchService(registry, settings())
        rows = service.related(found[0].id, limit)
        records = {record.id: record for record in registry.documents([row.document_id for row in rows])}
    shown = [(records[row.document_id], row) for row in rows if row.document_id in records]
    if as_json:
        listed = [
            {**_named(record), "kind": row.kind, "reason": row.reason, "score": row.score} for record, row in shown
        ]
        click.echo(json.dumps({"number": found[0].number, "related": listed}, ensure_ascii=False))
        return
    for record, row in shown:
        click.echo(f"{record.number}  {record.title}\n    {row.reason}")


def _named(record: DocumentRecord) -> dict[str, object]:
    return {"number": record.number, "title": record.title, "slug": record.slug}


@click.command("suggest")
@click.argument("text", nargs=-1, required=True, metavar="CHỮ")
@click.option("--limit", type=click.IntRange(1, 50), default=8, show_default=True, help="Số gợi ý.")
@click.option("--json", "as_json", is_flag=True, help="In JSON.")
def suggest(text: tuple[str, ...], limit: int, as_json: bool) -> None:
    """Gợi ý số ký hiệu, trích yếu và cụm từ bắt đầu bằng chữ đã gõ."""
    with Registry.open(settings()) as registry:
        found = SearchService(registry, settings()).suggest(" ".join(text), limit)
    if as_json:
        listed = [{"text": s.text, "kind": s.kind, "slug": s.slug, "detail": s.detail} for s in found]
        click.echo(json.dumps({"suggestions": listed}, ensure_ascii=False))
        return
    for each in found:
        click.echo(f"{each.text}  {each.detail}".rstrip())
