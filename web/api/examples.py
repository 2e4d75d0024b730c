"""An example of every operation: on the page with documents of this registry, in tests with invented ones."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any, Final
from urllib.parse import quote, urlencode

import orjson

from indexer.holdings import YES
from indexer.values import SearchRequest
from registry.document import ProvisionKind
from web.api import description
from web.api.operations import V1, Operation, Parameter
from web.api.schemas import Schema
from web.services import services

_MANY: Final = 20


@dataclass(frozen=True, slots=True)
class Call:
    """An operation as the page shows it.

    Args:
        operation: The operation.
        path: Its address with parameters in braces.
        curl: A command that calls it.
        url: The address of the example, when it can be opened as a link.
        fields: Name and type of every field of the answer.
    """

    operation: Operation
    path: str
    curl: str
    url: str | None
    fields: tuple[tuple[str, str], ...]


def own() -> dict[str, str]:
    """Return values of path parameters that lead somewhere in this registry; fewer when it holds no text or overlap."""
    made: dict[str, str] = {}
    held = services()
    found = held.search.ids(SearchRequest(filters={"has_text": (YES,)}, sort="newest"))[:_MANY]
    for record in held.registry.documents(found):
        read = held.texts.of(record)
        articles = [each.id for each in read.text.provisions if each.kind is ProvisionKind.ARTICLE] if read else []
        if articles:
            (shown, *_others) = held.registry.witnesses(record.id)
            made |= {"slug": record.slug, "provision": articles[0], "sha256": shown.sha256}
            break
    for pair in held.registry.overlaps(0, 1)[1]:
        left, right = held.registry.document(pair.left_id), held.registry.document(pair.right_id)
        made |= {"left": left.slug, "left_provision": pair.left_provision}
        made |= {"right": right.slug, "right_provision": pair.right_provision}
    return made


def shown(operation: Operation, site: str, replaced: Mapping[str, str]) -> Call:
    """Return an operation with an example.

    Args:
        operation: The operation.
        site: Scheme and host of this server.
        replaced: Values of path parameters that lead somewhere here.
    """
    url = f"{V1}{filled(operation, replaced)}"
    led = all(each.name in replaced for each in operation.parameters if each.where == "path" and each.name in _HERE)
    link = url if operation.method == "GET" and led else None
    return Call(operation, f"{V1}{operation.path}", _curl(operation, site + url, replaced), link, _fields(operation))


_HERE: Final = frozenset({"slug", "provision", "left", "left_provision", "right", "right_provision", "sha256", "item"})


def filled(operation: Operation, replaced: Mapping[str, str] | None = None) -> str:
    """Return the address of the example of an operation, below /api/v1."""
    known = replaced or {}
    path = operation.path
    for each in operation.parameters:
        if each.where == "path":
            path = path.replace(f"{{{each.name}}}", quote(known.get(each.name) or value_of(operation, each)))
    asked = {name: value for name, value in operation.examples.items() if _asks(operation, name)}
    return f"{path}?{urlencode(asked)}" if asked else path


def value_of(operation: Operation, parameter: Parameter) -> str:
    """Return the example of one parameter."""
    return str(operation.examples.get(parameter.name, parameter.example))


def sent(operation: Operation, replaced: Mapping[str, str] | None = None) -> dict[str, Any]:
    """Return the body of the example of an operation."""
    slug = (replaced or {}).get("slug")
    held = {name: value for name, value in operation.examples.items() if not _asks(operation, name)}
    if slug and "documents" in held:
        held["documents"] = [slug]
    return held


def _asks(operation: Operation, name: str) -> bool:
    return any(each.name == name and each.where == "query" for each in operation.parameters)


def _curl(operation: Operation, url: str, replaced: Mapping[str, str]) -> str:
    parts = ["curl"]
    if operation.method != "GET":
        parts.append(f"-X {operation.method}")
    if operation.roles:
        parts.append('-H "Authorization: Bearer $VANBAN_TOKEN"')
    if operation.body:
        told = orjson.dumps(sent(operation, replaced)).decode().replace("'", "'\\''")
        parts.append(f"-H 'Content-Type: application/json' -d '{told}'")
    if operation.takes:
        parts.append(f"-H 'Content-Type: {operation.takes}' --data-binary @van-ban.txt")
    if operation.media == "application/pdf":
        parts.append("-o so-tay.pdf")
    return " ".join((*parts, f"'{url}'"))


def _fields(operation: Operation) -> tuple[tuple[str, str], ...]:
    described = description.document()
    response = described["paths"][operation.path][operation.method.lower()]["responses"][str(operation.status)]
    schema: Schema = response["content"][operation.media]["schema"]
    schema = schema.get("items", schema)
    known = described["components"]["schemas"]
    whole = known.get(_name(schema), schema)
    return tuple((name, _type(each)) for name, each in whole.get("properties", {}).items())


def _type(schema: Schema) -> str:
    """Return a type in a word: ``string``, ``DocumentRow``, ``Touch[]``, ``date | null``."""
    if "$ref" in schema:
        return _name(schema)
    if "anyOf" in schema:
        return " | ".join(_type(each) for each in schema["anyOf"])
    if "items" in schema:
        return f"{_type(schema['items'])}[]"
    if "additionalProperties" in schema:
        return f"{{…: {_type(schema['additionalProperties'])}}}"
    return str(schema.get("format") or schema.get("type") or "…")


def _name(schema: Schema) -> str:
    return str(schema.get("$ref", "")).rpartition("/")[2]
