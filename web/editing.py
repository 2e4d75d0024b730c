"""Who may change the registry from a page, while there are no accounts: a person at this machine, and only when asked.

Off unless ``VANBAN_EDITING=1``. Requests must come from this machine and name it (so that neither a proxy in front nor
a foreign name that resolves here opens the door), unless ``VANBAN_EDITING_FROM_NETWORK=1``. Every form carries a signed
token bound to a cookie of the browser; every change leaves a line in ``VANBAN_HOME/audit.jsonl``.
"""

from datetime import UTC, datetime
from ipaddress import ip_address
from threading import Lock
from typing import Final
from urllib.parse import urlsplit

import orjson
from flask import Flask, request
from flask_babel import gettext as _

from registry.errors import StateConflict, VanbanError
from registry.settings import Settings
from web import forms
from web.services import services
from web.views.desk import programme_names

COOKIE: Final = forms.COOKIE
_WRITING = Lock()


class NotAllowed(VanbanError):  # noqa: N818  (named for what the reader meets)
    """A change that may not be made from here."""

    status = 403


def install(app: Flask) -> None:
    """Give templates what they need to write forms."""
    app.jinja_env.globals.update(editing=allowed, programme_names=programme_names)


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
    if request.method == "POST" and not forms.own():
        raise NotAllowed(
            "form-not-ours",
            _("Biểu mẫu đã quá hạn hoặc không phải của trang này."),
            hint=_("Tải lại trang rồi làm lại."),
        )


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
