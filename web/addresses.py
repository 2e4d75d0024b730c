"""Every address of the site is built here, and the state of a search is written to and read from its address."""

from collections.abc import Iterable, Mapping
from contextlib import suppress
from dataclasses import dataclass, replace
from datetime import date, datetime
from typing import Final
from urllib.parse import quote, urlencode

from flask_babel import gettext as _
from werkzeug.datastructures import MultiDict

from indexer.values import SORTS, SearchRequest
from registry.errors import BadRequest

HOME: Final = "/"
SEARCH: Final = "/tim-kiem"
SEARCH_CSV: Final = "/tim-kiem.csv"
SEARCH_XLSX: Final = "/tim-kiem.xlsx"
SEARCH_ATOM: Final = "/tim-kiem.atom"
SUGGEST: Final = "/goi-y"
OVERLAP: Final = "/trung-lap"
HANDBOOK: Final = "/so-tay"
HELP: Final = "/tro-giup"
PROGRAMME: Final = "/chuong-trinh"
LIMITS: Final = "/gioi-han"
PATTERNS: Final = "/mau-thiet-ke"
QUERY_HELP: Final = "/tro-giup/cau-tim"
HEALTH: Final = "/suc-khoe"
API: Final = "/api"
QUARANTINE: Final = "/cach-ly"
UPLOAD: Final = "/nap-van-ban"
COMPARE: Final = "/so-sanh"
FOLLOW: Final = "/theo-doi"
FOLLOW_NEWS: Final = "/theo-doi/tin"
FOLLOW_STOP: Final = "/theo-doi/thoi"
SIGN_IN: Final = "/dang-nhap"
SIGN_IN_OIDC: Final = "/dang-nhap/mot-cua"
SIGN_OUT: Final = "/dang-xuat"
ACCOUNT: Final = "/tai-khoan"
JOURNAL: Final = "/nhat-ky"
NEW_PASSWORD: Final = "/mat-khau-moi"  # noqa: S105  (an address)
COMPARE_SUGGEST: Final = "/so-sanh/goi-y"
ADMIN: Final = "/quan-tri"
SOURCES: Final = "/quan-tri/nguon"
JOBS: Final = "/quan-tri/viec"
DOUBTS: Final = "/quan-tri/nghi-van"
INDEX: Final = "/quan-tri/chi-muc"
BACKUPS: Final = "/quan-tri/sao-luu"
VOCABULARY: Final = "/quan-tri/tu-vung"
PEOPLE: Final = "/quan-tri/nguoi-dung"

FILTERS: Final[Mapping[str, str]] = {
    "programme": "chuong-trinh",
    "issuer": "co-quan",
    "level": "cap",
    "type": "loai",
    "year": "nam",
    "effect": "hieu-luc",
    "has_text": "toan-van",
}
SORT_WORDS: Final[Mapping[str, str]] = {"relevance": "lien-quan", "newest": "moi-nhat", "number": "so-ky-hieu"}
LONGEST_QUERY: Final = 500
LAST_PAGE: Final = 1000


def document(slug: str, provision: str | None = None) -> str:
    """Return the permanent address of a document, or of one provision in it."""
    return f"/van-ban/{quote(slug)}" + (f"/{quote(provision)}" if provision else "")


def part(slug: str, key: str, anchor: str | None = None) -> str:
    """Return the address of one page of a long document."""
    return document(slug) + (f"?phan={quote(key)}" if key else "") + (f"#{anchor}" if anchor else "")


def source(name: str, what: str = "") -> str:
    """Return the address of a source on the admin pages, or of something to do with it."""
    return f"{SOURCES}/{quote(name)}" + (f"/{what}" if what else "")


def job(job_id: str, what: str = "") -> str:
    """Return the address of a job, or of something to do with it."""
    return f"{JOBS}/{quote(job_id)}" + (f"/{what}" if what else "")


def someone(person_id: int, what: str = "") -> str:
    """Return the address of an account on the admin pages, or of something to do with it."""
    return f"{PEOPLE}/{person_id}" + (f"/{what}" if what else "")


