"""The values of this package."""

from dataclasses import dataclass
from typing import Final

COUNCIL: Final = "council"  # Hội đồng nhân dân cấp tỉnh
COMMITTEE: Final = "committee"  # Ủy ban nhân dân cấp tỉnh
CHAIRMAN: Final = "chairman"  # Chủ tịch Ủy ban nhân dân cấp tỉnh
DEPARTMENT: Final = "department"  # sở, cơ quan chuyên môn thuộc Ủy ban nhân dân cấp tỉnh
PROVINCE: Final = "province"  # the text says "các tỉnh", "địa phương" and no body
BODIES: Final = (COUNCIL, COMMITTEE, CHAIRMAN, DEPARTMENT, PROVINCE)

RULE: Final = "rule"  # quy định, ban hành, quyết định
APPROVE: Final = "approve"  # phê duyệt, thông qua
MONEY: Final = "money"  # bố trí, phân bổ
WORK: Final = "work"  # chỉ đạo, hướng dẫn, tổ chức thực hiện, kiểm tra
REPORT: Final = "report"  # báo cáo, tổng hợp, công khai
CASE: Final = "case"  # a step of a procedure for one applicant
KINDS: Final = (RULE, APPROVE, MONEY, WORK, REPORT, CASE)


@dataclass(frozen=True, slots=True)
class Task:
    """One thing that a provision asks of a body of the province.

    Args:
        provision: Address of the provision whose own words say so.
        start: First character of the sentence in the canonical text.
        end: One past its last character.
        body: One of :data:`BODIES`.
        kind: One of :data:`KINDS`.
        verb: The verb as printed.
        verb_start: Where the verb stands: what is asked begins here and ends with the sentence.
        deadline: The words that say by when or how often, or an empty string.
        inherited: True when the body is named by an enclosing heading or lead-in and not by the sentence.
    """

    provision: str
    start: int
    end: int
    body: str
    kind: str
    verb: str
    verb_start: int
    deadline: str = ""
    inherited: bool = False
