"""The OpenAPI 3.1 document, generated from the table of operations and the dataclasses that they answer with."""

from collections.abc import Iterable
from functools import cache
from importlib.metadata import version
from typing import Any, Final

from flask_babel import get_locale
from flask_babel import gettext as _

from web.api.common import TAGS
from web.api.operations import MOST_VALUES, OPERATIONS, V1, Operation, Parameter
from web.api.schemas import Schema, Schemas, body

PROBLEM: Final = "application/problem+json"


def in_order() -> list[Operation]:
    """Return the operations by group."""
    return sorted(OPERATIONS, key=lambda each: TAGS.index(each.tag))


def document() -> dict[str, Any]:
    """Return the OpenAPI description of /api/v1 in the language of the request."""
    return _document(str(get_locale()))


@cache
def _document(_language: str) -> dict[str, Any]:
    schemas = Schemas()
    schemas.made["Problem"] = _problem()
    paths: dict[str, Any] = {}
    for each in in_order():
        paths.setdefault(each.path, {})[each.method.lower()] = _described(each, schemas)
    return {
        "openapi": "3.1.0",
        "info": {
            "title": "Vanban API",
            "version": version("vanban"),
            "description": str(_("Tra cứu văn bản dưới dạng JSON; đọc không cần đăng nhập.")),
            "license": {"name": "Apache-2.0", "identifier": "Apache-2.0"},
        },
        "servers": [{"url": V1}],
        "tags": [{"name": str(name)} for name in TAGS],
        "paths": paths,
        "components": {
            "schemas": schemas.made,
            "securitySchemes": {"token": {"type": "http", "scheme": "bearer"}},
        },
    }


def _described(own: Operation, schemas: Schemas) -> dict[str, Any]:
    made: dict[str, Any] = {
        "operationId": own.name,
        "tags": [str(own.tag)],
        "summary": str(own.summary),
        "parameters": [_parameter(each, own) for each in own.parameters],
        "responses": _responses(own, schemas),
    }
    if own.body:
        content = {"schema": body(own.body), "example": dict(own.examples)}
        made["requestBody"] = {"required": True, "content": {"application/json": content}}
    if own.takes:
        binary = {"schema": {"type": "string", "format": "binary"}}
        made["requestBody"] = {"required": True, "content": {own.takes: binary}}
    if own.roles:
        made["security"] = [{"token": []}]
    return made


def _parameter(own: Parameter, of: Operation) -> dict[str, Any]:
    one = own.kind.schema() | ({"default": own.otherwise} if own.otherwise is not None else {})
    example = of.examples.get(own.name, own.example)
    return {
        "name": own.name,
        "in": own.where,
        "required": own.required or own.where == "path",
        "description": str(own.about),
        "schema": _several(one, own) if own.many else one,
    } | ({"example": example} if example else {})


def _several(one: Schema, own: Parameter) -> Schema:
    least = {"minItems": 1} if own.required else {}
    return {"type": "array", "items": one, "maxItems": MOST_VALUES, **least}


def _responses(own: Operation, schemas: Schemas) -> dict[str, Any]:
    shown: Schema = schemas.of(own.answer) if own.answer is not None else {"type": "string", "format": "binary"}
    good: dict[str, Any] = {"description": str(_("Được")), "content": {own.media: {"schema": shown}}}
    made = {str(own.status): good}
    if own.method == "GET":
        good["headers"] = {"ETag": {"schema": {"type": "string"}}}
        made["304"] = {"description": str(_("Không thay đổi từ lần đọc có ETag đó"))}
    return made | {status: _failure(words) for status, words in _failures(own)}


def _failures(own: Operation) -> Iterable[tuple[str, str]]:
    yield "400", _("Tham số hoặc nội dung sai; “field” và “offset” chỉ chỗ sai")
    if own.roles:
        yield "401", _("Thiếu khóa API, hoặc khóa không dùng được")
        yield "403", _("Khóa API không có quyền này")
    if any(each.where == "path" for each in own.parameters) or own.body:
        yield "404", _("Không có")
    if own.body or own.roles:
        yield "409", _("Trạng thái hiện nay không cho làm việc này")
        yield "413", _("Nội dung gửi lên quá lớn")
        yield "415", _("Nội dung gửi lên phải là JSON")
    if any(each.name == "cursor" for each in own.parameters):
        yield "410", _("Con trỏ trang không còn dùng được; đọc lại từ trang đầu")
    yield "429", _("Quá nhiều yêu cầu; chờ số giây ghi ở Retry-After")
    yield "default", _("Lỗi khác")


def _failure(words: str) -> dict[str, Any]:
    return {"description": str(words), "content": {PROBLEM: {"schema": {"$ref": "#/components/schemas/Problem"}}}}


def _problem() -> Schema:
    text = {"type": "string"}
    return {
        "type": "object",
        "description": "RFC 9457",
        "properties": {
            "type": text,
            "title": text,
            "status": {"type": "integer"},
            "code": text,
            "detail": text,
            "field": text,
            "offset": {"type": "integer"},
            "incident": text,
        },
        "required": ["type", "title", "status", "code", "detail"],
    }