def backup(name: str) -> str:
    """Return the address of a backup made from the admin page."""
    return f"{BACKUPS}/{quote(name)}"


def doubts(**given: str) -> str:
    """Return the address of a work list of doubts; what is empty is left out."""
    query = urlencode({name.replace("_", "-"): value for name, value in given.items() if value})
    return f"{DOUBTS}?{query}" if query else DOUBTS


def programme(code: str) -> str:
    """Return the address of the page of a programme or component."""
    return f"{PROGRAMME}/{quote(code)}"


def sign_in(back: str = "") -> str:
    """Return the address of the sign-in page; ``back`` is the path to go on to."""
    return f"{SIGN_IN}?{urlencode({'tiep': back})}" if back and back != HOME else SIGN_IN


def tasks(code: str, pairs: Iterable[tuple[str, str]], page: int = 1, ending: str = "") -> str:
    """Return the address of the tasks of a programme or component.

    Args:
        code: Of the programme or component.
        pairs: The filter.
        page: Of the list.
        ending: ``csv`` or ``xlsx`` for a table of all that pass the filter.
    """
    query = urlencode([*pairs, *([("trang", str(page))] if page > 1 else [])])
    return f"{programme(code)}/nhiem-vu" + (f".{ending}" if ending else "") + (f"?{query}" if query else "")


def sign_in_oidc(back: str = "") -> str:
    """Return the address that leads to the sign-in service; ``back`` is the path to go on to."""
    return f"{SIGN_IN_OIDC}?{urlencode({'tiep': back})}" if back else SIGN_IN_OIDC


def correct(slug: str) -> str:
    """Return the address of the page on which the facts of a document are corrected."""
    return f"{document(slug)}/sua"


def citations(slug: str) -> str:
    """Return the page on which it is said by hand where the citations of a document lead."""
    return f"{document(slug)}/dan-chieu"


def citation_fix(slug: str, start: int) -> str:
    """Return the form on which it is said where the citation that begins at a character leads."""
    return f"{citations(slug)}?loc=tat-ca&vi-tri={start}#sua"


def journal_of(number: str) -> str:
    """Return the audit trail of one document."""
    return f"{JOURNAL}?{urlencode({'van-ban': number})}"


def attributes(slug: str) -> str:
    """Return the address of the page of everything stated about a document, with its sources."""
    return f"{document(slug)}/thuoc-tinh"


def connected(slug: str) -> str:
    """Return the address of the page of the relations of a document and of what is related to it."""
    return f"{document(slug)}/lien-quan"


def relation_map(slug: str) -> str:
    """Return the address of the map of a document's relations."""
    return f"{document(slug)}/luoc-do"


def original_page(slug: str) -> str:
    """Return the address of the page that shows the original of a document."""
    return f"{document(slug)}/ban-goc"


def apart(slug: str, sha256: str) -> str:
    """Return the address of what one file of a document says otherwise than the text that is shown."""
    return f"{original_page(slug)}/khac?ban={sha256}"


def original(sha256: str, name: str, *, view: bool = False) -> str:
    """Return the address of a stored original; ``view`` opens a PDF in the browser."""
    return f"/tep/{sha256}/{quote(name)}" + ("?xem=1" if view else "")


def overlaps_of(slug: str) -> str:
    """Return the address of the overlaps that touch one document."""
    return overlaps(slug)


def overlaps(slug: str = "", outcome: str = "", page: int = 1) -> str:
    """Return the address of a page of overlaps: of one document, with one verdict, where these are given."""
    given = {"van-ban": slug, "ket-luan": outcome, "trang": str(page) if page > 1 else ""}
    query = urlencode({name: value for name, value in given.items() if value})
    return f"{OVERLAP}?{query}" if query else OVERLAP


def overlap_pair(left: tuple[str, str], right: tuple[str, str]) -> str:
    """Return the address of two provisions side by side; each is (slug, provision)."""
    return "/".join((OVERLAP, *(quote(each, safe="") for each in (*left, *right))))


