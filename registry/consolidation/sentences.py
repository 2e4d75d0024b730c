"""One instruction -> operations: a reader for each way of wording, tried in order."""

import re
from collections.abc import Callable
from dataclasses import dataclass, replace

from registry.consolidation import phrasing
from registry.consolidation.naming import NamedAct
from registry.consolidation.operations import Action, Operation, Target
from registry.consolidation.quotes import Lifted
from registry.consolidation.targets import HEADING, groups, targets

_MARK = re.compile(r"⟦(\d+)⟧")
_ACT_MARK = re.compile(r"⟪(\d+)⟫")
_UNREADABLE = re.compile(
    r"\b(?:khổ|đoạn|gạch|dòng|câu|bảng|cột|hàng|tiết|điểm|khoản|số thứ tự|ghi chú|công thức|ý|tiêu chí|ví dụ)\b",
    re.IGNORECASE,
)


_PLAIN = frozenset(
    re.findall(
        r"\w+",
        "của tại và các thuộc trong ban hành kèm theo quy định nội dung toàn bộ hoặc một phần số những vào sau cho"
        " như này điều khoản điểm chế lệ",
    )
)
"""Words that may stand between the addresses of an instruction; any other word says something more."""


@dataclass(frozen=True, slots=True)
class Frame:
    """What a sentence stands in.

    Args:
        lifted: Its quotations.
        shared: An UNREAD operation with the fields that all operations of the provision share.
        base: The provision that enclosing instructions point at.
        act: The act meant when the sentence names none.
        acts: Acts by the index of their mark.
        amending: True below an amending instruction.
    """

    lifted: Lifted
    shared: Operation
    base: Target
    act: NamedAct | None
    acts: tuple[NamedAct, ...]
    amending: bool


def read_sentence(sentence: str, frame: Frame) -> list[Operation]:
    """Read one sentence; an amending one that fits no wording gives an UNREAD operation."""
    frame = replace(frame, act=_own_act(sentence, frame))
    for reader in _READERS:
        operations = reader(sentence, frame)
        if operations:
            return operations
    if not frame.amending and frame.act is None:
        return []
    return [replace(_about(frame, frame.act), reason="Không đọc được chỉ dẫn sửa đổi này.")]


def _own_act(sentence: str, frame: Frame) -> NamedAct | None:
    return phrasing.first_act(sentence, frame.acts) or frame.act


def _about(frame: Frame, act: NamedAct | None) -> Operation:
    if act is None:
        return frame.shared
    return replace(frame.shared, act=act.number, name=act.name, attached=act.attached)


def _quote(frame: Frame, marks: str) -> str:
    found = _MARK.search(marks)
    return frame.lifted.quotes[int(found[1])] if found else ""


def _quotes(frame: Frame, marks: str) -> list[str]:
    return [frame.lifted.quotes[int(number)] for number in _MARK.findall(marks)]


def _addressed(text: str, frame: Frame) -> list[Operation]:
    """Return one operation for every provision addressed, each about the act written after it."""
    pieces = _ACT_MARK.split(text)
    result: list[Operation] = []
    for index in range(0, len(pieces), 2):
        act = frame.acts[int(pieces[index + 1])] if index + 1 < len(pieces) else frame.act
        base = frame.base if len(frame.acts) < 2 else Target()
        result += [replace(_about(frame, act), target=target.within(base)) for target in targets(pieces[index])]
    return result


def _where(text: str, frame: Frame) -> list[Operation]:
    if _says_more(text) or _UNREADABLE.search(_residue(text)):
        return []
    return _addressed(text, frame) or [replace(_about(frame, frame.act), target=frame.base)]


def _residue(text: str) -> str:
    """Return what the address grammar leaves of a text: "đoạn thứ hai khoản 1 Điều 5" -> "đoạn thứ hai"."""
    pieces, position = [], 0
    for group in groups(text):
        before = text[position : group.start]
        pieces.append(HEADING.sub("", before) if group.heading else before)
        position = group.end
    left = " ".join([*pieces, text[position:]])
    return re.sub(r"\bcác\s+điều,\s*khoản\b|\bđiều,\s*khoản,\s*điểm\b|\bđiểm,\s*khoản,\s*điều\b", "", left)


def _says_more(text: str) -> bool:
    """Tell whether words besides the addresses narrow what is meant: "quy trình số 1 Mục VI", "Mục V Phụ lục"."""
    left = _ACT_MARK.sub(" ", _residue(text).replace("⟪này⟫", " ")).lower()
    return any(word not in _PLAIN for word in re.findall(r"[^\W_]+", left))


def _phrases(sentence: str, frame: Frame) -> list[Operation]:
    if match := phrasing.DROP_PHRASE.match(sentence):
        if "⟦" in match["where"]:
            return []
        return [
            replace(where, action=Action.DROP_PHRASE, phrase=old)
            for old in _quotes(frame, match["old"])
            for where in _where(match["where"], frame)
        ]
    added = list(phrasing.ADD_PHRASE.finditer(sentence))
    operations = [
        replace(
            where, action=_side(match["side"]), phrase=_quote(frame, match["old"]), text=_quote(frame, match["new"])
        )
        for match in added
        for where in _where(match["where"], frame)
    ]
    if operations:
        return operations if _all_used(sentence, added) else []
    return _replaced_phrases(sentence, frame)


