"""Apply one operation to a tree. What does not fit raises, and stays pending: nothing is dropped or guessed."""

import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace

from registry.consolidation.fragments import body_of, fragments
from registry.consolidation.operations import Action, Operation, Target
from registry.consolidation.tree import Node, at, find, same_value, update, walk


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


def apply(nodes: Sequence[Node], operation: Operation, source: Source) -> tuple[Node, ...]:
    """Return the tree with one operation applied.

    Args:
        nodes: The act as it stands.
        operation: The instruction.
        source: The amending act.

    Raises:
        CannotApplyError: The target, the anchor or the wording is not there.
    """
    return _APPLIERS[operation.action](tuple(nodes), operation, source)


_Tree = tuple[Node, ...]


def _replace(nodes: _Tree, operation: Operation, source: Source) -> _Tree:
    path = find(nodes, operation.target)
    if path is None:
        return _insert(nodes, operation, source)
    new = _wording(operation, source, at(nodes, path))
    return update(nodes, path, lambda old: (_settle(_noted(new, source), old.id),))


def _wording(operation: Operation, source: Source, old: Node | None) -> Node:
    target = operation.target
    found = fragments(operation.text, target.kind, source.number)
    for node in found:
        if same_value(target.kind, node.value, target.value):
            return node
    if found:
        raise CannotApplyError(f"Nội dung mới không có {_words(target)}.")
    return _unlabelled(operation, source, old)


def _unlabelled(operation: Operation, source: Source, old: Node | None) -> Node:
    target = operation.target
    if target.kind == "article":
        body = body_of(operation.text, target, source.number)
        if old is None or not old.heading:
            raise CannotApplyError(f"Nội dung mới của {_words(target)} không mang tên điều.")
        heading = old.lead.split("\n", 1)[0]
        lead = heading if body else f"{heading}\n{operation.text}"
        return replace(old, lead=lead, children=body.children if body else (), source=source.number)
    if target.kind not in _LABELS or _starts_with_label(operation.text):
        raise CannotApplyError(f"Không tách được nội dung mới của {_words(target)}.")
    label = _LABELS[target.kind].format(target.value)
    return Node(target.kind, target.value, _words(target), f"{label} {operation.text}", source=source.number)


_LABELS = {"article": "Điều {}.", "clause": "{}.", "point": "{})"}
_UNIT_NAMES = {
    "annex": "Phụ lục", "form": "Mẫu số", "part": "Phần", "chapter": "Chương", "section": "Mục",
    "subsection": "Tiểu mục", "article": "Điều", "clause": "khoản", "point": "điểm", "subpoint": "tiết",
}  # fmt: skip


def _starts_with_label(text: str) -> bool:
    return re.match(r"\s*(?:Điều\s+\d|\d+[a-zđ]?\s*[.)]|[a-zđ]\d*\))", text) is not None


def _words(target: Target) -> str:
    return " ".join(f"{_UNIT_NAMES[kind]} {value}" for kind, value in reversed(target.steps)) or "văn bản"


def _noted(node: Node, source: Source) -> Node:
    return replace(node, notes=(*node.notes, source.note)) if source.note else node


def _settle(node: Node, address: str) -> Node:
    """Give a node and everything below it addresses that follow from its own."""
    return replace(
        node, id=address, children=tuple(_settle(child, f"{address}.{_step(child)}") for child in node.children)
    )


_STEPS = {"article": "d{}", "clause": "k{}", "point": "{}", "subpoint": "{}", "section": "m{}", "chapter": "c{}"}


def _step(node: Node) -> str:
    return _STEPS.get(node.kind, "{}").format(node.value.replace("đ", "da") if node.kind == "point" else node.value)


def _insert(nodes: _Tree, operation: Operation, source: Source) -> _Tree:
    if find(nodes, operation.target) is not None:
        raise CannotApplyError(f"Đã có {_words(operation.target)}, không thể bổ sung lần nữa.")
    new = _wording(operation, source, None)
    parent, position = _place(nodes, operation)
    owner = at(nodes, parent).id if parent else ""
    prefix = _annex_prefix(owner) if new.kind in {"article", "chapter", "section"} else f"{owner}."
    return _put(nodes, parent, position, _settle(_noted(new, source), f"{prefix}{_step(new)}"))


