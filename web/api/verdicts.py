"""What reviewers decide about overlapping provisions, by program."""

from dataclasses import dataclass, field
from datetime import datetime

from flask_babel import lazy_gettext as _

from registry.people import Role
from registry.review import LONGEST_NOTE, OUTCOMES, pair_key
from web import pairs
from web.api.common import TAG_WRITING
from web.api.links import ENDS
from web.api.operations import operation
from web.api.schemas import RULES
from web.pages.verdicts import decided
from web.services import services

_OUTCOMES = {"enum": ["", *OUTCOMES]}


@dataclass(frozen=True, slots=True)
class Decision:
    """What is decided; an empty outcome takes the verdict back."""

    outcome: str = field(metadata={RULES: _OUTCOMES})
    note: str = field(default="", metadata={RULES: {"maxLength": LONGEST_NOTE}})


@dataclass(frozen=True, slots=True)
class Decided:
    """The verdict that stands now; null values when there is none. ``change`` is its line in the audit trail."""

    outcome: str | None
    note: str | None
    person: str | None
    decided: datetime | None
    change: int


@operation(
    "/overlaps/{left}/{left_provision}/{right}/{right_provision}/verdict",
    _("Kết luận về một cặp trùng lặp"),
    Decided,
    *ENDS,
    tag=TAG_WRITING,
    method="PUT",
    roles=(Role.reviewer,),
    body=Decision,
    examples={"outcome": "accepted", "note": "Nhắc lại cho rõ."},
)
def verdict(left: str, left_provision: str, right: str, right_provision: str, sent: Decision) -> Decided:
    """Keep a verdict."""
    pair = pairs.found(left, left_provision, right, right_provision)
    change = decided(pair, sent.outcome, sent.note)
    ends = pairs.ends(pair)
    kept = services().registry.verdicts_on([ends]).get(pair_key(ends))
    if kept is None:
        return Decided(None, None, None, None, change.id)
    return Decided(kept.outcome, kept.note, kept.person, kept.decided, change.id)
