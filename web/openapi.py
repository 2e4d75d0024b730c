"""The OpenAPI 3.1 document, generated from the very dataclasses that the JSON is made of."""

import types
from dataclasses import MISSING, fields, is_dataclass
from datetime import date, datetime
from enum import StrEnum
from functools import cache
from importlib.metadata import version
from typing import Any, Final, Union, get_args, get_origin, get_type_hints

from indexer.values import FACETS, SORTS, Suggestion
from registry.records import DocumentText
from web.views.document import DocumentView
from web.views.search import SearchView
from web.views.standing import DocumentOnDay

_SIMPLE: Final[dict[object, dict[str, Any]]] = {
    str: {"type": "string"},
    int: {"type": "integer"},
    float: {"type": "number"},
    bool: {"type": "boolean"},
    date: {"type": "string", "format": "date"},
    datetime: {"type": "string", "format": "date-time"},
    object: {},
    type(None): {"type": "null"},
}
_FACET_WORDS: Final = {
    "programme": "mã chương trình hoặc dự án thành phần",
    "issuer": "mã cơ quan ban hành",
    "level": "cấp ban hành",
    "type": "mã loại văn bản",
    "year": "năm ban hành",
    "effect": "hiệu lực",
    "has_text": "có (1) hay chưa có (0) toàn văn",
}
LARGEST_PAGE: Final = 100
MOST_SUGGESTIONS: Final = 20


@cache
def document() -> dict[str, Any]:
    """Return the OpenAPI description of /api/v1."""
    schemas: dict[str, Any] = {"Problem": _PROBLEM}
    return {
        "openapi": "3.1.0",
        "info": {
            "title": "Vanban API",
            "version": version("vanban"),
            "description": "Tra cứu văn bản dưới dạng JSON. Chỉ đọc, không cần đăng nhập.",
            "license": {"name": "Apache-2.0", "identifier": "Apache-2.0"},
        },
        "servers": [{"url": "/api/v1"}],
        "paths": {
            "/search": _get("search", "Tìm văn bản", _search_parameters(), schema(SearchView, schemas)),
            "/suggest": _get(
                "suggest",
                "Gợi ý trong khi gõ",
                [
                    _query("q", "Chữ đã gõ, có dấu hoặc không dấu", required=True),
                    _query("limit", "Số gợi ý", type="integer", minimum=1, maximum=MOST_SUGGESTIONS, default=8),
                ],
                {"type": "array", "items": schema(Suggestion, schemas)},
            ),
            "/documents/{slug}": _get("document", "Một văn bản", [_SLUG], schema(DocumentView, schemas)),
            "/documents/{slug}/text": _get(
                "text", "Toàn văn, cây đơn vị quy định và dẫn chiếu", [_SLUG], schema(DocumentText, schemas)
            ),
            "/documents/{slug}/on/{day}": _get(
                "onDay", "Một văn bản như nó đứng vào một ngày", [_SLUG, _DAY], schema(DocumentOnDay, schemas)
            ),
        },
        "components": {"schemas": schemas},
    }


def schema(kind: Any, schemas: dict[str, Any]) -> dict[str, Any]:
    """Return the JSON schema of a type; dataclasses are put under ``schemas`` and referred to.

    Args:
        kind: A type as annotated.
        schemas: Filled with the schemas of the dataclasses met.
    """
    if kind in _SIMPLE:
        return _SIMPLE[kind]
    if is_dataclass(kind) and isinstance(kind, type):
        return _reference(kind, schemas)
    if isinstance(kind, type) and issubclass(kind, StrEnum):
        return {"type": "string", "enum": [member.value for member in kind]}
    return _generic(kind, schemas)


def _generic(kind: Any, schemas: dict[str, Any]) -> dict[str, Any]:
    origin, inner = get_origin(kind), get_args(kind)
    if origin in {Union, types.UnionType}:
        return {"anyOf": [schema(each, schemas) for each in inner]}
    if origin is dict:
        return {"type": "object", "additionalProperties": schema(inner[1], schemas)}
    if origin is tuple and inner[1:] != (Ellipsis,):
        items = [schema(each, schemas) for each in inner]
        return {"type": "array", "prefixItems": items, "minItems": len(items), "maxItems": len(items)}
    if origin in {tuple, list}:
        return {"type": "array", "items": schema(inner[0], schemas)}
    raise TypeError(f"no JSON schema for {kind!r}")


def _reference(kind: type, schemas: dict[str, Any]) -> dict[str, Any]:
    name = kind.__name__
    if name not in schemas:
        made: dict[str, Any] = {"type": "object"}
        schemas[name] = made
        hints = get_type_hints(kind)
        made["description"] = (kind.__doc__ or "").strip().split("\n")[0]
        made["properties"] = {each.name: schema(hints[each.name], schemas) for each in fields(kind)}
        made["required"] = [each.name for each in fields(kind) if each.default is MISSING]
    return {"$ref": f"#/components/schemas/{name}"}


_PROBLEM: Final = {
    "type": "object",
    "description": "RFC 9457",
    "properties": {
        "type": {"type": "string"},
        "title": {"type": "string"},
        "status": {"type": "integer"},
        "code": {"type": "string"},
        "detail": {"type": "string"},
        "field": {"type": "string"},
    },
    "required": ["type", "title", "status", "code"],
}
_DAY: Final = {
    "name": "day",
    "in": "path",
    "required": True,
    "description": "Ngày cần xem",
    "schema": {"type": "string", "format": "date"},
}
_SLUG: Final = {"name": "slug", "in": "path", "required": True, "schema": {"type": "string"}}


def _query(name: str, description: str, *, required: bool = False, **rules: object) -> dict[str, Any]:
    made = {"type": "string", **rules}
    return {"name": name, "in": "query", "required": required, "description": description, "schema": made}


def _search_parameters() -> list[dict[str, Any]]:
    facets = [
        {
            **_query(name, f"Lọc theo {_FACET_WORDS[name]}; lặp lại để chọn nhiều giá trị"),
            "schema": {"type": "array", "items": {"type": "string"}},
        }
        for name in FACETS
    ]
    return [
        _query("q", "Câu tìm hoặc số ký hiệu, có dấu hoặc không dấu", maxLength=500),
        *facets,
        _query("sort", "Thứ tự", enum=list(SORTS), default=SORTS[0]),
        _query("explain", "1: mỗi kết quả kèm lý do, và cách câu tìm được hiểu", enum=["1", "0"], default="0"),
        _query("page", "Trang, bắt đầu từ 1", type="integer", minimum=1, maximum=1000, default=1),
        _query("size", "Số văn bản một trang", type="integer", minimum=1, maximum=LARGEST_PAGE, default=20),
    ]


def _get(name: str, summary: str, parameters: list[dict[str, Any]], answer: dict[str, Any]) -> dict[str, Any]:
    problem = {"content": {"application/problem+json": {"schema": {"$ref": "#/components/schemas/Problem"}}}}
    return {
        "get": {
            "operationId": name,
            "summary": summary,
            "parameters": parameters,
            "responses": {
                "200": {"description": "Được", "content": {"application/json": {"schema": answer}}},
                "400": {"description": "Yêu cầu sai", **problem},
                "404": {"description": "Không có", **problem},
            },
        }
    }
