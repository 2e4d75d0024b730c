"""Who may call the API from where and how often: other sites only when named, every machine within its rate."""

import math
import time
from collections import OrderedDict
from dataclasses import dataclass, field
from ipaddress import IPv6Address, ip_address
from threading import Lock
from typing import Final, cast

from flask import Flask, Response, current_app, request
from flask_babel import gettext as _
from werkzeug.exceptions import TooManyRequests

from web import access
from web.api.operations import V1
from web.services import services

_EXTENSION: Final = "vanban-api-rates"
_READING: Final = "GET, HEAD"
_ASKED: Final = "Accept, Accept-Language, If-None-Match"
_SHOWN: Final = "ETag, Retry-After"
_A_DAY: Final = "86400"


def install(app: Flask) -> None:
    """Hold every request for the API to its rate, and tell browsers which sites may read the answer."""
    app.extensions[_EXTENSION] = Rates()
    app.before_request(_hold)
    app.after_request(_open)


@dataclass
class Rates:
    """How many requests each machine has left: full after a quiet minute. Those not seen for long are forgotten."""

    size: int = 20_000
    _kept: "OrderedDict[str, tuple[float, float]]" = field(default_factory=OrderedDict)
    _lock: Lock = field(default_factory=Lock)

    def wait(self, machine: str, per_minute: int, now: float) -> float:
        """Count a request; return the seconds to wait when it is one too many, else 0.

        Args:
            machine: Who asks.
            per_minute: What is allowed.
            now: Seconds of a clock that never goes back.
        """
        with self._lock:
            left, seen = self._kept.pop(machine, (float(per_minute), now))
            left = min(float(per_minute), left + (now - seen) * per_minute / 60)
            short = max(0.0, 1 - left)
            self._kept[machine] = (left if short else left - 1, now)
            while len(self._kept) > self.size:
                self._kept.popitem(last=False)
        return short * 60 / per_minute


def machine(address: str) -> str:
    """Return what is counted as one machine: an address, or the /64 network of an IPv6 one."""
    try:
        found = ip_address(address)
    except ValueError:
        return address
    return str(found) if not isinstance(found, IPv6Address) else found.exploded[:19]


def _hold() -> None:
    """Stop a machine that asks too often.

    Raises:
        TooManyRequests: It has to wait; tells how long.
    """
    allowed = services().settings.api_rate
    if not allowed or not _for_api() or request.method == "OPTIONS" or access.person() is not None:
        return
    rates = cast(Rates, current_app.extensions[_EXTENSION])
    wait = rates.wait(machine(request.remote_addr or ""), allowed, time.monotonic())
    if wait:
        told = _("Mỗi máy được gửi %(allowed)s yêu cầu một phút.", allowed=allowed)
        raise TooManyRequests(told, retry_after=math.ceil(wait))


def _open(response: Response) -> Response:
    """Let the pages of the sites in the settings read; nothing is sent with cookies, nothing may be written."""
    origin = request.headers.get("Origin", "")
    named = {each.strip().rstrip("/") for each in services().settings.cors_origins.split(",")} - {""}
    if not named or not _for_api():
        return response
    response.vary.add("Origin")
    if origin and (origin in named or "*" in named):
        response.headers["Access-Control-Allow-Origin"] = origin
        response.headers["Access-Control-Expose-Headers"] = _SHOWN
        response.headers["Cross-Origin-Resource-Policy"] = "cross-origin"
        if request.method == "OPTIONS":
            response.headers["Access-Control-Allow-Methods"] = _READING
            response.headers["Access-Control-Allow-Headers"] = _ASKED
            response.headers["Access-Control-Max-Age"] = _A_DAY
    return response


def _for_api() -> bool:
    return request.path.startswith(f"{V1}/")
