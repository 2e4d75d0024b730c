"""The language of the pages: Vietnamese, or English when somebody asks for it. Documents stay as they are.

What a browser prefers never decides: many browsers in Vietnam are set to English without anybody having asked for it.
"""

from typing import Final, cast
from urllib.parse import quote, urlencode

from babel.support import NullTranslations
from flask import Flask, Response, g, has_request_context, request
from flask_babel import Babel, get_translations, gettext

from web import sessions

LANGUAGES: Final = {"vi": "Tiếng Việt", "en": "English"}
DEFAULT: Final = "vi"
COOKIE: Final = "vanban_ngon_ngu"
PARAMETER: Final = "lang"
_LIFE: Final = 365 * 24 * 3600  # seconds


def install(app: Flask) -> None:
    """Let pages be written in the language that was asked for, and remember it in the browser."""
    Babel(app, default_locale=DEFAULT, locale_selector=chosen)
    app.jinja_env.install_gettext_callables(  # type: ignore[attr-defined]
        lambda text: _texts().ugettext(text), lambda one, many, n: _texts().ungettext(one, many, n), newstyle=True
    )
    app.jinja_env.globals.update(language=current, other_language=other)
    app.jinja_env.filters.update(said=gettext)
    app.after_request(_remember)


def chosen() -> str:
    """Return the language asked for: in the address, else by an earlier choice, else Vietnamese."""
    if "language" not in g:
        asked = (request.args.get(PARAMETER, ""), request.cookies.get(COOKIE, ""))
        g.language = next((each for each in asked if each in LANGUAGES), DEFAULT)
    return str(g.language)


def current() -> str:
    """Return the language that is being written."""
    return chosen() if has_request_context() else DEFAULT


def other() -> tuple[str, str, str]:
    """Return code, name and address of the same page in the other language."""
    code = next(each for each in LANGUAGES if each != current())
    kept = [(name, value) for name, value in request.args.items(multi=True) if name != PARAMETER]
    return code, LANGUAGES[code], f"{quote(request.path)}?{urlencode([*kept, (PARAMETER, code)])}"


def _texts() -> NullTranslations:
    """Return the words of the page being written; looked up once, because a page asks for a hundred texts."""
    if "texts" not in g:
        g.texts = get_translations()
    return cast(NullTranslations, g.texts)


def _remember(response: Response) -> Response:
    asked = request.args.get(PARAMETER, "")
    if asked in LANGUAGES and request.cookies.get(COOKIE, DEFAULT) != asked:
        response.set_cookie(COOKIE, asked, max_age=_LIFE, samesite="Lax", secure=sessions.secure())
    if response.mimetype == "text/html":
        response.vary.add("Cookie")
    return response
