"""The start page, the programmes, the state of the registry."""

from dataclasses import dataclass

from flask_babel import lazy_gettext as _

from registry.tasks import BODIES, KINDS
from registry.vocabulary import vocabulary
from web.api.common import TAG_OVERVIEW, programme_codes
from web.api.kinds import Choice, choice
from web.api.operations import Parameter, operation
from web.overviews import overview
from web.pages.home import home_view
from web.pages.programme import subject_of
from web.services import services
from web.task_list import all_tasks
from web.views import programme as views
from web.views import tasks as task_views
from web.views.home import HomeView
from web.views.tasks import STATES, TaskFilter, TaskView

_CODE = Parameter("code", _("Mã chương trình hoặc dự án thành phần"), Choice(programme_codes), "path", example="GNBV")


@operation(
    "/overview", _("Tổng quan: chương trình, mới ban hành, mới thay đổi, sắp hết hiệu lực"), HomeView, tag=TAG_OVERVIEW
)
def overview_now() -> HomeView:
    """Send what the start page shows."""
    return home_view()


@dataclass(frozen=True, slots=True)
class ProgrammeLine:
    """A programme in a list.

    Args:
        code: Its code.
        name: Official name.
        short: Short name.
        first_year: First year of its period.
        last_year: Last year of its period.
        components: Codes of its projects and themes.
    """

    code: str
    name: str
    short: str
    first_year: int
    last_year: int
    components: tuple[str, ...]


@operation("/programmes", _("Các chương trình"), tuple[ProgrammeLine, ...], tag=TAG_OVERVIEW)
def programmes() -> tuple[ProgrammeLine, ...]:
    """Send the programmes with the codes of their components."""
    return tuple(
        ProgrammeLine(
            each.code, each.name, each.short, each.first_year, each.last_year, tuple(c.code for c in each.components)
        )
        for each in vocabulary().programmes
    )


@operation(
    "/programmes/{code}",
    _("Một chương trình hoặc dự án: văn bản trung ương và văn bản của tỉnh"),
    views.ProgrammeView,
    _CODE,
    tag=TAG_OVERVIEW,
)
def programme(code: str) -> views.ProgrammeView:
    """Send what the page of a programme or component shows."""
    held = overview()
    return views.view(subject_of(code), held.records.values(), held.bases, held.today)


@operation(
    "/programmes/{code}/tasks",
    _("Nhiệm vụ mà văn bản trung ương giao cho tỉnh, và văn bản của tỉnh đáp ứng"),
    tuple[TaskView, ...],
    _CODE,
    Parameter("state", _("Lọc theo trạng thái"), choice(*STATES), otherwise=""),
    Parameter("body", _("Lọc theo cơ quan được giao"), choice(*BODIES), otherwise=""),
    Parameter("kind", _("Lọc theo loại việc"), choice(*KINDS), otherwise=""),
    tag=TAG_OVERVIEW,
)
def programme_tasks(code: str, state: str, body: str, kind: str) -> tuple[TaskView, ...]:
    """Send what the tables of tasks hold."""
    wanted = TaskFilter(body=body, kind=kind or "tat-ca", state=state)
    return tuple(task_views.chosen(all_tasks(subject_of(code)), wanted))


@dataclass(frozen=True, slots=True)
class State:
    """The counts of the registry and the engine in use."""

    status: str
    engine: str
    counts: dict[str, int]


@operation("/status", _("Số lượng trong kho và bộ máy tìm kiếm đang dùng"), State, tag=TAG_OVERVIEW)
def status() -> State:
    """Send the counts of the registry."""
    return State("ok", services().settings.engine, services().registry.summary())
