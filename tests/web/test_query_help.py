"""The page about queries: all fields are on it, every example works, and notes point at the place they speak of."""

from html import unescape

import pytest
from flask import Flask
from flask.testing import FlaskClient
from flask_babel import Babel

from indexer.query import FIELDS
from indexer.values import SearchRequest
from web.services import Services
from web.views import query_help


def examples() -> tuple[str, ...]:
    app = Flask("test")
    Babel(app)
    with app.test_request_context():
        return query_help.all_examples((*query_help.ways(), *query_help.fields()))


@pytest.mark.parametrize("query", examples())
def test_every_example_is_understood_and_is_a_link(client: FlaskClient, held: Services, query: str) -> None:
    notes = held.search.search(SearchRequest(query)).notes
    assert not [note for note in notes if "vị trí" in note or "trường" in note or "bỏ qua" in note], notes
    assert f"<code>{query}</code>" in unescape(client.get("/tro-giup/cau-tim").get_data(as_text=True))


def test_every_field_has_an_example() -> None:
    made = " ".join(examples())
    assert all(f"{field.names[0]}:" in made for field in FIELDS)


@pytest.mark.parametrize(
    "query", ["chuongtrinh:NTM", "cap:tỉnh", "nam:2024", 'loai:"nghị quyết"', "so:9902", "giấy dieu:5"]
)
def test_fields_narrow_the_search(held: Services, query: str) -> None:
    everything = held.search.search(SearchRequest()).total
    assert 0 < held.search.search(SearchRequest(query)).total < everything


def test_notes_stand_on_the_page_with_their_place(client: FlaskClient) -> None:
    page = client.get("/tim-kiem", query_string={"q": 'rồng sai:giấy "màu'}).get_data(as_text=True)
    assert "Không có trường “sai” (vị trí 6)" in page
    assert '<code class="pointed">rồng <mark>sai:giấy</mark>' in page
    assert 'href="/tro-giup/cau-tim"' in page


def test_a_note_without_a_place_or_beyond_the_query_points_nowhere() -> None:
    assert query_help.pointed("rồng", "Câu tìm quá dài.") == ()
    assert query_help.pointed("rồng", "ở vị trí 99") == ()


def test_a_mistyped_word_is_said_to_have_been_read_as_another(client: FlaskClient) -> None:
    page = client.get("/tim-kiem", query_string={"q": "chuồngg rồng"}).get_data(as_text=True)
    assert "chuồngg" in page.partition('aria-label="Cách hiểu câu tìm"')[2]
