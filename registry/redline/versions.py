"""The versions of a document: on which days its text changes, what each provision said, what changed between two."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from registry.consolidation.history import Members, Shelf, members
from registry.consolidation.timeline import Change, Consolidated, Standing, as_of, changes
from registry.records import DocumentRecord
from registry.redline.words import Piece, redline


@dataclass(frozen=True, slots=True)
class Version:
    """The text from one day on.

    Args:
        on: First day of this wording; None for the text as issued.
        acts: Numbers of the acts whose instructions apply from that day.
        changed: Addresses whose own words differ from the version before.
        pending: How many instructions due by that day are not in the text.
    """

    on: date | None
    acts: tuple[str, ...]
    changed: tuple[str, ...]
    pending: int


@dataclass(frozen=True, slots=True)
class Wording:
    """One wording of one provision.

    Args:
        on: From when; None for the wording as issued.
        text: Full wording; empty when the provision did not exist.
        source: Number of the act whose wording it is.
        evidence: Words of the instructions that brought it, each as (act, address, words).
        repealed: True when it is no more.
    """

    on: date | None
    text: str
    source: str
    evidence: tuple[tuple[str, str, str], ...]
    repealed: bool


@dataclass(frozen=True, slots=True)
class ProvisionRedline:
    """One provision on two days: its own words, without those of its children.

    Args:
        id: Address.
        label: As printed.
        state: ``same``, ``changed``, ``added`` or ``removed``.
        left: Own words on the first day; empty when it did not exist.
        right: Own words on the second day; empty when it is gone.
        pieces: What changed; spans into ``left`` and ``right``.
        source: Number of the act whose wording the second day shows (the first day's when removed).
        notes: What changed it, up to the later day.
    """

    id: str
    label: str
    state: str
    left: str
    right: str
    pieces: tuple[Piece, ...]
    source: str
    notes: tuple[str, ...]


def versions(shelf: Shelf, document: DocumentRecord) -> tuple[Version, ...]:
    """Return the versions of a document, oldest first; empty when its text is not held.

    Args:
        shelf: The registry.
        document: The document.
    """
    held = members(shelf, document)
    if held is None:
        return ()
    due = changes(held.base, held.amending)
    before = as_of(held.base, (), date.min)
    found = [Version(None, (), (), 0)]
    for day in _days(due):
        after = as_of(held.base, held.amending, day)
        acts = tuple(dict.fromkeys(change.act.number for change in due if change.on == day))
        late = sum(item.effective is None or item.effective <= day for item in after.pending)
        found.append(Version(day, acts, _differing(before, after), late))
        before = after
    return tuple(found)


def _days(due: Sequence[Change]) -> list[date]:
    return sorted({change.on for change in due if change.on})


def _differing(before: Consolidated, after: Consolidated) -> tuple[str, ...]:
    old = {item.id: item.own for item in before.provisions}
    new = {item.id: item.own for item in after.provisions}
    return tuple(address for address in _merged(list(old), list(new)) if old.get(address) != new.get(address))


def history(shelf: Shelf, document: DocumentRecord, provision: str) -> tuple[Wording, ...]:
    """Return the wordings of one provision, oldest first; empty when the document's text is not held.

    Args:
        shelf: The registry.
        document: The document.
        provision: Its address.
    """
    held = members(shelf, document)
    if held is None:
        return ()
    due = changes(held.base, held.amending)
    found = [_wording(held, None, provision, ())]
    for day in _days(due):
        wording = _wording(held, day, provision, [change for change in due if change.on == day])
        if (wording.text, wording.repealed) != (found[-1].text, found[-1].repealed):
            found.append(wording)
    return tuple(wording for wording in found if wording.text or wording.on)


def _wording(held: Members, on: date | None, provision: str, due: Sequence[Change]) -> Wording:
    text = as_of(held.base, held.amending if on else (), on or date.min)
    there = next((item for item in text.provisions if item.id == provision), None)
    if there is None:
        return Wording(on, "", held.base.number, (), repealed=False)
    inside = [item for item in text.provisions if item.id == provision or item.id.startswith(f"{provision}.")]
    notes = " ".join(note for item in inside for note in item.notes)
    evidence = tuple(_evidence(change) for change in due if _told(change, notes))
    sources = [number for number, _, _ in evidence]
    return Wording(on, there.text, sources[-1] if sources else there.source, evidence, there.repealed)


def _told(change: Change, notes: str) -> bool:
    return change.note in notes


def _evidence(change: Change) -> tuple[str, str, str]:
    operation = change.operation
    return change.act.number, operation.source, change.act.text[operation.start : operation.end]


def compare(shelf: Shelf, document: DocumentRecord, on_a: date, on_b: date) -> tuple[ProvisionRedline, ...]:
    """Return every provision of a document on two days; empty when its text is not held.

    Args:
        shelf: The registry.
        document: The document.
        on_a: The earlier day.
        on_b: The later day.
    """
    held = members(shelf, document)
    if held is None:
        return ()
    return between(as_of(held.base, held.amending, on_a), as_of(held.base, held.amending, on_b))


def between(before: Consolidated, after: Consolidated) -> tuple[ProvisionRedline, ...]:
    """Return every provision of two versions, in the order of the later one; removed ones where they stood."""
    old = {item.id: item for item in before.provisions}
    new = {item.id: item for item in after.provisions}
    return tuple(_redlined(old.get(address), new.get(address)) for address in _merged(list(old), list(new)))


def _merged(old: Sequence[str], new: Sequence[str]) -> list[str]:
    merged = list(new)
    known = set(new)
    for index, address in enumerate(old):
        if address not in known:
            before = next((one for one in reversed(old[:index]) if one in known), None)
            merged.insert(merged.index(before) + 1 if before else 0, address)
            known.add(address)
    return merged


def _redlined(old: Standing | None, new: Standing | None) -> ProvisionRedline:
    shown = new or old
    assert shown is not None
    left, right = old.own if old else "", new.own if new else ""
    return ProvisionRedline(
        shown.id, shown.label, _state(old, new), left, right, redline(left, right), shown.source, shown.notes
    )


def _state(old: Standing | None, new: Standing | None) -> str:
    if old is None or new is None:
        return "removed" if new is None else "added"
    if new.repealed and not old.repealed:
        return "removed"
    return "same" if old.own.split() == new.own.split() else "changed"
