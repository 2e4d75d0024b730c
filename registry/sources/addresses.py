"""Web addresses that may be asked: http(s), no credentials, and a host whose every address is public."""

import ipaddress
import re
from typing import Final
from urllib.parse import SplitResult, parse_qsl, quote, urlencode, urljoin, urlsplit, urlunsplit

from registry.errors import SourceFailed

Ip = ipaddress.IPv4Address | ipaddress.IPv6Address
_NAT64: Final = ipaddress.ip_network("64:ff9b::/96")
# Local-use NAT64 (RFC 8215) and 6to4, withdrawn by RFC 7526: versions of Python differ on whether they are global.
# IPv4-compatible and site-local (withdrawn by RFC 4291 and RFC 3879) and IPv4-translated (RFC 2765): Python calls some
# of them global although they lead into the house.
_NOT_PUBLIC: Final = tuple(
    ipaddress.IPv6Network(each) for each in ("64:ff9b:1::/48", "2002::/16", "::/96", "::ffff:0:0:0/96", "fec0::/10")
)
NO_ADDRESS: Final = "khong-hop-le"
"""Scheme of what a page links to and is no address."""
_SCHEME: Final = re.compile(r"([a-zA-Z][a-zA-Z0-9+.-]*):")
_KEPT: Final = "/:@!$&'()*+,;=~%?"
_ESCAPE: Final = re.compile(r"%[0-9a-fA-F]{2}")
_REPEATED_WHERE_LAST_WINS: Final = frozenset({"op", "nv", "language"})


def join(base: str, link: str) -> str:
    """Return the absolute, comparable form of a link found on a page.

    What cannot be an address ("http://[") becomes one that nobody is asked for, so that one bad link among many is told
    as such and stops nothing.

    Args:
        base: Address of the page.
        link: As written in its ``href``.
    """
    try:
        return clean(urljoin(base, _slashed(link.strip())))
    except (ValueError, SourceFailed):
        return f"{NO_ADDRESS}:{quote(link.strip(), safe='')[:200]}"


def _slashed(link: str) -> str:
    """A link as browsers understand it: a backslash in its path is a slash."""
    path, mark, query = link.partition("?")
    return f"{path.replace(chr(92), '/')}{mark}{query}"


def leads(link: str) -> bool:
    """Tell whether a link leads to another page or file, not into its own page, to a script or to a mailbox.

    Args:
        link: As written in its ``href``.
    """
    scheme = _SCHEME.match(link.strip())
    return not link.strip().startswith("#") and (scheme is None or scheme[1].lower() in ("http", "https"))


def clean(address: str) -> str:
    """Return one spelling for every spelling of an address.

    The fragment is dropped, the host is in small letters, a path is percent-encoded once, and of a parameter that
    NukeViet writes twice (``op=``) the last one counts, as it does on the server.

    Raises:
        SourceFailed: It is no address at all.
    """
    try:
        parts = urlsplit(address)
        host = _netloc(parts)
    except ValueError as error:
        raise _refused("bad-address", address, "không phải địa chỉ web") from error
    path = _escaped(parts.path) or "/"
    return urlunsplit((parts.scheme.lower(), host, path, _query(parts.query), ""))


def _escaped(text: str) -> str:
    """Percent-encode what needs it, and write what is encoded already in one way."""
    return _ESCAPE.sub(lambda found: found[0].upper(), quote(text, safe=_KEPT))


def _netloc(parts: SplitResult) -> str:
    host = (parts.hostname or "").rstrip(".")
    shown = f"[{host}]" if ":" in host else host
    usual = {"http": 80, "https": 443}.get(parts.scheme.lower())
    port = "" if parts.port in (None, usual) else f":{parts.port}"
    who = f"{parts.username}@" if parts.username is not None else ""
    return f"{who}{shown}{port}"


def _query(text: str) -> str:
    pairs = parse_qsl(text, keep_blank_values=True)
    names = [name for name, _ in pairs]
    if not any(names.count(name) > 1 for name in _REPEATED_WHERE_LAST_WINS):
        return _escaped(text)
    last = {name: at for at, name in enumerate(names)}
    kept = [pair for at, pair in enumerate(pairs) if pair[0] not in _REPEATED_WHERE_LAST_WINS or last[pair[0]] == at]
    return urlencode(kept, safe="/:$")


def host_of(address: str) -> str:
    """Return the host and port of an address."""
    return urlsplit(address).netloc


def check_form(address: str) -> None:
    """Refuse what is no plain web address.

    Raises:
        SourceFailed: Another scheme than http(s), credentials in it, or no host.
    """
    parts = urlsplit(address)
    if parts.scheme not in ("http", "https"):
        raise _refused("address-scheme", address, "chỉ nhận http và https")
    if "@" in parts.netloc:
        raise _refused("address-user", address, "địa chỉ chứa tên đăng nhập")
    if not parts.hostname:
        raise _refused("bad-address", address, "thiếu tên máy chủ")


def check_public(found: Ip, address: str) -> None:
    """Refuse an address of a machine that is not on the public network.

    Raises:
        SourceFailed: Loopback, private, link-local, reserved or multicast, also when wrapped in an IPv6 address.
    """
    if not is_public(found):
        raise _refused("address-private", address, f"máy chủ có địa chỉ nội bộ {found}")


def is_public(found: Ip) -> bool:
    """Tell whether a machine's address is on the public network."""
    if any(found in network for network in _NOT_PUBLIC):
        return False
    inner = _inside(found)
    return found.is_global and not found.is_multicast and (inner is None or is_public(inner))


def _inside(found: Ip) -> Ip | None:
    if isinstance(found, ipaddress.IPv4Address):
        return None
    if found in _NAT64:
        return ipaddress.IPv4Address(int(found) & 0xFFFFFFFF)
    return found.ipv4_mapped or (found.teredo[1] if found.teredo else None)


def _refused(code: str, address: str, reason: str) -> SourceFailed:
    return SourceFailed(
        code,
        f"Không mở địa chỉ {address[:200]}: {reason}.",
        hint="Nếu đó đúng là trang nội bộ của đơn vị, chạy lại với --allow-private."
        if code == "address-private"
        else "Sửa địa chỉ trong tệp mô tả nguồn.",
    )
