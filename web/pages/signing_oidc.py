"""Signing in through the service of the settings: the way there and the way back."""

import logging
from typing import Final, cast

from flask import Blueprint, current_app, make_response, redirect, request
from flask_babel import gettext as _
from itsdangerous import BadData
from werkzeug.wrappers import Response as AnyResponse

from registry.changes import Change, Subject
from registry.errors import NotKnown
from registry.people import Person, Role
from registry.text import squeeze
from web import addresses, basket, forms, sessions
from web.oidc import Journey, OidcFailed, Provider, failed
from web.pages.signing import page
from web.services import services
from web.signing import enter

signing_oidc = Blueprint("signing_oidc", __name__)

COOKIE: Final = "vanban_cong"
_LIFE: Final = 600  # seconds that a person may be away
_SALT: Final = "oidc"
_EXTENSION: Final = "vanban-oidc"
_log = logging.getLogger("vanban.web")


@signing_oidc.get(addresses.SIGN_IN_OIDC)
def leave() -> AnyResponse:
    """Send the person to the service."""
    journey = provider().start(basket.way_back(request.args.get("tiep", ""), addresses.HOME))
    try:
        response = redirect(provider().address(journey, _return_address()), 303)
    except OidcFailed as error:
        return _told(error)
    kept = forms.signer(_SALT).dumps([journey.state, journey.nonce, journey.verifier, journey.back])
    response.set_cookie(
        COOKIE, kept, max_age=_LIFE, httponly=True, samesite="Lax", secure=sessions.secure(), path=addresses.SIGN_IN
    )
    return response


@signing_oidc.get(f"{addresses.SIGN_IN_OIDC}/ve")
def come_back() -> AnyResponse:
    """Sign in whom the service vouches for."""
    try:
        journey = _journey()
        claims = provider().claims(journey, request.args.to_dict(), _return_address())
        person = _person(str(claims["sub"]), claims)
    except OidcFailed as error:
        response = _told(error)
    else:
        enter(person, "oidc")
        response = redirect(basket.way_back(journey.back, addresses.HOME), 303)
    response.delete_cookie(COOKIE, path=addresses.SIGN_IN, httponly=True, samesite="Lax", secure=sessions.secure())
    return response


def provider() -> Provider:
    """Return the sign-in service of the app that is answering.

    Raises:
        NotKnown: The settings name none.
    """
    if not services().settings.oidc_issuer:
        raise NotKnown("no-oidc", _("Trang này không dùng cổng đăng nhập nào khác."))
    if _EXTENSION not in current_app.extensions:
        current_app.extensions[_EXTENSION] = Provider(services().settings)
    return cast(Provider, current_app.extensions[_EXTENSION])


def _journey() -> Journey:
    try:
        return Journey(*forms.signer(_SALT).loads(request.cookies.get(COOKIE, ""), max_age=_LIFE))
    except (BadData, TypeError) as error:
        raise failed(_("Lần đăng nhập này đã quá lâu hoặc không bắt đầu từ trình duyệt này.")) from error


def _person(subject: str, claims: dict[str, object]) -> Person:
    """Return whose account this is, made or brought up to date; one that is closed stays closed."""
    registry, issuer = services().registry, services().settings.oidc_issuer
    role = provider().role(claims)
    name = squeeze(str(claims.get("name") or claims.get("preferred_username") or subject))[:120]
    email = str(claims.get("email") or "")[:200] if claims.get("email_verified") is not False else ""
    known = registry.external_person(issuer, subject)
    if known is None:
        wanted = str(claims.get("preferred_username") or claims.get("email") or subject)
        with registry.together():
            known = registry.add_external_person(issuer, subject, wanted, name, role or Role.reader, email)
            told = {"login": known.login, "name": known.name, "role": known.role.value}
            registry.record(Change("person.add", Subject("person", known.login), None, told, who=_("cổng đăng nhập")))
    elif not known.active:
        raise failed(_("Tài khoản của bạn ở đây đã bị khóa."))
    else:
        known = _brought_up_to_date(known, name, email, role)
    return known


def _brought_up_to_date(person: Person, name: str, email: str, role: Role | None) -> Person:
    registry = services().registry
    with registry.together():
        if role is not None and role is not person.role:
            before, after = {"role": person.role.value}, {"role": role.value}
            change = Change("person.role", Subject("person", person.login), before, after, who=_("cổng đăng nhập"))
            registry.record(change)
        return registry.change_person(person.id, name=name, email=email, role=role)


def _return_address() -> str:
    base = services().settings.public_url or request.url_root.rstrip("/")
    return f"{base}{addresses.SIGN_IN_OIDC}/ve"


def _told(error: OidcFailed) -> AnyResponse:
    _log.warning("sign-in service: %s %s", error.message, " ".join(getattr(error, "__notes__", ())))
    return make_response(page("", problem=error), error.status)
