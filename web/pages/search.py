"""Searching: the page of results, and suggestions while typing."""

from dataclasses import dataclass, replace
from typing import Any

from flask import Blueprint, Response, make_response, redirect, render_template, request
from flask_babel import gettext as _
from werkzeug.wrappers import Response as AnyResponse

from web import addresses, basket
from web.addresses import SearchState
from web.services import services
from web.views import documents, facets, query_help
from web.views import search as views
from web.views.explanations import EVERY_PASSAGE

search = Blueprint("search", __name__)

SUGGESTIONS = 8
_TRIES = 6


@dataclass(frozen=True, slots=True)
class Looser:
    """A less narrow search: what is left out, its address, how much it finds."""

    words: str
    url: str
    total: int


@search.get(addresses.SEARCH)
def show() -> AnyResponse | str:
    """Show a page of results, or open the document whose number was typed."""
    state = addresses.read_search(request.args, services().settings.page_size)
    page = services().search.search(state.request)
    if page.jump and _may_jump(state):
        return redirect(f"{addresses.document(page.jump, page.jump_to)}?{addresses.jumped(state.request.query)}", 302)
    records = services().registry.documents(hit.document_id for hit in page.hits)
    explained = reasons(state) if state.explain else None
    view = views.view(state, page, records, explained)
    typed = {name: request.args.get(f"tim-{parameter}", "")[:100] for name, parameter in addresses.FILTERS.items()}
    offered = {name: facets.narrowed(view.facets[name], typed[name]) for name in view.facets}
    return render_template(
        "search.html",
        view=view,
        state=state,
        all_pages=state.plain(),
        facet_values=offered,
        facet_typed=typed,
        bodies=facets.groups(view.facets["level"] if not typed["issuer"] else (), offered["issuer"]),
        histogram=facets.histogram(view.facets["year"]),
        described=views.described(state),
        facet_labels=views.facet_labels(),
        shown=facets.SHOWN_VALUES,
        pointed=query_help.pointed,
        long_facet=facets.LONG_FACET,
        basket=set(basket.ids()),
        looser=looser(state) if not page.total else (),
        against=documents.row(services().registry.by_slug(state.against)) if state.against else None,
    )


@search.get(addresses.SUGGEST)
def suggest() -> Response:
    """Send the options of the suggestion list for what was typed so far."""
    typed = request.args.get("q", "")[: addresses.LONGEST_QUERY]
    found = services().search.suggest(typed, SUGGESTIONS) if typed.strip() else ()
    response = make_response(render_template("_suggestions.html", suggestions=found))
    response.headers["Cache-Control"] = "private, max-age=60"
    return response


def reasons(state: SearchState) -> dict[str, Any] | None:
    """Return what the search service explains; None when nothing was typed, for then everything matches alike."""
    if not state.request.query:
        return None
    return services().search.explain(replace(state.request, size=EVERY_PASSAGE))


def looser(state: SearchState) -> tuple[Looser, ...]:
    """Return less narrow searches that do find something."""
    request, tries = state.request, list[tuple[str, SearchState]]()
    if request.filters and request.query:
        tries = [
            (_("Bỏ bộ lọc, giữ câu tìm"), state.without_filters()),
            (_("Bỏ câu tìm, giữ bộ lọc"), state.without_query()),
        ]
    elif request.filters:
        names = views.facet_labels()
        tries = [
            (_("Bỏ lọc theo %(name)s", name=names[name].lower()), state.toggled(name, value))
            for name, values in request.filters.items()
            for value in values
        ]
    found = (Looser(words, each.address(), _total(each)) for words, each in tries[:_TRIES])
    return tuple(each for each in found if each.total)


def _total(state: SearchState) -> int:
    return services().search.search(replace(state.request, size=1, page=1)).total


def _may_jump(state: SearchState) -> bool:
    return not (state.everything or state.against or state.request.filters or state.request.page > 1)
