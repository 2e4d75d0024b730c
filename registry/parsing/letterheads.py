"""A second document in one file: a letterhead of its own after the body of the first."""

import re
from collections.abc import Sequence
from typing import Final

from registry.document import Issue, Provision, ProvisionKind
from registry.issues import issue
from registry.numbers import parse_number
from registry.vocabulary import vocabulary

_NUMBER: Final = re.compile(
    r"^[ |*_]*(?:(?!mẫu|biểu|phiếu|phụ lục)[^\W\d]+\s+)?số[ \t]*:?[ \t]*"
    r"(?P<number>\d[^\s|,;]*(?:\s?[-–]\s?[^\s|,;]+)*)[ |*_]*(?:$|\|)",
    re.MULTILINE | re.IGNORECASE,
)
_DAY: Final = re.compile(r"ngày\s*\d{1,2}\s*tháng\s*\d{1,2}\s*năm\s*\d{4}")
_MOTTO: Final = re.compile(r"C[ỘO]NG H(?:ÒA|OÀ) XÃ HỘI CHỦ NGHĨA VIỆT NAM", re.IGNORECASE)
_KIND: Final = re.compile(
    r"^[ |*_]*(?:" + "|".join(name.upper() for name in vocabulary().type_names_longest_first) + r")[ |*_]*$",
    re.MULTILINE,
)
_BEFORE, _AFTER = 400, 700  # characters of a letterhead around its number


def other_letterheads(text: str, number: str | None, found: Sequence[Provision]) -> tuple[Issue, ...]:
    """Return an issue for every letterhead of another document behind the beginning of the body.

    Args:
        text: The canonical text.
        number: The document's own number; without it nothing can be told apart.
        found: Its provisions: a letterhead is looked for after the first of them, or after the own number.
    """
    own = parse_number(number or "")
    if own is None:
        return ()
    told: dict[str, Issue] = {}
    for match in _NUMBER.finditer(text, _body(text, own.key, found)):
        other = parse_number(match["number"])
        if other and other.type_code and other.issuer_code and other.key != own.key and _is_letterhead(text, match):
            start = _start(text, match.start())
            told.setdefault(other.key, issue("several-documents", start, match.end(), number=other.canonical))
    return tuple(told.values())


def _body(text: str, own: str, found: Sequence[Provision]) -> int:
    """Return where the own letterhead is over: letters have no provisions, but a number."""
    first = next((one.start for one in found if one.kind is not ProvisionKind.ANNEX), None)
    if first is not None:
        return first
    numbers = (match for match in _NUMBER.finditer(text) if (one := parse_number(match["number"])) and one.key == own)
    return next((match.end() for match in numbers), len(text))


def _is_letterhead(text: str, number: re.Match[str]) -> bool:
    """Tell whether a number stands in a letterhead: beside a full date, under the country's name or above a kind."""
    around = text[max(0, number.start() - _BEFORE) : number.end() + _AFTER]
    ahead = text[number.start() : number.end() + _AFTER]
    near = text[max(0, number.start() - _BEFORE) : number.end() + _BEFORE]
    return bool(_DAY.search(near) and _MOTTO.search(around) and (_KIND.search(ahead) or "Kính gửi" in ahead))


def _start(text: str, at: int) -> int:
    """Return where the letterhead begins: at the country's name before its number, else at the number's line."""
    before = [match.start() for match in _MOTTO.finditer(text, max(0, at - _BEFORE), at)]
    return before[-1] if before else at
