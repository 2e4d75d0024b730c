"""Bodies of answers as they arrive: unpacked in small pieces, told when they are cut off or do not come to an end.

The HTTP library unpacks what has arrived at once, several packings deep, and takes a packed body that breaks off for a
whole one; a few kilobytes could fill the memory, and half a list look like all of it.
"""

import zlib
from collections.abc import Callable, Iterable, Iterator
from typing import Final

import httpx

_PIECE: Final = 1 << 18  # bytes
_PACKED: Final = frozenset({"gzip", "x-gzip", "deflate"})
_GZIP: Final = b"\x1f\x8b"
_ANY_HEADER: Final = 32 + zlib.MAX_WBITS  # that of gzip or of zlib
_SLOWEST: Final = 1000.0  # bytes a second; slower ones would hold a run for days


class NotReceivedError(Exception):
    """A body that did not arrive whole; says why in Vietnamese."""


def pieces(response: httpx.Response, patience: float, now: Callable[[], float]) -> Iterator[bytes]:
    """Yield the bytes of a body.

    Args:
        response: With its body still unread.
        patience: Seconds that a slow body is waited for; afterwards it must keep coming.
        now: Time in seconds.

    Raises:
        NotReceivedError: It breaks off, comes too slowly, or is packed in a way that nobody asked for.
    """
    coding = response.headers.get("content-encoding", "").strip().lower()
    arriving = _timely(response, patience, now)
    if coding in _PACKED:
        yield from _unpacked(arriving)
    elif coding in ("", "identity", "none"):
        yield from arriving
    else:
        raise NotReceivedError(f"máy chủ nén bằng cách không được yêu cầu ({coding[:40]})")


def drain(response: httpx.Response, patience: float, now: Callable[[], float]) -> None:
    """Read the short rest of an answer, so that the connection can be used again; leave it when it does not come."""
    try:
        for _ in _timely(response, patience, now):
            pass
    except NotReceivedError:
        return


def _timely(response: httpx.Response, patience: float, now: Callable[[], float]) -> Iterator[bytes]:
    begun, size = now(), 0
    try:
        for chunk in response.iter_raw():
            size += len(chunk)
            spent = now() - begun
            if spent > patience and size < spent * _SLOWEST:
                raise NotReceivedError("máy chủ gửi quá chậm")
            yield chunk
    except httpx.HTTPError as error:
        raise NotReceivedError("kết nối đứt giữa chừng") from error


def _unpacked(arriving: Iterable[bytes]) -> Iterator[bytes]:
    unpacking, begun = zlib.decompressobj(_ANY_HEADER), False
    try:
        for chunk in arriving:
            if unpacking.eof:
                if not chunk.startswith(_GZIP):  # what some servers leave behind the end
                    return
                unpacking = zlib.decompressobj(_ANY_HEADER)
            begun, packed = True, chunk
            while packed or not unpacking.eof:
                data = unpacking.decompress(packed, _PIECE)
                yield data
                packed = unpacking.unconsumed_tail
                if unpacking.eof and unpacking.unused_data.startswith(_GZIP):  # packed in several members
                    packed, unpacking = unpacking.unused_data, zlib.decompressobj(_ANY_HEADER)
                elif not packed and len(data) < _PIECE:
                    break
    except zlib.error as error:
        raise NotReceivedError("dữ liệu nén bị hỏng") from error
    if begun and not unpacking.eof:
        raise NotReceivedError("kết nối đứt giữa chừng")
