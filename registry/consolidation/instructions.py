"""Read the instructions of an amending act. What cannot be read becomes an UNREAD operation, never a guess."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from registry.consolidation import phrasing
from registry.consolidation.operations import NOWHERE, Action, Operation, Target
from registry.consolidation.quotes import Lifted, lift
from registry.consolidation.targets import groups, targets
from registry.document import Provision, ProvisionKind
from registry.numbers import find_numbers

_LABEL = re.compile(
    r"^\s*(?:Điều\s+\d+[a-zđ]?\d*\s*[.:]?|\d+[a-zđ]?\d*(?:\.\d+)*\s*[.)]|[a-zđ]\d*\s*[.)]|[-+•])\s*", re.IGNORECASE
)
_KINDS = (
    r"(?:Bộ luật|Luật|Pháp lệnh|Nghị quyết liên tịch|Nghị quyết|Nghị định|Quyết định|Chỉ thị|Thông tư liên tịch"
    r"|Thông tư liên lịch|Thông tư|Quy chế|Quy định|Điều lệ)"
)
_STOP = r"(?=\s+(?:như sau|thành|bằng|lần lượt|tương ứng)\b|\s*[:;⟦\n]|\.\s*$|\.\s|$)"
_OWN = re.compile(rf"{_KINDS}\s+này\b", re.IGNORECASE)
_ACT = re.compile(
    rf"(?:(?:một số (?:điều|nội dung|khoản|điểm|quy định)\s+)?(?:của|tại|thuộc|trong)\s+)?(?:các\s+)?{_KINDS}"
    rf"\s+(?:số\s+)?(?=[\d⟪]|[A-ZĐ])[^⟦\n]*?{_STOP}"
)
_CHANGED = re.compile(
    rf"[,(]?\s*(?:đã\s+)?được\s+(?:sửa đổi|bổ sung|thay thế)(?:\s*,\s*(?:bổ sung|thay thế|sửa đổi))*[^⟦\n]*?{_STOP}",
    re.IGNORECASE,
)
_MARK = re.compile(r"⟦(\d+)⟧")


@dataclass(frozen=True, slots=True)
class _Context:
    """What an enclosing provision says about those below it."""

    act: str | None = None
    base: Target = NOWHERE
    amending: bool = False


def read_instructions(text: str, provisions: Sequence[Provision], title: str = "") -> tuple[Operation, ...]:
    """Read every amending instruction of an act.

    Args:
        text: Canonical text of the amending act.
        provisions: Its provisions, parents before children; quoted wording is not among them.
        title: Its title; when it names a single act, instructions that name none are about that one.
    """
    children: dict[str | None, list[Provision]] = {}
    for provision in provisions:
        children.setdefault(provision.parent, []).append(provision)
    context = _Context(act=_only_act(title))
    return tuple(_read_below(text, None, children, context))


def _only_act(text: str) -> str | None:
    numbers = {found.number.canonical for found in find_numbers(text)}
    return numbers.pop() if len(numbers) == 1 else None


def _read_below(
    text: str, parent: str | None, children: dict[str | None, list[Provision]], context: _Context
) -> Iterator[Operation]:
    for provision in children.get(parent, ()):
        if provision.kind is ProvisionKind.ANNEX:
            continue
        below = children.get(provision.id, [])
        lead = text[provision.start : below[0].start if below else provision.end]
        inner = _enter(lead, context)
        if below:
            yield from _read_below(text, provision.id, children, inner)
        elif phrasing.is_instruction(_unlabelled(lead)):
            yield from _read_leaf(provision, lead, context)


def _unlabelled(text: str) -> str:
    return _LABEL.sub("", text, count=1)


def _enter(lead: str, context: _Context) -> _Context:
    """Return the context that a provision's own words give to the provisions below it."""
    words = lift(_unlabelled(lead)).text
    if not phrasing.is_instruction(words):
        return replace(context, amending=context.amending)
    named = _named_act(words)
    masked = _mask(words)
    found = targets(phrasing.single_verbs(masked))
    base = found[0].within(context.base) if len(found) == 1 else context.base
    return _Context(act=named or context.act, base=base, amending=True)


def _named_act(words: str) -> str | None:
    """Return the number of the act that an instruction is about: the first one named, its own act left out."""
    cut = _CHANGED.search(words)
    head = words[: cut.start()] if cut else words
    for found in find_numbers(head):
        return found.number.canonical
    return None


def _mask(words: str) -> str:
    """Hide what is not an address of the amended act: other acts' names and their amendment history."""
    hidden = _OWN.sub(" ⟪này⟫", words)
    hidden = _CHANGED.sub("", hidden)
    return _ACT.sub(" ⟪act⟫", hidden)


def _read_leaf(provision: Provision, lead: str, context: _Context) -> Iterator[Operation]:
    lifted = lift(_unlabelled(lead))
    act = _named_act(lifted.text) or context.act
    words = phrasing.single_verbs(_mask(lifted.text))
    shared = Operation(Action.UNREAD, act, context.base, provision.id, provision.start, provision.end)
    found: list[Operation] = []
    for sentence in phrasing.sentences(words):
        found.extend(_read_sentence(sentence, lifted, shared, context))
    yield from _complete(_with_fragments(found, lifted))


def _read_sentence(sentence: str, lifted: Lifted, shared: Operation, context: _Context) -> list[Operation]:
    for reader in (_phrases, _retitle, _annexes, _repeal, _insert, _replacement):
        operations = reader(sentence, lifted, shared, context)
        if operations:
            return operations
    if not context.amending and shared.act is None:
        return []
    return [replace(shared, reason="Không đọc được chỉ dẫn sửa đổi này.")]


