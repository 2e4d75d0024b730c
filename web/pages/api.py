"""The JSON twin of searching and reading, and the page that explains it."""

from collections.abc import Iterable

from flask import Blueprint, Response, jsonify, render_template, request
from flask_babel import gettext as _

from indexer.values import FACETS, SORTS, SearchRequest
from registry.errors import BadRequest, NotKnown
from registry.records import DocumentRecord
from web import addresses, openapi
from web.addresses import SearchState
from web.pages.document import view_of
from web.pages.search import reasons
from web.services import services
from web.views import search as search_views

api = Blueprint("api", __name__)

V1 = f"{addresses.API}/v1"


@api.get(addresses.API)
def explain() -> str:
    """Show the API page."""
    return render_template("api.html", description=openapi.document(), v1=V1)


@api.get(f"{V1}/openapi.json")
def description() -> Response:
    """Send the OpenAPI document."""
    return jsonify(openapi.document())


@api.get(f"{V1}/search")
def search() -> Response:
    """Search; the answer is the value that the page of results renders."""
    _only({"q", "sort", "page", "size", "explain", *FACETS})
    state = SearchState(_request(), everything=True, fold=False)
    page = services().search.search(state.request)
    records = services().registry.documents(hit.document_id for hit in page.hits)
    explained = reasons(state) if request.args.get("explain") == "1" else None
    return jsonify(search_views.view(state, page, records, explained))


@api.get(f"{V1}/suggest")
def suggest() -> Response:
    """Send suggestions for what was typed."""
    _only({"q", "limit"})
    typed = request.args.get("q", "")[: addresses.LONGEST_QUERY]
    limit = _number("limit", 8, openapi.MOST_SUGGESTIONS)
    return jsonify(services().search.suggest(typed, limit) if typed.strip() else ())


@api.get(f"{V1}/documents/<slug>")
def document(slug: str) -> Response:
    """Send what the page of a document shows beside its text."""
    _only(set())
    record = services().registry.by_slug(slug)
    return jsonify(view_of(record, services().texts.of(record)))


@api.get(f"{V1}/documents/<slug>/text")
def text(slug: str) -> Response:
    """Send the canonical text of a document with everything that points into it."""
    _only(set())
    record: DocumentRecord = services().registry.by_slug(slug)
    read = services().texts.of(record)
    if read is None:
        raise NotKnown(
            "no-text",
            _("Chưa có toàn văn của %(number)s.", number=record.number),
            hint=_("Xem các địa chỉ nguồn ở /api/v1/documents/%(slug)s.", slug=record.slug),
        )
    return jsonify(read.text)


def _request() -> SearchRequest:
    query = request.args.get("q", "").strip()
    if len(query) > addresses.LONGEST_QUERY:
        raise BadRequest("long-query", _("Câu tìm quá dài."), field="q")
    sort = request.args.get("sort", SORTS[0])
    if sort not in SORTS:
        raise BadRequest(
            "bad-sort", _("Không có thứ tự “%(sort)s”.", sort=sort[:40]), hint=", ".join(SORTS), field="sort"
        )
    filters = {name: tuple(dict.fromkeys(request.args.getlist(name)))[:50] for name in FACETS}
    return SearchRequest(
        query=query,
        filters={name: values for name, values in filters.items() if values},
        sort=sort,
        page=_number("page", 1, addresses.LAST_PAGE),
        size=_number("size", services().settings.page_size, openapi.LARGEST_PAGE),
    )


def _number(name: str, otherwise: int, largest: int) -> int:
    written = request.args.get(name, str(otherwise))
    if not (written.isascii() and written.isdigit() and 1 <= int(written[:6]) <= largest):
        raise BadRequest(
            f"bad-{name}",
            _("Tham số “%(name)s” phải là số từ 1 đến %(largest)s.", name=name, largest=largest),
            field=name,
        )
    return int(written)


def _only(known: Iterable[str]) -> None:
    unknown = sorted(set(request.args) - set(known))
    if unknown:
        raise BadRequest(
            "unknown-parameter",
            _("Không có tham số “%(name)s”.", name=unknown[0][:40]),
            hint=_("Xem danh sách tham số ở trang /api."),
            field=unknown[0][:40],
        )
