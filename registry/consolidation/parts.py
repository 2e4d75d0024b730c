"""Parts of a provision that have no address: paragraphs, sentences, dashes and rows of a table, counted or refused.

A line is a paragraph unless the one before it breaks off in the middle of a sentence, as lines of scraped prints do. A
sentence is counted only where no abbreviation could be taken for its end. Nothing is counted below a provision's own
words: a paragraph after the points of a clause belongs to no unit that could be named for certain.
"""

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import Final

from registry.consolidation.change import LABELS, CannotApplyError, Source, Tree, noted, starts_with_label, words_of
from registry.consolidation.operations import Action, Operation, Part
from registry.consolidation.places import found_in
from registry.consolidation.tree import Node, update

_ENDS: Final = re.compile(r"[.;:!?…”\"»)]\s*$|\./\.\s*$")
_DASH: Final = re.compile(r"\s*[-–—+•]\s")
_SENTENCE_END: Final = re.compile(r"(?<=[.!?])\s+(?=[A-ZĐÀ-Ỹ])")
_ABBREVIATED: Final = re.compile(r"(?<!\w)(?:[A-ZĐ]{1,3}|T[hpPxX]?S?|v\.v|tr|đ)\.\s")
_ROW: Final = " | "


@dataclass(frozen=True, slots=True)
class _Words:
    """A provision's own words: its label and title, which are no part, and the pieces between which parts lie."""

    head: str
    pieces: tuple[str, ...]
    joint: str


def change_part(nodes: Tree, operation: Operation, source: Source) -> Tree:
    """Return the tree with one part of a provision replaced, dropped, or followed or preceded by a new one.

    Raises:
        CannotApplyError: The provision or the part is not there, or cannot be told for certain.
    """
    part = operation.part
    if part is None:
        raise CannotApplyError("Chưa rõ phần nào của quy định được sửa đổi.")

    def change(old: Node) -> Sequence[Node]:
        words = _cut(old, part)
        lead = words.head + words.joint.join(_changed(words, _position(words, old, part, operation), old, operation))
        return (noted(replace(old, lead=lead.rstrip(), source=source.number), source),)

    return update(nodes, found_in(nodes, operation.target), change)


def in_part(node: Node, part: Part, operation: Operation) -> tuple[str, str, str]:
    """Return a provision's own words before, in and after one of its parts.

    Raises:
        CannotApplyError: The part is not there, or cannot be told for certain.
    """
    words = _cut(node, part)
    at = _position(words, node, part, operation)
    before = words.head + "".join(piece + words.joint for piece in words.pieces[:at])
    after = "".join(words.joint + piece for piece in words.pieces[at + 1 :])
    return before, words.pieces[at], after


def _changed(words: _Words, at: int, old: Node, operation: Operation) -> list[str]:
    pieces = list(words.pieces)
    if operation.action is Action.DROP_PART:
        if len(pieces) == 1:
            raise CannotApplyError(f"Bãi bỏ phần duy nhất của {words_of(operation.target)}: chưa rõ còn lại gì.")
        del pieces[at]
        return pieces
    new = _unlabelled(operation.text, old)
    if operation.action is Action.REPLACE_PART:
        pieces[at] = new
    else:
        pieces.insert(at + (operation.action is Action.ADD_PART_AFTER), new)
    return pieces


def _unlabelled(text: str, old: Node) -> str:
    """Drop the label that a new first paragraph may repeat, and refuse wording that opens another unit."""
    label = LABELS.get(old.kind, "").format(old.value)
    if label and text.startswith(label):
        return text[len(label) :].strip()
    if starts_with_label(text):
        raise CannotApplyError(f"Nội dung mới mang số khác với {old.label}.")
    return text.strip()


def _position(words: _Words, node: Node, part: Part, operation: Operation) -> int:
    named = _named(words, part)
    if not named:
        raise CannotApplyError(f"{words_of(operation.target)} không có {part.words}.")
    if part.unit == "row" and len(named) > 1:
        raise CannotApplyError(f"{words_of(operation.target)} có nhiều {part.words}.")
    last = part.place < 0 or part.place == len(named)
    # Words that follow the points of a clause stand in the last point; here they cannot be counted.
    if node.children and (part.place < 0 or part.unit != "paragraph" or (last and part.place > 1)):
        raise CannotApplyError(f"Chưa rõ {part.words} của {words_of(operation.target)}, vì còn các đơn vị bên trong.")
    try:
        return named[part.place - 1 if part.place > 0 else -1]
    except IndexError:
        raise CannotApplyError(f"{words_of(operation.target)} không có {part.words}.") from None


def _named(words: _Words, part: Part) -> list[int]:
    """Return the positions of the pieces that count as parts of this kind."""
    if part.unit == "dash":
        return [at for at, piece in enumerate(words.pieces) if _DASH.match(piece)]
    if part.unit == "row":
        rows = (at for at, piece in enumerate(words.pieces) if _ROW in piece)
        return [at for at in rows if words.pieces[at].split(_ROW)[0].strip() == part.key]
    return list(range(len(words.pieces)))


def _cut(node: Node, part: Part) -> _Words:
    head, body = _head(node)
    if part.unit == "sentence":
        if _ABBREVIATED.search(body):
            raise CannotApplyError("Có chữ viết tắt, chưa rõ chỗ hết câu.")
        return _Words(head, tuple(_SENTENCE_END.split(" ".join(body.split()))), " ")
    lines = body.split("\n")
    return _Words(head, tuple(lines if part.unit == "row" else _paragraphs(lines)), "\n")


def _head(node: Node) -> tuple[str, str]:
    """Split a provision's own words into label (for an article also its title) and what follows."""
    label = LABELS.get(node.kind, "").format(node.value)
    if node.kind == "article" and node.heading:
        pattern = r"\s+".join(map(re.escape, node.heading.split()))
        if found := re.search(rf"{pattern}[^\S\n]*(?:\[\d+\])?\s*\n", node.lead):
            return node.lead[: found.end()], node.lead[found.end() :]
    if label and (found := re.match(rf"\s*{re.escape(label)}\s*", node.lead)):
        return node.lead[: found.end()], node.lead[found.end() :]
    first, _, rest = node.lead.partition("\n")
    return (f"{first}\n", rest) if node.kind not in LABELS and rest else ("", node.lead)


def _paragraphs(lines: Sequence[str]) -> list[str]:
    found: list[str] = []
    for line in lines:
        goes_on = bool(found) and not _ENDS.search(found[-1]) and not _DASH.match(line)
        if goes_on and _ROW not in line:
            found[-1] += f"\n{line}"
        else:
            found.append(line)
    return found
