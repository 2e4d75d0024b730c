"""Parameters that several operations share."""

from typing import Final

from flask_babel import lazy_gettext as _

from registry.vocabulary import vocabulary
from web import addresses
from web.api.cursors import CURSOR
from web.api.kinds import Choice, Day, Number, Text, choice
from web.api.operations import Parameter

LARGEST_PAGE: Final = 100
TAG_SEARCH: Final = _("Tìm kiếm")
TAG_DOCUMENTS: Final = _("Văn bản")
TAG_TIME: Final = _("Theo thời gian")
TAG_LINKS: Final = _("Liên hệ giữa các văn bản")
TAG_OVERVIEW: Final = _("Tổng quan và chương trình")
TAG_WORDS: Final = _("Từ vựng")
TAG_BOOKS: Final = _("Sổ tay")
TAG_WRITING: Final = _("Ghi: cần khóa API")

TAGS: Final = (TAG_SEARCH, TAG_DOCUMENTS, TAG_TIME, TAG_LINKS, TAG_OVERVIEW, TAG_WORDS, TAG_BOOKS, TAG_WRITING)
"""Groups in the order of the documentation."""

SLUG_KIND: Final = Text(200, shortest=1, allowed="[a-z0-9-]")
PLACE_KIND: Final = Text(80, shortest=1, allowed="[a-z0-9.~-]")

SLUG: Final = Parameter(
    "slug",
    _("Phần cuối của địa chỉ trang văn bản"),
    SLUG_KIND,
    "path",
    example="quyet-dinh-9902-2024-qd-ubnd-tinh-hu-cau",
)
PLACE: Final = Parameter(
    "provision", _("Địa chỉ đơn vị quy định, như d5.k2 là khoản 2 Điều 5"), PLACE_KIND, "path", example="d5.k2"
)
CURSOR_NEXT: Final = Parameter("cursor", _("Con trỏ trang: giá trị next_cursor của trang trước"), CURSOR)
SIZE: Final = Parameter("size", _("Số mục một trang"), Number(1, LARGEST_PAGE), otherwise=20)
ON: Final = Parameter("on", _("Ngày cần xem; mặc định là hôm nay"), Day(), example="2025-03-01")


def programme_codes() -> tuple[str, ...]:
    """Return the codes of every programme and component."""
    known = vocabulary().programmes
    return tuple(code for p in known for code in (p.code, *(c.code for c in p.components)))


FILTERS: Final = (
    Parameter("programme", _("Lọc theo mã chương trình hoặc dự án thành phần"), Choice(programme_codes), many=True),
    Parameter("issuer", _("Lọc theo mã cơ quan ban hành"), Text(80, 1, "[a-z0-9-]"), many=True),
    Parameter(
        "level", _("Lọc theo cấp ban hành"), Choice(lambda: tuple(e.code for e in vocabulary().levels)), many=True
    ),
    Parameter("type", _("Lọc theo mã loại văn bản"), Text(80, 1, "[a-z0-9-]"), many=True),
    Parameter("year", _("Lọc theo năm ban hành"), Number(1900, 2200), many=True),
    Parameter(
        "effect",
        _("Lọc theo hiệu lực hiện nay"),
        Choice(lambda: tuple(e.code for e in vocabulary().effects)),
        many=True,
    ),
    Parameter("has_text", _("Có (1) hay chưa có (0) toàn văn"), choice("1", "0"), many=True),
)
QUERY: Final = Parameter(
    "q", _("Câu tìm hoặc số ký hiệu, có dấu hoặc không dấu"), Text(addresses.LONGEST_QUERY), otherwise=""
)


def chosen(given: dict[str, tuple[object, ...]]) -> dict[str, tuple[str, ...]]:
    """Return the filters that were given, as a search takes them."""
    return {name: tuple(map(str, values)) for name, values in given.items() if values}
