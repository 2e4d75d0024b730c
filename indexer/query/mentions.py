"""Numbers of documents named within a query: "thông tư số 09/2022/TT-BLĐTBXH", "tt 55/2023", "nq 257 kế hoạch"."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from typing import Final

from registry.text import fold, nfc
from registry.vocabulary import vocabulary

_APART: Final = re.compile(r'[-−–]?(?:[^\W\d]\w*:)?["“][^"“”]*["”]?|[^\W\d]\w*:\S*|(?<!\S)[-−–]\S+')
"""Quoted words, fields and what is unwanted: numbers in them are left alone."""
_NUMBER: Final = (
    r"(?<!thang )(?<!quy )(?<![\w/.,-])(?P<number>(?P<serial>\d{1,6}(?:\.\d{1,3})?[a-z]?)"
    r"(?:/(?P<year>(?:19|20)\d\d)(?!\d))?(?P<codes>[/-][a-z][a-z\d&]*(?:[./-][a-z\d&]+)*)?)(?![\w/-])"
)
_YEAR: Final = re.compile(r"(?:19|20)\d\d")


@dataclass(frozen=True, slots=True)
class Mention:
    """A number in a query.

    Args:
        type: Name of the type typed before it, folded; empty when there is none.
        number: The number as typed.
        exact: True when it has the letters of type or issuer, which say more than a type typed before it.
        start: First character of type and number in the composed query.
        end: One past the last character.
        whole: True when nothing else is in the query.
    """

    type: str
    number: str
    exact: bool
    start: int
    end: int
    whole: bool


def mentions(text: str) -> Iterator[Mention]:
    """Yield the numbers of a composed query; a bare serial counts only after the name of a type.

    Args:
        text: The query, composed.
    """
    if not any(map(str.isdigit, text)):
        return
    plain = _APART.sub(lambda found: " " * len(found[0]), fold(text))
    for found in _pattern().finditer(plain):
        whole = not f"{text[: found.start()]}{text[found.end() :]}".strip(" \t\n.,;:?")
        kind = _types().get(found["type"] or "", "")
        if _tells(found, kind, whole):
            number = text[found.start("number") : found.end("number")]
            yield Mention(kind, number, bool(found["codes"]), found.start(), found.end(), whole)


def _tells(found: re.Match[str], kind: str, whole: bool) -> bool:
    if found["year"] or found["codes"]:
        return True
    return bool(kind) and (whole or not _YEAR.fullmatch(found["serial"]))


@cache
def _types() -> dict[str, str]:
    """Return the folded name of the type for everything it is called, abbreviations with it."""
    named: dict[str, str] = {}
    for kind in vocabulary().types:
        for name in (kind.name, *kind.names, *(code for code in kind.numbers if len(code) > 1)):
            named.setdefault(fold(nfc(name)), fold(kind.name))
    return named


@cache
def _pattern() -> re.Pattern[str]:
    kinds = "|".join(re.escape(name) for name in sorted(_types(), key=len, reverse=True))
    return re.compile(rf"(?:(?<!\w)(?P<type>{kinds})\s+)?(?:(?<!\w)so\s*:?\s*)?{_NUMBER}")
