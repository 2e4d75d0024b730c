"""People as rows."""

import re
from typing import Any

from sqlalchemy import delete, func, select
from sqlmodel import Session, col

from registry.errors import BadRequest, NotKnown, StateConflict
from registry.models import ApiTokenRow, LoginSessionRow, OneTimeLinkRow, PersonRow
from registry.people import Person, Role
from registry.store.claims import now
from registry.text import fold


def record(row: PersonRow) -> Person:
    """Return the person of a row."""
    assert row.id is not None
    return Person(
        id=row.id,
        login=row.login,
        name=row.name,
        role=Role(row.role),
        active=row.active,
        email=row.email,
        local=row.password is not None,
        external=row.oidc_issuer or "",
        created=row.created,
    )


def one(session: Session, person_id: int) -> PersonRow:
    """Return the row of a person.

    Raises:
        NotKnown: There is none with this id.
    """
    row = session.get(PersonRow, person_id)
    if row is None:
        raise NotKnown("person-not-known", f"Không có tài khoản số {person_id}.", hint="Xem “vanban user list”.")
    return row


def by_login(session: Session, login: str) -> PersonRow | None:
    """Return the row of a login."""
    return session.scalars(select(PersonRow).where(col(PersonRow.login) == login)).one_or_none()


def by_external(session: Session, issuer: str, subject: str) -> PersonRow | None:
    """Return the row of somebody that a sign-in service vouches for."""
    match = (col(PersonRow.oidc_issuer) == issuer) & (col(PersonRow.oidc_subject) == subject)
    return session.scalars(select(PersonRow).where(match)).one_or_none()


def everybody(session: Session) -> list[Person]:
    """Return every person, by login."""
    return [record(row) for row in session.scalars(select(PersonRow).order_by(col(PersonRow.login)))]


def add(session: Session, login: str, name: str, role: Role, **values: Any) -> PersonRow:
    """Make an account.

    Raises:
        BadRequest: The login is taken.
    """
    if by_login(session, login) is not None:
        raise BadRequest(
            "login-taken", f"Tên đăng nhập “{login}” đã có người dùng.", hint="Chọn tên khác.", field="login"
        )
    row = PersonRow(login=login, name=name, role=role.value, created=now(), **values)
    session.add(row)
    session.flush()
    return row


def free_login(session: Session, wanted: str) -> str:
    """Return a login like the wanted one that nobody has."""
    plain = re.sub(r"[^a-z0-9._@-]", "", fold(wanted)).strip("._@-")[:60] or "nguoi-dung"
    tries = (f"{plain}{number}" for number in ("", *(f"-{n}" for n in range(2, 1000))))
    return next(each for each in tries if len(each) > 1 and by_login(session, each) is None)


def change(session: Session, person_id: int, **values: Any) -> PersonRow:
    """Change parts of an account; who loses or gains rights has to sign in anew.

    Raises:
        NotKnown: There is no such person.
        StateConflict: Nobody would be left who may manage accounts.
    """
    row = one(session, person_id)
    rights = (row.role, row.active)
    for name, value in values.items():
        setattr(row, name, value.value if isinstance(value, Role) else value)
    session.flush()
    if rights == (Role.admin.value, True) and (row.role, row.active) != rights and not _admins(session):
        raise StateConflict(
            "last-admin",
            f"“{row.login}” là người quản trị cuối cùng đang hoạt động.",
            hint="Giao quyền quản trị cho người khác trước.",
        )
    if (row.role, row.active) != rights:
        session.execute(delete(LoginSessionRow).where(col(LoginSessionRow.person_id) == person_id))
        session.execute(delete(OneTimeLinkRow).where(col(OneTimeLinkRow.person_id) == person_id))
    if not row.active:
        session.execute(delete(ApiTokenRow).where(col(ApiTokenRow.person_id) == person_id))
    return row


def _admins(session: Session) -> int:
    active = (col(PersonRow.role) == Role.admin.value) & col(PersonRow.active).is_(True)
    return session.scalar(select(func.count()).select_from(PersonRow).where(active)) or 0
