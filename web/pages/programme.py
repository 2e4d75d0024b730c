"""The pages of the programmes and their components."""

from flask import Blueprint, render_template
from flask_babel import gettext as _

from registry.errors import NotKnown
from registry.vocabulary import Component, Programme, vocabulary
from web import addresses
from web.overviews import overview
from web.views import programme as views

programme = Blueprint("programme", __name__)


@programme.get(f"{addresses.PROGRAMME}/<code>")
def show(code: str) -> str:
    """Show a programme, or a component of one, with what was issued for it and when."""
    held = overview()
    return render_template("programme.html", view=views.view(subject_of(code), held.records.values(), held.bases))


def subject_of(code: str) -> Programme | Component:
    """Return a programme or component.

    Raises:
        NotKnown: There is none of this code.
    """
    subject = vocabulary().programme(code) or vocabulary().component(code)
    if subject is None:
        raise NotKnown(
            "programme-not-known",
            _("Không có chương trình hay dự án thành phần “%(code)s”.", code=code[:40]),
            hint=_("Chọn một chương trình ở trang đầu."),
        )
    return subject
