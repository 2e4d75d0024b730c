"""Where a new provision goes: after its anchor, or where its number belongs."""

import re
from collections.abc import Sequence
from dataclasses import replace

from registry.consolidation.change import CannotApplyError, Tree, words_of
from registry.consolidation.operations import Operation, Target
from registry.consolidation.tree import Node, at, find, number_of, update


def annex_prefix(owner: str) -> str:
    """Return the annex part of an address with its dot ("p1."), or an empty string in the main body."""
    match = re.match(r"p\d+[^.]*", owner)
    return f"{match[0]}." if match else ""


def found_in(nodes: Tree, target: Target) -> tuple[int, ...]:
    """Return the path to a target.

    Raises:
        CannotApplyError: It is not there.
    """
    path = find(nodes, target)
    if not path:
        raise CannotApplyError(f"Không thấy {words_of(target)} trong văn bản được sửa đổi.")
    return path


def place_of(nodes: Tree, operation: Operation) -> tuple[tuple[int, ...], int]:
    """Return the path of the parent and the position among its children."""
    if operation.anchor is not None:
        path = find(nodes, operation.anchor)
        if path is None:
            raise CannotApplyError(f"Không thấy {words_of(operation.anchor)} để bổ sung vào sau.")
        if operation.anchor.kind == operation.target.kind:
            return path[:-1], _behind(nodes, path, operation.target)
    return _ordered_place(nodes, operation.target)


def _behind(nodes: Tree, anchor: tuple[int, ...], target: Target) -> int:
    """Return the position after an anchor and after what was put there before with a smaller number."""
    siblings = at(nodes, anchor[:-1]).children if anchor[:-1] else nodes
    position = anchor[-1] + 1
    while (
        position < len(siblings)
        and siblings[position].kind == target.kind
        and _key(siblings[position].value) < _key(target.value)
    ):
        position += 1
    return position


def _ordered_place(nodes: Tree, target: Target) -> tuple[tuple[int, ...], int]:
    if target.kind == "article":
        return _after_article(nodes, target)
    if target.kind in {"chapter", "part"} and len(target.steps) == 1:
        return (), _after_last(nodes, target)
    outer = Target(target.steps[:-1])
    path = find(nodes, outer) if outer.steps else None
    if not path:
        raise CannotApplyError(f"Không thấy {words_of(outer)} để bổ sung {words_of(target)}.")
    siblings = at(nodes, path).children
    before = [
        i for i, node in enumerate(siblings) if node.kind == target.kind and _key(node.value) < _key(target.value)
    ]
    if not before and siblings and _key(target.value) > _key("1") and target.kind == "clause":
        raise CannotApplyError(f"Không rõ vị trí của {words_of(target)}.")
    return path, (before[-1] + 1 if before else 0)


def _after_last(nodes: Tree, target: Target) -> int:
    """Return the place behind the last chapter or part, when the new one carries the number that comes next."""
    held = [i for i, node in enumerate(nodes) if node.kind == target.kind]
    if not held or number_of(target.value) != number_of(nodes[held[-1]].value) + 1:
        raise CannotApplyError(f"Không rõ vị trí của {words_of(target)}.")
    return held[-1] + 1


def _after_article(nodes: Tree, target: Target) -> tuple[tuple[int, ...], int]:
    before = [node for node in _articles(nodes) if _key(node.value) < _key(target.value)]
    if not before:
        raise CannotApplyError(f"Không rõ vị trí của {words_of(target)}.")
    nearest = max(before, key=lambda node: _key(node.value))
    path = find(nodes, Target((("article", nearest.value),)))
    if path is None:
        raise CannotApplyError(f"Không rõ vị trí của {words_of(target)}.")
    return path[:-1], path[-1] + 1


def _articles(nodes: Tree) -> list[Node]:
    """Return the articles of a tree; those of a regulation attached to it are not its own."""
    found: list[Node] = []
    for node in nodes:
        if node.kind not in {"annex", "form"}:
            found += [node] if node.kind == "article" else _articles(node.children)
    return found


_POINTS = "aăâbcdđeêfghiklmnoôơpqrstuưvwxyz"


def _key(value: str) -> tuple[int, tuple[int, ...]]:
    """Order numbers with their inserted letters: 4 < 4a < 5; a < a1 < b < d < đ < e."""
    match = re.match(r"(\d*)(\D*)(\d*)", value.lower())
    digits, letters, more = match.groups() if match else ("", "", "")
    return int(digits or 0), (*(_POINTS.find(letter) for letter in letters), int(more or 0))


def in_order(first: str, second: str) -> bool:
    """Tell whether one number stands before another: 4 < 4a < 5, d < đ < e."""
    return _key(first) < _key(second)


def put(nodes: Tree, parent: tuple[int, ...], position: int, new: Node) -> Tree:
    """Return the tree with a new child of a parent (an empty path is the top) at a position."""
    if not parent:
        return (*nodes[:position], new, *nodes[position:])

    def with_child(node: Node) -> Sequence[Node]:
        return (replace(node, children=(*node.children[:position], new, *node.children[position:])),)

    return update(nodes, parent, with_child)
