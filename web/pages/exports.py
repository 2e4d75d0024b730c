"""The documents of a search, all pages together, as CSV, XLSX and an Atom feed."""

from dataclasses import replace
from datetime import UTC, datetime
from typing import Final

from flask import Blueprint, Response, request
from flask_babel import gettext as _

from registry.records import DocumentRecord
from registry.vocabulary import slug as slugified
from web import addresses, exports, feeds
from web.addresses import SearchState
from web.services import services
from web.views import search as views

found = Blueprint("exports", __name__)

_XLSX: Final = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
_RANKED: Final = 100


@found.get(addresses.SEARCH_CSV)
def as_csv() -> Response:
    """Send every document of a search as CSV."""
    state = _state()
    return _attached(exports.as_csv(records(state), _site()), "text/csv; charset=utf-8", state, "csv")


@found.get(addresses.SEARCH_XLSX)
def as_xlsx() -> Response:
    """Send every document of a search as a workbook."""
    state = _state()
    rows = records(state)
    return _attached(exports.as_xlsx(rows, _site(), _about(state, len(rows))), _XLSX, state, "xlsx")


@found.get(addresses.SEARCH_ATOM)
def as_atom() -> Response:
    """Send the documents of a search that changed last as an Atom feed."""
    state = _state()
    now = datetime.now(UTC).replace(hour=0, minute=0, second=0, microsecond=0)
    own, page = _site() + state.address(addresses.SEARCH_ATOM), _site() + state.address()
    body = feeds.atom(views.described(state), own, page, records(state), now)
    return Response(body, content_type="application/atom+xml; charset=utf-8")


def records(state: SearchState) -> list[DocumentRecord]:
    """Return every document of a search, in its order."""
    ids = services().search.ids(replace(state.request, page=1, size=_RANKED))
    known = {record.id: record for record in services().registry.documents(ids)}
    return [known[each] for each in ids if each in known]


def _state() -> SearchState:
    return addresses.read_search(request.args, services().settings.page_size).plain()


def _site() -> str:
    return request.url_root.rstrip("/")


def _about(state: SearchState, total: int) -> list[tuple[str, str]]:
    return [
        (_("Câu tìm"), state.request.query),
        (_("Mô tả"), views.described(state)),
        (_("Số văn bản"), str(total)),
        (_("Địa chỉ"), _site() + state.address()),
        (_("Lấy lúc"), f"{datetime.now():%d/%m/%Y %H:%M}"),
        (_("Lưu ý"), _("Bản điện tử để tra cứu; văn bản ký, đóng dấu là bản có giá trị pháp lý.")),
    ]


def _attached(body: bytes, kind: str, state: SearchState, ending: str) -> Response:
    response = Response(body, content_type=kind)
    name = "-".join(part for part in ("vanban", slugified(state.request.query)[:40].strip("-")) if part)
    response.headers["Content-Disposition"] = f'attachment; filename="{name}-{datetime.now():%Y%m%d}.{ending}"'
    response.headers["Cache-Control"] = "no-store"
    return response
