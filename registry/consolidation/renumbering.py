"""Units that get another number in the place where they stand: "khoản 3 Điều 5 được đánh số lại thành khoản 4"."""

import re
from collections.abc import Sequence
from dataclasses import replace
from itertools import pairwise

from registry.consolidation.change import LABELS, CannotApplyError, Source, Tree, noted, words_of
from registry.consolidation.frames import Frame, about, says_more
from registry.consolidation.operations import Action, Operation, Target
from registry.consolidation.places import found_in, in_order
from registry.consolidation.targets import targets
from registry.consolidation.tree import Node, at, find, update
from registry.consolidation.wording import settled, step_of

_TURNED = r"(?:chuyển|đổi|đánh\s+(?:lại\s+)?số(?:\s+lại)?|sắp\s+xếp\s+lại)(?:\s+(?:số\s+)?thứ\s+tự)?"
_UNITS = r"(?:các\s+)?(?:điều|khoản|điểm)\s[^⟦\n]*?"
_SENTENCE = re.compile(
    rf"^(?:{_TURNED}\s+(?:của\s+)?)?(?P<old>{_UNITS})\s*,?\s+(?:được\s+)?(?:{_TURNED}\s+)?"
    rf"(?:lần lượt\s+|tương ứng\s+)?thành\s+(?:lần lượt\s+|tương ứng\s+)?(?P<new>{_UNITS})"
    r"(?:\s+(?:lần lượt|tương ứng))?[\s.;]*$",
    re.IGNORECASE,
)
_TELLS = re.compile(rf"\b{_TURNED}\b", re.IGNORECASE)


def renumberings(sentence: str, frame: Frame) -> list[Operation]:
    """Read units that get other numbers; nothing when they also move, or when the lists do not pair."""
    match = _SENTENCE.match(sentence.strip())
    if not match or not _TELLS.search(sentence) or says_more(match["old"]) or says_more(match["new"]):
        return []
    old, new = targets(match["old"]), targets(match["new"])
    if not old or len(old) != len(new):
        return []
    around = old[-1].within(new[-1]).within(frame.base)
    pairs = [(_placed(a, around), _placed(b, around)) for a, b in zip(old, new, strict=True)]
    if any(a.steps[:-1] != b.steps[:-1] or a.kind != b.kind or a.heading or b.heading for a, b in pairs):
        return []
    whole = replace(about(frame, frame.act), action=Action.RENUMBER)
    found = [replace(whole, target=a, anchor=b) for a, b in pairs]
    return found[::-1] if in_order(old[0].value, new[0].value) else found


def _placed(target: Target, around: Target) -> Target:
    return target.within(Target(around.steps[:-1]))


def renumber(nodes: Tree, operation: Operation, source: Source) -> Tree:
    """Return the tree with one unit under another number.

    Raises:
        CannotApplyError: It is not there, the number is taken, or the units would no longer stand in order.
    """
    new = operation.anchor or Target()
    path = found_in(nodes, operation.target)
    taken = find(nodes, new)
    if taken is not None and not at(nodes, taken).repealed:
        raise CannotApplyError(f"Đã có {words_of(new)}, không thể đánh số lại.")
    moved = update(nodes, path, lambda old: (noted(_relabelled(old, new, source), source),))
    if taken is not None:
        moved = update(moved, taken, lambda _: ())
        path = (*path[:-1], path[-1] - (taken < path))
    siblings = at(moved, path[:-1]).children if path[:-1] else moved
    near = [node.value for node in siblings[max(0, path[-1] - 1) : path[-1] + 2] if node.kind == new.kind]
    if not all(in_order(a, b) for a, b in pairwise(near)):
        raise CannotApplyError(f"Chưa rõ chỗ của {words_of(new)} sau khi đánh số lại.")
    return moved


def _relabelled(old: Node, new: Target, source: Source) -> Node:
    label = LABELS.get(old.kind, "").format(old.value)
    begins = re.match(r"\s*" + r"\s+".join(map(re.escape, label.split())), old.lead) if label else None
    if begins is None:
        raise CannotApplyError(f"Không tách được số cũ của {old.label}.")
    lead = LABELS[old.kind].format(new.value) + old.lead[begins.end() :]
    name = re.sub(r"\S+$", new.value, old.label)
    node = replace(old, value=new.value, label=name, lead=lead, source=source.number)
    last = step_of(replace(node, id=""))
    return settled(node, ".".join([*_above(old.id), last]))


def _above(address: str) -> Sequence[str]:
    return address.split(".")[:-1]
