"""What needs attention: each task a number that leads to its page."""

from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Final

from flask_babel import gettext as _

from indexer.health import Health
from web import addresses
from web.clock import size, span

_LITTLE_SPACE: Final = 5 << 30
_OLD_BACKUP: Final = timedelta(days=7)


@dataclass(frozen=True, slots=True)
class Facts:
    """What the overview is made from.

    Args:
        failed: Kinds of work whose last run failed or was interrupted.
        broken: Own source files that cannot be read.
        doubts: Doubts nobody has decided about.
        quarantine: Refused files.
        pairs: Overlapping pairs without a verdict.
        index: How the index is.
        free: Bytes free on the disk of the home.
        backup: When the last backup was made here, or None.
        external: True when the database is not in the home.
    """

    failed: int
    broken: int
    doubts: int
    quarantine: int
    pairs: int
    index: Health
    free: int
    backup: datetime | None
    external: bool


@dataclass(frozen=True, slots=True)
class Task:
    """One thing to look at; ``tone`` is ``good``, ``caution`` or ``bad``, told by icon and words as well."""

    name: str
    value: str
    note: str
    url: str
    tone: str
    icon: str


_ICONS: Final = {"good": "check", "caution": "question", "bad": "close"}
_ORDER: Final = ("bad", "caution", "good")


def tasks(facts: Facts, now: datetime) -> tuple[Task, ...]:
    """Return the tasks, the most pressing first."""
    made = [_failed(facts), _index(facts.index), _space(facts.free), _quarantine(facts), _doubts(facts), _pairs(facts)]
    if not facts.external:
        made.append(_backup(facts.backup, now))
    return tuple(sorted(made, key=lambda task: _ORDER.index(task.tone)))


def _task(name: str, value: str, note: str, url: str, tone: str) -> Task:
    return Task(name, value, note, url, tone, _ICONS[tone])


def _failed(facts: Facts) -> Task:
    number = facts.failed + facts.broken
    note = _("Lượt chạy gần nhất không xong hoặc bị ngắt, hay tệp mô tả nguồn hỏng.") if number else _("Không có.")
    url = addresses.SOURCES if facts.broken and not facts.failed else addresses.JOBS
    return _task(_("Việc không xong"), str(number), note, url, "bad" if number else "good")


def _index(found: Health) -> Task:
    if found.state in ("red", "none"):
        return _task(_("Chỉ mục tìm kiếm"), _("Hỏng"), found.note, addresses.INDEX, "bad")
    if found.behind:
        note = _("%(n)s thay đổi chưa vào chỉ mục.", n=found.behind)
        return _task(_("Chỉ mục tìm kiếm"), _("Chậm"), note, addresses.INDEX, "caution")
    tone = "caution" if found.state == "yellow" else "good"
    return _task(_("Chỉ mục tìm kiếm"), _("Đủ"), found.note, addresses.INDEX, tone)


def _space(free: int) -> Task:
    little = free < _LITTLE_SPACE
    note = _("Sắp hết chỗ: dọn bản sao lưu cũ hoặc thêm đĩa.") if little else _("Trên đĩa chứa VANBAN_HOME.")
    return _task(_("Đĩa còn trống"), size(free), note, addresses.BACKUPS, "bad" if little else "good")


def _quarantine(facts: Facts) -> Task:
    note = _("Tệp bị từ chối, chờ đọc lại hoặc bỏ.") if facts.quarantine else _("Không có tệp nào.")
    tone = "caution" if facts.quarantine else "good"
    return _task(_("Khu cách ly"), _number(facts.quarantine), note, addresses.QUARANTINE, tone)


def _doubts(facts: Facts) -> Task:
    note = _("Điểm máy chưa chắc, chưa ai xử lý.") if facts.doubts else _("Không còn.")
    return _task(
        _("Điểm nghi vấn"), _number(facts.doubts), note, addresses.DOUBTS, "caution" if facts.doubts else "good"
    )


def _pairs(facts: Facts) -> Task:
    note = _("Cặp quy định trùng lặp chưa có kết luận.") if facts.pairs else _("Không còn.")
    url = addresses.overlaps(outcome="open")
    return _task(_("Trùng lặp chưa kết luận"), _number(facts.pairs), note, url, "caution" if facts.pairs else "good")


def _backup(made: datetime | None, now: datetime) -> Task:
    if made is None:
        note = _("Chưa có bản nào trong thư mục sao lưu.")
        return _task(_("Sao lưu gần nhất"), _("Chưa có"), note, addresses.BACKUPS, "caution")
    old = now - made > _OLD_BACKUP
    note = _("Đã quá một tuần.") if old else _("Nhớ cất một bản ở máy khác.")
    ago = _("%(span)s trước", span=span((now - made).total_seconds()))
    return _task(_("Sao lưu gần nhất"), ago, note, addresses.BACKUPS, "caution" if old else "good")


def _number(count: int) -> str:
    return f"{count:,}".replace(",", ".")
