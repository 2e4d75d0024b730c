"""How Alembic runs here: always on the connection that :func:`registry.migrations.upgrade` hands over."""

from alembic import context
from sqlmodel import SQLModel

import registry.models  # noqa: F401  (fills the metadata)

context.configure(connection=context.config.attributes["connection"], target_metadata=SQLModel.metadata)
context.run_migrations()
