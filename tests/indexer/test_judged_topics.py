"""The judged topic questions are whole: every label is of a known text, and both passes are there."""

import json
from collections import Counter
from pathlib import Path
from typing import Any

import pytest

from registry.catalogue import entries
from registry.numbers import parse_number
from registry.parsing.reading import parse
from registry.text import fold
from tests.bench._judged import Place, Topic, judged_as, measure, read_topics, unit

GOLDEN = Path(__file__).resolve().parent.parent / "golden"
TOPICS = read_topics()
JUDGING: dict[str, Any] = json.loads((GOLDEN / "topics_disagreements.json").read_text(encoding="utf-8"))
FORMS = {"marked", "unmarked", "half-marked", "half-typed", "abbreviation", "number", "question", "fields"}


def labels(rows: list[dict[str, Any]]) -> dict[Place, int]:
    return {(row["number"], row["provision"]): row["grade"] for row in rows}


def file_part(number: str) -> str:
    """Return a number as the gazette's file names write it."""
    return f"-so-{fold(number).lower().replace('.', '').replace('/', '-')}-"


def test_there_are_enough_questions_of_every_form() -> None:
    assert len(TOPICS) >= 60
    assert {topic.form for topic in TOPICS} == FORMS
    assert len({topic.id for topic in TOPICS}) == len({topic.text for topic in TOPICS}) == len(TOPICS)


@pytest.mark.parametrize("topic", TOPICS, ids=lambda topic: topic.id)
def test_a_question_has_an_answer_of_the_best_grade(topic: Topic) -> None:
    assert 2 in topic.relevant.values()
    assert set(topic.relevant.values()) <= {1, 2}
    assert all(parse_number(number) for number, _ in topic.relevant)


def test_every_judged_number_is_in_the_catalogue_or_the_corpus(corpus: Path) -> None:
    names = [path.name for folder in ("core", "gazette") for path in (corpus / folder).glob("*.json")]
    known = {entry.number for entry in entries()}
    judged = {number for topic in TOPICS for number, _ in topic.relevant} - known
    assert not [number for number in judged if not any(file_part(number) in name for name in names)]


def test_every_judged_provision_of_the_core_is_read(corpus: Path) -> None:
    judged = {place for topic in TOPICS for place in topic.provisions}
    read = [parse(path) for path in sorted((corpus / "core").glob("*.json"))]
    numbers = {document.header.number for document in read}
    found = {(document.header.number, each.id) for document in read for each in document.provisions}
    assert len([place for place in judged if place[0] in numbers]) > 20
    assert {place for place in judged if place[0] in numbers} <= found


def test_both_passes_judge_every_question() -> None:
    passes = {row["id"]: (labels(row["pass_a"]), labels(row["pass_b"])) for row in JUDGING["passes"]}
    assert passes.keys() == {topic.id for topic in TOPICS}
    assert all(first and second for first, second in passes.values())


def test_the_final_labels_follow_from_both_passes_and_the_settlements() -> None:
    settled = {(row["id"], row["number"], row["provision"]): row for row in JUDGING["disagreements"]}
    used = 0
    for row, topic in zip(JUDGING["passes"], TOPICS, strict=True):
        first, second = labels(row["pass_a"]), labels(row["pass_b"])
        for place in first | second:
            grades = first.get(place, 0), second.get(place, 0)
            if grades[0] != grades[1]:
                found = settled[(topic.id, *place)]
                assert (found["pass_a"], found["pass_b"]) == grades
                assert found["why"]
                used += 1
            expected = grades[0] if grades[0] == grades[1] else found["settled"]
            assert topic.relevant.get(place, 0) == expected, (topic.id, place)
        assert topic.relevant.keys() <= (first | second).keys()
    assert used == len(settled)


def test_units_of_provisions() -> None:
    asked = ["d5", "d5.k2.da", "d7a.k1", "p1", "p1.d3.k1", "p3.ms3-6", "p3.ms3-6.k1", "p1.m2", "c2.m1", "ms5"]
    assert [unit(each) for each in asked] == [
        "d5", "d5", "d7a", "p1", "p1.d3", "p3.ms3-6", "p3.ms3-6", "p1", "c2.m1", "ms5",
    ]  # fmt: skip


def test_a_form_counts_for_its_annex_once() -> None:
    relevant: dict[Place, int] = {("1", "p2"): 2, ("1", "d3"): 1}
    assert judged_as(("1", "p2.ms1"), relevant) == ("1", "p2")
    assert judged_as(("1", "p20"), relevant) is None
    twice = measure([("1", "p2.ms1"), ("1", "p2.ms2")], relevant)
    once = measure([("1", "p2.ms1"), ("2", "d1")], relevant)
    assert twice == once
    assert (twice.mrr, twice.success, twice.recall) == (1.0, 1.0, 0.5)


def test_a_perfect_answer_measures_one() -> None:
    relevant: dict[Place, int] = {("a", None): 2, ("b", None): 1}
    assert measure([("a", None), ("b", None)], relevant).ndcg == 1
    assert measure([("b", None), ("a", None)], relevant).mrr == 0.5
    assert measure([("c", None)], relevant).ndcg == 0


def test_the_forms_are_mixed() -> None:
    assert max(Counter(topic.form for topic in TOPICS).values()) < len(TOPICS) / 2
