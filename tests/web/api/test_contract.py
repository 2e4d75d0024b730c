"""Schemathesis drives every operation with right and wrong input: no failure of ours, everything as described."""

from collections.abc import Iterable
from typing import Any

import pytest
import schemathesis
from flask import Flask
from flask_babel import Babel
from schemathesis.config import SchemathesisConfig

from web.api import description
from web.app import create_app
from web.services import Services

CONFIG = {
    "seed": 2026,
    "generation": {"deterministic": True, "max-examples": 4},
    "checks": {
        "positive_data_acceptance": {"expected-statuses": ["2xx", "3xx", "401", "403", "404", "409", "410"]},
        "negative_data_rejection": {
            "expected-statuses": ["400", "401", "403", "404", "405", "409", "410", "413", "415"]
        },
    },
}


class Site:
    """The application, made when the fixtures are there."""

    made: Any = None

    def __call__(self, environ: dict[str, Any], start: Any) -> Iterable[bytes]:
        """Answer a request; the client of these tests unpacks nothing."""
        environ.pop("HTTP_ACCEPT_ENCODING", None)
        answer: Iterable[bytes] = self.made(environ, start)
        return answer


def described() -> dict[str, Any]:
    """The OpenAPI document, without a registry."""
    bare = Flask(__name__)
    Babel(bare, default_locale="vi")
    with bare.test_request_context():
        return description.document()


SITE = Site()
schema = schemathesis.openapi.from_dict(described(), config=SchemathesisConfig.from_dict(CONFIG))
schema.app = SITE


@pytest.fixture(scope="module", autouse=True)
def running(held: Services) -> None:
    """Put the application in its place."""
    SITE.made = create_app(held.settings, held)


@schema.parametrize()
def test_the_api_keeps_to_its_description(case: schemathesis.Case[Any]) -> None:
    case.call_and_validate()
