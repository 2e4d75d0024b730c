"""Amending acts that are themselves amended: whose instructions count, in which wording, and from which day.

An act that amends others is read once for every day on which its own words change. An instruction that has not yet
taken effect is replaced by its newer wording, or falls away with it. One that already stands in the text is carried out
again in its newer wording; when it is repealed, what it added is taken out, and everything else stays pending: no
text says whether the former wording comes back.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import date
from itertools import groupby

from registry.consolidation.acts import Act, Change, amendment
from registry.consolidation.apply import apply
from registry.consolidation.change import CannotApplyError, Source, Tree
from registry.consolidation.dates import date_of, own_dates
from registry.consolidation.operations import Action, Operation
from registry.consolidation.tree import build, find
from registry.document import Provision
from registry.parsing.header_effective import effective_in
from registry.parsing.structure import provisions

_ADDS = {Action.INSERT, Action.ADD_ANNEX}
_UNDONE = (
    "Quy định sửa đổi này bị bãi bỏ sau khi đã có hiệu lực; văn bản bãi bỏ không nói nội dung trước đó có được"
    " khôi phục hay không."
)


@dataclass(frozen=True, slots=True)
class Found:
    """A tree on a day.

    Args:
        nodes: The provisions.
        left: Changes that are not in it, each with the reason, or None when its day has not come or is not known.
        applied: Numbers of the acts whose changes are.
    """

    nodes: Tree
    left: tuple[tuple[Change, str | None], ...]
    applied: tuple[str, ...]


def standing(base: Act, due: Sequence[Change], on: date) -> Found:
    """Return an act with the changes of a day applied.

    Args:
        base: The act as issued.
        due: What :func:`changes` found, in order.
        on: The day.
    """
    nodes: Tree = build(base.text, base.provisions, base.number)
    sources: dict[int, Source] = {}
    left: list[tuple[Change, str | None]] = []
    applied: dict[str, None] = {}
    for change in due:
        if change.on is None or change.on > on:
            left.append((change, None))
            continue
        try:
            nodes = apply(nodes, _again(nodes, change), replace(_source(change.act, sources), note=change.note))
            applied[change.act.number] = None
        except CannotApplyError as problem:
            left.append((change, problem.reason))
    return Found(nodes, tuple(left), tuple(applied))


def _source(act: Act, known: dict[int, Source]) -> Source:
    if id(act) not in known:
        known[id(act)] = Source(act.number, act.nodes or build(act.text, act.provisions, act.number))
    return known[id(act)]


def _again(nodes: Tree, change: Change) -> Operation:
    """Let an instruction whose former wording is in the text take its place instead of being added twice."""
    operation = change.operation
    if not change.again or operation.action not in _ADDS or find(nodes, operation.target) is None:
        return operation
    return replace(operation, action=Action.REPLACE if operation.action is Action.INSERT else Action.REPLACE_ANNEX)


def changes(base: Act, amending: Sequence[Act]) -> tuple[Change, ...]:
    """Return every operation that touches a base act, in the order in which they apply; undated ones come last."""
    found = [change for act in amending for change in (_chained(act, base) if act.amended_by else _stated(act, base))]
    return tuple(sorted(found, key=lambda item: (item.on or date.max, item.act.effective or date.max, item.act.number)))


def _stated(act: Act, base: Act) -> Iterator[Change]:
    dates = own_dates(act.text, act.provisions)
    for operation in amendment(act, base).operations:
        on, applied = date_of(operation.source, dates, act.effective)
        yield Change(act, operation, _after_suspension(on, act), applied)


def _after_suspension(on: date | None, act: Act) -> date | None:
    """Return the day on which an instruction counts, when it would have begun while its act was suspended."""
    for first, until in act.suspended:
        if on is not None and first <= on and (until is None or on < until):
            return until
    return on


def _chained(act: Act, base: Act) -> list[Change]:
    """Return the operations of an amending act that is itself amended."""
    due = changes(act, act.amended_by)
    current = _begun(act, due)
    if current.effective is None:
        return list(_stated(act, base))
    first = current.effective
    if any(_ends(change, first) for change in due):
        return []
    waiting, done = _by_source(_stated(current, base)), []
    for day, group in groupby((c for c in due if c.on and c.on > first), key=lambda change: change.on):
        assert day is not None
        by = " và ".join(dict.fromkeys(change.act.name for change in group))
        current = replace(_reissued(act, due, day), effective=first)
        waiting, settled = _turned(waiting, _by_source(_stated(current, base)), day, by)
        done += settled
    return [*done, *(change for each in waiting.values() for change in each)]


def _begun(act: Act, due: Sequence[Change]) -> Act:
    """Return an act as it stands on the day on which it takes effect, which its amendments may have moved."""
    for _ in range(2):
        current = _reissued(act, due, act.effective or date.max)
        if current.effective == act.effective:
            break
        act = replace(act, effective=current.effective)
    return current


def _ends(change: Change, first: date) -> bool:
    whole = change.operation.action is Action.REPEAL and not change.operation.target.steps
    return whole and change.on is not None and change.on <= first


def _reissued(act: Act, due: Sequence[Change], on: date) -> Act:
    """Return an act in the wording of a day, read anew."""
    found = standing(act, due, on)
    if not found.applied:
        return act
    body = (node.text for node in found.nodes if node.kind not in {"annex", "form"})
    text = "\n".join(body)
    tree, _ = provisions(text)
    told = _told(text, tree)
    moved = told if told and told != _told(act.text, act.provisions) else act.effective
    return replace(act, text=text, provisions=tree, effective=moved, nodes=found.nodes)


def _told(text: str, tree: Sequence[Provision]) -> date | None:
    """Return the first day in force that a text states as a date."""
    found, _ = effective_in(text, tree, None, (len(text), len(text)))
    return found.on if found else None


_BySource = dict[str, list[Change]]


def _by_source(found: Iterator[Change]) -> _BySource:
    sources: _BySource = {}
    for change in found:
        sources.setdefault(change.operation.source, []).append(change)
    return sources


def _turned(old: _BySource, new: _BySource, day: date, by: str) -> tuple[_BySource, list[Change]]:
    """Return what is waiting after a day on which an amending act changed, and what is settled by then."""
    waiting: _BySource = {}
    done: list[Change] = []
    for source in dict.fromkeys([*old, *new]):
        before, after = old.get(source, []), new.get(source, [])
        if _said(before) == _said(after):
            waiting[source] = before if all(c.on and c.on <= day for c in before) else after
        elif any(change.on and change.on <= day for change in before):
            done += before
            waiting[source] = _redone(before, after, day, by)
        else:
            waiting[source] = [replace(c, on=max(c.on, day) if c.on else None, by=by) for c in after]
    return waiting, done


def _redone(before: list[Change], after: list[Change], day: date, by: str) -> list[Change]:
    if after:
        return [replace(change, on=day, applied=None, by=by, again=True) for change in after]
    return [replace(change, on=day, applied=None, by=by, operation=_undone(change.operation)) for change in before]


def _undone(operation: Operation) -> Operation:
    if operation.action in _ADDS:
        return replace(operation, action=Action.REPEAL, text="")
    return replace(operation, action=Action.UNREAD, reason=_UNDONE)


def _said(found: Sequence[Change]) -> list[Operation]:
    """Return operations without their place in the text: what can be compared between two wordings of an act."""
    return [replace(change.operation, start=0, end=0) for change in found]
