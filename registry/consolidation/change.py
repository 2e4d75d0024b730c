"""What applying an operation needs to know and may refuse, and how it calls provisions."""

import re
from dataclasses import dataclass, replace

from registry.consolidation.operations import Target
from registry.consolidation.tree import Node

Tree = tuple[Node, ...]
LABELS = {"article": "Điều {}.", "clause": "{}.", "point": "{})"}
"""How the levels whose label stands before their first word are printed."""
_UNIT_NAMES = {
    "annex": "Phụ lục", "form": "Mẫu số", "part": "Phần", "chapter": "Chương", "section": "Mục",
    "subsection": "Tiểu mục", "article": "Điều", "clause": "khoản", "point": "điểm", "subpoint": "tiết",
}  # fmt: skip


@dataclass(frozen=True, slots=True)
class Source:
    """The amending act: its number, its own tree (for the annexes it brings) and the note for what it changes."""

    number: str
    nodes: tuple[Node, ...] = ()
    note: str = ""


class CannotApplyError(Exception):
    """The operation does not fit the text.

    Args:
        reason: Why, in Vietnamese, for the person who reads the pending list.
    """

    def __init__(self, reason: str) -> None:
        super().__init__(reason)
        self.reason = reason


def words_of(target: Target) -> str:
    """Say an address in Vietnamese, innermost level first."""
    return " ".join(f"{_UNIT_NAMES[kind]} {value}" for kind, value in reversed(target.steps)) or "văn bản"


def starts_with_label(text: str) -> bool:
    """Tell whether a wording begins with the label of an article, clause or point."""
    return re.match(r"\s*(?:Điều\s+\d|\d+[a-zđ]?\s*[.)]|[a-zđ]\d*\))", text) is not None


def noted(node: Node, source: Source) -> Node:
    """Add the note of the amending act to a node."""
    return replace(node, notes=(*node.notes, source.note)) if source.note else node
