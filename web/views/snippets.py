"""The piece of a provision under its link: what the link already says is left out of it, and marked in the link."""

import re
from collections.abc import Iterable
from dataclasses import dataclass

from indexer.values import ProvisionHit

_NUMBERED = re.compile(r"(?:khoản|điểm)\s+(\S+)", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Run:
    """A run of characters of a snippet; marked when it matched."""

    text: str
    marked: bool


@dataclass(frozen=True, slots=True)
class Shown:
    """What a provision shows: its heading and its snippet, both with marks."""

    heading: tuple[Run, ...]
    snippet: tuple[Run, ...]


def runs(text: str, marks: Iterable[tuple[int, int]]) -> tuple[Run, ...]:
    """Cut a text at its marks."""
    made: list[Run] = []
    position = 0
    for start, end in sorted(marks):
        if start < position:
            continue
        made += [Run(text[position:start], False), Run(text[start:end], True)]
        position = end
    return tuple(run for run in (*made, Run(text[position:], False)) if run.text)


def shown(found: ProvisionHit) -> Shown:
    """Return heading and snippet of a provision, no word of its label or heading twice."""
    text, marks = found.snippet.text, found.snippet.marks
    clause = bool(_NUMBERED.fullmatch(_inmost(found.label)))
    named = _label_end(text, found.label)
    start, end = (0, 0) if clause else _heading(text, named, found.heading)
    if end:
        return Shown(_piece(text, marks, start, end), _piece(text, marks, _body(text, end), len(text)))
    heading = (Run(found.heading, False),) if found.heading else ()
    return Shown(heading, _piece(text, marks, named, len(text)))


def _inmost(label: str) -> str:
    return label.rsplit(", ", 1)[-1]


def _label_end(text: str, label: str) -> int:
    """Return where a text goes on after its printed label ("Điều 5. ", "2. ", "a) "); 0 when it does not begin so."""
    if not label:
        return 0
    inmost = _inmost(label)
    numbered = _NUMBERED.fullmatch(inmost)
    pattern = rf"{re.escape(numbered[1])}\s*[.)]\s*" if numbered else rf"{_words(inmost)}(?!\w)\s*[.:]?\s*"
    match = re.match(pattern, text, re.IGNORECASE)
    return match.end() if match else 0


def _heading(text: str, start: int, heading: str) -> tuple[int, int]:
    match = re.compile(_words(heading) + r"(?!\w)", re.IGNORECASE).match(text, start) if heading and start else None
    return match.span() if match else (0, 0)


def _body(text: str, start: int) -> int:
    rest = re.compile(r"[.:]?\s*").match(text, start)
    return rest.end() if rest else start


def _words(text: str) -> str:
    return r"\s+".join(map(re.escape, text.split()))


def _piece(text: str, marks: Iterable[tuple[int, int]], start: int, end: int) -> tuple[Run, ...]:
    inside = [
        (max(first, start) - start, min(last, end) - start) for first, last in marks if first < end and last > start
    ]
    return runs(text[start:end], inside)
