"""Accounts: people, the browsers they are signed in with, their keys for programs, their one-time links."""

from collections.abc import Sequence
from contextlib import suppress
from datetime import datetime, timedelta
from typing import Any, Final

from registry.errors import StateConflict
from registry.lockout import Limit
from registry.people import Person, Role, SignedIn, Token
from registry.store import failures, people, sessions, tokens
from registry.store import one_time_links as links
from registry.store.base import Base
from registry.store.claims import now

_NOTED: Final = timedelta(minutes=1)


class Accounts(Base):
    """The part of the registry that knows people."""

    def add_person(self, login: str, name: str, role: Role, *, email: str = "", password: str | None = None) -> Person:
        """Make an account.

        Args:
            login: Name to sign in with; small letters.
            name: As others see it.
            role: What the person may do.
            email: Where messages go; may be empty.
            password: Its Argon2 hash; None when the person chooses one through a one-time link.

        Raises:
            BadRequest: The login is taken.
        """
        chosen: dict[str, Any] = {"password": password, "password_set": now()} if password else {}
        with self.writing() as session:
            return people.record(people.add(session, login, name, role, email=email, **chosen))

    def external_person(self, issuer: str, subject: str) -> Person | None:
        """Return the person that a sign-in service knows by this subject, or None."""
        with self.reading() as session:
            row = people.by_external(session, issuer, subject)
            return people.record(row) if row else None

    def add_external_person(
        self, issuer: str, subject: str, login: str, name: str, role: Role, email: str = ""
    ) -> Person:
        """Make an account for somebody that a sign-in service vouches for.

        It is a new one even when the login exists: a service that lets people choose their name must not open the
        accounts of others. Then a number is added to the login.

        Args:
            issuer: The service.
            subject: Its name for the person, never given to another.
            login: As the service gives it.
            name: As others see it.
            role: What the person may do.
            email: Where messages go; may be empty.
        """
        with self.writing() as session:
            free = people.free_login(session, login)
            row = people.add(session, free, name, role, email=email, oidc_issuer=issuer, oidc_subject=subject)
            return people.record(row)

    def people(self) -> list[Person]:
        """Return every person, by login; also those whose account is closed."""
        with self.reading() as session:
            return people.everybody(session)

    def person(self, person_id: int) -> Person:
        """Return one person.

        Raises:
            NotKnown: There is none with this id.
        """
        with self.reading() as session:
            return people.record(people.one(session, person_id))

    def person_by_login(self, login: str) -> Person | None:
        """Return the person with this login, or None."""
        with self.reading() as session:
            row = people.by_login(session, login)
            return people.record(row) if row else None

    def change_person(
        self,
        person_id: int,
        *,
        name: str | None = None,
        email: str | None = None,
        role: Role | None = None,
        active: bool | None = None,
    ) -> Person:
        """Change what is given of an account. With other rights the person is signed out everywhere.

        Raises:
            NotKnown: There is no such person.
            StateConflict: Nobody would be left who may manage accounts.
        """
        given = {"name": name, "email": email, "role": role, "active": active}
        with self.writing() as session:
            row = people.change(session, person_id, **{key: value for key, value in given.items() if value is not None})
            return people.record(row)

    def password_of(self, login: str) -> str | None:
        """Return the password hash of a login, or None when there is no such login or it has no password."""
        with self.reading() as session:
            row = people.by_login(session, login)
            return row.password if row else None

    def set_password(self, person_id: int, hashed: str) -> None:
        """Replace a password; one-time links of the person stop working.

        Args:
            person_id: Whose.
            hashed: Argon2 hash of the new one.

        Raises:
            NotKnown: There is no such person.
        """
        with self.writing() as session:
            people.change(session, person_id, password=hashed, password_set=now())
            links.drop_all(session, person_id)

    def attempt(self, limits: Sequence[Limit]) -> int:
        """Count a try to sign in before it is made; return the seconds to wait first, 0 to go on."""
        with self.writing() as session:
            return failures.attempt(session, limits)

    def forget_attempts(self, limits: Sequence[Limit]) -> None:
        """Forget the mistakes of somebody who got it right."""
        with self.writing() as session:
            failures.forget(session, limits)

    def add_link(self, person_id: int, token_hash: str, expires: datetime) -> None:
        """Make a link through which a person chooses a password, once; it takes the place of earlier ones.

        Raises:
            NotKnown: There is no such person.
        """
        with self.writing() as session:
            links.add(session, person_id, token_hash, expires)

    def link(self, token_hash: str) -> Person | None:
        """Return whose link this is, while it holds."""
        with self.reading() as session:
            row = links.find(session, token_hash)
            return people.record(row) if row else None

    def use_link(self, token_hash: str, hashed: str) -> Person | None:
        """Set the password that a person chose through a link, which then is spent; None when it no longer holds."""
        with self.writing() as session:
            row = links.find(session, token_hash)
            if row is None or row.id is None:
                return None
            people.change(session, row.id, password=hashed, password_set=now())
            links.drop_all(session, row.id)
            sessions.end_all(session, row.id)
            return people.record(row)

    def begin_session(
        self, person_id: int, token_hash: str, agent: str, address: str, via: str, longest: timedelta
    ) -> None:
        """Sign a browser in, and forget sessions past their longest life."""
        with self.writing() as session:
            sessions.sweep(session, longest)
            sessions.begin(session, person_id, token_hash, agent[:200], address[:60], via)

    def session(self, token_hash: str, idle: timedelta, longest: timedelta) -> SignedIn | None:
        """Return the session with this digest when it still holds; its use is noted once a minute.

        Args:
            token_hash: Digest of the id in the cookie.
            idle: A session unused for so long is over.
            longest: A session is over after this time in any case.
        """
        with self.reading() as session:
            found = sessions.find(session, token_hash, idle, longest)
        if found is not None and found.seen < now() - _NOTED:
            with suppress(StateConflict), self.writing() as session:  # a busy database is no reason to refuse a page
                sessions.touch(session, found.id, now())
        return found

    def sessions_of(self, person_id: int, idle: timedelta, longest: timedelta) -> list[SignedIn]:
        """Return the sessions of a person that still hold, the last used first."""
        with self.reading() as session:
            return sessions.of(session, person_id, idle, longest)

    def end_session(self, token_hash: str) -> None:
        """Sign a browser out."""
        with self.writing() as session:
            sessions.end(session, token_hash)

    def end_session_of(self, person_id: int, session_id: int) -> None:
        """Sign one browser of a person out."""
        with self.writing() as session:
            sessions.end_one(session, person_id, session_id)

    def end_sessions(self, person_id: int) -> None:
        """Sign a person out everywhere."""
        with self.writing() as session:
            sessions.end_all(session, person_id)

    def add_token(self, person_id: int, name: str, token_hash: str, scope: str, expires: datetime | None) -> Token:
        """Make a key for programs.

        Args:
            person_id: Whose.
            name: What it is for.
            token_hash: Digest of its secret.
            scope: ``read`` or ``write``.
            expires: When it stops working; None for never.

        Raises:
            StateConflict: The person has as many as one may have.
        """
        with self.writing() as session:
            return tokens.add(session, person_id, name, token_hash, scope, expires)

    def token(self, token_id: int, token_hash: str) -> Token | None:
        """Return a key when it still holds; its use is noted once a minute."""
        with self.reading() as session:
            found = tokens.find(session, token_id, token_hash)
        if found is not None and tokens.stale(found):
            with suppress(StateConflict), self.writing() as session:
                tokens.touch(session, token_id)
        return found

    def tokens_of(self, person_id: int) -> list[Token]:
        """Return the keys of a person, newest first."""
        with self.reading() as session:
            return tokens.of(session, person_id)

    def drop_token(self, person_id: int, token_id: int) -> Token:
        """Withdraw a key.

        Raises:
            NotKnown: The person has no such key.
        """
        with self.writing() as session:
            return tokens.drop(session, person_id, token_id)