def _annex_prefix(owner: str) -> str:
    match = re.match(r"p\d+[^.]*", owner)
    return f"{match[0]}." if match else ""


def _place(nodes: _Tree, operation: Operation) -> tuple[tuple[int, ...], int]:
    """Return the path of the parent and the position among its children."""
    if operation.anchor is not None:
        path = find(nodes, operation.anchor)
        if path is None:
            raise CannotApplyError(f"Không thấy {_words(operation.anchor)} để bổ sung vào sau.")
        if operation.anchor.kind == operation.target.kind:
            return path[:-1], path[-1] + 1
    return _ordered_place(nodes, operation.target)


def _ordered_place(nodes: _Tree, target: Target) -> tuple[tuple[int, ...], int]:
    if target.kind == "article":
        return _after_article(nodes, target)
    outer = Target(target.steps[:-1])
    path = find(nodes, outer) if outer.steps else None
    if not path:
        raise CannotApplyError(f"Không thấy {_words(outer)} để bổ sung {_words(target)}.")
    siblings = at(nodes, path).children
    before = [
        i for i, node in enumerate(siblings) if node.kind == target.kind and _key(node.value) < _key(target.value)
    ]
    if not before and siblings and _key(target.value) > _key("1") and target.kind == "clause":
        raise CannotApplyError(f"Không rõ vị trí của {_words(target)}.")
    return path, (before[-1] + 1 if before else 0)


def _after_article(nodes: _Tree, target: Target) -> tuple[tuple[int, ...], int]:
    body = [node for node in walk(nodes) if node.kind == "article" and not node.id.startswith("p")]
    before = [node for node in body if _key(node.value) < _key(target.value)]
    if not before:
        raise CannotApplyError(f"Không rõ vị trí của {_words(target)}.")
    nearest = max(before, key=lambda node: _key(node.value))
    path = find(nodes, Target((("article", nearest.value),)))
    if path is None:
        raise CannotApplyError(f"Không rõ vị trí của {_words(target)}.")
    return path[:-1], path[-1] + 1


_POINTS = "aăâbcdđeêfghiklmnoôơpqrstuưvwxyz"


def _key(value: str) -> tuple[int, tuple[int, ...]]:
    """Order numbers with their inserted letters: 4 < 4a < 5; a < a1 < b < d < đ < e."""
    match = re.match(r"(\d*)(\D*)(\d*)", value.lower())
    digits, letters, more = match.groups() if match else ("", "", "")
    return int(digits or 0), (*(_POINTS.find(letter) for letter in letters), int(more or 0))


def _put(nodes: _Tree, parent: tuple[int, ...], position: int, new: Node) -> _Tree:
    if not parent:
        return (*nodes[:position], new, *nodes[position:])

    def with_child(node: Node) -> Sequence[Node]:
        return (replace(node, children=(*node.children[:position], new, *node.children[position:])),)

    return update(nodes, parent, with_child)


def _repeal(nodes: _Tree, operation: Operation, source: Source) -> _Tree:
    path = _found(nodes, operation.target)

    def emptied(old: Node) -> Sequence[Node]:
        label = _LABELS.get(old.kind, old.label or "{}").format(old.value)
        gone = replace(old, lead=f"{label} (được bãi bỏ)", children=(), source=source.number, repealed=True)
        return (_noted(gone, source),)

    return update(nodes, path, emptied)


def _found(nodes: _Tree, target: Target) -> tuple[int, ...]:
    path = find(nodes, target)
    if not path:
        raise CannotApplyError(f"Không thấy {_words(target)} trong văn bản được sửa đổi.")
    return path


def _retitle(nodes: _Tree, operation: Operation, source: Source) -> _Tree:
    return _change_lead(nodes, operation, source, lambda old: [operation.text, *old.lead.split("\n")[1:]])


def _relead(nodes: _Tree, operation: Operation, source: Source) -> _Tree:
    def lead(old: Node) -> list[str]:
        if old.kind == "article":
            return [old.lead.split("\n", 1)[0], operation.text]
        label = "" if _starts_with_label(operation.text) else _LABELS.get(old.kind, "").format(old.value) + " "
        return [label + operation.text]

    return _change_lead(nodes, operation, source, lead)


