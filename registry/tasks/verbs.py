"""The verbs that ask something, the kind of task that each makes, and by when it is asked."""

import re
from dataclasses import dataclass
from typing import Final

from registry.tasks.values import APPROVE, CASE, MONEY, REPORT, RULE, WORK

_WORDS: Final = {
    RULE: ("quy định", "ban hành", "quyết định", "cụ thể hóa"),
    APPROVE: ("phê duyệt", "thông qua", "chấp thuận"),
    MONEY: ("bố trí", "phân bổ", "cân đối", "lồng ghép", "huy động", "bảo đảm kinh phí", "đảm bảo kinh phí",
            "giao dự toán", "giao kế hoạch", "chi trả", "chuyển kinh phí", "hỗ trợ kinh phí"),
    WORK: ("hướng dẫn", "chỉ đạo", "tổ chức", "chủ trì", "phối hợp", "kiểm tra", "giám sát", "thanh tra", "rà soát",
           "xây dựng", "lập", "triển khai", "thực hiện", "phân công", "phân cấp", "giao", "đôn đốc", "tuyên truyền",
           "theo dõi", "quản lý", "cử", "tham mưu", "đánh giá", "sơ kết", "tổng kết", "xác định", "cập nhật",
           "kiện toàn", "thành lập", "mời", "lựa chọn", "bảo đảm", "đảm bảo", "đề xuất", "nhập", "tăng cường", "đề ra",
           "chịu trách nhiệm", "căn cứ", "phê bình", "khen thưởng", "chủ động", "đẩy mạnh", "nghiên cứu", "bồi dưỡng",
           "đào tạo", "hỗ trợ", "giúp", "tạo điều kiện", "phổ biến", "lãnh đạo", "ưu tiên", "tiến hành", "lưu giữ",
           "sử dụng", "duy trì", "khẩn trương", "tập trung", "vận động", "xử lý", "điều hành", "khai thác",
           "phát triển", "sắp xếp", "quán triệt", "hoàn thành", "tiếp tục", "thống nhất", "nâng cao", "đăng tải"),
    REPORT: ("báo cáo", "tổng hợp", "gửi", "công khai", "công bố", "cung cấp", "thống kê", "có ý kiến"),
    CASE: ("cấp", "thu hồi", "tiếp nhận", "thông báo", "trả lời", "thẩm định", "thẩm tra", "xác nhận", "từ chối",
           "bổ nhiệm", "miễn nhiệm", "trả lại", "có văn bản", "giải quyết", "công nhận", "xử phạt", "cho phép", "trình",
           "xem xét", "điều chỉnh", "ra quyết định", "yêu cầu", "gia hạn", "xét duyệt", "phải", "đề nghị", "ủy quyền",
           "ghi nhận", "chứng nhận", "có thẩm quyền cấp"),
}  # fmt: skip
_KIND_OF: Final = {word: kind for kind, words in _WORDS.items() for word in words}
_ANY: Final = re.compile(
    r"(?<![\w-])(?:"
    + "|".join(re.escape(word).replace(r"\ ", r"\s+") for word in sorted(_KIND_OF, key=len, reverse=True))
    + r")(?![\w-])",
    re.IGNORECASE,
)
# The same syllables as a noun ("theo quy định", "các cấp") or inside another word ("chương trình", "thu nhập").
_NO_VERB_AFTER: Final = re.compile(
    r"(?:(?<!\w)(?:theo|các|những|được|bị|số|tại|của|từ|về|sau|trước|không|chưa|đã|công tác|kết quả|hoạt động|nội dung"
    r"|chương|quá|tờ|công|lộ|giáo|hành|quy|phụ|trợ|cung|cùng|sơ|trung|cao|phân|thu|sáp|thành|độc|bầu|chuyển|đạo|cơ quan"
    r"|cán bộ|người|kinh phí|văn bản|kế hoạch))\s+$"
)
_NO_VERB_BEFORE: Final = re.compile(
    r"\s+(?:tự|độ|tỉnh|xã|huyện|trên|dưới|thông|dịch|mầm|bách|cơ sở|ủy|nghề|chính trị|xã hội|phi chính phủ)(?!\w)"
    r"|,?\s+cá\s+nhân"
)
_SHORT: Final = frozenset(("cấp", "trình", "lập", "giao", "nhập", "cử", "gửi", "giúp", "mời", "tổ chức"))
# "chủ trì, phối hợp với X" and the like only open what is asked.
_OPENERS: Final = frozenset(
    ("chủ trì", "phối hợp", "căn cứ", "xem xét", "tổ chức", "chủ động", "tiếp tục", "phải", "tiến hành", "giao")
)
_DECIDES: Final = frozenset(("xem xét", "trình"))
_ONE_CASE: Final = re.compile(
    r"\s+(?:(?:việc\s+)?(?:bổ nhiệm|miễn nhiệm|cấp(?!\s+bách)|thu hồi|công nhận|xử phạt|cho phép"
    r"|điều chỉnh giấy|thành lập)"
    r"|(?:văn bản|thông báo|quyết định)\s+(?:xác nhận|thông báo|trả|yêu cầu|công nhận|cấp|cho phép|bổ nhiệm|miễn nhiệm)"
    r"|thông báo)"
)
_ON_REQUEST: Final = re.compile(
    r"(?:kể\s+)?từ\s+(?:ngày|khi)\s+(?:tiếp\s+)?nhận\s+(?:được|đủ|hồ sơ)|Trường\s+hợp\s+hồ\s+sơ"
)
_GROUND: Final = re.compile(r".{3,400}?(?:,\s|\sđể\s)", re.DOTALL)
_DEADLINE: Final = re.compile(
    r"(?:chậm\s+nhất\s+(?:là\s+)?(?:đến\s+)?(?:trước\s+|vào\s+)?|trước\s+|hoàn\s+thành\s+(?:trong|trước)\s+)ngày\s+\d{1,2}"
    r"(?:/\d{1,2}|\s+tháng\s+\d{1,2})(?:/\d{4}|\s+năm\s+\d{4}|\s+(?:hằng|hàng)\s+năm|\s+năm\s+sau)?"
    r"|(?:trong\s+(?:thời\s+hạn|vòng)|tối\s+đa|không\s+quá)\s+\d+\s*(?:\([^)]{2,20}\)\s*)?(?:ngày|tháng|giờ)(?:\s+làm\s+việc)?"
    r"|trong\s+quý\s+[IVX\d]+(?:\s+năm\s+\d{4}|/\d{4})?"
    r"|(?:định\s+kỳ\s+)?(?:0?6\s+tháng|hằng\s+(?:năm|quý|tháng)|hàng\s+(?:năm|quý|tháng))(?:,\s+(?:hằng|hàng)\s+năm)?",
    re.IGNORECASE,
)


