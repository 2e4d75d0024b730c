"""Every operation of the API: its example works, fits its description, and is answered from the reader's copy."""

import gzip
from typing import Any

import orjson
import pytest
from flask.testing import FlaskClient
from jsonschema import Draft202012Validator
from werkzeug.test import TestResponse

from tests.web.test_pages import DECISION
from web.api import description, examples
from web.api.operations import OPERATIONS, V1, Operation
from web.app import create_app
from web.services import Services

READING = [each for each in OPERATIONS if each.method == "GET" and not each.roles]


@pytest.fixture(scope="module")
def described(held: Services) -> dict[str, Any]:
    """The OpenAPI document."""
    with create_app(held.settings, held).test_request_context():
        return description.document()


def called(client: FlaskClient, operation: Operation, **headers: str) -> TestResponse:
    sent = examples.sent(operation) if operation.body else None
    return client.open(f"{V1}{examples.filled(operation)}", method=operation.method, headers=headers, json=sent)


def fits(described: dict[str, Any], operation: Operation, answer: Any) -> None:
    good = described["paths"][operation.path][operation.method.lower()]["responses"][str(operation.status)]
    schema = good["content"][operation.media]["schema"]
    whole = {**schema, "components": described["components"]}
    Draft202012Validator(whole, format_checker=Draft202012Validator.FORMAT_CHECKER).validate(answer)


@pytest.mark.parametrize("operation", READING, ids=lambda each: each.name)
def test_the_example_of_an_operation_works_and_fits_its_description(
    client: FlaskClient, described: dict[str, Any], operation: Operation
) -> None:
    answer = called(client, operation)
    assert answer.status_code == 200, answer.get_data(as_text=True)
    told = answer.get_json()
    fits(described, operation, told)
    shows = told.get("items", told) if isinstance(told, dict) else told
    assert shows or operation.name in {"issues", "news", "programme_tasks"}, "an example that shows nothing"


@pytest.mark.parametrize("operation", READING, ids=lambda each: each.name)
def test_an_answer_is_named_and_not_sent_twice(client: FlaskClient, operation: Operation) -> None:
    first = called(client, operation)
    name = first.headers["ETag"]
    assert name.startswith("W/") == bool(operation.weak)
    again = called(client, operation, **{"If-None-Match": name})
    assert (again.status_code, again.data) == (304, b"")
    head = client.head(f"{V1}{examples.filled(operation)}")
    assert (head.status_code, head.headers["ETag"], head.data) == (200, name, b"")


def test_a_packed_answer_has_a_name_of_its_own(client: FlaskClient) -> None:
    path = f"{V1}/documents/{DECISION}"
    plain, packed = client.get(path), client.get(path, headers={"Accept-Encoding": "gzip"})
    assert gzip.decompress(packed.data) == plain.data
    assert plain.headers["ETag"] != packed.headers["ETag"]
    assert "Accept-Encoding" in packed.headers["Vary"]
    asked = {"Accept-Encoding": "gzip", "If-None-Match": packed.headers["ETag"]}
    assert client.get(path, headers=asked).status_code == 304
    refused = client.get(path, headers={"Accept-Encoding": "gzip;q=0"})
    assert "Content-Encoding" not in refused.headers


def test_every_operation_has_an_example_and_a_place_on_the_page(client: FlaskClient) -> None:
    page = client.get("/api").get_data(as_text=True)
    for each in OPERATIONS:
        assert f'id="{each.name}"' in page
        assert all(examples.value_of(each, one) for one in each.parameters if one.where == "path")
    assert len({each.name for each in OPERATIONS}) == len(OPERATIONS)


def test_the_examples_on_the_page_lead_somewhere(client: FlaskClient, held: Services) -> None:
    with create_app(held.settings, held).test_request_context():
        here = examples.own()
        links = [call.url for each in READING if (call := examples.shown(each, "", here)).url]
    assert len(links) == len(READING)
    for link in links:
        assert client.get(link).status_code == 200, link


def test_the_description_names_every_schema_that_it_points_at(described: dict[str, Any]) -> None:
    told = orjson.dumps(described).decode()
    pointed = {each.partition('"')[0] for each in told.split('"$ref":"#/components/schemas/')[1:]}
    assert pointed <= set(described["components"]["schemas"])


def test_a_book_is_printed(client: FlaskClient) -> None:
    (order,) = [each for each in OPERATIONS if each.name == "handbook"]
    answer = called(client, order)
    assert (answer.status_code, answer.content_type) == (200, "application/pdf")
    assert answer.data.startswith(b"%PDF-")
