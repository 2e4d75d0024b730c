"""Vietnamese text: composition, folding, tone placement, white space, casing of printed capitals.

Folding and tone placement keep the length of composed (NFC) text, so an offset found in the result is an offset in
the original.
"""

import re
import unicodedata
from datetime import date
from functools import lru_cache
from typing import Final

LOWER: Final = "a-zàáảãạăằắẳẵặâầấẩẫậèéẻẽẹêềếểễệìíỉĩịòóỏõọôồốổỗộơờớởỡợùúủũụưừứửữựỳýỷỹỵđ"  # inside [...] of a pattern
UPPER: Final = "A-Z" + LOWER[3:].upper()
_D_LETTERS: Final = frozenset("đĐðÐ")
_TONE_MARKS: Final = "\u0300\u0301\u0303\u0309\u0323"  # huyền sắc ngã hỏi nặng


class _FoldTable(dict[int, str]):
    """Folded character per code point, filled on first sight."""

    def __missing__(self, code: int) -> str:
        self[code] = folded = _fold_character(chr(code))
        return folded


def _fold_character(character: str) -> str:
    if character in _D_LETTERS:
        return "d"
    base = unicodedata.normalize("NFD", character)[0]
    lowered = base.lower()
    return lowered if len(lowered) == 1 else base


_FOLD: Final = _FoldTable()


def nfc(text: str) -> str:
    """Return the text in composed form; the only form the product stores."""
    return unicodedata.normalize("NFC", text)


def fold(text: str) -> str:
    """Return the text in lower case without diacritics, one character for each character given.

    ``đ`` folds to ``d``: right for searching, wrong for the address of a point.
    """
    return text.translate(_FOLD)


def _moved_tones() -> dict[str, str]:
    """Both spellings of the open rhymes oa, oe, uy: ``oà`` -> ``òa`` for every tone and casing."""
    moved: dict[str, str] = {}
    for first, second in ("oa", "oe", "uy"):
        for tone in _TONE_MARKS:
            for one, two in ((first, second), (first.upper(), second), (first.upper(), second.upper())):
                moved[nfc(one + two + tone)] = nfc(one + tone + two)
    return moved


_MOVED: Final = _moved_tones()
# A rhyme with a final letter (hoàn, khuỷu, ngoài) has one spelling only, and "quý" is qu + ý.
# Two classes of letters are searched several times faster than a list of pairs; other pairs of theirs (oý) are left.
_NEW_STYLE: Final = re.compile(
    rf"(?<![qQ])[{''.join({pair[0] for pair in _MOVED})}][{''.join({pair[1] for pair in _MOVED})}](?![^\W\d_])"
)


def place_tones(text: str) -> str:
    """Return the text with tone marks where the older spelling puts them (hoà -> hòa, uỷ -> ủy), same length."""
    return _NEW_STYLE.sub(lambda found: _MOVED.get(found[0], found[0]), text)


_SPACES: Final = re.compile(r"[\s\u200b\ufeff\u2060]+")


def squeeze(text: str) -> str:
    """Return the text on one line: every run of white space is one blank, none at the ends."""
    return _SPACES.sub(" ", text).strip()


def short_day(value: date) -> str:
    """Return a day as it is written in Vietnamese: ``05/03/2025``."""
    return f"{value:%d/%m/%Y}"


def _words(text: str) -> str:
    return place_tones(squeeze(nfc(text))).casefold()


_PROPER: Final = (
    "Việt Nam", "Chính phủ", "Thủ tướng", "Quốc hội", "Chủ tịch nước", "Hội đồng nhân dân",
    "Ủy ban nhân dân", "Ủy ban Thường vụ Quốc hội", "Ủy ban Dân tộc", "Luật", "Bộ luật", "Hiến pháp", "Nghị định",
    "Nghị quyết", "Thông tư", "Pháp lệnh", "Quyết định số", "Chỉ thị số", "Tết Nguyên đán", "Hà Nội",
    "Hồ Chí Minh", "Chương trình mục tiêu quốc gia", "Tòa án nhân dân", "Viện kiểm sát nhân dân",
)  # fmt: skip


@lru_cache(maxsize=1)
def _proper_pattern() -> tuple[re.Pattern[str], dict[str, str]]:
    table = {_words(name): name for name in _PROPER}
    ordered = sorted(table, key=len, reverse=True)
    return re.compile(rf"(?<!\w)(?:{'|'.join(map(re.escape, ordered))})(?!\w)"), table


def is_capitals(text: str) -> bool:
    """Tell whether a line is printed in capitals (numbers and codes inside it do not count against it)."""
    letters = [character for character in text if character.isalpha()]
    upper = sum(character.isupper() for character in letters)
    return len(letters) >= 2 and upper / len(letters) > 0.85


_CODE: Final = re.compile(r"\S*\d\S*|\b[IVXLC]+\b")


def sentence_case(text: str) -> str:
    """Return a title printed in capitals in sentence case; words never change, only their case.

    Codes and numbers keep their spelling, names of state bodies and acts keep their capitals. Text that is not in
    capitals is returned as it is.
    """
    if not is_capitals(text):
        return text
    lowered = "".join(_lower_words(text))
    pattern, names = _proper_pattern()
    pieces, at = [], 0
    for found in pattern.finditer(place_tones(lowered)):
        pieces += [lowered[at : found.start()], _recase(lowered[found.start() : found.end()], names)]
        at = found.end()
    cased = "".join([*pieces, lowered[at:]])
    return cased[:1].upper() + cased[1:]


def _lower_words(text: str) -> list[str]:
    pieces: list[str] = []
    at = 0
    for code in _CODE.finditer(text):
        pieces += [text[at : code.start()].lower(), code[0]]
        at = code.end()
    return [*pieces, text[at:].lower()]


def _recase(found: str, names: dict[str, str]) -> str:
    """Give the found words the capitals of the listed name, keeping their own spelling."""
    name = names.get(_words(found), found)
    if len(name) != len(found):
        return found
    return "".join(c.upper() if n.isupper() else c for c, n in zip(found, name, strict=True))
