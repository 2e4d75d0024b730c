"""Documents are found by number, however it is typed, and citations lead to the document that is meant."""

from datetime import date

import pytest
from sqlalchemy import update

from registry.errors import NotKnown
from registry.models import ClaimRow
from registry.records import OverlapPair
from registry.store import Registry
from registry.store.statement import Statement
from tests.fictional import File, edge, entry, put

DAY = date(2025, 3, 4)
ELSEWHERE = ("Ủy ban nhân dân tỉnh Tưởng Tượng",)


@pytest.fixture
def filled(registry: Registry) -> Registry:
    registry.put_catalogue([entry("0901/QĐ-UBND", DAY), entry("9010/QĐ-UBND", DAY), entry("901/2025/QĐ-UBND", DAY)])
    return registry


@pytest.mark.parametrize(
    ("typed", "found"),
    [
        ("901", {"0901/QĐ-UBND", "901/2025/QĐ-UBND"}),
        ("0901", {"0901/QĐ-UBND", "901/2025/QĐ-UBND"}),
        ("901/2025", {"901/2025/QĐ-UBND"}),
        ("901/2025/qd-ubnd", {"901/2025/QĐ-UBND"}),
        ("901/qđ-ubnd", {"0901/QĐ-UBND"}),
        ("số 9010", {"9010/QĐ-UBND"}),
        ("90", set()),
        ("quyết định", set()),
        ("", set()),
    ],
)
def test_by_number(filled: Registry, typed: str, found: set[str]) -> None:
    assert {each.number for each in filled.by_number(typed)} == found


def test_unknown_ids_and_addresses_are_named(registry: Registry) -> None:
    for ask in (lambda: registry.document(1), lambda: registry.by_slug("x"), lambda: registry.effect_on(1, DAY)):
        with pytest.raises(NotKnown):
            ask()
    assert registry.text_of(1) is None
    assert registry.documents([1, 2]) == []


def states(registry: Registry, document_id: int) -> list[tuple[str, int | None]]:
    text = registry.text_of(document_id)
    assert text is not None
    return [(each.state, each.target_id) for each in text.citations]


def test_a_citation_is_linked_when_its_target_arrives(registry: Registry) -> None:
    one = put(registry, File("a.txt", "9002/2025/QĐ-UBND", DAY, cites=(("based_on", "9001/2025/QĐ-UBND", None),)))
    assert states(registry, one.id) == [("unknown", None)]
    other = put(registry, File("b.txt", "9001/2025/QĐ-UBND", DAY))
    assert states(registry, one.id) == [("linked", other.id)]
    assert [each.other and each.other.id for each in registry.relations_of(one.id)] == [other.id]


def test_the_date_beside_a_number_chooses_the_year(registry: Registry) -> None:
    old = put(registry, File("a.txt", "901/QĐ-UBND", date(2024, 5, 6)))
    new = put(registry, File("b.txt", "901/QĐ-UBND", DAY))
    cites = tuple(("refers", "901/QĐ-UBND", day) for day in (date(2024, 5, 6), DAY, date(2020, 1, 1), None))
    citing = put(registry, File("c.txt", "9002/2026/QĐ-UBND", date(2026, 1, 1), cites=cites))
    assert states(registry, citing.id) == [
        ("linked", old.id),
        ("linked", new.id),
        ("unknown", None),
        ("ambiguous", None),
    ]


def test_a_local_number_means_the_own_province(registry: Registry) -> None:
    put(registry, File("a.txt", "9001/2025/QĐ-UBND", DAY, issuers=ELSEWHERE))
    citing = put(registry, File("b.txt", "9002/2025/QĐ-UBND", DAY, cites=(("refers", "9001/2025/QĐ-UBND", None),)))
    assert states(registry, citing.id) == [("unknown", None)]


def test_nothing_rests_on_what_came_later(registry: Registry) -> None:
    put(registry, File("a.txt", "901/QĐ-UBND", date(2025, 6, 1)))
    citing = put(registry, File("b.txt", "9002/2025/QĐ-UBND", DAY, cites=(("based_on", "901/QĐ-UBND", None),)))
    assert states(registry, citing.id) == [("unknown", None)]


def test_an_edge_told_twice_is_shown_once(registry: Registry) -> None:
    registry.put_catalogue([entry("9002/2025/QĐ-UBND", DAY, relations=(edge("replaces", "9001/2025/QĐ-UBND"),))])
    found = put(registry, File("a.txt", "9002/2025/QĐ-UBND", DAY, cites=(("replaces", "9001/2025/QĐ-UBND", None),)))
    assert [(each.verb, each.origin) for each in registry.relations_of(found.id)] == [("replaces", "machine")]


def test_a_replaced_document_ends_with_the_other_ones_first_day(registry: Registry) -> None:
    registry.put_catalogue(
        [
            entry("9001/2025/QĐ-UBND", DAY, effective=DAY),
            entry(
                "9002/2025/QĐ-UBND",
                date(2025, 6, 1),
                effective=date(2025, 7, 1),
                relations=(edge("replaces", "9001/2025/QĐ-UBND"),),
            ),
        ]
    )
    old = registry.by_number("9001/2025/QĐ-UBND")[0]
    assert registry.effect_on(old.id, date(2025, 6, 30)).state == "in_force"
    assert registry.effect_on(old.id, date(2025, 7, 1)).state == "expired"
    assert old.expired == date(2025, 7, 1)
    assert registry.events_of(old.id)[0].source == "https://hu-cau.example/van-ban"
    registry.put_catalogue([entry("9002/2025/QĐ-UBND", date(2025, 6, 1), effective=date(2025, 8, 1))])
    assert registry.effect_on(old.id, date(2025, 12, 31)).state == "in_force"


