"""Corrections of a known document: they win, outlive every source, are merged, and are put back exactly."""

from collections.abc import Callable
from datetime import date
from typing import Any

import pytest

from registry.document import ProgrammeTag
from registry.errors import BadRequest
from registry.records import DocumentRecord
from registry.store import Registry
from registry.store.correcting import Correction
from registry.store.describe import NO_PROGRAMME
from tests.fictional import UBND, File, entry, put

DAY = date(2025, 3, 4)
NUMBER = "9001/2025/QĐ-UBND"
OTHER = "Ủy ban nhân dân tỉnh Tưởng Tượng"


def known(registry: Registry, *, listed: bool, read: bool, number: str = NUMBER) -> DocumentRecord:
    if listed:
        registry.put_catalogue([entry(number, DAY, title="Ban hành quy định thử nghiệm", programmes=("NTM",))])
    if read:
        put(registry, File("a.txt", number, DAY))
    return registry.documents()[0]


def again(registry: Registry, *, listed: bool, read: bool) -> None:
    """Let every source speak once more, as the next start and the next reader would."""
    if listed:
        registry.put_catalogue([entry(NUMBER, DAY, title="Ban hành quy định thử nghiệm", programmes=("NTM",))])
    if read:
        put(registry, File("a.txt", NUMBER, DAY))


def everything(registry: Registry) -> list[Any]:
    """All that the registry says about its documents, without the moment of the last write and the row."""
    return [
        (
            each.number, each.type, each.title, each.issuer, each.issued, each.effective, each.expired,
            [tag.code for tag in each.programmes], each.effect, each.slug, each.has_text,
            sorted((fact.field, fact.value, fact.origin, fact.source) for fact in registry.facts_of(each.id)),
            sorted(doubt.issue.message for doubt in registry.issues(each.id)),
        )
        for each in registry.documents()
    ]  # fmt: skip


CASES: list[tuple[dict[str, Any], Callable[[DocumentRecord], Any], Any]] = [
    ({"title": "Tên đúng"}, lambda found: found.title, "Tên đúng"),
    ({"issued": date(2025, 3, 5)}, lambda found: found.issued, date(2025, 3, 5)),
    ({"effective": date(2025, 4, 1)}, lambda found: found.effective, date(2025, 4, 1)),
    ({"expired": date(2025, 5, 1)}, lambda found: found.effect.state, "expired"),
    ({"number": "9100/2025/QĐ-UBND"}, lambda found: found.number, "9100/2025/QĐ-UBND"),
    ({"issuers": (OTHER,)}, lambda found: found.issuer, OTHER),
    (
        {"programmes": (ProgrammeTag("GNBV", "Xác định bằng tay."),)},
        lambda found: [tag.code for tag in found.programmes],
        ["GNBV"],
    ),
    (
        {"programmes": (ProgrammeTag(NO_PROGRAMME, "Xác định bằng tay."),)},
        lambda found: [tag.code for tag in found.programmes],
        [],
    ),
    (
        {"number": "9100/2025/QĐ-UBND", "title": "Tên đúng", "issued": date(2025, 3, 6)},
        lambda found: (found.number, found.title, found.issued),
        ("9100/2025/QĐ-UBND", "Tên đúng", date(2025, 3, 6)),
    ),
]


@pytest.mark.parametrize(("listed", "read"), [(False, True), (True, True)])
@pytest.mark.parametrize(("values", "shown", "wanted"), CASES)
def test_a_correction_wins_outlives_its_sources_and_is_put_back_exactly(
    registry: Registry,
    listed: bool,
    read: bool,
    values: dict[str, Any],
    shown: Callable[[DocumentRecord], Any],
    wanted: Any,
) -> None:
    document = known(registry, listed=listed, read=read)
    before = everything(registry)
    done = registry.correct(document.id, "Cô Tưởng Tượng", values, "bản ký, trang 1")
    assert done.document_id == document.id
    assert [shown(each) for each in registry.documents()] == [wanted]
    assert registry.document(document.id).has_text is read
    again(registry, listed=listed, read=read)
    assert [shown(each) for each in registry.documents()] == [wanted]
    assert registry.corrected(document.id, done.after) == done.after
    assert registry.put_back(document.id, done.before, done.after) == document.id
    assert everything(registry) == before
    again(registry, listed=listed, read=read)
    assert everything(registry) == before


