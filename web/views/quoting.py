"""How a document or provision is cited in an official text.

Form: kind, number, date and issuer after the provision, innermost first (Decree 78/2025/NĐ-CP, rules on citing; a law
is called by its name).
"""

from datetime import date
from typing import Final

from flask_babel import gettext as _

from registry.records import DocumentRecord

_BY_NAME: Final = {"Luật", "Bộ luật", "Pháp lệnh", "Hiến pháp"}
_HEADS: Final = {
    "Bộ ": "Bộ trưởng ",
    "Ủy ban Dân tộc": "Bộ trưởng, Chủ nhiệm ",
    "Văn phòng Chính phủ": "Bộ trưởng, Chủ nhiệm ",
    "Ngân hàng Nhà nước": "Thống đốc ",
    "Thanh tra Chính phủ": "Tổng ",
}
"""Circulars are issued by the head of the ministry or ministerial agency (Law on promulgation of legal documents)."""


def citation(record: DocumentRecord, provision: str = "") -> str:
    """Return the citation of a document, or of a provision in it.

    Args:
        record: The document.
        provision: Where, in words, innermost first ("điểm b khoản 2 Điều 5"); empty for the whole.
    """
    parts = [provision, _name(record), _dated(record.issued), _issued_by(record)]
    return " ".join(part for part in parts if part)


def _name(record: DocumentRecord) -> str:
    number = _("số %(number)s", number=record.number) if record.number else ""
    if record.type in _BY_NAME and record.title:
        told = record.title if record.title.startswith(record.type) else f"{record.type} {record.title}"
        return f"{told} {number}".strip()
    return f"{record.type} {number}".strip()


def _dated(day: date | None) -> str:
    if day is None:
        return ""
    month = f"{day.month:02}" if day.month < 3 else str(day.month)
    return str(_("ngày %(day)s tháng %(month)s năm %(year)s", day=f"{day.day:02}", month=month, year=day.year))


def _issued_by(record: DocumentRecord) -> str:
    names = [_head(record.type, name) for name in record.issuer.split("; ") if name]
    return _("của %(names)s", names=", ".join(names)) if names else ""


def _head(kind: str, name: str) -> str:
    if kind != "Thông tư":
        return name
    return next((f"{title}{name}" for start, title in _HEADS.items() if name.startswith(start)), name)
