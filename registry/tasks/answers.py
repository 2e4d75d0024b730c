"""Which documents of the province may answer a task: those that stand on the act, the best reasons first."""

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from datetime import date
from functools import cached_property
from itertools import pairwise
from typing import Final

from registry.tasks.values import CHAIRMAN, COMMITTEE, COUNCIL, RULE, Task
from registry.text import fold

_CITES: Final = 3.0
_CITES_ARTICLE: Final = 2.0
_RESTS: Final = 0.5
_TITLE: Final = 2.5
_WORDS: Final = 1.0
_OTHER_BODY: Final = -1.5
ENOUGH: Final = 1.5
"""Score from which a candidate counts as the answer that the machine found."""
LEAST: Final = 0.9
"""Score below which a document is not worth a look."""
_COMMON: Final = frozenset(
    fold(
        "và các của có theo tại cho trên để do về với từ được này là một số quy định điều khoản điểm thông tư"
        " nghị quyết quyết định ban hành thực hiện ủy nhân dân hội đồng cấp tỉnh thành phố trực thuộc trung ương cơ"
        " quan bộ sở việc"
        " nội dung những khi không phải trong ngoài như đến vào trách nhiệm tổ chức địa phương bàn kèm chương trình mục"
        " tiêu quốc gia giai đoạn năm ngày tháng phù hợp"
    ).split()
)
_SYLLABLE: Final = re.compile(r"[^\W\d_]+")


@dataclass(frozen=True)
class Local:
    """A document of the province that stands on an act of the centre.

    Args:
        id: Of the document.
        body: The body that issued it: ``council``, ``committee``, ``chairman``, or "" when it is another.
        issued: Its day.
        title: Its title.
        rests: True when it names the act as its basis.
        provisions: Its provisions as (address, own and inner words); none when its text is not held.
        cites: What it cites of the act, as (address of the citing provision, address in the act).
    """

    id: int
    body: str
    issued: date | None
    title: str
    rests: bool
    provisions: tuple[tuple[str, str], ...] = ()
    cites: tuple[tuple[str, str], ...] = ()
    _pairs: dict[str, frozenset[str]] = field(default_factory=dict, compare=False, repr=False)

    @cached_property
    def title_pairs(self) -> frozenset[str]:
        """The telling pairs of syllables of its title."""
        return pairs(self.title)

    def pairs_of(self, provision: str, words: str) -> frozenset[str]:
        """Return the telling pairs of syllables of one of its provisions, worked out once."""
        if provision not in self._pairs:
            self._pairs[provision] = pairs(words)
        return self._pairs[provision]


@dataclass(frozen=True, slots=True)
class Answer:
    """A document that may answer a task.

    Args:
        document_id: The document.
        provision: Its provision that answers best, or None for the whole.
        score: Sum of the reasons.
        cites: Address in the act that it cites and that the task stands in, or None.
        rests: True when it names the act as its basis.
        title_share: Share of the task's telling pairs of words that its title has, 0-1.
        words_share: The same of the provision.
        other_body: True when another body issued it than the one that was asked.
    """

    document_id: int
    provision: str | None
    score: float
    cites: str | None
    rests: bool
    title_share: float
    words_share: float
    other_body: bool

    @property
    def enough(self) -> bool:
        """True when the machine takes it for the answer."""
        return self.score >= ENOUGH and not self.other_body


def pairs(text: str) -> frozenset[str]:
    """Return the pairs of neighbouring syllables, folded, of which at least one says something."""
    syllables = [each.group() for each in _SYLLABLE.finditer(fold(text))]
    near = pairwise(syllables)
    return frozenset(f"{one} {two}" for one, two in near if not (one in _COMMON and two in _COMMON))


def answers(task: Task, wanted: frozenset[str], issued: date | None, locals_: Iterable[Local]) -> list[Answer]:
    """Return the documents that may answer a task, best first.

    Args:
        task: The task.
        wanted: Telling pairs of the words that say what is asked (:func:`pairs`).
        issued: Day of the act; what was issued before it answers nothing.
        locals_: The documents that stand on the act.
    """
    found = (_answer(task, wanted, each) for each in locals_ if not _earlier(each, issued))
    return sorted((each for each in found if each.score >= LEAST), key=lambda each: (-each.score, each.document_id))


def _earlier(local: Local, issued: date | None) -> bool:
    return local.issued is not None and issued is not None and local.issued < issued


def _answer(task: Task, wanted: frozenset[str], local: Local) -> Answer:
    cited, citing, worth = _cited(task.provision, local.cites)
    title = _share(wanted, local.title_pairs)
    best, words = _best(wanted, local) if local.provisions else (None, 0.0)
    other = not _fits(task, local.body)
    score = worth + _TITLE * title + _WORDS * words + _RESTS * local.rests + _OTHER_BODY * other
    place = citing or (best if words >= 0.2 else None)
    return Answer(local.id, place, round(score, 3), cited, local.rests, round(title, 3), round(words, 3), other)


def _cited(provision: str, cites: Sequence[tuple[str, str]]) -> tuple[str | None, str | None, float]:
    """Return what is cited of the place of the task, by which provision, and what that is worth."""
    exact = [(place, by) for by, place in cites if place == provision]
    if exact:
        return *exact[0], _CITES
    near = [(place, by) for by, place in cites if _touch(place, provision)]
    return (*near[0], _CITES_ARTICLE) if near else (None, None, 0.0)


def _touch(place: str, provision: str) -> bool:
    return bool(place) and (provision.startswith(f"{place}.") or place.startswith(f"{provision}."))


def _best(wanted: frozenset[str], local: Local) -> tuple[str | None, float]:
    scored = [(_share(wanted, local.pairs_of(address, words)), address) for address, words in local.provisions]
    share, address = max(scored, key=lambda each: each[0])
    return address, share


def _share(wanted: frozenset[str], held: frozenset[str]) -> float:
    return len(wanted & held) / len(wanted) if wanted else 0.0


def _fits(task: Task, body: str) -> bool:
    """Tell whether a body may answer: what the council is asked to rule, only the council; else any known body."""
    if task.body == COUNCIL:
        return body == COUNCIL
    if task.body in {COMMITTEE, CHAIRMAN} and task.kind == RULE:
        return body in {COMMITTEE, CHAIRMAN}
    return True
