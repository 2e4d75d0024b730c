"""Header facts printed after the last provision: signers, and the authentication of a consolidated text."""

import re
from collections.abc import Sequence
from typing import Final

from registry.document import Signer
from registry.parsing.header_lines import Cell
from registry.text import LOWER, UPPER, is_capitals, sentence_case, squeeze

_CAPACITY: Final = re.compile(rf"(?:^|\s)(?P<sign>TM|T/M|KT|K/T|TL|T/L|TUQ|T\.U\.Q|Q)\s?\.\s?(?=[{UPPER}])")
_OFFICES: Final = re.compile(
    r"(?:PHÓ |QUYỀN |UỶ VIÊN |ỦY VIÊN )*(?:CHỦ TỊCH(?: QUỐC HỘI| NƯỚC| HỘI ĐỒNG| UBND| HĐND)?|THỦ TƯỚNG"
    r"|BỘ TRƯỞNG(?:,? CHỦ NHIỆM)?|THỨ TR[ƯU][ỞỎ]NG"
    r"|CHỦ NHIỆM|TỔNG CỤC TRƯỞNG|CỤC TRƯỞNG|VỤ TRƯỞNG|TỔNG GIÁM ĐỐC|GIÁM ĐỐC|CHÁNH ÁN|CHÁNH VĂN PHÒNG|CHÁNH THANH TRA"
    r"|VIỆN TRƯỞNG|TỔNG THANH TRA|THỐNG ĐỐC|TỔNG KIỂM TOÁN(?: NHÀ NƯỚC)?|TỔNG BÍ THƯ|BÍ THƯ|TRƯỞNG BAN|TRƯỞNG PHÒNG"
    r"|CHI CỤC TRƯỞNG|TRƯỞNG THUẾ(?: TỈNH| THÀNH PHỐ)?|HIỆU TRƯỞNG|TỔNG THƯ KÝ|THƯỜNG TRỰC)(?: THƯỜNG TRỰC| THƯỜNG VỤ)?"
)
_WORD: Final = rf"(?:[{UPPER}][{LOWER}]*(?:[-'][{UPPER}]?[{LOWER}]+)?)"
_RANK: Final = r"(?:(?:PGS|GS|TS|ThS|BS|LS)\.?\s?|(?:Đại|Thượng|Trung|Thiếu) (?:tướng|tá)\s|Đô đốc\s|Luật sư\s)*"
_NAME: Final = re.compile(rf"{_RANK}({_WORD}(?: {_WORD}){{1,5}})$")
_FAMILY: Final = (
    "NGUYỄN|TRẦN|LÊ|PHẠM|HOÀNG|HUỲNH|PHAN|VŨ|VÕ|ĐẶNG|BÙI|ĐỖ|HỒ|NGÔ|DƯƠNG|LÝ|ĐINH|ĐÀO|ĐOÀN|LƯƠNG|MAI|TRỊNH|TRƯƠNG"
    "|LÂM|PHÙNG|TẠ"
    "|TÔ|HÀ|CAO|THÁI|CHU|CHÂU|TĂNG|QUÁCH|TÒNG|LÒ|SÙNG|GIÀNG|VÀNG|LÙ|THÀO|ĐIỂU|KIỀU|VƯƠNG|NÔNG|HỨA|LƯU|ĐỒNG|THÂN|VI"
    "|BẾ|HẦU|ÂU|CÙ"
)
_CAPITAL_NAME: Final = re.compile(rf"(?:{_FAMILY})(?: [{UPPER}]{{1,7}}){{1,4}}$")
_NOT_NAME: Final = re.compile(
    r"(?:Nơi nhận|Như |Văn phòng|Lưu|Vụ |Cục |Bộ |Hà Nội|Đã ký|Các |Phụ lục|Chính phủ|Quốc hội|Mẫu |Kính|Nam"
    r"|Công báo|Sở |Ủy ban|Hội đồng"
    r"|Điều |Chương |Mục |Ban |Đơn vị|Tổng |Người |Trang )"
)


def signers_in(found: Sequence[Cell]) -> tuple[Signer, ...]:
    """Return who signed, with office and capacity, in order.

    Args:
        found: Cells from the signature block on.
    """
    signers: list[Signer] = []
    block: list[str] = []
    for cell in found:
        text = squeeze(
            re.sub(r"[(\[]\s*(?:[Đđ]ã ký|đã kí|Đã kí)[^)\]]*[)\]]|\[?[Đđda]{0,2}k?y\]", "", cell.text)
        ).strip(" ./")
        if not text:
            continue
        name = _name(text, bool(block))
        if name and block:
            signers.append(_signer(name, block))
            block = []
        elif _is_block(text):
            inner = _split_inline(text)
            block.append(inner[0])
            if inner[1]:
                signers.append(_signer(inner[1], block))
                block = []
        elif signers and len(text) > 60:
            break
    return tuple(signers)


def _is_block(text: str) -> bool:
    return bool(_CAPACITY.search(text) or (is_capitals(text) and _OFFICES.search(text)) or _OFFICES.match(text))


def _split_inline(text: str) -> tuple[str, str]:
    """Split "KT. BỘ TRƯỞNG THỨ TRƯỞNG Lê Văn A" into the block and the name."""
    match = re.search(rf"(?<=[{UPPER}]) ({_WORD}(?: {_WORD}){{1,4}})$", text)
    if match and _OFFICES.search(text[: match.start()]) and not is_capitals(match[1]):
        return text[: match.start()], match[1]
    return text, ""


def _name(text: str, expected: bool) -> str:
    if not expected or len(text) > 45 or _NOT_NAME.match(text):
        return ""
    match = _NAME.fullmatch(text)
    if match and not is_capitals(text):
        return match[1]
    if _CAPITAL_NAME.fullmatch(text) and not _OFFICES.search(text) and not _CAPACITY.search(text):
        return text.title() if not text.startswith(("BỘ ", "CỤC ", "BAN ", "SỞ ")) else ""
    return ""


def _signer(name: str, block: Sequence[str]) -> Signer:
    whole = " ".join(block)
    capacities = [match["sign"].replace("/", "") for match in _CAPACITY.finditer(whole)]
    offices = [match[0] for line in block for match in _OFFICES.finditer(_without_superior(line))]
    office = offices[-1] if offices else ""
    capacity = f"{capacities[-1].replace('.', '')}." if capacities else ""
    return Signer(name, _office(office), capacity)


def _office(office: str) -> str:
    """Office in the usual casing: the head's title keeps its capital after "Phó" ("Phó Chủ tịch")."""
    if not is_capitals(office):
        return office
    cased = sentence_case(office)
    return re.sub(r"(?<=Phó )\w|(?<=Quyền )\w", lambda found: found[0].upper(), cased).replace(
        "thường trực", "Thường trực"
    )


def _without_superior(line: str) -> str:
    """Drop the superior named after KT., TL., TUQ.: in "KT. BỘ TRƯỞNG THỨ TRƯỞNG" the signer is the deputy."""
    match = re.search(r"(?:KT|K/T|TL|T/L|TUQ|T\.U\.Q)\s?\.\s?", line)
    if match is None:
        return line
    superior = _OFFICES.match(line, match.end())
    return line[superior.end() :] if superior else line
