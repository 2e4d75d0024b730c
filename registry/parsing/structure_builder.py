"""Nodes of the provision tree: addresses, printed labels, headings and spans."""

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Final

from registry.document import Issue, Provision, ProvisionKind
from registry.issues import issue
from registry.parsing.structure_annexes import AnnexStart
from registry.parsing.structure_labels import Label, Level, ordinal
from registry.text import is_capitals, sentence_case

_KINDS: Final = {
    Level.ANNEX: ProvisionKind.ANNEX,
    Level.FORM: ProvisionKind.ANNEX,
    Level.PART: ProvisionKind.PART,
    Level.CHAPTER: ProvisionKind.CHAPTER,
    Level.SECTION: ProvisionKind.SECTION,
    Level.SUBSECTION: ProvisionKind.SUBSECTION,
    Level.ARTICLE: ProvisionKind.ARTICLE,
    Level.LETTER: ProvisionKind.SECTION,
    Level.ROMAN: ProvisionKind.SECTION,
    Level.CLAUSE: ProvisionKind.CLAUSE,
    Level.DECIMAL: ProvisionKind.POINT,
    Level.POINT: ProvisionKind.POINT,
    Level.SUBPOINT: ProvisionKind.SUBPOINT,
}
_PREFIX: Final = {
    Level.PART: "ph", Level.CHAPTER: "c", Level.SECTION: "m", Level.SUBSECTION: "tm", Level.ARTICLE: "d",
    Level.LETTER: "m", Level.ROMAN: "m", Level.CLAUSE: "k", Level.POINT: "",
}  # fmt: skip
_WORD: Final = {
    Level.PART: "Phần", Level.CHAPTER: "Chương", Level.SECTION: "Mục", Level.SUBSECTION: "Tiểu mục",
    Level.ARTICLE: "Điều", Level.LETTER: "Mục", Level.ROMAN: "Mục", Level.CLAUSE: "khoản", Level.DECIMAL: "điểm",
    Level.POINT: "điểm", Level.SUBPOINT: "tiết",
}  # fmt: skip
_NUMBERED: Final = (Level.PART, Level.CHAPTER, Level.SECTION, Level.SUBSECTION, Level.ROMAN)
_MARKS: Final = re.compile(r"\s?\[\d{1,3}\]")
_HEADING: Final = 300  # characters; a longer line is text


@dataclass(slots=True)
class _Node:
    """A provision whose end is not yet known; ``line`` and ``last`` are indices of lines."""

    id: str
    level: Level
    label: str
    rest: str
    line: int
    parent: str | None
    last: int = -1
    heading: str | None = None


