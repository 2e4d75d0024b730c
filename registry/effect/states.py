"""The state of a document or a provision on a day, with the reason in one Vietnamese sentence."""

from collections.abc import Sequence
from datetime import date
from typing import Final

from registry.effect.events import ENDINGS, Event, EventKind
from registry.records import EffectState
from registry.text import short_day

_ENDED_BY: Final = {
    EventKind.REPLACED: "được thay thế bởi {source}",
    EventKind.REPEALED: "bị bãi bỏ bởi {source}",
    EventKind.PARTLY_REPEALED: "bị bãi bỏ bởi {source}",
    EventKind.EXPIRED: "theo thời hạn đã được quy định",
}
_RANK: Final = {"in_force": 0, "pending": 0, "partial": 1, "suspended": 2, "expired": 3}
_LISTED: Final = 3  # acting documents named in a reason


def state_on(events: Sequence[Event], on: date, provision: str | None = None) -> EffectState:
    """Return the state on a day.

    The period of a programme ("2021-2025") is no event and never decides.

    Args:
        events: Events of the document, from :func:`registry.effect.derive_events`.
        on: The day.
        provision: Address of a provision, or None for the document.
    """
    about = [event for event in events if _concerns(event, provision)]
    past = [event for event in about if event.on is not None and event.on <= on]
    stated = _ended(past, provision) or _undated(about, on, provision) or _running(about, past, on, provision)
    return _with_reports(stated, past) if provision is None else stated


def _concerns(event: Event, provision: str | None) -> bool:
    """Tell whether an event touches a provision: its own, one around it or one inside it."""
    if event.provision is None or provision is None:
        return True
    inside = provision == event.provision or provision.startswith(f"{event.provision}.")
    return inside or event.provision.startswith(f"{provision}.")


def _covers(event: Event, provision: str | None) -> bool:
    """Tell whether an event touches the whole of what is asked about."""
    if event.provision is None:
        return event.kind is not EventKind.PARTLY_REPEALED
    return provision is not None and (provision == event.provision or provision.startswith(f"{event.provision}."))


def _ends(event: Event, provision: str | None) -> bool:
    ending = event.kind in ENDINGS or (event.kind is EventKind.PARTLY_REPEALED and provision is not None)
    return ending and _covers(event, provision)


def _ended(past: Sequence[Event], provision: str | None) -> EffectState | None:
    ending = next((event for event in past if _ends(event, provision)), None)
    if ending is None or ending.on is None:
        return None
    told = f"Hết hiệu lực từ ngày {short_day(ending.on)}, {_by(ending)}.{_doubt(ending)}"
    return EffectState("expired", ending.on, told)


def _undated(about: Sequence[Event], on: date, provision: str | None) -> EffectState | None:
    """Say that the state is unknown when an ending has no day and may have come already."""
    for event in about:
        possible = event.not_before is None or event.not_before <= on
        if event.on is None and possible and _ends(event, provision):
            return EffectState(
                "unknown", None, f"Chưa rõ hiệu lực: {_by(event)} nhưng chưa biết từ ngày nào.{_doubt(event)}"
            )
    return None


def _running(about: Sequence[Event], past: Sequence[Event], on: date, provision: str | None) -> EffectState:
    start = _start(about, provision)
    if start is None or start.on is None:
        return EffectState("unknown", None, "Chưa rõ hiệu lực vì chưa có nguồn nào cho biết ngày có hiệu lực.")
    if start.on > on:
        told = f"Chưa có hiệu lực, có hiệu lực từ ngày {short_day(start.on)}.{_doubt(start)}"
        return EffectState("pending", None, told)
    return _suspended(past, provision) or _partial(past, provision) or _in_force(start, start.on, past)


def _start(about: Sequence[Event], provision: str | None) -> Event | None:
    """Return what brings the document into force, or the later act that added the provision."""
    added = [event for event in about if event.kind is EventKind.ADDED and provision and _covers(event, provision)]
    begun = [event for event in about if event.kind is EventKind.TAKES_EFFECT and event.provision in (None, provision)]
    return next(iter(added or begun), None)


def _suspended(past: Sequence[Event], provision: str | None) -> EffectState | None:
    turns = [event for event in past if event.kind in (EventKind.SUSPENDED, EventKind.RESUMED)]
    whole = [event for event in turns if _covers(event, provision)]
    if not whole or whole[-1].kind is EventKind.RESUMED or whole[-1].on is None:
        return None
    return EffectState(
        "suspended", whole[-1].on, f"Tạm ngưng hiệu lực từ ngày {short_day(whole[-1].on)} theo {whole[-1].source}."
    )


def _partial(past: Sequence[Event], provision: str | None) -> EffectState | None:
    parts = [event for event in past if event.kind is EventKind.PARTLY_REPEALED]
    if provision is not None:
        parts = [event for event in parts if event.provision is not None]
    if not parts or parts[0].on is None:
        return None
    return EffectState(
        "partial",
        parts[0].on,
        f"Hết hiệu lực một phần từ ngày {short_day(parts[0].on)}, bị bãi bỏ một phần bởi {_names(parts)}.",
    )


def _in_force(start: Event, since: date, past: Sequence[Event]) -> EffectState:
    """Say what is known: nothing on record has ended it, which is not the same as a source that says so."""
    changed = [event for event in past if event.kind in (EventKind.AMENDED, EventKind.ADDED) and event.on != since]
    added = f", đã được sửa đổi, bổ sung bởi {_names(changed)}" if changed else ""
    told = f"Còn hiệu lực, có hiệu lực từ ngày {short_day(since)}{added}; chưa ghi nhận văn bản nào làm hết hiệu lực."
    return EffectState("in_force", since, told + _doubt(start))


def _with_reports(stated: EffectState, past: Sequence[Event]) -> EffectState:
    """Let a source's report decide where nothing else does, or where it says that more has ended than is known."""
    reports = [event for event in past if event.kind is EventKind.REPORTED]
    last = max(reports, key=lambda event: (event.state == "expired", event.on or date.min), default=None)
    if last is None or last.state is None or last.on is None:
        return stated
    if stated.state != "unknown" and _RANK.get(last.state, 0) <= _RANK.get(stated.state, 0):
        return stated
    reason = (
        f"{_label(last.state)} theo ghi nhận ngày {short_day(last.on)} của {last.source or 'nguồn dữ liệu'}."
        f"{_doubt(last)}"
    )
    return EffectState(last.state, stated.since if stated.state == last.state else None, reason)


def _label(state: str) -> str:
    labels = {
        "pending": "Chưa có hiệu lực", "in_force": "Còn hiệu lực", "partial": "Hết hiệu lực một phần",
        "suspended": "Tạm ngưng hiệu lực", "expired": "Hết hiệu lực",
    }  # fmt: skip
    return labels[state]


def _doubt(event: Event) -> str:
    return "" if event.verified else " Nguồn của thông tin này chưa được kiểm chứng."


def _by(event: Event) -> str:
    return _ENDED_BY[event.kind].format(source=event.source or "văn bản khác")


def _names(events: Sequence[Event]) -> str:
    names = list(dict.fromkeys(event.source or "văn bản khác" for event in events))
    more = f" và {len(names) - _LISTED} văn bản khác" if len(names) > _LISTED else ""
    return ", ".join(names[:_LISTED]) + more
