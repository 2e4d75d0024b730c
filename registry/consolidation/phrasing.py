"""How instructions are worded: one pattern per kind of instruction, tried in order on a single sentence.

Quotations are already lifted out (``⟦n⟧``), names of acts are already replaced by ``⟪act⟫`` or ``⟪này⟫``. Wording:
Decree 34/2016/NĐ-CP art. 75 and Decree 78/2025/NĐ-CP on the drafting of amending documents.
"""

import re
from collections.abc import Sequence
from typing import TypeVar

from registry.consolidation.part_words import NTH, PART

_Act = TypeVar("_Act")
VERB = (
    r"(?:s[ửữ]a đổi|sửa|b[ổỗ] sung|thay thế|thay|bãi bỏ|hủy bỏ|huỷ bỏ|lược bỏ|x[óo][aá] bỏ|loại bỏ|bỏ|điều chỉnh"
    r"|đính chính)"
)
_PAIR = re.compile(rf"\b({VERB})((?:(?:\s*(?:,|và|hoặc)\s*|(?<=đổi)\s+(?=b)){VERB})+)\b", re.IGNORECASE)
_MISSPELT = (
    (re.compile(r"\b(s)ữa(?=\s+đổi\b)", re.IGNORECASE), r"\1ửa"),
    (re.compile(r"\b(b)ỗ(?=\s+sung\b)", re.IGNORECASE), r"\1ổ"),
    (re.compile(r"\b(?:xóa|xoá|loại)\s+(?=bỏ\b)", re.IGNORECASE), ""),
)
"""Slips and variants of the verbs, seen in official data, and how the patterns below know them."""
_TITLE_AND = re.compile(
    r"\btên\s+(?:điều\s*)?(?:và|,)\s*(?P<rest>(?:các\s+)?(?:điểm|khoản)\s[^;⟦⟪]{1,60}?\bĐiều\s+(?P<article>\d+[a-zđ]?))",
    re.IGNORECASE,
)
_STARTS = re.compile(rf"^\s*(?:[-+•]\s*)?{VERB}\b", re.IGNORECASE)
_SPLIT = re.compile(rf"(?:[;,.]\s*(?:đồng thời\s+)?|\s+và\s+|\n\s*)(?={VERB}\b)", re.IGNORECASE)

WORDS = r"(?:các\s+)?(?:nội dung|cụm từ|từ ngữ|từ|chữ|số|đoạn|cụm)"
MARK = r"⟦\d+⟧"
MARKS = rf"{MARK}(?:\s*(?:,|;|và|hoặc)\s*(?:{WORDS}\s+)?{MARK})*"

