"""A document as it stands on a day: its words with a note under each that changed, and what is still pending."""

from bisect import bisect_left
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date

from registry.consolidation import Consolidated
from registry.consolidation.timeline import Change, Standing
from registry.document import Provision, ProvisionKind
from registry.records import DocumentRecord, DocumentText, EffectState, RelationRecord, ResolvedCitation
from web import addresses
from web.views import words
from web.views.reading import Block


@dataclass(frozen=True, slots=True)
class EffectOnDay:
    """Status on the day, as ``vanban show --json`` tells it."""

    state: str
    since: date | None
    reason: str


@dataclass(frozen=True, slots=True)
class ProvisionOnDay:
    """A provision as it stands: full wording, the act whose wording it is, what changed it."""

    id: str
    label: str
    text: str
    source: str
    notes: tuple[str, ...]
    repealed: bool


@dataclass(frozen=True, slots=True)
class PendingOnDay:
    """A change that is not in the text shown: by which clause of which act, why not, and from when."""

    number: str
    provision: str | None
    text: str
    reason: str
    effective: date | None


@dataclass(frozen=True, slots=True)
class DocumentOnDay:
    """A document on a day: the value that ``vanban show NUMBER --on DATE --json`` prints."""

    number: str
    title: str
    issuer: str
    on: date
    effect: EffectOnDay
    has_text: bool
    provisions: tuple[ProvisionOnDay, ...]
    pending: tuple[PendingOnDay, ...]


def on_day(record: DocumentRecord, day: date, effect: EffectState, found: Consolidated | None) -> DocumentOnDay:
    """Return the JSON value of a document on a day."""
    return DocumentOnDay(
        number=record.number,
        title=record.title,
        issuer=record.issuer,
        on=day,
        effect=EffectOnDay(effect.state, effect.since, effect.reason),
        has_text=found is not None,
        provisions=tuple(
            ProvisionOnDay(each.id, each.label, each.text, each.source, each.notes, each.repealed)
            for each in (found.provisions if found else ())
        ),
        pending=tuple(
            PendingOnDay(each.act, each.provision or None, each.text, each.reason, each.effective)
            for each in (found.pending if found else ())
        ),
    )


@dataclass(frozen=True, slots=True)
class Note:
    """What changed a provision, and where that is read."""

    text: str
    url: str | None


@dataclass(frozen=True, slots=True)
class Stretch:
    """Blocks of one provision; with notes when something changed its words, and changes that wait at this place."""

    id: str
    blocks: tuple[Block, ...]
    notes: tuple[Note, ...]
    repealed: bool
    pending: tuple["PendingView", ...] = ()


@dataclass(frozen=True, slots=True)
class PendingView:
    """A change that is not in the text.

    Args:
        act: Number of the amending act.
        place: The clause that says so, in words; empty when the text of the act is not held.
        url: Where it is read.
        text: Its words.
        reason: Why it is not in the text.
        later: True when it only waits for its day.
        target: Address of the nearest provision shown that it concerns; empty when that is not known.
    """

    act: str
    place: str
    url: str | None
    text: str
    reason: str
    later: bool
    target: str


@dataclass(frozen=True, slots=True)
class Woven:
    """The text on a day in the form of a canonical text, so that it is read with the same means.

    Args:
        text: What stands before the first provision as issued, then every provision's own words, a line each.
        provisions: Their places in it.
        citations: Those of unchanged words; :func:`cited` adds those of new wording.
        notes: What changed each provision, by address.
        repealed: Addresses of which only the label is left.
    """

    text: str
    provisions: tuple[Provision, ...]
    citations: tuple[ResolvedCitation, ...]
    notes: Mapping[str, tuple[str, ...]]
    repealed: frozenset[str]


