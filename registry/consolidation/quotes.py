"""Quoted wording inside an instruction: every quotation is lifted out and replaced by a numbered mark."""

import re
from dataclasses import dataclass

OPENING = "“„‟«"
CLOSING = "”»"
_TAIL = r"[\s.;:,)/]*"


@dataclass(frozen=True, slots=True)
class Lifted:
    """An instruction with its quotations lifted out.

    Args:
        text: The instruction, each quotation replaced by ``⟦n⟧``.
        quotes: The quotations without their marks, in order.
    """

    text: str
    quotes: tuple[str, ...]


def lift(text: str) -> Lifted:
    """Replace each outermost quotation by ``⟦n⟧``; an unclosed one runs to the end of the text."""
    pieces: list[str] = []
    quotes: list[str] = []
    position = 0
    while (start := _next_opening(text, position)) is not None:
        end = _closing(text, start)
        pieces += [text[position:start], f"⟦{len(quotes)}⟧"]
        quotes.append(text[start + 1 : end].strip())
        position = end + 1
    pieces.append(text[position:])
    return Lifted("".join(pieces), tuple(quotes))


def _next_opening(text: str, position: int) -> int | None:
    for match in re.compile(r"[“„‟«\"]").finditer(text, position):
        return match.start()
    return None


def _closing(text: str, start: int) -> int:
    if _opens_block(text, start) and not _goes_on(text, start):
        return _block_end(text, start)
    return _balanced_end(text, start) if text[start] != '"' else _straight_end(text, start)


_ON = re.compile(r"\s*,?\s*(?:nay|thành|bằng|được|tại)\b")


def _goes_on(text: str, start: int) -> bool:
    """Tell whether the instruction goes on after a quotation that follows a colon: "đã in là: “A”, nay sửa ..."."""
    end = _balanced_end(text, start) if text[start] != '"' else _straight_end(text, start)
    return "\n" not in text[start:end] and _ON.match(text, end + 1) is not None


def _opens_block(text: str, start: int) -> bool:
    before = text[:start].rstrip(" \t")
    return not before or before.endswith(("\n", ":"))


def _balanced_end(text: str, start: int) -> int:
    depth = 0
    for index in range(start, len(text)):
        depth += (text[index] in OPENING) - (text[index] in CLOSING)
        if depth <= 0:
            return index
        if text[index] == '"' and depth == 1:
            return index
    return len(text)


def _straight_end(text: str, start: int) -> int:
    end = re.compile(r"[\"”]").search(text, start + 1)
    return end.start() if end else len(text)


def _block_end(text: str, start: int) -> int:
    """Return where a quotation of whole provisions closes: at a line's end, before a new quotation or instruction."""
    candidates = [
        _closing_sign(text, start, match)
        for match in re.compile(rf"[”»\"]+(?={_TAIL}(?:\n|$))").finditer(text, start + 1)
        if _closes(text, start, match)
    ]
    if candidates:
        return candidates[0]
    return _balanced_end(text, start) if text[start] != '"' else _straight_end(text, start)


def _closing_sign(text: str, start: int, match: re.Match[str]) -> int:
    """Return the sign of a run that closes the quotation: the ones before it close quotations inside."""
    before = text[start : match.start()]
    depth = sum(map(before.count, OPENING)) - sum(map(before.count, CLOSING))
    return min(match.start() + max(depth, 1), match.end()) - 1


_STRAY = re.compile(r"[^“„‟«”»\"]+[”»]\s*[.;]?\s*$")


def _closes(text: str, start: int, match: re.Match[str]) -> bool:
    following = text[match.end() :].lstrip(" \t\n.;:,)/")
    inside = text[start : match.end()]
    balanced = sum(map(inside.count, OPENING)) <= sum(map(inside.count, CLOSING)) + inside.count('"')
    if _STRAY.match(following):
        return False  # a sign printed too early: one that nothing opens follows
    return balanced or not following or following[0] in OPENING + '"'
