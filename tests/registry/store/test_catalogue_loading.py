"""Loading the catalogue again changes nothing; a changed fact updates its document and the history stays."""

from datetime import date

from registry.catalogue import SourceStatement, entries
from registry.store import Registry
from registry.store.dump import dump
from tests.fictional import edge, entry


def test_the_shipped_catalogue_loads_once(registry: Registry) -> None:
    assert registry.put_catalogue(entries()) == len(entries()) == len(registry.documents())
    before, seen = dump(registry), registry.outbox(limit=10_000)
    assert registry.put_catalogue(entries()) == 0
    assert dump(registry) == before
    assert registry.outbox(limit=10_000) == seen


def test_export_is_what_was_loaded(registry: Registry) -> None:
    registry.put_catalogue(entries())
    assert sorted(registry.catalogue(), key=repr) == sorted(entries(), key=repr)


def test_a_changed_fact_replaces_the_old_one(registry: Registry) -> None:
    registry.put_catalogue([entry("901/QĐ-UBND", date(2025, 3, 4), title="Tên cũ")])
    before = registry.documents()[0]
    registry.put_catalogue([entry("901/QĐ-UBND", date(2025, 3, 6), title="Tên mới")])
    now = registry.documents()
    assert [(each.id, each.title, each.issued) for each in now] == [(before.id, "Tên mới", date(2025, 3, 6))]
    assert {fact.value for fact in registry.facts_of(before.id) if fact.field == "title"} == {"Tên mới"}
    assert {fact.value for fact in registry.history_of(before.id) if fact.field == "title"} == {"Tên cũ", "Tên mới"}


def test_a_date_found_later_completes_the_entry(registry: Registry) -> None:
    registry.put_catalogue([entry("901/QĐ-UBND")])
    registry.put_catalogue([entry("901/QĐ-UBND", date(2025, 3, 4))])
    assert [each.issued for each in registry.documents()] == [date(2025, 3, 4)]


def test_unverified_entries_are_marked(registry: Registry) -> None:
    registry.put_catalogue([entry("901/QĐ-UBND", verified=False)])
    assert [each.verified for each in registry.documents()] == [False]
    assert not any(fact.verified for fact in registry.facts_of(registry.documents()[0].id))


def test_a_later_source_corrects_without_erasing(registry: Registry) -> None:
    better = SourceStatement("https://hu-cau.gov.vn/901", date(2025, 6, 1), issued=date(2025, 3, 5), title="Tên đầy đủ")
    registry.put_catalogue([entry("901/QĐ-UBND", date(2025, 3, 4), title="Tên", statements=(better,))])
    found = registry.documents()
    assert [(each.issued, each.title) for each in found] == [(date(2025, 3, 5), "Tên đầy đủ")]
    said = {(fact.field, fact.value, fact.source) for fact in registry.facts_of(found[0].id)}
    assert ("issued", "2025-03-05", "https://hu-cau.gov.vn/901") in said
    assert ("issued", "2025-03-04", "https://hu-cau.example/van-ban") in said


def test_relations_find_their_targets_whichever_comes_first(registry: Registry) -> None:
    registry.put_catalogue(
        [entry("9002/2025/QĐ-UBND", date(2025, 5, 1), relations=(edge("replaces", "9001/2025/QĐ-UBND"),))]
    )
    acting = registry.documents()[0]
    assert [each.other for each in registry.relations_of(acting.id)] == [None]
    registry.put_catalogue([entry("9001/2025/QĐ-UBND", date(2025, 3, 4))])
    target = next(each for each in registry.documents() if each.id != acting.id)
    assert [(each.verb, each.inbound, each.origin) for each in registry.relations_of(target.id)] == [
        ("replaces", True, "catalogue")
    ]
