"""Readers and writers share one registry without waiting for each other or losing anything."""

from concurrent.futures import ThreadPoolExecutor
from datetime import date

from registry.records import OverlapPair
from registry.store import Registry
from tests.fictional import File, entry, put


def test_readers_see_the_state_before_an_unfinished_change(registry: Registry) -> None:
    registry.put_catalogue([entry("9001/2025/QĐ-UBND")])
    with ThreadPoolExecutor(1) as pool, registry.writing() as session:
        session.connection().exec_driver_sql("DELETE FROM claim")
        assert len(pool.submit(registry.facts_of, 1).result(timeout=5)) > 0
        session.rollback()
    assert len(registry.facts_of(1)) > 0


def test_many_writers_take_turns(registry: Registry) -> None:
    with ThreadPoolExecutor(4) as pool:
        list(pool.map(lambda n: registry.put_catalogue([entry(f"{9000 + n}/2025/QĐ-UBND")]), range(12)))
    assert len(registry.documents()) == 12
    assert [row.seq for row in registry.outbox()] == list(range(1, 13))


def test_the_outbox_tells_the_last_change_of_each_document(registry: Registry) -> None:
    registry.put_catalogue([entry("9001/2025/QĐ-UBND"), entry("9002/2025/QĐ-UBND")])
    last = registry.outbox()[-1].seq
    found = put(registry, File("a.txt", "9001/2025/QĐ-UBND", date(2025, 3, 4)))
    assert [(row.document_id, row.action) for row in registry.outbox(after=last)] == [(found.id, "put")]
    assert len(registry.outbox()) == 2
    assert len(registry.outbox(limit=1)) == 1


def test_a_document_that_merges_into_another_is_dropped_and_its_address_leads_on(registry: Registry) -> None:
    registry.put_catalogue([entry("901/QĐ-UBND", date(2025, 3, 4), title="Việc chung")])
    put(registry, File("a.txt", "901/QĐ-UBND", date(2025, 3, 6), title="Chuyện hoàn toàn khác"))
    gone = next(each for each in registry.documents() if not each.has_text)
    registry.put_catalogue([entry("901/QĐ-UBND", date(2025, 3, 6), title="Chuyện hoàn toàn khác")])
    assert len(registry.documents()) == 1
    assert registry.by_slug(gone.slug).id == registry.documents()[0].id
    assert ("drop", gone.id) in {(row.action, row.document_id) for row in registry.outbox()}


def test_overlaps_are_replaced_and_paged(registry: Registry) -> None:
    registry.put_catalogue([entry(f"{9000 + n}/2025/QĐ-UBND") for n in range(6)])
    pairs = [OverlapPair(n, "d1", n + 1, "d2", n / 10, "near", ((0, 5),), ((1, 6),)) for n in range(1, 6)]
    assert registry.save_overlaps("run-1", pairs) == 5
    assert registry.save_overlaps("run-2", pairs[1:]) == 4
    assert registry.overlaps(limit=2) == (4, [pairs[4], pairs[3]])
    assert registry.overlaps(document_id=2) == (1, [pairs[1]])


def test_overlaps_of_a_document_that_went_away_meanwhile_are_left_out(registry: Registry) -> None:
    registry.put_catalogue([entry("9001/2025/QĐ-UBND"), entry("9002/2025/QĐ-UBND")])
    pairs = [OverlapPair(1, "d1", other, "d2", 0.9, "near", ((0, 5),), ((1, 6),)) for other in (2, 77)]
    assert registry.save_overlaps("run-1", pairs) == 1
    assert registry.overlaps() == (1, pairs[:1])
