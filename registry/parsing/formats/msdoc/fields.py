"""Fields: their result is text, what they were told to do is not ([MS-DOC] PlcFld)."""

import re
from collections.abc import Callable
from typing import Final

_MARK: Final = re.compile("[\x13\x14\x15]")
_BEGIN, _SEPARATOR = "\x13", "\x14"
_KEPT: Final = re.compile("[^\r\x07]")
_NUMBERED: Final = re.compile(r"\s*(?:AUTONUM(?:LGL|OUT)?|LISTNUM)\b", re.IGNORECASE)
GONE: Final = "\0"
"""Stands for each character that is not shown, so that all others keep their places."""


def shown(text: str, is_mark: Callable[[int], bool]) -> tuple[str, bool]:
    """Return a text with the instructions of its fields gone, and whether one of them printed a number of its own.

    A field that never ends loses its mark alone: nothing of the text may go with it.

    Args:
        text: All stories.
        is_mark: Tells whether the character at a place, of the codes of field marks, is one.
    """
    open_: list[tuple[int, int]] = []  # where a field begins, and where its result does
    hidden: list[tuple[int, int]] = []
    numbered = False
    for found in _MARK.finditer(text):
        at = found.start()
        if not is_mark(at):
            continue
        if found[0] == _BEGIN:
            open_.append((at, -1))
            numbered = numbered or _NUMBERED.match(text, at + 1) is not None
        elif open_ and found[0] == _SEPARATOR:
            open_[-1] = (open_[-1][0], at)
        elif open_:
            begin, result = open_.pop()
            hidden += [(begin, at + 1)] if result < 0 else [(begin, result + 1), (at, at + 1)]
    hidden += [(begin, begin + 1) for begin, _ in open_]
    return _without(text, sorted(hidden)), numbered


def _without(text: str, hidden: list[tuple[int, int]]) -> str:
    """Return the text with stretches gone, marks of paragraphs and cells excepted; a stretch may lie in another."""
    parts, at = [], 0
    for start, end in hidden:
        if end <= at:
            continue
        parts += [text[at : max(start, at)], _KEPT.sub(GONE, text[max(start, at) : end])]
        at = end
    return "".join([*parts, text[at:]])
