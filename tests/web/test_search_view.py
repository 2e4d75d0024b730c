"""Facets of a page of results: components stand inside their programme, however deep they are."""

from flask import Flask
from flask_babel import Babel

from indexer.values import FacetValue, SearchPage, SearchRequest
from web.addresses import SearchState
from web.views.search import SearchView, runs, view

COUNTED = (
    FacetValue("GNBV", "Giảm nghèo bền vững", 9),
    FacetValue("GNBV-DA4-TDA2", "Tiểu dự án 2", 3, parent="GNBV-DA4"),
    FacetValue("NTM", "Xây dựng nông thôn mới", 5),
)


def shown(request: SearchRequest, values: tuple[FacetValue, ...] = COUNTED, total: int = 90) -> SearchView:
    app = Flask("test")
    Babel(app)
    with app.test_request_context():
        return view(SearchState(request), SearchPage(total, (), {"programme": values}, 1.0, "memory"), ())


def test_components_are_offered_once_their_programme_is_chosen() -> None:
    assert [each.value for each in shown(SearchRequest()).facets["programme"]] == ["GNBV", "NTM"]
    chosen = (FacetValue("GNBV", "Giảm nghèo bền vững", 9, chosen=True), *COUNTED[1:])
    programme = shown(SearchRequest(filters={"programme": ("GNBV",)}), chosen).facets["programme"][0]
    assert [each.value for each in programme.inner] == ["GNBV-DA4-TDA2"]
    assert programme.inner[0].url == "/tim-kiem?chuong-trinh=GNBV-DA4-TDA2"


def test_values_without_documents_are_not_offered_unless_chosen() -> None:
    values = (FacetValue("NTM", "Nông thôn mới", 0), FacetValue("DTTS", "Dân tộc", 0, chosen=True))
    assert [each.value for each in shown(SearchRequest(), values).facets["programme"]] == ["DTTS"]


def test_chips_say_what_is_filtered_and_undo_it() -> None:
    request = SearchRequest("rồng", {"programme": ("NTM",)}, page=3)
    (chip,) = shown(request).chips
    assert (chip.label, chip.url) == ("Chương trình: Xây dựng nông thôn mới", "/tim-kiem?q=r%E1%BB%93ng")


def test_without_a_query_nothing_can_be_ordered_by_relevance() -> None:
    assert [each.label for each in shown(SearchRequest()).sorts if each.current] == ["Mới nhất"]
    assert [each.label for each in shown(SearchRequest("rồng")).sorts if each.current] == ["Liên quan nhất"]


def test_paging_shows_the_ends_and_the_neighbours() -> None:
    labels = [each.label for each in shown(SearchRequest(page=10), total=400).paging]
    assert labels == ["1", "", "8", "9", "10", "11", "12", "", "20"]
    assert shown(SearchRequest(), total=20).paging == ()


def test_marks_that_overlap_are_shown_once() -> None:
    assert "".join(run.text for run in runs("rồng giấy", [(0, 4), (2, 6), (5, 9)])) == "rồng giấy"
