"""The casing of words printed in capitals: never their spelling, only their case."""

import re
from collections.abc import Iterator, Sequence
from typing import Final

from registry.text import is_capitals, place_tones, sentence_case
from registry.vocabulary import kept, vocabulary


def printed_case(title: str, text: str) -> str:
    """Return a title in the casing in which the text prints the same words elsewhere, else in sentence case."""
    beginning = text[:60_000]
    hay = place_tones(beginning).lower()
    if len(hay) != len(beginning):
        return _cased(title, "", "")
    lowered = place_tones(title).lower()
    for lead in ("", "về việc ", "về ", "v/v "):
        if not lowered.startswith(lead):
            continue
        for cased in _occurrences(beginning, hay, lowered[len(lead) :]):
            if not is_capitals(cased):
                whole = lead + cased
                return whole[:1].upper() + whole[1:]
    return _cased(title, beginning, hay)


def _occurrences(text: str, hay: str, needle: str) -> Iterator[str]:
    at = hay.find(needle)
    while at >= 0:
        yield text[at : at + len(needle)]
        at = hay.find(needle, at + 1)


def _cased(title: str, text: str, hay: str) -> str:
    """Sentence case with the names of provinces, the names and abbreviations that the text knows, and numerals."""
    cased = sentence_case(title)
    pattern, names = _places()
    cased = pattern.sub(lambda found: found[1] + names[place_tones(found[2]).lower()], cased)
    return _with_names(_restore(title, cased), text, hay)


def _with_names(title: str, text: str, hay: str) -> str:
    """Give names their capitals where the text writes all their words with capitals ("Bùi Thanh Sơn")."""
    words = title.split(" ")
    at = 0
    while at < len(words):
        width = next((width for width in (4, 3, 2) if _is_name(words[at : at + width], width, text, hay)), 0)
        words[at : at + width] = [word[:1].upper() + word[1:] for word in words[at : at + width]]
        at += width or 1
    return " ".join(words)


def _is_name(words: Sequence[str], width: int, text: str, hay: str) -> bool:
    if len(words) < width or not all(word.isalpha() for word in words) or words[0] in _SMALL:
        return False
    needle = place_tones(" ".join(words)).lower()
    seen = [cased for cased in _occurrences(text, hay, needle) if not is_capitals(cased)]
    return bool(seen) and all(word[:1].isupper() for cased in seen for word in cased.split(" "))


_SMALL: Final = frozenset(["tại", "về", "và", "của", "cho", "với", "do", "từ", "đến", "trong", "các", "những", "ngày"])


def _restore(title: str, cased: str) -> str:
    """Give words without a vowel (UBND, GTGT) their capitals back, and "vi" its small letters."""
    words = []
    for printed, word in zip(title.split(" "), cased.split(" "), strict=True):
        words.append(printed.replace("V/V", "V/v") if _is_abbreviation(printed) else word)
    return _VI.sub("vi", " ".join(words))


def _is_abbreviation(word: str) -> bool:
    """Tell whether a word in capitals is one of the known abbreviations, or has no vowel to be a syllable."""
    bare = word.strip('(),;:.“”"')
    return _ABBREVIATION.fullmatch(word) is not None or (len(bare) > 3 and bare in vocabulary().abbreviations)


_ABBREVIATION: Final = re.compile(r"[(“\"]?[BCDĐGHKLMNPQRSTVX&]{2,}[,;.)”\"]*|V/[vV]:?")
_VI: Final = re.compile(r"(?<!(?i:lần thứ) )(?<!(?i:khóa) )(?<!(?i:chương) )(?<!(?i:phụ lục) )(?<!(?i:mục) )\bVI\b")


@kept
def _places() -> tuple[re.Pattern[str], dict[str, str]]:
    """Names of provinces after tỉnh or thành phố."""
    names = {
        place_tones(name).lower(): name
        for province in vocabulary().provinces
        for name in (province.name, *province.names)
    }
    ordered = sorted(names, key=len, reverse=True)
    return re.compile(
        rf"((?:tỉnh|thành phố|Tỉnh|Thành phố|UBND) )({'|'.join(map(re.escape, ordered))})(?!\w)", re.IGNORECASE
    ), names
