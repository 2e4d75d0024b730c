"""One instruction -> operations: a reader for each way of wording, tried in order."""

import re
from collections.abc import Callable
from dataclasses import replace

from registry.consolidation import phrasing
from registry.consolidation.frames import (
    ACT_MARK,
    UNREADABLE,
    Frame,
    about,
    addressed,
    places_of,
    quote,
    quotes,
    residue,
    says_more,
)
from registry.consolidation.naming import NamedAct
from registry.consolidation.operations import LEVELS, Action, Operation, Target
from registry.consolidation.targets import groups, targets
from registry.consolidation.word_sentences import lead_and_units, paired_phrases, parts, phrases


def read_sentence(sentence: str, frame: Frame) -> list[Operation]:
    """Read one sentence; an amending one that fits no wording gives an UNREAD operation."""
    frame = replace(frame, act=_own_act(sentence, frame))
    for reader in _READERS:
        operations = reader(sentence, frame)
        if operations:
            return operations
    if not frame.amending and frame.act is None:
        return []
    return [replace(about(frame, frame.act), reason="Không đọc được chỉ dẫn sửa đổi này.")]


def _own_act(sentence: str, frame: Frame) -> NamedAct | None:
    return phrasing.first_act(sentence, frame.acts) or frame.act


def _retitle(sentence: str, frame: Frame) -> list[Operation]:
    for action, pattern in ((Action.RETITLE, phrasing.RETITLE), (Action.RELEAD, phrasing.RELEAD)):
        match = pattern.match(sentence)
        found = places_of(match["where"], frame) if match else []
        if match and len(found) == 1 and found[0].target.steps:
            return [replace(found[0], action=action, text=quote(frame, match["new"]))]
    return []


def _annexes(sentence: str, frame: Frame) -> list[Operation]:
    whole = about(frame, frame.act)
    if match := phrasing.ANNEX.match(sentence):
        old, new = _annex_targets(ACT_MARK.sub("", match["old"])), _annex_targets(ACT_MARK.sub("", match["new"]))
        if old and not new and _LIKEWISE.search(match["new"]):
            new = old
        if old and len(old) == len(new):
            return [
                replace(whole, action=Action.REPLACE_ANNEX, target=a, annex=b) for a, b in zip(old, new, strict=True)
            ]
    if match := phrasing.REISSUED_ANNEX.match(sentence):
        return [
            replace(whole, action=Action.REPLACE_ANNEX, target=target, annex=target)
            for target in _annex_targets(ACT_MARK.sub("", match["new"]))
        ]
    if match := phrasing.ADD_ANNEX.match(sentence):
        added = re.split(r"\s(?:vào\s+)?(?:ngay\s+)?(?:sau|trước)\s", match["new"], maxsplit=1)[0]
        return [replace(whole, action=Action.ADD_ANNEX, target=t, annex=t) for t in _annex_targets(added)]
    return []


_LIKEWISE = re.compile(r"^(?:các\s+)?(?:phụ lục|mẫu|biểu mẫu|biểu)\s+(?:mới\s+)?tương ứng\b", re.IGNORECASE)
"""Words after "bằng" that bring annexes under the numbers of those which they replace."""


def _annex_targets(text: str) -> list[Target]:
    """Return annexes and forms addressed; the part of an annex that a form stands in adds nothing to its address."""
    text = re.sub(r"\bPhần\s+[A-Z\d]+\b", "", text)
    return [target for target in targets(text) if target.steps[0][0] in {"annex", "form"}]


def _repeal(sentence: str, frame: Frame) -> list[Operation]:
    match = phrasing.REPEAL.match(sentence)
    if not match:
        return []
    where = _without_tail(match["where"])
    if groups(where) and says_more(where):
        return []
    found = [replace(item, action=Action.REPEAL) for item in addressed(where, frame)]
    if any(item.target.heading for item in found):
        return _untitled(found)
    return found or _repealed_acts(where, frame)


