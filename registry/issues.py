"""Codes of issue records, in one place, each with its Vietnamese message (``str.format`` fields in braces)."""

from typing import Final

from registry.document import Issue

MESSAGES: Final[dict[str, str]] = {
    "no-number": "Không tìm thấy số ký hiệu trong phần đầu văn bản.",
    "no-type": "Không xác định được loại văn bản.",
    "no-issuer": "Không xác định được cơ quan ban hành.",
    "no-date": "Không tìm thấy ngày ban hành trong phần đầu văn bản.",
    "no-title": "Không tìm thấy trích yếu.",
}


def issue(code: str, start: int | None = None, end: int | None = None, **values: object) -> Issue:
    """Make an issue record with its catalogued message.

    Args:
        code: Key of :data:`MESSAGES`.
        start: First character of the doubtful text, if any.
        end: One past its last character.
        **values: Fields of the message.

    Raises:
        KeyError: The code is not catalogued.
    """
    return Issue(code, MESSAGES[code].format(**values), start, end)
