"""The table of contents of a document: one entry for every provision above the clause."""

from collections.abc import Sequence
from dataclasses import dataclass

from registry.document import Provision, ProvisionKind
from registry.text import squeeze
from web import addresses
from web.views.parts import Part, part_at

_LISTED = {
    ProvisionKind.PART: 1,
    ProvisionKind.ANNEX: 1,
    ProvisionKind.CHAPTER: 1,
    ProvisionKind.SECTION: 2,
    ProvisionKind.SUBSECTION: 3,
    ProvisionKind.ARTICLE: 3,
}
_GROUPING = {ProvisionKind.CHAPTER, ProvisionKind.SECTION, ProvisionKind.SUBSECTION, ProvisionKind.PART}
_WORDS = 70
_HEADING = 130


@dataclass(frozen=True, slots=True)
class Entry:
    """A line of the table of contents.

    Args:
        id: Address of the provision.
        label: As printed ("Điều 5").
        heading: Its heading, or its first words when it has none.
        rank: 1 (outermost) to 3.
        url: Where it is read.
        here: True when it stands on the page being shown.
    """

    id: str
    label: str
    heading: str
    rank: int
    url: str
    here: bool


def contents(
    slug: str, text: str, provisions: Sequence[Provision], cut: Sequence[Part], shown: Part | None = None
) -> tuple[Entry, ...]:
    """List what a document contains.

    Args:
        slug: Of the document.
        text: Canonical text.
        provisions: Its tree.
        cut: The pages it is read on.
        shown: The page being shown; entries on it get an address within the page.
    """
    made: list[Entry] = []
    for each in provisions:
        if each.kind in _LISTED:
            home = part_at(cut, each.start)
            here = home == shown
            url = f"#{each.id}" if here else addresses.part(slug, home.key, each.id)
            made.append(Entry(each.id, each.label, _heading(text, each), _rank(each), url, here))
    return tuple(made)


def label_chain(provisions: Sequence[Provision], address: str) -> str:
    """Return where a provision stands in words, innermost first: ``điểm a khoản 2 Điều 5``."""
    known = {each.id: each for each in provisions}
    chain: list[str] = []
    at = known.get(address)
    while at is not None and not (chain and at.kind in _GROUPING):
        chain.append(at.label)
        at = known.get(at.parent or "")
    return " ".join(chain) or address


def _rank(provision: Provision) -> int:
    if provision.kind is ProvisionKind.ARTICLE and provision.parent is None:
        return 1
    return _LISTED[provision.kind]


def _heading(text: str, provision: Provision) -> str:
    if provision.heading:
        return _cut(squeeze(provision.heading), _HEADING)
    line_end = text.find("\n", provision.start)
    line = squeeze(text[provision.start : line_end if line_end >= 0 else len(text)])
    return _cut(line.removeprefix(provision.label).lstrip(".: "), _WORDS)


def _cut(words: str, length: int) -> str:
    return words if len(words) <= length else words[:length].rsplit(" ", 1)[0] + "…"
