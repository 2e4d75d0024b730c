"""The tables. Statements by sources (claims) are the truth; document rows are derived from them and can be rebuilt.

Why provisions and citations are one blob per reading and not rows: a text is always read whole (a page, the index and
overlap all need every span), nothing selects one provision across documents, and a reading never changes once written.
The 185 gazette files of the test corpus hold 26,500 provisions and 28,100 citations: as rows these would have to be
written, indexed and put together again for every page. What is asked across documents has narrow tables: relations,
and the numbers that a document cites.

Only types that SQLite and PostgreSQL share are used.
"""

from datetime import date, datetime
from typing import Any

from sqlalchemy import JSON, Column, Index, LargeBinary, Text
from sqlmodel import Field, SQLModel


class DocumentRow(SQLModel, table=True):
    """A document as its claims together describe it."""

    __tablename__ = "document"

    id: int | None = Field(default=None, primary_key=True)
    key: str = Field(unique=True, description="type + number + issuer + issue date, folded")
    number_key: str = Field(index=True)
    name_key: str = Field(index=True, description="folded type and title: how laws are cited by name")
    slug: str = Field(unique=True)
    number: str
    type: str
    title: str = Field(sa_column=Column(Text, nullable=False))
    issuer: str
    issuer_code: str | None = None
    level: str
    issued: date | None = None
    effective: date | None = None
    expired: date | None = None
    programmes: list[Any] = Field(sa_column=Column(JSON, nullable=False))
    signers: list[Any] = Field(sa_column=Column(JSON, nullable=False))
    sources: list[Any] = Field(sa_column=Column(JSON, nullable=False))
    events: dict[str, Any] = Field(sa_column=Column(JSON, nullable=False))
    status: str | None = Field(default=None, description="effect in a source's own words")
    reading_id: int | None = Field(default=None, description="the reading whose text is shown")
    original: str | None = None
    verified: bool = True
    plan: str = Field(default="", description="hash of what the row was written from; while equal, nothing is written")
    updated: datetime


class OldSlugRow(SQLModel, table=True):
    """An address that a document once had."""

    __tablename__ = "old_slug"

    slug: str = Field(primary_key=True)
    document_id: int = Field(foreign_key="document.id", index=True, ondelete="CASCADE")


class ClaimRow(SQLModel, table=True):
    """One source that speaks about one document: a catalogue entry, a file that was read, or a person."""

    __tablename__ = "claim"
    __table_args__ = (Index("ix_claim_origin_key", "origin", "source_key", unique=True),)

    id: int | None = Field(default=None, primary_key=True)
    origin: str = Field(description="machine, catalogue or hand")
    source_key: str = Field(description="what makes a second statement by the same source replace the first")
    source: str = Field(description="web address, file name or person")
    number_key: str = Field(index=True)
    document_id: int | None = Field(default=None, foreign_key="document.id", index=True, ondelete="SET NULL")
    reading_id: int | None = Field(default=None, index=True)
    verified: bool = True
    content: dict[str, Any] = Field(sa_column=Column(JSON, nullable=False))
    recorded: datetime
    retired: datetime | None = Field(default=None, description="when the file that said it was changed")


class FactRow(SQLModel, table=True):
    """One value that a claim states; a replaced value stays, with the moment of its replacement."""

    __tablename__ = "fact"

    id: int | None = Field(default=None, primary_key=True)
    claim_id: int = Field(foreign_key="claim.id", index=True, ondelete="CASCADE")
    field: str
    value: str = Field(sa_column=Column(Text, nullable=False))
    source: str
    origin: str
    verified: bool = True
    recorded: date
    replaced: date | None = None


class OriginalRow(SQLModel, table=True):
    """Stored bytes, under VANBAN_HOME/files."""

    __tablename__ = "original"

    sha256: str = Field(primary_key=True)
    size: int
    media_type: str
    recorded: datetime


class WitnessRow(SQLModel, table=True):
    """A place where stored bytes were found."""

    __tablename__ = "witness"
    __table_args__ = (Index("ix_witness_place", "source", "sha256", unique=True),)

    id: int | None = Field(default=None, primary_key=True)
    sha256: str = Field(foreign_key="original.sha256", index=True)
    source: str = Field(description="web address or path")
    name: str
    recorded: datetime
    replaced: datetime | None = Field(default=None, description="when other bytes were found there")


