"""A text cut into the units that are laid beside those of another: the own words of every provision."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Final

from registry.document import Provision, ProvisionKind

OPENING: Final = "~dau"
CLOSING: Final = "~cuoi"
_GROUPING: Final = {ProvisionKind.CHAPTER, ProvisionKind.SECTION, ProvisionKind.SUBSECTION, ProvisionKind.PART}


@dataclass(frozen=True, slots=True)
class Unit:
    """The own words of a provision, without those of the provisions inside it.

    Args:
        id: Its address; one that begins with :data:`OPENING` or :data:`CLOSING` for what stands before the first
            provision and between two; a line of a text without provisions is ``~dau.1``, ``~dau.2``.
        label: Where it stands in words (``khoản 2 Điều 5``); empty outside the provisions.
        parent: Address of the provision around it, or None.
        text: Its words, the printed label included.
        lead: How many characters of the text are its label.
    """

    id: str
    label: str
    parent: str | None
    text: str
    lead: int = 0

    @property
    def body(self) -> str:
        """Its words without the label."""
        return self.text[self.lead :]


def units(text: str, provisions: Sequence[Provision], within: str | None = None) -> tuple[Unit, ...]:
    """Cut a text; the units together hold all its words, each once.

    Args:
        text: Canonical text, or the text of a day.
        provisions: Its tree, in document order.
        within: Address of one provision when only that one, with all inside it, is wanted.
    """
    known = {each.id: each for each in provisions}
    if within is not None:
        inside = [each for each in provisions if within in _lineage(each, known)]
        end = known[within].end if within in known else 0
        return tuple(_cut(text, inside, known, end))
    if not provisions:
        return tuple(_lines(text))
    opening = text[: provisions[0].start].strip()
    first = (Unit(OPENING, "", None, opening),) if opening else ()
    return (*first, *_cut(text, provisions, known, len(text)))


def _lineage(provision: Provision | None, known: Mapping[str, Provision]) -> Iterator[str]:
    while provision is not None:
        yield provision.id
        provision = known.get(provision.parent or "")


def _cut(text: str, inside: Sequence[Provision], known: Mapping[str, Provision], end: int) -> Iterator[Unit]:
    starts = [*(each.start for each in inside[1:]), end][: len(inside)]
    for provision, after in zip(inside, starts, strict=True):
        stop = min(max(provision.end, provision.start), after)
        words = text[provision.start : stop].strip()
        if words:
            yield Unit(provision.id, _chain(provision, known), provision.parent, words, _lead(words, provision))
        rest = text[stop:after].strip()
        if rest:
            yield Unit(f"{CLOSING}.{provision.id}", "", None, rest)


def _lines(text: str) -> Iterator[Unit]:
    for number, line in enumerate(filter(None, map(str.strip, text.split("\n"))), 1):
        yield Unit(f"{OPENING}.{number}", "", None, line)


def _chain(provision: Provision, known: Mapping[str, Provision]) -> str:
    chain: list[str] = []
    at: Provision | None = provision
    while at is not None and not (chain and at.kind in _GROUPING):
        chain.append(at.label)
        at = known.get(at.parent or "")
    return " ".join(chain)


def _lead(words: str, provision: Provision) -> int:
    """Return how many characters of the words are the label: ``Điều 5.``, ``2.``, ``đ)``."""
    first = words.split(maxsplit=2)
    for count in (2, 1):
        printed = " ".join(first[:count]).rstrip(".:)").casefold()
        if printed and (provision.label.casefold() == printed or provision.label.casefold().endswith(f" {printed}")):
            return _after(words, count)
    return 0


def _after(words: str, count: int) -> int:
    position = 0
    for word in words.split(maxsplit=count)[:count]:
        position = words.index(word, position) + len(word)
    return position
