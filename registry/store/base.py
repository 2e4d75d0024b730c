"""What the reading and the writing half of the registry share: the home, the originals, sessions."""

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import date
from threading import local
from typing import Self

from sqlalchemy import Engine
from sqlalchemy.exc import DatabaseError
from sqlmodel import Session

from registry import db
from registry.files import Originals
from registry.settings import Settings, load
from registry.vocabulary.active import FILE_NAME, use


class Base:
    """An open registry."""

    def __init__(self, settings: Settings, engine: Engine) -> None:
        self.settings = settings
        self.originals = Originals(settings.files)
        self._engine = engine
        self._joined = local()
        self._pulse = db.Pulse(engine)

    @classmethod
    def open(cls, settings: Settings | None = None) -> Self:
        """Open the registry of the settings, made and migrated when needed.

        Raises:
            StateConflict: The database is damaged, or newer than this program.
        """
        chosen = settings or load()
        use(chosen.home / FILE_NAME)
        engine = db.engine(chosen)
        db.migrate(engine)
        return cls(chosen, engine)

    def close(self) -> None:
        """Let go of the database."""
        self._pulse.close()
        self._engine.dispose()

    def state(self) -> str:
        """Return what stands for all that is stored now: the same only as long as nobody has committed anything.

        Raises:
            StateConflict: The database is damaged.
        """
        try:
            return self._pulse.beat()
        except DatabaseError as error:
            raise db.explained(error) from error

    @staticmethod
    def today() -> date:
        """Return the day on which "today" is asked."""
        return date.today()

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self.close()

    @contextmanager
    def together(self) -> Iterator[None]:
        """Make everything that this thread asks of the registry inside the block one transaction: all of it, or none.

        This is how a change and its line in the audit trail stay together::

            with registry.together():
                registry.state_by_hand(document_id, person.name, title="...")
                registry.record(Change("document.correct", Subject("document", "7"), before, after, person))

        Blocks may stand inside each other. Keep them short: the database has one writer at a time.

        Raises:
            StateConflict: The database is busy, full or damaged.
        """
        with self.writing() as session:
            outer = getattr(self._joined, "session", None)
            self._joined.session = session
            try:
                yield
                session.flush()
            finally:
                self._joined.session = outer

    @contextmanager
    def reading(self) -> Iterator[Session]:
        """Give a session for reading.

        Raises:
            StateConflict: The database is damaged.
        """
        joined: Session | None = getattr(self._joined, "session", None)
        if joined is not None:
            yield joined
            return
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
        joined: Session | None = getattr(self._joined, "session", None)
        if joined is not None:
            yield joined
            return
        engine = self._engine.execution_options(writes=True)
        try:
            with Session(engine, expire_on_commit=False) as session, session.begin():
                yield session
        except DatabaseError as error:
            raise db.explained(error) from error
