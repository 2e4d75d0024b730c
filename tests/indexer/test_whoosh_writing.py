"""Lists of every length, written at once or merged from many small commits, read back through Whoosh."""

from collections import Counter
from pathlib import Path

import numpy as np

from indexer.engines import whoosh
from indexer.engines.base import Branch, Clause, Entry, Group, Plan
from indexer.engines.whoosh_writing import BLOCK, SHORT

LENGTHS = (1, SHORT, SHORT + 1, BLOCK, BLOCK + 1, 2 * BLOCK + 5)


def passage(pid: int) -> Entry:
    held = Counter({f"dai {length}": pid % 3 + 1 for length in LENGTHS if pid < length})
    return Entry(pid, pid, 10, held, Counter({f"ten{pid}": 1}))


def asked(term: str) -> Plan:
    return Plan((Branch((Group((Clause((term,)),)),), 1),), ((term, 1.0),))


def test_lists_of_every_length(tmp_path: Path) -> None:
    engine = whoosh.create(tmp_path)
    engine.update((), map(passage, range(2 * BLOCK + 10)))
    for length in LENGTHS:
        assert sorted(engine.match(asked(f"dai {length}"), 9999).pids.tolist()) == list(range(length))
    assert engine.frequencies([f"dai {length}" for length in LENGTHS]) == list(LENGTHS)
    assert engine.match(asked("ten7"), 10).pids.tolist() == [7]
    found = engine.match(asked(f"dai {SHORT}"), 9999)
    assert np.unique(np.round(found.scores, 9)).size == 3, "three different counts give three scores"
    engine.close()


def test_many_small_commits_are_merged(tmp_path: Path) -> None:
    engine = whoosh.create(tmp_path)
    for pid in range(12):
        engine.update((), [passage(pid)])
    engine.update([3], [])
    engine.update((), [passage(12)])
    again = whoosh.open_index(tmp_path)
    for length in LENGTHS[1:]:
        left = [pid for pid in range(13) if pid < length and pid != 3]
        assert sorted(again.match(asked(f"dai {length}"), 99).pids.tolist()) == left
    assert again.size() == 12
    engine.close()
    again.close()
