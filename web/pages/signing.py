"""Signing in and out."""

from flask import Blueprint, make_response, redirect, render_template, request
from werkzeug.wrappers import Response as AnyResponse

from registry.errors import VanbanError
from web import access, addresses, basket, sessions
from web.services import services
from web.signing import SignInFailed, TooManyTries, enter, with_password

signing = Blueprint("signing", __name__)


@signing.get(addresses.SIGN_IN)
def show() -> AnyResponse | str:
    """Show the sign-in page; who is signed in goes on at once."""
    if access.person() is not None:
        return redirect(_onwards(request.args.get("tiep", "")), 303)
    return page(request.args.get("tiep", ""))


@signing.post(addresses.SIGN_IN)
def sign_in() -> AnyResponse:
    """Sign in with a password."""
    access.check_form()
    back = request.form.get("tiep", "")
    try:
        person = with_password(request.form.get("ten", ""), request.form.get("mat-khau", ""))
    except (SignInFailed, TooManyTries) as error:
        response = make_response(page(back, request.form.get("ten", "")[:80], error), error.status)
        if isinstance(error, TooManyTries):
            response.headers["Retry-After"] = str(error.seconds)
        return response
    enter(person, "password")
    return redirect(_onwards(back), 303)


@signing.post(addresses.SIGN_OUT)
def sign_out() -> AnyResponse:
    """Sign out."""
    access.require()
    sessions.end()
    return redirect(addresses.HOME, 303)


def page(back: str, login: str = "", problem: VanbanError | None = None) -> str:
    """Return the sign-in page."""
    return render_template(
        "sign_in.html",
        oidc=services().settings.oidc_name if services().settings.oidc_issuer else "",
        back=basket.way_back(back, ""),
        login=login,
        problem=problem,
        nobody=not services().registry.people(),
        wanted=bool(back),
    )


def _onwards(back: str) -> str:
    return basket.way_back(back, addresses.HOME)
