"""A registry of its own for tests that change things, with an admin who is signed in."""

import time
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from flask import Flask
from flask.testing import FlaskClient

from indexer.sync import sync
from registry.jobs import Job
from registry.people import Role
from registry.settings import load
from tests.people import form_token, sign_in
from web.app import create_app
from web.jobs import worker
from web.services import Services

Send = Callable[..., "Answered"]


class Answered:
    """What a form was answered with."""

    def __init__(self, status: int, location: str, text: str) -> None:
        self.status, self.location, self.text = status, location, text


@pytest.fixture
def held(tmp_path: Path) -> Iterator[Services]:
    """Open services over an empty registry that may ask machines of the house."""
    home = tmp_path / "home"
    opened = Services.open(load(home=home, workers=1, crawl_seconds=0, crawl_timeout=5, crawl_private=True))
    sync(opened.registry, opened.settings)
    yield opened
    opened.registry.close()


@pytest.fixture
def app(held: Services) -> Iterator[Flask]:
    """The site; its jobs are stopped at the end."""
    made = create_app(held.settings, held)
    yield made
    with made.app_context():
        worker().close()


@pytest.fixture
def client(app: Flask) -> FlaskClient:
    """A browser that an admin is signed in with."""
    made = app.test_client()
    sign_in(made, Role.admin)
    return made


@pytest.fixture
def send(client: FlaskClient) -> Send:
    """Sends a form of the site."""
    token = form_token(client)

    def sender(address: str, **form: str | list[str]) -> Answered:
        named = {name if name == "not_fault" else name.replace("_", "-"): value for name, value in form.items()}
        answer = client.post(address, data={"ma-bieu-mau": token, **named})
        return Answered(answer.status_code, answer.headers.get("Location", ""), answer.get_data(as_text=True))

    return sender


@pytest.fixture
def finished(app: Flask) -> Callable[[str], Job]:
    """Waits for a job, named by the address of its page, and returns it."""

    def wait(location: str) -> Job:
        with app.app_context():
            book = worker().book
        deadline = time.monotonic() + 60
        while (job := book.get(location.rpartition("/")[2])).busy:
            assert time.monotonic() < deadline, job
            time.sleep(0.02)
        return job

    return wait


def page(client: FlaskClient, address: str) -> str:
    """Return a page that must be there."""
    answer = client.get(address)
    assert answer.status_code == 200, f"{address}: {answer.status_code} {answer.get_data(as_text=True)[:2000]}"
    return answer.get_data(as_text=True)
