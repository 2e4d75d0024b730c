"""Acts named inside an instruction: hidden from the address grammar, remembered in order.

``⟪0⟫`` stands for the first act named, ``⟪này⟫`` for the amending act itself.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass

from registry.numbers import find_numbers

KINDS = (
    r"(?:Bộ luật|Luật|Pháp lệnh|Nghị quyết liên tịch|Nghị quyết|Nghị định|Quyết định|Chỉ thị|Thông tư liên tịch"
    r"|Thông tư liên lịch|Thông tư|Quy chế|Quy định|Điều lệ)"
)
_BECOMES = (
    r"(?:thành|bằng)\s*(?::|⟦|(?:các|lần lượt|cụm từ|nội dung|từ|chữ|số|đoạn|mẫu|phụ lục|biểu|điều|khoản|điểm|mục|⟪)"
    r"\s)"
)
STOP = rf"(?=\s+(?:như sau\b|lần lượt\b|tương ứng\b|(?i:{_BECOMES}))|\s*[:;⟦\n]|\.\s*$|\.\s|$)"
_OWN = re.compile(rf"{KINDS}\s+này\b", re.IGNORECASE)
_ACT = re.compile(
    rf"(?:(?:một số (?:điều|nội dung|khoản|điểm|quy định)\s+)?(?:của|tại|thuộc|trong)\s+)?(?:các\s+)?{KINDS}"
    rf"\s+(?:số\s+)?(?=[\d⟪]|[A-ZĐ])[^⟦\n]*?{STOP}"
)
_CHANGED = re.compile(
    rf"[,(]?\s*(?:đã\s+)?được\s+(?:sửa đổi|bổ sung|thay thế)(?:\s*,\s*(?:bổ sung|thay thế|sửa đổi))*[^⟦\n]*?{STOP}",
    re.IGNORECASE,
)
_CHANGED_ASIDE = re.compile(r"\s*\((?:đã\s+)?(?:được\s+)?(?:sửa đổi|bổ sung|thay thế)[^()⟦\n]*\)", re.IGNORECASE)
_NEXT = re.compile(
    rf"(?:,|\bvà)\s+(?=(?:các\s+|từ\s+)?(?:(?:điểm|khoản|Điều|Mục|Chương|Phụ lục|Mẫu)\s[^;⟦\n]{{1,160}}?)?"
    rf"{KINDS}\s+(?:liên tịch\s+)?số\s+\d)",
    re.IGNORECASE,
)
_ABOUT = re.compile(r"\b(?:quy định|hướng dẫn|về|sửa đổi|thi hành|ban hành)\b", re.IGNORECASE)
_ATTACHED = re.compile(
    r"\b(?:Quy chế|Quy định|Quy trình|Nội quy|Điều lệ|Hướng dẫn|Chương trình|Kế hoạch|Đề án)\b[^;⟦\n]*?kèm theo\s*$",
    re.IGNORECASE,
)
_LAW = re.compile(
    r"(?:Bộ luật|Luật|Pháp lệnh)\s+[A-ZĐÀ-Ỹ][^\d,.;:(⟦]*?(?=\s+(?:số|năm|ngày|đã|được|của)\b|\s*[\d,.;:(⟦]|$)"
)


@dataclass(frozen=True, slots=True)
class NamedAct:
    """An act as an instruction names it.

    Args:
        number: Canonical number, or None when only a name is written.
        name: Name of a law written without number ("Luật Bảo hiểm y tế"), or an empty string.
        attached: True when the words point into the text issued with the act ("Quy chế ban hành kèm theo ...").
    """

    number: str | None
    name: str = ""
    attached: bool = False


@dataclass(frozen=True, slots=True)
class Masked:
    """An instruction with the acts it names hidden.

    Args:
        text: ``⟪n⟫`` stands for the act of that index, ``⟪này⟫`` for the amending act.
        acts: In order.
    """

    text: str
    acts: tuple[NamedAct, ...]


def mask(words: str) -> Masked:
    """Hide what is not an address of the amended act: other acts' names and the history of their amendments."""
    hidden = _CHANGED.sub("", _CHANGED_ASIDE.sub("", _OWN.sub(" ⟪này⟫", words)))
    acts: list[NamedAct] = []
    pieces: list[str] = []
    position = 0
    for start, end in _spans(hidden):
        named = _named(hidden[start:end], hidden[position:start])
        if named is None:
            continue
        pieces += [hidden[position:start], f" ⟪{len(acts)}⟫"]
        acts.append(named)
        position = end
    return Masked("".join([*pieces, hidden[position:]]), tuple(acts))


def _spans(text: str) -> Iterator[tuple[int, int]]:
    position = 0
    while match := _ACT.search(text, position):
        end = _before_next(text, match)
        yield match.start(), end
        position = end


def _before_next(text: str, match: re.Match[str]) -> int:
    """Cut "Thông tư số A, khoản 2 Điều 3 Thông tư số B" before the second address, unless A is about what follows."""
    for found in _NEXT.finditer(match[0]):
        if not _ABOUT.search(match[0][: found.start()]):
            return match.start() + found.start()
    return match.end() if match.end() > match.start() else len(text)


def _named(words: str, before: str) -> NamedAct | None:
    attached = _ATTACHED.search(before + words[: _kind_start(words)]) is not None
    number = next((found.number.canonical for found in find_numbers(words)), None)
    law = _LAW.search(words)
    if number is None and law is None:
        return None
    return NamedAct(number, "" if number or law is None else " ".join(law[0].split()), attached)


def _kind_start(words: str) -> int:
    matches = list(re.finditer(rf"{KINDS}\s+số\s", words))
    return matches[0].start() if matches else 0


def numbered(act: NamedAct | None, text: str) -> NamedAct | None:
    """Give a law named without number the number that the text writes beside the same name, if it is a single one."""
    if act is None or act.number or not act.name:
        return act
    pattern = re.compile(rf"{re.escape(act.name)}\s+(?:số\s+)?(?=\d)")
    found = {
        next((item.number.canonical for item in find_numbers(text[match.end() : match.end() + 40])), None)
        for match in pattern.finditer(text)
    } - {None}
    return NamedAct(found.pop(), act.name, act.attached) if len(found) == 1 else act
