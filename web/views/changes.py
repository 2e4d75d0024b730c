"""The audit trail in words: what was done to what by whom, how it was before and is after."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any, Final

from flask_babel import gettext as _

from registry.changes import ChangeRecord
from registry.people import ROLE_NAMES, Person, Role
from registry.records import DocumentRecord
from registry.text import short_day
from web import actions, addresses
from web.views import words
from web.views.people import moment

_SILENT: Final = frozenset({"sha256", "document", "hand", "words", "ends"})
"""Parts that undoing needs and that tell people nothing."""


@dataclass(frozen=True, slots=True)
class Line:
    """One part that changed: an empty string stands for nothing."""

    label: str
    before: str
    after: str


@dataclass(frozen=True, slots=True)
class ChangeView:
    """One change.

    Args:
        id: Its number.
        at: Moment in words.
        iso: The same for machines.
        who: Who did it.
        what: What was done.
        about: What it was done to.
        url: Address of that, where it has a page.
        lines: What changed.
        obstacle: Why it cannot be undone now; empty when it can be tried.
        undone: True when it was taken back.
    """

    id: int
    at: str
    iso: str
    who: str
    what: str
    about: str
    url: str | None
    lines: tuple[Line, ...]
    obstacle: str
    undone: bool


def view(change: ChangeRecord, reader: Person, documents: Mapping[int, DocumentRecord]) -> ChangeView:
    """Return a change as it is shown.

    Args:
        change: As written down.
        reader: Who looks at it.
        documents: Those that changes speak of, by id.
    """
    about, url = _subject(change, documents)
    return ChangeView(
        change.id,
        moment(change.at),
        change.at.isoformat(),
        change.who,
        actions.label(change),
        about,
        url,
        lines(change.before, change.after),
        actions.obstacle(change, reader),
        change.undone_by is not None,
    )


def document_ids(changes: Iterable[ChangeRecord]) -> set[int]:
    """Return the documents that changes speak of."""
    return {int(each.subject.key) for each in changes if each.subject.kind == "document" and each.subject.key.isdigit()}


def lines(before: Mapping[str, Any] | None, after: Mapping[str, Any] | None) -> tuple[Line, ...]:
    """Return what differs between before and after, and what is told without a counterpart, in words."""
    old, new = _flat(before or {}), _flat(after or {})
    names = [*old, *(name for name in new if name not in old)]
    told = ((name, _words(name, old.get(name)), _words(name, new.get(name))) for name in names)
    return tuple(Line(_label(name), left, right) for name, left, right in told if left != right)


def _flat(values: Mapping[str, Any]) -> dict[str, Any]:
    """Return the parts of all levels by their own names; what only undoing needs is left out."""
    found: dict[str, Any] = {}
    for name, value in values.items():
        if name in _SILENT:
            continue
        found |= _flat(value) if isinstance(value, dict) else {name: value}
    return found


def _subject(change: ChangeRecord, documents: Mapping[int, DocumentRecord]) -> tuple[str, str | None]:
    kind, key = change.subject
    told = actions.subject_words(change.subject)
    if kind == "document":
        record = documents.get(int(key)) if key.isdigit() else None
        if record is not None:
            return f"{record.type} {record.number}".strip(), addresses.document(record.slug)
        kept = (change.after or {}) | (change.before or {})
        return f"{told} {kept.get('number', key)}", None
    if kind in {"upload", "quarantine"}:
        name = ((change.after or {}) | (change.before or {})).get("file")
        return f"{told}: {name or key[:12]}", None
    return f"{told} {key}" if kind in {"person", "token"} else told, None


def _words(name: str, value: Any) -> str:
    if value is None or value in ("", []):
        return ""
    if isinstance(value, bool):
        return str(_("có")) if value else str(_("không"))
    if isinstance(value, list):
        return "; ".join(_words(name, each) for each in value)
    if name == "role":
        return ROLE_NAMES[Role(value)]
    if name == "programmes":
        return words.programme_short(str(value))
    if name == "scope":
        return str(_("đọc và ghi")) if value == "write" else str(_("chỉ đọc"))
    return _day(str(value))


def _day(text: str) -> str:
    """Return an ISO day or moment as people write it, anything else as it is."""
    if len(text) not in range(10, 33) or text[4:5] != "-":
        return text
    try:
        return short_day(date.fromisoformat(text)) if len(text) == 10 else moment(datetime.fromisoformat(text))
    except ValueError:
        return text


def _label(name: str) -> str:
    known = {
        "number": _("Số ký hiệu"),
        "type": _("Loại văn bản"),
        "title": _("Trích yếu"),
        "issuers": _("Cơ quan ban hành"),
        "issued": _("Ngày ban hành"),
        "effective": _("Ngày có hiệu lực"),
        "expired": _("Ngày hết hiệu lực"),
        "programmes": _("Chương trình"),
        "target": _("Văn bản được dẫn tới"),
        "citation": _("Dẫn chiếu"),
        "file": _("Tệp"),
        "reason": _("Lý do"),
        "role": _("Vai trò"),
        "active": _("Đang dùng"),
        "name": _("Tên"),
        "login": _("Tên đăng nhập"),
        "email": _("Thư điện tử"),
        "scope": _("Phạm vi"),
        "expires": _("Hết hạn"),
        "outcome": _("Kết luận"),
        "note": _("Ghi chú"),
        "decided": _("Kết luận lúc"),
        "person": _("Người kết luận"),
    }
    return str(known.get(name, name))
