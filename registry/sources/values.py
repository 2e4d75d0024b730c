"""The frozen values that pass between a site, its reader and the registry."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from datetime import date
from functools import cached_property
from pathlib import Path
from typing import Final, Protocol

from registry.document import Issue, Signer
from registry.errors import InputRefused
from registry.parsing.encodings import decode

_DEFAULTS: Final = frozenset({"iso-8859-1", "latin-1", "latin1", "windows-1252", "cp1252", "us-ascii", "ascii"})
_RIGHT: Final = 20  # letters in UTF-8 for each byte that is none


@dataclass(frozen=True)
class Page:
    """What an address answered, kept on the disk.

    Args:
        asked: Address that was asked for.
        address: Address that answered, after redirects.
        path: Where its bytes are.
        sha256: Their hash.
        media_type: As the server says; never trusted.
        charset: As the server says, or an empty string.
        name: File name that the server gives, or an empty string.
    """

    asked: str
    address: str
    path: Path
    sha256: str
    media_type: str = ""
    charset: str = ""
    name: str = ""

    @property
    def body(self) -> bytes:
        """Its bytes."""
        return self.path.read_bytes()

    @cached_property
    def text(self) -> str:
        """Its text: UTF-8 when it is, also with bytes that are wrong, else what the server says or the bytes look like.

        A charset that holds no Vietnamese is a server's default: it tells nothing.
        """
        data = self.body
        for encoding in ("utf-8-sig", "" if self.charset.lower() in _DEFAULTS else self.charset):
            try:
                return data.decode(encoding)
            except (UnicodeError, LookupError):
                continue
        text = data.decode("utf-8-sig", "replace")
        wrong = text.count("\ufffd")
        if wrong * _RIGHT < sum(char > "\x7f" for char in text) - wrong:
            return text
        try:
            return decode(data).text
        except InputRefused:  # no text at all: what it is instead is for its reader to say
            return data.decode("utf-8", "replace")


@dataclass(frozen=True, slots=True)
class Attachment:
    """A file that a page offers.

    Args:
        address: Where it is.
        name: Its name as shown, or an empty string.
    """

    address: str
    name: str = ""


@dataclass(frozen=True, slots=True)
class LinkedAct:
    """Another document that a page names under a label.

    Args:
        label: As printed ("Văn bản thay thế").
        number: As written, or an empty string.
        address: Its page, or an empty string.
        title: As written, or an empty string.
        key: Its key on the site, where the address tells it.
    """

    label: str
    number: str
    address: str = ""
    title: str = ""
    key: str = ""


@dataclass(frozen=True, slots=True)
class Told:
    """What a page says about one document. What it does not say is empty or None.

    Args:
        number: As written, decoded.
        cut: True when the site cuts numbers at a length that this one has reached.
        type: As written.
        title: Trích yếu.
        heading: Name of the page, where it differs from the title.
        issuers: As written.
        issued: Issue date.
        effective: First day in force.
        expired: First day no longer in force.
        status: Effect in the site's own words.
        signers: Who signed.
        body: HTML of the text, when the page holds it.
        files: Attachments, in the order of the page.
        links: Other documents.
        issues: Doubts.
        extra: Labels that mean nothing to us, with their values.
        address: Of the page on the web, where it was read from a saved file.
    """

    number: str = ""
    cut: bool = False
    type: str = ""
    title: str = ""
    heading: str = ""
    issuers: tuple[str, ...] = ()
    issued: date | None = None
    effective: date | None = None
    expired: date | None = None
    status: str = ""
    signers: tuple[Signer, ...] = ()
    body: str = ""
    files: tuple[Attachment, ...] = ()
    links: tuple[LinkedAct, ...] = ()
    issues: tuple[Issue, ...] = ()
    extra: dict[str, str] = field(default_factory=dict)
    address: str = ""


@dataclass(frozen=True, slots=True)
class Row:
    """One document of a list.

    Args:
        key: What tells it apart on its site, whatever the spelling of its address.
        address: Its page.
        told: What the list says about it.
    """

    key: str
    address: str
    told: Told = Told()


Fetch = Callable[[str], Page]


class Source(Protocol):
    """How one kind of site is read: what there is, and what a page says. Fetching is given to it."""

    def discover(self, fetch: Fetch) -> Iterator[Row]:
        """Yield every document of the site's lists; the same one may come twice.

        Args:
            fetch: Gives the page at an address.

        Raises:
            SourceFailed: A list is not what it should be.
        """
        ...

    def read(self, page: Page) -> Told:
        """Return what the page of one document says.

        Args:
            page: As fetched.

        Raises:
            SourceFailed: It is no such page; ``page-missing`` when the site answers with something else instead.
        """
        ...
