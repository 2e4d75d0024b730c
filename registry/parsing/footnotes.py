"""Footnotes of consolidated texts: taken out of the page flow, kept at the end of the text, linked to their marks.

In the flow a mark reads ``[3]``; the notes stand after the body, under one line of horizontal bars, each beginning with
its mark. Both can be found again from the canonical text alone.
"""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Final

from registry.document import Issue
from registry.issues import issue

RULE: Final = "―" * 8  # U+2015, between the body and its notes
SEPARATOR: Final = "\x1c"  # stands for the printed rule above a page's notes
CONTINUATION: Final = "\x1d"  # the longer rule above a note that began on an earlier page
_NOTE: Final = re.compile(r"\[?(\d{1,3})\]?\s?(?=[A-ZÀ-ỸĐ“\"(\-–])")
_AMENDMENT: Final = re.compile(r"^\d+ .*được (?:sửa đổi|bổ sung|bãi bỏ|thay thế|đính chính|bỏ)\b")
_GROUNDS: Final = re.compile(r"có căn cứ ban hành như sau")
_SAYS: Final = re.compile(
    r"được (?:sửa đổi|bổ sung|bãi bỏ|thay thế|đính chính|bỏ)\b|quy định như sau|, có hiệu lực kể từ ngày"
)
_CARRIED: Final = 40  # lines of a note that runs on from the page before
_UNIT: Final = re.compile(r"[\d.,]*(?:[kcmd]?m|CO|O|SO|NO|N|H)[23]")
_MARK: Final = re.compile(r"\[(\d{1,3})\]")


@dataclass(frozen=True, slots=True)
class Footnote:
    """One note.

    Args:
        mark: As printed, without brackets.
        start: First character of the note, its mark included.
        end: One past its last character.
        anchor: Where its mark ``[n]`` stands in the body, or None when it was not found.
    """

    mark: str
    start: int
    end: int
    anchor: int | None


@dataclass(slots=True)
class _Note:
    number: int
    lines: list[str]
    doubled: bool = False


def separator_of(line: str) -> str:
    """Return the separator that a raw line of spaces stands for, or an empty string.

    Word prints its footnote rule as 42 spaces and its continuation rule as 135 in extracted text.
    """
    if len(line) < 38 or line.strip(" "):
        return ""
    return CONTINUATION if len(line) > 100 else SEPARATOR


def split_notes(pages: Sequence[list[str]]) -> tuple[list[list[str]], list[list[str]], tuple[Issue, ...]]:
    """Take the notes out of the pages.

    Args:
        pages: Stripped printed lines of each page, separators included.

    Returns:
        The pages without notes and with marks in brackets, the lines of each note, and doubts about marks.
    """
    notes: list[_Note] = []
    lost: list[int] = []
    bodies = []
    for page in pages:
        at = _ruled_start(page, notes)
        at = _plain_start(page, notes) if at is None else at
        rows = page if at is None else page[:at]
        body = [line for line in rows if line not in (SEPARATOR, CONTINUATION)]
        fresh = [] if at is None else _read_notes(page[at:], notes)
        for note in fresh:
            if note.doubled:
                _undouble(body, note.number)
        lost += _bracket(body, [note.number for note in fresh])
        bodies.append(body)
    doubts = tuple(issue("footnote-mark", mark=number) for number in lost)
    return bodies, [note.lines for note in notes], doubts


def _next_number(notes: Sequence[_Note]) -> int:
    return notes[-1].number + 1 if notes else 1


def _ruled_start(page: Sequence[str], notes: Sequence[_Note]) -> int | None:
    """Return where the separator above the page's notes is."""
    for at in range(len(page) - 1):
        if page[at] == CONTINUATION and notes:
            return at
        if page[at] in (SEPARATOR, CONTINUATION):
            found = _NOTE.match(page[at + 1])
            if found and int(found[1]) in (1, _next_number(notes)):
                return at
    return None


def _plain_start(page: Sequence[str], notes: Sequence[_Note]) -> int | None:
    """Return where notes begin on a page whose separator was lost: the next number after a gap, its mark above."""
    number = _next_number(notes)
    head = re.compile(rf"{number} (?=[A-ZÀ-ỸĐ“(])")
    for at in range(1, len(page)):
        line = page[at]
        if page[at - 1]:
            if notes and head.match(line) and _is_amendment(page, at, notes):
                return _carried_over(page, at)
            continue
        if _doubled(line, number) and _SAYS.search(" ".join(page[at : at + 7])):
            return at
        if head.match(line) and (len(line) > 60 or line[-1] in ".;:"):
            known = _is_amendment(page, at, notes)
            return at if known or _find_mark(page[:at], number, 0, 0) else None
    return None


def _carried_over(page: Sequence[str], at: int) -> int:
    """Return where the end of an earlier note begins that stands above a note, after the last gap in the page."""
    gap = next((line for line in range(at - 1, max(0, at - _CARRIED), -1) if not page[line]), None)
    return at if gap is None else gap + 1


def _is_amendment(page: Sequence[str], at: int, notes: Sequence[_Note]) -> bool:
    if notes:
        return _AMENDMENT.search(" ".join(page[at : at + 2])) is not None
    return _GROUNDS.search(" ".join(page[at : at + 7])) is not None


