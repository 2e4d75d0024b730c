"""Phrase operations: replace, drop or add words inside a provision, or in its title alone."""

import re
from collections.abc import Callable, Sequence
from dataclasses import replace

from registry.consolidation.change import CannotApplyError, Source, Tree, noted, words_of
from registry.consolidation.operations import Action, Operation
from registry.consolidation.places import found_in
from registry.consolidation.tree import Node, update


def change_phrase(nodes: Tree, operation: Operation, source: Source) -> Tree:
    """Return the tree with words replaced, dropped or added where an operation says.

    Raises:
        CannotApplyError: The target or the phrase is not there.
    """
    pattern = _pattern(operation.phrase)
    new = _phrase_text(operation)

    def change(old: Node) -> Sequence[Node]:
        whole = _in_title if operation.target.heading else _substitute
        changed = whole(old, pattern, new, source)
        if changed == old:
            raise CannotApplyError(f"Không thấy “{operation.phrase}” tại {words_of(operation.target)}.")
        return (changed,)

    if operation.target.steps:
        return update(nodes, found_in(nodes, operation.target), change)
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


def _in_title(node: Node, pattern: re.Pattern[str], new: Callable[[re.Match[str]], str], source: Source) -> Node:
    title, *rest = node.lead.split("\n")
    changed = _substitute(replace(node, lead=title, children=()), pattern, new, source)
    if changed.lead == title:
        return node
    return replace(changed, lead="\n".join([changed.lead, *rest]), children=node.children)


def _substitute(node: Node, pattern: re.Pattern[str], new: Callable[[re.Match[str]], str], source: Source) -> Node:
    lead = (
        re.sub(r" +(?=[,.;:)])|(?<=\() +|(?<= ) +", "", pattern.sub(new, node.lead))
        if pattern.search(node.lead)
        else node.lead
    )
    children = tuple(_substitute(child, pattern, new, source) for child in node.children)
    if lead == node.lead:
        return replace(node, children=children) if children != node.children else node
    return noted(replace(node, lead=lead, children=children, source=source.number), source)
