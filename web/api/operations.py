"""The operations of /api/v1: declared once, they make the routes, read their parameters and describe themselves."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from functools import wraps
from typing import Any, Final

import orjson
from flask import Blueprint, Response, request
from flask_babel import gettext as _
from werkzeug.exceptions import UnsupportedMediaType

from registry.errors import BadRequest
from registry.people import Role
from web import access, addresses
from web.api import bodies
from web.api.kinds import Kind, Wrong
from web.services import services

MOST_VALUES: Final = 50
V1: Final = f"{addresses.API}/v1"
JSON: Final = "application/json"
_OPTIONS: Final = orjson.OPT_NAIVE_UTC | orjson.OPT_UTC_Z

api = Blueprint("api", __name__)
OPERATIONS: "list[Operation]" = []

Handler = Callable[..., Any]


@dataclass(frozen=True, slots=True)
class Parameter:
    """One parameter.

    Args:
        name: As written.
        about: What it is for, in Vietnamese; may be a lazy text.
        kind: What it may hold.
        where: ``query`` or ``path``.
        many: True when it may be given several times.
        required: True when it must be given.
        otherwise: Its value when it is not given.
        example: A value for the documentation.
    """

    name: str
    about: object
    kind: Kind
    where: str = "query"
    many: bool = False
    required: bool = False
    otherwise: Any = None
    example: str = ""


@dataclass(frozen=True, slots=True)
class Operation:
    """One operation.

    Args:
        name: Stable identifier.
        method: HTTP method.
        path: Below /api/v1, parameters in braces.
        tag: Group in the documentation.
        summary: What it does, in Vietnamese.
        answer: Type of the answer; None when it is no JSON.
        media: Media type of the answer.
        status: Status of a good answer.
        parameters: In path and query.
        body: Type of the JSON that is sent, or None.
        examples: Values of parameters, or fields of the body, for a request that works on the invented province.
        weak: Fields of the answer that differ each time although nothing changed; they do not count for the ETag.
        takes: Media type of the bytes that are sent, or empty; the function reads them from the request.
        roles: Rights of which one is asked; empty for everyone.
    """

    name: str
    method: str
    path: str
    tag: str
    summary: object
    answer: Any
    media: str = JSON
    status: int = 200
    parameters: tuple[Parameter, ...] = ()
    body: type | None = None
    examples: Mapping[str, Any] = field(default_factory=dict)
    weak: tuple[str, ...] = ()
    takes: str = ""
    roles: tuple[Role, ...] = ()


def operation(
    path: str, summary: object, answer: Any, *parameters: Parameter, tag: str, method: str = "GET", **more: Any
) -> Callable[[Handler], Handler]:
    """Make a function an operation of the API; its name becomes the name of the operation.

    Args:
        path: Below /api/v1, parameters in braces.
        summary: What it does, in Vietnamese; may be a lazy text.
        answer: Type of what the function returns; None when it returns a response of its own.
        *parameters: What it takes; the function gets each by its name.
        tag: Group in the documentation.
        method: HTTP method.
        **more: Further fields of :class:`Operation`.
    """

    def made(function: Handler) -> Handler:
        own = Operation(function.__name__, method, path, tag, summary, answer, parameters=parameters, **more)
        OPERATIONS.append(own)
        rule = path.replace("{", "<").replace("}", ">")
        api.add_url_rule(f"{V1}{rule}", own.name, answering(own, function), methods=[method])
        return function

    return made


def answering(own: Operation, function: Handler) -> Callable[..., Response]:
    """Return the view of an operation: read what was sent, answer what the function returns."""

    @wraps(function)
    def view(**path: str) -> Response:
        if own.roles:
            access.require(*own.roles)
        if own.takes:
            _prepare(own.takes)
        values = read(own.parameters, path, request.args.to_dict(flat=False))
        if own.body:
            values["sent"] = bodies.read(own.body)
        return sent(own, function(**values))

    return view


def _prepare(media: str) -> None:
    """Let the bytes of a file be as large as the settings allow."""
    if request.mimetype != media:
        raise UnsupportedMediaType
    request.max_content_length = services().settings.max_file_mb << 20


def sent(own: Operation, value: Any) -> Response:
    """Return the answer of an operation as a response."""
    if isinstance(value, Response):
        return value
    response = Response(as_json(value), own.status, content_type=own.media)
    if own.weak and isinstance(value, object):
        steady = dict.fromkeys(own.weak)
        told = orjson.loads(response.get_data()) | steady
        response.set_etag(bodies.digest(orjson.dumps(told)), weak=True)
    return response


def as_json(value: Any) -> bytes:
    """Return a value as the API writes it; moments are in UTC."""
    return orjson.dumps(value, option=_OPTIONS)


def read(
    parameters: Sequence[Parameter], path: Mapping[str, str], query: Mapping[str, Sequence[str]]
) -> dict[str, Any]:
    """Return the value of every parameter.

    Args:
        parameters: What is taken.
        path: What stands in the path.
        query: What stands in the query string.

    Raises:
        BadRequest: A parameter is unknown, missing, repeated or wrong; it names the field and the character.
    """
    known = {each.name for each in parameters if each.where == "query"}
    unknown = sorted(set(query) - known)
    if unknown:
        raise BadRequest(
            "unknown-parameter",
            _("Không có tham số “%(name)s”.", name=unknown[0][:40]),
            hint=_("Tham số được dùng: %(known)s.", known=", ".join(sorted(known)) or _("không có")),
            field=unknown[0][:40],
        )
    given = {**query, **{name: [written] for name, written in path.items()}}
    return {each.name: _value(each, given.get(each.name, ())) for each in parameters}


def _value(parameter: Parameter, written: Sequence[str]) -> Any:
    if parameter.many:
        if len(written) > MOST_VALUES:
            raise _refused(parameter, _("có quá %(most)s giá trị", most=MOST_VALUES), "many-values", 0)
        if not written and parameter.required:
            raise _refused(parameter, _("còn thiếu"), "missing-parameter", 0)
        return tuple(dict.fromkeys(_read(parameter, each) for each in written))
    if len(written) > 1:
        raise _refused(parameter, _("chỉ được ghi một lần"), "repeated-parameter", 0)
    if not written and parameter.required:
        raise _refused(parameter, _("còn thiếu"), "missing-parameter", 0)
    return _read(parameter, written[0]) if written else parameter.otherwise


def _read(parameter: Parameter, written: str) -> Any:
    try:
        return parameter.kind.read(written)
    except Wrong as wrong:
        raise _refused(parameter, wrong.why, f"bad-{parameter.name.replace('_', '-')}", wrong.offset) from wrong


def _refused(parameter: Parameter, why: str, code: str, offset: int) -> BadRequest:
    message = _("Tham số “%(name)s” %(why)s.", name=parameter.name, why=why)
    hint = _("%(name)s: %(about)s (%(told)s).", name=parameter.name, about=parameter.about, told=parameter.kind.told())
    return BadRequest(code, message, hint=hint, field=parameter.name, offset=offset)
