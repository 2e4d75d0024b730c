"""Documents to an index on disk: the engine's part in ``engine/``, the arrays beside it in ``shelf/``.

A big batch is cut in two or more shares, each analysed and written as a Whoosh shard in a process of its own.
"""

from collections.abc import Iterable, Sequence
from concurrent.futures import ProcessPoolExecutor
from dataclasses import replace
from multiprocessing import get_context
from pathlib import Path
from typing import Final

from indexer import words
from indexer.engines import engine_module, whoosh
from indexer.engines.base import Engine
from indexer.shelf import Draft, Work, draft
from indexer.shelf.draft import lines
from indexer.shelf.shelf import append

ENGINE: Final = "engine"
SHELF: Final = "shelf"
SHARE: Final = 1 << 24
"""Passage numbers set aside for the share of one process."""
WORTH_SHARING: Final = 600_000
"""Characters from which starting processes pays."""


def build(folder: Path, engine: str, works: Sequence[Work], processes: int) -> tuple[Engine, tuple[str, ...], int]:
    """Make an index from nothing.

    Args:
        folder: An empty or missing folder.
        engine: Name of the engine.
        works: Every document.
        processes: Most processes to use.

    Returns:
        The open engine, the names of the shelf's segments and the next free passage number.
    """
    module = engine_module(engine)
    home = folder / ENGINE
    home.mkdir(parents=True)
    shares = _shares(works, processes if module.capabilities().shards else 1)
    if len(shares) > 1:
        drafts = _in_processes(home, shares)
        names = tuple(_append(folder, f"{number:06d}", made, ()) for number, made in enumerate(drafts))
        return module.open_index(home), names, len(shares) * SHARE
    opened = module.create(home)
    made, entries = draft(works, 0)
    opened.update((), entries)
    return opened, (_append(folder, "000000", made, ()),), len(made.pids)


def extend(
    folder: Path, opened: Engine, name: str, works: Sequence[Work], removed: Iterable[int], first_pid: int
) -> int:
    """Replace or drop some documents in an index.

    Args:
        folder: Folder of the index.
        opened: Its engine.
        name: Name for the shelf's new segment.
        works: Documents to add; earlier passages of theirs are dropped.
        removed: Documents to drop.
        first_pid: Next free passage number.

    Returns:
        The next free passage number after it.
    """
    gone = {*removed, *(work.document for work in works)}
    made, entries = draft(works, first_pid)
    opened.update(gone, entries)
    _append(folder, name, made, gone)
    return first_pid + len(made.pids)


def _append(folder: Path, name: str, made: Draft, removed: Iterable[int]) -> str:
    append(folder / SHELF, name, made, removed)
    return name


def _shares(works: Sequence[Work], processes: int) -> list[list[Work]]:
    """Deal documents out, longest first, each to the share with the least text."""
    total = sum(len(work.text) for work in works)
    if processes < 2 or total < WORTH_SHARING:
        return [list(works)]
    shares: list[list[Work]] = [[] for _ in range(processes)]
    loads = [0] * processes
    for work in sorted(works, key=lambda work: -len(work.text)):
        lightest = loads.index(min(loads))
        shares[lightest].append(work)
        loads[lightest] += len(work.text) + 200
    return [sorted(share, key=lambda work: work.document) for share in shares if share]


def _in_processes(home: Path, shares: Sequence[Sequence[Work]]) -> list[Draft]:
    """Write the shares; titles and headings are cut into words here meanwhile, so that pyvi is loaded once."""
    with ProcessPoolExecutor(len(shares), mp_context=get_context("spawn")) as pool:
        waiting = [pool.submit(_share, home, number, share) for number, share in enumerate(shares)]
        phrases = words.phrases(lines(work for share in shares for work in share))
        first, *others = [each.result() for each in waiting]
        return [replace(first, phrases=phrases), *others]


def _share(home: Path, number: int, works: Sequence[Work]) -> Draft:
    made, entries = draft(works, number * SHARE, with_phrases=False)
    whoosh.build_shard(home, number, entries)
    return made