def _side(word: str) -> Action:
    return Action.ADD_PHRASE_BEFORE if "trước" in word.lower() else Action.ADD_PHRASE_AFTER


def _all_used(sentence: str, matches: list[re.Match[str]]) -> bool:
    """Tell whether every quotation has its part: a sentence read by half would be a guess."""
    used = sum(len(_MARK.findall(match["old"] + match["new"])) for match in matches)
    return used == len(_MARK.findall(sentence))


def _replaced_phrases(sentence: str, frame: Frame) -> list[Operation]:
    matches = list(phrasing.REPLACE_PHRASE.finditer(sentence))
    if not matches or not _all_used(sentence, matches):
        return []
    last = _where(matches[-1]["where2"], frame)
    result: list[Operation] = []
    for match in matches:
        place = match["where1"] if targets(match["where1"]) else match["where2"]
        chosen = _where(place, frame) if targets(place) else last
        result += [
            replace(where, action=Action.REPLACE_PHRASE, phrase=old, text=_quote(frame, match["new"]))
            for old in _quotes(frame, match["old"])
            for where in chosen
        ]
    return result


def _retitle(sentence: str, frame: Frame) -> list[Operation]:
    for action, pattern in ((Action.RETITLE, phrasing.RETITLE), (Action.RELEAD, phrasing.RELEAD)):
        match = pattern.match(sentence)
        found = _where(match["where"], frame) if match else []
        if match and len(found) == 1 and found[0].target.steps:
            return [replace(found[0], action=action, text=_quote(frame, match["new"]))]
    return []


def _annexes(sentence: str, frame: Frame) -> list[Operation]:
    about = _about(frame, frame.act)
    if match := phrasing.ANNEX.match(sentence):
        old, new = _annex_targets(_ACT_MARK.sub("", match["old"])), _annex_targets(_ACT_MARK.sub("", match["new"]))
        if old and len(old) == len(new):
            return [
                replace(about, action=Action.REPLACE_ANNEX, target=a, annex=b) for a, b in zip(old, new, strict=True)
            ]
    if match := phrasing.REISSUED_ANNEX.match(sentence):
        return [
            replace(about, action=Action.REPLACE_ANNEX, target=target, annex=target)
            for target in _annex_targets(_ACT_MARK.sub("", match["new"]))
        ]
    if match := phrasing.ADD_ANNEX.match(sentence):
        return [replace(about, action=Action.ADD_ANNEX, target=t, annex=t) for t in _annex_targets(match["new"])]
    return []


def _annex_targets(text: str) -> list[Target]:
    """Return annexes and forms addressed; the part of an annex that a form stands in adds nothing to its address."""
    text = re.sub(r"\bPhần\s+[A-Z\d]+\b", "", text)
    return [target for target in targets(text) if target.steps[0][0] in {"annex", "form"}]


def _repeal(sentence: str, frame: Frame) -> list[Operation]:
    match = phrasing.REPEAL.match(sentence)
    if not match:
        return []
    where = _without_tail(match["where"])
    if groups(where) and _says_more(where):
        return []
    found = [replace(item, action=Action.REPEAL) for item in _addressed(where, frame)]
    if any(item.target.heading for item in found):
        return []
    return found or _repealed_acts(where, frame)


def _without_tail(where: str) -> str:
    """Drop words after the last act named that address nothing: they go on telling what that act is about."""
    last = [match.end() for match in _ACT_MARK.finditer(where)][-1:]
    return where[: last[0]] if last and not groups(where[last[0] :]) else where


def _repealed_acts(where: str, frame: Frame) -> list[Operation]:
    """Read "Bãi bỏ (toàn bộ) Quyết định số ...": acts named without an address in them."""
    if not phrasing.WHOLE_ACTS.fullmatch(where.strip(" .;")):
        return []
    acts = [frame.acts[int(number)] for number in _ACT_MARK.findall(where)]
    return [replace(_about(frame, act), action=Action.REPEAL, target=Target()) for act in acts if act.number]


def _append(sentence: str, frame: Frame) -> list[Operation]:
    match = phrasing.APPEND.match(sentence)
    found = _where(match["where"], frame) if match else []
    if match and len(found) == 1 and found[0].target.steps:
        return [replace(found[0], action=Action.APPEND, text=_quote(frame, match["new"]))]
    return []


def _insert(sentence: str, frame: Frame) -> list[Operation]:
    match = phrasing.INSERT.match(sentence)
    if not match or _says_more(match["what"]):
        return []
    place, after = _anchor(match)
    outer = targets(place)
    around = outer[-1] if outer else Target()
    anchor = outer[-1].within(frame.base) if after and outer else None
    if _UNREADABLE.search(_residue(place)) or (after and not outer):
        return []
    text = "\n".join(_quotes(frame, match["new"] or ""))
    found = [target.within(_around(around, target)).within(frame.base) for target in targets(match["what"])]
    about = _about(frame, frame.act)
    return [replace(about, action=Action.INSERT, target=target, anchor=anchor, text=text) for target in found]


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
    if not match or not groups(match["what"]) or _says_more(match["what"]):
        return []
    text = "\n".join(_quotes(frame, match["new"] or ""))
    return [replace(item, action=Action.REPLACE, text=text) for item in _addressed(match["what"], frame)]


_READERS: tuple[Callable[[str, Frame], list[Operation]], ...] = (
    _phrases,
    _retitle,
    _annexes,
    _repeal,
    _append,
    _insert,
    _replacement,
)
