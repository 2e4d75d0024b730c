"""Labels of articles that recognition misread in a way that their place in the sequence makes certain."""

import re
from collections.abc import Sequence
from typing import Final

from registry.document import Issue
from registry.issues import issue

_LABEL: Final = re.compile(
    r"(?P<word>Đi[eêềễểếệ]u) (?P<number>[\dTIlíìi|!OoZSBGg]{1,3}) ?(?P<sign>[.,:;-])[-.]?(?=\s+[“\"A-ZĐÀ-Ỹ])"
)
_UNREAD: Final = 4  # labels in a row that may have been lost altogether
_ALIKE: Final = str.maketrans("TIlíìi|!OoZSBGg", "111111110025869")


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
