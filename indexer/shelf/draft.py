"""Documents to arrays and engine entries: what one process does with its share of an update."""

import re
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from typing import Final

import numpy as np
import orjson
from numpy.typing import NDArray

from indexer import words
from indexer.analysis import folded, syllables, terms
from indexer.engines.base import Entry
from indexer.passages import Passage, passages
from registry.document import Provision

_ARTICLE: Final = re.compile(r"(?:^|\.)d(\d+)")


@dataclass(frozen=True, slots=True)
class Work:
    """A document to index.

    Args:
        document: Registry row id.
        names: Lines that count for the whole document: its title first, then number, type, issuer, other names.
        title: Its title, for phrases.
        text: Canonical text, or an empty string.
        provisions: The provision tree.
        cited: Numbers of the documents that it cites.
    """

    document: int
    names: tuple[str, ...]
    title: str = ""
    text: str = ""
    provisions: tuple[Provision, ...] = ()
    cited: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Draft:
    """Passages of some documents as arrays.

    Args:
        pids: Passage numbers, ascending.
        documents: Document of each passage.
        first: Where each passage's syllables begin; one more at the end.
        syllables: Numbers of marked syllables in ``words``.
        heads: How many of a passage's syllables are its label and heading.
        articles: Number of the article a passage belongs to, -1 for none.
        is_title: True for the passage that holds a document's names.
        words: The marked syllables.
        cards: What to show of each passage, as JSON.
        phrases: Words and short phrases of titles and headings with their counts.
        cited: What each document cites.
    """

    pids: NDArray[np.int64]
    documents: NDArray[np.int64]
    first: NDArray[np.int64]
    syllables: NDArray[np.uint32]
    heads: NDArray[np.int32]
    articles: NDArray[np.int32]
    is_title: NDArray[np.bool_]
    words: tuple[str, ...]
    cards: tuple[bytes, ...]
    phrases: Counter[str]
    cited: dict[int, tuple[str, ...]]


@dataclass(frozen=True, slots=True)
class _Leaf:
    """A passage with its syllables; ``names`` are given on the document's first one."""

    document: int
    passage: Passage | None
    marked: list[str]
    head: int
    card: bytes
    names: tuple[str, ...] = ()


def draft(works: Sequence[Work], first_pid: int, *, with_phrases: bool = True) -> tuple[Draft, list[Entry]]:
    """Cut documents into passages and analyse them.

    Args:
        works: The documents.
        first_pid: Number of the first passage.
        with_phrases: Segment titles and headings into words as well.
    """
    leaves = [leaf for work in works for leaf in _leaves(work)]
    ids: dict[str, int] = {}
    flat = [ids.setdefault(marked, len(ids)) for leaf in leaves for marked in leaf.marked]
    made = Draft(
        pids=np.arange(first_pid, first_pid + len(leaves), dtype=np.int64),
        documents=np.array([leaf.document for leaf in leaves], np.int64),
        first=np.concatenate([[0], np.cumsum([len(leaf.marked) for leaf in leaves])]).astype(np.int64),
        syllables=np.array(flat, np.uint32),
        heads=np.array([leaf.head for leaf in leaves], np.int32),
        articles=np.array([_article(leaf.passage) for leaf in leaves], np.int32),
        is_title=np.array([leaf.passage is None for leaf in leaves], np.bool_),
        words=tuple(ids),
        cards=tuple(leaf.card for leaf in leaves),
        phrases=words.phrases(lines(works)) if with_phrases else Counter(),
        cited={work.document: work.cited for work in works if work.cited},
    )
    return made, list(entries(leaves, first_pid))


def entries(leaves: Iterable[_Leaf], first_pid: int) -> Iterator[Entry]:
    """Yield what the engine takes in."""
    for pid, leaf in enumerate(leaves, first_pid):
        body = terms(folded(leaf.marked)) if leaf.passage is not None else Counter[str]()
        title = Counter[str]()
        for name in leaf.names:
            title.update(terms(folded(syllables(name))))
        yield Entry(pid, leaf.document, len(leaf.marked), body, title)


def _leaves(work: Work) -> Iterator[_Leaf]:
    named = [syllable for name in work.names for syllable in syllables(name)]
    card = orjson.dumps({"id": "", "label": "", "heading": "", "text": "", "start": -1, "inner": []})
    yield _Leaf(work.document, None, named, len(syllables(work.names[0])), card, work.names)
    for passage in passages(work.text, work.provisions):
        text = work.text[passage.start : passage.end]
        head = len(syllables(f"{_own(passage.label)} {passage.heading}")) if passage.opens and passage.heading else 0
        yield _Leaf(work.document, passage, syllables(text), head, _card(passage, text))


def _own(label: str) -> str:
    return label.rsplit(", ", 1)[-1]


def _card(passage: Passage, text: str) -> bytes:
    return orjson.dumps(
        {
            "id": passage.provision,
            "label": passage.label,
            "heading": passage.heading,
            "text": text,
            "start": passage.start,
            "inner": passage.inner,
        }
    )


def _article(passage: Passage | None) -> int:
    found = _ARTICLE.search(passage.provision) if passage else None
    return int(found[1]) if found and len(found[1]) < 9 else -1


def lines(works: Iterable[Work]) -> Iterator[str]:
    """Yield the titles and headings, from which suggestions are made."""
    for work in works:
        if work.title:
            yield work.title
        yield from {provision.heading for provision in work.provisions if 0 < len(provision.heading) < 300}