class ReadingRow(SQLModel, table=True):
    """What one version of the reader made of one original: text and spans. Never changed once written."""

    __tablename__ = "reading"
    __table_args__ = (Index("ix_reading_of", "original", "reader", unique=True),)

    id: int | None = Field(default=None, primary_key=True)
    original: str = Field(foreign_key="original.sha256", index=True)
    reader: str = Field(description="version of the reader")
    text_sha256: str = Field(index=True)
    length: int
    addresses: str = Field(sa_column=Column(Text, nullable=False), description="provision ids, one a line")
    spans: bytes = Field(sa_column=Column(LargeBinary, nullable=False), description="provisions and citations")
    relations: bytes = Field(sa_column=Column(LargeBinary, nullable=False))
    cited: dict[str, Any] = Field(sa_column=Column(JSON, nullable=False))
    issues: list[Any] = Field(sa_column=Column(JSON, nullable=False))
    recorded: datetime


class TextRow(SQLModel, table=True):
    """A canonical text, stored once however many originals carry it."""

    __tablename__ = "text"

    sha256: str = Field(primary_key=True)
    content: str = Field(sa_column=Column(Text, nullable=False))


class RelationRow(SQLModel, table=True):
    """A typed edge; ``target_id`` is filled when the registry holds the target, and retried when one arrives."""

    __tablename__ = "relation"

    id: int | None = Field(default=None, primary_key=True)
    document_id: int = Field(foreign_key="document.id", index=True, ondelete="CASCADE")
    target_id: int | None = Field(default=None, foreign_key="document.id", index=True, ondelete="SET NULL")
    target_key: str = Field(index=True, description="number key or name key of the target")
    verb: str
    number: str | None = None
    name: str | None = Field(default=None, sa_column=Column(Text))
    kind: str | None = None
    issuer: str | None = None
    issued: date | None = None
    provision: str | None = None
    source_provision: str | None = None
    partial: bool = False
    span_start: int | None = None
    span_end: int | None = None
    evidence: str = Field(sa_column=Column(Text, nullable=False))
    origin: str


class CitedRow(SQLModel, table=True):
    """How often a document cites a number or a named law."""

    __tablename__ = "cited"

    document_id: int = Field(foreign_key="document.id", primary_key=True, ondelete="CASCADE")
    target_key: str = Field(primary_key=True, index=True)
    times: int


class IssueRow(SQLModel, table=True):
    """A doubt, raised while reading the text or while putting sources together."""

    __tablename__ = "issue"

    id: int | None = Field(default=None, primary_key=True)
    document_id: int | None = Field(default=None, foreign_key="document.id", index=True, ondelete="CASCADE")
    code: str = Field(index=True)
    message: str = Field(sa_column=Column(Text, nullable=False))
    span_start: int | None = None
    span_end: int | None = None
    stage: str = Field(description="reading or merging")
    mark: str = Field(default="", index=True, description="what stays of the doubt when the document is read again")


class SettlementRow(SQLModel, table=True):
    """What a person decided about a doubt; outlives the doubt's own row, which every reading writes anew."""

    __tablename__ = "settlement"
    __table_args__ = (Index("ix_settlement_of", "document_id", "code", "mark", unique=True),)

    id: int | None = Field(default=None, primary_key=True)
    document_id: int
    code: str
    mark: str
    state: str = Field(description="done or not_fault")
    note: str = Field(sa_column=Column(Text, nullable=False))
    person: str
    decided: datetime


class VerdictRow(SQLModel, table=True):
    """What a reviewer decided about two provisions; outlives the overlap run that found them."""

    __tablename__ = "verdict"

    id: int | None = Field(default=None, primary_key=True)
    pair: str = Field(unique=True, description="both ends, the smaller one first")
    left_id: int = Field(index=True)
    left_provision: str
    right_id: int = Field(index=True)
    right_provision: str
    outcome: str
    note: str = Field(sa_column=Column(Text, nullable=False))
    person: str
    decided: datetime
    words: str = Field(description="digest of the words of both provisions when it was decided")


class QuarantineRow(SQLModel, table=True):
    """Input that was refused."""

    __tablename__ = "quarantine"

    id: int | None = Field(default=None, primary_key=True)
    source: str = Field(unique=True)
    name: str
    sha256: str | None = Field(default=None, index=True)
    size: int
    reader: str
    code: str
    reason: str = Field(sa_column=Column(Text, nullable=False))
    hint: str = Field(sa_column=Column(Text, nullable=False))
    recorded: datetime


