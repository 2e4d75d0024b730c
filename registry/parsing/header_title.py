"""The title (trích yếu) of a document, on one line."""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final

from registry.parsing.header_casing import printed_case
from registry.parsing.header_lines import Cell
from registry.parsing.header_opening import BLANK_NUMBER, DATE, GAZETTE, NUMBER, TypeLine
from registry.parsing.structure_zones import MOTTO
from registry.text import LOWER, UPPER, is_capitals, squeeze
from registry.vocabulary import vocabulary

_AUTHORITY: Final = (
    r"(?:CHÍNH PHỦ|QUỐC HỘI|ỦY BAN|UỶ BAN|HỘI ĐỒNG|BỘ TRƯỞNG|CHỦ TỊCH|THỦ TƯỚNG|GIÁM ĐỐC|TỔNG |CHÁNH ÁN|VIỆN TRƯỞNG"
    r"|THỐNG ĐỐC"
    r"|CỤC TRƯỞNG|CHỦ NHIỆM|TRƯỞNG BAN|BAN CHỈ ĐẠO|KIỂM TOÁN|THỨ TRƯỞNG|BỘ CHÍNH TRỊ|BAN CHẤP HÀNH|KHÓA |KHOÁ |KỲ HỌP)"
)
_AUTHORITY_LINE: Final = re.compile(_AUTHORITY)
_AUTHORITY_WITHIN: Final = re.compile(rf"(?<=\s){_AUTHORITY}")
_LINKS: Final = re.compile(
    r"(?:,|CỦA|THUỘC|DO|TẠI|CHO|VÀ|VỚI|GIỮA|VỀ|BỞI|QUYỀN|TRÌNH|THAY|GIÚP|GỬI|PHÓ|ĐỐI VỚI|TRỰC|TƯỚNG|NƯỚC|DÂN)$",
    re.IGNORECASE,
)
_NOTE: Final = re.compile(rf"\s?\[\d{{1,3}}\]|(?<=[{LOWER}])\d{{1,2}}$")
_AMENDED_BY: Final = re.compile(r"được sửa đổi, bổ sung.{0,40}(?:bởi|theo)\s*:?$")
_HISTORY: Final = re.compile(
    r"(?:Bộ luật|Luật|Pháp lệnh|Nghị định|Nghị quyết|Thông tư|Quyết định)\b.{0,200}\bsố\s+\S*\d+/.{0,20}.* ngày \d"
)
_JOINED_HISTORY: Final = re.compile(
    r"(?<!của)(?<!tại)(?<!,)(?<!và)(?<!với)\s"
    r"(?=(?:Thông tư liên tịch|Thông tư|Nghị định|Nghị quyết|Quyết định|Pháp lệnh)\s+số\s+\S+\s+ngày\s.+?có hiệu lực)"
)
_SUBJECT: Final = re.compile(r"(?:V/v|V/V|Về việc|v/v)\s*:?\s*(.+)|(?:Về|VỀ) .{15,}")
_LONGEST: Final = 3_000  # characters; what is longer is no title
_NAMED_WITH_TYPE: Final = ("Luật", "Bộ luật", "Pháp lệnh")


@dataclass(frozen=True, slots=True)
class Title:
    """A title and where it stands."""

    text: str
    start: int
    end: int


def title_in(found: Sequence[Cell], line: TypeLine | None, text: str) -> Title | None:
    """Return the title: what stands between the type and the authority or preamble.

    A title in capitals takes the casing that the text itself prints, else sentence case. Names of laws keep their
    type ("Luật Công đoàn").

    Args:
        found: Cells of the opening.
        line: The line that names the type; letters have none, their subject stands after "V/v".
        text: The canonical text.
    """
    if line is None:
        return _subject(found)
    body = _body_of(found[line.index + 1 :])
    parts = ([line.rest] if line.rest else []) + [cell.text for cell in body]
    title = _clean(" ".join(parts))
    if not title or len(title) > _LONGEST:
        return None
    last = body[-1] if body else found[line.index]
    named = f"{line.name} {title}" if line.name in _NAMED_WITH_TYPE else title
    cased = printed_case(named, text) if is_capitals(title) else named
    return Title(cased, found[line.index].start, last.end)


