"""An editable provision tree: each node holds its own words, its children and the act whose wording it is."""

import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace

from registry.consolidation.operations import Target
from registry.document import Provision, ProvisionKind

_ROMAN = {"I": 1, "V": 5, "X": 10, "L": 50, "C": 100}


@dataclass(frozen=True, slots=True)
class Node:
    """A provision in the making.

    Args:
        kind: Level.
        value: Number or letter as printed ("5", "4a", "đ", "II").
        label: As printed ("Điều 5").
        lead: Its own words, label included, before its first child.
        children: In order.
        source: Number of the act whose wording it carries.
        repealed: True when the provision was repealed and only its label is left.
        notes: What changed it, in order, as Vietnamese notes.
        id: Address in the text it was read from; empty for a new one.
        heading: Title, or an empty string.
    """

    kind: str
    value: str
    label: str
    lead: str
    children: tuple["Node", ...] = ()
    source: str = ""
    repealed: bool = False
    notes: tuple[str, ...] = ()
    id: str = ""
    heading: str = ""

    @property
    def text(self) -> str:
        """The full wording, children included."""
        return "\n".join(part for part in (self.lead, *(child.text for child in self.children)) if part)


def build(text: str, provisions: Sequence[Provision], source: str, *, first: int = 0) -> tuple[Node, ...]:
    """Build the tree of a parsed act.

    Args:
        text: Canonical text.
        provisions: Its provisions, parents before children.
        source: Number of the act.
        first: Provisions that end before this offset are left out, and words before it do not count.
    """
    children: dict[str | None, list[Provision]] = {}
    for provision in provisions:
        if provision.end > first:
            children.setdefault(provision.parent, []).append(provision)
    text = " " * first + text[first:]
    return tuple(_node(text, provision, children, source) for provision in children.get(None, ()))


def _node(text: str, provision: Provision, children: dict[str | None, list[Provision]], source: str) -> Node:
    below = children.get(provision.id, [])
    lead_end = below[0].start if below else provision.end
    return Node(
        kind=_level(provision),
        value=value_of(provision.label),
        label=provision.label,
        lead=text[provision.start : lead_end].strip(),
        children=tuple(_node(text, child, children, source) for child in below),
        source=source,
        id=provision.id,
        heading=provision.heading,
    )


def _level(provision: Provision) -> str:
    is_form = provision.kind is ProvisionKind.ANNEX and re.match(
        r"(?:biểu\s*)?mẫu|biểu", provision.label, re.IGNORECASE
    )
    return "form" if is_form else str(provision.kind)


def value_of(label: str) -> str:
    """Return the number or letter of a label: "Điều 32c" -> "32c", "điểm đ" -> "đ", "Phụ lục số 02" -> "2"."""
    match = re.search(r"(?:số\s+)?([\wĐđ]+(?:[.\-/][\wĐđ]+)*)\s*[.):]?\s*$", label)
    return re.sub(r"^0+(?=\d)", "", match[1]) if match else ""


def same_value(kind: str, left: str, right: str) -> bool:
    """Tell whether two numbers name the same unit: roman and arabic are equal except for points."""
    if left == right:
        return True
    if kind in {"point", "subpoint"}:
        return False
    return _number(left) == _number(right)


def _number(value: str) -> str:
    upper = value.upper()
    if upper and all(letter in _ROMAN for letter in upper):
        digits = [_ROMAN[letter] for letter in upper]
        signed = [-d if any(e > d for e in digits[i + 1 : i + 2]) else d for i, d in enumerate(digits)]
        return str(sum(signed))
    return value.lower()


def number_of(value: str) -> int:
    """Return the number that a roman or arabic numeral stands for; 0 when it is neither ("IIa")."""
    number = _number(value)
    return int(number) if number.isdigit() else 0


def find(nodes: Sequence[Node], target: Target) -> tuple[int, ...] | None:
    """Return the path of child positions to a target, or None.

    A step may be found below levels that the address leaves out (Điều 5 below Chương II); provisions of the main
    body are preferred to those inside annexes.
    """
    return _find(tuple(nodes), target.steps)


def _find(nodes: tuple[Node, ...], steps: tuple[tuple[str, str], ...]) -> tuple[int, ...] | None:
    if not steps:
        return ()
    kind, value = steps[0]
    for path in _paths(nodes, kind, value):
        rest = _find(at(nodes, path).children, steps[1:])
        if rest is not None:
            return path + rest
    return None


def _paths(nodes: tuple[Node, ...], kind: str, value: str) -> list[tuple[int, ...]]:
    here = [(i,) for i, node in enumerate(nodes) if _is(node, kind, value)]
    ordered = sorted(range(len(nodes)), key=lambda i: nodes[i].kind in {"annex", "form"})
    below = [
        (i, *path) for i in ordered if _may_hold(nodes[i], kind) for path in _paths(nodes[i].children, kind, value)
    ]
    return here + below


def _is(node: Node, kind: str, value: str) -> bool:
    # Annexes call their numbered items "điểm 1"; the tree calls them clauses.
    level = "clause" if kind == "point" and value.isdigit() and node.kind == "clause" else kind
    return node.kind == level and same_value(level, node.value, value)


_INSIDE = {
    "clause": {"annex", "form", "section", "subsection", "chapter", "part"},
    "point": {"annex", "form", "section", "subsection"},
}


def _may_hold(node: Node, kind: str) -> bool:
    # An article's own clauses are looked for in that article only, never in its neighbours.
    if kind in {"clause", "point", "subpoint"}:
        return node.kind in _INSIDE.get(kind, set())
    return node.kind not in {"article", "clause", "point", "subpoint"}


def at(nodes: Sequence[Node], path: tuple[int, ...]) -> Node:
    """Return the node at a path.

    Raises:
        IndexError: No such path.
    """
    node = nodes[path[0]]
    for index in path[1:]:
        node = node.children[index]
    return node


def update(nodes: Sequence[Node], path: tuple[int, ...], change: Callable[[Node], Sequence[Node]]) -> tuple[Node, ...]:
    """Return the tree with the node at a path replaced by what ``change`` returns (none, one or several)."""
    head, rest = path[0], path[1:]
    before, node, after = nodes[:head], nodes[head], nodes[head + 1 :]
    new = (replace(node, children=update(node.children, rest, change)),) if rest else tuple(change(node))
    return (*before, *new, *after)


def walk(nodes: Sequence[Node]) -> list[Node]:
    """Return every node, parents before children."""
    return [item for node in nodes for item in (node, *walk(node.children))]
