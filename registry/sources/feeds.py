"""RSS feeds and sitemaps: addresses only. Their dates are those of posting, and some call local time GMT."""

import zlib
from collections.abc import Callable, Iterable, Iterator
from typing import Any, Final

from defusedxml import ElementTree
from defusedxml.common import DefusedXmlException

from registry.sources.addresses import join
from registry.sources.shape import expect, failed, soup
from registry.sources.values import Fetch, Page, Row

_ROOTS: Final = frozenset({"rss", "urlset", "sitemapindex", "feed", "RDF"})
_MARK: Final = "rss, urlset, sitemapindex, feed, rdf\\:RDF"
_WHAT: Final = "tệp RSS hoặc sơ đồ trang"
_GZIP: Final = b"\x1f\x8b"
_MOST: Final = 64 << 20  # bytes of a feed when unpacked; sitemaps.org allows 50 MB
_LEVELS: Final = 3  # of sitemaps that name sitemaps


def documents(fetch: Fetch, addresses: Iterable[str], key_of: Callable[[str], str | None]) -> Iterator[Row]:
    """Yield the documents that feeds name; what an index of sitemaps names is read too.

    Args:
        fetch: Gives the page at an address.
        addresses: Of the feeds.
        key_of: Gives the key of a document's address, None for any other address.

    Raises:
        SourceFailed: One of them is no feed.
    """
    waiting, seen = [(address, 1) for address in addresses], set[str]()
    while waiting:
        address, level = waiting.pop(0)
        if address in seen:
            continue
        seen.add(address)
        page = fetch(address)
        root = _root(page)
        for found in _links(page, root):
            key = key_of(found)
            if key:
                yield Row(key, found)
            elif _name(root.tag) == "sitemapindex" and level < _LEVELS:
                waiting.append((found, level + 1))


def _root(page: Page) -> Any:
    try:
        root = ElementTree.fromstring(_unpacked(page.body).lstrip(b"\xef\xbb\xbf \t\r\n"))
    except (ElementTree.ParseError, DefusedXmlException, ValueError, zlib.error) as error:
        expect(page, soup(page), _MARK, _WHAT)
        raise failed("source-changed", page.address, _WHAT) from error
    if _name(root.tag) not in _ROOTS:
        expect(page, soup(page), _MARK, _WHAT)
    return root


def _unpacked(body: bytes) -> bytes:
    """Return a feed that is kept as ``.xml.gz`` without its packing.

    Raises:
        ValueError: It unpacks to more than any feed may hold.
    """
    if not body.startswith(_GZIP):
        return body
    unpacking = zlib.decompressobj(wbits=31)
    data = unpacking.decompress(body, _MOST)
    if unpacking.unconsumed_tail:
        raise ValueError("too large")
    return data


def _links(page: Page, root: Any) -> Iterator[str]:
    for node in root.iter():
        link = node.text or node.get("href") if _name(node.tag) in ("loc", "link") else None
        if link and link.strip():
            yield join(page.address, link)


def _name(tag: Any) -> str:
    return tag.rpartition("}")[2] if isinstance(tag, str) else ""
