"""Passwords: kept as Argon2id hashes, and refused only when they are easy to guess. No rules of composition.

Parameters: OWASP Password Storage Cheat Sheet (Argon2id, 19 MiB, 2 passes, 1 lane). Rules: NIST SP 800-63B 5.1.1.2
(length, a list of common passwords, words of the context; no composition, no expiry).
"""

import re
import unicodedata
from functools import cache
from typing import Final

from argon2 import PasswordHasher
from argon2.exceptions import InvalidHashError, VerificationError

from data import folder
from registry.errors import BadRequest
from registry.text import fold

SHORTEST: Final = 10
LONGEST: Final = 200
_HASHER: Final = PasswordHasher(time_cost=2, memory_cost=19 * 1024, parallelism=1)
_ROWS: Final = (
    "qwertyuiop",
    "asdfghjkl",
    "zxcvbnm",
    "1234567890",
    "abcdefghijklmnopqrstuvwxyz",
    "1qaz2wsx3edc4rfv5tgb6yhn7ujm8ik9ol0p",
)
_LOOKALIKE: Final = str.maketrans("013457@$!", "oieastasi")
_LEAST_DIFFERENT: Final = 5


def hashed(password: str) -> str:
    """Return what is stored of a password."""
    return _HASHER.hash(normal(password))


def fits(stored: str | None, password: str) -> bool:
    """Tell whether a password is the stored one; without a stored one the same work is done for nothing.

    Args:
        stored: The hash; None when the login is unknown or has no password, which must take as long to find out.
        password: As typed.
    """
    try:
        right = _HASHER.verify(stored or _nobody(), normal(password[: LONGEST * 2]))
    except (VerificationError, InvalidHashError):
        return False
    return right and stored is not None


def outdated(stored: str) -> bool:
    """Tell whether a hash was made with other parameters than today's."""
    return _HASHER.check_needs_rehash(stored)


def normal(password: str) -> str:
    """Return a password as it is hashed: composed and decomposed Vietnamese letters are the same."""
    return unicodedata.normalize("NFKC", password)


def check(password: str, login: str = "") -> None:
    """Refuse a password that is easy to guess.

    Args:
        password: As typed.
        login: Of whose it is.

    Raises:
        BadRequest: It is too short, too long, common, a run or repetition, or contains the login.
    """
    reason = weakness(password, login)
    if reason:
        raise BadRequest(
            "weak-password",
            reason,
            hint="Dùng một câu vài từ mà chỉ bạn nghĩ ra; có dấu, có khoảng trắng đều được.",
            field="mat-khau",
        )


def weakness(password: str, login: str = "") -> str:
    """Return why a password is easy to guess, in words; an empty string when it is not."""
    written = normal(password)
    if len(written) < SHORTEST:
        return f"Mật khẩu cần ít nhất {SHORTEST} ký tự; đang có {len(written)}."
    if len(written) > LONGEST:
        return f"Mật khẩu dài tối đa {LONGEST} ký tự."
    plain = re.sub(r"\s", "", fold(written))
    name = fold(login.partition("@")[0])
    if len(name) > 2 and name in plain:
        return "Mật khẩu không được chứa tên đăng nhập."
    if len(set(plain)) < _LEAST_DIFFERENT or _repeats(plain):
        return "Mật khẩu lặp đi lặp lại vài ký tự nên rất dễ đoán."
    if _run(plain):
        return "Mật khẩu là một dãy phím hoặc chữ số liền nhau nên rất dễ đoán."
    if _common(plain):
        return "Mật khẩu này nằm trong số những mật khẩu hay gặp nhất, người lạ sẽ thử trước tiên."
    return ""


def _repeats(plain: str) -> bool:
    """Tell whether it is one piece again and again: found inside its own double before the end."""
    return (plain + plain).find(plain, 1) < len(plain)


def _run(plain: str) -> bool:
    """Tell whether most of it is neighbouring keys or letters, either way."""
    steps = {row[at : at + 2] for row in _ROWS for at in range(len(row) - 1)} | {"09", "90"}
    steps |= {step[::-1] for step in steps}
    pairs = [plain[at : at + 2] for at in range(len(plain) - 1)]
    return sum(pair in steps for pair in pairs) >= 0.75 * len(pairs)


def _common(plain: str) -> bool:
    """Tell whether it is a common password, or at most two common words with digits and signs around them."""
    spelled = {plain, plain.translate(_LOOKALIKE)}
    bare = {re.sub(r"[^a-z]+", "", each) for each in spelled} | {re.sub(r"[\W\d_]+$", "", plain).translate(_LOOKALIKE)}
    return any(each in common() for each in spelled) or any(each and _words(each, 2) for each in bare)


def _words(letters: str, most: int) -> bool:
    if not letters:
        return True
    known = common()
    ends = (end for end in range(1, len(letters) + 1) if letters[:end] in known)
    return most > 0 and any(_words(letters[end:], most - 1) for end in ends)


@cache
def common() -> frozenset[str]:
    """Return passwords and words that are tried first, without marks."""
    lines = (line.strip() for line in (folder("passwords") / "common.txt").read_text("utf-8").splitlines())
    return frozenset(line for line in lines if line and not line.startswith("#"))


@cache
def _nobody() -> str:
    return _HASHER.hash("nobody has this password")
