"""A job as it is shown: what it does, how far it is, what came of it."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from flask_babel import gettext as _

from registry.ingest.report import KINDS
from registry.jobs import Job
from web import addresses
from web.clock import size, span

AGAIN = frozenset({"interrupted", "stopped", "failed", "done"})
_ICONS = {
    "waiting": "clock", "running": "circle-half", "done": "check", "failed": "close", "stopped": "pause",
    "interrupted": "question",
}  # fmt: skip


@dataclass(frozen=True, slots=True)
class Line:
    """One thing that came of a job; ``tone`` is empty, ``bad`` or ``caution``."""

    label: str
    value: str
    url: str = ""
    tone: str = ""


@dataclass(frozen=True, slots=True)
class JobView:
    """A job.

    Args:
        id: Its id.
        kind: As kept.
        title: What it does, in words.
        subject: What on, in words; may be empty.
        subject_url: Page of the subject, or empty.
        state: As kept.
        word: Its state in words.
        icon: Shape of the state.
        busy: True while it waits or runs.
        progress: What it is at, in words; empty when it is not running.
        done: Steps behind it.
        total: Steps in all, 0 while unknown.
        at: What is worked on.
        person: Who asked.
        queued: When it was asked for.
        took: How long it took, in words; may be empty.
        lines: What came of it.
        items: Further things that came of it: problems, addresses.
        error: Why it failed.
        hint: What to do about that.
        url: Its page.
        again: What the button says that does it again; empty when there is none.
    """

    id: str
    kind: str
    title: str
    subject: str
    subject_url: str
    state: str
    word: str
    icon: str
    busy: bool
    progress: str
    done: int
    total: int
    at: str
    person: str
    queued: datetime
    took: str
    lines: tuple[Line, ...]
    items: tuple[str, ...]
    error: str
    hint: str
    url: str
    again: str


def kind_words() -> dict[str, str]:
    """Return the name of every kind of job."""
    return {
        "crawl": _("Thu thập"),
        "dry": _("Chạy thử"),
        "ingest": _("Nạp thư mục"),
        "rebuild": _("Lập lại chỉ mục"),
        "overlap": _("Tính trùng lặp"),
        "backup": _("Sao lưu"),
        "vocabulary": _("Áp dụng từ vựng"),
    }


def state_words() -> dict[str, str]:
    """Return the name of every state of a job."""
    return {
        "waiting": _("Đang chờ"),
        "running": _("Đang chạy"),
        "done": _("Đã xong"),
        "failed": _("Không xong"),
        "stopped": _("Đã dừng"),
        "interrupted": _("Bị ngắt giữa chừng"),
    }


def stage_words() -> dict[str, str]:
    """Return the name of every stage of a job."""
    return {
        "list": _("Đọc danh sách của nguồn"),
        "page": _("Tải trang và tệp"),
        "read": _("Đọc tệp"),
        "file": _("Đọc tệp"),
        "index": _("Cập nhật chỉ mục"),
        "align": _("So từng cặp"),
        "copy": _("Chép dữ liệu"),
        "derive": _("Tính lại dữ kiện văn bản"),
    }


def report_words() -> dict[str, str]:
    """Return what the state of a crawl's report means."""
    return {
        "done": _("Đã thu thập hết danh sách."),
        "bounded": _("Dừng vì đạt giới hạn của lượt; chạy tiếp để lấy phần còn lại."),
        "incomplete": _("Một số trang chưa tải được; chạy tiếp để thử lại."),
        "stopped": _("Đã dừng vì lỗi."),
        "dry": _("Chạy thử: chưa ghi gì vào kho."),
    }


