"""Fictional acts for the tests of consolidation: written as text, read by the real reader."""

from datetime import date

from registry.consolidation.timeline import Act
from registry.parsing.structure import provisions

BASE_NUMBER = "11/2098/TT-BHC"
BASE = """Chương I
QUY ĐỊNH CHUNG
Điều 1. Phạm vi
1. Thông tư này quy định việc trồng hoa ở tỉnh Hư Cấu.
2. Hoa gồm:
a) Hoa hồng;
b) Hoa huệ.
Điều 2. Giải thích
Hoa hồng là cây có gai.
Chương II
TỔ CHỨC
Điều 3. Trách nhiệm
1. Sở Hoa hướng dẫn trồng hoa hồng.
2. Sở Lá kiểm tra.
Điều 4. Thi hành
Thông tư này có hiệu lực từ ngày ký."""


def act(number: str, text: str, *, effective: date | None = date(2099, 1, 1), title: str = "") -> Act:
    """Read a fictional act."""
    tree, _ = provisions(text)
    return Act(number, f"Thông tư số {number}", title, text, tree, effective)


def base() -> Act:
    """The act that the others amend."""
    return act(BASE_NUMBER, BASE, effective=date(2098, 1, 1))


def amending(*clauses: str, number: str = "22/2099/TT-BHC", effective: date | None = date(2099, 1, 1)) -> Act:
    """An act whose Điều 1 holds the given instructions as its clauses."""
    head = f"Điều 1. Sửa đổi, bổ sung một số điều của Thông tư số {BASE_NUMBER}"
    body = "\n".join(f"{index}. {words}" for index, words in enumerate(clauses, 1))
    return act(number, f"{head}\n{body}\nĐiều 2. Hiệu lực thi hành\nThông tư này có hiệu lực.", effective=effective)
