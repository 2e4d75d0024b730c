from pathlib import Path

import orjson
import pytest
from click.testing import CliRunner

from data import folder
from indexer import baseline
from indexer import evaluate as judged
from indexer.cli import COMMANDS
from indexer.weights import ranking
from registry.errors import BadRequest, InputRefused

LAWS = [
    {"id": "Luật Hư Cấu", "articles": [{"id": "1", "text": "Phạm vi\nLuật này quy định về chợ."},
                                       {"id": "2", "text": "Nhà ở\nHộ nghèo được hỗ trợ nhà ở."}]},
    {"id": "Luật Khác", "articles": [{"id": "1", "text": "Giao thông\nXe phải kiểm tra má phanh."}]},
]  # fmt: skip
OLD = [{"question_id": "a", "text": "Hộ nghèo có được hỗ trợ nhà ở không?",
        "relevant_articles": [{"law_id": "Luật Hư Cấu", "article_id": "2"}]}]  # fmt: skip
NEW = [{"example_id": "b", "statement": "Xe kiểm tra má phanh",
        "legal_passages": [{"law_id": "Luật Khác", "article_id": "1"}]}]  # fmt: skip


@pytest.fixture
def files(tmp_path: Path) -> Path:
    folder = tmp_path / "laws"
    folder.mkdir()
    for number, law in enumerate(LAWS):
        (folder / f"{number}.json").write_bytes(orjson.dumps([law]))
    (tmp_path / "laws.json").write_bytes(orjson.dumps(LAWS))
    (tmp_path / "questions.json").write_bytes(orjson.dumps(OLD + NEW))
    return tmp_path


def test_a_file_and_a_folder_hold_the_same_laws(files: Path) -> None:
    assert judged.read_laws(files / "laws.json") == judged.read_laws(files / "laws")


@pytest.mark.parametrize("engine", ["whoosh", "memory"])
def test_the_command_prints_the_contract(files: Path, engine: str) -> None:
    command = next(command for command in COMMANDS if command.name == "eval")
    options = ["--corpus", str(files / "laws"), "--questions", str(files / "questions.json"), "--engine", engine]
    result = CliRunner().invoke(command, ["retrieval", *options, "--json"])
    printed = orjson.loads(result.output)
    assert (printed["engine"], printed["questions"]) == (engine, 2)
    perfect = {"r@1": 1.0, "r@5": 1.0, "r@10": 1.0, "r@20": 1.0, "r@100": 1.0, "mrr@10": 1.0}
    assert printed["forms"] == {"typed": perfect, "folded": perfect, "half": perfect}


def _evaluated(files: Path, *options: str) -> str:
    command = next(command for command in COMMANDS if command.name == "eval")
    where = ["--corpus", str(files / "laws"), "--questions", str(files / "questions.json")]
    result = CliRunner().invoke(command, ["retrieval", *where, *options])
    assert result.exit_code == 0, result.output
    return result.output


def test_a_run_is_saved_and_later_ones_tell_what_they_lose(files: Path) -> None:
    saved = files / "moc.json"
    _evaluated(files, "--engine", "memory", "--engine", "whoosh", "--save", str(saved))
    assert "0 câu kém đi" in _evaluated(files, "--engine", "memory", "--baseline", str(saved))
    assert "không có bộ máy tantivy" in _evaluated(files, "--engine", "tantivy", "--baseline", str(saved))
    then = baseline.read(saved)
    better = {engine: {form: _with(each, "a", 2.0) for form, each in forms.items()} for engine, forms in then.items()}
    baseline.save(saved, better)
    both = orjson.loads(
        _evaluated(files, "--engine", "memory", "--engine", "whoosh", "--baseline", str(saved), "--json")
    )
    assert [run["engine"] for run in both] == ["memory", "whoosh"]
    for run in both:
        assert run["baseline"]["half"]["losses"] == [{"question": "a", "before": 2.0, "after": 1.0}]


def _with(result: judged.Result, question: str, rank: float) -> judged.Result:
    return judged.Result(result.measures, {**result.ranks, question: rank})


def test_losses_and_gains_are_ordered_and_new_questions_counted() -> None:
    then = judged.Result({"mrr@10": 0.5}, {"a": 1.0, "b": 0.2, "c": 0.5, "d": 1.0})
    now = judged.Result({"mrr@10": 0.6}, {"a": 0.5, "b": 1.0, "c": 0.5, "d": 0.0, "e": 1.0})
    found = baseline.compared(now, then)
    assert [each.question for each in found.losses] == ["d", "a"]
    assert [each.question for each in found.gains] == ["b"]
    assert (found.differences, found.unknown) == ({"mrr@10": 0.1}, 1)


@pytest.mark.parametrize("text", ["{", "[1]", '{"whoosh": {"typed": {"x": 1}}}', '{"whoosh": 1}'])
def test_what_is_no_baseline_is_refused(tmp_path: Path, text: str) -> None:
    path = tmp_path / "moc.json"
    path.write_text(text)
    with pytest.raises(InputRefused, match="đã lưu"):
        baseline.read(path)


def test_other_weights_can_be_tried(files: Path) -> None:
    own = files / "weights.yaml"
    text = (folder("ranking") / "weights.yaml").read_text("utf-8")
    own.write_text(text.replace("window: 0.208", "window: 0"), "utf-8")
    assert ranking(own).weights.window == 0
    assert ranking(None).weights.window > 0
    assert "2 câu hỏi" in _evaluated(files, "--weights", str(own))
    for wrong in (
        text.replace("window:", "windows:"),
        text.replace("0.208", "nhiều"),
        text.replace("0.208", "-1"),
        "[",
    ):
        (files / "wrong.yaml").write_text(wrong, "utf-8")
        ranking.cache_clear()
        with pytest.raises(BadRequest, match="trọng số"):
            ranking(files / "wrong.yaml")


def test_forms_of_a_question() -> None:
    assert judged.in_form("Hộ nghèo được vay vốn", "folded") == "ho ngheo duoc vay von"
    assert judged.in_form("hộ nghèo được vay vốn", "half") == "hộ ngheo được vay vốn"


def test_measures_count_every_answer() -> None:
    question = judged.Question("q", "", frozenset({("a", "1"), ("b", "2")}))
    found = [("x", "0"), ("a", "1"), *[("y", str(number)) for number in range(5)], ("b", "2")]
    assert judged.measures([(question, found)]) == {
        "r@1": 0.0, "r@5": 0.5, "r@10": 1.0, "r@20": 1.0, "r@100": 1.0, "mrr@10": 0.5,
    }  # fmt: skip


@pytest.mark.parametrize("text", ["{", '[{"id": 1}]', "[1]", "[]"])
def test_other_forms_are_refused(tmp_path: Path, text: str) -> None:
    path = tmp_path / "laws.json"
    path.write_text(text)
    with pytest.raises(InputRefused):
        judged.read_laws(path)


def test_a_sample_of_real_questions_is_answered(corpus: Path) -> None:
    laws = judged.read_laws(corpus / "retrieval" / "alqac2025_laws.json")
    questions = judged.read_questions(corpus / "retrieval" / "alqac2025_questions.json")[::10]
    with judged.library(laws, "memory") as made:
        forms = judged.run(judged.finder(made, laws), questions)
    assert forms["typed"].measures["mrr@10"] >= 0.80
    assert forms["folded"].measures["mrr@10"] >= 0.97 * forms["typed"].measures["mrr@10"]
    assert forms["half"].measures["mrr@10"] >= 0.97 * forms["typed"].measures["mrr@10"]
