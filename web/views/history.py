"""What happened to a document and when, what each provision once said, and what changed between two days."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from itertools import groupby

from flask_babel import gettext as _

from registry.document import Provision
from registry.effect import Event, EventKind
from registry.records import DocumentRecord, RelationRecord
from registry.redline import Piece, ProvisionRedline, Version, Wording, redline
from registry.text import squeeze
from web import addresses
from web.views import words
from web.views.contents import label_chain

_EVIDENCE = 400


@dataclass(frozen=True, slots=True)
class Link:
    """Words, and where they lead when there is such a place."""

    text: str
    url: str | None


@dataclass(frozen=True, slots=True)
class EventView:
    """One event.

    Args:
        on: Its day, or None when no source tells it.
        word: What happened.
        ends: True when the document or provision lost its effect.
        source: Who did it or reports it.
        provision: The provision concerned, or None for the whole document.
        evidence: Words that say so, shortened.
        later: True when the day has not come yet.
    """

    on: date | None
    word: str
    ends: bool
    source: Link
    provision: Link | None
    evidence: str
    later: bool


@dataclass(frozen=True, slots=True)
class VersionView:
    """The text from one day on; ``before`` is the day of the version that it follows."""

    on: date | None
    day: date | None
    before: date | None
    acts: tuple[Link, ...]
    changed: tuple[Link, ...]
    pending: int


@dataclass(frozen=True, slots=True)
class PieceView:
    """A stretch of both wordings: ``equal``, ``removed``, ``added`` or ``replaced``."""

    kind: str
    left: str
    right: str


@dataclass(frozen=True, slots=True)
class RedlineView:
    """One provision on two days."""

    id: str
    label: str
    state: str
    word: str
    pieces: tuple[PieceView, ...]
    notes: tuple[str, ...]
    url: str


@dataclass(frozen=True, slots=True)
class WordingView:
    """One wording of a provision: what it changed in the one before, and who says so."""

    on: date | None
    source: Link
    repealed: bool
    absent: bool
    pieces: tuple[PieceView, ...]
    evidence: tuple[tuple[Link, str], ...]


def event_words() -> dict[EventKind, str]:
    """Return the Vietnamese name of every kind of event."""
    return {
        EventKind.ENACTED: _("Ban hành"),
        EventKind.TAKES_EFFECT: _("Có hiệu lực"),
        EventKind.ADDED: _("Được bổ sung"),
        EventKind.AMENDED: _("Được sửa đổi, bổ sung"),
        EventKind.RESUMED: _("Có hiệu lực trở lại"),
        EventKind.SUSPENDED: _("Tạm ngưng hiệu lực"),
        EventKind.PARTLY_REPEALED: _("Bị bãi bỏ một phần"),
        EventKind.REPLACED: _("Bị thay thế"),
        EventKind.REPEALED: _("Bị bãi bỏ"),
        EventKind.EXPIRED: _("Hết hiệu lực"),
        EventKind.REPORTED: _("Nguồn ghi tình trạng"),
    }


_ENDS = {EventKind.PARTLY_REPEALED, EventKind.REPLACED, EventKind.REPEALED, EventKind.EXPIRED, EventKind.SUSPENDED}


def events(
    record: DocumentRecord,
    found: Iterable[Event],
    relations: Iterable[RelationRecord],
    labels: Mapping[str, str],
    today: date,
) -> tuple[EventView, ...]:
    """Return the events of a document as they are shown, by day; on a day, those of the whole document come first.

    Args:
        record: The document.
        found: Its events in order.
        relations: Its relations: they tell which clause of another document did it.
        labels: Printed names of its provisions.
        today: Events after it are marked.
    """
    inbound = [each for each in relations if each.inbound and each.other]
    slugs = {each.number: each.other.slug for each in inbound if each.other}
    clauses = {(each.number, each.provision, each.evidence): each.source_provision for each in inbound}
    return tuple(
        EventView(
            each.on,
            event_words()[each.kind] + (f": {words.effect(each.state)}" if each.state else ""),
            each.kind in _ENDS or each.state == "expired",
            _acting(slugs, each.source, clauses.get((each.source, each.provision, each.evidence))),
            place(record.slug, each.provision, labels) if each.provision else None,
            _short(each.evidence),
            each.on is not None and each.on > today,
        )
        for _on, same in groupby(found, key=lambda each: each.on)
        for each in sorted(same, key=lambda each: each.provision is not None)
    )


def _acting(slugs: Mapping[str, str], number: str, clause: str | None) -> Link:
    return _clause(slugs, number, clause) if clause and number in slugs else source_link(number, slugs)


def source_link(source: str, slugs: Mapping[str, str]) -> Link:
    """Return a source of a statement: a document, a web page, or a name without an address."""
    if source in slugs:
        return Link(source, addresses.document(slugs[source]))
    if source.startswith(("https://", "http://")):
        return Link(source.split("/")[2], source)
    return Link(source, None)


def place(slug: str, address: str, labels: Mapping[str, str]) -> Link:
    """Return a provision of the document with the address of its history."""
    return Link(labels.get(address) or words.place(address), addresses.timeline(slug, address))


def _short(evidence: str) -> str:
    told = squeeze(evidence)
    return told if len(told) <= _EVIDENCE else told[:_EVIDENCE].rsplit(" ", 1)[0] + "…"


def version_views(
    record: DocumentRecord, found: Sequence[Version], slugs: Mapping[str, str], labels: Mapping[str, str]
) -> tuple[VersionView, ...]:
    """Return the versions of a document as they are shown, newest first."""
    made = []
    before: date | None = None
    for each in found:
        day = each.on or record.effective or record.issued
        acts = tuple(source_link(number, slugs) for number in each.acts)
        changed = tuple(place(record.slug, address, labels) for address in each.changed)
        made.append(VersionView(each.on, day, before, acts, changed, each.pending))
        before = day
    return tuple(reversed(made))


def pieces(left: str, right: str, found: Sequence[Piece] | None = None) -> tuple[PieceView, ...]:
    """Return what changed between two wordings as words."""
    told = redline(left, right) if found is None else found
    return tuple(PieceView(each.kind, left[slice(*each.left)], right[slice(*each.right)]) for each in told)


def redline_views(
    record: DocumentRecord, found: Iterable[ProvisionRedline], labels: Mapping[str, str]
) -> tuple[RedlineView, ...]:
    """Return the provisions that differ between two days; those that are the same are left out."""
    state_words = {"changed": _("Sửa đổi"), "added": _("Bổ sung"), "removed": _("Bãi bỏ")}
    return tuple(
        RedlineView(
            each.id,
            labels.get(each.id) or words.place(each.id),
            each.state,
            state_words[each.state],
            pieces(each.left, each.right, each.pieces),
            each.notes,
            addresses.timeline(record.slug, each.id),
        )
        for each in found
        if each.state != "same"
    )


def wording_views(found: Sequence[Wording], slugs: Mapping[str, str]) -> tuple[WordingView, ...]:
    """Return the wordings of a provision, newest first, each compared with the one before it."""
    made: list[WordingView] = []
    before = ""
    for each in found:
        evidence = tuple((_clause(slugs, number, address), _short(told)) for number, address, told in each.evidence)
        made.append(
            WordingView(
                each.on,
                source_link(each.source, slugs),
                each.repealed,
                not each.text,
                pieces(before if made or each.on else each.text, each.text),
                evidence,
            )
        )
        before = each.text
    return tuple(reversed(made))


def _clause(slugs: Mapping[str, str], number: str, address: str) -> Link:
    told = f"{words.place(address)} {number}" if address else number
    return Link(told, addresses.document(slugs[number], address or None) if number in slugs else None)


def labels_of(provisions: Sequence[Provision], mentioned: Iterable[str]) -> dict[str, str]:
    """Return the printed names of the mentioned provisions, as far as the text holds them."""
    wanted = set(mentioned)
    return {each.id: label_chain(provisions, each.id) for each in provisions if each.id in wanted}
