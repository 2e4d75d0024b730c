"""What can be followed, how it is written in an address, and which news concern it."""

from collections.abc import Iterable, Sequence
from contextlib import suppress
from dataclasses import dataclass
from typing import Final
from urllib.parse import parse_qsl

from flask_babel import gettext as _
from werkzeug.datastructures import MultiDict

from registry.errors import BadRequest, NotKnown, StateConflict
from registry.news import News, NewsKind
from registry.records import DocumentRecord
from registry.vocabulary import vocabulary
from web import addresses
from web.services import services
from web.views import search as searches
from web.views import words

DOCUMENT: Final = "van-ban"
PROGRAMME: Final = "chuong-trinh"
SEARCH: Final = "tim-kiem"
MOST: Final = 50
LATEST: Final = 1000  # news that are looked through for a page
_CAUGHT_UP: Final = 40  # documents looked at while somebody waits
_WHOLE: Final = frozenset({NewsKind.AMENDED, NewsKind.EFFECT, NewsKind.SOON})
_NEW: Final = frozenset({NewsKind.ARRIVED, NewsKind.GUIDANCE, NewsKind.TEXT})


@dataclass(frozen=True, slots=True)
class Target:
    """Something that is followed.

    Args:
        written: As it stands in addresses: ``van-ban:<slug>/<provision>``, ``chuong-trinh:<code>``,
            ``tim-kiem:<query string>``.
        label: What it is called.
        url: Where it is read.
        why: Why its news are told, in words.
        document_id: Of the document, for a document or provision.
        provision: Address of the provision, or empty.
        programme: Code of the programme or component, or empty.
        found: Documents that the search finds, for a search.
    """

    written: str
    label: str
    url: str
    why: str
    document_id: int | None = None
    provision: str = ""
    programme: str = ""
    found: frozenset[int] = frozenset()


def document_target(slug: str, provision: str = "") -> str:
    """Return a document or provision as it is written in addresses."""
    return f"{DOCUMENT}:{slug}" + (f"/{provision}" if provision else "")


def target(written: str) -> Target:
    """Read what is followed.

    Raises:
        BadRequest: It is not written as such a thing is.
        NotKnown: There is no such document or programme.
    """
    kind, _colon, key = written.partition(":")
    if kind == DOCUMENT and key:
        return _document(*key.partition("/")[::2])
    if kind == PROGRAMME and key:
        return _programme(key)
    if kind == SEARCH:
        return _search(key)
    raise BadRequest(
        "bad-follow",
        _("Không theo dõi được “%(written)s”.", written=written[:60]),
        hint=_("Bấm “Theo dõi” ở trang văn bản, điều khoản, chương trình hoặc kết quả tìm."),
        field="theo",
    )


def targets(written: Iterable[str]) -> tuple[Target, ...]:
    """Read several; what is no longer there is left out."""
    found: list[Target] = []
    for each in list(dict.fromkeys(written))[:MOST]:
        with suppress(NotKnown, BadRequest):
            found.append(target(each))
    return tuple(found)


def _document(slug: str, provision: str) -> Target:
    record = services().registry.by_slug(slug)
    name = f"{words.place(provision)} {record.number}" if provision else record.number
    why = (
        _("Bạn theo dõi %(place)s của %(number)s.", place=words.place(provision), number=record.number)
        if provision
        else _("Bạn theo dõi văn bản %(number)s.", number=record.number)
    )
    url = addresses.document(record.slug, provision or None)
    return Target(document_target(record.slug, provision), name, url, why, record.id, provision)


def _programme(code: str) -> Target:
    if vocabulary().programme(code) is None and vocabulary().component(code) is None:
        raise NotKnown("programme-not-known", _("Không có chương trình “%(code)s”.", code=code[:40]))
    name = words.programme_short(code)
    why = _("Bạn theo dõi chương trình %(name)s.", name=name)
    return Target(f"{PROGRAMME}:{code}", name, addresses.programme(code), why, programme=code)


def _search(query: str) -> Target:
    arguments = MultiDict(parse_qsl(query))
    state = addresses.read_search(arguments, services().settings.page_size).plain()
    name = searches.described(state)
    found = frozenset(services().search.ids(state.request))
    why = _("Bạn theo dõi kết quả tìm “%(name)s”.", name=name)
    written = f"{SEARCH}:{state.address('').lstrip('?')}"
    return Target(written, name, state.address(), why, found=found)


def concerns(followed: Target, news: News, record: DocumentRecord) -> bool:
    """Tell whether news concern what is followed."""
    if followed.programme:
        codes = {tag.code for tag in record.programmes}
        return followed.programme in codes or any(each.startswith(f"{followed.programme}-") for each in codes)
    if followed.document_id is None:
        return news.draft.kind in _NEW and news.document_id in followed.found
    if news.document_id != followed.document_id:
        return False
    return not followed.provision or _touches(followed.provision, news)


def _touches(provision: str, news: News) -> bool:
    about = news.draft.provision
    if not about:
        return news.draft.kind in _WHOLE
    return about == provision or about.startswith(f"{provision}.") or provision.startswith(f"{about}.")


def concerning(followed: Sequence[Target], found: Iterable[News]) -> list[tuple[News, DocumentRecord, Target]]:
    """Return the news that concern what is followed, each once, with the first thing that it concerns."""
    held = list(found)
    records = {each.id: each for each in services().registry.documents({each.document_id for each in held})}
    made: list[tuple[News, DocumentRecord, Target]] = []
    for each in held:
        record = records.get(each.document_id)
        why = record and next((one for one in followed if concerns(one, each, record)), None)
        if record and why:
            made.append((each, record, why))
    return made


def latest(followed: Sequence[Target], limit: int) -> list[tuple[News, DocumentRecord, Target]]:
    """Return the newest news of what is followed, newest first."""
    catch_up()
    only = {each.document_id for each in followed if each.document_id is not None}
    some = only if len(only) == len(followed) else None
    return concerning(followed, services().registry.latest_news(LATEST, some))[:limit]


def catch_up() -> None:
    """Notice what is new, as far as it is quickly done; a busy database is no reason to refuse a page."""
    with suppress(StateConflict):
        if services().registry.behind():
            services().registry.notice(_CAUGHT_UP)
