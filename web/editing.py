"""Who may change the registry from a page, while there are no accounts: a person at this machine, and only when asked.

Off unless ``VANBAN_EDITING=1``. Requests must come from this machine and name it (so that neither a proxy in front nor
a foreign name that resolves here opens the door), unless ``VANBAN_EDITING_FROM_NETWORK=1``. Every form carries a signed
token bound to a cookie of the browser; every change leaves a line in ``VANBAN_HOME/audit.jsonl``.
"""

import hmac
import os
import secrets
from datetime import UTC, datetime
from ipaddress import ip_address
from pathlib import Path
from threading import Lock
from typing import Final
from urllib.parse import urlsplit

import orjson
from flask import Flask, Response, current_app, g, request
from flask_babel import gettext as _
from itsdangerous import BadData, URLSafeTimedSerializer

from registry.errors import StateConflict, VanbanError
from registry.settings import Settings
from web.services import services
from web.views.desk import programme_names

COOKIE: Final = "vanban_sua"
FIELD: Final = "ma-bieu-mau"
_LIFE: Final = 12 * 3600  # seconds a form may stay open
_FORMS: Final = "forms"
_WRITING = Lock()


class NotAllowed(VanbanError):  # noqa: N818  (named for what the reader meets)
    """A change that may not be made from here."""

    status = 403


def install(app: Flask) -> None:
    """Give templates what they need to write forms."""
    app.jinja_env.globals.update(form_token=token, editing=allowed, programme_names=programme_names)
    app.after_request(_remember)


def refuse_exposure(settings: Settings) -> None:
    """Stop a server that would let the whole network change the registry.

    Raises:
        StateConflict: Editing is on, the address is not of this machine alone, and the network was not allowed.
    """
    if settings.editing and not settings.editing_from_network and not _loopback(settings.host):
        raise StateConflict(
            "editing-exposed",
            f"Đang bật sửa trên trang web mà lại lắng nghe ở {settings.host}; chưa có tài khoản để phân quyền.",
            hint="Dùng --host 127.0.0.1, tắt VANBAN_EDITING, hoặc đặt VANBAN_EDITING_FROM_NETWORK=1 nếu thật sự muốn.",
        )


def allowed() -> bool:
    """Tell whether the person who asks may change the registry."""
    settings = services().settings
    if not settings.editing:
        return False
    return settings.editing_from_network or (_loopback(request.remote_addr or "") and _loopback(_named()))


def guard() -> None:
    """Stop a request that may not change the registry, or a form that this site did not write.

    Raises:
        NotAllowed: Editing is off, the request comes from elsewhere, or the form's token is missing, old or foreign.
    """
    if not allowed():
        raise NotAllowed(
            "editing-off",
            _("Việc nạp và sửa trên trang web đang tắt, hoặc không được phép từ máy này."),
            hint=_("Người quản trị bật bằng VANBAN_EDITING=1 rồi mở trang trên chính máy chủ, tại http://127.0.0.1."),
        )
    if request.method == "POST" and not _own_form():
        raise NotAllowed(
            "form-not-ours",
            _("Biểu mẫu đã quá hạn hoặc không phải của trang này."),
            hint=_("Tải lại trang rồi làm lại."),
        )


def token() -> str:
    """Return the token of the forms on the page being written."""
    held = request.cookies.get(COOKIE, "")
    if not held:
        held = g.setdefault("editing_cookie", secrets.token_urlsafe(24))
    return str(_signer().dumps(held))


def audit(action: str, **facts: object) -> None:
    """Leave a line about a change.

    Args:
        action: What was done.
        **facts: On what, by whom.
    """
    line = {
        "at": datetime.now(UTC).isoformat(timespec="seconds"),
        "action": action,
        "from": request.remote_addr,
        **facts,
    }
    with _WRITING, (services().settings.home / "audit.jsonl").open("ab") as log:
        log.write(orjson.dumps(line) + b"\n")


def _own_form() -> bool:
    held = request.cookies.get(COOKIE, "")
    given = request.headers.get("X-Vanban-Form") or request.form.get(FIELD, "")
    try:
        signed = str(_signer().loads(given, max_age=_LIFE))
    except BadData:
        return False
    return bool(held) and hmac.compare_digest(signed.encode(), held.encode())


def _remember(response: Response) -> Response:
    """Give the browser the cookie that its forms are bound to, when a page with forms was written."""
    made = g.get("editing_cookie")
    if made:
        response.set_cookie(COOKIE, made, httponly=True, samesite="Strict", secure=request.is_secure)
    return response


def _signer() -> URLSafeTimedSerializer:
    kept = current_app.extensions.get("vanban-secret")
    if kept is None:
        kept = current_app.extensions["vanban-secret"] = secret(services().settings.home)
    return URLSafeTimedSerializer(kept, salt=_FORMS)


def secret(home: Path) -> bytes:
    """Return the secret of this home, made on first use and readable by its owner alone."""
    path = home / "secret"
    try:
        handle = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
    except FileExistsError:
        return path.read_bytes()
    with os.fdopen(handle, "wb") as target:
        target.write(secrets.token_bytes(32))
    return path.read_bytes()


def _named() -> str:
    """Return the name under which the site was asked for, without its port."""
    try:
        return urlsplit(f"//{request.host}").hostname or ""
    except ValueError:
        return ""


def _loopback(host: str) -> bool:
    if host == "localhost":
        return True
    try:
        return ip_address(host).is_loopback
    except ValueError:
        return False
