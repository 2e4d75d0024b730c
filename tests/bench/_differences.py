"""Why a provision differs from the official consolidated text: told mechanically, from the texts alone.

``missed``    the official wording stands in an amending act and ours does not carry it: our fault.
``wrong``     an instruction touched the provision and our wording stands in no amending act: our fault.
``pending``   the provision belongs to an instruction that was left pending.
``tree``      (nearly) the same words are read under another address on the other side.
``notes``     a footnote of the official text stands among its words: our reader left it there.
``numbering`` the official text prints a number that the base print lacks (or the other way round), so the units below
              have other addresses; every word of the untouched article is there.
``cut``       the official text at hand ends before this provision ("(Xem tiếp Công báo ...)").
``spelling``  equal but for case, place of the tone mark, punctuation or leading zeros: official editing.
``damaged``   a few letters of some words differ (confusions of letters): one of the two prints is damaged.
``layout``    the same words in another order: cells of a table or columns of a form.
``editing``   our wording is that of the base or amending act, word for word; the official text has other words.
"""

import re
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from difflib import SequenceMatcher

from registry.consolidation.timeline import Consolidated
from registry.document import ParsedDocument
from registry.parsing.footnotes import RULE
from registry.text import fold, place_tones
from tests.bench._networks import Network

OURS = ("missed", "wrong", "pending", "tree", "notes")
"""Classes that are, or may be, our fault."""
_LEADERS = re.compile(r"[.…_·]{3,}")
_MARKS = re.compile(r"\[\d{1,3}\]|(?<=[^\W\d_])\d{1,3}(?=\s|[.,;:)”\"]|$)|(?<=[.)])\d{1,3}(?=\s)")
_NOTE = re.compile(
    r"được (?:sửa đổi|bổ sung|thay thế|bãi bỏ)[^.\n]{0,40} (?:theo )?quy định tại|, có hiệu lực kể từ ngày"
)
_CUT = re.compile(rf"\(Xem tiếp Công báo|\n{RULE}")
_MIN_EVIDENCE = 25


@dataclass(frozen=True, slots=True)
class Difference:
    """One provision that differs: its address, why, and both wordings."""

    id: str
    kind: str
    ours: str
    official: str

    @property
    def zone(self) -> str:
        """``annex`` for annexes and forms, else ``body``."""
        return zone(self.id)


def zone(address: str) -> str:
    """Tell the body from annexes and forms."""
    return "annex" if re.match(r"p\d|ms|p\b|pl", address) else "body"


def normal(text: str) -> str:
    """Drop white space, footnote marks, quotation marks and dotted leaders: what is compared is the words."""
    text = _MARKS.sub("", _LEADERS.sub(" ", text))
    return re.sub(r"[\s“”„\"]+", "", text)


def official_words(official: ParsedDocument, *, full: bool = False) -> dict[str, str]:
    """Return each official provision's own words, or its full wording with ``full``."""
    first: dict[str, int] = {}
    for item in official.provisions:
        if item.parent is not None:
            first.setdefault(item.parent, item.start)
    ends = {p.id: p.end if full else first.get(p.id, p.end) for p in official.provisions}
    return {p.id: _CUT.split(official.text[p.start : ends[p.id]], maxsplit=1)[0] for p in official.provisions}


def our_words(result: Consolidated, *, full: bool = False) -> dict[str, str]:
    """Return each of our provisions' own words, or its full wording with ``full``."""
    return {item.id: item.text if full else item.own for item in result.provisions}


