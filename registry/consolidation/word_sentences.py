"""Readers of instructions that change words inside a provision, or one part of it."""

import re
from dataclasses import replace

from registry.consolidation import phrasing
from registry.consolidation.frames import MARK, Frame, places_of, quote, quotes
from registry.consolidation.operations import Action, Operation, Target
from registry.consolidation.part_words import part_of
from registry.consolidation.targets import targets


def phrases(sentence: str, frame: Frame) -> list[Operation]:
    """Read "bỏ cụm từ A ...", "bổ sung cụm từ A vào sau cụm từ B ...", "thay cụm từ A bằng cụm từ B ..."."""
    if match := phrasing.DROP_PHRASE.match(sentence):
        if "⟦" in match["where"]:
            return []
        return [
            replace(where, action=Action.DROP_PHRASE, phrase=old)
            for old in quotes(frame, match["old"])
            for where in places_of(match["where"], frame)
        ]
    added = list(phrasing.ADD_PHRASE.finditer(sentence))
    operations = [
        replace(where, action=_side(match["side"]), phrase=quote(frame, match["old"]), text=quote(frame, match["new"]))
        for match in added
        for where in places_of(match["where"], frame)
    ]
    if operations:
        return operations if _all_used(sentence, added) else []
    return _replaced_phrases(sentence, frame)


_NEXT_WORDS = re.compile(rf"\s*[;,]?\s*(?:và\s+)?{phrasing.WORDS}\s*$", re.IGNORECASE)
"""Words that lead on to the next phrase of a list: "tại khoản 1 Điều 3; cụm từ ..."."""


def _side(word: str) -> Action:
    return Action.ADD_PHRASE_BEFORE if "trước" in word.lower() else Action.ADD_PHRASE_AFTER


def _all_used(sentence: str, matches: list[re.Match[str]]) -> bool:
    """Tell whether every quotation has its part: a sentence read by half would be a guess."""
    used = sum(len(MARK.findall(match["old"] + match["new"])) for match in matches)
    return used == len(MARK.findall(sentence))


def _replaced_phrases(sentence: str, frame: Frame) -> list[Operation]:
    matches = list(phrasing.REPLACE_PHRASE.finditer(sentence))
    if not matches or not _all_used(sentence, matches):
        return []
    last = places_of(matches[-1]["where2"], frame)
    result: list[Operation] = []
    for match in matches:
        place = match["where1"] if targets(match["where1"]) else _NEXT_WORDS.sub("", match["where2"])
        chosen = places_of(place, frame) if targets(place) else last
        if not chosen:
            return []  # a sentence read by half would drop the other half
        result += [
            replace(where, action=Action.REPLACE_PHRASE, phrase=old, text=quote(frame, match["new"]))
            for old in quotes(frame, match["old"])
            for where in chosen
        ]
    return result


def paired_phrases(sentence: str, frame: Frame) -> list[Operation]:
    """Read "thay thế các cụm từ A, B lần lượt bằng các cụm từ C, D tại ..."."""
    match = phrasing.PAIRED_PHRASES.match(sentence)
    old, new = (quotes(frame, match["old"]), quotes(frame, match["new"])) if match else ([], [])
    if not match or len(new) < 2 or len(old) != len(new):
        return []
    place = match["where1"] if targets(match["where1"]) else match["where2"]
    return [
        replace(where, action=Action.REPLACE_PHRASE, phrase=one, text=other)
        for one, other in zip(old, new, strict=True)
        for where in places_of(place, frame)
    ]


_PART_ACTIONS = (
    (phrasing.DROP_PART, Action.DROP_PART),
    (phrasing.ADD_PART, Action.ADD_PART_AFTER),
    (phrasing.REPLACE_PART, Action.REPLACE_PART),
)


def parts(sentence: str, frame: Frame) -> list[Operation]:
    """Read what is said of one paragraph, sentence, dash or row of a provision."""
    for pattern, action in _PART_ACTIONS:
        match = pattern.match(sentence)
        if match is None:
            continue
        part = part_of(match)
        found = places_of(match["where"], frame)
        if part.unit != "column" and len(found) == 1 and found[0].target.steps and found[0].part is None:
            words = match.groupdict()
            before = (words.get("side") or "").lower() == "trước"
            chosen = Action.ADD_PART_BEFORE if before else action
            return [replace(found[0], action=chosen, part=part, text=quote(frame, words.get("new") or ""))]
    return _counted_part(sentence, frame)


def _counted_part(sentence: str, frame: Frame) -> list[Operation]:
    """Read "bổ sung đoạn thứ hai vào khoản 2": the new part follows the one that is counted before it."""
    match = phrasing.ADD_NTH_PART.match(sentence)
    found = places_of(match["where"], frame) if match else []
    part = part_of(match) if match else None
    if not match or part is None or part.unit not in {"paragraph", "dash"} or part.place < 2 or len(found) != 1:
        return []
    if not found[0].target.steps or found[0].part is not None:
        return []
    before = replace(part, place=part.place - 1, words=f"phần đứng trước {part.words}")
    return [replace(found[0], action=Action.ADD_PART_AFTER, part=before, text=quote(frame, match["new"]))]


def lead_and_units(sentence: str, frame: Frame) -> list[Operation]:
    """Read "sửa đổi đoạn mở đầu và điểm a khoản 2 Điều 5": the lead is that of the unit around the first one."""
    match = phrasing.LEAD_AND_UNITS.match(sentence)
    units = places_of(match["units"], frame) if match else []
    if not match or not units or any(len(item.target.steps) < 2 for item in units):
        return []
    text = "\n".join(quotes(frame, match["new"]))
    around = Target(units[0].target.steps[:-1])
    return [
        replace(units[0], action=Action.RELEAD, target=around, text=text),
        *(replace(item, action=Action.REPLACE, text=text) for item in units),
    ]
