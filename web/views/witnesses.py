"""The files of a document, and what one of them says otherwise than the text that is shown."""

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from datetime import date
from difflib import SequenceMatcher
from typing import Final
from urllib.parse import urlsplit

from registry.records import Witness
from web import addresses
from web.views.history import PieceView, pieces

MOST: Final = 200
"""Places that are shown of two texts; two that differ in more are two different documents."""


@dataclass(frozen=True, slots=True)
class WitnessView:
    """One file.

    Args:
        sha256: Hash of its bytes.
        name: Its file name, or the site and name that it came from.
        url: Where it can be saved.
        page: Web page that it came from, when it came from one.
        recorded: Day on which it was taken in.
        size: In bytes.
        shown: Whether its text is the one that is shown.
        apart: Where its differences from that text are shown, when its words are others.
    """

    sha256: str
    name: str
    url: str
    page: str | None
    recorded: date
    size: int
    shown: bool
    apart: str | None


@dataclass(frozen=True, slots=True)
class DivergenceView:
    """Where one file of a document says otherwise than the text that is shown.

    Args:
        ours: The file whose text is shown.
        theirs: The other one.
        places: The first :data:`MOST` places, each with what stands in both and in one of them.
        more: Number of places left out.
    """

    ours: WitnessView
    theirs: WitnessView
    places: tuple[tuple[PieceView, ...], ...]
    more: int


def divergence(slug: str, found: Iterable[Witness], sha256: str, text_of: Callable[[str], str]) -> DivergenceView:
    """Return where one file of a document differs from the one that is shown.

    Args:
        slug: Of the document.
        found: Its files.
        sha256: The other file, one of them.
        text_of: Gives the text of a file by its hash, or raises NotKnown.
    """
    other = text_of(sha256)
    files = list(witnesses(slug, found))
    ours = next(each for each in files if each.shown)
    theirs = next(each for each in files if each.sha256 == sha256)
    told = list(places(text_of(ours.sha256), other))
    return DivergenceView(ours, theirs, tuple(told[:MOST]), max(0, len(told) - MOST))


def witnesses(slug: str, found: Iterable[Witness]) -> tuple[WitnessView, ...]:
    """Return the files of a document as they are shown."""
    return tuple(_view(slug, each) for each in found)


def _view(slug: str, each: Witness) -> WitnessView:
    web = each.source.startswith(("http://", "https://"))
    name = each.source.rstrip("/").rpartition("/")[2] or each.source
    return WitnessView(
        sha256=each.sha256,
        name=f"{urlsplit(each.source).hostname}: {name}" if web else name,
        url=addresses.original(each.sha256, name),
        page=each.source if web else None,
        recorded=each.recorded.date(),
        size=each.size,
        shown=each.shown,
        apart=None if each.shown or each.same_words else addresses.apart(slug, each.sha256),
    )


def places(left: str, right: str) -> Iterator[tuple[PieceView, ...]]:
    """Yield the places where two texts differ: whole lines, with the words that differ marked."""
    ours, theirs = left.split("\n"), right.split("\n")
    for tag, a, b, c, d in SequenceMatcher(None, ours, theirs).get_opcodes():
        if tag != "equal":
            yield pieces("\n".join(ours[a:b]), "\n".join(theirs[c:d]))
