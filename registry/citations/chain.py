"""One address chain: units joined by containment or listing, closed by an act or by nothing.

"các điểm a, b khoản 5, khoản 6 Điều 158 của Luật Đất đai" is read left to right into atoms with the link that each
has to the next one; :mod:`registry.citations.targets` then hands the shared heads down.
"""

import re
from dataclasses import dataclass
from typing import Final

from registry.citations.acts import Act, ActReader
from registry.citations.atoms import Atom, listed_at, unit_at
from registry.citations.lexicon import RANK

OF: Final = "of"
LIST: Final = "list"
DOWN: Final = "down"

_CHANGE: Final = r"(?:(?:sửa đổi|bổ sung|bãi bỏ|thay thế|bỏ|hủy bỏ)(?:\s*,\s*bổ sung)?\s+)?"
_LEAD: Final = (
    rf"{_CHANGE}(?:(?:được\s+)?(?:quy định\s+)?(?:tại|ở|từ|theo)\s+)?(?:(?:các|một|cả|nội dung|tên|những)\s+)*"
)
_COMMA: Final = re.compile(r"\s*,\s*")
_LISTING: Final = re.compile(
    rf"\s*(?:[,;]\s*(?:và|hoặc|hay|trừ)?|\s(?:và/hoặc|và|hoặc|hay|với|vào\s+(?:ngay\s+)?(?:sau|trước)|sau|trước))\s+{_LEAD}|\s*,(?=\d)"
)
_BARE_LISTING: Final = re.compile(r"\s*(?:,\s*(?:và\s+|hoặc\s+|hay\s+)?|;\s*|\s(?:và/hoặc|và|hoặc|hay|&)\s+)")
_RANGE: Final = re.compile(r"\s*(?:,\s*)?(?:\s(?:đến hết|cho đến|đến|tới)\s+|[-–]\s*(?=\d|[a-zđ][\s,;.]))(?:các\s+)?")
_CONTAINING: Final = re.compile(
    r"(?:\s*\[\d+\])?\s+(?:(?:được\s+)?(?:quy định|nêu)\s+)?(?:(?:của|tại|thuộc|trong|vào|ở|theo)\s+(?:các\s+)?)?"
)
_HEADED: Final = re.compile(r"[ \t]*\([^()\n]{1,160}\)[ \t]+(?:(?:của|tại|thuộc)\s+)?")
_ISSUED_WITH: Final = re.compile(
    r"(?:[ \t]*\))?(?:[ \t,]|[ \t]*\()\s*(?:(?:được\s+|đã\s+)?(?:ban hành|đính|gửi)\s+)?kèm(?:\s+theo)?\s+(?:các\s+)?"
)
_HEADING: Final = re.compile(r"\s*(?:[.:][*_]*\s|[.:]?[*_]*\s*$|\s*[-–]\s)", re.MULTILINE)
_LONGEST: Final = 250  # units of one chain; longer lists are no law but a flood, and cost their square
_LONGEST_LEAD: Final = 60  # characters of ornament before a label
_LINE_LEAD: Final = re.compile(r"[\s*#|“\"_>-]*")


@dataclass(frozen=True, slots=True)
class Chain:
    """Atoms, the link of each to what follows it, and the act that closes them."""

    atoms: tuple[Atom, ...]
    links: tuple[str, ...]
    act: Act | None
    end: int


def is_heading(text: str, atom: Atom) -> bool:
    """Tell whether an article stands as a heading: first on its line and followed by a full stop or a line end."""
    if atom.level not in ("article", "clause") or not opens_line(text, atom.start):
        return False
    return _HEADING.match(text, atom.end) is not None


def opens_line(text: str, at: int) -> bool:
    """Tell whether nothing but ornament stands before a position on its line."""
    line = text.rfind("\n", max(0, at - _LONGEST_LEAD), at) + 1
    if line == 0 and at > _LONGEST_LEAD:
        return False
    return _LINE_LEAD.fullmatch(text, line, at) is not None


def chain_at(text: str, at: int, acts: ActReader) -> Chain | None:
    """Read the longest chain that starts at a position; None when nothing is cited there."""
    first = unit_at(text, at)
    if first is None:
        act = acts.at(at)
        return Chain((), (), act, act.end) if act else None
    if is_heading(text, first):
        return None
    return _Reading(text, acts, first).chain()


class _Reading:
    """State while one chain is read."""

    def __init__(self, text: str, acts: ActReader, first: Atom) -> None:
        self._text = text
        self._acts = acts
        self._atoms = [first]
        self._links: list[str] = []
        self._act: Act | None = None

    def chain(self) -> Chain:
        while len(self._atoms) < _LONGEST and self._next_atom():
            pass
        self._close_with_act()
        end = self._act.end if self._act else self._atoms[-1].end
        return Chain(tuple(self._atoms), (*self._links, *([OF] if self._act else [])), self._act, end)

    def _next_atom(self) -> bool:
        last = self._atoms[-1]
        return self._ranged(last) or self._listed(last) or self._joined(last)

    def _add(self, atom: Atom | None, link: str) -> bool:
        if atom is None or is_heading(self._text, atom):
            return False
        self._atoms.append(atom)
        self._links.append(link)
        return True

    def _ranged(self, last: Atom) -> bool:
        found = _RANGE.match(self._text, last.end)
        if found is None or last.label is None:
            return False
        unit = unit_at(self._text, found.end())
        if unit is not None and unit.level == last.level and unit.label:
            return self._add(Atom(unit.level, unit.label, unit.start, unit.end, ranged=True), LIST)
        return self._add(listed_at(self._text, found.end(), last.level, ranged=True), LIST)

    def _listed(self, last: Atom) -> bool:
        found = _BARE_LISTING.match(self._text, last.end)
        if found is None or last.label is None:
            return False
        return self._add(listed_at(self._text, found.end(), last.level), LIST)

    def _joined(self, last: Atom) -> bool:
        for pattern in (_CONTAINING, _ISSUED_WITH, _COMMA):
            found = pattern.match(self._text, last.end)
            unit = unit_at(self._text, found.end()) if found else None
            link = self._containment(last, unit, found[0]) if unit and found else None
            if link:
                return self._add(unit, link)
        found = _LISTING.match(self._text, last.end)
        return found is not None and self._add(unit_at(self._text, found.end()), LIST)

    def _containment(self, last: Atom, unit: Atom, between: str) -> str | None:
        if unit.rank > last.rank and last.label is not None:
            return OF
        if unit.rank > last.rank and RANK["article"] > last.rank:
            return OF
        plain = not between.strip(" ,\t\u00a0")
        if plain and unit.rank < last.rank <= RANK["article"] and last.label is not None:
            return DOWN if "," not in between or unit.rank == last.rank - 1 else None
        return None

    def _close_with_act(self) -> None:
        last = self._atoms[-1]
        if last.label is None and last.level in ("article", "clause", "point"):
            return
        for pattern in (_CONTAINING, _ISSUED_WITH, _HEADED, _COMMA):
            found = pattern.match(self._text, last.end)
            act = self._acts.around(found.end()) if found else None
            if act is not None:
                self._act = act
                return
