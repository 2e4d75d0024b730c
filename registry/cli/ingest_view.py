"""How an ingest run looks in a terminal: a bar while it runs, a summary with every refusal afterwards."""

from contextlib import AbstractContextManager
from pathlib import Path
from typing import Any

import click

from registry.cli import bar
from registry.ingest.report import KINDS, IngestReport, OnProgress, Outcome, Progress


def progress(*, quiet: bool = False) -> AbstractContextManager[OnProgress | None]:
    """Give a callback that shows how far an ingest has come.

    Args:
        quiet: Show nothing.
    """
    return bar.progress("Đang nạp", _beside_bar, _as_line, quiet=quiet)


def _beside_bar(step: Progress) -> str:
    return f"Đang nạp {_short(step.last.source)}"


def _as_line(step: Progress) -> str:
    return f"Đã xử lý {step.done}/{step.total} tệp."


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
