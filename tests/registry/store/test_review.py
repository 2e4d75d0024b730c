"""What people decided stays when the machine looks again: verdicts on overlaps, settlements of doubts."""

import io
from collections.abc import Callable
from dataclasses import replace
from datetime import UTC, date, datetime
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from registry.document import Header, Issue, ParsedDocument, Provision, ProvisionKind
from registry.records import OverlapPair
from registry.review import Doubt, End, Settlement, Verdict, Wanted, marks, pair_key, words_of
from registry.store import Registry
from tests.fictional import UBND, entry
from tests.migrating import older_database

NOW = datetime(2025, 3, 4, 8, 30, tzinfo=UTC)
DONE = Settlement("done", "Đã so bản giấy", "Cô Tưởng Tượng", NOW)
BODY = "Điều 1. Thả diều\nĐiều 3. Thả diều giấy\nĐiều 5. Cấm thả diều"
GAP = "Đánh số không liền mạch"


def known(registry: Registry, last: int) -> None:
    """Take in documents with the ids 1 to ``last``: a pair is kept only while both its documents are there."""
    assert [read(registry, BODY, name=f"{9100 + n}/2025/QĐ-UBND") for n in range(last)] == list(range(1, last + 1))


def pairs(*numbers: int) -> list[OverlapPair]:
    return [OverlapPair(n, "d1", n + 1, "d2", n / 10, "near", ((0, 5),), ((1, 6),)) for n in numbers]


def verdict(number: int, outcome: str = "repeats") -> Verdict:
    return Verdict((End(number, "d1"), End(number + 1, "d2")), outcome, "Xem lại", "Ông Giả Định", NOW, "abc")


def found(registry: Registry, outcome: str, document_id: int | None = None) -> list[int]:
    return sorted(pair.left_id for pair in registry.overlaps(document_id=document_id, outcome=outcome)[1])


def test_a_verdict_outlives_the_run_and_is_found_from_either_end(registry: Registry) -> None:
    known(registry, 4)
    registry.save_overlaps("run-1", pairs(1, 2, 3))
    assert registry.put_verdict(verdict(2)) is None
    turned = [replace(each, left_id=each.right_id, left_provision="d2", right_id=each.left_id, right_provision="d1")
              for each in pairs(2)]  # fmt: skip
    registry.save_overlaps("run-2", [*pairs(1, 3), *turned])
    ends = (End(3, "d2"), End(2, "d1"))
    assert registry.verdicts_on([ends]) == {pair_key(ends): verdict(2)}
    assert found(registry, "repeats") == [3]
    assert found(registry, "open") == [1, 3]
    assert found(registry, "") == [1, 3, 3]
    assert found(registry, "open", document_id=1) == [1]
    assert found(registry, "nothing") == []
    assert registry.overlap_outcomes() == {"open": 2, "repeats": 1, "conflicts": 0, "accepted": 0, "unrelated": 0}
    assert registry.overlap_outcomes(1) == {"open": 1, "repeats": 0, "conflicts": 0, "accepted": 0, "unrelated": 0}


def test_a_verdict_is_changed_and_taken_back_with_what_was_before(registry: Registry) -> None:
    known(registry, 2)
    registry.save_overlaps("run", pairs(1))
    registry.put_verdict(verdict(1))
    assert registry.put_verdict(verdict(1, "accepted")) == verdict(1)
    assert registry.verdicts() == [verdict(1, "accepted")]
    assert registry.drop_verdict(verdict(1).ends) == verdict(1, "accepted")
    assert registry.drop_verdict(verdict(1).ends) is None
    assert found(registry, "open") == [1]


def test_a_verdict_whose_pair_is_gone_is_still_known(registry: Registry) -> None:
    known(registry, 2)
    registry.save_overlaps("run", pairs(1))
    registry.put_verdict(verdict(1))
    registry.save_overlaps("run-2", [])
    assert registry.verdicts() == [verdict(1)]
    assert registry.overlap_outcomes()["repeats"] == 0


def test_words_are_the_same_whichever_is_named_first() -> None:
    assert words_of("Thả  diều", "Cấm thả") == words_of("cấm THẢ", "thả diều")
    assert words_of("Thả diều", "Cấm thả") != words_of("Thả diều", "Cấm")


def read(registry: Registry, body: str, *doubtful: str, name: str = "9001/2025/QĐ-UBND") -> int:
    """Take in a document whose reading doubts these stretches of its text."""
    article = Provision("d1", ProvisionKind.ARTICLE, "Điều 1", "", 0, len(body))
    doubts = tuple(Issue("provision-gap", GAP, body.index(each), body.index(each) + len(each)) for each in doubtful)
    header = Header(number=name, type="Quyết định", title="Về diều giấy", issuers=(UBND,), issued=date(2025, 3, 4))
    parsed = ParsedDocument(body, header, (article,), (), (), issues=doubts)
    stored = registry.originals.keep_stream(io.BytesIO(repr(parsed).encode()))
    return registry.put_document(parsed, stored.sha256, f"/hu-cau/{name.partition('/')[0]}.txt").id