def on_day(slug: str, day: date, key: str = "", anchor: str | None = None) -> str:
    """Return the address of a document as it stands on a day, or of one page of it."""
    query = urlencode({"ngay": day.isoformat()} | ({"phan": key} if key else {}))
    return f"{document(slug)}/tai-ngay?{query}" + (f"#{anchor}" if anchor else "")


def place_on_day(slug: str, day: date, provision: str) -> str:
    """Return the address that leads to a provision as it stands on a day, on whichever page it is."""
    return f"{document(slug)}/tai-ngay?{urlencode({'ngay': day.isoformat(), 'cho': provision})}"


def timeline(slug: str, provision: str | None = None) -> str:
    """Return the address of the history of a document, or of one provision in it."""
    return f"{document(slug, provision)}/lich-su"


def redline(slug: str, before: date | None = None, after: date | None = None) -> str:
    """Return the address of the comparison of a document on two days."""
    days = {name: day.isoformat() for name, day in (("tu", before), ("den", after)) if day}
    return f"{document(slug)}/so-sanh" + (f"?{urlencode(days)}" if days else "")


def leaning(slug: str) -> str:
    """Return the address of the page of everything that leans on a document."""
    return f"{document(slug)}/dua-vao"


def redline_pair(left: tuple[str, str], right: tuple[str, str]) -> str:
    """Return the address of the word-level comparison of two provisions; each is (slug, provision)."""
    return "/".join((COMPARE, *(quote(each, safe="") for each in (*left, *right))))


@dataclass(frozen=True, slots=True)
class Side:
    """One side of a comparison.

    Args:
        document: Slug, or a number as typed; empty while nothing is chosen.
        provision: Address of the provision, or empty for the whole document.
        day: The day on which its text is taken; None for the text as issued.
    """

    document: str = ""
    provision: str = ""
    day: date | None = None

    def pairs(self, name: str) -> list[tuple[str, str]]:
        """Return its parameters, defaults left out."""
        day = self.day.isoformat() if self.day else ""
        named = ((name, self.document), (f"{name}-cho", self.provision), (f"{name}-ngay", day))
        return [pair for pair in named if pair[1]] if self.document else []


def compare(left: Side | None = None, right: Side | None = None, more: Mapping[str, str] | None = None) -> str:
    """Return the address of two texts side by side, or of choosing what is not chosen yet.

    Args:
        left: First side.
        right: Second side.
        more: Further parameters: ``hien`` (everything), ``trang`` (page).
    """
    pairs = [*(left or Side()).pairs("trai"), *(right or Side()).pairs("phai"), *(more or {}).items()]
    return f"{COMPARE}?{urlencode(pairs)}" if pairs else COMPARE


def picking(side: Side) -> str:
    """Return the search in which every result can be held against what is chosen."""
    return f"{SEARCH}?{urlencode({'so-voi': side.document})}"


def compare_file(left: Side, right: Side, kind: str) -> str:
    """Return the address of a comparison as a file: ``pdf`` or ``docx``."""
    return f"{COMPARE}.{kind}?{urlencode([*left.pairs('trai'), *right.pairs('phai')])}"


def compare_with(slug: str, provision: str = "", day: date | None = None) -> str:
    """Return the address where something is chosen to be held against a document or provision."""
    return compare(Side(slug, provision, day))


def read_side(arguments: MultiDict[str, str], name: str) -> Side:
    """Read one side of a comparison.

    Raises:
        BadRequest: Its day is no day.
    """
    written = arguments.get(f"{name}-ngay", "").strip()
    return Side(
        " ".join(arguments.get(name, "").split())[:LONGEST_QUERY],
        arguments.get(f"{name}-cho", "").strip()[:80],
        parse_day(written, f"{name}-ngay") if written else None,
    )


def follow(targets: Iterable[str] = (), base: str = FOLLOW) -> str:
    """Return the address of the news of what is followed, as a page or (with another base) as a fragment or a feed."""
    query = urlencode([("theo", each) for each in targets])
    return f"{base}?{query}" if query else base


