"""Whether a file says anything of a document: an error page or a placeholder that was saved under its name does not."""

from typing import Final

from registry.errors import InputRefused
from registry.reading.prepared import Reading

_SHORT: Final = 1_000  # characters; a longer text is kept even when nothing of it was understood


def says_nothing(reading: Reading) -> bool:
    """Tell whether a short text has neither number, type, title nor issuer, and no provision."""
    header = reading.header
    known = header.number or header.type or header.title or header.issuers or reading.addresses
    return not known and len(reading.text) < _SHORT


def refused() -> InputRefused:
    """Return the refusal of such a file; the caller records it."""
    return InputRefused(
        "not-a-document",
        "Tệp chỉ có ít chữ, không thấy số ký hiệu, loại, trích yếu, cơ quan ban hành hay điều khoản nào.",
        hint="Xem tệp có phải trang báo lỗi hay tệp tải dở không; đúng là văn bản thì nạp trên trang web và ghi rõ số.",
    )
