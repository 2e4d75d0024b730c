"""Every failure becomes one answer: a page for people, problem+json (RFC 9457) under ``/api``."""

import logging
import secrets
from typing import Final

import orjson
from flask import Flask, Response, make_response, redirect, render_template, request
from flask_babel import gettext as _
from werkzeug.exceptions import HTTPException
from werkzeug.wrappers import Response as AnyResponse

from registry.errors import VanbanError
from web import access, addresses

_KEPT: Final = frozenset({"Allow", "Retry-After"})
_log = logging.getLogger("vanban.web")


def install(app: Flask) -> None:
    """Answer expected, HTTP and unexpected errors."""
    app.register_error_handler(VanbanError, _expected)
    app.register_error_handler(HTTPException, _http)
    app.register_error_handler(Exception, _unexpected)


def _expected(error: VanbanError) -> AnyResponse:
    if isinstance(error, access.NotSignedIn) and not _machine():
        return redirect(access.sign_in_address(), 303)
    extra: dict[str, str | int] = {"field": error.field} if error.field else {}
    if error.offset is not None:
        extra["offset"] = error.offset
    return _answer(error.status, error.code, error.message, error.hint, **extra)


def _http(error: HTTPException) -> Response:
    if error.response is not None or error.code is None or error.code < 400:
        return make_response(error.get_response())
    messages = {
        400: (_("Yêu cầu không hợp lệ."), ""),
        404: (_("Không có trang này."), _("Có thể địa chỉ bị gõ nhầm. Hãy tìm văn bản theo số ký hiệu hoặc nội dung.")),
        405: (_("Trang này không nhận kiểu yêu cầu đó."), ""),
        413: (_("Dữ liệu gửi lên quá lớn."), _("Hãy bớt số văn bản rồi thử lại.")),
        415: (_("Không nhận dữ liệu kiểu này."), _("API nhận JSON: gửi kèm “Content-Type: application/json”.")),
        429: (_("Có quá nhiều yêu cầu từ máy này."), _("Chờ một lát rồi thử lại.")),
    }
    message, hint = messages.get(error.code, (_("Không thực hiện được yêu cầu."), ""))
    answer = _answer(error.code, f"http-{error.code}", message, hint)
    for name, value in error.get_headers():
        if name in _KEPT:
            answer.headers[name] = value
    return answer


def _unexpected(error: Exception) -> Response:
    incident = secrets.token_hex(4)
    _log.error("incident %s at %s", incident, request.path, exc_info=error)
    return _answer(
        500,
        "internal",
        _("Hệ thống gặp lỗi không mong đợi."),
        _("Hãy thử lại. Nếu vẫn lỗi, gửi mã %(incident)s cho người quản trị.", incident=incident),
        incident=incident,
    )


def _machine() -> bool:
    """Tell whether a program asks, which wants to read what is wrong instead of a page."""
    return request.path.startswith(f"{addresses.API}/") or "application/json" in request.headers.get("Accept", "")


def _answer(status: int, code: str, message: str, hint: str, **extra: str | int) -> Response:
    if _machine():
        body = {"type": f"/api#{code}", "title": message, "status": status, "code": code, "detail": hint, **extra}
        response = Response(orjson.dumps(body), status, content_type="application/problem+json")
        if status == 401:
            response.headers["WWW-Authenticate"] = "Bearer"
        return response
    page = render_template("error.html", status=status, code=code, message=message, hint=hint, extra=extra)
    return make_response(page, status)
