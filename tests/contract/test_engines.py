"""The one contract of all engines. The memory engine is the specification; the others must match the same."""

import random
from collections import Counter
from collections.abc import Iterator, Sequence
from itertools import pairwise
from pathlib import Path

import numpy as np
import pytest

from indexer.engines import engine_module
from indexer.engines.base import Branch, Clause, Engine, Entry, Found, Group, Plan
from tests.contract.engines import ALL, RECORDED, made, module_name, ready

WORDS = [f"tu{number}" for number in range(40)]


def entry(pid: int, document: int, text: str, title: str = "") -> Entry:
    words, names = text.split(), title.split()
    return Entry(pid, document, len(words), _terms(words), _terms(names))


def _terms(words: Sequence[str]) -> Counter[str]:
    count = Counter(words)
    count.update(f"{left} {right}" for left, right in pairwise(words))
    return count


def wanted(*terms: str, need: int | None = None) -> Plan:
    groups = tuple(Group((Clause((term,)),)) for term in terms)
    return Plan((Branch(groups, len(groups) if need is None else need),), tuple((term, 1.0) for term in terms))


SMALL = [
    entry(0, 10, "", "ke hoach giam ngheo"),
    entry(1, 10, "ho tro nha o cho ho ngheo"),
    entry(2, 10, "ho tro dao tao nghe"),
    entry(3, 20, "", "thong tu dao tao nghe"),
    entry(4, 20, "co so giao duc nghe nghiep dao tao nghe nghe nghe"),
    entry(5, 30, "", "bao cao"),
]


@pytest.fixture(params=ALL)
def engine(request: pytest.FixtureRequest, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Engine]:
    with ready(request.param, request, monkeypatch):
        opened = made(request.param, tmp_path / "engine")
        opened.update((), SMALL)
        yield opened
        opened.close()
        engine_module(module_name(request.param)).drop(tmp_path / "engine")


def same(found: Found, documents: Sequence[int], pids: Sequence[int]) -> None:
    assert found.documents.tolist() == sorted(documents)
    assert sorted(found.pids.tolist()) == sorted(pids)
    assert found.total == len(pids)


def test_every_group_is_needed(engine: Engine) -> None:
    same(engine.match(wanted("ho", "tro"), 10), [10], [1, 2])


def test_some_groups_are_enough(engine: Engine) -> None:
    same(engine.match(wanted("nha", "giao", "bao", need=1), 10), [10, 20, 30], [1, 4, 5])


def test_title_terms_count_for_every_passage(engine: Engine) -> None:
    same(engine.match(wanted("giam ngheo", "nha o"), 10), [10], [1])
    same(engine.match(wanted("giam"), 10), [10], [0, 1, 2])


def test_title_only_looks_at_titles(engine: Engine) -> None:
    plan = Plan((Branch((Group((Clause(("nghe",), title_only=True),)),), 1),), ())
    same(engine.match(plan, 10), [20], [3, 4])


def test_alternatives_and_branches(engine: Engine) -> None:
    group = Group((Clause(("nha", "ngheo")), Clause(("bao cao",))))
    same(engine.match(Plan((Branch((group,), 1),), ()), 10), [10, 30], [1, 5])
    branches = (*wanted("nha").branches, *wanted("giao duc").branches)
    same(engine.match(Plan(branches, ()), 10), [10, 20], [1, 4])


def test_rarer_and_more_frequent_terms_come_first(engine: Engine) -> None:
    found = engine.match(wanted("dao tao", "nghe"), 10)
    assert found.pids[0] == 4
    assert found.scores.tolist() == sorted(found.scores.tolist(), reverse=True)


def test_limit_and_allowed_cut_passages_only(engine: Engine) -> None:
    found = engine.match(wanted("nghe"), 1, np.array([20], np.int64))
    assert found.documents.tolist() == [10, 20]
    assert found.pids.tolist() == [4]
    assert found.total == 3
    nothing = engine.match(wanted("nghe"), 0)
    assert (nothing.documents.tolist(), nothing.pids.tolist()) == ([10, 20], [])
    assert engine.match(wanted("nghe"), 5, np.array([30], np.int64)).pids.tolist() == []


def test_everything_can_be_asked_for(engine: Engine) -> None:
    found = engine.match(wanted("nghe"), 1 << 31)
    assert sorted(found.pids.tolist()) == [2, 3, 4]


def test_unknown_terms_match_nothing(engine: Engine) -> None:
    same(engine.match(wanted("khongco"), 10), [], [])
    assert engine.frequencies(["khongco", "nghe", "dao tao"]) == [0, 2, 2]
    assert engine.frequencies([]) == []


