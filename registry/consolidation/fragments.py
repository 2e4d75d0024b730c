"""New wording, read into nodes: a quoted article, clause or point is parsed in the frame it will stand in."""

import re
from functools import lru_cache

from registry.consolidation.operations import Target
from registry.consolidation.tree import Node, build, walk
from registry.parsing.structure import provisions

_FIRST_CLAUSE = re.compile(r"\s*(\d+)([a-zđ]?)\d*\s*[.)]")
_FIRST_POINT = re.compile(r"\s*([a-zđ])(\d*)\s*\)")
_LETTERS = "abcdđeghiklmnopqrstuvxy"


@lru_cache(maxsize=512)
def fragments(text: str, kind: str, source: str) -> tuple[Node, ...]:
    """Return the provisions of one level that a piece of new wording contains.

    Args:
        text: The quoted wording.
        kind: ``article``, ``clause``, ``point``, or a level above the article.
        source: Number of the amending act.
    """
    frame = _frame(text, kind)
    tree, _ = provisions(frame + text)
    nodes = walk(build(frame + text, tree, source, first=len(frame)))
    return tuple(node for node in nodes if node.kind == kind and node.lead)


def _frame(text: str, kind: str) -> str:
    """Return stand-ins for what comes before the wording in its act: the reader checks that numbers follow on."""
    if kind not in {"clause", "point"}:
        return ""
    with_clause = kind == "clause" or _FIRST_CLAUSE.match(text)
    clauses = _before_clause(text) if with_clause else "1. Khung:\n" + _before_point(text)
    return "Điều 1. Khung\n" + clauses


def _before_clause(text: str) -> str:
    first = _FIRST_CLAUSE.match(text)
    last = int(first[1]) + bool(first[2]) if first else 1  # khoản 4a follows khoản 4
    return "".join(f"{number}. Khung.\n" for number in range(1, last))


def _before_point(text: str) -> str:
    first = _FIRST_POINT.match(text)
    letters = _LETTERS[: max(_LETTERS.find(first[1]), 0) + bool(first[2])] if first else ""
    return "".join(f"{letter}) Khung;\n" for letter in letters)


def body_of(text: str, target: Target, source: str) -> Node | None:
    """Return an article's or clause's content when the new wording leaves out its label."""
    kind = {"article": "clause", "clause": "point"}.get(target.kind)
    children = fragments(text, kind, source) if kind else ()
    if not children or not text.strip().startswith(children[0].lead[:8]):
        return None
    return Node(target.kind, target.value, "", "", children, source)
