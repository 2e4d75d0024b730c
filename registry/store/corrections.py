"""What a person corrected about one source: it holds for every later reading of the same bytes or catalogue entry.

A file is corrected before it is taken in, or as one source of a document that is corrected later.
"""

from collections.abc import Mapping
from dataclasses import replace
from typing import Any, Final

from sqlmodel import Session

from registry.issues import issue
from registry.store import claims
from registry.store.identity import group_of
from registry.store.statement import Statement, from_json

_NAMES: Final = {"number": "số ký hiệu", "type": "loại văn bản", "issuers": "cơ quan ban hành"}
"""Fields that tell which document a file is; what the machine read in their place stays as a doubt."""


PREFIXES: Final = ("tep|", "muc|")


def key(source_key: str, origin: str = "machine") -> str:
    """Return the key of the corrections of a file, or of an entry of a catalogue."""
    return f"{PREFIXES[origin != 'machine']}{source_key}"


def by_hand(machine: Statement, person: str, values: Mapping[str, Any]) -> Statement:
    """Return a person's statement about a file; what is not corrected says only which document is meant.

    Args:
        machine: What the machine read.
        person: Who corrected it.
        values: Corrected fields of a statement.
    """
    lead: dict[str, Any] = {
        "number": machine.number,
        "type": machine.type,
        "issuers": machine.issuers,
        "meant": values.get("issued") or machine.issued,
    }
    own = key(machine.source_key, machine.origin)
    said = Statement(origin="hand", source_key=own, source=person, **(lead | dict(values)))
    if said.number:
        return said
    return replace(said, about=group_of(replace(machine, type=said.type, issuers=said.issuers)))


def applied(session: Session, machine: Statement) -> Statement:
    """Return what the machine read of a file, speaking of the document that a person said it is."""
    row = claims.find(session, "hand", key(machine.source_key, machine.origin))
    if row is None or row.retired is not None:
        return machine
    told = from_json(row.content)
    changed = {name: getattr(told, name) for name in _NAMES if _differs(told, machine, name)}
    doubts = tuple(
        issue("corrected-by-hand", field=_NAMES[name], read=_words(getattr(machine, name)), given=_words(value))
        for name, value in changed.items()
    )
    return replace(machine, **changed, meant=told.meant, issues=(*machine.issues, *doubts))


def _differs(told: Statement, machine: Statement, name: str) -> bool:
    return bool(getattr(told, name)) and getattr(told, name) != getattr(machine, name)


def _words(value: str | tuple[str, ...] | None) -> str:
    if not value:
        return "(trống)"
    return value if isinstance(value, str) else "; ".join(value)
