"""The pages of the programmes and their components."""

from flask import Blueprint, render_template
from flask_babel import gettext as _

from registry.errors import NotKnown
from registry.vocabulary import Component, Programme, vocabulary
from web import addresses
from web.overviews import overview
from web.task_list import all_tasks
from web.views import programme as views
from web.views import tasks as task_views

programme = Blueprint("programme", __name__)

TASKS = 4
"""Tasks that the page of a programme shows; the rest have a page of their own."""


@programme.get(f"{addresses.PROGRAMME}/<code>")
def show(code: str) -> str:
    """Show a programme, or a component of one, with what was issued for it and when."""
    subject = subject_of(code)
    held = overview()
    tasks = all_tasks(subject)
    return render_template(
        "programme.html",
        view=views.view(subject, held.records.values(), held.bases, held.today),
        tally=task_views.tally(tasks),
        tasks=[each for each in tasks if each.kind in task_views.PAPER][:TASKS],
        state_words=task_views.state_words(),
        shapes=task_views.SHAPES,
    )


def subject_of(code: str) -> Programme | Component:
    """Return the programme or component with a code.

    Raises:
        NotKnown: There is none.
    """
    subject = vocabulary().programme(code) or vocabulary().component(code)
    if subject is None:
        raise NotKnown(
            "programme-not-known",
            _("Không có chương trình hay dự án thành phần “%(code)s”.", code=code[:40]),
            hint=_("Chọn một chương trình ở trang đầu."),
        )
    return subject