def test_a_settled_doubt_stays_settled_when_the_document_is_read_again(registry: Registry) -> None:
    document = read(registry, BODY, "Điều 3. Thả diều giấy", "Điều 5. Cấm thả diều")
    first, second = registry.work_list(Wanted()).page
    assert registry.settle([first.doubt], DONE) == {first.doubt: None}
    assert registry.open_doubts() == 1

    again = read(registry, f"Lời đầu mới thêm\n{BODY}", "Điều 3. Thả diều giấy", "Điều 5. Cấm thả diều")
    assert again == document
    listed = registry.work_list(Wanted(state="done"))
    assert [(work.doubt, work.settlement) for work in listed.page] == [(first.doubt, DONE)]
    assert listed.page[0].issue.start == first.issue.start + len("Lời đầu mới thêm\n")  # type: ignore[operator]
    assert [work.doubt for work in registry.work_list(Wanted()).page] == [second.doubt]


def test_a_doubt_about_other_words_is_a_new_one(registry: Registry) -> None:
    read(registry, BODY, "Điều 5. Cấm thả diều")
    (work,) = registry.work_list(Wanted()).page
    registry.settle([work.doubt], DONE)
    changed = BODY.replace("Cấm thả diều", "Cấm thả diều ban đêm")
    read(registry, changed, "Điều 5. Cấm thả diều ban đêm")
    assert registry.open_doubts() == 1


def test_settling_is_undone_and_what_was_before_is_told(registry: Registry) -> None:
    read(registry, BODY, "Điều 3. Thả diều giấy")
    (work,) = registry.work_list(Wanted()).page
    registry.settle([work.doubt], DONE)
    other = replace(DONE, state="not_fault")
    assert registry.settle([work.doubt], other) == {work.doubt: DONE}
    assert registry.settle([work.doubt], None) == {work.doubt: other}
    assert registry.settle([work.doubt], None) == {work.doubt: None}
    assert registry.work_list(Wanted()).total == 1


def test_filters_pages_and_counts(registry: Registry) -> None:
    first = read(registry, BODY, "Điều 3. Thả diều giấy", "Điều 5. Cấm thả diều")
    second = read(registry, BODY, "Điều 3. Thả diều giấy", name="9002/2025/QĐ-UBND")
    registry.state_by_hand(second, "Cô Tưởng Tượng", title="Tên khác hẳn")
    everything = registry.work_list(Wanted())
    codes = everything.codes
    assert codes["provision-gap"] == 3
    assert codes["sources-disagree"] == 1
    assert everything.states == {"open": 4, "done": 0, "not_fault": 0}
    assert everything.total == 4
    assert [work.doubt for work in registry.work_list(Wanted(), 1, 2).page] == [
        work.doubt for work in everything.page[1:3]
    ]
    mine = registry.work_list(Wanted(document_id=first))
    assert {work.document.id for work in mine.page} == {first}
    kind = registry.work_list(Wanted(code="provision-gap", by_code=True))
    assert kind.total == 3
    assert kind.codes == codes
    registry.settle([everything.page[0].doubt], DONE)
    assert registry.work_list(Wanted(code="provision-gap")).states == {"open": 2, "done": 1, "not_fault": 0}
    assert registry.work_list(Wanted(programme="NTM")).total == 0


def test_programmes_of_the_documents_filter_and_count(registry: Registry) -> None:
    read(registry, BODY, "Điều 3. Thả diều giấy")
    known = entry("9003/2025/QĐ-UBND", title="Về nông thôn mới", programmes=("NTM",))
    registry.put_catalogue([known])
    document = registry.by_number("9003/2025/QĐ-UBND")[0].id
    registry.state_by_hand(document, "Cô Tưởng Tượng", title="Tên khác hẳn")
    assert registry.work_list(Wanted()).programmes == {"NTM": 1}
    assert [work.document.id for work in registry.work_list(Wanted(programme="NTM")).page] == [document]


@given(st.text(max_size=40), st.lists(st.tuples(st.integers(0, 40), st.integers(0, 40)), max_size=8), st.text())
def test_marks_are_distinct_and_do_not_depend_on_what_stands_before(
    body: str, places: list[tuple[int, int]], before: str
) -> None:
    doubts = [Issue("x", "lời", min(a, b, len(body)), min(max(a, b), len(body))) for a, b in places]
    made = marks(doubts, body)
    assert len(set(made)) == len(doubts)
    moved = [replace(each, start=each.start + len(before), end=each.end + len(before)) for each in doubts]  # type: ignore[operator]
    assert marks(moved, before + body) == made


def test_a_database_of_the_version_before_gains_marks(own_home: Path, open_registry: Callable[[], Registry]) -> None:
    registry = open_registry()
    read(registry, BODY, "Điều 3. Thả diều giấy", "Điều 5. Cấm thả diều")
    before = [work.doubt for work in registry.work_list(Wanted()).page]
    with registry.reading() as session:
        older = older_database(own_home, "0002", session.connection())
    with Registry.open(older) as again:
        assert [work.doubt for work in again.work_list(Wanted()).page] == before
        assert len({each.mark for each in before}) == 2
        assert all(isinstance(each, Doubt) for each in before)


@pytest.mark.parametrize("outcome", ["repeats", "conflicts", "accepted", "unrelated"])
def test_every_outcome_filters(registry: Registry, outcome: str) -> None:
    known(registry, 6)
    registry.save_overlaps("run", pairs(1, 5))
    registry.put_verdict(verdict(5, outcome))
    assert found(registry, outcome) == [5]
