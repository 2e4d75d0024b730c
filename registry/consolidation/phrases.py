"""Phrase operations: replace, drop or add words inside a provision, or in its title alone."""

import re
from collections.abc import Callable, Sequence
from dataclasses import replace

from registry.consolidation.change import CannotApplyError, Source, Tree, noted, words_of
from registry.consolidation.operations import Action, Operation
from registry.consolidation.parts import in_part
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
        if operation.part is not None:
            changed = _within(old, operation, pattern, source)
        else:
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


def _within(node: Node, operation: Operation, pattern: re.Pattern[str], source: Source) -> Node:
    """Change words in one part of a provision alone."""
    part, new = operation.part, _phrase_text(operation)
    assert part is not None
    if part.unit == "column":
        lead = "\n".join(_in_cell(line, part.place, pattern, new) for line in node.lead.split("\n"))
    else:
        before, inside, after = in_part(node, part, operation)
        lead = before + _spaced(pattern, new, inside) + after
    return node if lead == node.lead else noted(replace(node, lead=lead, source=source.number), source)


def _in_cell(line: str, place: int, pattern: re.Pattern[str], new: Callable[[re.Match[str]], str]) -> str:
    cells = line.split(" | ")
    if not 0 < place <= len(cells) or len(cells) == 1:
        return line
    cells[place - 1] = _spaced(pattern, new, cells[place - 1]).strip()
    return " | ".join(cells)


def _spaced(pattern: re.Pattern[str], new: Callable[[re.Match[str]], str], text: str) -> str:
    """Change words and take away the blanks that a word leaves behind; a text without the words stays to the letter."""
    changed = pattern.sub(new, text)
    return re.sub(r" +(?=[,.;:)])|(?<=\() +|(?<= ) +", "", changed) if changed != text else text


def _in_title(node: Node, pattern: re.Pattern[str], new: Callable[[re.Match[str]], str], source: Source) -> Node:
    title, *rest = node.lead.split("\n")
    changed = _substitute(replace(node, lead=title, children=()), pattern, new, source)
    if changed.lead == title:
        return node
    return replace(changed, lead="\n".join([changed.lead, *rest]), children=node.children)


def _substitute(node: Node, pattern: re.Pattern[str], new: Callable[[re.Match[str]], str], source: Source) -> Node:
    lead = _spaced(pattern, new, node.lead)
    children = tuple(_substitute(child, pattern, new, source) for child in node.children)
    if lead == node.lead:
        return replace(node, children=children) if children != node.children else node
    return noted(replace(node, lead=lead, children=children, source=source.number), source)