def test_a_document_is_replaced_dropped_and_added(engine: Engine) -> None:
    engine.update([10, 20], [entry(6, 10, "", "nghi quyet moi"), entry(7, 10, "dao tao lai"), entry(8, 40, "nha moi")])
    same(engine.match(wanted("dao tao"), 10), [10], [7])
    same(engine.match(wanted("giam ngheo"), 10), [], [])
    same(engine.match(wanted("moi"), 10), [10, 40], [6, 7, 8])
    assert engine.size() == 4


def test_another_process_sees_it(engine: Engine, tmp_path: Path) -> None:
    other = engine_module(engine.capabilities.name).open_index(tmp_path / "engine")
    engine.update([30], [entry(9, 30, "bao cao moi")])
    other.refresh()
    same(other.match(wanted("moi"), 10), [30], [9])
    other.close()


@pytest.mark.parametrize("name", ALL)
def test_an_empty_index_answers(
    name: str, tmp_path: Path, request: pytest.FixtureRequest, monkeypatch: pytest.MonkeyPatch
) -> None:
    with ready(name, request, monkeypatch):
        opened = made(name, tmp_path / "engine")
        same(opened.match(wanted("nghe"), 10), [], [])
        assert opened.size() == 0
        opened.close()
        engine_module(module_name(name)).drop(tmp_path / "engine")


def test_health_is_told(engine: Engine) -> None:
    standing = engine.health()
    assert standing.state == "green"
    assert (standing.nodes > 0) == engine.capabilities.remote


def test_an_interrupted_update_can_be_done_again(engine: Engine) -> None:
    engine.update([10], [entry(6, 10, "nua chung"), entry(7, 10, "con lai"), entry(8, 10, "thua ra")])
    engine.update([10], [entry(6, 10, "nua chung"), entry(7, 10, "con lai")])
    same(engine.match(wanted("nua chung"), 10), [10], [6])
    same(engine.match(wanted("thua"), 10), [], [])
    assert engine.size() == 5


def test_publishing_changes_no_answer(engine: Engine, tmp_path: Path) -> None:
    engine_module(engine.capabilities.name).publish(tmp_path / "engine")
    engine_module(engine.capabilities.name).publish(tmp_path / "engine")
    same(engine.match(wanted("ho", "tro"), 10), [10], [1, 2])


def _library(seed: int) -> list[Entry]:
    draw = random.Random(seed)
    entries: list[Entry] = []
    for document in range(30):
        title = " ".join(draw.choices(WORDS, k=draw.randint(0, 4)))
        for place in range(draw.randint(1, 6)):
            text = " ".join(draw.choices(WORDS, k=draw.randint(0, 25)))
            entries.append(entry(len(entries), document, text, title if place == 0 else ""))
    return entries


def _plan(draw: random.Random) -> Plan:
    def group() -> Group:
        clauses = [Clause(tuple(draw.sample(WORDS, draw.randint(1, 2))), draw.random() < 0.2) for _ in range(2)]
        return Group(tuple(clauses[: draw.randint(1, 2)]))

    branches = []
    for _ in range(draw.randint(1, 2)):
        groups = tuple(group() for _ in range(draw.randint(1, 4)))
        branches.append(Branch(groups, draw.randint(1, len(groups))))
    return Plan(tuple(branches), tuple((word, 1.0) for word in draw.sample(WORDS, 3)))


@pytest.mark.parametrize("name", [name for name in ALL if name != "memory"])
def test_matches_what_the_specification_matches(
    name: str, tmp_path: Path, request: pytest.FixtureRequest, monkeypatch: pytest.MonkeyPatch
) -> None:
    specification = made("memory", tmp_path / "memory")
    entries = _library(7)
    draw = random.Random(8)
    with ready(name, request, monkeypatch):
        other = made(name, tmp_path / name)
        for each in (specification, other):
            each.update((), entries)
            each.update([3, 4], [entry(1000, 3, "tu1 tu2 tu3", "tu4")])
        for _ in range(8 if name == RECORDED else 60):
            plan = _plan(draw)
            allowed = np.array(sorted(draw.sample(range(30), 10)), np.int64) if draw.random() < 0.5 else None
            expected, found = specification.match(plan, 1000, allowed), other.match(plan, 1000, allowed)
            assert found.documents.tolist() == expected.documents.tolist()
            assert sorted(found.pids.tolist()) == sorted(expected.pids.tolist())
            assert found.total == expected.total
            if name == "whoosh":
                assert found.pids.tolist() == expected.pids.tolist()
                assert np.allclose(found.scores, expected.scores)
        other.close()
        engine_module(module_name(name)).drop(tmp_path / name)
