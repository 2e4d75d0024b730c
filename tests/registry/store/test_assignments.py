"""Decisions about answers to tasks stay, are replaced and are let go; totals add up."""

from datetime import UTC, date, datetime

from registry.store import Registry
from registry.store.use import DOWNLOAD, VIEW
from registry.tasks import CONFIRMED, REJECTED, Decision, Task, concerns, mark_of

SENTENCE = "Hội đồng nhân dân cấp tỉnh quy định mức hỗ trợ."


def decision(outcome: str = CONFIRMED, answer: int = 9) -> Decision:
    at = datetime(2025, 1, 2, 3, 4, tzinfo=UTC)
    return Decision(7, "d3.k2", "council", mark_of(SENTENCE), answer, "d1", outcome, "Người Rà Soát", at, "vì sao")


def test_a_later_decision_takes_the_place_of_the_earlier(own_home: object) -> None:
    with Registry.open() as registry:
        assert registry.decide_task(decision()) is None
        before = registry.decide_task(decision(REJECTED))
        assert before is not None
        assert before.outcome == CONFIRMED
        registry.decide_task(decision(answer=8))
        assert [(each.answer_id, each.outcome) for each in registry.task_decisions([7, 1])] == [
            (9, REJECTED),
            (8, CONFIRMED),
        ]
        assert registry.undecide_task(7, "council", mark_of(SENTENCE), 9) is not None
        assert registry.undecide_task(7, "council", mark_of(SENTENCE), 9) is None
        assert [each.answer_id for each in registry.task_decisions([7])] == [8]


def test_a_decision_follows_its_sentence_or_its_place() -> None:
    moved = Task("d4.k1", 0, 10, "council", "rule", "quy định", 0)
    reworded = Task("d3.k2", 0, 10, "council", "rule", "quy định", 0)
    other = Task("d3.k2", 0, 10, "committee", "rule", "quy định", 0)
    assert concerns(decision(), moved, mark_of("hội đồng nhân dân cấp tỉnh\nquy định mức  hỗ trợ"), ())
    assert concerns(decision(), reworded, mark_of("khác"), ())
    assert not concerns(decision(), reworded, mark_of("khác"), {mark_of(SENTENCE)})
    assert not concerns(decision(), moved, mark_of("khác"), ())
    assert not concerns(decision(), other, mark_of(SENTENCE), ())


def test_totals_of_days_add_up(own_home: object) -> None:
    one, other = date(2025, 1, 1), date(2025, 1, 2)
    with Registry.open() as registry:
        registry.add_uses({(7, one, VIEW): 2, (7, other, VIEW): 1, (8, one, DOWNLOAD): 5})
        registry.add_uses({(7, one, VIEW): 3, (7, one, DOWNLOAD): 1})
        assert registry.uses_of(7) == {VIEW: 6, DOWNLOAD: 1}
        assert registry.uses_since(7, other) == {VIEW: 1}
        assert registry.uses_of(99) == {}
