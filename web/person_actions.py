"""Changes to accounts, as the audit trail knows them. The commands and the pages make the same ones."""

from flask_babel import gettext as _

from registry.changes import ChangeRecord
from registry.errors import NotKnown
from registry.people import Person, Role
from web.actions import Action, register
from web.services import services


def _owner(change: ChangeRecord) -> Person:
    found = services().registry.person_by_login(change.subject.key)
    if found is None:
        raise NotKnown("person-not-known", _("Không còn tài khoản này."))
    return found


def _role_back(change: ChangeRecord) -> None:
    services().registry.change_person(_owner(change).id, role=Role((change.before or {})["role"]))


def _role_now(change: ChangeRecord) -> dict[str, str]:
    return {"role": _owner(change).role.value}


def _state_back(change: ChangeRecord) -> None:
    services().registry.change_person(_owner(change).id, active=bool((change.before or {})["active"]))


def _state_now(change: ChangeRecord) -> dict[str, bool]:
    return {"active": _owner(change).active}


def _never() -> str:
    return str(_("Mật khẩu, liên kết và khóa không được lưu lại nên không có gì để khôi phục."))


register(
    Action("person.role", lambda: _("Đổi vai trò"), undo=_role_back, present=_role_now),
    Action("person.disable", lambda: _("Khóa tài khoản"), undo=_state_back, present=_state_now),
    Action("person.enable", lambda: _("Mở lại tài khoản"), undo=_state_back, present=_state_now),
    Action(
        "person.add",
        lambda: _("Tạo tài khoản"),
        why_not=lambda: _("Tài khoản không bị xóa, vì nhật ký nhắc tới nó; hãy khóa tài khoản."),
    ),
    Action("person.password", lambda: _("Đổi mật khẩu"), why_not=_never),
    Action("person.link", lambda: _("Tạo liên kết đặt mật khẩu"), why_not=_never),
    Action("token.add", lambda: _("Tạo khóa API"), why_not=lambda: _("Thu hồi khóa ở trang tài khoản.")),
    Action("token.drop", lambda: _("Thu hồi khóa API"), why_not=_never),
)
