"""The grammar of addresses inside instructions: "điểm a, b khoản 2 và khoản 5 Điều 9" -> targets."""

import re
from dataclasses import dataclass

from registry.consolidation.operations import LEVELS, Target

UNITS = {
    "phụ lục": "annex",
    "mẫu": "form",
    "biểu mẫu": "form",
    "biểu": "form",
    "phần": "part",
    "chương": "chapter",
    "mục": "section",
    "tiểu mục": "subsection",
    "điều": "article",
    "khoản": "clause",
    "điểm": "point",
    "tiết": "subpoint",
}
_VALUE = {
    "annex": r"(?:số\s+)?(?:[IVXLC]+|\d+)(?:[.\-][IVXLC\d]+)*[A-Za-zđ]?\b",
    "form": r"(?:số\s+)?\d+[A-Za-zđ]?(?:[.\-/][A-Za-zĐđ\d]+)*",
    "part": r"(?:thứ\s+\w+|[IVXLC]+|\d+)\b",
    "chapter": r"(?:[IVXLC]+|\d+)[a-zđ]?\b",
    "section": r"(?:[IVXLC]+|\d+)[a-zđ]?\b",
    "subsection": r"(?:[IVXLC]+|\d+)[a-zđ]?\b",
    "article": r"\d+[a-zđ]?\d*\b",
    "clause": r"\d+[a-zđ]?\d*\b",
    "point": r"(?:[a-zđ]{1,2}\d*(?:\.\d+)?|\d+(?:\.\d+)*[a-zđ]?)\b",
    "subpoint": r"[a-zđ]?\d*(?:\.\d+)*\b",
}
_UNIT = re.compile(
    r"\b(?P<range>từ\s+)?(?:các\s+|những\s+)?"
    r"(?P<unit>phụ lục|biểu mẫu|mẫu|biểu|phần|chương|tiểu mục|mục|điều|khoản|điểm|tiết)\s+(?=[\wĐđ])",
    re.IGNORECASE,
)
_SEPARATOR = re.compile(r"\s*(?:,|;|và|hoặc)\s*(?:và\s+)?", re.IGNORECASE)
_TO = re.compile(r"\s+đến\s+(?:hết\s+)?(?:phụ lục|biểu mẫu|mẫu|điều|khoản|điểm|mục|chương)?\s*", re.IGNORECASE)
HEADING = re.compile(r"\b(?:tên(?: gọi)?|tiêu đề)\s+(?:của\s+)?$", re.IGNORECASE)
"""Words before an address that limit it to the title of the provision."""
_ALPHABET = "abcdđeghiklmnopqrstuvxy"
_MAX_RANGE = 60


@dataclass(frozen=True, slots=True)
class Group:
    """Neighbouring units of one level: ``điểm a, b`` -> ("point", ("a", "b")).

    ``joined`` tells that a comma or "và" stands before it; an annex so joined is a target of its own. ``heading`` tells
    that only the title is meant ("tên Điều 5").
    """

    kind: str
    values: tuple[str, ...]
    start: int
    end: int
    joined: bool = False
    heading: bool = False


def groups(text: str) -> tuple[Group, ...]:
    """Return the groups of units named in a text, in order."""
    found: list[Group] = []
    position = 0
    while match := _UNIT.search(text, position):
        kind = UNITS[match["unit"].lower()]
        values, end = _values(text, match.end(), kind)
        if values:
            joined = bool(found) and re.search(r",|;|\bvà\b|\bhoặc\b", text[found[-1].end : match.start()]) is not None
            titled = HEADING.search(text[: match.start()]) is not None
            found.append(Group(kind, values, match.start(), end, joined, titled))
        position = max(end, match.end())
    return tuple(found)


def _values(text: str, position: int, kind: str) -> tuple[tuple[str, ...], int]:
    pattern = re.compile(_VALUE[kind])
    values: list[str] = []
    end = position
    while match := pattern.match(text, position):
        if not match[0] or (kind == "point" and len(match[0]) > 1 and match[0].isalpha()):
            break
        values.append(clean(match[0]))
        end = match.end()
        if through := _through(text, end, pattern):
            values.extend(expand(values.pop(), clean(through[0]), kind))
            end = through.end()
        separator = _SEPARATOR.match(text, end)
        if not separator:
            break
        position = separator.end()
    return tuple(values), end


def _through(text: str, end: int, pattern: re.Pattern[str]) -> re.Match[str] | None:
    to = _TO.match(text, end)
    return pattern.match(text, to.end()) if to else None


def clean(value: str) -> str:
    """Return a unit's number without "số" and leading zeros, roman numerals of annexes kept as printed."""
    bare = re.sub(r"^số\s+", "", value, flags=re.IGNORECASE)
    return re.sub(r"^0+(?=\d)", "", bare)


def expand(first: str, last: str, kind: str) -> list[str]:
    """Return every value from first to last, both included; just the two when the range cannot be counted."""
    if first.isdigit() and last.isdigit() and 0 <= int(last) - int(first) < _MAX_RANGE:
        return [str(number) for number in range(int(first), int(last) + 1)]
    if kind == "point" and first in _ALPHABET and last in _ALPHABET and _ALPHABET.index(first) < _ALPHABET.index(last):
        return list(_ALPHABET[_ALPHABET.index(first) : _ALPHABET.index(last) + 1])
    return [first, last]


def targets(text: str) -> tuple[Target, ...]:
    """Return the provisions that a text addresses.

    A group leans on the next group of a higher level ("điểm a khoản 2, khoản 5 Điều 9" names d9.k2.a and d9.k5);
    a group that a lower one leans on is not itself a target.
    """
    found = groups(text)
    result: list[Target] = []
    for index, group in enumerate(found):
        if index and _is_container(found, index):
            continue
        outer = _outer(found, index)
        result.extend(Target((*outer, (group.kind, value)), group.heading) for value in group.values)
    return tuple(result)


def _stands_apart(outer: Group, inner: str) -> bool:
    """Tell whether a joined unit begins an address of its own: an annex always, a chapter after an article."""
    apart = {"annex", "form"} | ({"part", "chapter", "section"} if inner == "article" else set())
    return outer.joined and outer.kind in apart


def _holds(outer: Group, inner: str) -> bool:
    return LEVELS.index(outer.kind) < LEVELS.index(inner) and not _stands_apart(outer, inner)


def _is_container(found: tuple[Group, ...], index: int) -> bool:
    return _holds(found[index], found[index - 1].kind) and len(found[index].values) == 1


def _outer(found: tuple[Group, ...], index: int) -> tuple[tuple[str, str], ...]:
    innermost = found[index].kind
    steps: list[tuple[str, str]] = []
    for group in found[index + 1 :]:
        if _stands_apart(group, innermost) and group.kind != innermost:
            break
        if _holds(group, innermost):
            steps.insert(0, (group.kind, group.values[0]))
            innermost = group.kind
    return tuple(steps)
