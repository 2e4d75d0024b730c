"""The part of the registry that notices what is new and knows who wants to hear of it."""

from collections.abc import Collection, Sequence
from datetime import date, datetime, timedelta
from typing import Final

from registry.models import DocumentRow, NewsPlaceRow
from registry.news import Follow, News, Often, Outgoing, look, tell
from registry.news.telling import arrival
from registry.store import documents, effects, news, outbox
from registry.store.reads import Reads

_AT_ONCE: Final = 40  # documents looked at in one transaction


class Following(Reads):
    """News, follows and messages."""

    def notice(self, most: int | None = None) -> bool:
        """Look at what changed and keep what is new; what was there at the very first time is no news.

        What is new and how far the work has come are kept in one transaction, so a kill at any moment neither loses
        news nor tells them twice.

        Args:
            most: Documents to look at in this call; all that changed when not given.

        Returns:
            True when nothing is left to look at.
        """
        looked = 0
        while most is None or looked < most:
            with self.together():
                done = self._step(_AT_ONCE if most is None else min(_AT_ONCE, most - looked))
            if not done:
                return True
            looked += done
        return not self.behind()

    def behind(self) -> bool:
        """Tell whether something may be new that was not looked at."""
        with self.reading() as session:
            found = news.read_place(session)
            return found is None or found[0] < news.newest_change(session) or found[1] < self.today()

    def _step(self, most: int) -> int:
        with self.writing() as session:
            place, today = news.place(session, self.today()), self.today()
            changed = outbox.after(session, place.seq, most)
            if not changed:
                ids = self._due(place, today)
                place.day = today
                session.add(place)
                self._look(ids)
                return len(ids)
            put = [each for each in changed if each.action == "put"]
            self._look([each.document_id for each in put if each.seq <= place.silent], silent=True)
            self._look(self._with_neighbours([each.document_id for each in put if each.seq > place.silent]))
            place.seq = changed[-1].seq
            session.add(place)
            return len(changed)

    def _due(self, place: NewsPlaceRow, today: date) -> list[int]:
        """Return the documents with an event that has come since the last day, or now comes into sight."""
        if place.day >= today:
            return []
        first, last = place.day, today + timedelta(days=self.settings.follow_days)
        with self.reading() as session:
            return [
                row.id
                for row in news.dated(session)
                if row.id is not None and any(each.on and first < each.on <= last for each in effects.events(row))
            ]

    def _with_neighbours(self, ids: Collection[int]) -> list[int]:
        """Return documents with those at the other ends of their relations: an amendment is news of what it amends."""
        ends = {each.other.id for one in ids for each in self.relations_of(one) if each.other}
        return sorted(set(ids) | ends)

    def _look(self, ids: Collection[int], *, silent: bool = False) -> None:
        with self.writing() as session:
            before = news.seen(session, ids)
            for document_id in ids:
                row = session.get(DocumentRow, document_id)
                if row is None:
                    continue
                record = documents.record(row, self.today())
                found = look(self, record, effects.events(row), self.today(), self.settings.follow_days)
                if not silent:
                    first = arrival(record, self.relations_of(document_id))
                    news.put(session, document_id, record.slug, tell(before.get(document_id), found, first))
                news.see(session, document_id, found.keys())

    def news(self, after: int = 0, limit: int = 5000) -> list[News]:
        """Return news after a place, oldest first."""
        with self.reading() as session:
            return news.after(session, after, limit)

    def latest_news(self, limit: int, ids: Collection[int] | None = None) -> list[News]:
        """Return the newest news, newest first; of some documents when they are given."""
        with self.reading() as session:
            return news.latest(session, limit, ids)

    def newest_news(self) -> int:
        """Return the place of the newest news."""
        with self.reading() as session:
            return news.head(session)

    def follows(self, person_id: int | None = None) -> list[Follow]:
        """Return what one person, or everybody, follows."""
        with self.reading() as session:
            return news.follows(session, person_id)

    def follow(self, person_id: int, target: str, label: str, often: Often) -> Follow:
        """Begin to follow something from now on, or change how often it is told."""
        with self.writing() as session:
            return news.follow(session, person_id, target, label, often)

    def unfollow(self, person_id: int, target: str | None = None) -> int:
        """Stop following one thing, or everything when none is named; return how many there were."""
        with self.writing() as session:
            return news.unfollow(session, person_id, target)

    def post(self, told: Sequence[Follow], seq: int, at: datetime, message: Outgoing | None) -> None:
        """Keep a message and move the follows that it tells of along, both or neither.

        Args:
            told: The follows.
            seq: Place up to which they have been told.
            at: When.
            message: What is to be sent; None when there was nothing to tell.
        """
        with self.writing() as session:
            news.move(session, [each.id for each in told], seq, at)
            if message is not None:
                news.post(session, message)

    def waiting(self, most_tries: int) -> list[Outgoing]:
        """Return the messages that are still to be sent, oldest first."""
        with self.reading() as session:
            return news.waiting(session, most_tries)

    def sent(self, message_id: int, error: str = "") -> None:
        """Note that a message was sent, or why it was not.

        Raises:
            NotKnown: There is no such message.
        """
        with self.writing() as session:
            news.sent(session, message_id, error)