def weave(issued: DocumentText, found: Consolidated) -> Woven:
    """Put the provisions of a day together into one text.

    Args:
        issued: The text as issued.
        found: The provisions as they stand.
    """
    known = {each.id: each for each in issued.provisions}
    opening = issued.text[: issued.provisions[0].start] if issued.provisions else issued.text
    pieces, position = [opening], len(opening)
    citations = [each for each in issued.citations if each.citation.end <= len(opening)]
    starts: dict[str, tuple[int, int]] = {}
    moved = _Moved(issued)
    for each in found.provisions:
        starts[each.id] = (position, position + len(each.own))
        citations += moved.to(known.get(each.id), each, position)
        pieces.append(f"{each.own}\n")
        position += len(each.own) + 1
    return Woven(
        "".join(pieces),
        tuple(_placed(found.provisions, known, starts)),
        tuple(citations),
        {each.id: each.notes for each in found.provisions if each.notes},
        frozenset(each.id for each in found.provisions if each.repealed),
    )


def cited(woven: Woven, found: Sequence[ResolvedCitation]) -> Woven:
    """Add the citations of new wording to those of unchanged words.

    Args:
        woven: The text on a day.
        found: Every citation of that text, read anew.
    """
    taken = sorted((each.citation.start, each.citation.end) for each in woven.citations)
    starts = [start for start, _ in taken]
    changed = [(each.start, each.end) for each in woven.provisions if each.id in woven.notes]

    def is_new(one: ResolvedCitation) -> bool:
        cite = one.citation
        at = bisect_left(starts, cite.end)
        clear = at == 0 or taken[at - 1][1] <= cite.start
        return clear and any(start <= cite.start and cite.end <= end for start, end in changed)

    both = [*woven.citations, *filter(is_new, found)]
    return replace(woven, citations=tuple(sorted(both, key=lambda each: each.citation.start)))


class _Moved:
    """Citations of the text as issued, at the place where their unchanged words stand now."""

    def __init__(self, issued: DocumentText) -> None:
        self.text = issued.text
        self.citations = sorted(issued.citations, key=lambda each: each.citation.start)
        self.starts = [each.citation.start for each in self.citations]

    def to(self, provision: Provision | None, now: Standing, position: int) -> Iterator[ResolvedCitation]:
        """Yield the citations of a provision whose own words are those issued."""
        if provision is None or not now.own or not self.text.startswith(now.own, provision.start):
            return
        shift, end = position - provision.start, provision.start + len(now.own)
        for each in self.citations[bisect_left(self.starts, provision.start) :]:
            if each.citation.start >= end:
                return
            if each.citation.end <= end:
                at = replace(each.citation, start=each.citation.start + shift, end=each.citation.end + shift)
                yield replace(each, citation=at)


def _placed(
    found: Sequence[Standing], known: Mapping[str, Provision], spans: Mapping[str, tuple[int, int]]
) -> Iterator[Provision]:
    """Yield the provisions with spans that hold their descendants; the woven text keeps document order."""
    ends = {address: end for address, (_start, end) in spans.items()}
    for each in reversed(found):
        above = _parent(each.id, known, spans)
        if above:
            ends[above] = max(ends[above], ends[each.id])
    for each in found:
        issued = known.get(each.id)
        kind = issued.kind if issued else kind_of(each.id)
        heading = issued.heading if issued and issued.heading and issued.heading in each.own else ""
        start = spans[each.id][0]
        yield Provision(each.id, kind, each.label, heading, start, ends[each.id], _parent(each.id, known, spans))


def _parent(address: str, known: Mapping[str, Provision], there: Mapping[str, object]) -> str | None:
    if address in known:
        above = known[address].parent
        return above if above in there else None
    nearest = address.rpartition(".")[0]
    while nearest and nearest not in there:
        nearest = nearest.rpartition(".")[0]
    return nearest or None


def kind_of(address: str) -> ProvisionKind:
    """Return the level that an address names by its last step: ``d5.k2`` is a clause."""
    step = address.rpartition(".")[2]
    for lead, kind in _KINDS.items():
        if step.startswith(lead) and step[len(lead) : len(lead) + 1].isdigit():
            return kind
    return ProvisionKind.POINT


