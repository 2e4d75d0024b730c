"""Passwords that did not fit, counted."""

from collections.abc import Sequence

from sqlalchemy import delete, select
from sqlmodel import Session, col

from registry.lockout import FORGOTTEN, Limit, wait
from registry.models import SignInFailureRow
from registry.store.claims import now


def attempt(session: Session, limits: Sequence[Limit]) -> int:
    """Count a try beforehand, so that many at the same moment count as many; return the seconds to wait, 0 to go on."""
    at = now()
    session.execute(delete(SignInFailureRow).where(col(SignInFailureRow.last) <= at - FORGOTTEN))
    keys = [limit.key for limit in limits]
    rows = {
        row.key: row for row in session.scalars(select(SignInFailureRow).where(col(SignInFailureRow.key).in_(keys)))
    }
    waits = [wait(limit, rows[limit.key].times, rows[limit.key].last, at) for limit in limits if limit.key in rows]
    if any(waits):
        return max(waits)
    for key in keys:
        row = rows.get(key) or SignInFailureRow(key=key, times=0, last=at)
        row.times, row.last = row.times + 1, at
        session.add(row)
    return 0


def forget(session: Session, limits: Sequence[Limit]) -> None:
    """Forget the mistakes of somebody who got it right; of a shared count only this try is taken off."""
    for limit in limits:
        row = session.get(SignInFailureRow, limit.key)
        if row is not None:
            row.times = max(0, row.times - 1) if limit.shared else 0
