"""``vanban eval retrieval``: how good retrieval is on judged questions."""

import json
from pathlib import Path

import click
from rich.console import Console
from rich.table import Table

from indexer import evaluate as judged
from indexer.engines import NAMES
from registry.settings import settings

_FORMS = {"typed": "như đã gõ", "folded": "bỏ dấu", "half": "nửa có dấu"}


@click.group("eval")
def evaluate() -> None:
    """Đo chất lượng tìm kiếm."""


@evaluate.command("retrieval")
@click.option("--corpus", required=True, type=click.Path(exists=True, path_type=Path), help="Tệp hoặc thư mục luật.")
@click.option(
    "--questions", required=True, type=click.Path(exists=True, dir_okay=False, path_type=Path), help="Tệp câu hỏi."
)
@click.option("--engine", type=click.Choice(NAMES), help="Bộ máy tìm kiếm; mặc định theo thiết lập.")
@click.option("--json", "as_json", is_flag=True, help="In JSON.")
def retrieval(corpus: Path, questions: Path, engine: str | None, as_json: bool) -> None:
    """Đo trên bộ câu hỏi dạng ALQAC: có dấu, bỏ dấu và nửa có dấu; không đụng tới kho văn bản."""
    laws, asked = judged.read_laws(corpus), judged.read_questions(questions)
    chosen = engine or settings().engine
    with judged.library(laws, chosen, settings().worker_count) as made:
        forms = judged.run(judged.finder(made, laws), asked)
    answered = sum(bool(question.answers) for question in asked)
    if as_json:
        click.echo(json.dumps({"engine": chosen, "questions": answered, "forms": forms}, ensure_ascii=False))
        return
    table = Table(title=f"{answered} câu hỏi, bộ máy {chosen}")
    table.add_column("Dạng câu hỏi")
    for name in next(iter(forms.values())):
        table.add_column(name, justify="right")
    for form, values in forms.items():
        table.add_row(_FORMS[form], *(f"{value:.4f}" for value in values.values()))
    Console().print(table)
