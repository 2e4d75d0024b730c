"""Every task of a programme with its state: what the machine found and what people decided."""

from registry.vocabulary import Component, Programme
from web.assigned import assigned, label
from web.overviews import overview
from web.services import services
from web.views.tasks import TaskView, task_views


def all_tasks(subject: Programme | Component) -> list[TaskView]:
    """Return every task of a programme or component."""
    found = assigned(subject)
    decisions = services().registry.task_decisions(each.act.id for each in found)
    return task_views(found, decisions, overview().records, label)