class OutboxRow(SQLModel, table=True):
    """The last change of each document; consumers remember the ``seq`` up to which they have read."""

    __tablename__ = "outbox"
    __table_args__ = {"sqlite_autoincrement": True}

    seq: int | None = Field(default=None, primary_key=True)
    document_id: int = Field(index=True)
    action: str = Field(description="put or drop")


class RunRow(SQLModel, table=True):
    """One ingest run; unfinished when ``finished`` is empty."""

    __tablename__ = "run"

    id: int | None = Field(default=None, primary_key=True)
    paths: list[Any] = Field(sa_column=Column(JSON, nullable=False))
    started: datetime
    finished: datetime | None = None
    counts: dict[str, Any] = Field(sa_column=Column(JSON, nullable=False))


class OverlapRow(SQLModel, table=True):
    """A pair of provisions that say nearly the same, found by one overlap run."""

    __tablename__ = "overlap"

    id: int | None = Field(default=None, primary_key=True)
    run: str = Field(index=True)
    left_id: int = Field(index=True)
    left_provision: str
    right_id: int = Field(index=True)
    right_provision: str
    similarity: float
    kind: str
    left_spans: list[Any] = Field(sa_column=Column(JSON, nullable=False))
    right_spans: list[Any] = Field(sa_column=Column(JSON, nullable=False))


class PersonRow(SQLModel, table=True):
    """Somebody with an account; never deleted, because the audit trail points here."""

    __tablename__ = "person"
    __table_args__ = (Index("ix_person_external", "oidc_issuer", "oidc_subject", unique=True),)

    id: int | None = Field(default=None, primary_key=True)
    login: str = Field(unique=True, description="in small letters")
    name: str
    role: str
    active: bool = True
    email: str = ""
    password: str | None = Field(default=None, description="Argon2 hash")
    password_set: datetime | None = None
    oidc_issuer: str | None = None
    oidc_subject: str | None = None
    created: datetime


class LoginSessionRow(SQLModel, table=True):
    """One browser that is signed in."""

    __tablename__ = "login_session"

    id: int | None = Field(default=None, primary_key=True)
    person_id: int = Field(foreign_key="person.id", index=True, ondelete="CASCADE")
    token_hash: str = Field(unique=True)
    created: datetime
    seen: datetime
    agent: str
    address: str
    via: str = Field(description="password, oidc or link")


class ApiTokenRow(SQLModel, table=True):
    """A personal key for programs."""

    __tablename__ = "api_token"

    id: int | None = Field(default=None, primary_key=True)
    person_id: int = Field(foreign_key="person.id", index=True, ondelete="CASCADE")
    name: str
    token_hash: str
    scope: str = Field(description="read or write")
    created: datetime
    expires: datetime | None = None
    used: datetime | None = None


class OneTimeLinkRow(SQLModel, table=True):
    """A link that lets a person choose a password, once."""

    __tablename__ = "one_time_link"

    id: int | None = Field(default=None, primary_key=True)
    person_id: int = Field(foreign_key="person.id", index=True, ondelete="CASCADE")
    token_hash: str = Field(unique=True)
    created: datetime
    expires: datetime


class SignInFailureRow(SQLModel, table=True):
    """How often signing in went wrong of late, for one account, one address or one account from one address."""

    __tablename__ = "sign_in_failure"

    key: str = Field(primary_key=True, description="digest of what is counted")
    times: int
    last: datetime = Field(index=True)


class ChangeRow(SQLModel, table=True):
    """The audit trail: one change by one person. Rows are only added; ``undone_by`` is filled once."""

    __tablename__ = "change"
    __table_args__ = (Index("ix_change_subject", "kind", "subject_key"),)

    id: int | None = Field(default=None, primary_key=True)
    at: datetime = Field(index=True)
    person_id: int | None = Field(default=None, foreign_key="person.id", index=True)
    who: str = Field(description="name at that time")
    action: str = Field(index=True)
    kind: str
    subject_key: str
    before: dict[str, Any] | None = Field(default=None, sa_column=Column(JSON(none_as_null=True), nullable=True))
    after: dict[str, Any] | None = Field(default=None, sa_column=Column(JSON(none_as_null=True), nullable=True))
    undoes: int | None = Field(default=None, foreign_key="change.id")
    undone_by: int | None = Field(default=None, foreign_key="change.id")


