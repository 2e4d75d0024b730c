"""A source as the admin pages show it, and the form that describes one."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any, Final

import yaml
from flask_babel import gettext as _
from werkzeug.datastructures import MultiDict

from registry.jobs import Job
from registry.schema import Problem
from registry.sources.kinds import KINDS
from registry.sources.report import CrawlReport
from registry.sources.site import Site
from registry.sources.standing import Standing, began
from registry.text import squeeze
from web import addresses
from web.views import jobs as job_views

_SIMPLE: Final = ("name", "title", "kind", "base", "province", "seconds", "feeds", "hosts")
_LISTS: Final = frozenset({"feeds", "hosts"})
_LONGEST: Final = 50_000
REST: Final = "rest"


@dataclass(frozen=True, slots=True)
class RunView:
    """A run of a source: when, what came of it."""

    begun: datetime | None
    state: str
    word: str
    listed: int
    taken: int
    changed: int
    problems: tuple[str, ...]
    error: str


@dataclass(frozen=True, slots=True)
class SourceView:
    """A source.

    Args:
        name: Its key.
        title: As people know it.
        kind: Of its pages.
        base: Address or folder.
        province: Province taken for granted.
        own: True when it was added here and can be changed here.
        url: Its page.
        runs: Kept runs, newest first.
        job: Its job that runs or waits, or None.
        elsewhere: True while another process collects it.
        unfinished: When the run began that the next one goes on with, or None.
    """

    name: str
    title: str
    kind: str
    base: str
    province: str
    own: bool
    url: str
    runs: tuple[RunView, ...]
    job: job_views.JobView | None
    elsewhere: bool
    unfinished: datetime | None


@dataclass(frozen=True, slots=True)
class Field:
    """One field of the form: its name, label, value, explanation, and what is wrong with it."""

    name: str
    label: str
    value: str
    help: str = ""
    kind: str = "text"
    problems: tuple[str, ...] = ()
    choices: tuple[tuple[str, str], ...] = field(default=())


def kind_words() -> dict[str, str]:
    """Return what each kind of source is, in words."""
    return {
        "nukeviet": _("NukeViet: mô đun văn bản (laws)"),
        "congbao-chinhphu": _("Công báo Chính phủ"),
        "vanban-chinhphu": _("Hệ thống văn bản Chính phủ"),
        "domino": _("Công báo tỉnh trên IBM Domino"),
        "described": _("Trang khác: mô tả bằng bộ chọn CSS"),
        "vbpl-saved": _("Trang vbpl.vn cũ đã lưu thành tệp"),
        "vbpl-gateway": _("JSON của vbpl.vn mới đã lưu thành tệp"),
    }


def view(site: Site, standing: Standing, jobs: Iterable[Job], titles: Mapping[str, str], *, own: bool) -> SourceView:
    """Return a source as it is shown.

    Args:
        site: Its description.
        standing: How it stands.
        jobs: All jobs.
        titles: Sources by name.
        own: Whether it was added here.
    """
    busy = next((job for job in jobs if job.busy and job.subject == site.name and job.kind == "crawl"), None)
    return SourceView(
        site.name, site.title, kind_words().get(site.kind, site.kind), site.base, site.province, own,
        addresses.source(site.name), tuple(map(run_view, reversed(standing.reports))),
        job_views.view(busy, titles) if busy else None, standing.running and busy is None,
        None if busy else standing.unfinished,
    )  # fmt: skip


def run_view(report: CrawlReport) -> RunView:
    """Return a run as it is shown."""
    return RunView(
        began(report.run), report.state, job_views.report_words().get(report.state, report.state), report.listed,
        report.taken, report.changed, tuple(each.message for each in report.problems), report.error,
    )  # fmt: skip


def blank() -> dict[str, Any]:
    """Return what the form for a new source begins with."""
    return {"kind": "nukeviet", "expect": {"rows": 1}}


def fields(description: Mapping[str, Any], problems: Iterable[Problem] = (), rest: str | None = None) -> list[Field]:
    """Return the form of a description.

    Args:
        description: Plain values.
        problems: What is wrong; each is told at its field, those of other fields at the last one.
        rest: What was written in the last field, when that could not be read.
    """
    told: dict[str, list[str]] = {}
    for problem in problems:
        first = problem.place.partition(".")[0]
        own_field = first in _SIMPLE
        words = problem.message if problem.place == first and own_field else f"{problem.place}: {problem.message}"
        told.setdefault(first if own_field else REST, []).append(words.removeprefix(": "))
    kinds = tuple((kind, kind_words().get(kind, kind)) for kind in KINDS)
    more = {name: value for name, value in description.items() if name not in _SIMPLE}
    shapes = {"kind": "choice", "feeds": "long", "hosts": "long", REST: "yaml"}
    values = {name: _shown(description.get(name)) for name in _SIMPLE}
    values[REST] = rest if rest is not None else (_yaml(more) if more else "")
    return [
        Field(name, label, values[name], help_, shapes.get(name, "text"), tuple(told.get(name, ())),
              kinds if name == "kind" else ())
        for name, (label, help_) in _labels().items()
    ]  # fmt: skip


def read(form: MultiDict[str, str]) -> tuple[dict[str, Any], tuple[Problem, ...], str]:
    """Return the description that a form tells, what cannot be read in it, and its last field as written."""
    rest = form.get(REST, "")[:_LONGEST]
    more, problems = _rest(rest)
    description: dict[str, Any] = {}
    for name in _SIMPLE:
        written = form.get(name, "")[:_LONGEST]
        if name in _LISTS:
            lines = [line for line in map(squeeze, written.splitlines()) if line]
            description |= {name: lines} if lines else {}
        elif squeeze(written):
            description[name] = _number(squeeze(written)) if name == "seconds" else squeeze(written)
    return description | more, problems, rest


def _rest(written: str) -> tuple[dict[str, Any], tuple[Problem, ...]]:
    try:
        loaded = yaml.safe_load(written) if written.strip() else {}
    except (yaml.YAMLError, RecursionError, ValueError) as error:
        mark = getattr(error, "problem_mark", None)
        line = _(" ở dòng %(line)s", line=mark.line + 1) if mark else ""
        return {}, (Problem("", _("không phải YAML hợp lệ%(line)s", line=line)),)
    if not isinstance(loaded, dict) or any(not isinstance(name, str) for name in loaded):
        return {}, (Problem("", _("phải là các mục dạng “tên: giá trị”")),)
    twice = [name for name in loaded if name in _SIMPLE]
    problems = tuple(Problem(f"rest.{name}", _("đã có ô riêng ở trên")) for name in twice)
    return {name: value for name, value in loaded.items() if name not in _SIMPLE}, problems


def _number(written: str) -> float | int | str:
    try:
        value = float(written.replace(",", "."))
    except ValueError:
        return written
    return int(value) if value.is_integer() else value


def _shown(value: object) -> str:
    if isinstance(value, list):
        return "\n".join(map(str, value))
    return "" if value is None else str(value)


def _yaml(value: object) -> str:
    return str(yaml.safe_dump(value, allow_unicode=True, sort_keys=False, width=100))


def _labels() -> dict[str, tuple[str, str]]:
    return {
        "title": (_("Tên nguồn"), ""),
        "name": (_("Khóa"), _("Chữ thường không dấu, số và gạch nối, như cong-tinh; dùng với vanban crawl.")),
        "kind": (_("Loại trang"), ""),
        "base": (_("Địa chỉ trang danh sách, hoặc thư mục tệp đã lưu"), ""),
        "province": (_("Tỉnh mà trang mặc nhiên nói tới"), _("“UBND tỉnh” trên trang là UBND của tỉnh này.")),
        "seconds": (_("Số giây giữa hai yêu cầu"), _("Để trống thì theo thiết lập chung.")),
        "feeds": (_("RSS và sơ đồ trang"), _("Mỗi dòng một địa chỉ.")),
        "hosts": (_("Máy chủ khác chứa tệp"), _("Mỗi dòng một tên máy.")),
        REST: (
            _("Phần còn lại (YAML): expect, shape, labels, notes"),
            _("Nguồn loại “trang khác” cần shape: bộ chọn của danh sách và trang chi tiết; xem docs/sources.md."),
        ),
    }
