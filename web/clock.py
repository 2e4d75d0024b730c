"""Moments, lengths of time and sizes as people read them."""

from datetime import UTC, datetime
from typing import Final

from flask_babel import gettext as _
from flask_babel import ngettext

from web.views import people

HERE: Final = people.ZONE


def moment(value: datetime | None) -> str:
    """Return a moment as a clock in Vietnam shows it: ``15:04 05/02/2023``; one without a zone is taken for UTC."""
    return people.moment(value if value.tzinfo else value.replace(tzinfo=UTC)) if value else ""


def span(seconds: float) -> str:
    """Return a length of time in words, as short as it can be said."""
    whole = int(seconds)
    if whole < 1:
        return str(_("chưa tới một giây"))
    if whole < 60:
        return str(ngettext("%(num)s giây", "%(num)s giây", whole))
    if whole < 3600:
        return str(_("%(m)s phút %(s)s giây", m=whole // 60, s=whole % 60))
    if whole < 86400:
        return str(_("%(h)s giờ %(m)s phút", h=whole // 3600, m=whole % 3600 // 60))
    return str(_("%(d)s ngày", d=whole // 86400))


def size(count: int) -> str:
    """Return a number of bytes in words: ``12,3 MB``."""
    value, unit = float(count), "byte"
    for unit in ("byte", "KB", "MB", "GB", "TB"):
        if value < 1024 or unit == "TB":
            break
        value /= 1024
    shown = f"{value:.0f}" if unit == "byte" else f"{value:.1f}".replace(".", ",")
    return f"{shown} {unit}"