REPLACE_PHRASE = re.compile(
    rf"(?:{WORDS}\s+)?(?P<old>{MARKS})(?P<where1>[^⟦]*?)\s*(?:được\s+)?(?:bằng|thành|là)\s+(?:{WORDS}\s+)?(?P<new>{MARK})"
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
    r"^(?:sửa đổi|thay thế|thay|sửa)\s+(?:(?:đoạn|câu)\s+(?:mở đầu|dẫn đầu|dẫn)|phần\s+(?:mở đầu|dẫn đầu|dẫn|đầu))\s+"
    r"(?:của\s+|tại\s+)?"
    rf"(?P<where>[^⟦]*?)(?:như sau|thành)?\s*:?\s*(?P<new>{MARK})",
    re.IGNORECASE,
)
LEAD_AND_UNITS = re.compile(
    r"^(?:sửa đổi|thay thế|thay|sửa)\s+(?:đoạn|phần|câu)\s+(?:mở đầu|dẫn đầu|dẫn)\s*(?:,|\bvà)\s*"
    rf"(?P<units>[^⟦]*?)\s*(?:như sau)?\s*[:;,.]?\s*(?P<new>(?:{MARK}[\s.;,]*)+)$",
    re.IGNORECASE | re.DOTALL,
)
REPLACE_PART = re.compile(
    rf"^(?:sửa đổi|thay thế|thay|sửa)\s+(?:nội dung\s+)?{PART}(?P<where>[^⟦]*?)\s*(?:như sau|thành|bằng)?\s*[:;,.]?\s*"
    rf"(?P<new>{MARK})[\s.;,]*$",
    re.IGNORECASE | re.DOTALL,
)
DROP_PART = re.compile(
    rf"^(?:bãi bỏ|hủy bỏ|huỷ bỏ|lược bỏ|bỏ)\s+(?:nội dung\s+|toàn bộ\s+)?{PART}(?P<where>[^⟦]*)$",
    re.IGNORECASE | re.DOTALL,
)
ADD_PART = re.compile(
    r"^bổ sung\s+(?:thêm\s+)?(?:(?:một|01|1)\s+)?"
    r"(?:(?:khổ|đoạn\s+văn|đoạn|gạch\s+đầu\s+dòng|gạch|câu|dòng|hàng|nội dung)\s*"
    rf"(?:{NTH}|mới|sau đây|sau(?=\s+vào))?\s+)?"
    r"(?:(?:số\s+thứ\s+tự|STT)\s+\d+\w?\s+)?"
    rf"(?:vào\s+)?(?:ngay\s+|liền\s+|phía\s+)?(?P<side>sau|trước)\s+{PART}(?P<where>[^⟦]*?)\s*"
    rf"(?:như sau|nội dung(?:\s+như)?\s+sau)?\s*[:;,.]?\s*(?P<new>{MARK})[\s.;,]*$",
    re.IGNORECASE | re.DOTALL,
)
ADD_NTH_PART = re.compile(
    rf"^bổ sung\s+(?:thêm\s+)?{PART}(?:vào\s+)?(?P<where>[^⟦]*?)\s*(?:như sau|nội dung(?:\s+như)?\s+sau)?\s*[:;,.]?\s*"
    rf"(?P<new>{MARK})[\s.;,]*$",
    re.IGNORECASE | re.DOTALL,
)
PAIRED_PHRASES = re.compile(
    rf"^(?:thay thế|thay|sửa đổi|sửa)\s+(?:{WORDS}\s+)?(?P<old>{MARKS})(?P<where1>[^⟦]*?)\s*"
    rf"(?:lần lượt\s+|tương ứng\s+)?(?:được\s+)?(?:bằng|thành|là)\s+(?:lần lượt\s+|tương ứng\s+)?"
    rf"(?:{WORDS}\s+)?(?P<new>{MARKS})"
    rf"(?:\s+(?:tương ứng|lần lượt))?(?P<where2>[^⟦]*)$",
    re.IGNORECASE | re.DOTALL,
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
REISSUED_ANNEX = re.compile(
    r"^(?:thay thế|thay|sửa đổi|sửa)\s+(?:và\s+)?ban hành(?:\s+(?:mới|lại))?\s+kèm theo\s+(?:⟪này⟫\s+)?(?P<new>[^⟦]*)$",
    re.IGNORECASE | re.DOTALL,
)
WHOLE_ACTS = re.compile(
    r"(?:toàn bộ\s+)?(?:nội dung\s+)?(?:các\s+)?(?:văn bản\s+(?:sau(?: đây)?|quy phạm pháp luật[^⟪]*)?:?\s*)?"
    r"⟪\d+⟫(?:[\s;,.]*(?:và\s+)?⟪\d+⟫)*[\s;,.]*",
    re.IGNORECASE,
)
QUOTED_LIST = re.compile(r"^[^⟦⟪]*(?:sau(?: đây)?)\s*:\s*⟦(?P<mark>\d+)⟧[\s.;]*$", re.IGNORECASE)
_PHRASE_LIST = re.compile(
    rf"^\s*(?P<lead>{VERB}\b.*[”\"][^“”\"]*?\s(?:tại|trong|ở))\s+(?:các\s+)?"
    r"(?:(?:điều|khoản|điểm|quy định|nội dung|phụ lục|biểu mẫu|mẫu|chương|mục|đơn vị)[\s,]*(?:và\s+)?)*"
    r"(?:sau(?: đây)?|dưới đây)?\s*:\s*$",
    re.IGNORECASE | re.DOTALL,
)
_LIST = re.compile(
    rf"^\s*(?P<verb>{VERB})\b[^⟦]*(?:các|một số|những|toàn bộ)\b[^⟦]*(?:sau(?: đây)?|dưới đây|gồm)\s*:?\s*$",
    re.IGNORECASE,
)
_ITEM = re.compile(
    r"^(?:[-+•]\s*)?(?:toàn bộ\s+)?(?:các\s+)?(?:bộ luật|luật|pháp lệnh|nghị quyết|nghị định|quyết định|chỉ thị"
    r"|thông tư|khoản|điểm|điều|mục|chương|phụ lục|mẫu|cụm từ|từ|⟦)(?:\s|\d|$|⟦)",
    re.IGNORECASE,
)
_TITLE = re.compile(
    rf"^{VERB}\b.*\b(?:một số|các|toàn bộ|một phần)\s+(?:các\s+)?(?:điều|khoản|điểm|nội dung|quy định|cụm từ|biểu mẫu"
    r"|mẫu|phụ lục|văn bản|thông tư|quyết định|nghị quyết)\b",
    re.IGNORECASE,
)
_REPEAL_BOTH = re.compile(
    rf"^(?P<first>(?P<verb>bãi bỏ|hủy bỏ|huỷ bỏ|lược bỏ|bỏ)\s+[^⟦]*?)\s*(?:,|;|\bvà)\s+(?P<second>{WORDS}\s+⟦.*)$",
    re.IGNORECASE | re.DOTALL,
)
_DROPPED_EACH = re.compile(
    r"^(?P<verb>bãi bỏ|hủy bỏ|huỷ bỏ|lược bỏ|bỏ)\s+(?:(?:các|một số)\s+(?:cụm từ|từ)\s+sau(?: đây)?\s*:\s*)?"
    rf"(?P<items>{WORDS}\s+⟦.*)$",
    re.IGNORECASE | re.DOTALL,
)
_NEXT_PHRASE = re.compile(rf"(?:[;,]\s*|\s+và\s+)(?={WORDS}\s+⟦)", re.IGNORECASE)
REPEAL = re.compile(r"^(?:bãi bỏ|hủy bỏ|huỷ bỏ|lược bỏ|bỏ)\s+(?P<where>[^⟦]*)$", re.IGNORECASE | re.DOTALL)
APPEND = re.compile(
    rf"^bổ sung\s+(?:thêm\s+)?(?:(?:một|01|1)\s+)?"
    r"(?:(?:đoạn văn|đoạn|khổ|nội dung|câu|quy định)(?:\s+(?:sau|sau đây|mới))?\s+)?(?:vào\s+)?(?:phía\s+|sau\s+)?"
    rf"cuối\s+(?:của\s+)?(?P<where>[^⟦]*?)\s*(?:như sau|nội dung(?:\s+như)?\s+sau)?\s*[:;,]?\s*"
    rf"(?P<new>{MARK})[\s.;,]*$",
    re.IGNORECASE | re.DOTALL,
)
APPEND_WORDS = re.compile(
    rf"^bổ sung\s+(?:thêm\s+)?{WORDS}\s+(?P<new>{MARK})\s*,?\s*(?:vào\s+)?(?:phía\s+)?(?:cuối|sau cùng)\s+"
    r"(?:của\s+|tại\s+)?(?P<where>[^⟦]*)$",
    re.IGNORECASE | re.DOTALL,
)
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


_OTHER = re.compile(
    r"^(?:[-+•]\s*)?(?:(?:chuyển|di chuyển|đánh\s+(?:lại\s+)?số|tách|gộp|ghép|nhập|hợp nhất|đổi|đảo|sắp xếp lại)\b"
    r"[^\n]*?\b(?:điều|khoản|điểm|chương|mục|phụ lục|mẫu|đoạn)\s"
    r"|(?:các\s+)?(?:điều|khoản|điểm|chương|mục|phụ lục|mẫu)\s+(?:số\s+)?(?:[\dIVXLC]+|[a-zđ])\d*\b[^\n“\"]{0,80}?\s"
    r"(?:được\s+)?"
    r"(?:chuyển|đổi|đánh\s+(?:lại\s+)?số|tách|gộp|ghép)\b[^\n“\"]{0,40}?\s(?:thành|vào|sang|xuống|lên)\s)",
    re.IGNORECASE,
)


def is_other_change(text: str) -> bool:
    """Tell whether words change an act in a way that is not read: moved, renumbered, split or joined units."""
    return _OTHER.match(text) is not None


def list_verb(text: str, words: str = "") -> str:
    """Return what the items of a list leave out ("Bãi bỏ các văn bản sau:" -> "Bãi bỏ"), or an empty string.

    Args:
        text: The lead, its quotations lifted out.
        words: The lead as written: "Thay cụm từ “A” bằng cụm từ “B” tại các điều sau:" is left out but for its places.
    """
    if match := _PHRASE_LIST.match(words):
        return " ".join(match["lead"].split())
    match = _LIST.match(single_verbs(" ".join(text.split())))
    return match["verb"] if match else ""


def is_item(text: str) -> bool:
    """Tell whether words begin as an item of such a list: with an act, an address or a quotation."""
    return _ITEM.match(text) is not None


def is_title(text: str) -> bool:
    """Tell whether words are the title of an amending article ("Sửa đổi một số điều của ..."), not an instruction."""
    return _TITLE.match(" ".join(text.split())) is not None


def single_verbs(text: str) -> str:
    """Reduce "Sửa đổi, bổ sung" to its first verb: the drafting rules use the pair for one act."""
    return _PAIR.sub(lambda match: match[1], spelled(text))


def spelled(text: str) -> str:
    """Spell the verbs of an instruction as the patterns do; quotations must be lifted out before."""
    for pattern, right in _MISSPELT:
        text = pattern.sub(right, text)
    return text


def first_act(text: str, acts: Sequence[_Act]) -> _Act | None:
    """Return the first act that the words of an instruction name, wording in a block of its own left out."""
    found = re.search(r"⟪(\d+)⟫", text.split("\n⟦", 1)[0])
    return acts[int(found[1])] if found else None


def sentences(text: str) -> list[str]:
    """Split a text into its instructions, each beginning with a verb."""
    text = _TITLE_AND.sub(r"tên Điều \g<article>, \g<rest>", text)
    parts = _worded([part.strip() for part in _SPLIT.split(text) if part.strip()])
    return [half for part in parts for half in _halves(part)]


_REPEAL_LAST = re.compile(
    rf"^(?P<what>(?:bãi bỏ|hủy bỏ|huỷ bỏ|lược bỏ|bỏ)\s+[^⟦]*?)\s*(?P<tail>như sau\s*:?\s*(?:{MARK}[\s.;,]*)+)$",
    re.IGNORECASE,
)


def _worded(parts: list[str]) -> list[str]:
    """Give the wording after "sửa đổi khoản 1 và bãi bỏ khoản 2 Điều 3 như sau:" to what is amended, not repealed."""
    last = _REPEAL_LAST.match(parts[-1]) if len(parts) > 1 else None
    if last is None or "⟦" in parts[-2]:
        return parts
    return [*parts[:-2], f"{parts[-2]} {last['tail']}", last["what"]]


def _halves(sentence: str) -> list[str]:
    """Split "Bãi bỏ khoản 1 Điều 2 và đoạn ⟦0⟧ tại ..." into what is repealed whole and what is cut out."""
    if dropped := _DROPPED_EACH.match(sentence):
        items = _NEXT_PHRASE.split(dropped["items"])
        if len(items) > 1 and all(re.search(r"⟦.*\b(?:tại|trong|ở)\s", item, re.DOTALL) for item in items):
            return [f"{dropped['verb']} {item}" for item in items]
    match = _REPEAL_BOTH.match(sentence)
    return [match["first"], f"{match['verb']} {match['second']}"] if match else [sentence]
