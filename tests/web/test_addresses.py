"""The state of a search lives in its address."""

import pytest
from flask import Flask
from flask_babel import Babel
from hypothesis import given
from hypothesis import strategies as st
from werkzeug.datastructures import MultiDict

from indexer.values import FACETS, SORTS, SearchRequest
from registry.errors import BadRequest
from web import addresses, basket
from web.addresses import SearchState, read_search

VALUES = st.text(st.characters(codec="utf-8", categories=("L", "N")), min_size=1, max_size=12)
REQUESTS = st.builds(
    SearchRequest,
    query=st.lists(VALUES, max_size=4).map(" ".join),
    filters=st.dictionaries(st.sampled_from(FACETS), st.lists(VALUES, min_size=1, max_size=3, unique=True).map(tuple)),
    sort=st.sampled_from(SORTS),
    page=st.integers(1, addresses.LAST_PAGE),
    size=st.just(20),
)


def read(pairs: list[tuple[str, str]]) -> SearchState:
    app = Flask("test")
    Babel(app)
    with app.test_request_context():
        return read_search(MultiDict(pairs), 20)


@given(REQUESTS, st.booleans())
def test_what_is_written_to_the_address_is_read_back(request: SearchRequest, everything: bool) -> None:
    state = SearchState(request, everything)
    assert read(state.pairs()) == state


@given(REQUESTS, st.sampled_from(FACETS), VALUES)
def test_choosing_a_value_twice_gives_the_filters_back(request: SearchRequest, name: str, value: str) -> None:
    state = SearchState(request)
    if value not in request.filters.get(name, ()):
        assert state.toggled(name, value).toggled(name, value).request.filters == request.filters


def test_a_choice_goes_back_to_the_first_page() -> None:
    state = SearchState(SearchRequest("rồng", page=4))
    assert state.toggled("type", "quyet-dinh").request.page == 1
    assert state.with_sort("newest").request.page == 1


def test_a_component_takes_the_place_of_its_programme() -> None:
    state = SearchState(SearchRequest(filters={"programme": ("NTM",)}))
    assert state.toggled("programme", "NTM-OCOP", instead_of="NTM").request.filters == {"programme": ("NTM-OCOP",)}


def test_defaults_are_left_out_so_that_one_search_has_one_address() -> None:
    assert SearchState(SearchRequest()).address() == "/tim-kiem"
    assert SearchState(SearchRequest("hộ nghèo")).address() == "/tim-kiem?q=h%E1%BB%99+ngh%C3%A8o"


@pytest.mark.parametrize(
    ("pairs", "field"),
    [
        ([("trang", "0")], "trang"),
        ([("trang", "²")], "trang"),
        ([("trang", "99999")], "trang"),
        ([("sap-xep", "tuy-thich")], "sap-xep"),
        ([("q", "a" * 501)], "q"),
    ],
)
def test_an_address_that_makes_no_sense_is_refused_and_names_the_field(
    pairs: list[tuple[str, str]], field: str
) -> None:
    with pytest.raises(BadRequest) as caught:
        read(pairs)
    assert caught.value.field == field


@pytest.mark.parametrize("wanted", ["https://kẻ.lạ", "//example.org", "/\\example.org", "", "javascript:1", "/a\nb"])
def test_the_way_back_never_leaves_the_site(wanted: str) -> None:
    assert basket.way_back(wanted, "/so-tay") == "/so-tay"


def test_the_way_back_keeps_the_state() -> None:
    assert basket.way_back("/tim-kiem?q=r%E1%BB%93ng&trang=2#vb-3", "/") == "/tim-kiem?q=r%E1%BB%93ng&trang=2#vb-3"
