"""Which documents of the province are taken for the answer to a task, and why."""

from datetime import date

from registry.tasks import Local, Task, answers
from registry.tasks.answers import pairs

TASK = Task("d3.k2", 0, 60, "council", "rule", "quy định", 0)
WANTED = pairs("quy định mức hỗ trợ nuôi rồng giấy cho hộ nghèo")
DAY = date(2024, 1, 1)


def local(number: int, **values: object) -> Local:
    known: dict[str, object] = {
        "id": number,
        "body": "council",
        "issued": date(2024, 6, 1),
        "title": "Về việc khác hẳn",
        "rests": True,
    }
    return Local(**(known | values))  # type: ignore[arg-type]


def test_a_citation_of_the_very_provision_comes_before_words() -> None:
    cited = local(1, cites=(("d1.k1", "d3.k2"),))
    worded = local(2, title="Quy định mức hỗ trợ nuôi rồng giấy")
    found = answers(TASK, WANTED, DAY, [worded, cited])
    assert [(each.document_id, each.provision, each.cites, each.enough) for each in found] == [
        (1, "d1.k1", "d3.k2", True),
        (2, None, None, True),
    ]


def test_words_alone_choose_the_provision() -> None:
    held = (("d1", "Phạm vi điều chỉnh"), ("d2", "Mức hỗ trợ nuôi rồng giấy cho hộ nghèo là mười tờ"))
    best = answers(TASK, WANTED, DAY, [local(1, title="Mức hỗ trợ nuôi rồng giấy", provisions=held)])[0]
    assert best.provision == "d2"
    assert best.words_share == 1.0


def test_the_article_around_counts_less_than_the_provision() -> None:
    near, exact = local(1, cites=(("d1", "d3"),)), local(2, cites=(("d1", "d3.k2"),))
    assert [each.document_id for each in answers(TASK, WANTED, DAY, [near, exact])] == [2, 1]
    assert not answers(TASK, WANTED, DAY, [local(3, cites=(("d1", "d30"),))])


def test_another_body_or_an_older_document_is_no_answer() -> None:
    other = local(1, body="committee", cites=(("d1", "d3.k2"),))
    older = local(2, issued=date(2023, 12, 31), cites=(("d1", "d3.k2"),))
    found = answers(TASK, WANTED, DAY, [other, older])
    assert [(each.document_id, each.other_body, each.enough) for each in found] == [(1, True, False)]


def test_resting_on_the_act_is_not_enough() -> None:
    assert answers(TASK, WANTED, DAY, [local(1)]) == []
