"""Telex and VNI left raw ("nghij quyeets", "nghi5 quye61t"): recognised only when the result is a known syllable."""

import re
import unicodedata
from collections.abc import Container
from typing import Final

from registry.text import nfc, place_tones

_TELEX_TONES: Final = {"s": "\u0301", "f": "\u0300", "r": "\u0309", "x": "\u0303", "j": "\u0323"}
_VNI_TONES: Final = {"1": "\u0301", "2": "\u0300", "3": "\u0309", "4": "\u0303", "5": "\u0323"}
_TELEX_LETTERS: Final = (("dd", "đ"), ("aa", "â"), ("ee", "ê"), ("oo", "ô"), ("aw", "ă"), ("ow", "ơ"), ("uw", "ư"))
_VNI_LETTERS: Final = (
    ("d9", "đ"), ("a6", "â"), ("e6", "ê"), ("o6", "ô"), ("a8", "ă"), ("o7", "ơ"), ("u7", "ư"),
)  # fmt: skip
_RAW: Final = re.compile(r"[a-z][a-z1-9]{1,9}")
_LATE: Final = re.compile(r"([aeod])([^\W\d]{0,3}?)\1(?=[sfrxjw]?$)")
_SYLLABLE: Final = re.compile(r"(?P<head>(?:gi|qu|[bcdđghklmnpqrstvx]*))(?P<vowels>[aăâeêioôơuưy]+)(?P<tail>[a-z]*)")


def decoded(raw: str, known: Container[str]) -> str | None:
    """Return the syllable meant by raw keystrokes, or None when they are not that.

    Args:
        raw: One word as typed, in lower case.
        known: The marked syllables that exist in the index.
    """
    if not _RAW.fullmatch(raw):
        return None
    for candidate in (_vni(raw), _telex(raw)):
        if candidate and candidate != raw and candidate in known:
            return candidate
    return None


def _telex(raw: str) -> str | None:
    if raw[-1] in _TELEX_TONES:
        toned = _toned(_letters(raw[:-1], _TELEX_LETTERS), _TELEX_TONES[raw[-1]])
        if toned:
            return toned
    inner = re.search(r"(?<=[aeiouyw])[sfrxj](?=[a-z])", raw)
    if inner:
        rest = raw[: inner.start()] + raw[inner.end() :]
        return _toned(_letters(rest, _TELEX_LETTERS), _TELEX_TONES[inner[0]])
    return _letters(raw, _TELEX_LETTERS)


def _vni(raw: str) -> str | None:
    tone = re.search(r"[1-5]", raw)
    if not re.search(r"[a-z]\d", raw):
        return None
    rest = raw.replace(tone[0], "", 1) if tone else raw
    letters = _letters(_vni_order(rest), _VNI_LETTERS)
    if re.search(r"\d", letters):
        return None
    return _toned(letters, _VNI_TONES[tone[0]]) if tone else letters


def _vni_order(raw: str) -> str:
    """Move the digit of a letter next to it: ``duong7`` -> ``du7o7ng``, ``tiec6`` -> ``tie6c``."""
    moved = re.sub(r"(uo)([a-z]*)7", r"u7o7\2", raw)
    moved = re.sub(r"([aeo])([a-z]*)6", r"\g<1>6\2", moved)
    moved = re.sub(r"([a])([a-z]*)8", r"\g<1>8\2", moved)
    moved = re.sub(r"([ou])([a-z]*)7(?!\w*7)", r"\g<1>7\2", moved) if "7" in moved and "u7o7" not in moved else moved
    return re.sub(r"^d([a-z\d]*)9", r"d9\1", moved)


def _letters(raw: str, table: tuple[tuple[str, str], ...]) -> str:
    text = _LATE.sub(r"\1\1\2", raw) if table is _TELEX_LETTERS else raw
    text = re.sub(r"uow|u([a-z]?)ow", "uwow", text) if table is _TELEX_LETTERS else text
    text = re.sub(r"uo([a-z]{1,2})w$", r"uwow\1", text) if table is _TELEX_LETTERS else text
    text = re.sub(r"([aou])([a-z]{1,2})w$", r"\1w\2", text) if table is _TELEX_LETTERS else text
    for typed, letter in table:
        text = text.replace(typed, letter)
    return text


def _toned(letters: str, tone: str) -> str | None:
    found = _SYLLABLE.fullmatch(letters)
    if not found:
        return None
    vowels = found["vowels"]
    at = _main_vowel(vowels, closed=bool(found["tail"]))
    marked = unicodedata.normalize("NFC", vowels[at] + tone)
    return place_tones(nfc(found["head"] + vowels[:at] + marked + vowels[at + 1 :] + found["tail"]))


def _main_vowel(vowels: str, *, closed: bool) -> int:
    strong = [number for number, vowel in enumerate(vowels) if vowel in "ăâêôơư"]
    if strong:
        return strong[-1]
    if len(vowels) == 1:
        return 0
    return 1 if closed or len(vowels) == 3 else 0
