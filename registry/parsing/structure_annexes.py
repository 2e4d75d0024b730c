"""Where annexes, forms and attached regulations begin after the body of a document."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Final

from registry.parsing.structure_labels import Label, Level, ordinal, read_label
from registry.parsing.structure_zones import MOTTO, signs
from registry.text import LOWER, is_capitals

_ANNEX: Final = re.compile(
    r"(?:PHỤ LỤC|Phụ lục|Phụ Lục|PHỤ BIỂU|Phụ biểu)(?:\s+(?:số|SỐ))?\s*:?"
    rf"(?:\s*(?P<number>[IVXLC]{{1,7}}[A-Za-zđ]?(?![{LOWER}])|\d{{1,3}}(?:\.\d{{1,2}})?[A-Za-zĐđ]?"
    rf"|[A-Z](?:\.?\d{{1,2}})?(?!\w)))?"
    r"(?:\s?\[\d{1,3}\]|(?<=[IVXLC])\d{1,3}$)?(?![\w/])(?P<rest>.*)"
)
_FORM: Final = re.compile(
    r"(?:Mẫu|MẪU|Biểu mẫu|BIỂU MẪU|Biểu|BIỂU)(?:\s+(?:số|SỐ))?\s*:?\s*"
    r"(?P<number>\d{1,3}(?:\.\d{1,3})*[A-Za-zĐđ]{0,3}|[IVX]{1,5}(?:[-.]\d{1,3})?[A-Za-z]?|[A-Z]{1,3}\.?-?\d{1,3}[a-z]?)"
    r"(?P<suffix>(?:[-/.][A-ZĐa-z0-9&.]{1,20}){0,4})(?:\s?\[\d{1,3}\])?(?![\w/])(?P<rest>.*)"
)
_ISSUED_WITH: Final = re.compile(r"[(\[]?\s*(?:(?:Được |được )?[Bb]an hành\s*)?(?:[Kk]èm|KÈM)\s+theo\s", re.IGNORECASE)
_ATTACHED: Final = re.compile(
    r"(?:QUY CHẾ|QUI CHẾ|QUY ĐỊNH|QUI ĐỊNH|ĐIỀU LỆ|NỘI QUY|QUY TRÌNH|KẾ HOẠCH|CHƯƠNG TRÌNH|ĐỀ ÁN|CHIẾN LƯỢC"
    r"|PHƯƠNG ÁN|QUY CHUẨN"
    r"|HƯỚNG DẪN|DANH MỤC|BỘ TIÊU CHÍ|TIÊU CHÍ|ĐỊNH MỨC|QUY TẮC|BẢNG|DANH SÁCH|THỂ LỆ|LỘ TRÌNH|NỘI DUNG"
    r"|BỘ (?:CHỈ SỐ|QUY TẮC))(?!\w).*"
)
_BLANK_BODY: Final = re.compile(r"TÊN (?:CƠ QUAN|TỔ CHỨC|ĐƠN VỊ|DOANH NGHIỆP|CQ)")
_FORM_NAME: Final = re.compile(
    r"(?:ĐƠN|TỜ KHAI|BIÊN BẢN|QUYẾT ĐỊNH|THÔNG BÁO|GIẤY|BÁO CÁO|DANH SÁCH|DANH MỤC|PHIẾU|BẢNG|KẾ HOẠCH|HỢP ĐỒNG"
    r"|VĂN BẢN|TỜ TRÌNH"
    r"|SỔ|BẢN|CHỨNG CHỈ|LỜI CHỨNG|ĐỀ CƯƠNG|ĐỀ ÁN|THUYẾT MINH|LÝ LỊCH|SƠ YẾU|CAM KẾT) "
)
_HEAD_LINES: Final = 6
_LISTED: Final = 3  # lines between two labels of a list
_ROW: Final = re.compile(r"^\d{1,3}\.? (?=\D)")  # the number of an entry, printed before its label


@dataclass(frozen=True, slots=True)
class AnnexStart:
    """The first line of an annex, form or attached text.

    Args:
        line: Index of that line.
        level: ``ANNEX`` or ``FORM``.
        label: As printed ("Phụ lục I", "Mẫu số 02", "QUY CHẾ").
        number: As printed, or an empty string.
        heading: Its title.
        body: Index of the first line after label and title.
        reads_on: True when its inside follows the drafting grammar and is read as provisions.
    """

    line: int
    level: Level
    label: str
    number: str
    heading: str
    body: int
    reads_on: bool
    printed: bool = False  # labelled "Phụ lục" or "Mẫu", not an attached text under its own title


def annex_starts(
    lines: Sequence[str], labels: Sequence[Label | None], quoted: Sequence[bool], after: int, stop: int
) -> Iterator[AnnexStart]:
    """Yield the annexes, forms and attached texts that begin after the body.

    Args:
        lines: The lines of the text.
        labels: Their labels.
        quoted: Lines inside quotations.
        after: First line after the body.
        stop: One past the last line to look at.
    """
    inside = False
    at = after
    while at < stop:
        found = (
            None
            if quoted[at]
            else _annex_at(lines, at, stop) or (None if inside else _restart(lines, labels, at, after))
        )
        if found is None:
            at += 1
            continue
        yield found
        inside = True
        at = max(found.body, found.line + 1)


def without_listings(starts: Sequence[AnnexStart], lines: Sequence[str]) -> tuple[AnnexStart, ...]:
    """Drop entries of a list of forms, whose forms follow later, and a label printed again atop its own pages."""
    last = {(one.level, one.number): at for at, one in enumerate(starts) if one.number}
    kept: list[AnnexStart] = []
    for at, one in enumerate(starts):
        below = lines[one.line + 1 : one.line + 1 + _LISTED]
        entries = any(_labelled(_ROW.sub("", line)) for line in below)
        listed = entries and last.get((one.level, one.number), at) > at
        again = bool(kept) and one.number != "" and (kept[-1].level, kept[-1].number) == (one.level, one.number)
        if not listed and not again:
            kept.append(one)
    return tuple(kept)


def _annex_at(lines: Sequence[str], at: int, stop: int) -> AnnexStart | None:
    line = lines[at]
    if line[:1] not in "PMBQDKCĐNHT" or len(line) > 400:
        return None
    for level, pattern in ((Level.ANNEX, _ANNEX), (Level.FORM, _FORM)):
        found = pattern.match(line)
        if found and _opens_block(found, lines, at, stop):
            return _annex(level, found, lines, at, stop)
    return _attached_at(lines, at, stop)


def _opens_block(found: re.Match[str], lines: Sequence[str], at: int, stop: int) -> bool:
    """A label alone, a label with a name set off, or one followed by "(Kèm theo ...)"; not a sentence."""
    rest = found["rest"].strip()
    if rest[-1:] in (";", ","):
        return False
    if not rest or is_capitals(rest) or (rest[0] == "(" and _ISSUED_WITH.match(rest)):
        return True
    if rest[0] in ".:-–" and len(rest) > 2:
        return not rest.endswith(".") or len(rest) < 200
    return (
        rest[:1].isupper()
        and rest[-1] not in ".:"
        and any(_ISSUED_WITH.match(line) for line in lines[at + 1 : min(at + 4, stop)])
    )


def _annex(level: Level, found: re.Match[str], lines: Sequence[str], at: int, stop: int) -> AnnexStart:
    number = (found["number"] or "") + (found["suffix"] if level == Level.FORM else "")
    rest = found["rest"].strip(" .:-–")
    label_end = found.end("suffix" if level == Level.FORM else "number") if number else found.start("rest")
    label = lines[at][:label_end].strip(" .:-–")
    issued_inline = rest.startswith("(")
    heading, body = _title(lines, at + 1, stop, "" if issued_inline else rest)
    return AnnexStart(at, level, label, number, heading, body, _reads_on(level, heading), printed=True)


_BLOCK: Final = re.compile(r"MẪU|BIỂU|DANH MỤC|DANH SÁCH|BẢNG|HỢP ĐỒNG|PHIẾU|TỜ KHAI|ĐƠN |BÁO CÁO", re.IGNORECASE)


_DRAFTED: Final = re.compile(r"HƯỚNG DẪN|QUY (?:ĐỊNH|TRÌNH|CHẾ)|NGUYÊN TẮC|PHƯƠNG PHÁP", re.IGNORECASE)


def _reads_on(level: Level, heading: str) -> bool:
    return level == Level.ANNEX and (_DRAFTED.match(heading) is not None or not _BLOCK.search(heading[:80]))


def _attached_at(lines: Sequence[str], at: int, stop: int) -> AnnexStart | None:
    """An attached text: its kind in capitals, its name, and "(Ban hành kèm theo ...)" within a few lines."""
    found = _ATTACHED.match(lines[at])
    if not found or not is_capitals(lines[at]) or signs(lines[at]):
        return None
    for below in range(at + 1, min(at + _HEAD_LINES, stop)):
        if _ISSUED_WITH.match(lines[below]):
            name = " ".join(lines[at + 1 : below])
            return AnnexStart(at, Level.ANNEX, lines[at], "", name, below + 1, _reads_on(Level.ANNEX, lines[at]))
        if not is_capitals(lines[below]) and len(lines[below]) > 600:
            return None
    return None


def _restart(lines: Sequence[str], labels: Sequence[Label | None], at: int, after: int) -> AnnexStart | None:
    """Articles that begin again at 1 after the signature belong to an attached text, whatever its title says."""
    label = labels[at]
    if (
        label is None
        or label.level not in (Level.ARTICLE, Level.CHAPTER)
        or ordinal(label.level, label.number) != (1, 0)
    ):
        return None
    first = at
    while first - 1 >= after and is_capitals(lines[first - 1]) and not signs(lines[first - 1]):
        first -= 1
    printed = lines[first] if first < at else "Văn bản kèm theo"
    return AnnexStart(first, Level.ANNEX, printed, "", " ".join(lines[first + 1 : at]), at, True)


def _title(lines: Sequence[str], at: int, stop: int, rest: str) -> tuple[str, int]:
    """Return the title of an annex that goes on from its label, and the first line after it."""
    parts = [rest] if rest else []
    end = min(at + _HEAD_LINES, stop)
    while at < end:
        line = lines[at]
        if _ISSUED_WITH.match(line):
            at += 1
            while at < end and not line.endswith(")") and line.startswith("(") and len(lines[at]) < 200:
                line = lines[at]
                at += 1
            continue
        if MOTTO.search(line) or _BLANK_BODY.match(line):
            break
        named = not parts and len(line) < 300 and line[-1:] not in ".;:,"
        if not (is_capitals(line) or named) or " | " in line or read_label(line, at, 0) or _labelled(line):
            break
        parts.append(line)
        at += 1
    return " ".join(parts) or _form_name(lines, at, stop), at


def _labelled(line: str) -> bool:
    return _ANNEX.match(line) is not None or _FORM.match(line) is not None


def _form_name(lines: Sequence[str], at: int, stop: int) -> str:
    """Return the name of a form printed below its letterhead ("ĐƠN ĐỀ NGHỊ ..."), or an empty string."""
    for line in lines[at : min(at + 12, stop)]:
        if _labelled(line):
            break
        if _FORM_NAME.match(line) and is_capitals(line):
            return line
    return ""