def _quote(lifted: Lifted, mark: str) -> str:
    match = _MARK.search(mark)
    return lifted.quotes[int(match[1])] if match else ""


def _quotes(lifted: Lifted, marks: str) -> list[str]:
    return [lifted.quotes[int(number)] for number in _MARK.findall(marks)]


def _where(text: str, context: _Context) -> list[Target]:
    found = [target.within(context.base) for target in targets(text)]
    return found or [context.base]


def _phrases(sentence: str, lifted: Lifted, shared: Operation, context: _Context) -> list[Operation]:
    if match := phrasing.DROP_PHRASE.match(sentence):
        return [
            replace(shared, action=Action.DROP_PHRASE, target=target, phrase=old)
            for old in _quotes(lifted, match["old"])
            for target in _where(match["where"], context)
        ]
    added = [
        replace(shared, action=_side(match["side"]), target=target, phrase=_quote(lifted, match["old"]),
                text=_quote(lifted, match["new"]))
        for match in phrasing.ADD_PHRASE.finditer(sentence)
        for target in _where(match["where"], context)
    ]  # fmt: skip
    return added or _replaced_phrases(sentence, lifted, shared, context)


def _side(word: str) -> Action:
    return Action.ADD_PHRASE_BEFORE if "trước" in word.lower() else Action.ADD_PHRASE_AFTER


def _replaced_phrases(sentence: str, lifted: Lifted, shared: Operation, context: _Context) -> list[Operation]:
    matches = list(phrasing.REPLACE_PHRASE.finditer(sentence))
    last = _where(matches[-1]["where2"], context) if matches else []
    result: list[Operation] = []
    for match in matches:
        place = match["where1"] if targets(match["where1"]) else match["where2"]
        chosen = _where(place, context) if targets(place) else last
        result += [
            replace(shared, action=Action.REPLACE_PHRASE, target=target, phrase=_quote(lifted, match["old"]),
                    text=_quote(lifted, match["new"]))
            for target in chosen
        ]  # fmt: skip
    return result


def _retitle(sentence: str, lifted: Lifted, shared: Operation, context: _Context) -> list[Operation]:
    for action, pattern in ((Action.RETITLE, phrasing.RETITLE), (Action.RELEAD, phrasing.RELEAD)):
        match = pattern.match(sentence)
        found = _where(match["where"], context) if match else []
        if match and len(found) == 1 and found[0].steps:
            return [replace(shared, action=action, target=found[0], text=_quote(lifted, match["new"]))]
    return []


def _annexes(sentence: str, lifted: Lifted, shared: Operation, context: _Context) -> list[Operation]:
    del lifted, context
    if match := phrasing.ANNEX.match(sentence):
        old, new = _annex_targets(match["old"]), _annex_targets(match["new"])
        if old and len(old) == len(new):
            return [
                replace(shared, action=Action.REPLACE_ANNEX, target=a, annex=b) for a, b in zip(old, new, strict=True)
            ]
    if match := phrasing.ADD_ANNEX.match(sentence):
        return [replace(shared, action=Action.ADD_ANNEX, target=t, annex=t) for t in _annex_targets(match["new"])]
    return []


def _annex_targets(text: str) -> list[Target]:
    return [target for target in targets(text) if target.steps[0][0] in {"annex", "form"}]


def _repeal(sentence: str, lifted: Lifted, shared: Operation, context: _Context) -> list[Operation]:
    del lifted
    match = phrasing.REPEAL.match(sentence)
    found = [target.within(context.base) for target in targets(match["where"])] if match else []
    return [replace(shared, action=Action.REPEAL, target=target) for target in found]


def _insert(sentence: str, lifted: Lifted, shared: Operation, context: _Context) -> list[Operation]:
    match = phrasing.INSERT.match(sentence)
    if not match:
        return []
    outer = targets(match["anchor"] or match["into"] or "")
    frame = outer[-1] if outer else Target()
    found = [target.within(_around(frame, target)).within(context.base) for target in targets(match["what"])]
    anchor = outer[-1].within(context.base) if match["anchor"] and outer else None
    text = "\n".join(_quotes(lifted, match["new"] or ""))
    return [replace(shared, action=Action.INSERT, target=target, anchor=anchor, text=text) for target in found]


def _around(frame: Target, target: Target) -> Target:
    """Return the part of an anchor's address that the new provision shares: all above its own level."""
    return Target(tuple(step for step in frame.steps if step[0] != target.kind)) if target.steps else frame


def _replacement(sentence: str, lifted: Lifted, shared: Operation, context: _Context) -> list[Operation]:
    match = phrasing.REPLACE.match(sentence)
    if not match or not groups(match["what"]):
        return []
    text = "\n".join(_quotes(lifted, match["new"] or ""))
    found = [target.within(context.base) for target in targets(match["what"])]
    return [replace(shared, action=Action.REPLACE, target=target, text=text) for target in found]


_WORDED = (Action.REPLACE, Action.INSERT)


def _with_fragments(found: list[Operation], lifted: Lifted) -> list[Operation]:
    """Give every instruction of one provision the wording that follows it, which they may share."""
    whole = "\n".join(lifted.quotes)
    return [
        replace(operation, text=whole) if operation.action in _WORDED and not operation.text else operation
        for operation in found
    ]


def _complete(found: list[Operation]) -> Iterator[Operation]:
    """Complete an address that leans on a later instruction, and refuse wording that is not there."""
    outer = Target()
    for operation in reversed(found):
        done = replace(operation, target=operation.target.within(outer))
        if done.target.steps:
            outer = done.target
        if done.action in _WORDED and not done.text:
            done = replace(done, action=Action.UNREAD, reason="Không thấy nội dung mới trong ngoặc kép.")
        found[found.index(operation)] = done
    yield from found
