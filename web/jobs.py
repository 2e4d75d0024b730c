"""The work that the server does in the background: what each kind of job does, and the worker that does it."""

from collections.abc import Callable, Mapping
from dataclasses import asdict
from datetime import datetime
from pathlib import Path
from threading import Lock
from typing import Any, Final, cast

from flask import current_app

from indexer import overlap, sync
from registry import backup, ingest
from registry.errors import BadRequest
from registry.ingest.lock import alone
from registry.jobs import Book, Control, Job, Kind, Worker
from registry.settings import Settings
from registry.sources import own
from registry.sources import run as crawl
from registry.sources.pace import Clock
from registry.sources.report import as_dict
from registry.sources.site import find
from web.clock import HERE
from web.services import Services, services

_EXTENSION: Final = "vanban-worker"
_MAKING: Final = Lock()
SHOWN: Final = 500
"""Addresses of a dry run that are kept with its job."""

Run = Callable[[Services, Job, Control], Mapping[str, Any]]


def worker() -> Worker:
    """Return the worker of the app that is answering, made on first use."""
    with _MAKING:
        if _EXTENSION not in current_app.extensions:
            held = services()
            current_app.extensions[_EXTENSION] = Worker(Book(held.settings.jobs), _kinds(held))
    return cast(Worker, current_app.extensions[_EXTENSION])


def _kinds(held: Services) -> dict[str, Kind]:
    """Reading input, looking at sites and keeping house go on side by side; each of them one job at a time."""
    runs: dict[str, tuple[str, Run]] = {
        "crawl": ("gather", _crawl),
        "ingest": ("gather", _ingest),
        "dry": ("look", _dry),
        "rebuild": ("keep", _rebuild),
        "overlap": ("keep", _overlap),
        "backup": ("keep", _backup),
        "vocabulary": ("keep", _vocabulary),
    }
    return {name: Kind(lane, _bound(held, run)) for name, (lane, run) in runs.items()}


def _bound(held: Services, run: Run) -> Callable[[Job, Control], Mapping[str, Any]]:
    return lambda job, control: run(held, job, control)


def _crawl(held: Services, job: Job, control: Control) -> Mapping[str, Any]:
    report = _crawled(held, job, control, dry=False)
    _follow(held, control)
    return {name: value for name, value in report.items() if name not in ("keys", "to_fetch")}


def _dry(held: Services, job: Job, control: Control) -> Mapping[str, Any]:
    report = _crawled(held, job, control, dry=True)
    return report | {"to_fetch": report["to_fetch"][:SHOWN]}


def _crawled(held: Services, job: Job, control: Control, *, dry: bool) -> dict[str, Any]:
    site = find(job.subject, own=own.own(held.settings))
    options = crawl.Options(
        dry=dry,
        fresh=bool(job.options.get("fresh")),
        max_pages=job.options.get("max_pages"),
        allow_private=held.settings.crawl_private,
        clock=Clock(sleep=control.sleep),
    )
    return as_dict(crawl.run(held.registry, site, options, lambda s: control.step(s.stage, s.done, s.total, s.address)))


def _ingest(held: Services, job: Job, control: Control) -> Mapping[str, Any]:
    folder = inbox_folder(held.settings, job.subject)
    report = ingest.run(
        held.registry, [folder], lambda s: control.step("file", s.done, s.total, Path(s.last.source).name)
    )
    _follow(held, control)
    refused = [{"source": each.source, "reason": each.reason} for each in report.refused[:SHOWN]]
    return {"counts": report.counts, "refused": refused}


def _rebuild(held: Services, _job: Job, control: Control) -> Mapping[str, Any]:
    return asdict(sync.rebuild(held.registry, held.settings, None, lambda d, t: control.step("index", d, t)))


def _overlap(held: Services, _job: Job, control: Control) -> Mapping[str, Any]:
    return asdict(overlap.run(held.registry, held.settings, lambda stage, d, t: control.step(stage, d, t)))


def _backup(held: Services, _job: Job, control: Control) -> Mapping[str, Any]:
    control.step("copy", 0, 0)
    name = f"vanban-{datetime.now(HERE):%Y%m%d-%H%M%S}.tar"
    held.settings.backups.mkdir(parents=True, exist_ok=True)
    target = held.settings.backups / name
    manifest = backup.backup(held.settings, target)
    return {"file": name, "size": target.stat().st_size, "members": len(manifest["members"])}


def _vocabulary(held: Services, job: Job, control: Control) -> Mapping[str, Any]:
    """Write what the vocabulary now reads differently; names of bodies and programmes are in the index as well."""
    sections = set(job.options.get("sections", ()))
    written: set[int] = set()
    if sections & {"issuers", "places", "programmes"}:
        control.step("derive", 0, 0)
        with alone(held.settings.home):
            written = held.registry.follow_vocabulary(tags="programmes" in sections)
        sync.rebuild(held.registry, held.settings, None, lambda d, t: control.step("index", d, t))
    held.search.refresh()
    return {"documents": len(written)}


def _follow(held: Services, control: Control) -> None:
    """Bring the index up to date with what came in."""
    control.step("index", 0, 0)
    sync.sync(held.registry, held.settings, lambda done, total: control.step("index", done, total))


def inbox_folder(settings: Settings, name: str) -> Path:
    """Return a folder of the inbox: one inside it, or the inbox itself when the name is empty.

    Raises:
        BadRequest: There is no such folder inside the inbox.
    """
    inbox = settings.inbox_folder.resolve()
    folder = (inbox / name).resolve()
    if not folder.is_relative_to(inbox) or not folder.is_dir():
        raise BadRequest("no-folder", f"Không có thư mục “{name or inbox}”.", hint=f"Đặt tệp vào {inbox} trên máy chủ.")
    return folder
