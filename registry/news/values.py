"""News, what people follow, and messages on their way."""

from dataclasses import dataclass
from datetime import date, datetime
from enum import StrEnum


class NewsKind(StrEnum):
    """What can be new about a document."""

    ARRIVED = "arrived"  # văn bản mới vào kho
    GUIDANCE = "guidance"  # văn bản mới, căn cứ hoặc hướng dẫn văn bản của cùng chương trình
    TEXT = "text"  # đã có toàn văn, hoặc toàn văn được thay
    AMENDED = "amended"  # bị văn bản khác sửa đổi, bổ sung, bãi bỏ, thay thế, đình chỉ, đính chính
    RELATED = "related"  # quan hệ mới khác
    WORDING = "wording"  # lời văn của một đơn vị quy định thay đổi từ một ngày
    SOON = "soon"  # hiệu lực hoặc lời văn sẽ thay đổi trong những ngày tới
    EFFECT = "effect"  # tình trạng hiệu lực đã đổi


@dataclass(frozen=True, slots=True)
class Told:
    """What is told of a change; what does not apply is empty.

    Args:
        other: Number of the other document that did it.
        other_id: The other document, when the registry holds it.
        verb: Code of the relation's verb.
        inbound: True when the other document acts upon this one.
        clause: Address in the acting document of the clause that says so.
        evidence: Its words, shortened.
        before: Former words of the provision.
        after: New words of the provision.
        was: Former state of effect.
        state: New state of effect.
        reason: Why, in one Vietnamese sentence.
        event: Kind of event that is to come.
    """

    other: str = ""
    other_id: int | None = None
    verb: str = ""
    inbound: bool = False
    clause: str = ""
    evidence: str = ""
    before: str = ""
    after: str = ""
    was: str = ""
    state: str = ""
    reason: str = ""
    event: str = ""


@dataclass(frozen=True, slots=True)
class Draft:
    """Something that is true of a document.

    Args:
        key: What it is known by as long as it is true.
        kind: What it is.
        provision: Address of the provision concerned; empty for the whole document.
        on: Day from which it counts, when there is one.
        told: What is told of it.
    """

    key: str
    kind: NewsKind
    provision: str = ""
    on: date | None = None
    told: Told = Told()


@dataclass(frozen=True, slots=True)
class News:
    """Something new, as kept.

    Args:
        seq: Grows with time.
        key: What it is known by for ever, also in other copies of the registry.
        document_id: The document.
        draft: What is new.
        recorded: When it was noticed.
    """

    seq: int
    key: str
    document_id: int
    draft: Draft
    recorded: datetime


class Often(StrEnum):
    """How often a person wants to hear."""

    IMMEDIATE = "immediate"
    DAILY = "daily"
    WEEKLY = "weekly"


@dataclass(frozen=True, slots=True)
class Follow:
    """What somebody with an account follows.

    Args:
        id: Row id.
        person_id: Who.
        target: What, as the web writes it (``van-ban:<slug>``).
        label: What it was called when it was chosen.
        often: How often messages come.
        created: Since when.
        seq: News up to here have been told.
        told: When a message was last made.
    """

    id: int
    person_id: int
    target: str
    label: str
    often: Often
    created: datetime
    seq: int
    told: datetime


@dataclass(frozen=True, slots=True)
class Outgoing:
    """A message that was made and has to reach somebody.

    Args:
        id: Row id.
        person_id: For whom.
        message_id: Stays the same however often it is tried, so that a mail system recognises it.
        subject: Subject.
        text: Plain words.
        html: The same as HTML.
        unsubscribe: Address that ends it with one click.
        created: When it was made.
        tries: How often sending failed.
    """

    id: int
    person_id: int
    message_id: str
    subject: str
    text: str
    html: str
    unsubscribe: str
    created: datetime
    tries: int = 0
