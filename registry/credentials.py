"""Secrets that the program makes up itself: session ids, keys for programs, one-time links. Only digests are stored.

A plain digest is enough for them: with 256 random bits nothing can be guessed from it. Passwords, which people make up,
are another matter (:mod:`registry.passwords`).
"""

import hashlib
import os
import secrets
from pathlib import Path
from typing import Final

_BYTES: Final = 32
_KEY_PREFIX: Final = "vanban"


def new_secret() -> str:
    """Return 256 random bits, fit for a cookie or an address."""
    return secrets.token_urlsafe(_BYTES)


def digest(secret: str) -> str:
    """Return what is stored of a secret."""
    return hashlib.sha256(secret.encode()).hexdigest()


def key_text(token_id: int, secret: str) -> str:
    """Return a key for programs as it is shown once; the prefix lets secret scanners recognise one that leaked."""
    return f"{_KEY_PREFIX}_{token_id}_{secret}"


def read_key(written: str) -> tuple[int, str] | None:
    """Return id and secret of a key, or None when it is not one."""
    prefix, _, rest = written.partition("_")
    number, _, secret = rest.partition("_")
    known = prefix == _KEY_PREFIX and number.isascii() and number.isdigit() and len(number) < 18 and secret
    return (int(number), secret) if known else None


def home_secret(home: Path) -> bytes:
    """Return the secret of a home, made on first use and readable by its owner alone."""
    path = home / "secret"
    try:
        handle = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
    except FileExistsError:
        return path.read_bytes()
    with os.fdopen(handle, "wb") as target:
        target.write(secrets.token_bytes(_BYTES))
    return path.read_bytes()
