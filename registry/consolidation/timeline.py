"""The text of an act as it stands on a date."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date

from registry.consolidation.apply import CannotApplyError, Source, apply
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


def amendment(act: Act, base_number: str) -> Amendment:
    """Read from an amending act the operations that touch one base act."""
    found = read_instructions(act.text, act.provisions, act.title)
    return Amendment(act, tuple(operation for operation in found if operation.act == base_number))


def as_of(base: Act, amending: Sequence[Act], on: date) -> Consolidated:
    """Return the text of an act as it stands on a date.

    Args:
        base: The act as issued.
        amending: Acts that amend it, in any order.
        on: The date.
    """
    nodes = build(base.text, base.provisions, base.number)
    pending: list[Pending] = []
    applied: list[str] = []
    for act in sorted(amending, key=lambda act: (act.effective or date.max, act.number)):
        change = amendment(act, base.number)
        if act.effective is None or act.effective > on:
            pending.extend(_not_yet(change))
            continue
        nodes, refused = _apply_all(nodes, change)
        pending.extend(refused)
        applied.append(act.number)
    return Consolidated(tuple(_standing(node) for node in walk(nodes)), tuple(pending), tuple(applied))


def _apply_all(nodes: tuple[Node, ...], change: Amendment) -> tuple[tuple[Node, ...], list[Pending]]:
    refused: list[Pending] = []
    source = Source(change.act.number, build(change.act.text, change.act.provisions, change.act.number))
    for operation in change.operations:
        try:
            nodes = apply(nodes, operation, replace(source, note=_note(change.act, operation)))
        except CannotApplyError as problem:
            refused.append(_pending(change.act, operation, problem.reason))
    return nodes, refused


def _note(act: Act, operation: Operation) -> str:
    where = address_words(operation.source)
    since = f", có hiệu lực từ ngày {act.effective:%d/%m/%Y}" if act.effective else ""
    return f"Theo {where} {act.name}{since}."


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


def _not_yet(change: Amendment) -> list[Pending]:
    when = change.act.effective
    reason = f"Có hiệu lực từ ngày {when:%d/%m/%Y}." if when else "Chưa rõ ngày có hiệu lực của văn bản sửa đổi."
    return [replace(_pending(change.act, operation, reason), effective=when) for operation in change.operations]


def _pending(act: Act, operation: Operation, reason: str) -> Pending:
    return Pending(act.number, operation.source, act.text[operation.start : operation.end], reason)


def _standing(node: Node) -> Standing:
    return Standing(node.id, node.label, node.text, node.lead, node.source, node.notes, node.repealed)
