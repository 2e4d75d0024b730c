"""The way to the network: names are resolved once, checked, and the checked address is the one that is connected to.

Every request, also the one that follows a redirect, passes here, so that neither a redirect nor a name server that
changes its answer can lead to a machine inside the house.
"""

import ipaddress
import socket
import ssl
from collections.abc import Callable, Sequence
from pathlib import Path

import httpx

from registry.errors import BadRequest, SourceFailed
from registry.settings import Settings
from registry.sources.addresses import Ip, check_form, check_public

Resolve = Callable[[str, int], Sequence[str]]


def system_resolve(host: str, port: int) -> Sequence[str]:
    """Return the addresses of a host as the system knows them.

    Raises:
        OSError: The name is not known.
    """
    return [str(found[4][0]) for found in socket.getaddrinfo(host, port, type=socket.SOCK_STREAM)]


class CheckedTransport(httpx.BaseTransport):
    """Sends a request to a machine whose address was checked a moment before."""

    def __init__(self, inner: httpx.BaseTransport, *, allow_private: bool, resolve: Resolve = system_resolve) -> None:
        """Wrap a transport.

        Args:
            inner: What really sends.
            allow_private: Whether machines inside the house may be asked.
            resolve: Gives the addresses of a host.
        """
        self._inner = inner
        self._allow_private = allow_private
        self._resolve = resolve

    def handle_request(self, request: httpx.Request) -> httpx.Response:
        """Resolve, check, and send to what was checked; name and certificate stay those of the host.

        Raises:
            SourceFailed: The host has an address that is not public.
            httpx.ConnectError: The name is not known.
        """
        address = str(request.url)
        check_form(address)
        host = request.url.host
        port = request.url.port or (443 if request.url.scheme == "https" else 80)
        chosen = self._choose(host, port, address, request)
        request.extensions = {**request.extensions, "sni_hostname": host}
        request.url = request.url.copy_with(host=chosen)
        return self._inner.handle_request(request)

    def _choose(self, host: str, port: int, address: str, request: httpx.Request) -> str:
        try:
            found = [_ip(each) for each in self._resolve(host, port)]
        except OSError as error:
            raise httpx.ConnectError(str(error), request=request) from error
        if not found:
            raise httpx.ConnectError("no address", request=request)
        for each in found:
            if not self._allow_private:
                check_public(each, address)
        return str(found[0])

    def close(self) -> None:
        """Close the wrapped transport."""
        self._inner.close()


class ProxyTransport(httpx.BaseTransport):
    """Sends through the proxy of the settings, which resolves names itself; only written-out addresses are checked."""

    def __init__(self, inner: httpx.BaseTransport, *, allow_private: bool) -> None:
        self._inner = inner
        self._allow_private = allow_private

    def handle_request(self, request: httpx.Request) -> httpx.Response:
        """Send through the proxy.

        Raises:
            SourceFailed: The address names a machine inside the house.
        """
        address = str(request.url)
        check_form(address)
        if not self._allow_private:
            _check_written(request.url.host, address)
        return self._inner.handle_request(request)

    def close(self) -> None:
        """Close the wrapped transport."""
        self._inner.close()


def transport(settings: Settings, *, allow_private: bool, resolve: Resolve = system_resolve) -> httpx.BaseTransport:
    """Return the transport that the settings ask for.

    Args:
        settings: Proxy and certificates.
        allow_private: Whether machines inside the house may be asked.
        resolve: Gives the addresses of a host.

    Raises:
        BadRequest: The certificate file cannot be read.
    """
    context = _certificates(settings.crawl_ca_file)
    if settings.crawl_proxy:
        proxied = httpx.HTTPTransport(verify=context, proxy=settings.crawl_proxy, trust_env=False)
        return ProxyTransport(proxied, allow_private=allow_private)
    direct = httpx.HTTPTransport(verify=context, trust_env=False)
    return CheckedTransport(direct, allow_private=allow_private, resolve=resolve)


def _certificates(extra: Path | None) -> ssl.SSLContext:
    context = httpx.create_ssl_context(trust_env=False)
    if extra is not None:
        try:
            context.load_verify_locations(cafile=extra)
        except (OSError, ssl.SSLError) as error:
            raise BadRequest(
                "bad-certificates",
                f"Không đọc được tệp chứng thư {extra}.",
                hint="VANBAN_CRAWL_CA_FILE phải là tệp PEM.",
                field="crawl_ca_file",
            ) from error
    return context


def _ip(text: str) -> Ip:
    return ipaddress.ip_address(text.partition("%")[0])


def _check_written(host: str, address: str) -> None:
    if "." not in host and ":" not in host:
        raise SourceFailed(
            "address-private",
            f"Không mở địa chỉ {address[:200]}: tên máy chủ nội bộ.",
            hint="Nếu đó đúng là trang nội bộ của đơn vị, chạy lại với --allow-private.",
        )
    try:
        packed = ipaddress.ip_address(host)
    except ValueError:
        try:
            packed = ipaddress.ip_address(socket.inet_aton(host))
        except OSError:
            return
    check_public(packed, address)
