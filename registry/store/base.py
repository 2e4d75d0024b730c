"""What the reading and the writing half of the registry share: the home, the originals, sessions."""

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import date
from typing import Self

from sqlalchemy import Engine
from sqlalchemy.exc import DatabaseError
from sqlmodel import Session

from registry import db
from registry.files import Originals
from registry.settings import Settings, load


class Base:
    """An open registry."""

    def __init__(self, settings: Settings, engine: Engine) -> None:
        self.settings = settings
        self.originals = Originals(settings.files)
        self._engine = engine

    @classmethod
    def open(cls, settings: Settings | None = None) -> Self:
        """Open the registry of the settings, made and migrated when needed.

        Raises:
            StateConflict: The database is damaged, or newer than this program.
        """
        chosen = settings or load()
        engine = db.engine(chosen)
        db.migrate(engine)
        return cls(chosen, engine)

    def close(self) -> None:
        """Let go of the database."""
        self._engine.dispose()

    @staticmethod
    def today() -> date:
        """Return the day on which "today" is asked."""
        return date.today()

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self.close()

    @contextmanager
    def reading(self) -> Iterator[Session]:
        """Give a session for reading.

        Raises:
            StateConflict: The database is damaged.
        """
        try:
            with Session(self._engine, expire_on_commit=False) as session:
                yield session
        except DatabaseError as error:
            raise db.explained(error) from error

    @contextmanager
    def writing(self) -> Iterator[Session]:
        """Give a session whose changes are all kept, or none when an error passes through.

        Raises:
            StateConflict: The database is busy, full or damaged.
        """
        engine = self._engine.execution_options(writes=True)
        try:
            with Session(engine, expire_on_commit=False) as session, session.begin():
                yield session
        except DatabaseError as error:
            raise db.explained(error) from error