def view(job: Job, titles: Mapping[str, str]) -> JobView:
    """Return a job as it is shown.

    Args:
        job: As kept.
        titles: Sources by name, as people know them.
    """
    of_source = job.kind in ("crawl", "dry")
    items = _items(job)
    return JobView(
        id=job.id,
        kind=job.kind,
        title=kind_words().get(job.kind, job.kind),
        subject=titles.get(job.subject, job.subject) if of_source else job.subject,
        subject_url=addresses.source(job.subject) if of_source and job.subject in titles else "",
        state=job.state,
        word=state_words().get(job.state, job.state),
        icon=_ICONS.get(job.state, "question"),
        busy=job.busy,
        progress=progress(job),
        done=job.done,
        total=job.total,
        at=job.at if job.busy else "",
        person=job.person,
        queued=job.queued,
        took=span(job.seconds) if job.seconds is not None else "",
        lines=tuple(_lines(job)),
        items=items,
        error=job.error,
        hint=job.hint,
        url=addresses.job(job.id),
        again=_again(job),
    )


def progress(job: Job) -> str:
    """Return what a job is at, in words; empty when it is not running."""
    if job.state == "waiting":
        return str(_("Chờ việc trước xong"))
    if job.state != "running":
        return ""
    word = stage_words().get(job.stage, "") or _("Bắt đầu")
    if job.total:
        return f"{word}: {job.done}/{job.total}"
    return f"{word}: {job.done}" if job.done else str(word)


def _again(job: Job) -> str:
    unfinished = job.state in ("interrupted", "stopped") or job.result.get("state") in ("bounded", "incomplete")
    if job.busy:
        return ""
    return str(_("Chạy tiếp") if unfinished and job.kind == "crawl" else _("Chạy lại"))


def _lines(job: Job) -> Iterator[Line]:
    result = job.result
    if not result:
        return
    if job.kind in ("crawl", "dry"):
        yield from _of_crawl(result)
    elif job.kind == "ingest":
        yield from (Line(KINDS[kind], str(number)) for kind, number in result["counts"].items() if number)
    elif job.kind == "rebuild":
        yield Line(_("Văn bản đã lập chỉ mục"), str(result["documents"]))
        yield Line(_("Bộ máy"), result["engine"])
    elif job.kind == "overlap":
        yield Line(_("Cặp tìm thấy"), str(result["pairs"]), addresses.OVERLAP)
        yield Line(_("Văn bản đã so"), str(result["documents"]))
    elif job.kind == "backup":
        yield Line(_("Tệp"), result["file"], addresses.backup(result["file"]))
        yield Line(_("Dung lượng"), size(result["size"]))
    elif job.kind == "vocabulary":
        yield Line(_("Văn bản được ghi lại"), str(result["documents"]))


def _of_crawl(result: Mapping[str, Any]) -> Iterator[Line]:
    yield Line(_("Kết quả"), report_words().get(result["state"], result["state"]))
    yield Line(_("Văn bản trong danh sách"), str(result["listed"]))
    if result["state"] == "dry":
        return
    yield Line(_("Văn bản đã nhận"), str(result["taken"]))
    yield Line(_("Bản ghi được thêm hoặc cập nhật"), str(result["changed"]))
    files = result["files"]
    yield Line(_("Tệp toàn văn"), str(files.get("taken", 0)))
    refused = files.get("refused", 0)
    yield Line(_("Tệp vào khu cách ly"), str(refused), addresses.QUARANTINE, "caution" if refused else "")
    yield Line(_("Điểm nghi ngờ"), str(result["doubts"]), addresses.DOUBTS)
    yield Line(_("Yêu cầu tới trang"), str(result["asked"]))
    if result["problems"]:
        yield Line(_("Địa chỉ không lấy được"), str(len(result["problems"])), "", "bad")
    if result["gone"]:
        yield Line(_("Lượt trước có, nay không còn trong danh sách"), str(len(result["gone"])), "", "caution")


def _items(job: Job) -> tuple[str, ...]:
    result = job.result
    if job.kind == "dry":
        return tuple(result.get("to_fetch", ()))
    if job.kind == "crawl":
        return tuple(each["message"] for each in result.get("problems", ()))
    return tuple(f"{each['source']}: {each['reason']}" for each in result.get("refused", ()))