class TaskDecisionRow(SQLModel, table=True):
    """What a person said about one document as the answer to one task; it stays when the tasks are found anew."""

    __tablename__ = "task_decision"
    __table_args__ = (Index("ix_task_decision_of", "document_id", "body", "mark", "answer_id", unique=True),)

    id: int | None = Field(default=None, primary_key=True)
    document_id: int = Field(description="the document of the centre")
    provision: str
    body: str
    mark: str = Field(description="what the sentence is known by")
    answer_id: int = Field(index=True, description="the document of the province")
    answer_provision: str
    outcome: str = Field(description="confirmed or rejected")
    person: str
    decided: datetime
    note: str = Field(sa_column=Column(Text, nullable=False))


class UseRow(SQLModel, table=True):
    """How often a document was viewed or downloaded on a day; nothing is kept about who did."""

    __tablename__ = "document_use"

    document_id: int = Field(primary_key=True)
    day: date = Field(primary_key=True)
    kind: str = Field(primary_key=True, description="view or download")
    times: int


class NewsRow(SQLModel, table=True):
    """Something new about a document."""

    __tablename__ = "news"
    __table_args__ = {"sqlite_autoincrement": True}

    seq: int | None = Field(default=None, primary_key=True)
    key: str = Field(description="what it is known by in feeds, the same in every copy of the registry")
    document_id: int = Field(foreign_key="document.id", index=True, ondelete="CASCADE")
    kind: str
    provision: str
    on: date | None = None
    told: dict[str, Any] = Field(sa_column=Column(JSON, nullable=False))
    recorded: datetime


class NewsSeenRow(SQLModel, table=True):
    """What was true of a document when it was last looked at; see :mod:`registry.news`."""

    __tablename__ = "news_seen"

    document_id: int = Field(primary_key=True, foreign_key="document.id", ondelete="CASCADE")
    keys: list[Any] = Field(sa_column=Column(JSON, nullable=False))


class NewsPlaceRow(SQLModel, table=True):
    """How far news have been worked out; one row."""

    __tablename__ = "news_place"

    id: int = Field(primary_key=True)
    seq: int = Field(description="place in the outbox")
    silent: int = Field(description="documents up to here in the outbox were there before news were kept")
    day: date


class FollowRow(SQLModel, table=True):
    """What a person follows."""

    __tablename__ = "follow"
    __table_args__ = (Index("ix_follow_target", "person_id", "target", unique=True),)

    id: int | None = Field(default=None, primary_key=True)
    person_id: int = Field(foreign_key="person.id", ondelete="CASCADE")
    target: str
    label: str = Field(sa_column=Column(Text, nullable=False))
    often: str
    created: datetime
    seq: int = Field(description="news up to here have been put into a message")
    told: datetime


class OutgoingRow(SQLModel, table=True):
    """A message: made in the transaction that moves the follows along, sent afterwards."""

    __tablename__ = "outgoing"

    id: int | None = Field(default=None, primary_key=True)
    person_id: int = Field(foreign_key="person.id", ondelete="CASCADE")
    message_id: str = Field(unique=True)
    subject: str = Field(sa_column=Column(Text, nullable=False))
    text: str = Field(sa_column=Column(Text, nullable=False))
    html: str = Field(sa_column=Column(Text, nullable=False))
    unsubscribe: str
    created: datetime
    tries: int = 0
    error: str = Field(default="", sa_column=Column(Text, nullable=False))
    sent: datetime | None = Field(default=None, index=True)


class CitationFixRow(SQLModel, table=True):
    """Where a person says that a citation leads; it stays when the text is read again."""

    __tablename__ = "citation_fix"
    __table_args__ = (Index("ix_citation_fix_of", "document_id", "provision", "words", "turn", unique=True),)

    id: int | None = Field(default=None, primary_key=True)
    document_id: int
    provision: str = Field(description="address of the provision around it")
    words: str
    turn: int = Field(description="its turn among the same words there, from 1")
    target_id: int = Field(index=True)
    target_provision: str = Field(description="empty for the whole document")
    person: str
    decided: datetime
    note: str = Field(sa_column=Column(Text, nullable=False))
