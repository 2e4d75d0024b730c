"""JSON that is sent to the API: read, checked against the schema of its dataclass, made into it."""

import hashlib
from collections.abc import Callable
from functools import cache
from typing import Any, TypeVar

import orjson
from flask import abort, request
from flask_babel import gettext as _
from jsonschema import Draft202012Validator
from jsonschema.exceptions import ValidationError, best_match

from registry.errors import BadRequest
from web.api import schemas

Made = TypeVar("Made")


def read(kind: Callable[..., Made]) -> Made:
    """Return the body of the request as a value.

    Args:
        kind: A dataclass whose fields are JSON values; lists are tuples.

    Raises:
        BadRequest: It is no JSON, or not of this form; names the place.
        HTTPException: 415, when it does not say that it is JSON.
    """
    if request.mimetype != "application/json":
        abort(415)
    found = _parsed(request.get_data())
    error = best_match(_validator(kind).iter_errors(found))
    if error is not None:
        place = "/".join(map(str, error.absolute_path))
        raise BadRequest(
            "bad-body",
            _("Nội dung gửi lên sai ở “/%(place)s”: %(why)s.", place=place, why=_why(error)),
            hint=_("Xem dạng đúng của nội dung ở trang /api."),
            field=place or None,
        )
    return kind(**{name: tuple(value) if isinstance(value, list) else value for name, value in found.items()})


def digest(content: bytes) -> str:
    """Return a short name of some content."""
    return hashlib.blake2b(content, digest_size=12).hexdigest()


def _parsed(sent: bytes) -> Any:
    try:
        return orjson.loads(sent)
    except orjson.JSONDecodeError as error:
        raise BadRequest(
            "bad-json",
            _("Nội dung gửi lên không phải JSON đúng, sai từ ký tự %(at)s.", at=error.pos),
            hint=_("Kiểm tra dấu ngoặc, dấu nháy và bảng mã UTF-8."),
            offset=error.pos,
        ) from error


@cache
def _validator(kind: Any) -> Draft202012Validator:
    return Draft202012Validator(schemas.body(kind))


def _why(error: ValidationError) -> str:
    """Return in Vietnamese which rule was broken."""
    rule = str(error.validator)
    found: Any = error.instance
    value: Any = error.validator_value
    if rule == "required":
        return str(_("thiếu trường %(names)s", names=", ".join(sorted(set(value) - set(found)))))
    if rule == "additionalProperties":
        schema: Any = error.schema
        extra = sorted(set(found) - set(schema["properties"]))
        return str(_("có trường không được dùng (%(names)s)", names=", ".join(extra)[:80]))
    told = {
        "type": _("phải có kiểu %(value)s", value=value),
        "maxLength": _("dài quá %(value)s ký tự", value=value),
        "minLength": _("cần ít nhất %(value)s ký tự", value=value),
        "maxItems": _("có quá %(value)s mục", value=value),
        "minItems": _("cần ít nhất %(value)s mục", value=value),
        "pattern": _("có ký tự không được dùng"),
        "enum": _("phải là một trong: %(value)s", value=value),
    }
    return str(told.get(rule) or _("không đúng quy định"))
