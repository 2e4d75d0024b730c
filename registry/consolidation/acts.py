"""Acts and what one of them does to another: its operations, each with the day on which it counts."""

from dataclasses import dataclass
from datetime import date
from functools import lru_cache

from registry.consolidation.instructions import read_instructions
from registry.consolidation.operations import Operation
from registry.consolidation.tree import Node
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
        amended_by: Acts that change the words of this one: when it amends others, its instructions change with it.
        suspended: Stretches in which it is suspended, each as (first day, first day again in force or None).
        nodes: Its tree, when it is not the one that its text gives: the annexes of a consolidated wording.
    """

    number: str
    name: str
    title: str
    text: str
    provisions: tuple[Provision, ...]
    effective: date | None
    amended_by: tuple["Act", ...] = ()
    suspended: tuple[tuple[date, date | None], ...] = ()
    nodes: tuple[Node, ...] = ()


@dataclass(frozen=True, slots=True)
class Amendment:
    """An amending act with the operations that touch the base act."""

    act: Act
    operations: tuple[Operation, ...]


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
        by: The acts that changed the instruction itself, as a note calls them; empty when none did.
        again: True when an earlier wording of the instruction is already in the text.
    """

    act: Act
    operation: Operation
    on: date | None
    applied: date | None = None
    by: str = ""
    again: bool = False

    @property
    def note(self) -> str:
        """How a changed provision is footnoted: by which provision of which act, and since when."""
        where = address_words(self.operation.source)
        since = f", có hiệu lực từ ngày {self.on:%d/%m/%Y}" if self.on else ""
        earlier = f", áp dụng từ ngày {self.applied:%d/%m/%Y}" if self.applied else ""
        changed = f" (được sửa đổi theo {self.by})" if self.by else ""
        return f"Theo {where} {self.act.name}{changed}{since}{earlier}."


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
