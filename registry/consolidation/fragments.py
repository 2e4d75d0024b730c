"""New wording, read into nodes: a quoted article, clause or point is parsed in the frame it will stand in."""

from functools import lru_cache

from registry.consolidation.operations import Target
from registry.consolidation.tree import Node, build, walk
from registry.parsing.structure import provisions

_FRAME_ARTICLE = "Điều 1. Khung\n"
_FRAME_CLAUSE = "1. Khung:\n"


@lru_cache(maxsize=512)
def fragments(text: str, kind: str, source: str) -> tuple[Node, ...]:
    """Return the provisions of one level that a piece of new wording contains.

    Args:
        text: The quoted wording.
        kind: ``article``, ``clause``, ``point``, or a level above the article.
        source: Number of the amending act.
    """
    frame = {"clause": _FRAME_ARTICLE, "point": _FRAME_ARTICLE + _FRAME_CLAUSE}.get(kind, "")
    tree, _ = provisions(frame + text)
    nodes = walk(build(frame + text, tree, source))
    return tuple(node for node in nodes if node.kind == kind)


def body_of(text: str, target: Target, source: str) -> Node | None:
    """Return an article's or clause's content when the new wording leaves out its label."""
    kind = {"article": "clause", "clause": "point"}.get(target.kind)
    children = fragments(text, kind, source) if kind else ()
    if not children or not text.strip().startswith(children[0].lead[:8]):
        return None
    return Node(target.kind, target.value, "", "", children, source)
