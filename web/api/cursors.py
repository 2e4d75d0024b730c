"""Cursors: where the next page begins, as one opaque word.

A cursor of a list in the order of its ids holds the last id: it stays good whatever is added or removed. A cursor into
an order that a new index may change holds the state of the index: after a change it is answered by 410, never by a
page that skips or repeats something.
"""

import base64
import binascii
import hashlib
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any, Final, Generic, TypeVar

import orjson
from flask_babel import gettext as _

from indexer import home
from registry.errors import VanbanError
from registry.settings import Settings
from web.api.kinds import Text
from web.services import services

CURSOR: Final = Text(300, shortest=1, allowed="[A-Za-z0-9_-]")
Item = TypeVar("Item")


@dataclass(frozen=True, slots=True)
class Listed(Generic[Item]):
    """One page of a list; ``next_cursor`` gives the page after it, null on the last one."""

    total: int
    items: tuple[Item, ...]
    next_cursor: str | None


class CursorGone(VanbanError):  # noqa: N818  (named for what the reader meets)
    """A cursor that leads nowhere any more."""

    status = 410


def write(*parts: object) -> str:
    """Return a cursor that holds these parts."""
    return base64.urlsafe_b64encode(orjson.dumps(parts)).decode().rstrip("=")


def read(cursor: str, *kinds: type) -> tuple[Any, ...]:
    """Return the parts of a cursor.

    Args:
        cursor: As given.
        *kinds: Types of the parts.

    Raises:
        CursorGone: It is none of ours.
    """
    try:
        parts = orjson.loads(base64.urlsafe_b64decode(f"{cursor}{'=' * (-len(cursor) % 4)}"))
    except (binascii.Error, ValueError) as error:
        raise gone() from error
    right = isinstance(parts, list) and [type(each) for each in parts] == list(kinds)
    if not right:
        raise gone()
    return tuple(parts)


def gone() -> CursorGone:
    """Return the error for a cursor that leads nowhere any more."""
    return CursorGone(
        "cursor-gone",
        _("Con trỏ trang không còn dùng được: danh sách đã đổi từ lúc nó được cấp, hoặc nó thuộc yêu cầu khác."),
        hint=_("Gửi lại yêu cầu không kèm “cursor” để đọc từ trang đầu."),
        field="cursor",
    )


def state(settings: Settings, *asked: object) -> str:
    """Return a short name of a request and the state that answers it: the build of the index and the day.

    Args:
        settings: Where the index is.
        *asked: Everything that decides the order.
    """
    folder = home.current(settings)
    told = (str(folder and folder.name), str(home.token(settings)[1]), date.today().isoformat(), repr(asked))
    return hashlib.blake2b("\n".join(told).encode(), digest_size=9).hexdigest()


def sliced(found: Sequence[Item], cursor: str | None, size: int, *of: object) -> Listed[Item]:
    """Return a page of a list that stands still while what it is made of does.

    Args:
        found: The whole list.
        cursor: As given.
        size: Items on a page.
        *of: What the list is made of; a cursor into another is refused.

    Raises:
        CursorGone: The list has changed since, or the cursor is none of ours.
    """
    now = state(services().settings, *of)
    start = place(cursor, now)
    following = write(now, start + size) if start + size < len(found) else None
    return Listed(len(found), tuple(found[start : start + size]), following)


def place(cursor: str | None, now: str) -> int:
    """Return where a cursor of this state leads: the items before it; 0 without one.

    Raises:
        CursorGone: It belongs to another state.
    """
    held, start = read(cursor, str, int) if cursor else (now, 0)
    if held != now or start < 0:
        raise gone()
    return int(start)
