"""How long one has to wait after passwords that did not fit. Pure.

Every limit lets a few mistakes pass and then asks for waits that double up to a bound; nothing is ever closed for good,
and what is a day old is forgotten. An account is counted apart for browsers that have signed in to it before, so that
strangers who try it from many addresses do not keep its owner out (OWASP, "Device cookies").
"""

from dataclasses import dataclass
from datetime import datetime, timedelta
from ipaddress import IPv6Address, ip_address, ip_network
from typing import Final

from registry.credentials import digest

FORGOTTEN: Final = timedelta(days=1)


@dataclass(frozen=True, slots=True)
class Limit:
    """A bound on mistakes.

    Args:
        key: Digest of what is counted.
        free: Mistakes without a wait.
        first: Seconds of the first wait.
        longest: Seconds that a wait never exceeds.
        shared: True when others are counted with it, so that one success says nothing about them.
    """

    key: str
    free: int
    first: int
    longest: int
    shared: bool = False


def limits(login: str, address: str, device: str = "") -> tuple[Limit, ...]:
    """Return what is counted when somebody tries a password.

    Args:
        login: As normalised; need not exist.
        address: Network address of who tries.
        device: Mark of a browser that has signed in to this account before; empty for others.
    """
    account = (
        Limit(digest(f"device {device} {login}"), 10, 30, 900)
        if device
        else Limit(digest(f"strangers {login}"), 20, 60, 900)
    )
    return (
        Limit(digest(f"pair {login} {network(address)}"), 5, 15, 900),
        Limit(digest(f"address {network(address)}"), 30, 60, 3600, shared=True),
        account,
    )


def wait(limit: Limit, times: int, last: datetime, now: datetime) -> int:
    """Return how many seconds are left before the next try.

    Args:
        limit: The bound.
        times: Mistakes so far.
        last: When the last one was made.
        now: The present moment.
    """
    if times < limit.free or now - last >= FORGOTTEN:
        return 0
    asked = min(limit.first << min(times - limit.free, 20), limit.longest)
    return max(0, asked - int((now - last).total_seconds()))


def network(address: str) -> str:
    """Return what counts as one place: an IPv4 address, or the /64 that one IPv6 subscriber has to himself."""
    try:
        found = ip_address(address)
    except ValueError:
        return address
    if isinstance(found, IPv6Address):
        return str(found.ipv4_mapped or ip_network((found, 64), strict=False).network_address)
    return str(found)
