"""What the registry knows does not depend on the order in which its sources arrived, nor on how often."""

import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import date
from functools import cache
from pathlib import Path

from hypothesis import given, settings
from hypothesis import strategies as st

from registry.catalogue import CatalogueEntry
from registry.settings import load
from registry.store import Registry
from registry.store.dump import dump
from tests.fictional import UBND, File, edge, entry, put

NUMBERS = ("901/QĐ-UBND", "9001/2025/QĐ-UBND", "9002/2025/QĐ-UBND", "9003/2024/TT-BTC")
DAYS = (None, date(2024, 5, 6), date(2025, 3, 4), date(2025, 3, 5))
TITLES = ("Ban hành quy định thử nghiệm", "Phê duyệt dự án khác hẳn", None)
ISSUERS = ((), (UBND,), ("Ủy ban nhân dân tỉnh Tưởng Tượng",))

cites = st.lists(
    st.tuples(st.sampled_from(("based_on", "replaces", "refers")), st.sampled_from(NUMBERS), st.sampled_from(DAYS)),
    max_size=2,
).map(tuple)
files = st.builds(
    File,
    name=st.sampled_from(("a.json", "b.pdf", "c.txt")),
    number=st.sampled_from((*NUMBERS, None)),
    issued=st.sampled_from(DAYS),
    title=st.sampled_from(TITLES),
    issuers=st.sampled_from(ISSUERS),
    body=st.sampled_from(("Điều 1. Mức 10 đồng", "Điều 1. Mức 20 đồng")),
    cites=cites,
)
entries = st.builds(
    entry,
    number=st.sampled_from(NUMBERS),
    issued=st.sampled_from(DAYS),
    title=st.sampled_from(TITLES).map(lambda title: title or ""),
    relations=st.sampled_from(NUMBERS).map(lambda number: (edge("replaces", number),)),
    verified=st.booleans(),
)
catalogues = st.lists(entries, max_size=3, unique_by=lambda each: (each.number, each.issued and each.issued.year))


@cache
def empty() -> bytes:
    """The database of an empty registry: making the tables costs more than an example does."""
    with tempfile.TemporaryDirectory() as home:
        Registry.open(load(home=Path(home))).close()
        return (Path(home) / "vanban.sqlite").read_bytes()


@contextmanager
def fresh() -> Iterator[Registry]:
    with tempfile.TemporaryDirectory() as home:
        (Path(home) / "vanban.sqlite").write_bytes(empty())
        with Registry.open(load(home=Path(home))) as registry:
            yield registry


def fill(registry: Registry, sources: list[File | list[CatalogueEntry]]) -> None:
    for source in sources:
        if isinstance(source, File):
            put(registry, source, f"/hu-cau/{source.data.hex()[-24:]}{hash(source)}/{source.name}")
        else:
            registry.put_catalogue(source)


@settings(max_examples=20)
@given(st.lists(files, min_size=1, max_size=4, unique=True), catalogues, st.data())
def test_order_does_not_matter(chosen: list[File], catalogue: list[CatalogueEntry], data: st.DataObject) -> None:
    sources: list[File | list[CatalogueEntry]] = [*chosen, catalogue]
    other = data.draw(st.permutations(sources))
    with fresh() as one, fresh() as two:
        fill(one, sources)
        fill(two, other)
        assert dump(two) == dump(one)
        assert len({each.slug for each in one.documents()}) == len(one.documents())


@settings(max_examples=10)
@given(st.lists(files, min_size=1, max_size=3, unique=True), catalogues)
def test_repeating_changes_nothing(chosen: list[File], catalogue: list[CatalogueEntry]) -> None:
    with fresh() as registry:
        fill(registry, [*chosen, catalogue])
        before = dump(registry)
        seen = registry.outbox(limit=1000)
        fill(registry, [catalogue, *reversed(chosen)])
        assert dump(registry) == before
        assert registry.outbox(limit=1000) == seen


def test_addresses_may_change_hands() -> None:
    """The document that gives up its address is the one that goes away: found by the test above, kept for ever."""
    number, elsewhere, (_, _, first, second) = NUMBERS[1], ISSUERS[2], DAYS
    sources: list[File | list[CatalogueEntry]] = [
        File("c.txt", number, None, None, issuers=elsewhere),
        File("a.json", number, second, None, issuers=elsewhere),
        [entry(number, None, title=TITLES[1] or ""), entry(number, first)],
        File("b.pdf", number, first, TITLES[1], issuers=()),
    ]
    with fresh() as one, fresh() as two:
        fill(one, sources)
        fill(two, [sources[0], sources[3], sources[1], sources[2]])
        assert dump(two) == dump(one)