def _doubled(line: str, number: int) -> re.Match[str] | None:
    """Match a note whose mark is printed over the number that it had before: "34 Điều này" for note 4.

    Seen where the tracked changes of a text went to print.
    """
    return re.match(rf"{number - 1} ?{number}(?: ?\.?(?=[A-ZÀ-ỸĐ“])| (?=[A-ZÀ-ỸĐ“])|$)", line) if number > 1 else None


def _undouble(body: list[str], number: int) -> None:
    """Put in brackets a mark that is printed beside its former number, before it, after it or on the next line."""
    before = re.compile(
        rf"(?<=\s){number - 1}{number}(?=\s)|\s?\b{number}\s?{number - 1}$|(?<=\bMẫu số [01]\d){number}\s?{number - 1}$"
    )
    for at, line in enumerate(body):
        if found := before.search(line):
            body[at] = f"{line[: found.start()]}[{number}]{line[found.end() :]}"
            return
        if re.search(rf"\s{number}$", line) and body[at + 1 : at + 2] == [str(number - 1)]:
            body[at : at + 2] = [f"{line[: -len(str(number))].rstrip()}[{number}]", ""]
            return


def _read_notes(lines: Sequence[str], notes: list[_Note]) -> list[_Note]:
    """Add the notes of one page; return those that begin on it."""
    fresh: list[_Note] = []
    for line in lines:
        following = notes[-1].number + 1 if notes else 1
        if over := _doubled(line, following):
            note = _Note(following, [f"[{following}] {line[over.end() :]}".rstrip()], doubled=True)
            notes.append(note)
            fresh.append(note)
            continue
        found = _NOTE.match(line)
        begins = found and (int(found[1]) == following or (not fresh and found[1] == "1"))
        if found and begins:
            note = _Note(int(found[1]), [f"[{found[1]}] {line[found.end() :]}".rstrip()])
            notes.append(note)
            fresh.append(note)
        elif notes and line not in (SEPARATOR, CONTINUATION):
            notes[-1].lines.append(line)
    return fresh


def _bracket(body: list[str], numbers: Sequence[int]) -> list[int]:
    """Put the marks of a page in brackets, in order; return the numbers that were not found."""
    lost = []
    row, column = 0, 0
    for number in numbers:
        place = _find_mark(body, number, row, column)
        if place is None:
            lost.append(number)
            continue
        row, column = place
        line, width = body[row], len(str(number))
        if line[column - 1 : column] != "[":
            body[row] = f"{line[:column]}[{number}]{line[column + width :]}"
        column += width + 2
    return lost


def _find_mark(body: Sequence[str], number: int, row: int, column: int) -> tuple[int, int] | None:
    """Find a mark after a place: glued to a word or a sign first, then to a year or the number of a form."""
    for pattern in _mark_patterns(number):
        for at in range(row, len(body)):
            for found in pattern.finditer(body[at], column if at == row else 0):
                if not _UNIT.fullmatch(body[at][: found.end()].rsplit(" ", 1)[-1]):
                    return at, found.end() - len(str(number))
    return None


def _mark_patterns(number: int) -> Iterator[re.Pattern[str]]:
    yield re.compile(rf"(?<=\[){number}(?=\])")
    yield re.compile(
        rf"(?<=[^\W\d_]){number}(?![\d/%\w])|(?<=\.){number}(?=$|\s)"
        rf"|(?<=\d\.){number}(?=[A-ZÀ-ỸĐ])"
        rf"|(?<=[)”\"’\],;:]){number}(?=$|[\s.,;:”)])"
    )
    yield re.compile(rf"(?<=\b(?:19|20)\d\d){number}(?!\d)")
    yield re.compile(rf"(?<=\bMẫu số [01]\d){number}(?=$|\s)")
    if number > 9:
        yield re.compile(rf"(?<=\bMẫu số \d){number}(?=$|\s)")
    yield re.compile(rf"^\d{{1,2}}{number}(?=\.\s*\()")
    yield re.compile(rf"(?<=: ){number}$")


def footnotes_of(text: str) -> tuple[Footnote, ...]:
    """Return the notes of a canonical text with the places of their marks."""
    rule = text.find(f"\n{RULE}\n")
    if rule < 0:
        return ()
    starts = [(m.start(), m[1]) for m in re.finditer(r"^\[(\d{1,3})\]", text[rule:], re.MULTILINE)]
    ends = [start - 1 for start, _ in starts[1:]] + [len(text) - rule] * bool(starts)
    anchors = _anchors(text[:rule])
    notes = zip(starts, ends, strict=True)
    return tuple(Footnote(m, rule + start, rule + end, _next_anchor(anchors, m)) for (start, m), end in notes)


def _anchors(body: str) -> dict[str, list[int]]:
    places: dict[str, list[int]] = {}
    for found in _MARK.finditer(body):
        places.setdefault(found[1], []).append(found.start())
    return places


def _next_anchor(anchors: dict[str, list[int]], mark: str) -> int | None:
    places = anchors.get(mark)
    return places.pop(0) if places else None