def test_what_only_a_doubtful_source_says_about_effect_is_told(registry: Registry) -> None:
    doubtful = "https://hu-cau.example/nghi-ngo"
    registry.put_catalogue(
        [
            entry("9001/2025/QĐ-UBND", DAY, effective=DAY),
            entry("9002/2025/QĐ-UBND", DAY, effective=DAY, verified=False, sources=(doubtful,)),
            entry(
                "9003/2025/QĐ-UBND",
                date(2025, 6, 1),
                effective=date(2025, 7, 1),
                verified=False,
                sources=(doubtful,),
                relations=(edge("replaces", "9001/2025/QĐ-UBND"),),
            ),
        ]
    )
    sure, unsure = (registry.by_number(f"900{serial}/2025/QĐ-UBND")[0].id for serial in (1, 2))
    assert "kiểm chứng" not in registry.effect_on(sure, DAY).reason
    assert "kiểm chứng" in registry.effect_on(unsure, DAY).reason
    assert registry.effect_on(sure, date(2025, 7, 1)).state == "expired"
    assert "kiểm chứng" in registry.effect_on(sure, date(2025, 7, 1)).reason


def test_checks_see_circles_twins_and_wrong_order(registry: Registry) -> None:
    registry.put_catalogue(
        [
            entry("9001/2025/QĐ-UBND", DAY, relations=(edge("based_on", "9002/2025/QĐ-UBND"),)),
            entry("9002/2025/QĐ-UBND", date(2025, 6, 1), relations=(edge("based_on", "9001/2025/QĐ-UBND"),)),
            entry("9003/2025/QĐ-UBND", DAY, effective=date(2025, 1, 1), expired=date(2024, 1, 1)),
        ]
    )
    put(registry, File("a.txt", "901/QĐ-UBND", DAY, title="Việc thứ nhất"))
    put(registry, File("b.txt", "901/QĐ-UBND", date(2025, 8, 1), title="Chuyện hoàn toàn khác"))
    assert {each.code for each in registry.check()} == {
        "relation-circle",
        "rests-on-later",
        "effective-before-issued",
        "expired-before-effective",
        "number-twice",
    }


def reported(source: str, status: str, day: date) -> Statement:
    """What a source says of the status of a decision on a day."""
    return Statement("catalogue", f"{source}|9001", source, number="9001/2025/QĐ-UBND", type="Quyết định",
                     issuers=("Ủy ban nhân dân tỉnh Hư Cấu",), issued=DAY, status=status, recorded=day)  # fmt: skip


def codes(registry: Registry) -> set[str]:
    return {each.code for each in registry.check()}


def test_checks_see_sources_that_contradict_each_other_and_what_is_known(registry: Registry) -> None:
    registry.put_catalogue([entry("9001/2025/QĐ-UBND", DAY, effective=DAY)])
    registry.put_statements([reported("https://mot.example", "Hết hiệu lực", date(2025, 8, 1))])
    assert codes(registry) == set()
    registry.put_statements([reported("https://hai.example", "Còn hiệu lực", date(2025, 9, 1))])
    assert codes(registry) == {"status-disputed"}
    repealing = edge("repeals", "9001/2025/QĐ-UBND")
    later = date(2025, 7, 1)
    registry.put_catalogue([entry("9002/2025/QĐ-UBND", date(2025, 6, 1), effective=later, relations=(repealing,))])
    assert codes(registry) == {"status-disputed", "status-contradicted"}


def test_checks_see_a_local_document_on_a_lapsed_basis_and_a_change_without_its_act(registry: Registry) -> None:
    registry.put_catalogue(
        [
            entry("9001/2025/QĐ-UBND", DAY, effective=DAY),
            entry("9002/2025/QĐ-UBND", DAY, effective=DAY, relations=(edge("based_on", "9001/2025/QĐ-UBND"),)),
            entry("9003/2025/QĐ-UBND", date(2025, 6, 1), effective=date(2025, 7, 1),
                  relations=(edge("repeals", "9001/2025/QĐ-UBND"),)),
        ]
    )  # fmt: skip
    put(registry, File("a.txt", "9004/2025/QĐ-UBND", DAY, cites=(("amends", "8888/2024/QĐ-UBND", None),)))
    assert {"basis-lapsed", "orphan-change"} <= codes(registry)


def test_checks_see_a_document_that_no_source_speaks_of(registry: Registry) -> None:
    registry.put_catalogue([entry("9001/2025/QĐ-UBND", DAY, effective=DAY)])
    with registry.writing() as session:
        session.execute(update(ClaimRow).values(document_id=None))
    assert codes(registry) == {"document-without-source"}


@pytest.mark.parametrize(
    ("cites", "similarity", "told"),
    [((), 0.9, True), ((), 0.6, False), ((("replaces", "9001/2025/QĐ-UBND", None),), 0.9, False)],
)
def test_nearly_the_same_text_under_another_number_is_told(
    registry: Registry, cites: tuple[tuple[str, str, date | None], ...], similarity: float, told: bool
) -> None:
    first = put(registry, File("a.txt", "9001/2025/QĐ-UBND", DAY, body="Điều 1. Giấy màu"))
    other = put(registry, File("b.txt", "9002/2025/QĐ-UBND", DAY, body="Điều 1. Giấy màu.", cites=cites))
    pair = OverlapPair(other.id, "d1", first.id, "d1", similarity, "near", ((0, 4),), ((0, 4),))
    registry.save_overlaps("run-1", [pair])
    found = [each for each in registry.check() if each.code == "nearly-identical"]
    assert [each.documents for each in found] == ([(first.id, other.id)] if told else [])
    assert all("9001/2025/QĐ-UBND và 9002/2025/QĐ-UBND" in each.message for each in found)
