"""Signing in through a service of the province: OpenID Connect, authorization code with PKCE.

OpenID Connect Core 1.0 (3.1: code flow, ID token validation), Discovery 1.0, RFC 7636 (PKCE, S256 only) and RFC 9207
(issuer in the answer). Signatures by joserfc, claims by Authlib; nothing an ID token says counts before both hold.
"""

import hmac
import time
from dataclasses import dataclass, field
from threading import Lock
from typing import Any, Final
from urllib.parse import quote_plus, urlsplit

import httpx
from authlib.common.errors import AuthlibBaseError
from authlib.common.security import generate_token
from authlib.oauth2.rfc6749.parameters import prepare_grant_uri
from authlib.oauth2.rfc7636 import create_s256_code_challenge
from authlib.oidc.core import CodeIDToken
from authlib.oidc.discovery import get_well_known_url
from flask_babel import gettext as _
from joserfc import jwt
from joserfc.errors import JoseError
from joserfc.jwk import KeySet

from registry.errors import VanbanError
from registry.people import Role, role_of
from registry.settings import Settings

SIGNED_BY: Final = ("RS256", "PS256", "ES256", "EdDSA")
"""Signatures that only the service can make: neither ``none`` nor a secret that both sides know."""
_LEEWAY: Final = 60  # seconds that clocks may differ
_TIMEOUT: Final = 10.0  # seconds
_FRESH: Final = 3600  # seconds for which what the service says of itself holds
_LARGEST: Final = 1_000_000  # bytes of an answer


class OidcFailed(VanbanError):  # noqa: N818
    """The sign-in service could not be asked, or what it answered does not hold."""

    status = 502


@dataclass(frozen=True, slots=True)
class Journey:
    """What has to be remembered while a person is away at the service.

    Args:
        state: Ties the answer to the browser that asked.
        nonce: Ties the ID token to this journey.
        verifier: Proves that who brings the code is who asked for it.
        back: Path to go on to.
    """

    state: str
    nonce: str
    verifier: str
    back: str


