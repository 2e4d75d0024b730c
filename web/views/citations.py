"""Citations of a document as an editor sees them: where each leads, and what a person types as its target."""

from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass
from typing import Final

from flask_babel import gettext as _

from registry.citations import address, find
from registry.citations.places import Places
from registry.document import Citation, Provision
from registry.errors import BadRequest
from registry.records import DocumentRecord, DocumentText, ResolvedCitation
from registry.store.hand_links import CitationFix
from registry.text import fold, squeeze
from web import addresses
from web.views.contents import label_chain
from web.views.words import place

AROUND: Final = 90
UNCLEAR: Final = frozenset({"unknown", "ambiguous", "hand"})
_ACT: Final = "Nghị định số 01/2020/NĐ-CP"
"""A unit is read as a citation when an act stands after it; which one does not matter."""


@dataclass(frozen=True, slots=True)
class CitationRow:
    """One citation.

    Args:
        start: Its first character: what the form knows it by.
        before: Words before it.
        words: Its own words.
        after: Words after it.
        state: ``linked``, ``unknown``, ``ambiguous`` or ``hand``.
        place: Where it stands, in words; empty outside all provisions.
        url: Address of that place.
        target: Where it leads, in words; empty when nowhere.
        target_url: Address of that.
        person: Who said so; empty when nobody did.
    """

    start: int
    before: str
    words: str
    after: str
    state: str
    place: str
    url: str
    target: str
    target_url: str
    person: str


def rows(
    record: DocumentRecord,
    text: DocumentText,
    shown: Iterable[tuple[ResolvedCitation, CitationFix | None]],
    targets: dict[int, tuple[DocumentRecord, Sequence[Provision]]],
) -> tuple[CitationRow, ...]:
    """Return citations as they are shown.

    Args:
        record: The citing document.
        text: Its text.
        shown: The citations, each with what a person said about it.
        targets: Documents that they lead to, with their provisions, by id.
    """
    places = Places(text.provisions)
    return tuple(_row(record, text, places, one, fix, targets) for one, fix in shown)


def _row(
    record: DocumentRecord,
    text: DocumentText,
    places: Places,
    one: ResolvedCitation,
    fix: CitationFix | None,
    targets: dict[int, tuple[DocumentRecord, Sequence[Provision]]],
) -> CitationRow:
    start, end = one.citation.start, one.citation.end
    around = places.at(start)
    led = targets.get(one.target_id) if one.target_id is not None else None
    return CitationRow(
        start,
        _tail(text.text[max(0, start - AROUND) : start], start > AROUND),
        squeeze(one.citation.text),
        _lead(text.text[end : end + AROUND], end + AROUND < len(text.text)),
        one.state,
        label_chain(text.provisions, around.id) if around else "",
        addresses.document(record.slug, around.id if around else None),
        target_words(*led, one.target_provision) if led else "",
        addresses.document(led[0].slug, one.target_provision) if led else "",
        fix.person if fix else "",
    )


def target_words(target: DocumentRecord, provisions: Sequence[Provision], provision: str | None) -> str:
    """Return a target in words: ``khoản 2 Điều 5 Nghị định 27/2022/NĐ-CP``."""
    unit = label_chain(provisions, provision) if provision else ""
    return f"{unit} {target.type} {target.number}".strip()


def units(citation: Citation) -> str:
    """Return the unit that a citation names, in words where these can be read back; empty for the whole document."""
    found = address(citation)
    said = place(found) if found else ""
    return said if said and _by_reading(said) == found else found or ""


def provision_typed(typed: str, provisions: Sequence[Provision]) -> str | None:
    """Return the address of a unit that somebody typed: ``khoản 2 Điều 5``, also without marks, or ``d5.k2``.

    Args:
        typed: As it was typed; empty means the whole document.
        provisions: Of the target; none when its text is not held.

    Raises:
        BadRequest: It cannot be read, or the target has no such unit.
    """
    wanted = squeeze(typed)
    if not wanted:
        return None
    found = _by_words(wanted, provisions) or _by_reading(wanted)
    if found and (not provisions or found in {each.id for each in provisions}):
        return found
    raise BadRequest(
        "no-such-provision",
        _("Văn bản đích không có “%(unit)s”.", unit=wanted) if found else _("Không đọc được “%(unit)s”.", unit=wanted),
        hint=_("Ghi một chỗ, ví dụ: khoản 2 Điều 5; Phụ lục I; để trống là cả văn bản."),
        field="cho",
    )


def _by_words(wanted: str, provisions: Sequence[Provision]) -> str | None:
    ids: Collection[str] = [each.id for each in provisions]
    if wanted in ids:
        return wanted
    key = fold(wanted)
    return next((each for each in ids if fold(label_chain(provisions, each)) == key), None)


def _by_reading(wanted: str) -> str | None:
    read = [found for each in find(f"{wanted} {_ACT}") if (found := address(each))]
    return read[0] if len(read) == 1 else None


def _tail(words: str, cut: bool) -> str:
    return ("… " + words.partition(" ")[2] if cut else words).replace("\n", " ")


def _lead(words: str, cut: bool) -> str:
    return (words.rpartition(" ")[0] + " …" if cut else words).replace("\n", " ")


def standing_at(text: DocumentText, provision: str, words: str) -> int | None:
    """Return where a citation begins that reads so inside a provision; the first one when it stands there twice.

    Args:
        text: The citing document's.
        provision: Address of the provision that it stands in; empty for the opening.
        words: As written, white space made one.
    """
    around = next(((one.start, one.end) for one in text.provisions if one.id == provision), (0, len(text.text)))
    wanted = squeeze(words)
    found = (one.citation for one in text.citations)
    inside = (one.start for one in found if around[0] <= one.start < around[1] and squeeze(one.text) == wanted)
    return next(inside, None)
