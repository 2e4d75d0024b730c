"""Who is due to hear of what: news since the last message, put into a message for each person."""

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime
from uuid import NAMESPACE_URL, uuid5

from flask import render_template
from flask_babel import gettext as _

from registry.errors import BadRequest, NotKnown
from registry.news import Follow, Often, Outgoing
from registry.people import Person
from registry.text import short_day
from web import addresses, following, forms
from web.following import Target
from web.pages.follow import SALT
from web.services import services
from web.views import news as views

_WEEK = 7
_SHOWN = 200


@dataclass(frozen=True, slots=True)
class Digest:
    """What one person is told at once.

    Args:
        person: Who.
        told: The follows that it tells of, also those without news.
        seq: Place up to which it tells.
        message: What is sent; None when there are no news.
        count: How many news there are.
    """

    person: Person
    told: tuple[Follow, ...]
    seq: int
    message: Outgoing | None
    count: int


def due(follow: Follow, today: date) -> bool:
    """Tell whether the time of a follow has come."""
    days = (today - follow.told.date()).days
    return follow.often is Often.IMMEDIATE or days >= (_WEEK if follow.often is Often.WEEKLY else 1)


def compose(site: str, now: datetime) -> list[Digest]:
    """Return a digest for each person who is due; nothing is kept or sent.

    Args:
        site: Address of the site, for links.
        now: The moment of asking.
    """
    registry = services().registry
    waiting: dict[int, list[Follow]] = defaultdict(list)
    for each in registry.follows():
        if due(each, now.date()):
            waiting[each.person_id].append(each)
    people = {each.id: each for each in registry.people()}
    head = registry.newest_news()
    return [
        _digest(people[person_id], follows, head, site, now)
        for person_id, follows in waiting.items()
        if people[person_id].active and people[person_id].email
    ]


def _digest(person: Person, follows: Sequence[Follow], head: int, site: str, now: datetime) -> Digest:
    news = _news(follows, now.date())
    message = _message(person, news, head, site, now) if news else None
    return Digest(person, tuple(follows), head, message, len(news))


def _news(follows: Sequence[Follow], today: date) -> tuple[views.NewsView, ...]:
    """Return what is new for each follow since it was last told, each news once, newest first."""
    registry = services().registry
    found = registry.news(min(each.seq for each in follows))
    followed = [(each, target) for each in follows if (target := _target(each)) is not None]
    told = []
    for news, record, why in following.concerning([target for _each, target in followed], found):
        since = min(each.seq for each, target in followed if following.concerns(target, news, record))
        if news.seq > since:
            told.append((news, record, why.why))
    slugs = {each.id: each.slug for each in registry.documents(views.others([news for news, _r, _w in told]))}
    return views.views(reversed(told), slugs, today)


def _target(follow: Follow) -> Target | None:
    try:
        return following.target(follow.target)
    except (NotKnown, BadRequest):
        return None


def _message(person: Person, news: Sequence[views.NewsView], head: int, site: str, now: datetime) -> Outgoing:
    stop = site + addresses.follow_stop(str(forms.signer(SALT).dumps(person.id)))
    told = {
        "news": news[:_SHOWN],
        "more": max(0, len(news) - _SHOWN),
        "name": person.name,
        "site": site,
        "stop": stop,
        "page": site + addresses.FOLLOW,
    }
    return Outgoing(
        0,
        person.id,
        f"<{uuid5(NAMESPACE_URL, f'vanban:{site}:{person.id}:{head}:{now.isoformat()}')}@vanban>",
        _("Vanban: %(n)s thay đổi, %(day)s", n=len(news), day=short_day(now.date())),
        render_template("mail/digest.txt", **told),
        render_template("mail/digest.html", **told),
        stop,
        now,
    )


def keep(digests: Iterable[Digest]) -> None:
    """Keep the messages and note what has been told: one transaction for each person, both or neither."""
    for each in digests:
        services().registry.post(each.told, each.seq, datetime.now(UTC), each.message)