@dataclass(frozen=True, slots=True)
class Asked:
    """The verb that says what is asked: where it begins in the sentence, the verb, its kind."""

    start: int
    verb: str
    kind: str


def search(sentence: str, start: int = 0, end: int | None = None) -> re.Match[str] | None:
    """Return the first verb of a stretch that stands there as a verb."""
    stretch = _ANY.finditer(sentence, start, len(sentence) if end is None else end)
    return next((found for found in stretch if _is_verb(sentence, found)), None)


def match(sentence: str, start: int = 0) -> re.Match[str] | None:
    """Return the verb with which a stretch begins."""
    found = _ANY.match(sentence, start)
    return (
        found if found and not (found[0].lower() in _SHORT and _NO_VERB_BEFORE.match(sentence, found.end())) else None
    )


def _is_verb(sentence: str, found: re.Match[str]) -> bool:
    if found[0].lower() in _SHORT and _NO_VERB_BEFORE.match(sentence, found.end()):
        return False
    return not _NO_VERB_AFTER.search(sentence, max(0, found.start() - 24), found.start())


def asked(sentence: str, found: re.Match[str]) -> Asked:
    """Return what a verb asks; one that only opens gives its place to the verb that it opens, when that stands near.

    Args:
        sentence: The sentence, with tones placed.
        found: Its first verb.
    """
    word = _plain(found[0])
    if word == "căn cứ":
        past = _GROUND.match(sentence, found.end())
        found = (search(sentence, past.end()) if past else None) or found
        word = _plain(found[0])
    after = search(sentence, found.end(), found.end() + 160) if word in _OPENERS else None
    if after and word == "xem xét" and sentence[found.end() : after.start()].strip(" ,"):
        after = None
    telling = after if after and _plain(after[0]) not in _OPENERS else found
    return Asked(found.start(), telling[0], _kind(sentence, telling))


def _kind(sentence: str, found: re.Match[str]) -> str:
    kind = _KIND_OF[_plain(found[0])]
    rest = sentence[found.end() : found.end() + 60]
    if kind in {RULE, APPROVE} and _ONE_CASE.match(rest):
        return CASE
    if kind in {REPORT, RULE, APPROVE} and _ON_REQUEST.search(sentence):
        return CASE
    return kind


def _plain(verb: str) -> str:
    return " ".join(verb.lower().split())


def deadline(sentence: str) -> str:
    """Return the words of a sentence that say by when or how often, on one line."""
    found = _DEADLINE.search(sentence)
    return " ".join(found[0].split()) if found else ""
