"""Events, the state of a day with its reason, and who leans on a lapsed basis."""

from dataclasses import replace
from datetime import date

import pytest

from registry.effect import Change, EventKind, Facts, Lapse, Report, derive_events, lapse_cascade, state_on

ISSUED, EFFECTIVE = date(2090, 6, 5), date(2090, 8, 1)
BASE = Facts("01/2090/TT-BHC", "Thông tư", ISSUED, EFFECTIVE, source="01/2090/TT-BHC")
NEW = "02/2095/TT-BHC"
CHANGED = date(2095, 1, 1)


def change(verb: str, **values: object) -> Change:
    return Change(verb, NEW, date(2094, 11, 1), CHANGED, **values)  # type: ignore[arg-type]


def state(
    on: date, *changes: Change, facts: Facts = BASE, provision: str | None = None
) -> tuple[str, date | None, str]:
    found = state_on(derive_events(facts, changes), on, provision)
    return found.state, found.since, found.reason


def test_before_and_after_the_first_day() -> None:
    assert state(date(2090, 7, 31)) == ("pending", None, "Chưa có hiệu lực, có hiệu lực từ ngày 01/08/2090.")
    reason = "Còn hiệu lực, có hiệu lực từ ngày 01/08/2090; chưa ghi nhận văn bản nào làm hết hiệu lực."
    assert state(EFFECTIVE) == ("in_force", EFFECTIVE, reason)


def test_a_doubtful_source_is_told() -> None:
    doubtful = replace(change("replaces"), verified=False)
    assert state(CHANGED, doubtful)[2].endswith(" Nguồn của thông tin này chưa được kiểm chứng.")
    assert "kiểm chứng" not in state(CHANGED, doubtful, change("replaces"))[2]
    start = [replace(event, verified=False) for event in derive_events(BASE)]
    assert state_on(start, EFFECTIVE).reason.endswith("chưa được kiểm chứng.")
    said = Report("Hết hiệu lực", CHANGED, "https://hu-cau.gov.vn/1", verified=False)
    assert state_on(derive_events(BASE, (), [said]), CHANGED).reason.endswith("chưa được kiểm chứng.")


def test_nothing_known_is_unknown() -> None:
    assert state(CHANGED, facts=Facts("01/2090/TT-BHC", issued=ISSUED))[0] == "unknown"


def test_the_period_in_a_title_never_decides() -> None:
    facts = Facts("01/2090/TT-BHC", "Thông tư", ISSUED, EFFECTIVE)
    assert state_on(derive_events(facts), date(2199, 1, 1)).state == "in_force"


@pytest.mark.parametrize(
    ("verb", "reason"),
    [
        ("replaces", "Hết hiệu lực từ ngày 01/01/2095, được thay thế bởi 02/2095/TT-BHC."),
        ("repeals", "Hết hiệu lực từ ngày 01/01/2095, bị bãi bỏ bởi 02/2095/TT-BHC."),
    ],
)
def test_ended_by_another_document(verb: str, reason: str) -> None:
    assert state(date(2094, 12, 31), change(verb))[0] == "in_force"
    assert state(CHANGED, change(verb)) == ("expired", CHANGED, reason)


def test_the_day_in_the_evidence_counts_before_the_acting_document_s() -> None:
    evidence = "Thông tư số 01/2090/TT-BHC ngày 05/6/2090 hết hiệu lực kể từ ngày 01 tháng 7 năm 2096."
    assert state(date(2096, 6, 30), change("repeals", evidence=evidence))[0] == "in_force"
    assert state(date(2096, 7, 1), change("repeals", evidence=evidence))[1] == date(2096, 7, 1)


def test_partly_repealed() -> None:
    one = change("repeals_partly", provision="d5.k2", partial=True)
    assert state(CHANGED, one)[0] == "partial"
    assert state(CHANGED, one)[2] == "Hết hiệu lực một phần từ ngày 01/01/2095, bị bãi bỏ một phần bởi 02/2095/TT-BHC."
    assert state(CHANGED, one, provision="d5.k2")[0] == "expired"
    assert state(CHANGED, one, provision="d5.k2.a")[0] == "expired"
    assert state(CHANGED, one, provision="d5")[0] == "partial"
    assert state(CHANGED, one, provision="d6")[0] == "in_force"


def test_replacing_a_part_ends_nothing() -> None:
    assert state(CHANGED, change("replaces", provision="p1", partial=True))[0] == "in_force"


