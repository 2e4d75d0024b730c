"""What a sentence of an instruction stands in, and the operations that its addresses give."""

import re
from dataclasses import dataclass, replace

from registry.consolidation.naming import NamedAct
from registry.consolidation.operations import Operation, Target
from registry.consolidation.part_words import without_part
from registry.consolidation.quotes import Lifted
from registry.consolidation.targets import HEADING, groups, targets

MARK = re.compile(r"⟦(\d+)⟧")
ACT_MARK = re.compile(r"⟪(\d+)⟫")
UNREADABLE = re.compile(
    r"\b(?:khổ|đoạn|gạch|dòng|câu|bảng|cột|hàng|tiết|điểm|khoản|số thứ tự|ghi chú|công thức|ý|tiêu chí|ví dụ)\b",
    re.IGNORECASE,
)


_PLAIN = frozenset(
    re.findall(
        r"\w+",
        "của tại và các thuộc trong ban hành kèm theo quy định nội dung toàn bộ hoặc một phần số những vào sau cho"
        " như này điều khoản điểm chế lệ đây",
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


def about(frame: Frame, act: NamedAct | None) -> Operation:
    """Return the shared operation, about one act."""
    if act is None:
        return frame.shared
    return replace(frame.shared, act=act.number, name=act.name, attached=act.attached)


def quote(frame: Frame, marks: str) -> str:
    """Return the first quotation that marks stand for."""
    found = MARK.search(marks)
    return frame.lifted.quotes[int(found[1])] if found else ""


def quotes(frame: Frame, marks: str) -> list[str]:
    """Return every quotation that marks stand for."""
    return [frame.lifted.quotes[int(number)] for number in MARK.findall(marks)]


def addressed(text: str, frame: Frame) -> list[Operation]:
    """Return one operation for every provision addressed, each about the act written after it."""
    pieces = ACT_MARK.split(text)
    result: list[Operation] = []
    for index in range(0, len(pieces), 2):
        act = frame.acts[int(pieces[index + 1])] if index + 1 < len(pieces) else frame.act
        base = frame.base if len(frame.acts) < 2 else Target()
        result += [replace(about(frame, act), target=target.within(base)) for target in targets(pieces[index])]
    return result


_EVERYWHERE = re.compile(
    r"(?:tại|trong|ở|của)?\s*(?:tại\s+)?(?:toàn bộ\s+|tất cả\s+)?(?:(?:nội dung|các quy định)\s+)?"
    r"(?:(?:tại|trong|của)\s+)?"
    r"(?:các\s+điều(?:\s*,\s*khoản)?(?:\s*,\s*điểm)?\s+(?:của|trong|tại)\s+)?(?:toàn bộ\s+)?"
    r"(?:Bộ luật|Luật|Pháp lệnh|Nghị quyết|Nghị định|Quyết định|Thông tư liên tịch|Thông tư|văn bản)[\s.;,]*$"
)
"""Words that mean the whole act without naming it: "trong toàn bộ Thông tư"."""


def places_of(text: str, frame: Frame) -> list[Operation]:
    """Return one operation for every place where words are changed; none when the text says more than can be read."""
    text, part = without_part(text)
    if part is None and _EVERYWHERE.fullmatch(text.strip()):
        return [replace(about(frame, frame.act), target=Target())]
    if says_more(text) or UNREADABLE.search(residue(text)):
        return []
    found = addressed(text, frame) or [replace(about(frame, frame.act), target=frame.base)]
    if part is not None and (len(found) > 1 or not found[0].target.steps):
        return []
    return [replace(item, part=part) for item in found]


def residue(text: str) -> str:
    """Return what the address grammar leaves of a text: "đoạn thứ hai khoản 1 Điều 5" -> "đoạn thứ hai"."""
    pieces, position = [], 0
    for group in groups(text):
        before = text[position : group.start]
        pieces.append(HEADING.sub("", before) if group.heading else before)
        position = group.end
    left = " ".join([*pieces, text[position:]])
    return re.sub(r"\bcác\s+điều,\s*khoản\b|\bđiều,\s*khoản,\s*điểm\b|\bđiểm,\s*khoản,\s*điều\b", "", left)


def says_more(text: str) -> bool:
    """Tell whether words besides the addresses narrow what is meant: "quy trình số 1 Mục VI", "Mục V Phụ lục"."""
    left = ACT_MARK.sub(" ", residue(text).replace("⟪này⟫", " ")).lower()
    return any(word not in _PLAIN for word in re.findall(r"[^\W_]+", left))