_KINDS = {
    "tm": ProvisionKind.SUBSECTION,
    "ms": ProvisionKind.ANNEX,
    "d": ProvisionKind.ARTICLE,
    "k": ProvisionKind.CLAUSE,
    "p": ProvisionKind.ANNEX,
    "c": ProvisionKind.CHAPTER,
    "m": ProvisionKind.SECTION,
}


def stretches(
    woven: Woven, blocks: Iterable[Block], notes: Mapping[str, Note], pending: Sequence[PendingView] = ()
) -> tuple[Stretch, ...]:
    """Group blocks by the provision that they are the own words of, with the notes of that provision.

    Args:
        woven: The text.
        blocks: Blocks of one page of it.
        notes: Where the source of each note is read, by the words of the note.
        pending: Changes that are not in the text.
    """
    made: list[Stretch] = []
    for block in blocks:
        if block.anchors or not made:
            changed = [note for anchor in block.anchors for note in woven.notes.get(anchor, ())]
            told = tuple(notes.get(note, Note(note, None)) for note in dict.fromkeys(changed))
            gone = any(anchor in woven.repealed for anchor in block.anchors)
            late = tuple(each for each in pending if each.target in block.anchors)
            made.append(Stretch(block.anchors[0] if block.anchors else "", (block,), told, gone, late))
        else:
            made[-1] = replace(made[-1], blocks=(*made[-1].blocks, block))
    return tuple(made)


def slugs_of(relations: Iterable[RelationRecord]) -> dict[str, str]:
    """Return the slug of every document at the other end of a relation, by number."""
    return {each.number: each.other.slug for each in relations if each.other}


def notes_of(changes: Iterable[Change], slugs: Mapping[str, str]) -> dict[str, Note]:
    """Return where the source of each note is read: the clause of the amending act."""
    return {each.note: Note(each.note, _clause(slugs, each.act.number, each.operation.source)) for each in changes}


def pending_views(found: Consolidated, changes: Iterable[Change], slugs: Mapping[str, str]) -> tuple[PendingView, ...]:
    """Return the pending changes as they are shown; those that only wait for their day come last.

    Args:
        found: The document on a day.
        changes: Every change of the document.
        slugs: Slug of each amending act, by number.
    """
    there = {each.id for each in found.provisions}
    targets = {_key(each): _nearest(address_of(each), there) for each in changes}
    made = [
        PendingView(
            each.act,
            words.place(each.provision) if each.provision else "",
            _clause(slugs, each.act, each.provision),
            each.text,
            each.reason,
            each.effective is not None and bool(each.provision),
            targets.get((each.act, each.provision, each.text), ""),
        )
        for each in found.pending
    ]
    return tuple(sorted(made, key=lambda each: each.later))


def _key(change: Change) -> tuple[str, str, str]:
    operation = change.operation
    return change.act.number, operation.source, change.act.text[operation.start : operation.end]


def address_of(change: Change) -> str:
    """Return the address that an instruction aims at, as far as it can be told: ``d5.k2``; may be empty."""
    target = change.operation.anchor or change.operation.target
    steps = [(_LEADS.get(kind), value) for kind, value in target.steps]
    if not steps or steps[0][0] is None:
        return ""
    return ".".join(
        f"{lead}{value.replace('đ', 'da') if not lead else value}" for lead, value in steps if lead is not None
    )


_LEADS = {"article": "d", "clause": "k", "point": "", "annex": "p", "form": "ms"}


def _nearest(address: str, there: set[str]) -> str:
    while address and address not in there:
        address = address.rpartition(".")[0]
    return address


def _clause(slugs: Mapping[str, str], number: str, provision: str) -> str | None:
    return addresses.document(slugs[number], provision or None) if number in slugs else None
