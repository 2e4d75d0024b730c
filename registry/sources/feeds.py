"""RSS feeds and sitemaps: addresses only. Their dates are those of posting, and some call local time GMT."""

from collections.abc import Callable, Iterator
from typing import Final

from defusedxml import ElementTree
from defusedxml.common import DefusedXmlException

from registry.sources.addresses import join
from registry.sources.shape import failed
from registry.sources.values import Page, Row

_ROOTS: Final = frozenset({"rss", "urlset", "sitemapindex", "feed", "RDF"})


def documents(page: Page, key_of: Callable[[str], str | None]) -> Iterator[Row]:
    """Yield the documents that a feed names.

    Args:
        page: As fetched.
        key_of: Gives the key of a document's address, None for any other address.

    Raises:
        SourceFailed: It is no feed.
    """
    try:
        root = ElementTree.fromstring(page.body)
    except (ElementTree.ParseError, DefusedXmlException, ValueError) as error:
        raise failed("source-changed", page.address, "tệp RSS hoặc sơ đồ trang") from error
    if _name(root.tag) not in _ROOTS:
        raise failed("source-changed", page.address, "tệp RSS hoặc sơ đồ trang")
    for node in root.iter():
        link = node.text or node.get("href") if _name(node.tag) in ("loc", "link") else None
        if link:
            address = join(page.address, link)
            key = key_of(address)
            if key:
                yield Row(key, address)


def _name(tag: str) -> str:
    return tag.rpartition("}")[2]
