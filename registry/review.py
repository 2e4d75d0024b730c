"""What people decide about what the machine found: verdicts on overlaps, settlements of doubts. Pure values."""

import hashlib
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Final

from registry.document import Issue
from registry.records import DocumentRecord
from registry.text import fold, nfc, squeeze

OUTCOMES: Final = {
    "repeats": "Trùng lặp, cần xử lý",
    "conflicts": "Chồng chéo, mâu thuẫn",
    "accepted": "Nhắc lại có lý do, giữ nguyên",
    "unrelated": "Không phải trùng lặp",
}
SETTLED: Final = {"done": "Đã xử lý", "not_fault": "Không phải lỗi"}
LONGEST_NOTE: Final = 2000


@dataclass(frozen=True, slots=True, order=True)
class End:
    """One provision of a pair."""

    document_id: int
    provision: str

    def __str__(self) -> str:
        """Return the end as it is part of a key."""
        return f"{self.document_id}:{self.provision}"


@dataclass(frozen=True, slots=True)
class Verdict:
    """What a reviewer decided about two provisions.

    Args:
        ends: Both provisions, the smaller one first.
        outcome: Key of :data:`OUTCOMES`.
        note: The reviewer's words; may be empty.
        person: Who decided.
        decided: When.
        words: Digest of the words of both provisions at that time; see :func:`words_of`.
    """

    ends: tuple[End, End]
    outcome: str
    note: str
    person: str
    decided: datetime
    words: str = ""


@dataclass(frozen=True, slots=True)
class Settlement:
    """What a person decided about a doubt: ``state`` is a key of :data:`SETTLED`."""

    state: str
    note: str
    person: str
    decided: datetime


@dataclass(frozen=True, slots=True, order=True)
class Doubt:
    """What makes a doubt the same one after the document was read again."""

    document_id: int
    code: str
    mark: str


@dataclass(frozen=True, slots=True)
class Work:
    """One doubt on the work list.

    Args:
        doubt: Its key.
        issue: As raised.
        stage: ``reading`` or ``merging``.
        settlement: What was decided about it, or None while it is open.
        document: The document that it concerns.
    """

    doubt: Doubt
    issue: Issue
    stage: str
    settlement: Settlement | None
    document: DocumentRecord


@dataclass(frozen=True, slots=True)
class Wanted:
    """Which doubts to list.

    Args:
        state: ``open``, a key of :data:`SETTLED`, or an empty string for all.
        code: Code of the issue, or an empty string.
        document_id: Of one document, or None.
        programme: Code of a programme or component of the documents, or an empty string.
        by_code: True to list doubts of one kind together, whatever their documents.
    """

    state: str = "open"
    code: str = ""
    document_id: int | None = None
    programme: str = ""
    by_code: bool = False


@dataclass(frozen=True, slots=True)
class WorkList:
    """One page of doubts, with counts that leave out their own filter only.

    Args:
        total: Doubts as wanted.
        page: Those of the page.
        codes: Doubts by code.
        states: Doubts by state; ``open`` and the keys of :data:`SETTLED` are all there.
        programmes: Doubts by programme.
    """

    total: int
    page: tuple[Work, ...]
    codes: dict[str, int]
    states: dict[str, int]
    programmes: dict[str, int]


def pair_key(ends: tuple[End, End]) -> str:
    """Return the key of two provisions, whichever is named first."""
    return "|".join(map(str, sorted(ends)))


def words_of(one: str, other: str) -> str:
    """Return a digest of two provisions' words, whichever is named first; case and white space do not matter."""
    plain = sorted(squeeze(nfc(text)).casefold() for text in (one, other))
    return hashlib.sha256("\n".join(plain).encode()).hexdigest()[:16]


def marks(doubts: Sequence[Issue], text: str) -> list[str]:
    """Return the mark of each doubt of one document: what it is about, wherever it stands after the next reading.

    The mark is made of the doubtful words themselves; where there are none, of the message. Doubts that are alike in
    everything are told apart by their order.

    Args:
        doubts: All doubts of the document, in the order of the text.
        text: The text that their positions point into.
    """
    seen: Counter[tuple[str, str]] = Counter()
    made: list[str] = []
    for doubt in doubts:
        about = fold(squeeze(text[doubt.start : doubt.end] if doubt.start is not None else "")) or fold(doubt.message)
        seen[doubt.code, about] += 1
        made.append(hashlib.sha256(f"{about}\n{seen[doubt.code, about]}".encode()).hexdigest()[:16])
    return made