def test_the_next_correction_is_merged_whoever_makes_it_and_each_fact_keeps_its_person(registry: Registry) -> None:
    document = known(registry, listed=True, read=True)
    registry.correct(document.id, "Zê", {"title": "Tên của Zê"}, "bản ký")
    second = registry.correct(document.id, "An", {"effective": date(2025, 4, 1)}, "công báo")
    third = registry.correct(document.id, "An", {"title": "Tên của An"}, "bản ký")
    found = registry.document(document.id)
    assert (found.title, found.effective) == ("Tên của An", date(2025, 4, 1))
    registry.put_back(document.id, third.before, third.after)
    registry.put_back(document.id, second.before, second.after)
    found = registry.document(document.id)
    assert (found.title, found.effective) == ("Tên của Zê", None)
    said = {(fact.field, fact.value) for fact in registry.facts_of(document.id) if fact.source == "Zê"}
    assert ("title", "Tên của Zê") in said


def test_an_earlier_correction_is_taken_back_by_saying_nothing(registry: Registry) -> None:
    document = known(registry, listed=True, read=False)
    before = everything(registry)
    registry.correct(document.id, "An", {"title": "Tên sai", "issued": date(2025, 3, 9)}, "nhớ mang máng")
    registry.correct(document.id, "An", {"title": None}, "xem lại")
    assert registry.document(document.id).title == "Ban hành quy định thử nghiệm"
    assert registry.document(document.id).issued == date(2025, 3, 9)
    registry.correct(document.id, "An", {"issued": None}, "xem lại")
    assert everything(registry) == before


def test_a_number_may_be_corrected_twice_and_put_back_step_by_step(registry: Registry) -> None:
    document = known(registry, listed=True, read=True)
    before = everything(registry)
    steps: list[Correction] = []
    for number in ("9101/2025/QĐ-UBND", "9102/2025/QĐ-UBND"):
        steps.append(registry.correct(document.id, "An", {"number": number}, "bản ký"))
        assert [each.number for each in registry.documents()] == [number]
    assert registry.by_slug("quyet-dinh-9001-2025-qd-ubnd-tinh-hu-cau").id == document.id
    assert registry.corrected(document.id, steps[0].after) != steps[0].after
    for step in reversed(steps):
        registry.put_back(document.id, step.before, step.after)
    assert everything(registry) == before


def test_a_corrected_number_joins_the_document_that_has_it(registry: Registry) -> None:
    put(registry, File("b.txt", "9100/2025/QĐ-UBND", DAY, title="Một văn bản khác hẳn"))
    registry.put_catalogue([entry(NUMBER, DAY, title="Ban hành quy định thử nghiệm")])
    assert len(registry.documents()) == 2
    before = everything(registry)
    wrong = registry.by_number(NUMBER)[0]
    done = registry.correct(wrong.id, "An", {"number": "9100/2025/QĐ-UBND"}, "bản ký")
    (one,) = registry.documents()
    assert done.document_id == one.id
    registry.put_back(done.document_id, done.before, done.after)
    assert sorted(map(repr, everything(registry))) == sorted(map(repr, before))


@pytest.mark.parametrize("values", [{"type": "Nghị định"}, {"type": "Nghị định", "title": "Tên khác"}])
def test_what_the_number_decides_is_told_and_nothing_is_kept(registry: Registry, values: dict[str, Any]) -> None:
    registry.put_catalogue([entry("9999/2025/TT-BNV", DAY, type="Thông tư", issuer="Bộ Nội vụ", level="central")])
    (document,) = registry.documents()
    before = everything(registry)
    with pytest.raises(BadRequest, match="số ký hiệu"):
        registry.correct(document.id, "An", values, "bản ký")
    assert everything(registry) == before


@pytest.mark.parametrize("values", [{"type": "Công văn"}, {"number": "9100/UBND-TH"}, {"title": "Tên đúng"}])
def test_a_document_without_a_number_is_corrected_too(registry: Registry, values: dict[str, Any]) -> None:
    found = put(registry, File("a.txt", None, DAY, issuers=(UBND,), title="Về việc thả diều"))
    before = everything(registry)
    done = registry.correct(found.id, "An", values, "bản ký")
    (one,) = registry.documents()
    assert one.id == found.id
    assert all(getattr(one, name) == value for name, value in values.items())
    put(registry, File("a.txt", None, DAY, issuers=(UBND,), title="Về việc thả diều"))
    (one,) = registry.documents()
    assert all(getattr(one, name) == value for name, value in values.items())
    registry.put_back(found.id, done.before, done.after)
    assert everything(registry) == before
