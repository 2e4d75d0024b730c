"""Searching: results with facets, suggestions, the ways of writing a query."""

from dataclasses import dataclass, replace
from typing import Any, Final

from flask_babel import lazy_gettext as _

from indexer.values import SORTS, SearchRequest, Suggestion
from web import addresses
from web.addresses import SearchState
from web.api import cursors
from web.api.common import CURSOR_NEXT, FILTERS, QUERY, SIZE, TAG_SEARCH, chosen
from web.api.kinds import Number, Text, choice
from web.api.operations import Parameter, operation
from web.pages.search import reasons
from web.services import services
from web.views import query_help
from web.views import search as views

MOST_SUGGESTIONS: Final = 20
_PAGE = Parameter(
    "page", _("Trang, bắt đầu từ 1; không tính khi có cursor"), Number(1, addresses.LAST_PAGE), otherwise=1
)
_SORT = Parameter("sort", _("Thứ tự"), choice(*SORTS), otherwise=SORTS[0])
_EXPLAIN = Parameter(
    "explain", _("1: mỗi kết quả kèm lý do, và cách câu tìm được hiểu"), choice("0", "1"), otherwise="0"
)
_SIGNALS = Parameter(
    "signals", _("0: hiệu lực và cấp ban hành không ảnh hưởng thứ tự"), choice("0", "1"), otherwise="1"
)
_TYPED = Parameter("q", _("Chữ đã gõ, có dấu hoặc không dấu"), Text(addresses.LONGEST_QUERY), required=True)
_LIMIT = Parameter("limit", _("Số gợi ý"), Number(1, MOST_SUGGESTIONS), otherwise=8)


@operation(
    "/search",
    _("Tìm văn bản"),
    views.SearchView,
    QUERY,
    *FILTERS,
    _SORT,
    _EXPLAIN,
    _SIGNALS,
    _PAGE,
    CURSOR_NEXT,
    SIZE,
    tag=TAG_SEARCH,
    examples={"q": "giay mau", "type": "quyet-dinh", "size": "3"},
    weak=("took_ms",),
)
def search(
    q: str,
    sort: str,
    explain: str,
    signals: str,
    page: int,
    cursor: str | None,
    size: int,
    **filters: tuple[object, ...],
) -> views.SearchView:
    """Search; the answer is the value that the page of results renders."""
    request = SearchRequest(" ".join(q.split()), chosen(filters), sort, 1, size, signals == "1")
    state = cursors.state(services().settings, request)
    at = _page(page, cursor, state)
    asked = SearchState(replace(request, page=at), everything=True, fold=False)
    found = services().search.search(asked.request)
    records = services().registry.documents(hit.document_id for hit in found.hits)
    view = views.view(asked, found, records, reasons(asked) if explain == "1" else None)
    more = at < min(view.pages, addresses.LAST_PAGE)
    return replace(view, next_cursor=cursors.write(state, at + 1) if more else None)


def _page(page: int, cursor: str | None, state: str) -> int:
    if cursor is None:
        return page
    at = cursors.place(cursor, state)
    if not 1 <= at <= addresses.LAST_PAGE:
        raise cursors.gone()
    return at


@operation(
    "/suggest",
    _("Gợi ý trong khi gõ"),
    tuple[Suggestion, ...],
    _TYPED,
    _LIMIT,
    tag=TAG_SEARCH,
    examples={"q": "9902"},
)
def suggest(q: str, limit: int) -> tuple[Suggestion, ...]:
    """Send suggestions for what was typed."""
    return services().search.suggest(q, limit) if q.strip() else ()


@dataclass(frozen=True, slots=True)
class QueryLanguage:
    """How a query may be written: signs, then fields."""

    ways: tuple[query_help.Line, ...]
    fields: tuple[query_help.Line, ...]


@operation("/query-language", _("Cách viết câu tìm"), QueryLanguage, tag=TAG_SEARCH)
def query_language() -> Any:
    """Send the ways of writing a query."""
    return QueryLanguage(query_help.ways(), query_help.fields())
