"""Files that lie beside each other under one name: the same document in two forms."""

from sqlalchemy import select
from sqlmodel import Session, col

from registry.models import ClaimRow, WitnessRow


def number_beside(session: Session, source: str) -> str | None:
    """Return the number read from the files that differ from this one in their suffix alone, when they agree on one.

    Args:
        session: Open.
        source: Where the file is, with its suffix.
    """
    first = source.rpartition(".")[0] + "."
    query = (
        select(ClaimRow)
        .join(WitnessRow, col(WitnessRow.sha256) == col(ClaimRow.source_key))
        .where(col(WitnessRow.source) >= first, col(WitnessRow.source) < first + chr(0x10FFFF))
        .where(col(WitnessRow.source) != source, col(WitnessRow.replaced).is_(None))
        .where(col(ClaimRow.origin) == "machine", col(ClaimRow.retired).is_(None))
    )
    numbers = {claim.content.get("number") for claim in session.scalars(query)} - {None}
    return numbers.pop() if len(numbers) == 1 else None
