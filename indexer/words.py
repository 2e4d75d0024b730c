"""Vietnamese words by pyvi: loaded only while ingesting, never for a query (1-3 seconds and 300 MB).

pyvi tears numbers apart ("31/2024/QH15"), so they are taken out before it sees the text.
"""

import re
from collections import Counter
from collections.abc import Callable, Iterable
from functools import lru_cache
from typing import Final, cast

_NUMBER: Final = re.compile(r"\S*\d\S*")
_WORD: Final = re.compile(r"[^\W\d]+")
_JOIN: Final = "_"


@lru_cache(maxsize=1)
def _segmenter() -> Callable[[str], str]:
    from pyvi import ViTokenizer  # heavy: scikit-learn and a 20 MB model

    return cast(Callable[[str], str], ViTokenizer.tokenize)


def words(line: str) -> list[str]:
    """Segment one line into words; the syllables of a word are parted by one blank, numbers are left out."""
    bare = " , ".join(part.strip() for part in _NUMBER.split(line) if part.strip())
    if not bare:
        return []
    cut = _segmenter()(bare)
    return [word.strip(_JOIN).replace(_JOIN, " ") for word in _WORD.findall(cut) if word.strip(_JOIN)]


def phrases(lines: Iterable[str], *, longest: int = 3) -> Counter[str]:
    """Count the runs of one to ``longest`` neighbouring words that hold at least two syllables, in lower case.

    Args:
        lines: Titles and headings.
        longest: Words in a run.
    """
    count: Counter[str] = Counter()
    for line in lines:
        found = [word.lower() for word in words(line)]
        for size in range(1, longest + 1):
            runs = (" ".join(found[at : at + size]) for at in range(len(found) - size + 1))
            count.update(run for run in runs if run.count(" ") >= 1)
    return count