def _change_lead(nodes: _Tree, operation: Operation, source: Source, lead: Callable[[Node], list[str]]) -> _Tree:
    path = _found(nodes, operation.target)
    return update(
        nodes, path, lambda old: (_noted(replace(old, lead="\n".join(lead(old)), source=source.number), source),)
    )


def _phrase(nodes: _Tree, operation: Operation, source: Source) -> _Tree:
    pattern = _pattern(operation.phrase)
    new = _phrase_text(operation)

    def change(old: Node) -> Sequence[Node]:
        changed = _substitute(old, pattern, new, source)
        if changed == old:
            raise CannotApplyError(f"Không thấy “{operation.phrase}” tại {_words(operation.target)}.")
        return (changed,)

    if operation.target.steps:
        return update(nodes, _found(nodes, operation.target), change)
    everywhere = tuple(_substitute(node, pattern, new, source) for node in nodes)
    if everywhere == nodes:
        raise CannotApplyError(f"Không thấy “{operation.phrase}” trong văn bản.")
    return everywhere


def _pattern(phrase: str) -> re.Pattern[str]:
    words = phrase.split()
    if not words:
        raise CannotApplyError("Cụm từ cần tìm bị trống.")
    return re.compile(
        r"(?<!\w)" * words[0][0].isalnum() + r"\s+".join(map(re.escape, words)) + r"(?!\w)" * words[-1][-1].isalnum()
    )


def _phrase_text(operation: Operation) -> Callable[[re.Match[str]], str]:
    return {
        Action.REPLACE_PHRASE: lambda _: operation.text,
        Action.DROP_PHRASE: lambda _: "",
        Action.ADD_PHRASE_AFTER: lambda match: f"{match[0]} {operation.text}",
        Action.ADD_PHRASE_BEFORE: lambda match: f"{operation.text} {match[0]}",
    }[operation.action]


def _substitute(node: Node, pattern: re.Pattern[str], new: Callable[[re.Match[str]], str], source: Source) -> Node:
    lead = (
        re.sub(r" +(?=[,.;:)])|(?<=\() +|(?<= ) +", "", pattern.sub(new, node.lead))
        if pattern.search(node.lead)
        else node.lead
    )
    children = tuple(_substitute(child, pattern, new, source) for child in node.children)
    if lead == node.lead:
        return replace(node, children=children) if children != node.children else node
    return _noted(replace(node, lead=lead, children=children, source=source.number), source)


def _replace_annex(nodes: _Tree, operation: Operation, source: Source) -> _Tree:
    path = _found(nodes, operation.target)
    new = _brought(operation, source)

    def change(old: Node) -> Sequence[Node]:
        relabelled = replace(new, value=old.value, label=old.label, lead=_relabel(new, old))
        return (_settle(_noted(relabelled, source), old.id),)

    return update(nodes, path, change)


def _brought(operation: Operation, source: Source) -> Node:
    path = find(source.nodes, operation.annex) if operation.annex else None
    if not path:
        raise CannotApplyError(f"Không thấy {_words(operation.annex or Target())} kèm theo {source.number}.")
    return at(source.nodes, path)


def _relabel(new: Node, old: Node) -> str:
    return old.label + new.lead[len(new.label) :] if new.lead.startswith(new.label) else new.lead


def _add_annex(nodes: _Tree, operation: Operation, source: Source) -> _Tree:
    if find(nodes, operation.target):
        raise CannotApplyError(f"Đã có {_words(operation.target)}, không thể bổ sung lần nữa.")
    new = _brought(operation, source)
    return (*nodes, _settle(_noted(new, source), new.id))


def _unread(nodes: _Tree, operation: Operation, source: Source) -> _Tree:
    del nodes, source
    raise CannotApplyError(operation.reason)


_APPLIERS: dict[Action, Callable[[_Tree, Operation, Source], _Tree]] = {
    Action.REPLACE: _replace,
    Action.INSERT: _insert,
    Action.REPEAL: _repeal,
    Action.RETITLE: _retitle,
    Action.RELEAD: _relead,
    Action.REPLACE_PHRASE: _phrase,
    Action.DROP_PHRASE: _phrase,
    Action.ADD_PHRASE_AFTER: _phrase,
    Action.ADD_PHRASE_BEFORE: _phrase,
    Action.REPLACE_ANNEX: _replace_annex,
    Action.ADD_ANNEX: _add_annex,
    Action.UNREAD: _unread,
}
