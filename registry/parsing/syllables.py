"""Whether a word can be a Vietnamese syllable: what tells text that was read right from text that was not."""

import re
import unicodedata
from functools import lru_cache
from typing import Final

_ONSET: Final = r"(?:ngh|ng|nh|gh|gi|kh|ph|th|tr|ch|qu|[bcdđghklmnpqrstvx])?"
_RIME: Final = (
    r"(?:a(?:c|ch|i|m|n|ng|nh|o|p|t|u|y)?|ă(?:c|m|n|ng|p|t)|â(?:c|m|n|ng|p|t|u|y)|e(?:c|m|n|ng|o|p|t)?"
    r"|ê(?:ch|m|n|nh|p|t|u)?|i(?:a|ch|m|n|nh|p|t|u)?|iê(?:c|m|n|ng|p|t|u)|oa(?:c|ch|i|m|n|ng|nh|o|p|t|y)?"
    r"|oă(?:c|m|n|ng|t)|oe(?:c|n|o|t)?|o(?:c|i|m|n|ng|ong|p|t)?|ô(?:c|i|m|n|ng|p|t)?|ơ(?:i|m|n|p|t)?|u(?:a|c|i|m|n|ng|p|t)?"
    r"|uâ(?:n|ng|t|y)|uê(?:ch|nh)?|uô(?:c|i|m|n|ng|t)|uơ|uy(?:a|ch|nh|n|p|t|u)?|uyê(?:n|t)|ư(?:a|c|i|m|n|ng|t|u)?"
    r"|ươ(?:c|i|m|n|ng|p|t|u)|y(?:m|n|nh|t)?|yê(?:m|n|ng|t|u))"
)
_SYLLABLE: Final = re.compile(_ONSET + _RIME)
_TONE: Final = re.compile("(?<=[aeiouy\u0302\u0306\u031b])[\u0300\u0301\u0303\u0309\u0323]")
# Signs above ASCII count as letters here: legacy encodings show letters as ©, §, µ or ¬. Lone signs do not.
_WORD: Final = re.compile(r"[A-Za-z\x80-\u1fff\u2013-\u203a\u20ac\u2122]+")
_EDGES: Final = "«»“”‘’„…–—•\xa0\xad²³°º×÷±"
_ASCII: Final = re.compile(r"[A-Za-z]")


@lru_cache(maxsize=20_000)
def is_syllable(word: str) -> bool:
    """Tell whether a word could be one written syllable, whatever its case."""
    bare = _TONE.sub("", unicodedata.normalize("NFD", word.lower()))
    return _SYLLABLE.fullmatch(unicodedata.normalize("NFC", bare)) is not None


def counted(text: str) -> tuple[int, int]:
    """Return how many words with a letter above ASCII can be syllables, and how many such words there are."""
    judged = [_judged(word) for word in _WORD.findall(text) if not word.isascii()]
    return judged.count(True), len(judged) - judged.count(None)


@lru_cache(maxsize=20_000)
def _judged(word: str) -> bool | None:
    """Tell whether a word that holds a sign above ASCII can be a syllable; None when only the signs around it do."""
    bare = word.strip(_EDGES)
    return is_syllable(bare) if not bare.isascii() and _ASCII.search(bare) else None


def share(text: str) -> float:
    """Return the share of the marked words that can be syllables, 0-1; 0 where there is none."""
    good, all_of_them = counted(text)
    return good / all_of_them if all_of_them else 0.0