def document_feed(slug: str, provision: str | None = None) -> str:
    """Return the address of the feed of a document, or of one provision in it."""
    return f"{document(slug, provision)}/theo-doi.atom"


def programme_feed(code: str) -> str:
    """Return the address of the feed of a programme or component."""
    return f"{programme(code)}/theo-doi.atom"


def follow_stop(token: str) -> str:
    """Return the address that ends the messages to one person."""
    return f"{FOLLOW_STOP}/{quote(token)}"


def guide(name: str) -> str:
    """Return the address of a help page."""
    return LIMITS if name == "gioi-han" else f"{HELP}/{quote(name)}"


def akoma(slug: str) -> str:
    """Return the address of a document as Akoma Ntoso."""
    return f"{document(slug)}/akoma-ntoso.xml"


def number_search(text: str) -> str:
    """Return the search for a number, without the jump to a document."""
    return f"{SEARCH}?{urlencode({'q': text, 'tat-ca': 1})}"


def jumped(query: str) -> str:
    """Return the query string that tells a document page which number was typed to open it."""
    return urlencode({"tu": query})


def lacking(slug: str, provision: str) -> str:
    """Return the address of a document page that says that a provision is not in its text."""
    return f"{document(slug)}?{urlencode({'thieu': provision})}"


@dataclass(frozen=True, slots=True)
class SearchState:
    """A search as its address tells it.

    Args:
        request: What is searched.
        everything: True when a typed number should list its results instead of opening the document.
        explain: True when each result says why it is there.
        fold: True when results that repeat an earlier one are folded under it.
        against: Slug of the document that a result is looked for to be compared with; empty otherwise.
    """

    request: SearchRequest
    everything: bool = False
    explain: bool = False
    fold: bool = True
    against: str = ""

    def pairs(self) -> list[tuple[str, str]]:
        """Return the query string as pairs; defaults are left out, so that one search has one address."""
        request = self.request
        made = [("q", request.query)] if request.query else []
        for name, parameter in FILTERS.items():
            made += [(parameter, value) for value in request.filters.get(name, ())]
        if request.sort != SORTS[0]:
            made.append(("sap-xep", SORT_WORDS[request.sort]))
        if request.page > 1:
            made.append(("trang", str(request.page)))
        if self.everything:
            made.append(("tat-ca", "1"))
        if self.explain:
            made.append(("vi-sao", "1"))
        if not self.fold:
            made.append(("gop", "0"))
        if not request.signals:
            made.append(("tin-hieu", "0"))
        if self.against:
            made.append(("so-voi", self.against))
        return made

    def address(self, base: str = SEARCH) -> str:
        """Return the address of this search."""
        query = urlencode(self.pairs())
        return f"{base}?{query}" if query else base

    def toggled(self, name: str, value: str, instead_of: str = "") -> "SearchState":
        """Return the search with one facet value added, or removed when it was chosen; back on page 1.

        Args:
            name: Of the facet.
            value: To add or remove.
            instead_of: A value that is taken out: a component takes the place of its programme.
        """
        chosen = tuple(each for each in self.request.filters.get(name, ()) if each != instead_of)
        kept = tuple(each for each in chosen if each != value) if value in chosen else (*chosen, value)
        filters = {key: values for key, values in {**self.request.filters, name: kept}.items() if values}
        return replace(self, request=replace(self.request, filters=filters, page=1))

    def plain(self) -> "SearchState":
        """Return the search itself: on page 1, without the ways of showing it."""
        return SearchState(replace(self.request, page=1))

    def explained(self, *, wanted: bool) -> "SearchState":
        """Return the same page with the reasons of its results, or without them."""
        return replace(self, explain=wanted)

    def unfolded(self, *, wanted: bool) -> "SearchState":
        """Return the same page with near-identical results apart, or folded."""
        return replace(self, fold=not wanted)

    def signalled(self, *, wanted: bool) -> "SearchState":
        """Return the same search with effect and level in its order, or without them, on page 1."""
        return replace(self, request=replace(self.request, signals=wanted, page=1))

    def with_page(self, page: int) -> "SearchState":
        """Return another page of the same search."""
        return replace(self, request=replace(self.request, page=page))

    def with_sort(self, sort: str) -> "SearchState":
        """Return the same search in another order, on page 1."""
        return replace(self, request=replace(self.request, sort=sort, page=1))

    def without_query(self) -> "SearchState":
        """Return the filters alone."""
        return SearchState(replace(self.request, query="", page=1), against=self.against)

    def without_filters(self) -> "SearchState":
        """Return the query alone."""
        return replace(self, request=replace(self.request, filters={}, page=1))


