"""How an ingest run looks in a terminal: a bar while it runs, a summary with every refusal afterwards."""

import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import click
from rich.console import Console
from rich.progress import BarColumn, MofNCompleteColumn, TextColumn, TimeRemainingColumn
from rich.progress import Progress as Bar

from registry.ingest.report import KINDS, IngestReport, OnProgress, Outcome, Progress

_EVERY = 25  # files between two lines where there is no terminal to draw a bar on


@contextmanager
def progress(*, quiet: bool = False) -> Iterator[OnProgress | None]:
    """Give a callback that shows how far a run has come: a bar on a terminal, now and then a line elsewhere.

    Args:
        quiet: Show nothing.
    """
    if quiet:
        yield None
    elif sys.stderr.isatty():
        with _bar() as show:
            yield show
    else:
        yield _line


@contextmanager
def _bar() -> Iterator[OnProgress]:
    columns = (TextColumn("{task.description}"), BarColumn(), MofNCompleteColumn(), TimeRemainingColumn())
    with Bar(*columns, console=Console(stderr=True)) as bar:
        task = bar.add_task("Đang nạp", total=None)

        def show(step: Progress) -> None:
            bar.update(task, total=step.total, completed=step.done, description=f"Đang nạp {_short(step.last.source)}")

        yield show


def _line(step: Progress) -> None:
    if step.done % _EVERY == 0 or step.done == step.total:
        click.echo(f"Đã xử lý {step.done}/{step.total} tệp.", err=True)


def _short(source: str) -> str:
    name = Path(source).name
    return name if len(name) <= 40 else f"{name[:37]}..."


def show(report: IngestReport) -> None:
    """Print what a run did and every refusal with its reason."""
    for kind, count in report.counts.items():
        if count:
            click.echo(f"{count:>6}  {KINDS[kind]}")
    click.echo(f"Xong trong {report.seconds:.1f} giây.")
    for outcome in report.refused:
        click.echo(f"Từ chối {outcome.source}: {outcome.reason} {outcome.hint}".rstrip(), err=True)


def as_dict(report: IngestReport) -> dict[str, Any]:
    """Return a report as plain JSON values."""
    return {
        "counts": report.counts,
        "seconds": round(report.seconds, 3),
        "files": [_plain(outcome) for outcome in report.outcomes],
    }


def _plain(outcome: Outcome) -> dict[str, Any]:
    told = {"source": outcome.source, "outcome": outcome.kind, "document": outcome.document_id}
    if outcome.kind != "refused":
        return told
    return told | {"code": outcome.code, "reason": outcome.reason, "hint": outcome.hint}
