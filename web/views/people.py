"""How accounts, browsers and moments are told in words."""

from datetime import datetime, timedelta, timezone
from typing import Final

from flask_babel import gettext as _

ZONE: Final = timezone(timedelta(hours=7))  # Vietnam has one zone and no summer time
# The more particular first: Edge and Opera call themselves Chrome as well, and all of them Safari.
_BROWSERS: Final = {
    "Edg": "Edge",
    "OPR": "Opera",
    "coc_coc": "Cốc Cốc",
    "Firefox": "Firefox",
    "Chrome": "Chrome",
    "Safari": "Safari",
}
_SYSTEMS: Final = {
    "Android": "Android",
    "iPhone": "iPhone",
    "iPad": "iPad",
    "Windows": "Windows",
    "Mac OS": "macOS",
    "Linux": "Linux",
}


def moment(at: datetime) -> str:
    """Return a moment as a clock in Vietnam shows it: ``14:05 28/11/2025``."""
    return f"{at.astimezone(ZONE):%H:%M %d/%m/%Y}"


def browser(agent: str) -> str:
    """Return what people call a browser, from what it calls itself."""
    name = next((told for mark, told in _BROWSERS.items() if mark in agent), "")
    system = next((told for mark, told in _SYSTEMS.items() if mark in agent), "")
    if not name:
        return str(_("Chương trình khác"))
    return str(_("%(name)s trên %(system)s", name=name, system=system)) if system else name
