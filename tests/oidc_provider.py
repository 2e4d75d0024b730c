"""A small OpenID Connect provider on loopback: real discovery, PKCE, client secrets and RS256 signatures.

``spoil`` makes it misbehave in one way: a change to the claims of the next ID tokens, or to how they are signed.
"""

import base64
import hashlib
import json
import secrets
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any
from urllib.parse import parse_qs, unquote_plus, urlencode, urlsplit

from joserfc import jwt
from joserfc.jwk import KeySet, OctKey, RSAKey

CLIENT = "vanban"
SECRET = "bí mật : chung"

Claims = dict[str, Any]


@dataclass
class State:
    """What the provider holds."""

    person: Claims = field(default_factory=lambda: {"sub": "u-1", "name": "Lan Tưởng Tượng"})
    spoil: Callable[[Claims], Claims] = lambda claims: claims
    algorithm: str = "RS256"
    keys: list[RSAKey] = field(default_factory=list)
    published: list[RSAKey] = field(default_factory=list)
    codes: dict[str, dict[str, str]] = field(default_factory=dict)
    asked: list[str] = field(default_factory=list)
    metadata: Claims = field(default_factory=dict)

    def rotate(self) -> None:
        """Sign with a new key from now on, and publish that one alone."""
        key = RSAKey.generate_key(2048, {"kid": secrets.token_hex(4), "use": "sig"})
        self.keys, self.published = [key], [key]


class Server(ThreadingHTTPServer):
    """The provider."""

    daemon_threads = True

    def __init__(self, state: State) -> None:
        super().__init__(("127.0.0.1", 0), _Handler)
        self.state = state

    @property
    def issuer(self) -> str:
        """Its name and address."""
        return f"http://127.0.0.1:{self.server_address[1]}"


class _Handler(BaseHTTPRequestHandler):
    server: Server

    def do_GET(self) -> None:
        parts = urlsplit(self.path)
        self.server.state.asked.append(parts.path)
        if parts.path == "/.well-known/openid-configuration":
            self._send(200, self._metadata())
        elif parts.path == "/keys":
            self._send(200, KeySet(list(self.server.state.published)).as_dict(private=False))
        elif parts.path == "/authorize":
            self._authorize({name: values[0] for name, values in parse_qs(parts.query).items()})
        else:
            self._send(404, {})

    def do_POST(self) -> None:
        self.server.state.asked.append(self.path)
        sent = parse_qs(self.rfile.read(int(self.headers["Content-Length"])).decode())
        form = {name: values[0] for name, values in sent.items()}
        asked = self.server.state.codes.pop(form.get("code", ""), None)
        if not self._client() or asked is None or not self._proves(form, asked):
            self._send(400, {"error": "invalid_grant"})
            return
        self._send(200, {"access_token": "at", "token_type": "Bearer", "id_token": self._id_token(asked)})

    def _metadata(self) -> Claims:
        issuer = self.server.issuer
        told = {
            "issuer": issuer,
            "authorization_endpoint": f"{issuer}/authorize",
            "token_endpoint": f"{issuer}/token",
            "jwks_uri": f"{issuer}/keys",
            "response_types_supported": ["code"],
            "id_token_signing_alg_values_supported": ["RS256"],
        }
        return told | self.server.state.metadata

    def _authorize(self, asked: dict[str, str]) -> None:
        assert asked["client_id"] == CLIENT
        assert asked["code_challenge_method"] == "S256"
        assert "openid" in asked["scope"].split()
        code = secrets.token_hex(8)
        self.server.state.codes[code] = asked
        answer = urlencode({"code": code, "state": asked["state"], "iss": self.server.issuer})
        self.send_response(302)
        self.send_header("Location", f"{asked['redirect_uri']}?{answer}")
        self.end_headers()

    def _client(self) -> bool:
        kind, _, told = self.headers.get("Authorization", "").partition(" ")
        if kind != "Basic":
            return False
        name, _, secret = base64.b64decode(told).decode().partition(":")
        return (unquote_plus(name), unquote_plus(secret)) == (CLIENT, SECRET)

    def _proves(self, form: dict[str, str], asked: dict[str, str]) -> bool:
        digest = hashlib.sha256(form["code_verifier"].encode()).digest()
        challenge = base64.urlsafe_b64encode(digest).rstrip(b"=").decode()
        return challenge == asked["code_challenge"] and form["redirect_uri"] == asked["redirect_uri"]

    def _id_token(self, asked: dict[str, str]) -> str:
        state, now = self.server.state, int(time.time())
        claims = {"iss": self.server.issuer, "aud": CLIENT, "iat": now, "exp": now + 300, "nonce": asked["nonce"]}
        told = state.spoil(claims | state.person)
        if state.algorithm == "none":
            parts = [{"alg": "none"}, told]
            return ".".join(base64.urlsafe_b64encode(json.dumps(p).encode()).rstrip(b"=").decode() for p in parts) + "."
        if state.algorithm == "HS256":  # signed with what everybody can read: the public key
            key: OctKey | RSAKey = OctKey.import_key(state.keys[0].as_pem(private=False))
            return jwt.encode({"alg": "HS256"}, told, key)
        return jwt.encode({"alg": "RS256", "kid": state.keys[0].kid}, told, state.keys[0])

    def _send(self, status: int, body: Any) -> None:
        data = json.dumps(body).encode()
        self.send_response(status)
        self.send_header("Content-Type", "application/json")
        self.send_header("Content-Length", str(len(data)))
        self.end_headers()
        self.wfile.write(data)

    def log_message(self, format: str, *args: object) -> None:  # noqa: A002
        """Say nothing."""


@contextmanager
def running() -> Iterator[tuple[str, State]]:
    """Run a provider; give its issuer and its state."""
    state = State()
    state.rotate()
    server = Server(state)
    thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.02}, daemon=True)
    thread.start()
    try:
        yield server.issuer, state
    finally:
        server.shutdown()
        server.server_close()
        thread.join()
