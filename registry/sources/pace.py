"""How fast a host may be asked: one request at a time, a pause between two, longer ones when it asks for them."""

import time
from collections.abc import Callable
from dataclasses import dataclass
from datetime import UTC, datetime
from email.utils import parsedate_to_datetime
from typing import Final

MAX_WAIT: Final = 300.0  # seconds; a site that asks for more is left for a later run


@dataclass(frozen=True, slots=True)
class Clock:
    """Time, as something that tests can replace."""

    now: Callable[[], float] = time.monotonic
    sleep: Callable[[float], None] = time.sleep


class Pace:
    """Remembers when each host was asked last."""

    def __init__(self, seconds: float, clock: Clock | None = None) -> None:
        """Begin.

        Args:
            seconds: Pause between two requests to one host.
            clock: Time.
        """
        self._seconds = seconds
        self._clock = clock or Clock()
        self._next: dict[str, float] = {}

    def now(self) -> float:
        """Time in seconds."""
        return self._clock.now()

    def wait(self, host: str, at_least: float = 0.0) -> None:
        """Sleep until the host may be asked again, and take the turn.

        Args:
            host: Name and port.
            at_least: Pause that the host itself asks for, in seconds.
        """
        ahead = self._next.get(host, 0.0) - self._clock.now()
        if ahead > 0:
            self._clock.sleep(ahead)
        self._next[host] = self._clock.now() + max(self._seconds, at_least)

    def back_off(self, host: str, attempt: int, retry_after: str | None) -> bool:
        """Make the next request to a host wait; return False when it would be too long.

        Args:
            host: Name and port.
            attempt: How often it has failed, from 1.
            retry_after: The host's own header, or None.
        """
        asked = seconds_of(retry_after)
        pause = max(self._seconds, 1.0) * 2**attempt if asked is None else asked
        if pause > MAX_WAIT:
            return False
        self._next[host] = self._clock.now() + max(pause, self._seconds)
        return True


def seconds_of(retry_after: str | None) -> float | None:
    """Return the pause that a Retry-After header asks for, in seconds; None when it says nothing readable."""
    if not retry_after:
        return None
    text = retry_after.strip()
    if text.isascii() and text.isdigit():
        return float(text[:9])
    try:
        moment = parsedate_to_datetime(text)
    except (ValueError, OverflowError):
        return None
    if moment.tzinfo is None:
        moment = moment.replace(tzinfo=UTC)
    return max(0.0, (moment - datetime.now(UTC)).total_seconds())
