"""Labels of articles and signs of types that recognition misread in a way that leaves no doubt what was printed."""

import re
from collections.abc import Sequence
from typing import Final

from registry.document import Issue
from registry.issues import issue
from registry.vocabulary import vocabulary

_LABEL: Final = re.compile(
    r"(?P<word>Đi[eêềễểếệ]u) (?P<number>[\dTIlíìi|!OoZSBGg]{1,3}) ?(?P<sign>[.,:;-])[-.]?(?=\s+[“\"A-ZĐÀ-Ỹ])"
)
_SIGN: Final = re.compile(r"(?<=/)[A-ZĐ]{3,6}(?=-[A-ZĐ]{2})")
_TWICE: Final = re.compile(r"(.)\1")
_UNREAD: Final = 4  # labels in a row that may have been lost altogether
_ALIKE: Final = str.maketrans("TIlíìi|!OoZSBGg", "111111110025869")


def mend_numbers(paragraphs: Sequence[str]) -> tuple[list[str], tuple[Issue, ...]]:
    """Return the paragraphs with a letter that was seen twice in the sign of a type seen once, and issues.

    ``9805/2021/QĐĐ-UBND``: no type has this sign, and one has it with a single letter.
    """
    mended: list[str] = []
    doubts: list[Issue] = []
    start = 0
    for paragraph in paragraphs:
        whole, end = "", 0
        for found in _SIGN.finditer(paragraph):
            once = _TWICE.sub(r"\1", found[0])
            if _is_type(found[0]) or not _is_type(once):
                continue
            whole, end = whole + paragraph[end : found.start()] + once, found.end()
            at = start + len(whole)
            doubts.append(issue("label-mended", at - len(once), at, read=found[0], meant=once))
        paragraph = whole + paragraph[end:]
        mended.append(paragraph)
        start += len(paragraph) + 1
    return mended, tuple(doubts)


def _is_type(sign: str) -> bool:
    known = vocabulary().type_of_number(f"1/2000/{sign}-X")
    return known is not None and known.code != "cong-van"


def mend_labels(paragraphs: Sequence[str]) -> tuple[list[str], tuple[Issue, ...]]:
    """Return the paragraphs with "Điều T-" as "Điều 1." where the article after the last one is Điều 1, and issues.

    A letter is taken for the digit it resembles only when that gives the next number of the sequence; a sign or a tone
    mark is mended where the number itself was read and goes on from the last one.
    """
    mended: list[str] = []
    doubts: list[Issue] = []
    last = start = 0
    for paragraph in paragraphs:
        found = _LABEL.match(paragraph)
        number = int(found["number"].translate(_ALIKE)) if found else 0
        plain = found is not None and found["number"].isdigit()
        follows = number == last + 1 or (plain and last < number <= last + _UNREAD)
        label = f"Điều {number}."
        if found and follows and found[0] != label:
            doubts.append(issue("label-mended", start, start + len(label), read=found[0], meant=label))
            paragraph = label + paragraph[found.end() :]
        last = number if follows else last
        mended.append(paragraph)
        start += len(paragraph) + 1
    return mended, tuple(doubts)
