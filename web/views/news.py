"""News in words: what changed, what it was before, why it is told."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, datetime

from flask_babel import gettext as _

from registry.effect import EventKind
from registry.news import News, NewsKind
from registry.records import DocumentRecord
from web import addresses
from web.views import documents, words
from web.views.history import Link, PieceView, event_words, pieces


@dataclass(frozen=True, slots=True)
class NewsView:
    """One thing that is new.

    Args:
        id: What it is known by for ever.
        document: The document.
        what: What changed, in one line.
        lines: More about it, a line each.
        why: Why it is told.
        url: Where it is read.
        recorded: When it was noticed.
        pieces: Former and new words, marked; empty when no words changed.
        source: The clause that says so, or None.
        evidence: Its words.
    """

    id: str
    document: documents.DocumentRow
    what: str
    lines: tuple[str, ...]
    why: str
    url: str
    recorded: datetime
    pieces: tuple[PieceView, ...]
    source: Link | None
    evidence: str


def view(news: News, record: DocumentRecord, why: str, slugs: dict[int, str], today: date) -> NewsView:
    """Return news as they are told.

    Args:
        news: The news.
        record: The document.
        why: Why they are told.
        slugs: Slugs of other documents, by id.
        today: What is still to come is counted from here.
    """
    draft, told = news.draft, news.draft.told
    slug = slugs.get(told.other_id or 0)
    return NewsView(
        news.key,
        documents.row(record),
        _what(news, today),
        _lines(news),
        why,
        _url(news, record),
        news.recorded,
        pieces(told.before, told.after) if draft.kind is NewsKind.WORDING else (),
        Link(_clause(news), addresses.document(slug, told.clause or None)) if slug else None,
        told.evidence,
    )


def views(
    found: Iterable[tuple[News, DocumentRecord, str]], slugs: dict[int, str], today: date
) -> tuple[NewsView, ...]:
    """Return news with the reasons why they are told."""
    return tuple(view(news, record, why, slugs, today) for news, record, why in found)


def others(found: Sequence[News]) -> set[int]:
    """Return the other documents that news speak of."""
    return {each.draft.told.other_id for each in found if each.draft.told.other_id is not None}


def _what(news: News, today: date) -> str:
    draft, told = news.draft, news.draft.told
    match draft.kind:
        case NewsKind.ARRIVED:
            return str(_("Văn bản mới trong kho"))
        case NewsKind.GUIDANCE:
            return str(_("Văn bản mới: %(verb)s %(other)s", verb=_verb(news).lower(), other=told.other))
        case NewsKind.TEXT:
            return str(_("Có toàn văn mới"))
        case NewsKind.AMENDED | NewsKind.RELATED:
            return f"{_verb(news)} {told.other}"
        case NewsKind.WORDING:
            day = words.day(draft.on)
            return str(
                _("%(place)s đổi lời văn từ ngày %(day)s, theo %(other)s", place=words.place(draft.provision), day=day,
                  other=told.other)
            )  # fmt: skip
        case NewsKind.SOON:
            return _soon(news, today)
        case NewsKind.EFFECT:
            return str(_("Hiệu lực đổi thành: %(state)s", state=words.effect(told.state)))


def _soon(news: News, today: date) -> str:
    draft, told = news.draft, news.draft.told
    event = event_words()[EventKind(told.event)]
    where = f"{words.place(draft.provision)}: " if draft.provision else ""
    left = (draft.on - today).days if draft.on else 0
    told_left = _("còn %(n)s ngày", n=left) if left > 0 else _("đã đến ngày")
    return f"{where}{event}, {_('từ ngày %(day)s', day=words.day(draft.on))} ({told_left})"


def _verb(news: News) -> str:
    told = news.draft.told
    return words.verb(told.verb, inbound=told.inbound)


def _clause(news: News) -> str:
    told = news.draft.told
    return f"{words.place(told.clause)} {told.other}" if told.clause else told.other


def _lines(news: News) -> tuple[str, ...]:
    told = news.draft.told
    made = []
    if told.was and told.state:
        made.append(_("Trước đó: %(state)s.", state=words.effect(told.was)))
    if told.reason:
        made.append(told.reason)
    if told.before and news.draft.kind is NewsKind.WORDING:
        made.append(_("Trước: %(words)s", words=told.before))
    if told.after and news.draft.kind is NewsKind.WORDING:
        made.append(_("Nay: %(words)s", words=told.after))
    if told.clause:
        made.append(_("Theo %(clause)s: “%(words)s”", clause=_clause(news), words=told.evidence))
    return tuple(made)


def _url(news: News, record: DocumentRecord) -> str:
    draft = news.draft
    if draft.kind is NewsKind.WORDING:
        return addresses.timeline(record.slug, draft.provision)
    if draft.kind in {NewsKind.SOON, NewsKind.EFFECT}:
        return addresses.timeline(record.slug)
    return addresses.document(record.slug, draft.provision or None)
