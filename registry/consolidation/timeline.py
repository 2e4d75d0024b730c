"""The text of an act as it stands on a date."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date
from functools import lru_cache

from registry.consolidation.apply import apply
from registry.consolidation.change import CannotApplyError, Source
from registry.consolidation.dates import date_of, own_dates
from registry.consolidation.instructions import read_instructions
from registry.consolidation.operations import Operation
from registry.consolidation.tree import Node, build, walk
from registry.document import Provision


@dataclass(frozen=True, slots=True)
class Act:
    """An act with its text.

    Args:
        number: Canonical number.
        name: How a note calls it: "Thông tư số 02/2023/TT-BLĐTBXH".
        title: Its title.
        text: Canonical text.
        provisions: Its provisions.
        effective: First day in force, or None when unknown.
    """

    number: str
    name: str
    title: str
    text: str
    provisions: tuple[Provision, ...]
    effective: date | None


@dataclass(frozen=True, slots=True)
class Amendment:
    """An amending act with the operations that touch the base act."""

    act: Act
    operations: tuple[Operation, ...]


@dataclass(frozen=True, slots=True)
class Standing:
    """A provision as it stands.

    Args:
        id: Address.
        label: As printed.
        text: Full wording, children included.
        own: Its own words before its first child.
        source: Number of the act whose wording it carries.
        notes: What changed it, in order.
        repealed: True when only its label is left.
    """

    id: str
    label: str
    text: str
    own: str
    source: str
    notes: tuple[str, ...]
    repealed: bool


@dataclass(frozen=True, slots=True)
class Pending:
    """A change that is not in the text shown.

    Args:
        act: Number of the amending act.
        provision: Address of the instruction in it.
        text: Its words.
        reason: Why it was not applied.
        effective: From when it applies, when that is the reason.
    """

    act: str
    provision: str
    text: str
    reason: str
    effective: date | None = None


@dataclass(frozen=True, slots=True)
class Consolidated:
    """An act as it stands on a date, with everything that could not be, or is not yet, applied."""

    provisions: tuple[Standing, ...]
    pending: tuple[Pending, ...]
    applied: tuple[str, ...]


def amendment(act: Act, base: Act) -> Amendment:
    """Read from an amending act the operations that touch one base act."""
    found = _instructions(act.text, act.provisions, act.title)
    return Amendment(act, tuple(operation for operation in found if _touches(operation, base)))


@lru_cache(maxsize=64)
def _instructions(text: str, provisions: tuple[Provision, ...], title: str) -> tuple[Operation, ...]:
    return read_instructions(text, provisions, title)


def _touches(operation: Operation, base: Act) -> bool:
    if operation.act is not None:
        return operation.act == base.number
    return bool(operation.name) and operation.name.casefold() in {
        base.title.casefold(),
        f"{base.name.split(' số ')[0]} {base.title}".casefold(),
    }


@dataclass(frozen=True, slots=True)
class Change:
    """One operation with the day on which it changes the text.

    Args:
        act: The amending act.
        operation: The instruction.
        on: The day; None when it is not known.
        applied: An earlier day from which the act says that the change is applied.
    """

    act: Act
    operation: Operation
    on: date | None
    applied: date | None = None

    @property
    def note(self) -> str:
        """How a changed provision is footnoted: by which provision of which act, and since when."""
        where = address_words(self.operation.source)
        since = f", có hiệu lực từ ngày {self.on:%d/%m/%Y}" if self.on else ""
        earlier = f", áp dụng từ ngày {self.applied:%d/%m/%Y}" if self.applied else ""
        return f"Theo {where} {self.act.name}{since}{earlier}."


def changes(base: Act, amending: Sequence[Act]) -> tuple[Change, ...]:
    """Return every operation that touches a base act, in the order in which they apply; undated ones come last."""
    found: list[Change] = []
    for act in amending:
        dates = own_dates(act.text, act.provisions)
        for operation in amendment(act, base).operations:
            found.append(Change(act, operation, *date_of(operation.source, dates, act.effective)))
    return tuple(sorted(found, key=lambda item: (item.on or date.max, item.act.effective or date.max, item.act.number)))


def as_of(base: Act, amending: Sequence[Act], on: date) -> Consolidated:
    """Return the text of an act as it stands on a date.

    Args:
        base: The act as issued.
        amending: Acts that amend it, in any order.
        on: The date.
    """
    nodes = build(base.text, base.provisions, base.number)
    sources = {act.number: Source(act.number, build(act.text, act.provisions, act.number)) for act in amending}
    pending: list[Pending] = []
    applied: dict[str, None] = {}
    for change in changes(base, amending):
        if change.on is None or change.on > on:
            pending.append(_not_yet(change))
            continue
        try:
            nodes = apply(nodes, change.operation, replace(sources[change.act.number], note=change.note))
            applied[change.act.number] = None
        except CannotApplyError as problem:
            pending.append(_pending(change, problem.reason))
    return Consolidated(tuple(_standing(node) for node in walk(nodes)), tuple(pending), tuple(applied))


def address_words(address: str) -> str:
    """Say an address in Vietnamese: ``d1.k3.da`` -> "điểm đ khoản 3 Điều 1"."""
    words: list[str] = []
    for step in address.split("."):
        if step[:1] == "d" and step[1:2].isdigit():
            words.append(f"Điều {step[1:]}")
        elif step[:1] == "k" and step[1:2].isdigit():
            words.append(f"khoản {step[1:]}")
        elif step[:1] == "p" and step[1:2].isdigit():
            words.append(f"Phụ lục {step[1:]}")
        else:
            words.append(f"điểm {step.replace('da', 'đ') if step.startswith('da') else step}")
    return " ".join(reversed(words))


def _not_yet(change: Change) -> Pending:
    unknown = "Chưa rõ ngày có hiệu lực của quy định sửa đổi."
    reason = f"Có hiệu lực từ ngày {change.on:%d/%m/%Y}." if change.on else unknown
    return replace(_pending(change, reason), effective=change.on)


def _pending(change: Change, reason: str) -> Pending:
    operation = change.operation
    words = change.act.text[operation.start : operation.end]
    return Pending(change.act.number, operation.source, words, reason)


def _standing(node: Node) -> Standing:
    return Standing(node.id, node.label, node.text, node.lead, node.source, node.notes, node.repealed)
