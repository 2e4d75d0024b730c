"""Bytes to text: the encoding is found from the bytes, never assumed.

Tables: TCVN3 is TCVN 5712:1993 (form VN1, whose lower half is the .VnTime fonts); VNI and VPS are the font encodings
of the same names, for Windows; Windows-1258 is Microsoft's code page with combining tone marks.
"""

import re
import unicodedata
from collections.abc import Callable
from dataclasses import dataclass
from functools import partial
from typing import Final

from registry.document import Issue
from registry.errors import InputRefused
from registry.issues import issue
from registry.parsing.limits import refuse


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

_COMMON: Final = frozenset(
    re.findall(
        r"\w+",
        """
        của và các được định số ngày năm điều khoản này với những người việc về là có nghị quyết tư nhân dân tỉnh ủy uỷ
        cộng hòa hoà xã hội chủ nghĩa việt độc lập hạnh phúc bộ trưởng căn cứ luật thực hiện quản lý nhà nước phủ hành
        phát triển đề một từ đến không hoặc phải kèm bản ký đơn vị mục nghèo tháng
        """,
    )
)
_MARKS: Final = ((b"\xef\xbb\xbf", "utf-8-sig"), (b"\xff\xfe\0\0", "utf-32"), (b"\0\0\xfe\xff", "utf-32"))
_WORD: Final = re.compile(r"[^\W\d_]+")
_SAMPLE: Final = 40_000
_ENOUGH: Final = 0.08


@dataclass(frozen=True, slots=True)
class Decoded:
    """Text found in bytes.

    Args:
        text: The text in Unicode, NFC for legacy encodings.
        encoding: Name of the encoding found.
        issues: A doubt when the encoding is a legacy one.
    """

    text: str
    encoding: str
    issues: tuple[Issue, ...] = ()


def decode(data: bytes) -> Decoded:
    """Return the text of bytes in UTF-8, UTF-16, Windows-1258, TCVN3, VNI or VPS.

    Raises:
        InputRefused: The bytes are not text, or no encoding gives Vietnamese or plain ASCII text.
    """
    for mark, name in _MARKS:
        if data.startswith(mark):
            return _strict(data, name)
    if data.startswith((b"\xff\xfe", b"\xfe\xff")):
        return _strict(data, "utf-16")
    wide = _wide(data)
    if wide:
        return _strict(data, wide)
    if b"\0" in data:
        raise _not_text()
    try:
        return recover(_sane(data.decode()), "utf-8")
    except UnicodeDecodeError:
        return _legacy(data)


def recover(text: str, encoding: str = "utf-8") -> Decoded:
    """Return Unicode text, read again when its letters are those of a legacy font shown as Latin ones.

    Args:
        text: Text that may hold "Céng hßa x· héi" for "Cộng hòa xã hội".
        encoding: Name to report when nothing has to be done.
    """
    sample = text[:_SAMPLE]
    latin = sum(1 for char in sample if "\x80" <= char <= "\xff")
    if latin * 25 < len(sample) or _score(sample) >= _ENOUGH:
        return Decoded(text, encoding)
    found = _best(_latin_bytes(sample))
    if found is None:
        return Decoded(text, encoding)
    return Decoded(_TABLES[found](_latin_bytes(text)), found, (issue("legacy-encoding", encoding=found),))


def _latin_bytes(text: str) -> bytes:
    return b"".join(_latin_byte(char) for char in text)


def _latin_byte(char: str) -> bytes:
    if char < "\u0100":
        return char.encode("latin-1")
    return char.encode("cp1252", "replace")


def _strict(data: bytes, name: str) -> Decoded:
    try:
        return Decoded(_sane(data.decode(name)), name)
    except UnicodeDecodeError as error:
        raise refuse(
            "bad-encoding", f"Tệp ghi bảng mã {name} nhưng không đọc được theo bảng mã đó.", "Lưu lại ở UTF-8."
        ) from error


def _wide(data: bytes) -> str:
    """Return the byte order of UTF-16 without a mark, found from where the zero bytes stand."""
    sample = data[: _SAMPLE // 2 * 2]
    even, odd = sample[0::2].count(0), sample[1::2].count(0)
    if len(sample) < 4 or max(even, odd) * 3 < len(sample) // 2 or min(even, odd) * 10 > max(even, odd):
        return ""
    return "utf-16-le" if odd > even else "utf-16-be"


def _sane(text: str) -> str:
    """Return the text, or refuse it when control characters show that it is not text."""
    sample = text[:_SAMPLE]
    controls = sum(1 for char in sample if (char < " " and char not in "\t\n\r\f\v") or "\x7f" <= char <= "\x9f")
    if controls * 50 > len(sample) and controls > 8 and _best(_latin_bytes(sample)) is None:
        raise _not_text()
    return text


def _legacy(data: bytes) -> Decoded:
    found = _best(data[:_SAMPLE])
    if found is None:
        raise refuse(
            "unknown-encoding",
            "Không xác định được bảng mã của văn bản.",
            "Mở tệp bằng chương trình đã tạo ra nó và lưu lại ở UTF-8.",
        )
    return Decoded(_TABLES[found](data), found, (issue("legacy-encoding", encoding=found),))


def _best(data: bytes) -> str | None:
    """Return the legacy encoding under which most words are common Vietnamese ones, when enough of them are."""
    scores = {name: _score(read(data)) for name, read in _TABLES.items()}
    found = max(scores, key=lambda name: scores[name])
    return found if scores[found] >= _ENOUGH else None


def _score(text: str) -> float:
    """Return the share of words with marks that are common Vietnamese words."""
    words = [word for word in map(str.lower, _WORD.findall(text)) if not word.isascii()]
    return sum(word in _COMMON for word in words) / len(words) if len(words) > 2 else 0.0


def _from_1258(data: bytes) -> str:
    return unicodedata.normalize("NFC", data.decode("cp1258", "replace"))


def _from_table(table: dict[int, str], data: bytes) -> str:
    text = data.decode("latin-1").translate(table)
    return unicodedata.normalize("NFC", text)


def _from_vni(data: bytes) -> str:
    text = data.decode("cp1252", "replace")
    text = _VNI_PAIR.sub(lambda pair: pair[1] + _VNI_MARKS[pair[2].lower()], text)
    text = _VNI_LETTER.sub(lambda letter: _VNI_LETTERS[letter[0]], text)
    return unicodedata.normalize("NFC", text)


def _not_text() -> InputRefused:
    return refuse("binary", "Tệp chứa dữ liệu nhị phân, không phải văn bản.", "Kiểm tra lại tệp nguồn.")


_TABLES: Final[dict[str, Callable[[bytes], str]]] = {
    "Windows-1258": _from_1258,
    "TCVN3": partial(_from_table, TCVN3),
    "VNI": _from_vni,
    "VPS": partial(_from_table, VPS),
}
