"""What is noticed between two looks: each thing once, nothing lost by a kill, nothing told of what was always there."""

from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest

from registry.document import ProgrammeTag
from registry.news import News, NewsKind
from registry.news.telling import arrival
from registry.records import RelationRecord
from registry.settings import Settings
from registry.store import Registry, news
from tests.web.following import amend, begun, take_in
from tests.web.over_time import AMENDS, BASE, LATER, text


@pytest.fixture
def settings(tmp_path: Path) -> Settings:
    return begun(tmp_path / "home")


def by_number(registry: Registry, number: str) -> int:
    return registry.by_number(number)[0].id


def told(registry: Registry, number: str) -> list[News]:
    document = by_number(registry, number)
    return [each for each in registry.news() if each.document_id == document]


def test_an_amendment_is_news_of_what_it_amends_with_clause_evidence_and_wordings(settings: Settings) -> None:
    amend(settings)
    with Registry.open(settings) as registry:
        assert registry.behind()
        assert registry.notice()
        assert not registry.behind()
        found = told(registry, BASE)
        amended = next(each.draft for each in found if each.draft.kind is NewsKind.AMENDED)
        assert (amended.told.other, amended.told.verb, amended.told.inbound) == (AMENDS, "amends", True)
        assert amended.told.clause.startswith("d1")
        assert amended.told.evidence
        wordings = {each.draft.provision: each.draft for each in found if each.draft.kind is NewsKind.WORDING}
        clause = wordings["d1.k1"]
        assert clause.on == date(2024, 3, 1)
        assert "ba gang tay" in clause.told.before
        assert "năm gang tay" in clause.told.after
        assert clause.told.other == AMENDS
        assert [each.draft.kind for each in told(registry, AMENDS)] == [NewsKind.ARRIVED]


def test_looking_again_tells_nothing_twice(settings: Settings) -> None:
    amend(settings)
    with Registry.open(settings) as registry:
        registry.notice()
        before = registry.news()
        registry.notice()
        assert registry.news() == before
    amend(settings)
    with Registry.open(settings) as registry:
        registry.notice()
        assert registry.news() == before


def test_a_kill_while_news_are_kept_loses_none_and_doubles_none(
    settings: Settings, monkeypatch: pytest.MonkeyPatch
) -> None:
    amend(settings)
    see, calls = news.see, 0

    def killed(*given: object) -> None:
        nonlocal calls
        calls += 1
        if calls == 2:
            raise KeyboardInterrupt
        see(*given)  # type: ignore[arg-type]

    with Registry.open(settings) as registry:
        monkeypatch.setattr(news, "see", killed)
        with pytest.raises(KeyboardInterrupt):
            registry.notice()
        assert registry.newest_news() == 0
        monkeypatch.setattr(news, "see", see)
        assert registry.notice()
        found = [(each.document_id, each.draft.kind, each.draft.provision) for each in registry.news()]
        assert len(found) == len(set(found))
        assert len(told(registry, BASE)) >= 4


def test_a_little_at_a_time_ends_in_the_same(settings: Settings) -> None:
    amend(settings)
    with Registry.open(settings) as registry:
        while not registry.notice(1):
            assert registry.behind()
        kinds = [each.draft.kind for each in told(registry, BASE)]
        assert NewsKind.AMENDED in kinds
        assert NewsKind.WORDING in kinds


def test_a_change_of_effect_is_told_before_and_when_it_comes(
    settings: Settings, monkeypatch: pytest.MonkeyPatch
) -> None:
    take_in(settings, text(LATER))
    with Registry.open(settings) as registry:
        registry.notice()
        first = [each.draft.kind for each in told(registry, BASE)]
        assert NewsKind.SOON not in first
        for day, kind in ((date(2090, 12, 20), NewsKind.SOON), (date(2091, 1, 2), NewsKind.WORDING)):
            seen = registry.newest_news()
            monkeypatch.setattr(Registry, "today", staticmethod(lambda day=day: day))
            assert registry.behind()
            registry.notice()
            fresh = [each.draft for each in told(registry, BASE) if each.seq > seen]
            assert kind in [each.kind for each in fresh], day
            assert all(each.on == date(2091, 1, 1) for each in fresh if each.kind is kind)


def test_a_lapse_is_told_with_what_was_before(settings: Settings) -> None:
    with Registry.open(settings) as registry:
        document = by_number(registry, BASE)
        registry.state_by_hand(document, "Nguyễn Thử", expired=date(2024, 1, 1))
        registry.notice()
        effect = next(each.draft for each in told(registry, BASE) if each.draft.kind is NewsKind.EFFECT)
        assert (effect.told.was, effect.told.state) == ("in_force", "expired")
        assert effect.told.reason


@pytest.mark.parametrize(
    ("verb", "inbound", "codes", "kind"),
    [
        ("based_on", False, ("GNBV",), NewsKind.GUIDANCE),
        ("guides", False, ("GNBV-DA2",), NewsKind.GUIDANCE),
        ("based_on", True, ("GNBV",), NewsKind.ARRIVED),
        ("based_on", False, ("NTM",), NewsKind.ARRIVED),
        ("refers", False, ("GNBV",), NewsKind.ARRIVED),
    ],
)
def test_what_rests_on_a_document_of_its_programme_is_guidance(
    settings: Settings, verb: str, inbound: bool, codes: tuple[str, ...], kind: NewsKind
) -> None:
    with Registry.open(settings) as registry:
        record = registry.by_number(BASE)[0]
    mine = replace(record, programmes=(ProgrammeTag("GNBV-DA1", "thử"),))
    other = replace(record, programmes=tuple(ProgrammeTag(each, "thử") for each in codes))
    edge = RelationRecord(verb, inbound, other.number, other, None, None, "", "machine")
    assert arrival(mine, [edge]).kind is kind
