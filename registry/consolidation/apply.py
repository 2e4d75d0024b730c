"""Apply one operation to a tree. What does not fit raises, and stays pending: nothing is dropped or guessed."""

import re
from collections.abc import Callable, Sequence
from dataclasses import replace

from registry.consolidation.change import LABELS, CannotApplyError, Source, Tree, noted, starts_with_label, words_of
from registry.consolidation.endings import change_end
from registry.consolidation.operations import Action, Operation, Target
from registry.consolidation.parts import change_part
from registry.consolidation.phrases import change_phrase
from registry.consolidation.places import annex_prefix, found_in, place_of, put
from registry.consolidation.renumbering import renumber
from registry.consolidation.tree import Node, at, find, update, walk
from registry.consolidation.wording import settled, step_of, wording_of


def apply(nodes: Sequence[Node], operation: Operation, source: Source) -> tuple[Node, ...]:
    """Return the tree with one operation applied.

    Args:
        nodes: The act as it stands.
        operation: The instruction.
        source: The amending act.

    Raises:
        CannotApplyError: The target, the anchor or the wording is not there.
    """
    tree = tuple(nodes)
    if operation.attached and operation.target.steps:
        return _apply_attached(tree, operation, source)
    return _checked(_APPLIERS[operation.action](tree, operation, source))


def _apply_attached(nodes: Tree, operation: Operation, source: Source) -> Tree:
    """Apply inside the regulation issued with the act: its articles are not the act's own."""
    places = [
        i for i, node in enumerate(nodes) if node.kind == "annex" and any(n.kind == "article" for n in walk((node,)))
    ]
    inner = replace(operation, attached=False)
    if not places:
        raise CannotApplyError("Không thấy quy định ban hành kèm theo văn bản được sửa đổi.")
    if len(places) > 1:
        raise CannotApplyError("Văn bản có nhiều quy định ban hành kèm theo; chưa rõ sửa đổi quy định nào.")
    node = nodes[places[0]]
    below = _APPLIERS[operation.action](node.children, inner, source)
    return _checked((*nodes[: places[0]], replace(node, children=below), *nodes[places[0] + 1 :]))


def _checked(nodes: Tree) -> Tree:
    """Refuse a result in which two provisions would share an address."""
    seen: set[str] = set()
    for node in walk(nodes):
        if node.id in seen:
            raise CannotApplyError(f"Địa chỉ {node.id} sẽ bị trùng sau khi sửa đổi.")
        seen.add(node.id)
    return nodes


def _replace(nodes: Tree, operation: Operation, source: Source) -> Tree:
    path = find(nodes, operation.target)
    if path is None:
        return _insert(nodes, operation, source)
    if operation.target.heading:
        return _retitle(nodes, replace(operation, text=_title_in(operation)), source)
    new = wording_of(operation, source, at(nodes, path))
    return update(nodes, path, lambda old: (settled(noted(_after(old, new), source), old.id),))


def _after(old: Node, new: Node) -> Node:
    """Let the new wording carry on the notes of the old one: the history of the provision."""
    return replace(new, notes=old.notes)


def _insert(nodes: Tree, operation: Operation, source: Source) -> Tree:
    if find(nodes, operation.target) is not None:
        raise CannotApplyError(f"Đã có {words_of(operation.target)}, không thể bổ sung lần nữa.")
    new = wording_of(operation, source, None)
    parent, position = place_of(nodes, operation)
    owner = at(nodes, parent).id if parent else ""
    prefix = annex_prefix(owner or nodes[0].id) if new.kind in {"article", "chapter", "part"} else f"{owner}."
    return put(nodes, parent, position, settled(noted(new, source), f"{prefix}{step_of(new)}"))


def _repeal(nodes: Tree, operation: Operation, source: Source) -> Tree:
    if not operation.target.steps:
        return tuple(noted(node, source) for node in nodes)
    path = found_in(nodes, operation.target)

    def emptied(old: Node) -> Sequence[Node]:
        label = LABELS.get(old.kind, old.label or "{}").format(old.value)
        gone = replace(old, lead=f"{label} (được bãi bỏ)", children=(), source=source.number, repealed=True)
        return (noted(gone, source),)

    return update(nodes, path, emptied)


def _title_in(operation: Operation) -> str:
    """Return the title of an article at the head of new wording that goes on with other units of it."""
    label = LABELS.get(operation.target.kind, "{}").format(operation.target.value)
    if operation.target.kind != "article" or not operation.text.startswith(label):
        raise CannotApplyError(f"Không tách được tên mới của {words_of(operation.target)}.")
    return " ".join(_UNITS_BELOW["article"].split(operation.text, maxsplit=1)[0].split())


