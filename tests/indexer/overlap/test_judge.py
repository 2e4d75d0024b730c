import pytest

from indexer.overlap.families import Families
from indexer.overlap.judge import Finding, kind_of, outermost
from indexer.overlap.values import Options, Passage, Shared
from registry.document import ProvisionKind


def shared(similarity: float = 0.9, left: float = 0.9, right: float = 0.9, *, same: bool = False) -> Shared:
    return Shared(similarity, left, right, same, (), ())


def finding(kind: str, left: tuple[int, int], right: tuple[int, int]) -> Finding:
    sides = [
        Passage(document, f"{document}:{s}-{e}", ProvisionKind.CLAUSE, s, e, 0, 0)
        for document, (s, e) in ((1, left), (2, right))
    ]
    return Finding(sides[0], sides[1], shared(), kind)


@pytest.mark.parametrize(
    ("value", "words", "kind"),
    [
        (shared(1.0, 1.0, 1.0, same=True), 30, "same"),
        (shared(0.5), 30, "near"),
        (shared(0.2, 0.8, 0.2), 60, "contains"),
        (shared(0.2, 0.8, 0.2), 30, None),
        (shared(0.3, 0.5, 0.5), 60, None),
    ],
)
def test_kind(value: Shared, words: int, kind: str | None) -> None:
    assert kind_of(value, words, Options()) == kind


def test_an_article_and_its_clause_are_one_finding() -> None:
    article, clause = finding("near", (0, 100), (0, 100)), finding("same", (10, 40), (10, 40))
    assert outermost([clause, article]) == [article]


def test_clauses_stay_when_their_articles_differ() -> None:
    one, two = finding("same", (10, 40), (10, 40)), finding("same", (50, 80), (60, 90))
    assert outermost([two, one]) == [one, two]


def test_a_precise_pair_inside_beats_an_article_that_merely_contains_it() -> None:
    wide, narrow = finding("contains", (0, 100), (10, 40)), finding("same", (10, 40), (10, 40))
    assert outermost([wide, narrow]) == [narrow]


def test_of_two_containing_pairs_the_narrow_one_stays() -> None:
    wide, narrow = finding("contains", (0, 100), (10, 40)), finding("contains", (0, 60), (10, 40))
    assert outermost([wide, narrow]) == [narrow]


def test_families_reach_through_the_consolidated_base() -> None:
    base, amending, consolidated, guiding = 1, 2, 3, 4
    kin = Families([(amending, base, "amended"), (consolidated, base, "consolidated")])
    assert kin.between(base, amending) == "amended"
    assert kin.between(consolidated, base) == "consolidated"
    assert kin.between(consolidated, amending) == "consolidated"
    assert kin.between(base, guiding) is None


def test_two_acts_that_amend_the_same_law_are_no_family() -> None:
    assert Families([(2, 1, "amended"), (3, 1, "amended")]).between(2, 3) is None
