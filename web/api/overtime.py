"""Documents over time: as they stand on a day, what happened, every wording, what changed between two days."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from flask_babel import lazy_gettext as _

from registry.records import DocumentRecord
from web.api.common import PLACE, SLUG, TAG_TIME
from web.api.documents import held, no_provision
from web.api.kinds import Day
from web.api.operations import Parameter, operation
from web.pages.standing import no_text
from web.services import services
from web.timelines import timelines
from web.views import history as views
from web.views.documents import DocumentRow, row
from web.views.standing import DocumentOnDay, PendingView, pending_views, slugs_of
from web.views.standing import on_day as standing_on

_DAY = Parameter("day", _("Ngày cần xem"), Day(), "path", example="2025-03-01")
_BEFORE = Parameter("before", _("Ngày trước; mặc định là ngày ban hành"), Day(), example="2024-08-01")
_AFTER = Parameter("after", _("Ngày sau; mặc định là hôm nay"), Day(), example="2025-03-01")


@operation(
    "/documents/{slug}/on/{day}", _("Một văn bản như nó đứng vào một ngày"), DocumentOnDay, SLUG, _DAY, tag=TAG_TIME
)
def on_day(slug: str, day: date) -> DocumentOnDay:
    """Send a document as it stands on a day: what ``vanban show NUMBER --on DATE --json`` prints."""
    record = services().registry.by_slug(slug)
    effect = services().registry.effect_on(record.id, day)
    return standing_on(record, day, effect, timelines().on(record, day))


@dataclass(frozen=True, slots=True)
class History:
    """What happened to a document, and the versions of its text, newest first."""

    document: DocumentRow
    events: tuple[views.EventView, ...]
    versions: tuple[views.VersionView, ...]


@operation("/documents/{slug}/history", _("Sự kiện hiệu lực và các phiên bản của văn bản"), History, SLUG, tag=TAG_TIME)
def history(slug: str) -> History:
    """Send the timeline of a document."""
    record = services().registry.by_slug(slug)
    relations = services().registry.relations_of(record.id)
    found, versions = services().registry.events_of(record.id), timelines().versions(record)
    mentioned = [each.provision for each in found if each.provision]
    labels = _labels(record, [*mentioned, *(address for each in versions for address in each.changed)])
    slugs = {record.number: record.slug} | slugs_of(relations)
    return History(
        row(record),
        views.events(record, found, relations, labels, date.today()),
        views.version_views(record, versions, slugs, labels),
    )


@operation(
    "/documents/{slug}/provisions/{provision}/history",
    _("Mọi lời văn mà một đơn vị quy định từng có"),
    tuple[views.WordingView, ...],
    SLUG,
    PLACE,
    tag=TAG_TIME,
)
def provision_history(slug: str, provision: str) -> tuple[views.WordingView, ...]:
    """Send the wordings of a provision, newest first, each compared with the one before it."""
    record = services().registry.by_slug(slug)
    held(record)
    found = timelines().history(record, provision)
    if not any(each.text for each in found):
        raise no_provision(record, provision)
    slugs = {record.number: record.slug} | slugs_of(services().registry.relations_of(record.id))
    return views.wording_views(found, slugs)


@dataclass(frozen=True, slots=True)
class Redline:
    """What changed in a document between two days.

    Args:
        document: The document.
        before: The earlier day.
        after: The later day.
        changed: The provisions that differ, with their words.
        same: Number of provisions that do not.
        pending: Changes that are in neither text.
    """

    document: DocumentRow
    before: date
    after: date
    changed: tuple[views.RedlineView, ...]
    same: int
    pending: tuple[PendingView, ...]


@operation(
    "/documents/{slug}/redline",
    _("So sánh văn bản giữa hai ngày, từng từ"),
    Redline,
    SLUG,
    _BEFORE,
    _AFTER,
    tag=TAG_TIME,
)
def redline(slug: str, before: date | None, after: date | None) -> Redline:
    """Send what changed between two days; days given the wrong way round are turned."""
    record = services().registry.by_slug(slug)
    first = before or record.issued or record.effective or date.today()
    first, last = sorted((first, after or date.today()))
    changed, new, timeline = (
        timelines().between(record, first, last),
        timelines().on(record, last),
        timelines().of(record),
    )
    if changed is None or new is None or timeline is None:
        raise no_text(record)
    slugs = slugs_of(services().registry.relations_of(record.id))
    return Redline(
        row(record),
        first,
        last,
        views.redline_views(record, changed, _labels(record, (each.id for each in changed))),
        len(new.provisions) - sum(each.state != "removed" for each in changed),
        pending_views(new, timeline.changes, slugs),
    )


def _labels(record: DocumentRecord, mentioned: Iterable[str]) -> dict[str, str]:
    read = services().texts.of(record)
    return views.labels_of(read.text.provisions, mentioned) if read else {}