def _retitle(nodes: Tree, operation: Operation, source: Source) -> Tree:
    return _change_lead(nodes, operation, source, lambda old: _retitled(old, operation.text))


def _retitled(old: Node, title: str) -> list[str]:
    """Return a provision's own words under a new title, which is printed with or without its label."""
    first, *rest = old.lead.split("\n")
    title = title or f"{old.label}{'.' * (old.kind == 'article')} (tên được bãi bỏ)"
    if old.kind in LABELS:
        if rest == [] and not old.heading and first.rstrip().endswith((".", ":", ";")):
            raise CannotApplyError(f"Không tách được tên cũ của {old.label} khỏi nội dung.")
        return [title if starts_with_label(title) else f"{LABELS[old.kind].format(old.value)} {title}", *rest]
    labelled = title.casefold().startswith(old.label.casefold())
    if first.strip().casefold() != old.label.casefold() or len(rest) > 1:
        raise CannotApplyError(f"Không tách được tên cũ của {old.label}.")
    return [title] if labelled else [first, title]


def _relead(nodes: Tree, operation: Operation, source: Source) -> Tree:
    def lead(old: Node) -> list[str]:
        text = _before_units(operation.text, old)
        if old.kind == "article":
            return [old.lead.split("\n", 1)[0], text]
        label = "" if starts_with_label(text) else LABELS.get(old.kind, "").format(old.value) + " "
        return [label + text]

    return _change_lead(nodes, operation, source, lead)


_UNITS_BELOW = {"article": re.compile(r"\n\s*(?:\d+[a-zđ]?\.|[a-zđ]\d*\))"), "clause": re.compile(r"\n\s*[a-zđ]\d*\)")}


def _before_units(text: str, old: Node) -> str:
    """Return opening words without the units that may be quoted below them."""
    pattern = _UNITS_BELOW.get(old.kind)
    return pattern.split(text, maxsplit=1)[0].rstrip() if pattern else text


def _change_lead(nodes: Tree, operation: Operation, source: Source, lead: Callable[[Node], list[str]]) -> Tree:
    path = found_in(nodes, operation.target)
    return update(
        nodes, path, lambda old: (noted(replace(old, lead="\n".join(lead(old)), source=source.number), source),)
    )


def _replace_annex(nodes: Tree, operation: Operation, source: Source) -> Tree:
    path = found_in(nodes, operation.target)
    new = _brought(operation, source)

    def change(old: Node) -> Sequence[Node]:
        relabelled = replace(new, value=old.value, label=old.label, lead=_relabel(new, old))
        return (settled(noted(_after(old, relabelled), source), old.id),)

    return update(nodes, path, change)


def _brought(operation: Operation, source: Source) -> Node:
    path = find(source.nodes, operation.annex) if operation.annex else None
    if not path:
        raise CannotApplyError(f"Không thấy {words_of(operation.annex or Target())} kèm theo {source.number}.")
    return at(source.nodes, path)


def _relabel(new: Node, old: Node) -> str:
    return old.label + new.lead[len(new.label) :] if new.lead.startswith(new.label) else new.lead


def _add_annex(nodes: Tree, operation: Operation, source: Source) -> Tree:
    if find(nodes, operation.target):
        raise CannotApplyError(f"Đã có {words_of(operation.target)}, không thể bổ sung lần nữa.")
    new = noted(_brought(operation, source), source)
    outer = Target(operation.target.steps[:-1])
    if not outer.steps:
        return (*nodes, settled(new, new.id))
    path = found_in(nodes, outer)
    address = f"{at(nodes, path).id}.{step_of(new)}"
    return put(nodes, path, len(at(nodes, path).children), settled(new, address))


def _unread(nodes: Tree, operation: Operation, source: Source) -> Tree:
    del nodes, source
    raise CannotApplyError(operation.reason)


_APPLIERS: dict[Action, Callable[[Tree, Operation, Source], Tree]] = {
    Action.REPLACE: _replace,
    Action.INSERT: _insert,
    Action.APPEND: change_end,
    Action.APPEND_WORDS: change_end,
    Action.RENUMBER: renumber,
    Action.REPEAL: _repeal,
    Action.RETITLE: _retitle,
    Action.RELEAD: _relead,
    Action.REPLACE_PHRASE: change_phrase,
    Action.DROP_PHRASE: change_phrase,
    Action.ADD_PHRASE_AFTER: change_phrase,
    Action.ADD_PHRASE_BEFORE: change_phrase,
    Action.REPLACE_ANNEX: _replace_annex,
    Action.ADD_ANNEX: _add_annex,
    Action.REPLACE_PART: change_part,
    Action.DROP_PART: change_part,
    Action.ADD_PART_AFTER: change_part,
    Action.ADD_PART_BEFORE: change_part,
    Action.UNREAD: _unread,
}
