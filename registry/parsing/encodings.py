"""Bytes to text: the encoding is found from the bytes, never assumed."""

import re
from dataclasses import replace
from typing import Final

from registry.errors import InputRefused
from registry.issues import issue
from registry.parsing.legacy import TABLES, read_as
from registry.parsing.limits import refuse
from registry.parsing.recovery import Decoded, best, recover
from registry.parsing.syllables import share

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
_ZEROS: Final = 1_000  # bytes of a text for each zero byte
_WRONG: Final = 200  # letters of a text for each that cannot be read
_READABLE: Final = 0.8


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
    data = _without_zeros(data)
    try:
        text = data.decode()
    except UnicodeDecodeError:
        return _damaged(data) or _legacy(data)
    found = recover(text)
    return found if found.encoding != "utf-8" else replace(found, text=_sane(found.text))


def _without_zeros(data: bytes) -> bytes:
    """Return the bytes without the few zeros that old programs leave at the end of texts.

    Raises:
        InputRefused: There are more of them than in any text.
    """
    zeros = data.count(b"\0")
    if zeros > 2 and zeros * _ZEROS > len(data):
        raise _not_text()
    return data.replace(b"\0", b"") if zeros else data


def _damaged(data: bytes) -> Decoded | None:
    """Return UTF-8 in which only a few bytes are wrong, with the doubt, or None."""
    text = data.decode("utf-8", "replace")
    wrong = text.count("\ufffd")
    if wrong * _WRONG > len(text) or share(text[:_SAMPLE]) < _READABLE:
        return None
    return Decoded(_sane(text), "utf-8", (issue("undecoded-bytes", count=wrong, encoding="UTF-8"),))


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
    if controls * 50 > len(sample) and controls > 8 and best(sample) is None:
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
    return Decoded(read_as(found, data.decode("latin-1")), found, (issue("legacy-encoding", encoding=found),))


def _best(data: bytes) -> str | None:
    """Return the legacy encoding under which most words are common Vietnamese ones, when enough of them are."""
    scores = {name: _score(read_as(name, data.decode("latin-1"))) for name in TABLES}
    found = max(scores, key=lambda name: scores[name])
    return found if scores[found] >= _ENOUGH else None


def _score(text: str) -> float:
    """Return the share of words with marks that are common Vietnamese words."""
    words = [word for word in map(str.lower, _WORD.findall(text)) if not word.isascii()]
    return sum(word in _COMMON for word in words) / len(words) if len(words) > 2 else 0.0


def _not_text() -> InputRefused:
    return refuse("binary", "Tệp chứa dữ liệu nhị phân, không phải văn bản.", "Kiểm tra lại tệp nguồn.")
