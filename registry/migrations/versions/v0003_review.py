"""What people decide about overlaps and doubts, and what a doubt is known by when its document is read again."""

from collections import defaultdict

import sqlalchemy as sa
from alembic import op

from registry.document import Issue
from registry.review import marks

revision = "0003"
down_revision = "0002"


def upgrade() -> None:
    """Make the tables, and mark the doubts that are there."""
    _settlement()
    _verdict()
    with op.batch_alter_table("issue") as issue:
        issue.add_column(sa.Column("mark", sa.String(), nullable=False, server_default=""))
        issue.create_index("ix_issue_mark", ["mark"])
    _mark_all(op.get_bind())
    with op.batch_alter_table("issue") as issue:
        issue.alter_column("mark", server_default=None)


def _settlement() -> None:
    op.create_table(
        "settlement",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("document_id", sa.Integer(), nullable=False),
        sa.Column("code", sa.String(), nullable=False),
        sa.Column("mark", sa.String(), nullable=False),
        sa.Column("state", sa.String(), nullable=False),
        sa.Column("note", sa.Text(), nullable=False),
        sa.Column("person", sa.String(), nullable=False),
        sa.Column("decided", sa.DateTime(timezone=True), nullable=False),
        sa.PrimaryKeyConstraint("id"),
    )
    op.create_index("ix_settlement_of", "settlement", ["document_id", "code", "mark"], unique=True)


def _verdict() -> None:
    op.create_table(
        "verdict",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("pair", sa.String(), nullable=False),
        sa.Column("left_id", sa.Integer(), nullable=False),
        sa.Column("left_provision", sa.String(), nullable=False),
        sa.Column("right_id", sa.Integer(), nullable=False),
        sa.Column("right_provision", sa.String(), nullable=False),
        sa.Column("outcome", sa.String(), nullable=False),
        sa.Column("note", sa.Text(), nullable=False),
        sa.Column("person", sa.String(), nullable=False),
        sa.Column("decided", sa.DateTime(timezone=True), nullable=False),
        sa.Column("words", sa.String(), nullable=False),
        sa.PrimaryKeyConstraint("id"),
        sa.UniqueConstraint("pair"),
    )
    op.create_index("ix_verdict_left_id", "verdict", ["left_id"])
    op.create_index("ix_verdict_right_id", "verdict", ["right_id"])


def _mark_all(bind: sa.Connection) -> None:
    """Doubts of one document at a time: a text may be large, and there may be thousands."""
    query = "SELECT id, document_id, code, message, span_start, span_end FROM issue ORDER BY id"
    of: dict[int, list[sa.Row[tuple[int, int, str, str, int, int]]]] = defaultdict(list)
    for row in bind.execute(sa.text(query)).all():
        of[row.document_id].append(row)
    for document_id, rows in of.items():
        found = bind.execute(
            sa.text(
                "SELECT t.content FROM document d JOIN reading r ON r.id = d.reading_id"
                " JOIN text t ON t.sha256 = r.text_sha256 WHERE d.id = :id"
            ),
            {"id": document_id},
        ).scalar()
        doubts = [Issue(row.code, row.message, row.span_start, row.span_end) for row in rows]
        for row, mark in zip(rows, marks(doubts, found or ""), strict=True):
            bind.execute(sa.text("UPDATE issue SET mark = :mark WHERE id = :id"), {"mark": mark, "id": row.id})
