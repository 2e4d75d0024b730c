"""A canonical text cut into the stretches that stand in one element each: lines, split where provisions begin.

Every character but the line breaks between stretches belongs to exactly one of them, so that the text can be put
together again from the stretches and their offsets.
"""

import re
from collections.abc import Sequence
from dataclasses import dataclass

from registry.document import Provision

_LABEL = re.compile(
    r"\s*(?:(?:phần|chương|mục|tiểu mục|điều|phụ lục|mẫu|biểu)\s+(?:số\s+|thứ\s+)?[\w.\-/]+?\s*[.:)]?(?=\s|$)"
    r"|\(?[\wđ]{1,4}(?:\.\d+)*\s*[.)])[ \t]*",
    re.IGNORECASE,
)


@dataclass(frozen=True, slots=True)
class Part:
    """A provision with the stretches of text around its children.

    Args:
        provision: The provision, or None for the whole document.
        index: Its place in the document's list.
        before: Stretches of its own words before its first child.
        children: Below it, in order of their starts.
        after: Stretches after each child, in the same order; mostly empty.
    """

    provision: Provision | None
    index: int
    before: tuple[tuple[int, int], ...]
    children: tuple["Part", ...]
    after: tuple[tuple[tuple[int, int], ...], ...]


def whole(text: str, provisions: Sequence[Provision]) -> Part:
    """Return a document as one part.

    Args:
        text: Canonical text.
        provisions: Its provisions.
    """
    below: dict[str | None, list[tuple[int, Provision]]] = {}
    for index, provision in enumerate(provisions):
        below.setdefault(provision.parent, []).append((index, provision))
    return _part(text, None, -1, 0, len(text), below)


def _part(
    text: str,
    provision: Provision | None,
    index: int,
    start: int,
    end: int,
    below: dict[str | None, list[tuple[int, Provision]]],
) -> Part:
    own = sorted(below.get(provision.id if provision else None, []), key=lambda item: (item[1].start, item[0]))
    position = own[0][1].start if own else end
    before = lines(text, start, position)
    children: list[Part] = []
    after = []
    for number, (place, child) in enumerate(own):
        following = own[number + 1][1].start if number + 1 < len(own) else end
        stop = min(child.end, following)
        children.append(_part(text, child, place, child.start, stop, below))
        after.append(lines(text, stop, following))
    return Part(provision, index, before, tuple(children), tuple(after))


def lines(text: str, start: int, end: int) -> tuple[tuple[int, int], ...]:
    """Return the non-empty lines of a stretch as spans."""
    found = re.compile(r"[^\n]+").finditer(text, start, max(start, end))
    return tuple((match.start(), match.end()) for match in found)


def label_end(line: str) -> int:
    """Return where the label of a provision ends on its first line, blanks after it included."""
    match = _LABEL.match(line)
    return match.end() if match else 0


def assemble(stretches: Sequence[tuple[int, str]], length: int) -> str:
    """Put a text together again: each stretch at its offset, line breaks between them.

    Args:
        stretches: (offset, words) in any order.
        length: Length of the whole text.

    Raises:
        ValueError: Two stretches overlap, or one stands beyond the end.
    """
    pieces: list[str] = []
    position = 0
    for start, words in sorted(stretches):
        if start < position or start + len(words) > length:
            raise ValueError(f"stretch at {start} does not fit")
        pieces += ["\n" * (start - position), words]
        position = start + len(words)
    return "".join([*pieces, "\n" * (length - position)])
