"""The text of an act as it stands on a date."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date

from registry.consolidation.acts import Act, Amendment, Change, address_words, amendment
from registry.consolidation.chains import changes, standing
from registry.consolidation.tree import Node, walk

__all__ = [
    "Act",
    "Amendment",
    "Change",
    "Consolidated",
    "Pending",
    "Standing",
    "address_words",
    "amendment",
    "as_of",
    "changes",
]


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


def as_of(base: Act, amending: Sequence[Act], on: date) -> Consolidated:
    """Return the text of an act as it stands on a date.

    Args:
        base: The act as issued.
        amending: Acts that amend it, in any order.
        on: The date.
    """
    found = standing(base, changes(base, amending), on)
    late = (_not_yet(change) if reason is None else _pending(change, reason) for change, reason in found.left)
    return Consolidated(tuple(_standing(node) for node in walk(found.nodes)), tuple(late), found.applied)


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