def _clean(title: str) -> str:
    bare = _capital_part(squeeze(_NOTE.sub("", title)))
    if "được sửa đổi, bổ sung" in bare:
        joined = _JOINED_HISTORY.search(bare)
        bare = bare[: joined.start()] if joined else bare
    return (_without_authority(bare) if is_capitals(bare) else bare).strip(" -_*")


def _capital_part(title: str) -> str:
    """Cut the running text that the page layout ran into a title in capitals."""
    words = title.split(" ")
    small = next((at for at, word in enumerate(words) if _SMALL.match(word)), len(words))
    return " ".join(words[:small]) if small >= 6 and is_capitals(" ".join(words[:small])) else title


_SMALL: Final = re.compile(rf"[{UPPER}]?[{LOWER}]+[,;:.]?$")


def _body_of(below: Sequence[Cell]) -> list[Cell]:
    """Return the cells of the title: up to the authority, the history of a consolidated text, or running text."""
    body = [cell for cell in below if not _skipped(cell.text)]
    for index, cell in enumerate(body):
        if index and (_HISTORY.match(cell.text) or _AMENDED_BY.search(cell.text) or _runs_on(body[0].text, cell.text)):
            body = body[:index]
            break
    return _before_authority(body)


def _runs_on(title: str, line: str) -> bool:
    """Tell whether a line below a title in capitals is running text, or the remark in brackets below it."""
    return is_capitals(title) and not is_capitals(line) and (len(line) > 60 or line.startswith("("))


def _skipped(text: str) -> bool:
    return bool(
        MOTTO.search(text)
        or GAZETTE.match(text)
        or NUMBER.match(text)
        or BLANK_NUMBER.match(text)
        or (len(text) < 80 and DATE.match(text))
        or not any(map(str.isalnum, text))
    )


def _before_authority(body: list[Cell]) -> list[Cell]:
    """Drop the authority printed below the title ("BỘ TRƯỞNG BỘ ...")."""
    for index in range(1, len(body)):
        tail = body[index:]
        capitals = all(is_capitals(cell.text) for cell in tail)
        if not (len(tail) <= 4 and capitals and _AUTHORITY_LINE.match(tail[0].text)):
            continue
        if not is_capitals(body[index - 1].text) or _whole(" ".join(cell.text for cell in tail)):
            return body[:index]
    return body


def _without_authority(title: str) -> str:
    """Cut the authority that the page layout ran into a title in capitals."""
    for within in _AUTHORITY_WITHIN.finditer(title):
        before = title[: within.start()].rstrip()
        if len(title) - within.start() < 110 and not _LINKS.search(before) and _whole(title[within.start() :]):
            return before
    return title


def _whole(tail: str) -> bool:
    """Tell whether words name an authority by themselves."""
    return vocabulary().issuer_of_name(squeeze(tail)) is not None or _OFFICE.match(tail) is not None


_OFFICE: Final = re.compile(
    rf"(?:BỘ TRƯỞNG|CHỦ TỊCH|GIÁM ĐỐC|CỤC TRƯỞNG|CHỦ NHIỆM|TRƯỞNG BAN|TỔNG [{UPPER}]+ TRƯỞNG|HỘI ĐỒNG NHÂN DÂN"
    rf"|KHÓA |[ỦU][YỶ] BAN NHÂN DÂN(?: TỈNH| THÀNH PHỐ)?$)"
)


def _subject(found: Sequence[Cell]) -> Title | None:
    """Subject of an official letter: "V/v ..." under its number."""
    for index, cell in enumerate(found):
        match = _SUBJECT.search(cell.text) if "/v" in cell.text.lower() else _SUBJECT.match(cell.text)
        if match:
            more = [squeeze(below.text) for below in found[index + 1 : index + 3] if below.text[:1].islower()]
            return Title(squeeze(" ".join([match[0], *more])), cell.start, cell.end)
    return None
