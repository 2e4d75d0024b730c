"""Sentences of the layers below, which speak Vietnamese, on English pages.

The table ``translations/en/sentences.yaml`` holds a pattern for each; labels of the vocabulary come from the catalogue
of messages. What neither knows is shown as it is and marked as Vietnamese, so that a screen reader says it right.
"""

import re
from datetime import date, datetime
from functools import cache, lru_cache
from importlib.resources import files
from typing import Final

import yaml
from flask_babel import gettext
from markupsafe import Markup, escape

from web import language
from web.views import words

_PLACE: Final = re.compile(r"\{(\w+)\}")
_DAY: Final = re.compile(r"\b\d{2}/\d{2}/\d{4}\b")
_QUOTED: Final = re.compile(r"“[^”]*”")
_VIETNAMESE: Final = re.compile(r"[ăâđêôơưĂÂĐÊÔƠƯàáảãạèéẻẽẹìíỉĩịòóỏõọùúủũụỳýỷỹỵ\u1ea0-\u1ef9]")
_DEEPEST: Final = 6  # phrases inside each other
_JOINED: Final = frozenset({"{one}. {two}", "{one}; {two}"})
"""Patterns without words of their own: they hold only when both parts are known."""


def told(text: str) -> Markup:
    """Return a sentence as the page being written says it; one that stays Vietnamese on an English page is marked."""
    if language.current() != "en":
        return escape(text)
    found = in_english(text)
    if found is not None:
        return escape(found)
    if _VIETNAMESE.search(_QUOTED.sub("", text)):
        return Markup('<span lang="vi">{}</span>').format(text)
    return escape(text)


@lru_cache(maxsize=2048)
def in_english(text: str, depth: int = 0) -> str | None:
    """Return a sentence in English, or None when the table does not know it.

    Args:
        text: As a layer below says it.
        depth: How many sentences stand around it.
    """
    for pattern, english in _patterns() if depth < _DEEPEST else ():
        found = pattern.fullmatch(text)
        if found is None:
            continue
        inside = {name: in_english(part, depth + 1) for name, part in found.groupdict().items()}
        if english in _JOINED and None in inside.values():
            return None
        left = {name: _DAY.sub(_english_day, part) for name, part in found.groupdict().items()}
        return english.format(**{name: known if known is not None else left[name] for name, known in inside.items()})
    label = gettext(text)
    return label if label != text else None


def _english_day(found: re.Match[str]) -> str:
    try:
        return words.english_day(_read(found[0]))
    except ValueError:
        return found[0]


def _read(text: str) -> date:
    return datetime.strptime(text, "%d/%m/%Y").date()


@cache
def _patterns() -> tuple[tuple[re.Pattern[str], str], ...]:
    table = yaml.safe_load((files("web") / "translations" / "en" / "sentences.yaml").read_text(encoding="utf-8"))
    return tuple((_pattern(vietnamese), english) for vietnamese, english in table.items())


def _pattern(sentence: str) -> re.Pattern[str]:
    parts = _PLACE.split(sentence)
    return re.compile("".join(f"(?P<{part}>.+)" if at % 2 else re.escape(part) for at, part in enumerate(parts)), re.S)
