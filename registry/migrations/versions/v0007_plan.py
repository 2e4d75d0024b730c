"""What a document was written from, so that an unchanged one is left alone; empty until it is written again."""

import sqlalchemy as sa
from alembic import op

revision = "0007"
down_revision = "0006"


def upgrade() -> None:
    """Add the column, in place: a table that is copied is dropped first, and takes every row that hangs on it along."""
    op.add_column("document", sa.Column("plan", sa.String(), nullable=False, server_default=""))
