"""The fields of the query language: one table for the parser and for the help page."""

from dataclasses import dataclass
from typing import Final

from registry.text import fold


@dataclass(frozen=True, slots=True)
class Field:
    """One field.

    Args:
        key: Name used inside.
        names: What may be typed before the colon, first the one to show.
        help: What it does, in Vietnamese.
        example: One example.
    """

    key: str
    names: tuple[str, ...]
    help: str
    example: str


FIELDS: Final = (
    Field("number", ("so", "sohieu", "sokyhieu", "number"), "số ký hiệu, có thể gõ một phần", "so:27/2022"),
    Field("type", ("loai", "type"), "loại văn bản", 'loai:"thông tư"'),
    Field("issuer", ("coquan", "issuer"), "cơ quan ban hành, tên hoặc chữ viết tắt", "coquan:bldtbxh"),
    Field("year", ("nam", "year"), "năm ban hành, hoặc khoảng năm", "nam:2021..2025"),
    Field("issued", ("ngay", "date"), "ngày ban hành, hoặc khoảng ngày", "ngay:01/01/2022..30/6/2022"),
    Field("programme", ("chuongtrinh", "ct", "programme"), "chương trình hoặc thành phần", "chuongtrinh:DTTS"),
    Field("effect", ("hieuluc", "effect"), "tình trạng hiệu lực", 'hieuluc:"còn hiệu lực"'),
    Field("level", ("cap", "level"), "cấp ban hành", "cap:tỉnh"),
    Field("article", ("dieu", "article"), "chỉ tìm trong điều có số này", "dieu:5"),
)

_BY_NAME: Final = {name: field for field in FIELDS for name in field.names}


def field_of(name: str) -> Field | None:
    """Return the field that a typed name means, marks and case set aside."""
    return _BY_NAME.get(fold(name).replace("_", ""))
