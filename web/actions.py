"""Every kind of change that people can make: what it is called, who may take it back and how, or why nobody can.

The module that makes a change registers it once, when it is imported::

    actions.register(
        Action("document.correct", lambda: _("Sửa dữ kiện"), (Role.editor,), undo=_take_back, present=_as_it_is)
    )
"""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any, Final

from flask_babel import gettext as _

from registry.changes import Change, ChangeRecord, Subject
from registry.errors import StateConflict
from registry.people import Person, Role, allows
from registry.text import short_day
from web.services import services

Undo = Callable[[ChangeRecord], None]
Present = Callable[[ChangeRecord], Mapping[str, Any] | None]


@dataclass(frozen=True, slots=True)
class Action:
    """One kind of change.

    Args:
        name: ``kind.verb``.
        label: Gives its name in the language of the page.
        roles: Who may undo it; nobody but an admin when empty.
        undo: Puts things back as ``change.before`` says. Runs inside the transaction that writes the undoing down.
        present: Gives the parts in ``change.after`` as they are now. When they differ, something else has changed them
            since and the undo is refused. Without it, any later change of the same subject refuses it.
        why_not: Gives the reason why it cannot be undone; one of ``undo`` and ``why_not`` must be there.
        settle: Runs after the transaction of an undo (to bring the index up to date).
    """

    name: str
    label: Callable[[], str]
    roles: tuple[Role, ...] = ()
    undo: Undo | None = None
    present: Present | None = None
    why_not: Callable[[], str] | None = None
    settle: Callable[[], object] | None = None


_KNOWN: Final[dict[str, Action]] = {}
UNDO_SUFFIX: Final = ".undo"


def register(*made: Action) -> None:
    """Make kinds of changes known.

    Raises:
        ValueError: A name is taken, or nothing says how to undo the action or why that is impossible.
    """
    for each in made:
        if each.name in _KNOWN or (each.undo is None) == (each.why_not is None):
            raise ValueError(each.name)
        _KNOWN[each.name] = each


def action(name: str) -> Action:
    """Return the kind of change with this name; ``X.undo`` is the taking back of ``X``.

    Raises:
        KeyError: There is none.
    """
    return _KNOWN[name.removesuffix(UNDO_SUFFIX)]


def known() -> dict[str, Action]:
    """Return all kinds of changes by name."""
    return dict(_KNOWN)


def label(change: ChangeRecord) -> str:
    """Return what was done, in words; a change of a kind that is no longer known keeps its bare name."""
    name = change.action.removesuffix(UNDO_SUFFIX)
    told = _KNOWN[name].label() if name in _KNOWN else name
    return str(_("Hoàn tác: %(action)s", action=told)) if change.undoes is not None else told


def obstacle(change: ChangeRecord, someone: Person) -> str:
    """Return why this person cannot undo this change now, in words; an empty string when it can be tried."""
    if change.undone_by is not None:
        return str(_("Đã hoàn tác."))
    if change.undoes is not None:
        return str(_("Đây là một lần hoàn tác; muốn đổi lại thì sửa lần nữa."))
    kind = _KNOWN.get(change.action)
    if kind is None:
        return str(_("Phiên bản này không còn biết loại thay đổi đó."))
    if kind.why_not is not None:
        return kind.why_not()
    if not any(allows(someone.role, role) for role in (*kind.roles, Role.admin)):
        return str(_("Tài khoản của bạn không có quyền hoàn tác việc này."))
    return _disturbed(change, kind)


def undo(change_id: int, someone: Person) -> ChangeRecord:
    """Take a change back; that too is written down.

    Args:
        change_id: The change.
        someone: Who takes it back.

    Raises:
        NotKnown: There is no such change.
        StateConflict: It cannot be taken back, or something else has changed the same things since.
    """
    registry = services().registry
    with registry.together():
        change = registry.change(change_id)
        reason = obstacle(change, someone)
        if reason:
            raise StateConflict("cannot-undo", reason, hint=_("Nhật ký không đổi gì."))
        kind = _KNOWN[change.action]
        assert kind.undo is not None
        kind.undo(change)
        done = registry.record(
            Change(change.action + UNDO_SUFFIX, change.subject, change.after, change.before, someone, undoes=change.id)
        )
    if kind.settle is not None:
        kind.settle()
    return done


def _disturbed(change: ChangeRecord, kind: Action) -> str:
    if kind.present is not None:
        same = kind.present(change) == change.after
        return "" if same else str(_("Nội dung này đã được thay đổi tiếp sau đó, nên không hoàn tác được nữa."))
    since = services().registry.changed_since(change)
    if since is None:
        return ""
    words = _("Đã có thay đổi khác sau đó (%(action)s, %(who)s, %(day)s); hoàn tác thay đổi ấy trước.")
    return str(words % {"action": label(since), "who": since.who, "day": short_day(since.at.date())})


def subject_words(subject: Subject) -> str:
    """Return what kind of thing a change is about."""
    words = {
        "document": _("Văn bản"),
        "upload": _("Tệp trên bàn tiếp nhận"),
        "quarantine": _("Mục cách ly"),
        "person": _("Tài khoản"),
        "overlap": _("Cặp quy định"),
        "token": _("Khóa API"),
        "task": _("Nhiệm vụ của tỉnh"),
        "doubt": _("Điểm nghi vấn"),
        "source": _("Nguồn"),
        "job": _("Việc nền"),
        "backup": _("Bản sao lưu"),
        "vocabulary": _("Từ vựng"),
    }
    return str(words.get(subject.kind, subject.kind))
