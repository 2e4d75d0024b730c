"""``vanban eval retrieval``: how good retrieval is on judged questions, and what changed since a saved run."""

import json
from collections.abc import Iterator, Mapping
from dataclasses import asdict
from pathlib import Path

import click
from rich.console import Console
from rich.table import Table

from indexer import baseline as baselines
from indexer import evaluate as judged
from indexer.baseline import Comparison, Runs
from indexer.engines import NAMES
from indexer.evaluate import Result
from indexer.weights import ranking
from registry.settings import settings

_FORMS = {"typed": "như đã gõ", "folded": "bỏ dấu", "half": "nửa có dấu"}
_FILE = click.Path(exists=True, dir_okay=False, path_type=Path)


@click.group("eval")
def evaluate() -> None:
    """Đo chất lượng tìm kiếm."""


@evaluate.command("retrieval")
@click.option("--corpus", required=True, type=click.Path(exists=True, path_type=Path), help="Tệp hoặc thư mục luật.")
@click.option("--questions", required=True, type=_FILE, help="Tệp câu hỏi.")
@click.option(
    "--engine", "engines", multiple=True, type=click.Choice(NAMES), help="Bộ máy tìm kiếm, nêu được nhiều lần."
)
@click.option("--weights", type=_FILE, help="Tệp trọng số xếp hạng để thử.")
@click.option("--save", "save_to", type=click.Path(dir_okay=False, path_type=Path), help="Lưu kết quả làm mốc so sánh.")
@click.option("--baseline", type=_FILE, help="So với kết quả đã lưu, kể từng câu bị kém đi.")
@click.option("--json", "as_json", is_flag=True, help="In JSON.")
def retrieval(
    corpus: Path,
    questions: Path,
    engines: tuple[str, ...],
    weights: Path | None,
    save_to: Path | None,
    baseline: Path | None,
    as_json: bool,
) -> None:
    """Đo trên bộ câu hỏi dạng ALQAC: có dấu, bỏ dấu và nửa có dấu; không đụng tới kho văn bản."""
    laws, asked = judged.read_laws(corpus), judged.read_questions(questions)
    before = baselines.read(baseline) if baseline else {}
    chosen, runs = ranking(weights or settings().ranking), dict[str, Mapping[str, Result]]()
    for engine in dict.fromkeys(engines or (settings().engine,)):
        with judged.library(laws, engine, settings().worker_count, chosen) as made:
            runs[engine] = judged.run(judged.finder(made, laws), asked)
    if save_to:
        baselines.save(save_to, runs)
    if as_json:
        printed = [_as_dict(engine, runs, before) for engine in runs]
        click.echo(json.dumps(printed[0] if len(printed) == 1 else printed, ensure_ascii=False))
        return
    for engine in runs:
        _print(engine, runs, before)


def _as_dict(engine: str, runs: Runs, before: Runs) -> dict[str, object]:
    forms = runs[engine]
    facts: dict[str, object] = {
        "engine": engine,
        "questions": len(next(iter(forms.values())).ranks),
        "forms": {form: each.measures for form, each in forms.items()},
    }
    changes = {form: asdict(change) for form, change in _changes(engine, runs, before)}
    return facts | ({"baseline": changes} if changes else {})


def _changes(engine: str, runs: Runs, before: Runs) -> Iterator[tuple[str, Comparison]]:
    for form, now in runs[engine].items():
        then = before.get(engine, {}).get(form)
        if then:
            yield form, baselines.compared(now, then)


def _print(engine: str, runs: Runs, before: Runs) -> None:
    forms, changes = runs[engine], dict(_changes(engine, runs, before))
    table = Table(title=f"{len(next(iter(forms.values())).ranks)} câu hỏi, bộ máy {engine}")
    table.add_column("Dạng câu hỏi")
    for name in next(iter(forms.values())).measures:
        table.add_column(name, justify="right")
    for form, each in forms.items():
        table.add_row(_FORMS[form], *(f"{value:.4f}" for value in each.measures.values()))
        if form in changes:
            table.add_row("  so với mốc", *(f"{value:+.4f}" for value in changes[form].differences.values()))
    Console().print(table)
    if before and not changes:
        click.echo(f"Mốc so sánh không có bộ máy {engine}.")
    for form, change in changes.items():
        _print_change(form, change)


def _print_change(form: str, change: Comparison) -> None:
    unknown = f"; {change.unknown} câu không có trong mốc" if change.unknown else ""
    click.echo(f"{_FORMS[form]}: {len(change.losses)} câu kém đi, {len(change.gains)} câu khá lên{unknown}")
    for each in change.losses:
        click.echo(f"  {each.question}: {_place(each.before)} -> {_place(each.after)}")


def _place(reciprocal: float) -> str:
    return f"thứ {round(1 / reciprocal)}" if reciprocal else "ngoài mười"