class Judge:
    """Knows the texts of one network and names the class of each difference."""

    def __init__(self, network: Network, result: Consolidated) -> None:
        self.full = our_words(result, full=True), official_words(network.official, full=True)
        self.cut = _CUT.search(network.official.text) is not None
        self.touched = {item.id for item in result.provisions if item.source != network.base.header.number}
        self.pending = " ".join(item.text for item in result.pending)
        self.amending = normal(" ".join(item.text for item in network.amending))
        self.official = normal(network.official.text)
        self.ours = normal(" ".join(item.own for item in result.provisions))

    def differences(self, ours: dict[str, str], official: dict[str, str]) -> Iterator[Difference]:
        """Yield every provision whose wording differs."""
        only_ours, only_theirs = _only_in(ours, official), _only_in(official, ours)
        for address in dict.fromkeys([*official, *ours]):
            left, right = ours.get(address, ""), official.get(address, "")
            if normal(left) != normal(right):
                kind = self._kind(address, left, right)
                if kind != "notes" and self._renumbered(address):
                    kind = "numbering"
                elif not (left and right) and _elsewhere(left or right, only_theirs if left else only_ours):
                    kind = "tree"
                yield Difference(address, kind, left, right)

    def _kind(self, address: str, left: str, right: str) -> str:
        kind = form_of_difference(left, right)
        if kind in {"spelling", "damaged", "layout"}:
            return kind
        if _NOTE.search(right) and not _NOTE.search(left):
            return "notes"
        here, there = normal(left), normal(right)
        if not here or not there:
            return self._one_sided(here, there)
        if address in self.touched:
            return "editing" if here in self.amending or _unlabelled(left) in self.amending else "wrong"
        return "missed" if len(there) >= _MIN_EVIDENCE and there in self.amending else "editing"

    def _renumbered(self, address: str) -> bool:
        """Tell whether an untouched article has all its words, and is only divided in another way."""
        article = address.split(".")[0]
        if not article.startswith("d") or any(a == article or a.startswith(f"{article}.") for a in self.touched):
            return False
        ours, theirs = (Counter(_words(side.get(article, ""))) for side in self.full)
        more = theirs - ours
        only_numbers = all(word.isdigit() for word in more) or _NOTE.search(self.full[1].get(article, "")) is not None
        return ours.total() > 0 and not ours - theirs and bool(more) and only_numbers

    def _one_sided(self, here: str, there: str) -> str:
        if here and not there and self.cut and here not in self.official:
            return "cut"
        if (there and there in self.ours) or (here and here in self.official):
            return "tree"
        return "missed" if there and there in self.amending else "editing"


def _unlabelled(text: str) -> str:
    """Return the words of a form below its number: a form brought by an amending act keeps its old number."""
    return normal(re.sub(r"^\s*(?:Mẫu|Biểu|Phụ lục)\s+(?:số\s+)?[\w.\-/]+[.:]?", "", text))


def _only_in(some: dict[str, str], others: dict[str, str]) -> list[Counter[str]]:
    return [Counter(_words(text)) for address, text in some.items() if text and not others.get(address)]


def _elsewhere(text: str, lonely: Sequence[Counter[str]]) -> bool:
    """Tell whether a provision that only the other side has says nearly the same."""
    words = Counter(_words(text))
    size = max(words.total(), 1)
    return any((words & other).total() >= 0.8 * max(size, other.total()) for other in lonely)


def form_of_difference(left: str, right: str) -> str:
    """Return ``spelling``, ``damaged`` or ``layout`` when the difference is of that kind, else ``words``."""
    ours, theirs = _words(left), _words(right)
    if not ours or not theirs:
        return "words"
    if [_plain(word) for word in ours] == [_plain(word) for word in theirs]:
        return "spelling"
    pairs = list(_changed(ours, theirs))
    if all(_confused(a, b) for a, b in pairs):
        return "damaged"
    return "layout" if Counter(map(_plain, ours)) == Counter(map(_plain, theirs)) else "words"


def _words(text: str) -> list[str]:
    cleaned = re.sub(r"[^\w/%]+", " ", _MARKS.sub("", _LEADERS.sub(" ", text)))
    return cleaned.split()


def _plain(word: str) -> str:
    return re.sub(r"^0+(?=\d)", "", place_tones(word).casefold())


def _changed(ours: Sequence[str], theirs: Sequence[str]) -> Iterator[tuple[Sequence[str], Sequence[str]]]:
    left, right = [_plain(word) for word in ours], [_plain(word) for word in theirs]
    for tag, a, b, c, d in SequenceMatcher(None, left, right, autojunk=False).get_opcodes():
        if tag != "equal":
            yield left[a:b], right[c:d]


def _confused(ours: Sequence[str], theirs: Sequence[str]) -> bool:
    """Tell whether the words differ as misread print does: as many of them, each within two letters or marks."""
    return len(ours) == len(theirs) and all(map(_near, ours, theirs))


def _near(left: str, right: str) -> bool:
    if fold(left) == fold(right):
        return True
    kept = sum(block.size for block in SequenceMatcher(None, left, right, autojunk=False).get_matching_blocks())
    return max(len(left), len(right)) - kept <= min(2, len(left) // 2)
