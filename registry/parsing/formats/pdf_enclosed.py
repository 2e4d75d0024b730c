"""Files inside a PDF, and PDFs that are only a cover for what another program is to show."""

from typing import Any, Final

import pypdfium2 as pdfium

from registry.document import Issue
from registry.issues import issue
from registry.parsing.limits import refuse

_NAMED: Final = 5  # files at most
_WAIT: Final = "If this message is not eventually replaced"  # of the cover of a form that Adobe's programs alone show


def enclosed(document: Any, data: bytes) -> tuple[Issue, ...]:
    """Return an issue that names the files inside a PDF.

    Raises:
        InputRefused: It is a portfolio, whose own page is but a cover.
    """
    count = document.count_attachments()
    if not count:
        return ()
    names = ", ".join(_name(document, at) for at in range(min(count, _NAMED))) + (", …" if count > _NAMED else "")
    if b"/Collection" in data:
        raise refuse(
            "portfolio",
            f"Đây là bộ hồ sơ PDF (PDF Portfolio) gồm {count} tệp: {names}.",
            "Mở bằng Acrobat, lưu riêng từng tệp bên trong rồi nạp.",
        )
    return (issue("enclosed-files", count=count, names=names),)


def check_shown(text: str) -> None:
    """Refuse a form whose words only Adobe's programs can put on the page.

    Raises:
        InputRefused: It is one.
    """
    if _WAIT in text:
        raise refuse(
            "dynamic-form",
            "Đây là biểu mẫu XFA: trang in ra chỉ có lời nhắn chờ.",
            "Mở bằng Adobe Reader, in ra PDF mới rồi nạp.",
        )


def _name(document: Any, at: int) -> str:
    try:
        return str(document.get_attachment(at).get_name())
    except pdfium.PdfiumError:
        return "?"
