"""Where a text names a body of the province."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Final

from registry.tasks.values import CHAIRMAN, COMMITTEE, COUNCIL, DEPARTMENT, PROVINCE

_CENTRE: Final = r"[Tt]rực\s+[Tt]huộc\s+[Tt]rung\s+[Ưưu][Ơơ]ng"
_LEVEL: Final = (
    rf"(?:cấp\s+tỉnh|các\s+cấp|(?:các\s+)?[Tt]ỉnh(?:,\s+[Tt]hành\s+phố(?:\s+{_CENTRE})?)?(?!\w)"
    rf"|(?:các\s+)?[Tt]hành\s+phố\s+{_CENTRE})"
)
_COUNCIL: Final = r"(?:Hội\s+đồng\s+nhân\s+dân|HĐND)"
_COMMITTEE: Final = r"(?:Ủy\s+ban\s+[Nn]hân\s+dân|UBND)"
_NAMES: Final = (
    "Lao động ?[-–,] ?Thương binh và Xã hội", "Kế hoạch và Đầu tư", "Tài chính", "Tư pháp", "Nội vụ", "Xây dựng",
    "Nông nghiệp và (?:Môi trường|Phát triển nông thôn|PTNT)", "Y tế", "Giáo dục và Đào tạo", "Công Thương",
    "Văn hóa,? ?(?:[-–] )?(?:Thể thao|Thông tin)(?:,| và)? ?(?:Thể thao)?(?: ?và)? ?(?:Du lịch)?",
    "Tài nguyên và Môi trường", "Giao thông vận tải", "Khoa học và Công nghệ", "Thông tin và Truyền thông",
    "Dân tộc và Tôn giáo", "Ngoại vụ", "Du lịch", r"[A-ZĐ]\w+(?: \w+)?",
)  # fmt: skip
_DEPARTMENT: Final = (
    r"(?:Giám đốc\s+)?(?:(?:[Cc]ác\s+)?(?<![Cc]ơ )Sở\s+(?!giao dịch|Giao dịch|hữu)(?:"
    + "|".join(name.replace(" ", r"\s+").replace(r"\s+?", r"\s*") for name in _NAMES)
    + rf")|[Cc]ác\s+sở(?:,\s+(?:ban,\s+)?ngành)?(?!\s+hữu))(?:\s+{_LEVEL})?"
)
_AGENCY: Final = (
    rf"[Cc]ơ\s+quan\s+(?:chuyên\s+môn(?:\s+[^.;,]{{3,80}}?)?\s+(?:thuộc|của)|được)\s+(?:Chủ\s+tịch\s+)?{_COMMITTEE}"
    rf"\s+{_LEVEL}(?:\s+giao(?:\s+nhiệm\s+vụ)?(?:\s+(?:quản\s+lý|giải\s+quyết)[^.;,]{{3,60}}?"
    r"(?=\s+(?:tiếp|xem|thẩm|tổ|kiểm|thông|cấp|có|lập|gửi|trình|chủ))|\b))?"
)
_ALL: Final = re.compile(
    rf"(?P<department>{_AGENCY}|{_DEPARTMENT})"
    rf"|(?P<chairman>Chủ\s+tịch\s+{_COMMITTEE}\s+{_LEVEL})"
    rf"|(?P<committee>{_COMMITTEE}\s+{_LEVEL}|{_COMMITTEE}(?=,\s+Sở\s))"
    rf"|(?P<council>{_COUNCIL}\s+{_LEVEL}|{_COUNCIL}(?=(?:,|\s+và|\s+hoặc)\s+{_COMMITTEE}\s+{_LEVEL}))"
    rf"|(?P<same>{_COUNCIL}(?:\s+cùng\s+cấp)?(?!\s+(?:cấp|xã|huyện|phường)))"
    rf"|(?P<province>(?:[Cc]ác\s+)?[Tt]ỉnh,\s+thành\s+phố\s+{_CENTRE}|[Cc]ác\s+(?:địa\s+phương|tỉnh)|[Đđ]ịa\s+phương)"
)
_LOWER: Final = re.compile(r"(?:cấp\s+)?(?:xã|huyện)(?!\s+(?:hội|nghèo))(?![^.;]*cấp\s+tỉnh)")
NAMES: Final = re.compile(r"[Nn]hân\s+dân|UBND|HĐND|Sở|các\s+sở|[Đđ]ịa\s+phương|[Tt]ỉnh")  # a cheap look beforehand


@dataclass(frozen=True, slots=True)
class Mention:
    """A stretch of a sentence that names a body, as offsets into it."""

    start: int
    end: int
    body: str


_KINDS: Final = {
    "department": DEPARTMENT,
    "chairman": CHAIRMAN,
    "committee": COMMITTEE,
    "council": COUNCIL,
    "same": COUNCIL,
    "province": PROVINCE,
}


def mentions(sentence: str, *, provincial: bool = False) -> Iterator[Mention]:
    """Yield the bodies that a sentence names.

    Args:
        sentence: With tones placed.
        provincial: True when what came before speaks of a body of the province: a council named without its level is
            then the province's, as it is beside such a body in the sentence itself.
    """
    found = list(_ALL.finditer(sentence))
    provincial = provincial or any(each.lastgroup in {"committee", "chairman"} for each in found)
    for each in found:
        group = each.lastgroup or ""
        if group != "same" or (provincial and not _LOWER.search(sentence, 0, each.start())):
            yield Mention(each.start(), each.end(), _KINDS[group])
