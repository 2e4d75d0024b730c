"""States of effect: an end is an end, events are in order, and a reason is one sentence."""

from datetime import date, timedelta
from itertools import pairwise

from hypothesis import given
from hypothesis import strategies as st

from registry.effect import Change, Event, EventKind, Facts, Report, derive_events, in_order, lapse_cascade, state_on
from registry.vocabulary import vocabulary

DAYS = st.dates(date(1990, 1, 1), date(2040, 12, 31))
MAYBE = st.none() | DAYS
ADDRESSES = st.none() | st.sampled_from(["d1", "d1.k2", "d1.k2.da", "d10", "p1"])
FACTS = st.builds(
    Facts, st.just("01/2090/TT-BHC"), st.sampled_from(["Thông tư", "Văn bản hợp nhất"]), MAYBE, MAYBE, MAYBE
)
CHANGES = st.builds(
    Change,
    st.sampled_from([verb.code for verb in vocabulary().verbs]),
    st.sampled_from(["02/2095/TT-BHC", "03/2096/TT-BHC"]),
    MAYBE,
    MAYBE,
    ADDRESSES,
    st.booleans(),
    st.sampled_from(["", "hết hiệu lực từ ngày 01/7/2020", "Ngưng hiệu lực từ ngày 01/8/2020 đến ngày 15/9/2020"]),
)
REPORTS = st.builds(Report, st.sampled_from(["Còn hiệu lực", "Hết hiệu lực", "CHL", "lạ"]), DAYS, st.just("vbpl.vn"))
TIMELINES = st.builds(derive_events, FACTS, st.lists(CHANGES, max_size=6), st.lists(REPORTS, max_size=3))


@given(TIMELINES, DAYS, DAYS, ADDRESSES)
def test_what_has_expired_stays_expired(events: tuple[Event, ...], one: date, two: date, provision: str | None) -> None:
    before, after = min(one, two), max(one, two)
    if state_on(events, before, provision).state == "expired":
        assert state_on(events, after, provision).state == "expired"


@given(TIMELINES, DAYS, ADDRESSES)
def test_states_are_known_and_reasons_are_sentences(events: tuple[Event, ...], on: date, provision: str | None) -> None:
    found = state_on(events, on, provision)
    assert vocabulary().effect(found.state)
    assert found.since is None or found.since <= on
    assert found.reason[0].isupper()
    assert found.reason.endswith(".")


@given(TIMELINES)
def test_order_does_not_depend_on_the_order_given(events: tuple[Event, ...]) -> None:
    assert in_order(tuple(reversed(events))) == events
    dated = [event.on for event in events if event.on]
    assert dated == sorted(dated)


@given(TIMELINES, DAYS)
def test_nothing_is_in_force_before_it_takes_effect(events: tuple[Event, ...], on: date) -> None:
    starts = [event.on for event in events if event.kind is EventKind.TAKES_EFFECT and event.on]
    reported = any(event.kind is EventKind.REPORTED for event in events)
    if starts and on < min(starts) and not reported:
        assert state_on(events, on).state in ("pending", "expired", "unknown")


@given(st.lists(st.tuples(st.integers(1, 8), st.integers(1, 8)), max_size=30), st.sets(st.integers(1, 8)))
def test_a_lapse_follows_edges_to_a_lapsed_document(edges: list[tuple[int, int]], ended: set[int]) -> None:
    states = dict.fromkeys(ended, "expired")
    for lapse in lapse_cascade(edges, states):
        assert lapse.document not in ended
        assert lapse.lapsed in ended
        steps = (lapse.document, *lapse.path)
        assert all(step in edges for step in pairwise(steps))


def test_a_day_is_a_day() -> None:
    events = derive_events(Facts("x", effective=date(2020, 1, 1)))
    assert state_on(events, date(2020, 1, 1) - timedelta(days=1)).state == "pending"
