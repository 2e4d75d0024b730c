"""Where a passage stands in its document: articles answer; what is recited before them and tables after them seldom do.

In a document that has articles, a passage outside of them earns a little less (``places`` in ``data/ranking``), unless
the query asks for an annex, a form or a list. Documents without articles are as they are.
"""

from itertools import pairwise
from typing import Final

import numpy as np
from numpy.typing import NDArray

from indexer.ask import Ask
from indexer.shelf import Shelf
from indexer.weights import Ranking

_FORMS: Final = frozenset(
    ("phu luc", "bieu mau", "mau so", "mau don", "mau to", "mau giay", "mau bao", "danh muc", "danh sach", "bieu so")
)


def factors(rows: NDArray[np.int64], asked: Ask, shelf: Shelf, ranking: Ranking) -> NDArray[np.float64]:
    """Return what the score of each passage is multiplied by.

    Args:
        rows: Rows of the shelf.
        asked: The query.
        shelf: Where the passages are.
        ranking: Holds the two factors.
    """
    annex = 1.0 if asks_for_forms(asked) else ranking.annex
    side = shelf.beside[rows]
    made: NDArray[np.float64] = np.where(side < 0, ranking.preamble, np.where(side > 0, annex, 1.0))
    return made


def asks_for_forms(asked: Ask) -> bool:
    """Tell whether a query wants an annex, a form or a list."""
    said = asked.sequence
    return "mau" in said[:1] or any(f"{left} {right}" in _FORMS for left, right in pairwise(said))
