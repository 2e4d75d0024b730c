"""New wording as a node: found in the quotation, or labelled, and given the address it will have."""

from dataclasses import replace

from registry.consolidation.change import LABELS, CannotApplyError, Source, starts_with_label, words_of
from registry.consolidation.fragments import body_of, fragments
from registry.consolidation.operations import Operation
from registry.consolidation.places import annex_prefix
from registry.consolidation.tree import Node, same_value


def wording_of(operation: Operation, source: Source, old: Node | None) -> Node:
    """Return the new wording of an operation's target.

    Args:
        operation: A REPLACE or INSERT.
        source: The amending act.
        old: The target as it stands, or None for a new one.

    Raises:
        CannotApplyError: The quotation does not hold it.
    """
    target = operation.target
    found = fragments(operation.text, target.kind, source.number)
    for node in found:
        if same_value(target.kind, node.value, target.value):
            return node
    if found:
        raise CannotApplyError(f"Nội dung mới không có {words_of(target)}.")
    return _unlabelled(operation, source, old)


def _unlabelled(operation: Operation, source: Source, old: Node | None) -> Node:
    target = operation.target
    if target.kind == "article":
        body = body_of(operation.text, target, source.number)
        if old is None or not old.heading:
            raise CannotApplyError(f"Nội dung mới của {words_of(target)} không mang tên điều.")
        heading = old.lead.split("\n", 1)[0]
        lead = heading if body else f"{heading}\n{operation.text}"
        return replace(old, lead=lead, children=body.children if body else (), source=source.number)
    if target.kind not in LABELS or starts_with_label(operation.text):
        raise CannotApplyError(f"Không tách được nội dung mới của {words_of(target)}.")
    label = LABELS[target.kind].format(target.value)
    return Node(target.kind, target.value, words_of(target), f"{label} {operation.text}", source=source.number)


def settled(node: Node, address: str) -> Node:
    """Give a node an address, and everything below it the addresses that follow from it."""
    prefix = annex_prefix(address)

    def of(child: Node) -> str:
        if not child.id:
            return f"{address}.{step_of(child)}"
        inside = child.id.startswith(f"{node.id}.")
        return address + child.id[len(node.id) :] if inside else prefix + child.id.rsplit(".", 1)[-1]

    return replace(node, id=address, children=tuple(settled(child, of(child)) for child in node.children))


_STEPS = {"article": "d{}", "clause": "k{}"}


def step_of(node: Node) -> str:
    """Return the last step of a node's address: as its own wording was read, or made from its number."""
    if node.id:
        return node.id.rsplit(".", 1)[-1]
    return _STEPS.get(node.kind, "{}").format(node.value.replace("đ", "da") if node.kind == "point" else node.value)
