"""Walking a list by its cursors: everything once, in order; what changed meanwhile is told, never skipped."""

from typing import Any

import pytest
from flask.testing import FlaskClient
from hypothesis import given
from hypothesis import strategies as st

from registry.settings import load
from tests.web.test_pages import DECISION, LONG
from web.api import cursors
from web.app import create_app
from web.services import Services

V1 = "/api/v1"


def walked(client: FlaskClient, path: str, inside: str = "items", **asked: str) -> list[Any]:
    found: list[Any] = []
    cursor: dict[str, str] = {}
    while True:
        answer = client.get(f"{V1}{path}", query_string={**asked, **cursor})
        assert answer.status_code == 200, answer.get_data(as_text=True)
        told = answer.get_json()
        found += told[inside]
        if told["next_cursor"] is None:
            return found
        cursor = {"cursor": told["next_cursor"]}


def test_the_list_of_documents_is_walked_to_its_end(client: FlaskClient, held: Services) -> None:
    found = walked(client, "/documents", size="50")
    assert [each["document"]["id"] for each in found] == [each.id for each in held.registry.documents()]


def test_cursors_and_page_numbers_of_a_search_give_the_same(client: FlaskClient) -> None:
    whole = client.get(f"{V1}/search?q=giảm+nghèo&size=100").get_json()
    found = walked(client, "/search", "hits", q="giảm nghèo", size="7")
    assert len(found) == whole["total"] > 14
    second = client.get(f"{V1}/search?q=giảm+nghèo&size=7&page=2").get_json()
    assert [each["document"]["id"] for each in found[7:14]] == [each["document"]["id"] for each in second["hits"]]


@pytest.mark.parametrize("path", [f"/documents/{DECISION}/citations", "/overlaps"])
def test_other_lists_are_walked_to_their_end(client: FlaskClient, path: str) -> None:
    whole = client.get(f"{V1}{path}?size=100").get_json()
    assert walked(client, path, size="1") == whole["items"]
    assert len(whole["items"]) == whole["total"] > 1


def test_a_cursor_is_good_for_its_own_request_only(client: FlaskClient) -> None:
    cursor = client.get(f"{V1}/search?q=giảm+nghèo&size=7").get_json()["next_cursor"]
    for asked in ("q=giảm+nghèo&size=8", "q=nghèo&size=7", "q=giảm+nghèo&size=7&sort=newest"):
        answer = client.get(f"{V1}/search?{asked}&cursor={cursor}")
        assert (answer.status_code, answer.get_json()["code"]) == (410, "cursor-gone")
        assert "không kèm “cursor”" in answer.get_json()["detail"]
    other = client.get(f"{V1}/documents/{LONG}/citations?cursor={cursor}")
    assert other.status_code == 410


def test_a_cursor_of_a_search_is_gone_once_the_index_changed_and_one_of_documents_is_not(
    tmp_path_factory: pytest.TempPathFactory,
) -> None:
    from indexer.sync import rebuild
    from registry.catalogue import entries
    from registry.store import Registry

    settings = load(home=tmp_path_factory.mktemp("paging"), workers=1)
    with Registry.open(settings) as registry:
        registry.put_catalogue(entries())
        rebuild(registry, settings)
    opened = Services.open(settings)
    client = create_app(settings, opened).test_client()
    search = client.get(f"{V1}/search?q=nghèo&size=5").get_json()["next_cursor"]
    listed = client.get(f"{V1}/documents?size=5").get_json()["next_cursor"]
    rebuild(opened.registry, settings)
    assert client.get(f"{V1}/search?q=nghèo&size=5&cursor={search}").status_code == 410
    assert client.get(f"{V1}/documents?size=5&cursor={listed}").status_code == 200
    opened.registry.close()


@given(st.text(max_size=60))
def test_any_word_is_a_cursor_or_is_refused(word: str) -> None:
    try:
        (found,) = cursors.read(word, int)
    except cursors.CursorGone:
        return
    assert isinstance(found, int)
