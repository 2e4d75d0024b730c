"""People with an account and what each role may do; readers need none. Pure values."""

import re
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from typing import Final

from registry.errors import BadRequest

_LOGIN: Final = re.compile(r"[a-z0-9][a-z0-9._@-]{1,79}")


class Role(StrEnum):
    """What a person may do. Editing and reviewing are two rights, neither includes the other; both include reading."""

    reader = "reader"
    editor = "editor"
    reviewer = "reviewer"
    admin = "admin"


ROLE_NAMES: Final = {
    Role.reader: "Người đọc",
    Role.editor: "Biên tập",
    Role.reviewer: "Rà soát",
    Role.admin: "Quản trị",
}


@dataclass(frozen=True, slots=True)
class Person:
    """Somebody with an account.

    Args:
        id: Never given again.
        login: Name to sign in with, in small letters.
        name: As others see it.
        role: What the person may do.
        active: False when the account is closed for the time being.
        email: Where messages go; may be empty.
        local: True when the person has a password here.
        external: Issuer of the sign-in service that vouches for the person; empty when there is none.
        created: When the account was made.
    """

    id: int
    login: str
    name: str
    role: Role
    active: bool = True
    email: str = ""
    local: bool = False
    external: str = ""
    created: datetime | None = None


@dataclass(frozen=True, slots=True)
class SignedIn:
    """One browser that is signed in.

    Args:
        id: Of the session.
        person: Whose.
        created: When the person signed in.
        seen: When it last asked for something, to the minute.
        agent: What the browser calls itself.
        address: Network address it signed in from.
        via: ``password``, ``oidc`` or ``link``.
    """

    id: int
    person: Person
    created: datetime
    seen: datetime
    agent: str
    address: str
    via: str


@dataclass(frozen=True, slots=True)
class Token:
    """A personal key for programs; its secret is shown once and never kept.

    Args:
        id: Public part of the key.
        person: Whose.
        name: What it is for, in the person's own words.
        scope: ``read`` or ``write``.
        created: When it was made.
        expires: When it stops working; None for never.
        used: When it was last used, to the minute.
    """

    id: int
    person: Person
    name: str
    scope: str
    created: datetime
    expires: datetime | None = None
    used: datetime | None = None


def allows(role: Role, needed: Role) -> bool:
    """Tell whether a role includes a right: an admin has every right, everybody may read."""
    return role is Role.admin or needed in {role, Role.reader}


def login_of(written: str) -> str:
    """Return a login as it is stored.

    Raises:
        BadRequest: It has letters that a login cannot have.
    """
    found = written.strip().lower()
    if not _LOGIN.fullmatch(found):
        raise BadRequest(
            "bad-login",
            f"Tên đăng nhập “{written[:40]}” không hợp lệ.",
            hint="Dùng 2-80 chữ cái không dấu, chữ số, dấu chấm, gạch nối, gạch dưới hoặc @.",
            field="login",
        )
    return found


def role_of(written: str) -> Role:
    """Return a role by its name.

    Raises:
        BadRequest: There is none of that name.
    """
    try:
        return Role(written)
    except ValueError:
        known = ", ".join(f"{role.value} ({name})" for role, name in ROLE_NAMES.items())
        raise BadRequest(
            "bad-role", f"Không có vai trò “{written[:20]}”.", hint=f"Chọn: {known}.", field="role"
        ) from None
