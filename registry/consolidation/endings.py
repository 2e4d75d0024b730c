"""Words added at the end of a unit: a paragraph of their own, or words before its last full stop."""

import re
from collections.abc import Callable, Sequence
from dataclasses import replace
from typing import Final

from registry.consolidation.change import CannotApplyError, Source, Tree, noted, starts_with_label, words_of
from registry.consolidation.operations import Action, Operation
from registry.consolidation.places import found_in
from registry.consolidation.tree import Node, update

_STOP: Final = re.compile(r"(?:\./\.|[.;:,])?\s*$")
_LEANS: Final = re.compile(r"[,;.)]")


def change_end(nodes: Tree, operation: Operation, source: Source) -> Tree:
    """Return the tree with words added at the end of a unit.

    The end of a unit with units inside is the end of the last of them, as it is printed: there the reader of a
    consolidated text finds the new words too. The note stands at the unit that the instruction names.

    Raises:
        CannotApplyError: The unit is not there, or the words open a unit of their own.
    """
    if starts_with_label(operation.text):
        raise CannotApplyError(f"Không rõ chỗ của đoạn bổ sung vào cuối {words_of(operation.target)}.")
    longer = _WAYS[operation.action]

    def change(old: Node) -> Sequence[Node]:
        return (noted(_at_end(old, lambda lead: longer(lead, operation), source), source),)

    return update(nodes, found_in(nodes, operation.target), change)


def _at_end(node: Node, longer: Callable[[str], str], source: Source) -> Node:
    if node.children:
        return replace(node, children=(*node.children[:-1], _at_end(node.children[-1], longer, source)))
    if node.repealed:
        raise CannotApplyError(f"{node.label} ở cuối đã được bãi bỏ, chưa rõ chỗ của nội dung bổ sung.")
    return replace(node, lead=longer(node.lead), source=source.number)


def _paragraph(lead: str, operation: Operation) -> str:
    return f"{lead}\n{operation.text}"


def _words(lead: str, operation: Operation) -> str:
    """Put words before the mark that ends a unit; words that bring an end of their own leave no place for it."""
    stop = _STOP.search(lead)
    end = lead[stop.start() :].strip() if stop else ""
    new = operation.text.strip()
    if end and new.endswith((".", ";", ":")):
        raise CannotApplyError(f"Chưa rõ dấu câu ở cuối {words_of(operation.target)} sau khi bổ sung.")
    joint = "" if _LEANS.match(new) else " "
    return f"{lead[: stop.start()] if stop else lead}{joint}{new}{end}"


_WAYS: Final = {Action.APPEND: _paragraph, Action.APPEND_WORDS: _words}
