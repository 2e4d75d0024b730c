"""The application factory."""

from importlib.metadata import version

import orjson
from flask import Flask
from flask.json.provider import JSONProvider

import web.person_actions  # noqa: F401
from registry.settings import Settings, load
from web import (
    access,
    addresses,
    assets,
    basket,
    clock,
    errors,
    guides,
    kept_pages,
    language,
    sentences,
    services,
    signing,
    transfer,
    use,
)
from web.api import api, openness
from web.pages import BLUEPRINTS
from web.pages.admin import BLUEPRINTS as ADMIN_BLUEPRINTS
from web.views import desk, people, relations, words


class OrjsonProvider(JSONProvider):
    """JSON of frozen dataclasses and dates, without copying them first."""

    def dumps(self, obj: object, **kwargs: object) -> str:  # noqa: ARG002  (Flask's signature)
        """Return a value as JSON text."""
        return orjson.dumps(obj).decode()

    def loads(self, s: str | bytes, **kwargs: object) -> object:  # noqa: ARG002
        """Read JSON text."""
        return orjson.loads(s)


def create_app(settings: Settings | None = None, opened: services.Services | None = None) -> Flask:
    """Make the web application.

    Args:
        settings: Where the state lives; read from the environment by default.
        opened: Services to stand on instead of opening those of the settings.
    """
    app = Flask("web", static_folder=None)
    app.json = OrjsonProvider(app)
    app.config.update(MAX_CONTENT_LENGTH=1_000_000, BABEL_DEFAULT_LOCALE="vi")
    app.jinja_env.trim_blocks = app.jinja_env.lstrip_blocks = True
    language.install(app)
    services.install(app, opened or services.Services.open(settings or load()))
    app.jinja_env.filters.update(day=words.day, place=words.place, level=words.level, thousands=thousands)
    app.jinja_env.filters.update(moment=clock.moment, bytes=clock.size, browser=people.browser, told=sentences.told)
    app.jinja_env.filters.update(merged=relations.merged)
    app.jinja_env.globals.update(address=addresses, asset=assets.address, version=version("vanban"))
    app.jinja_env.globals.update(basket_count=lambda: len(basket.ids()), in_basket=basket.holds)
    app.jinja_env.globals.update(help_here=guides.here, programme_names=desk.programme_names)
    app.before_request(basket.refuse_foreign_forms)
    app.before_request(services.follow_vocabulary)
    transfer.install(app)
    use.install(app)
    access.install(app)
    signing.install(app)
    openness.install(app)
    kept_pages.install(app)
    errors.install(app)
    for blueprint in (assets.assets, *BLUEPRINTS, *ADMIN_BLUEPRINTS, api):
        app.register_blueprint(blueprint)
    return app


def thousands(number: int) -> str:
    """Return a count as the language of the page writes it: ``12.345`` in Vietnamese, ``12,345`` in English."""
    written = f"{number:,}"
    return written if language.current() == "en" else written.replace(",", ".")
