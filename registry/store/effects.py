"""Effect as the store keeps it: dated events beside the document, the state of a day worked out on reading."""

from collections.abc import Iterable
from datetime import date

from sqlmodel import Session

from registry.models import DocumentRow
from registry.records import EffectState


def state(row: DocumentRow, on: date) -> EffectState:
    """Return the state of a document on a day."""
    if row.effective is not None and row.effective > on:
        return EffectState("pending", None, f"Có hiệu lực từ ngày {row.effective:%d/%m/%Y}.")
    if row.expired is not None and row.expired <= on:
        return EffectState("expired", row.expired, f"Hết hiệu lực từ ngày {row.expired:%d/%m/%Y}.")
    if row.effective is not None:
        return EffectState("in_force", row.effective, f"Có hiệu lực từ ngày {row.effective:%d/%m/%Y}.")
    return EffectState("unknown", None, "Chưa rõ ngày có hiệu lực.")


def refresh(session: Session, ids: Iterable[int]) -> set[int]:
    """Work out the events of these documents again; return those whose events changed."""
    return set()