def read_search(arguments: MultiDict[str, str], size: int) -> SearchState:
    """Read a search from the query string of a page.

    Args:
        arguments: The query string.
        size: Documents on a page.

    Raises:
        BadRequest: The query is too long, or the order or page makes no sense.
    """
    query = " ".join((arguments.get("q", "")).split())
    if len(query) > LONGEST_QUERY:
        raise BadRequest(
            "long-query",
            _("Câu tìm dài quá %(limit)s ký tự.", limit=LONGEST_QUERY),
            hint=_("Hãy tìm bằng vài từ chính hoặc số ký hiệu."),
            field="q",
        )
    filters = {name: _values(arguments.getlist(parameter)) for name, parameter in FILTERS.items()}
    return SearchState(
        SearchRequest(
            query=query,
            filters={name: values for name, values in filters.items() if values},
            sort=_sort(arguments.get("sap-xep", "") or SORT_WORDS[SORTS[0]]),
            page=read_page(arguments),
            size=size,
            signals=arguments.get("tin-hieu", "") != "0",
        ),
        everything=arguments.get("tat-ca", "") == "1",
        explain=arguments.get("vi-sao", "") == "1",
        fold=arguments.get("gop", "") != "0",
        against=arguments.get("so-voi", "").strip()[:200],
    )


def read_page(arguments: MultiDict[str, str]) -> int:
    """Read the page number.

    Raises:
        BadRequest: It is not a number from 1 to :data:`LAST_PAGE`.
    """
    written = arguments.get("trang", "") or "1"
    if not (written.isascii() and written.isdigit() and 1 <= int(written[:6]) <= LAST_PAGE):
        raise BadRequest(
            "bad-page",
            _("Số trang “%(page)s” không hợp lệ.", page=written[:20]),
            hint=_("Trang là số từ 1 đến %(last)s.", last=LAST_PAGE),
            field="trang",
        )
    return int(written)


def read_day(arguments: MultiDict[str, str], name: str, otherwise: date) -> date:
    """Read a day (2025-02-15, or 15/02/2025 typed by hand where the browser has no date field).

    Args:
        arguments: The query string.
        name: Of the parameter.
        otherwise: The day when none is given.

    Raises:
        BadRequest: It is no day.
    """
    written = arguments.get(name, "").strip()
    return parse_day(written, name) if written else otherwise


def parse_day(written: str, name: str) -> date:
    """Read a day that must be there; see :func:`read_day`.

    Raises:
        BadRequest: It is no day.
    """
    for form in ("%Y-%m-%d", "%d/%m/%Y"):
        with suppress(ValueError):
            return datetime.strptime(written, form).date()
    raise BadRequest(
        "bad-day",
        _("“%(written)s” không phải là một ngày.", written=written[:20]),
        hint=_("Ghi ngày theo dạng 2025-02-15 hoặc 15/02/2025."),
        field=name,
    )


def _values(written: Iterable[str]) -> tuple[str, ...]:
    return tuple(dict.fromkeys(each.strip()[:200] for each in written if each.strip()))[:50]


def _sort(word: str) -> str:
    for sort, known in SORT_WORDS.items():
        if word == known:
            return sort
    raise BadRequest(
        "bad-sort",
        _("Không có cách sắp xếp “%(word)s”.", word=word[:40]),
        hint=_("Chọn một trong: %(known)s.", known=", ".join(SORT_WORDS.values())),
        field="sap-xep",
    )