class Builder:
    """Takes accepted labels in document order and yields provisions.

    Args:
        lines: The lines of the text.
        starts: Their offsets.
        annexes: Every annex of the document: printed numbers are reserved before unnumbered ones are given out.
    """

    def __init__(self, lines: Sequence[str], starts: Sequence[int], annexes: Sequence[AnnexStart]) -> None:
        self._lines = lines
        self._starts = starts
        self._nodes: list[_Node] = []
        self._open: list[_Node] = []
        self._ids: dict[str, int] = {}
        self._issues: list[Issue] = []
        self._annex_ids = _annex_ids(annexes)

    def open(self, label: Label) -> None:
        """Begin a provision; every open one as deep or deeper ends before it."""
        self._close_from(label.level, label.line)
        parent = self._open[-1] if self._open else None
        word = _printed(label)
        self._doubt_first(label, word, parent)
        self._push(
            _Node(self._address(label), label.level, word, label.rest, label.line, parent.id if parent else None)
        )

    def _doubt_first(self, label: Label, word: str, parent: _Node | None) -> None:
        """Tell of a "2." that is the first clause of its article: the print may have lost the number before it."""
        if label.level != Level.CLAUSE or parent is None or ordinal(label.level, label.number) != (2, 0):
            return
        if not any(node.parent == parent.id and node.level == Level.CLAUSE for node in self._nodes):
            start = self._starts[label.line]
            end = start + len(self._lines[label.line])
            self._issues.append(issue("provision-gap", start, end, label=word, previous=parent.label))

    def open_all(self, labels: Iterable[Label]) -> None:
        """Begin several provisions in order."""
        for label in labels:
            self.open(label)

    def open_annex(self, annex: AnnexStart) -> None:
        """Begin an annex, form or attached text."""
        self._close_from(annex.level, annex.line)
        parent = self._open[-1] if self._open else None
        segment = self._annex_ids[annex.line]
        address = f"{parent.id}.{segment}" if parent else segment
        node = _Node(
            address, annex.level, sentence_case(annex.label), "", annex.line, parent.id if parent else None,
            heading=_MARKS.sub("", annex.heading),
        )  # fmt: skip
        self._push(node)

    def close(self, line: int, *, keep_annex: bool = False) -> None:
        """End every open provision before a line; annexes stay open for the forms under them when asked."""
        self._close_from(Level.PART if keep_annex else Level.ANNEX, line)

    def finish(self) -> tuple[tuple[Provision, ...], tuple[Issue, ...]]:
        """Return the provisions in document order, and doubts."""
        self._close_from(Level.ANNEX, len(self._lines))
        return tuple(map(self._provision, self._nodes)), tuple(self._issues)

    def _push(self, node: _Node) -> None:
        count = self._ids[node.id] = self._ids.get(node.id, 0) + 1
        if count > 1:
            start = self._starts[node.line]
            self._issues.append(issue("provision-repeated", start, start + len(self._lines[node.line]), id=node.id))
            node.id = f"{node.id}-{count}"
        self._nodes.append(node)
        self._open.append(node)

    def _close_from(self, level: Level, line: int) -> None:
        while self._open and self._open[-1].level >= level:
            node = self._open.pop()
            node.last = max(node.line, line - 1)

    def _address(self, label: Label) -> str:
        """Address of a label inside what is open; articles stand directly under their annex or the document."""
        level = label.level
        parents = [node for node in self._open if level != Level.ARTICLE or node.level <= Level.FORM]
        parent = f"{parents[-1].id}." if parents else ""
        if level == Level.DECIMAL or (level == Level.SUBPOINT and label.number[:1].isdigit()):
            return parent + label.number.rsplit(".", 1)[-1]
        if level == Level.SUBPOINT:
            return f"{parent}t{_slug(label.number).replace('-', '')}"
        number = str(ordinal(level, label.number)[0]) + _letters(label.number) if level in _NUMBERED else label.number
        return f"{parent}{_PREFIX[level]}{_slug(number)}"

    def _provision(self, node: _Node) -> Provision:
        last = node.last
        while last > node.line and not self._lines[last].strip():
            last -= 1
        end = self._starts[last] + len(self._lines[last])
        heading = self._heading(node) if node.heading is None else node.heading
        kind = _KINDS[node.level]
        return Provision(node.id, kind, node.label, heading, self._starts[node.line], end, node.parent)

    def _heading(self, node: _Node) -> str:
        rest = _MARKS.sub("", node.rest).strip()
        if node.level <= Level.SUBSECTION:
            return self._title(node, rest)
        if node.level in (Level.LETTER, Level.ROMAN):
            return rest if len(rest) <= _HEADING else ""
        if node.level in (Level.ARTICLE, Level.CLAUSE) and node.last > node.line:
            return self._name(node, rest)
        return ""

    def _title(self, node: _Node, rest: str) -> str:
        """Title of a chapter: what follows the label, and the lines below it that are set as a title."""
        parts = [rest] if rest else []
        for line in self._lines[node.line + 1 : min(node.last + 1, node.line + 6)]:
            named = not parts and len(line) <= _HEADING and line[-1:] not in ".;:"
            if not (is_capitals(line) or named) or self._labelled(line):
                break
            parts.append(_MARKS.sub("", line))
        return " ".join(parts)

    def _name(self, node: _Node, rest: str) -> str:
        """Name of an article or clause; a sentence that ends with a sign of its own is text."""
        if not rest and node.level == Level.ARTICLE and node.last > node.line + 1:
            line = _MARKS.sub("", self._lines[node.line + 1])
            return "" if line[-1:] in ".;:," or len(line) > _HEADING or self._labelled(line) else line
        limit = _HEADING * 3 if node.level == Level.ARTICLE else 150
        if rest[-1:] == ":" and node.level == Level.ARTICLE and _AMENDS.match(rest):
            return rest.rstrip(": ")
        return "" if not rest or rest[-1] in ".;:," or len(rest) > limit or _SENTENCE.match(rest) else rest

    def _labelled(self, line: str) -> bool:
        return _LABELLED.match(line) is not None


_SENTENCE: Final = re.compile(
    r"(?:\w+ ){1,4}này (?:có hiệu lực|được|áp dụng)|Ban hành kèm theo|Phê duyệt .{60}"
    r"|.* chịu trách nhiệm (?:thi hành|tổ chức)"
)
_AMENDS: Final = re.compile(r"(?:Sửa đổi|Bổ sung|Bãi bỏ|Thay thế|Thay cụm)")
_LABELLED: Final = re.compile(r"(?:Điều|Chương|CHƯƠNG|Mục|MỤC|Tiểu mục)\s+[\dIVX]|\d{1,3}[.)]\s|[a-zđ]\)\s|-\s")


def _annex_ids(annexes: Sequence[AnnexStart]) -> dict[int, str]:
    """Segment of each annex by its line: ``p1`` for Phụ lục I, ``ms2`` for Mẫu số 02, free numbers for the rest."""
    printed = {annex.line: _annex_number(annex) for annex in annexes if annex.number}
    taken = {printed[one.line] for one in annexes if one.number and one.level == Level.ANNEX}
    free = (str(number) for number in range(1, len(annexes) + len(taken) + 1) if str(number) not in taken)
    ids: dict[int, str] = {}
    for annex in annexes:
        prefix = "ms" if annex.level == Level.FORM else "p"
        ids[annex.line] = prefix + (printed.get(annex.line) or next(free))
    return ids


def _annex_number(annex: AnnexStart) -> str:
    roman = re.fullmatch(r"([IVXLC]+)([A-Za-zđ]?)", annex.number)
    if roman and annex.level == Level.ANNEX:
        return str(ordinal(Level.CHAPTER, roman[1])[0]) + _slug(roman[2])
    return _slug(annex.number).lstrip("0") or "0"


def _letters(number: str) -> str:
    found = re.search(r"(?<=\d)[a-zđ]+$|(?<=[IVXLC])[a-zđ]+$", number)
    return found[0] if found else ""


def _slug(number: str) -> str:
    return re.sub(r"[^a-z0-9]+", "-", number.lower().replace("đ", "da")).strip("-")


def _printed(label: Label) -> str:
    number = label.number
    if label.level == Level.PART and number.lower() in _PART_WORDS:
        number = f"thứ {number.lower()}"
    return f"{_WORD[label.level]} {number}"


_PART_WORDS: Final = frozenset(["nhất", "hai", "ba", "tư", "năm", "sáu", "bảy", "tám", "chín", "mười"])
