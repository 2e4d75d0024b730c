"""RSS feeds and sitemaps: addresses only. Their dates are those of posting, and some call local time GMT."""

import io
import zlib
from collections.abc import Callable, Iterable, Iterator
from typing import Any, Final
from urllib.parse import urlsplit

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

    A feed speaks for its own host (sitemaps.org, "Sitemap file location"): what it names elsewhere is left alone.

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
        root, links = _read(page)
        for found in (link for link in links if urlsplit(link).hostname == urlsplit(page.address).hostname):
            key = key_of(found)
            if key:
                yield Row(key, found)
            elif root == "sitemapindex" and level < _LEVELS:
                waiting.append((found, level + 1))


def _read(page: Page) -> tuple[str, list[str]]:
    """Return what a feed is and the addresses that it names, each once."""
    try:
        root, links = _parsed(page.address, _unpacked(page.body).lstrip(b"\xef\xbb\xbf \t\r\n"))
    except (ElementTree.ParseError, DefusedXmlException, ValueError, zlib.error) as error:
        expect(page, soup(page), _MARK, _WHAT)
        raise failed("source-changed", page.address, _WHAT) from error
    if root not in _ROOTS:
        expect(page, soup(page), _MARK, _WHAT)
    return root, links


def _parsed(base: str, data: bytes) -> tuple[str, list[str]]:
    """Read a feed without keeping more of it than its addresses: it may hold millions of elements."""
    root, open_ = "", []
    links: dict[str, None] = {}
    for event, node in ElementTree.iterparse(io.BytesIO(data), events=("start", "end")):
        if event == "start":
            root = root or _name(node.tag)
            open_.append(node)
            continue
        link = node.text or node.get("href") if _name(node.tag) in ("loc", "link") else None
        if link and link.strip():
            links[join(base, link)] = None
        open_.pop()
        if open_:
            open_[-1].remove(node)
    return root, list(links)


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


def _name(tag: Any) -> str:
    return tag.rpartition("}")[2] if isinstance(tag, str) else ""