def _untitled(found: list[Operation]) -> list[Operation]:
    """Take away titles: "tên Mục 1, Mục 2 trong Chương III" is one head over a list of units of one level."""
    if not found[0].target.heading or len({item.target.kind for item in found}) > 1:
        return []
    return [replace(item, action=Action.RETITLE, target=replace(item.target, heading=True)) for item in found]


def _without_tail(where: str) -> str:
    """Drop words after the last act named that address nothing: they go on telling what that act is about."""
    last = [match.end() for match in ACT_MARK.finditer(where)][-1:]
    return where[: last[0]] if last and not groups(where[last[0] :]) else where


def _repealed_acts(where: str, frame: Frame) -> list[Operation]:
    """Read "Bãi bỏ (toàn bộ) Quyết định số ...": acts named without an address in them."""
    if not phrasing.WHOLE_ACTS.fullmatch(where.strip(" .;")):
        return []
    acts = [frame.acts[int(number)] for number in ACT_MARK.findall(where)]
    return [replace(about(frame, act), action=Action.REPEAL, target=Target()) for act in acts if act.number]


def _append(sentence: str, frame: Frame) -> list[Operation]:
    for action, pattern in ((Action.APPEND, phrasing.APPEND), (Action.APPEND_WORDS, phrasing.APPEND_WORDS)):
        match = pattern.match(sentence)
        found = places_of(match["where"], frame) if match else []
        if match and len(found) == 1 and found[0].target.steps and found[0].part is None:
            return [replace(found[0], action=action, text=quote(frame, match["new"]))]
    return []


def _insert(sentence: str, frame: Frame) -> list[Operation]:
    match = phrasing.INSERT.match(sentence)
    if not match or says_more(match["what"]):
        return []
    place, after = _anchor(match)
    outer = targets(place)
    around = outer[-1] if outer else Target()
    anchor = outer[-1].within(frame.base) if after and outer else None
    if says_more(place) or UNREADABLE.search(residue(place)) or (after and not outer):
        return []
    new = targets(match["what"])
    if not after and len(_containers(outer)) > 1:
        return []  # "bổ sung điểm c vào khoản 1, khoản 2": which wording belongs where is not told
    text = "\n".join(quotes(frame, match["new"] or ""))
    found = [target.within(_around(around, target)).within(frame.base) for target in new]
    whole = about(frame, frame.act)
    return [replace(whole, action=Action.INSERT, target=target, anchor=anchor, text=text) for target in found]


def _containers(found: tuple[Target, ...]) -> list[Target]:
    """Return the innermost of the provisions that a place names, chapters around an article left out."""
    deepest = max((LEVELS.index(target.kind) for target in found), default=0)
    return [target for target in found if LEVELS.index(target.kind) == deepest]


def _anchor(match: re.Match[str]) -> tuple[str, bool]:
    """Return the words that tell the place, and whether they name the provision before the new one."""
    if match["anchor"]:
        return match["anchor"], "trước" not in match["side"].lower()
    into = match["into"] or ""
    after = re.search(r"(?:và|,)\s+(?:ngay\s+)?(?:phía\s+|liền\s+)?sau\s+(.*)$", into, re.DOTALL | re.IGNORECASE)
    return (after[1], True) if after else (into, False)


def _around(frame: Target, target: Target) -> Target:
    """Return the part of an anchor's address that the new provision shares: all above its own level."""
    return Target(tuple(step for step in frame.steps if step[0] != target.kind)) if target.steps else frame


def _replacement(sentence: str, frame: Frame) -> list[Operation]:
    match = phrasing.REPLACE.match(sentence)
    if not match or not groups(match["what"]) or says_more(match["what"]):
        return []
    text = "\n".join(quotes(frame, match["new"] or ""))
    return [replace(item, action=Action.REPLACE, text=text) for item in addressed(match["what"], frame)]


_READERS: tuple[Callable[[str, Frame], list[Operation]], ...] = (
    parts,
    paired_phrases,
    phrases,
    lead_and_units,
    _retitle,
    _annexes,
    _repeal,
    _append,
    _insert,
    _replacement,
)
