"""Legacy encodings of Vietnamese, as tables from text shown in Latin letters to Unicode.

TCVN3 is TCVN 5712:1993 (form VN1, whose lower half is the .VnTime fonts); VNI and VPS are the font encodings of the
same names, for Windows; Windows-1258 is Microsoft's code page with combining tone marks. Text that was in UTF-8 and was
taken for Latin on its way ("Quyáº¿t") is read like one more of them.
"""

import re
import unicodedata
from collections.abc import Callable
from functools import partial
from typing import Final


def _column(start: int, characters: str) -> dict[int, str]:
    return {start + at: char for at, char in enumerate(characters) if char != " "}


TCVN3: Final[dict[int, str]] = (
    {0x01: "Ú", 0x02: "Ụ", 0x04: "Ừ", 0x05: "Ử", 0x06: "Ữ", 0x11: "Ứ", 0x12: "Ự", 0x13: "Ỳ", 0x14: "Ỷ", 0x15: "Ỹ"}
    | {0x16: "Ý", 0x17: "Ỵ", 0xA0: "\xa0"}
    | _column(0x80, "ÀẢÃÁẠẶẬÈẺẼÉẸỆÌỈĨÍỊÒỎÕÓỌỘỜỞỠỚỢÙỦŨ")
    | _column(0xA1, "ĂÂÊÔƠƯĐăâêôơưđẰ")
    | {0xB0: "\u0300", 0xB1: "\u0309", 0xB2: "\u0303", 0xB3: "\u0301", 0xB4: "\u0323"}
    | _column(0xB5, "àảãáạẲằẳẵắẴẮẦẨẪẤỀặầẩẫấậèỂẻẽéẹềểễếệìỉỄẾỒĩíịòỔỏõóọồổỗốộờởỡớợùỖủũúụừửữứựỳỷỹýỵỐ")
)  # fmt: skip

_VPS_CONTROLS: Final = {
    0x02: "Ạ", 0x03: "Ậ", 0x04: "Ặ", 0x05: "Ẹ", 0x06: "Ệ", 0x10: "Ị", 0x11: "Ọ", 0x12: "Ộ", 0x13: "Ợ", 0x14: "Ụ",
    0x15: "Ự", 0x19: "Ỵ", 0x1C: "Ẫ", 0x1D: "Ữ",
}  # fmt: skip
VPS: Final[dict[int, str]] = (
    _VPS_CONTROLS
    | {0xA0: "\xa0"}
    | _column(0x80, "ÀẢÃẤẦẨọỗĂếềểệẮẰẲẾ  ỀỂỄỐỒỔỖýỷỵỚỜỞ ắằẳẵặỠớÙờởỡŨỨợỪổỬỲỸÍÌộỈĨÓửữÒỎÕự")
    | _column(0xC0, "ầÁÂấẩẫậđẻÉÊẹỉễịỹƯỦồốÔỏơÈừứÚũưÝẺ àáâãảạă èéêẽìí ĩẴĐòóôõ Ơụùúủ ỶẼỳ")
)
_VNI_MARKS: Final = {
    "ù": "\u0301", "ø": "\u0300", "û": "\u0309", "õ": "\u0303", "ï": "\u0323", "â": "\u0302", "á": "\u0302\u0301",
    "à": "\u0302\u0300", "å": "\u0302\u0309", "ã": "\u0302\u0303", "ä": "\u0302\u0323", "ê": "\u0306",
    "é": "\u0306\u0301", "è": "\u0306\u0300", "ú": "\u0306\u0309", "ü": "\u0306\u0303", "ë": "\u0306\u0323",
}  # fmt: skip
_VNI_LETTERS: Final = {
    "ñ": "đ", "Ñ": "Đ", "ô": "ơ", "Ô": "Ơ", "ö": "ư", "Ö": "Ư", "í": "í", "ì": "ì", "æ": "ỉ", "ó": "ĩ", "ò": "ị",
    "î": "ỵ", "Í": "Í", "Ì": "Ì", "Æ": "Ỉ", "Ó": "Ĩ", "Ò": "Ị", "Î": "Ỵ",
}  # fmt: skip
_VNI_PAIR: Final = re.compile(f"([aeouyAEOUYôÔöÖ])([{''.join(_VNI_MARKS)}{''.join(_VNI_MARKS).upper()}])")
_VNI_LETTER: Final = re.compile(f"[{''.join(_VNI_LETTERS)}]")


# Bytes that Windows-1252 shows as signs of their own; the few that it leaves out are shown as they are.
_SHOWN: Final = {bytes([code]).decode("cp1252", "ignore"): chr(code) for code in range(0x80, 0xA0)}
_AS_BYTES: Final = str.maketrans({shown: byte for shown, byte in _SHOWN.items() if shown})
_LATIN: Final = re.compile(r"[\x00-\xff]+")
_TWICE: Final = "UTF-8 hai lần"


def read_as(name: str, text: str) -> str:
    """Return text in Unicode, NFC, that is shown in Latin letters; letters that stand for no byte stay.

    Args:
        name: Key of :data:`TABLES`.
        text: As shown.
    """
    read = TABLES[name]
    return unicodedata.normalize("NFC", _LATIN.sub(lambda run: read(run[0]), text.translate(_AS_BYTES)))


def _from_1258(text: str) -> str:
    return text.encode("latin-1").decode("cp1258", "replace")


def _from_table(table: dict[int, str], text: str) -> str:
    return text.translate(table)


def _from_vni(text: str) -> str:
    text = text.encode("latin-1").decode("cp1252", "replace")
    text = _VNI_PAIR.sub(lambda pair: pair[1] + _VNI_MARKS[pair[2].lower()], text)
    return _VNI_LETTER.sub(lambda letter: _VNI_LETTERS[letter[0]], text)


def _from_twice(text: str) -> str:
    return text.encode("latin-1").decode("utf-8", "replace")


TABLES: Final[dict[str, Callable[[str], str]]] = {
    "Windows-1258": _from_1258,
    "TCVN3": partial(_from_table, TCVN3),
    "VNI": _from_vni,
    "VPS": partial(_from_table, VPS),
    _TWICE: _from_twice,
}
