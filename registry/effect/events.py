"""What happened to a document or a provision, when, and who says so."""

from dataclasses import dataclass
from datetime import date
from enum import StrEnum


class EventKind(StrEnum):
    """Kinds of events, in the order in which they count when they fall on one day."""

    ENACTED = "enacted"  # ban hành
    TAKES_EFFECT = "takes_effect"  # có hiệu lực
    ADDED = "added"  # được bổ sung (a provision that was not there before)
    AMENDED = "amended"  # được sửa đổi, bổ sung
    RESUMED = "resumed"  # tiếp tục có hiệu lực sau khi ngưng
    SUSPENDED = "suspended"  # ngưng hiệu lực
    PARTLY_REPEALED = "partly_repealed"  # bị bãi bỏ một phần
    REPLACED = "replaced"  # bị thay thế
    REPEALED = "repealed"  # bị bãi bỏ
    EXPIRED = "expired"  # hết thời hạn do chính văn bản quy định
    REPORTED = "reported"  # một nguồn ghi tình trạng hiệu lực


ENDINGS = frozenset({EventKind.REPLACED, EventKind.REPEALED, EventKind.EXPIRED})
_ORDER = {kind: rank for rank, kind in enumerate(EventKind)}


@dataclass(frozen=True, slots=True)
class Event:
    """One dated event with its evidence.

    Args:
        kind: What happened.
        on: First day on which it counts; None when no source tells the day.
        source: Number of the document that did it, or the address of the source that reports it.
        evidence: Words that say so; may be empty.
        provision: Address of the provision that it concerns, or None for the whole document.
        state: Code of data/vocabulary/effects.yaml that a source reports; None for every other kind.
        not_before: For an event without a day, the first day on which it can have happened.
        verified: False when only a doubtful source tells of it.
    """

    kind: EventKind
    on: date | None
    source: str = ""
    evidence: str = ""
    provision: str | None = None
    state: str | None = None
    not_before: date | None = None
    verified: bool = True


def in_order(events: tuple[Event, ...]) -> tuple[Event, ...]:
    """Return events by day, those of one day by what counts last, undated ones at the end."""
    return tuple(sorted(set(events), key=_key))


def _key(event: Event) -> tuple[date, int, bool, str, str, str]:
    doubtful = not event.verified
    return event.on or date.max, _ORDER[event.kind], doubtful, event.source, event.provision or "", event.evidence
