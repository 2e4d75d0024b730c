"""Documents under different numbers that say nearly the same are told above the pairs of their provisions."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from flask.testing import FlaskClient

from indexer import overlap
from indexer.sync import sync
from registry import ingest
from registry.settings import load
from tests.web.fictional import library
from web.app import create_app
from web.services import Services

HEADING = "Số khác nhau, nội dung gần như giống nhau"
ONE, OTHER, THIRD = "9905/2025/QĐ-UBND", "9925/2025/QĐ-UBND", "9901/2024/NQ-HĐND"


@pytest.fixture
def held(tmp_path: Path) -> Iterator[Services]:
    """A decision, the same under another number, and a third document."""
    folder = tmp_path / "in"
    folder.mkdir()
    text = (library.TEXTS / "9905-2025-qd-ubnd.txt").read_text(encoding="utf-8")
    (folder / "mot.txt").write_text(text, encoding="utf-8")
    (folder / "hai.txt").write_text(text.replace("9905/2025", "9925/2025"), encoding="utf-8")
    third = (library.TEXTS / "9901-2024-nq-hdnd.txt").read_text(encoding="utf-8")
    (folder / "ba.txt").write_text(third, encoding="utf-8")
    opened = Services.open(load(home=tmp_path / "home", workers=1))
    ingest.run(opened.registry, [folder])
    sync(opened.registry, opened.settings)
    overlap.run(opened.registry, opened.settings)
    yield opened
    opened.registry.close()


@pytest.fixture
def client(held: Services) -> FlaskClient:
    """A client with its own cookies."""
    return create_app(held.settings, held).test_client()


def test_they_are_told_with_how_much_is_alike_and_where_to_compare_them(client: FlaskClient, held: Services) -> None:
    page = client.get("/trung-lap").get_data(as_text=True)
    told = page.partition(HEADING)[2].partition("</section>")[0]
    assert ONE in told
    assert OTHER in told
    assert THIRD not in told
    assert "2 trong 3 điều gần như giống nhau" in told
    [pair] = held.registry.alike_documents()
    slugs = [held.registry.document(each).slug for each in (pair.left_id, pair.right_id)]
    assert f"/so-sanh?trai={slugs[0]}&amp;phai={slugs[1]}" in told
    assert client.get(f"/so-sanh?trai={slugs[0]}&phai={slugs[1]}").status_code == 200


def test_the_list_of_one_document_tells_only_its_own(client: FlaskClient, held: Services) -> None:
    [one], [third] = held.registry.by_number(ONE), held.registry.by_number(THIRD)
    assert HEADING in client.get(f"/trung-lap?van-ban={one.slug}").get_data(as_text=True)
    assert HEADING not in client.get(f"/trung-lap?van-ban={third.slug}").get_data(as_text=True)
    assert HEADING not in client.get("/trung-lap?trang=2").get_data(as_text=True)
