"""What a transaction means to write, and what it has touched."""

from dataclasses import dataclass, field

from registry.models import ClaimRow
from registry.store.describe import Description


@dataclass(frozen=True, slots=True)
class Plan:
    """One document to be.

    Args:
        group: Key shared by every document with its number.
        key: Its own key.
        slug: Its address.
        description: Its attributes.
        claims: The claims that speak of it.
    """

    group: str
    key: str
    slug: str
    description: Description
    claims: tuple[ClaimRow, ...]


@dataclass(slots=True)
class Touched:
    """What one transaction has changed so far.

    Args:
        written: Ids of documents whose row, text or edges were written again.
        documents: The same and those at the other ends of their edges, before and after.
        keys: Number and name keys under which documents appeared, changed or vanished.
        everything: Whether documents whose claims are as before are written too.
    """

    written: set[int] = field(default_factory=set)
    documents: set[int] = field(default_factory=set)
    keys: set[str] = field(default_factory=set)
    everything: bool = False
