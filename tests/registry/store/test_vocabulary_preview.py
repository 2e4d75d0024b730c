"""What another vocabulary would make of the documents is told beforehand, relations included."""

from collections.abc import Iterator
from datetime import date

import pytest

from registry.store import Registry
from registry.vocabulary.active import trying, use
from tests.fictional import UBND, File, put

DAY = date(2025, 3, 4)
ELSEWHERE = "Ủy ban nhân dân tỉnh Tưởng Tượng"
OVERLAY = {"issuers": [{"code": "btt", "name": UBND, "names": [ELSEWHERE], "kind": "agency", "level": "central"}]}
"""The two names are those of one body: its acts may be meant by their bare numbers."""


@pytest.fixture(autouse=True)
def shipped_again() -> Iterator[None]:
    yield
    use(None)


def targets(registry: Registry, document_id: int) -> list[str]:
    return [each.other.number if each.other else "" for each in registry.relations_of(document_id)]


def test_relations_that_would_lead_elsewhere_are_told_and_then_do(registry: Registry) -> None:
    put(registry, File("a.txt", "901/QĐ-UBND", DAY))
    citing = put(
        registry, File("b.txt", "902/QĐ-UBND", DAY, issuers=(ELSEWHERE,), cites=(("based_on", "901/QĐ-UBND", None),))
    )
    before = targets(registry, citing.id)

    told = [each for each in registry.reread(OVERLAY, tags=False) if each.field == "relation"]
    assert targets(registry, citing.id) == before
    with trying(OVERLAY):
        registry.follow_vocabulary(tags=False)
    after = targets(registry, citing.id)
    assert before != after
    assert [(each.document_id, bool(each.before), bool(each.after)) for each in told] == [
        (citing.id, bool(before[0]), bool(after[0]))
    ]
    assert f"901/QĐ-UBND ({UBND})" in (told[0].before, told[0].after)


def test_nothing_is_told_of_relations_that_stay(registry: Registry) -> None:
    put(registry, File("a.txt", "901/QĐ-UBND", DAY))
    citing = put(registry, File("b.txt", "902/QĐ-UBND", DAY, cites=(("based_on", "901/QĐ-UBND", None),)))
    assert targets(registry, citing.id) == ["901/QĐ-UBND"]
    assert [each.field for each in registry.reread(OVERLAY, tags=False)] == ["issuer", "issuer"]
