"""What a document makes known itself: short names ("sau đây gọi là …") and laws named in its căn cứ lines."""

import re
from collections.abc import Mapping, Sequence
from typing import Final

from registry.citations.acts import Act, ActReader
from registry.citations.lexicon import CAPITAL_KIND, KIND, kind_of, law_key
from registry.numbers import FoundNumber

_DEFINED: Final = re.compile(
    r"sau đây\s+(?:được\s+)?(?:gọi|viết)(?:\s+(?:tắt|chung))*\s+là\s*:?\s*[“\"]?"
    r"(?P<short>[^”\"\n()]{3,80}?)[”\"]?\s*[);,.:\n]"
)
_LAW_LINE: Final = re.compile(
    r"^[ \t*_-]*Căn cứ (?P<name>(?:Luật|Bộ luật|Pháp lệnh)\s+[A-ZĐÀ-Ỹ][^\n;:()“”\"\d]{2,140}?)"
    r"\s+(?:số\s*:?\s*\d|ngày\s+\d)",
    re.MULTILINE,
)
_AMENDED: Final = re.compile(r"được sửa đổi[^\n]{0,60}(?:theo|bởi)")
_REACH: Final = 1_500  # characters before a definition in which its act is named
_DIGITS: Final = re.compile(r"\d+")


def named_laws(text: str) -> dict[str, str]:
    """Return the laws that the căn cứ lines name in full, by key: their names may hold any word."""
    names = (" ".join(found["name"].split()) for found in _LAW_LINE.finditer(text))
    return {law_key(name): name for name in names if len(CAPITAL_KIND.findall(name)) == 1}


def definitions(text: str) -> dict[int, int]:
    """Return where short names of acts are defined, as start -> end: a definition is no citation."""
    return {found.start("short"): found.end("short") for found in _DEFINED.finditer(text) if KIND.match(found["short"])}


def short_names(text: str, numbers: Sequence[FoundNumber], names: Mapping[str, str]) -> dict[str, Act]:
    """Return the short names of acts that the document defines, with the act that each stands for."""
    reader = ActReader(text, numbers, names)
    found: dict[str, Act] = {}
    for definition in _DEFINED.finditer(text):
        short = definition["short"].strip()
        kind = KIND.match(short)
        if kind is None or kind.end() == len(short):
            continue
        act = _antecedent(text, definition.start(), reader, kind_of(kind[0]), short)
        if act is not None:
            found.setdefault(short, act)
    return found


def _antecedent(text: str, at: int, reader: ActReader, kind: str, short: str) -> Act | None:
    """Return the act before a definition that the short name fits: same name, or same type and leading number.

    "Luật A số 1 được sửa đổi theo Luật số 2 (sau đây gọi là Luật A)" means the first one.
    """
    line = text.rfind("\n", max(0, at - _REACH), at) + 1 or max(0, at - _REACH)
    acts = (reader.at(found.start()) for found in CAPITAL_KIND.finditer(text, line, at))
    fitting = [act for act in acts if act and not act.self and act.end <= at and act.kind == kind]
    serial = _DIGITS.search(short)
    if serial is not None:
        fitting = [act for act in fitting if act.number and act.number.serial.lstrip("0") == serial[0].lstrip("0")]
    named = [act for act in fitting if act.name and law_key(act.name) == law_key(short)]
    if _AMENDED.search(text, line, at):
        fitting = fitting[:1]
    return next(iter(named or fitting[-1:]), None)