def test_amended_is_told_in_the_reason() -> None:
    assert "đã được sửa đổi, bổ sung bởi 02/2095/TT-BHC;" in state(CHANGED, change("amends", provision="d5"))[2]


def test_an_added_provision_begins_with_the_act_that_adds_it() -> None:
    one = change("supplements", provision="d5a")
    assert state(date(2094, 1, 1), one, provision="d5a")[0] == "pending"
    assert state(CHANGED, one, provision="d5a")[:2] == ("in_force", CHANGED)
    assert state(date(2094, 1, 1), one, provision="d5")[0] == "in_force"


def test_suspended_until_a_day() -> None:
    evidence = "Ngưng hiệu lực thi hành từ ngày 01 tháng 8 năm 2095 đến ngày 15 tháng 9 năm 2095"
    one = change("suspends", evidence=evidence)
    assert state(date(2095, 7, 31), one)[0] == "in_force"
    assert state(date(2095, 8, 1), one)[:2] == ("suspended", date(2095, 8, 1))
    assert state(date(2095, 9, 15), one)[0] == "suspended"
    assert state(date(2095, 9, 16), one)[0] == "in_force"


def test_own_last_day() -> None:
    facts = Facts("01/2090/TT-BHC", "Thông tư", ISSUED, EFFECTIVE, date(2093, 1, 1))
    assert state(date(2093, 1, 1), facts=facts)[2] == "Hết hiệu lực từ ngày 01/01/2093, theo thời hạn đã được quy định."


def test_an_ending_without_a_day_is_unknown_once_it_is_possible() -> None:
    one = Change("replaces", NEW, issued=date(2094, 11, 1))
    assert state(date(2094, 10, 31), one)[0] == "in_force"
    assert state(date(2094, 11, 1), one)[0] == "unknown"


def test_a_consolidated_text_has_no_force_of_its_own() -> None:
    assert state(CHANGED, facts=Facts("77/VBHN-BHC", "Văn bản hợp nhất", ISSUED, EFFECTIVE))[0] == "unknown"


def test_a_source_s_report_decides_where_nothing_else_does() -> None:
    facts = Facts("01/2090/TT-BHC", issued=ISSUED)
    events = derive_events(facts, (), [Report("Còn hiệu lực", date(2091, 1, 1), "vbpl.vn")])
    assert state_on(events, date(2090, 12, 31)).state == "unknown"
    found = state_on(events, date(2091, 1, 1))
    assert (found.state, found.reason) == ("in_force", "Còn hiệu lực theo ghi nhận ngày 01/01/2091 của vbpl.vn.")


def test_a_report_never_revives_what_has_ended() -> None:
    reports = [Report("Còn hiệu lực", date(2096, 1, 1), "vbpl.vn")]
    assert state_on(derive_events(BASE, [change("repeals")], reports), date(2097, 1, 1)).state == "expired"


def test_a_report_of_an_ending_counts_from_its_day() -> None:
    events = derive_events(BASE, (), [Report("Hết hiệu lực toàn bộ", date(2092, 1, 1), "vbpl.vn")])
    assert state_on(events, date(2091, 12, 31)).state == "in_force"
    assert state_on(events, date(2092, 1, 1)).state == "expired"


def test_events_are_in_order_and_carry_their_source() -> None:
    events = derive_events(BASE, [change("repeals"), change("amends")])
    kinds = [EventKind.ENACTED, EventKind.TAKES_EFFECT, EventKind.AMENDED, EventKind.REPEALED]
    assert [event.kind for event in events] == kinds
    assert [event.source for event in events][-2:] == [NEW, NEW]


def test_verbs_that_change_nothing_make_no_event() -> None:
    assert derive_events(Facts("x"), [change("based_on"), change("refers"), change("consolidates")]) == ()


def test_lapse_cascade() -> None:
    bases = [(2, 1), (3, 2), (4, 3), (5, 9), (6, 1)]
    states = {1: "expired", 2: "in_force", 3: "in_force", 4: "unknown", 5: "in_force", 6: "expired", 9: "in_force"}
    assert lapse_cascade(bases, states) == (Lapse(2, (1,)), Lapse(3, (2, 1)), Lapse(4, (3, 2, 1)))


def test_lapse_cascade_walks_a_cycle_once() -> None:
    assert lapse_cascade([(2, 1), (3, 2), (2, 3)], {1: "expired"}) == (Lapse(2, (1,)), Lapse(3, (2, 1)))
