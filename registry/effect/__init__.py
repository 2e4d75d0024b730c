"""Effect: a timeline of dated events per document and provision, and the state on any day with its reason."""

from registry.effect.deriving import Change, Facts, Report, derive_events
from registry.effect.events import ENDINGS, Event, EventKind, in_order
from registry.effect.lapses import Lapse, lapse_cascade
from registry.effect.states import state_on

__all__ = [
    "ENDINGS",
    "Change",
    "Event",
    "EventKind",
    "Facts",
    "Lapse",
    "Report",
    "derive_events",
    "in_order",
    "lapse_cascade",
    "state_on",
]