@dataclass
class Provider:
    """The sign-in service of the settings. Safe to share between threads."""

    settings: Settings
    _known: dict[str, Any] = field(default_factory=dict)
    _keys: KeySet | None = None
    _read: float = 0.0
    _lock: Lock = field(default_factory=Lock)

    def start(self, back: str) -> Journey:
        """Return a new journey."""
        return Journey(generate_token(43), generate_token(43), generate_token(64), back)

    def address(self, journey: Journey, redirect_uri: str) -> str:
        """Return where the person has to go.

        Raises:
            OidcFailed: The service cannot be reached or says something unfit about itself.
        """
        uri: str = prepare_grant_uri(
            self._metadata()["authorization_endpoint"],
            client_id=self.settings.oidc_client_id,
            response_type="code",
            redirect_uri=redirect_uri,
            scope=self.settings.oidc_scope,
            state=journey.state,
            nonce=journey.nonce,
            code_challenge=create_s256_code_challenge(journey.verifier),
            code_challenge_method="S256",
        )
        return uri

    def claims(self, journey: Journey, answer: dict[str, str], redirect_uri: str) -> dict[str, Any]:
        """Return what the service vouches for.

        Args:
            journey: As it began in this browser.
            answer: Parameters that the person came back with.
            redirect_uri: Where the person came back to.

        Raises:
            OidcFailed: Something does not hold.
        """
        if not hmac.compare_digest(answer.get("state", "").encode(), journey.state.encode()):
            raise failed(_("Lần đăng nhập này không bắt đầu từ trình duyệt này."))
        if answer.get("iss", self.settings.oidc_issuer) != self.settings.oidc_issuer:
            raise failed(_("Câu trả lời đến từ một cổng đăng nhập khác."))
        if "code" not in answer:
            raise failed(_("Cổng đăng nhập không xác nhận bạn."))
        tokens = self._exchange(journey, answer["code"], redirect_uri)
        return self._checked(str(tokens.get("id_token", "")), journey, str(tokens.get("access_token", "")))

    def role(self, claims: dict[str, Any]) -> Role | None:
        """Return the highest role that the claim of the settings gives, or None when it gives none."""
        told = claims.get(self.settings.oidc_role_claim) if self.settings.oidc_role_claim else None
        values = {str(each) for each in (told if isinstance(told, list) else [told])}
        given = {role_of(role) for value, role in roles(self.settings).items() if value in values}
        return next((role for role in (Role.admin, Role.editor, Role.reviewer, Role.reader) if role in given), None)

    def _exchange(self, journey: Journey, code: str, redirect_uri: str) -> dict[str, Any]:
        found, client = self._metadata(), self.settings
        form = {
            "grant_type": "authorization_code",
            "code": code,
            "redirect_uri": redirect_uri,
            "code_verifier": journey.verifier,
        }
        ways = found.get("token_endpoint_auth_methods_supported", ["client_secret_basic"])
        if "client_secret_basic" in ways and client.oidc_client_secret:
            return self._json(
                found["token_endpoint"],
                form,
                httpx.BasicAuth(*map(quote_plus, (client.oidc_client_id, client.oidc_client_secret))),
            )
        form |= {"client_id": client.oidc_client_id}
        if client.oidc_client_secret:
            form |= {"client_secret": client.oidc_client_secret}
        return self._json(found["token_endpoint"], form)

    def _checked(self, id_token: str, journey: Journey, access_token: str) -> dict[str, Any]:
        try:
            token = self._verified(id_token)
            claims = CodeIDToken(
                token.claims,
                token.header,
                {
                    "iss": {"essential": True, "value": self.settings.oidc_issuer},
                    "aud": {"essential": True, "value": self.settings.oidc_client_id},
                },
                {"nonce": journey.nonce, "client_id": self.settings.oidc_client_id, "access_token": access_token},
            )
            claims.validate(leeway=_LEEWAY)
        except (JoseError, AuthlibBaseError, ValueError, TypeError, KeyError) as error:
            raise failed(_("Giấy xác nhận của cổng đăng nhập không hợp lệ."), str(error)) from error
        return dict(claims)

    def _verified(self, id_token: str) -> jwt.Token:
        """Return a token whose signature holds; keys that the service has changed meanwhile are read again."""
        try:
            return jwt.decode(id_token, self._key_set(), algorithms=list(SIGNED_BY))
        except (JoseError, ValueError):
            return jwt.decode(id_token, self._key_set(again=True), algorithms=list(SIGNED_BY))

    def _key_set(self, *, again: bool = False) -> KeySet:
        address = self._metadata()["jwks_uri"]
        with self._lock:
            if self._keys is None or again:
                self._keys = KeySet.import_key_set(self._json(address))  # type: ignore[arg-type]
            return self._keys

    def _metadata(self) -> dict[str, Any]:
        with self._lock:
            if self._known and time.monotonic() - self._read < _FRESH:
                return self._known
        found = self._json(get_well_known_url(self.settings.oidc_issuer, external=True))
        needed = ("authorization_endpoint", "token_endpoint", "jwks_uri")
        if found.get("issuer") != self.settings.oidc_issuer or not all(_safe(found.get(name)) for name in needed):
            raise failed(_("Cổng đăng nhập tự giới thiệu không khớp với thiết lập."), f"metadata {found.get('issuer')}")
        with self._lock:
            self._known, self._read, self._keys = found, time.monotonic(), None
        return found

    def _json(
        self, address: str, form: dict[str, str] | None = None, auth: httpx.BasicAuth | None = None
    ) -> dict[str, Any]:
        try:
            with httpx.Client(auth=auth, timeout=_TIMEOUT, follow_redirects=False) as client:
                answer = client.post(address, data=form) if form else client.get(address)
            found = answer.json() if answer.status_code == 200 and len(answer.content) <= _LARGEST else None
        except (httpx.HTTPError, ValueError) as error:
            raise failed(_("Không hỏi được cổng đăng nhập."), str(error)) from error
        if not isinstance(found, dict):
            raise failed(_("Không hỏi được cổng đăng nhập."), f"{address} {answer.status_code}")
        return found


def roles(settings: Settings) -> dict[str, str]:
    """Return which value of the claim gives which role, as the settings write it: ``value=role, value=role``."""
    pairs = (each.partition("=") for each in settings.oidc_roles.split(",") if each.strip())
    return {value.strip(): role.strip() for value, _equals, role in pairs}


def failed(message: str, detail: str = "") -> OidcFailed:
    """Return the error for a journey that ended badly; ``detail`` is for the log of the server."""
    error = OidcFailed("oidc-failed", message, hint=_("Thử lại; nếu vẫn vậy, báo người quản trị."))
    error.add_note(detail)
    return error


def _safe(address: object) -> bool:
    """Tell whether an address is https, or on this machine."""
    parts = urlsplit(str(address or ""))
    return parts.scheme == "https" or (parts.scheme == "http" and parts.hostname in {"127.0.0.1", "localhost", "::1"})
