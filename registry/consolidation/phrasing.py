"""How instructions are worded: one pattern per kind of instruction, tried in order on a single sentence.

Quotations are already lifted out (``⟦n⟧``), names of acts are already replaced by ``⟪act⟫`` or ``⟪này⟫``. Wording:
Decree 34/2016/NĐ-CP art. 75 and Decree 78/2025/NĐ-CP on the drafting of amending documents.
"""

import re

VERB = r"(?:sửa đổi|sửa|bổ sung|thay thế|thay|bãi bỏ|hủy bỏ|huỷ bỏ|lược bỏ|bỏ|điều chỉnh|đính chính)"
_PAIR = re.compile(rf"\b({VERB})((?:\s*(?:,|và|hoặc)\s*{VERB})+)\b", re.IGNORECASE)
_STARTS = re.compile(rf"^\s*(?:[-+•]\s*)?{VERB}\b", re.IGNORECASE)
_SPLIT = re.compile(rf"(?:[;,.]\s*(?:đồng thời\s+)?|\s+và\s+|\n\s*)(?={VERB}\b)", re.IGNORECASE)

WORDS = r"(?:các\s+)?(?:nội dung|cụm từ|từ ngữ|từ|chữ|số|đoạn|cụm)"
MARK = r"⟦\d+⟧"
MARKS = rf"{MARK}(?:\s*(?:,|;|và|hoặc)\s*(?:{WORDS}\s+)?{MARK})*"

REPLACE_PHRASE = re.compile(
    rf"(?:{WORDS}\s+)?(?P<old>{MARK})(?P<where1>[^⟦]*?)\s*(?:được\s+)?(?:bằng|thành|là)\s+(?:{WORDS}\s+)?(?P<new>{MARK})"
    rf"(?P<where2>[^⟦]*)",
    re.IGNORECASE,
)
DROP_PHRASE = re.compile(
    rf"^(?:bãi bỏ|hủy bỏ|huỷ bỏ|lược bỏ|bỏ)\s+(?:{WORDS}\s+)?(?P<old>{MARKS})(?P<where>.*)$", re.IGNORECASE | re.DOTALL
)
ADD_PHRASE = re.compile(
    rf"(?:bổ sung\s+)?(?:thêm\s+)?(?:{WORDS}\s+)?(?P<new>{MARK})\s*(?:vào\s+)?"
    r"(?P<side>sau|trước|phía sau|phía trước|liền sau|liền trước)"
    rf"\s+(?:{WORDS}\s+)?(?P<old>{MARK})(?P<where>[^⟦]*)",
    re.IGNORECASE,
)
RETITLE = re.compile(
    r"^(?:sửa đổi|thay thế|thay|sửa|điều chỉnh)\s+(?:tên(?: gọi)?|tiêu đề)\s+(?:của\s+)?(?P<where>[^⟦]*?)"
    r"(?:như sau|thành|là|bằng)?"
    rf"\s*:?\s*(?P<new>{MARK})",
    re.IGNORECASE,
)
RELEAD = re.compile(
    r"^(?:sửa đổi|thay thế|thay|sửa)\s+(?:đoạn|phần|câu)\s+(?:mở đầu|dẫn|dẫn đầu|đầu|đầu tiên|thứ nhất)\s+"
    r"(?:của\s+|tại\s+)?"
    rf"(?P<where>[^⟦]*?)(?:như sau|thành)?\s*:?\s*(?P<new>{MARK})",
    re.IGNORECASE,
)
ANNEX = re.compile(
    r"^(?:thay thế|thay|sửa đổi|sửa)\s*:?\s*(?P<old>[^⟦]*?)\s+(?:tương ứng\s+)?(?:lần lượt\s+)?(?:bằng|thành)\s+"
    r"(?:các\s+)?"
    r"(?P<new>[^⟦]*?)\s*(?:ban hành\s+)?(?:kèm theo|của|tại)\s+⟪này⟫",
    re.IGNORECASE,
)
ADD_ANNEX = re.compile(
    r"^bổ sung\s+(?P<new>[^⟦]*?)\s*(?:ban hành\s+)?(?:kèm theo|của|tại)\s+⟪này⟫(?P<rest>.*)$", re.IGNORECASE | re.DOTALL
)
REPEAL = re.compile(r"^(?:bãi bỏ|hủy bỏ|huỷ bỏ|lược bỏ|bỏ)\s+(?P<where>[^⟦]*)$", re.IGNORECASE | re.DOTALL)
INSERT = re.compile(
    r"^bổ sung\s+(?:thêm\s+)?(?P<what>[^⟦]*?)"
    r"(?:\s+(?:vào\s+)?(?:ngay\s+)?(?P<side>sau|trước|phía sau|liền sau)\s+(?P<anchor>[^⟦]*?)"
    r"|\s+vào\s+(?P<into>[^⟦]*?))?"
    rf"\s*(?:như sau|với nội dung(?:\s+như)?\s+sau)?\s*[:;,.]?\s*(?P<new>(?:{MARK}[\s.;,]*)*)$",
    re.IGNORECASE | re.DOTALL,
)
REPLACE = re.compile(
    r"^(?:sửa đổi|thay thế|thay|sửa|điều chỉnh)\s+(?P<what>[^⟦]*?)\s*(?:như sau|thành|bằng)?\s*[:;,.]?\s*"
    rf"(?P<new>(?:{MARK}[\s.;,]*)*)$",
    re.IGNORECASE | re.DOTALL,
)


def is_instruction(text: str) -> bool:
    """Tell whether a provision's words begin like an amending instruction."""
    return _STARTS.match(text) is not None


def single_verbs(text: str) -> str:
    """Reduce "Sửa đổi, bổ sung" to its first verb: the drafting rules use the pair for one act."""
    return _PAIR.sub(lambda match: match[1], text)


def sentences(text: str) -> list[str]:
    """Split a text into its instructions, each beginning with a verb."""
    return [part.strip() for part in _SPLIT.split(text) if part.strip()]
