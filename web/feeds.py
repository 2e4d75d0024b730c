"""Atom feeds (RFC 4287): the documents of a search that changed last, and the news of what is followed."""

import re
from collections.abc import Iterable
from datetime import UTC, datetime
from typing import Final
from uuid import NAMESPACE_URL, uuid5
from xml.etree.ElementTree import Element, SubElement, register_namespace, tostring

from registry.records import DocumentRecord
from web import addresses
from web.views import words
from web.views.news import NewsView

ENTRIES: Final = 50
_ATOM: Final = "http://www.w3.org/2005/Atom"
_CONTROL: Final = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f\ufffe\uffff]")
register_namespace("", _ATOM)


def atom(title: str, own: str, page: str, records: Iterable[DocumentRecord], now: datetime) -> bytes:
    """Return a feed.

    Args:
        title: What was searched.
        own: Address of the feed; the feed is known by its path and query, whatever the host is called.
        page: Address of the page that shows the same search.
        records: The documents found; the :data:`ENTRIES` changed last are told.
        now: Moment that an empty feed was "updated" at.
    """
    latest = sorted(records, key=lambda record: (record.updated, record.id), reverse=True)[:ENTRIES]
    site = _site(own)
    feed = _begun(title, own, page, latest[0].updated if latest else now)
    for record in latest:
        _entry(feed, record, site)
    body: bytes = tostring(feed, encoding="utf-8", xml_declaration=True)
    return body


def news(title: str, own: str, page: str, entries: Iterable[NewsView], now: datetime) -> bytes:
    """Return the news of what is followed as a feed; each entry says what changed and why it is told.

    Args:
        title: What is followed.
        own: Address of the feed.
        page: Address of the page that shows the same.
        entries: The news, newest first; the first :data:`ENTRIES` are told.
        now: Moment that an empty feed was "updated" at.
    """
    told = list(entries)[:ENTRIES]
    site = _site(own)
    feed = _begun(title, own, page, told[0].recorded if told else now)
    for each in told:
        entry = SubElement(feed, _name("entry"))
        _say(entry, "title", f"{each.document.number}: {each.what}")
        _say(entry, "id", identity(f"news:{each.id}"))
        _say(entry, "updated", moment(each.recorded))
        SubElement(entry, _name("link"), {"rel": "alternate", "href": site + each.url})
        _say(SubElement(entry, _name("author")), "name", each.document.issuer or "Vanban")
        _say(entry, "summary", "\n".join(part for part in (each.document.title, *each.lines, each.why) if part))
    body: bytes = tostring(feed, encoding="utf-8", xml_declaration=True)
    return body


def _site(own: str) -> str:
    return own[: own.find("/", own.find("//") + 2)]


def _begun(title: str, own: str, page: str, updated: datetime) -> Element:
    feed = Element(f"{{{_ATOM}}}feed", {"{http://www.w3.org/XML/1998/namespace}lang": "vi"})
    _say(feed, "title", title)
    _say(feed, "id", identity(own.removeprefix(_site(own))))
    _say(feed, "updated", moment(updated))
    SubElement(feed, _name("link"), {"rel": "self", "type": "application/atom+xml", "href": own})
    SubElement(feed, _name("link"), {"rel": "alternate", "type": "text/html", "href": page})
    _say(SubElement(feed, _name("author")), "name", "Vanban")
    return feed


def identity(what: str) -> str:
    """Return the id that a document (by its slug) or a feed (by its path and query) keeps for ever."""
    return uuid5(NAMESPACE_URL, f"vanban:{what}").urn


def moment(at: datetime) -> str:
    """Return a moment as RFC 3339 writes it; one without a zone is taken for UTC."""
    aware = at if at.tzinfo else at.replace(tzinfo=UTC)
    return aware.isoformat(timespec="seconds")


def _entry(feed: Element, record: DocumentRecord, site: str) -> None:
    entry = SubElement(feed, _name("entry"))
    _say(entry, "title", f"{record.number} {record.title}".strip())
    _say(entry, "id", identity(record.slug))
    _say(entry, "updated", moment(record.updated))
    SubElement(entry, _name("link"), {"rel": "alternate", "href": site + addresses.document(record.slug)})
    _say(SubElement(entry, _name("author")), "name", record.issuer or "Vanban")
    told = (record.type, words.day(record.issued), words.effect(record.effect.state), record.effect.reason)
    _say(entry, "summary", ". ".join(part.rstrip(".") for part in told if part) + ".")
    for tag in record.programmes:
        label = words.programme_short(tag.code)
        SubElement(entry, _name("category"), {"term": tag.code, "label": label})


def _say(parent: Element, name: str, text: str) -> None:
    SubElement(parent, _name(name)).text = _CONTROL.sub(" ", text)


def _name(local: str) -> str:
    return f"{{{_ATOM}}}{local}"
