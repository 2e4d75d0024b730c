"""Several files of one document: where its sources differ, side by side, and every file to be had."""

from collections.abc import Iterator
from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest
from flask.testing import FlaskClient

from indexer.sync import sync
from registry.settings import load
from registry.store import Registry
from tests.fictional import File, entry, put
from web.app import create_app
from web.services import Services
from web.views.witnesses import places

FIRST = File("a.txt", "9001/2025/QĐ-UBND", date(2025, 3, 4), body="Điều 1. Giấy màu đỏ\nGiấy có ba gang.\nHết.")
OTHER = replace(FIRST, name="b.txt", issued=date(2025, 3, 5), body=FIRST.body.replace("ba gang", "bốn gang"))
SAME = replace(FIRST, name="c.txt", title="Ban hành quy định khác")


@pytest.fixture
def opened(own_home: Path) -> Iterator[Services]:
    settings = load(home=own_home, workers=1)
    with Registry.open(settings) as registry:
        registry.put_catalogue([entry("9001/2025/QĐ-UBND", date(2025, 3, 4))])
        for file in (FIRST, OTHER, SAME):
            put(registry, file)
        sync(registry, settings)
    held = Services.open(settings)
    yield held
    held.registry.close()


@pytest.fixture
def client(opened: Services) -> FlaskClient:
    return create_app(opened.settings, opened).test_client()


def page(client: FlaskClient, path: str) -> str:
    answer = client.get(path)
    assert answer.status_code == 200
    return answer.get_data(as_text=True)


def test_the_files_of_a_document_are_witnesses(opened: Services) -> None:
    (document,) = opened.registry.by_number("9001/2025/QĐ-UBND")
    found = opened.registry.witnesses(document.id)
    assert [each.shown for each in found] == [True, False, False]
    assert sorted(each.source for each in found) == ["a.txt", "b.txt", "c.txt"]
    words = {each.source[-5:]: opened.registry.witness_text(document.id, each.sha256) for each in found}
    assert "bốn gang" in words["b.txt"]
    assert words["a.txt"] == words["c.txt"]


def test_where_sources_differ_is_shown_side_by_side(client: FlaskClient, opened: Services) -> None:
    (document,) = opened.registry.by_number("9001/2025/QĐ-UBND")
    said = page(client, f"/van-ban/{document.slug}/thuoc-tinh")
    table = said.split("Chỗ các nguồn nói khác nhau")[1].split("</table>")[0]
    assert "04/03/2025" in table
    assert "05/03/2025" in table
    assert "Ban hành quy định khác" in table
    assert "Toàn văn" in table
    originals = page(client, f"/van-ban/{document.slug}/ban-goc")
    assert all(name in originals for name in ("a.txt", "b.txt", "c.txt"))
    apart = {each.sha256 for each in opened.registry.witnesses(document.id) if not each.shown and not each.same_words}
    for sha256 in apart:
        told = page(client, f"/van-ban/{document.slug}/ban-goc/khac?ban={sha256}")
        assert "ba" in told.split("<del>")[1] + told.split("<ins>")[1]
        assert "bốn" in told.split("<del>")[1] + told.split("<ins>")[1]
        assert "Hết." not in told
    assert client.get(f"/van-ban/{document.slug}/ban-goc/khac?ban={'0' * 64}").status_code == 404


def test_only_the_lines_that_differ_are_places() -> None:
    assert list(places("a\nb\nc", "a\nb\nc")) == []
    (one,) = places("một\nhai ba\nbốn", "một\nhai năm\nbốn")
    assert [(each.kind, each.left, each.right) for each in one][-1] == ("replaced", "ba", "năm")
