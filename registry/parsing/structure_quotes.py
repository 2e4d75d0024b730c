"""Quoted text of amendments: which lines belong to the amended act and not to the document that quotes them."""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final

from registry.document import Issue
from registry.issues import issue
from registry.parsing.structure_labels import Label, Level, read_label
from registry.text import UPPER

_OPENS_INSIDE: Final = re.compile(r":\s*[“\"](?=[^“”\"]*$)")
_COLON_QUOTE: Final = re.compile(r":\s*“")
_CLOSES: Final = re.compile(r"[”\"]\s*(?:\[\d+\]|\d{1,3})?\s*[.;,]?\s*(?:\[\d+\]|\d{1,3})?$")
_INSTRUCTION: Final = re.compile(
    r"(?:Sửa đổi|Bổ sung|Bãi bỏ|Thay thế|Thay cụm|Thay từ|Thay đổi|Bỏ (?:cụm|từ|điểm|khoản|Điều)|Hủy bỏ|Hiệu lực"
    r"|Điều khoản"
    r"|Tổ chức thực hiện|Trách nhiệm (?:thi hành|tổ chức)|Đính chính)"
)
_BLOCK: Final = re.compile(rf"\s*(?:Phụ lục|PHỤ LỤC|Mẫu|MẪU|Biểu|BIỂU|QUY|LUẬT|[{UPPER}]{{3,}} )")
_OPENED: Final = 60  # quotations that begin inside one that has no end
_LONGEST: Final = 4_000  # lines; a longer quotation is a quotation mark that was never closed


@dataclass(frozen=True, slots=True)
class Quotes:
    """Lines inside quotations.

    Args:
        lines: For every line, True when it belongs to quoted text.
        issues: Quotations without an end.
    """

    lines: tuple[bool, ...]
    issues: tuple[Issue, ...]


def quoted_lines(lines: Sequence[str], starts: Sequence[int], labels: Sequence[Label | None]) -> Quotes:
    """Mark the lines of quoted text.

    A quotation opens at the start of a line or after a colon and closes with the sign that balances it. Where that
    sign is missing it ends before the next amending instruction of the quoting document.

    Args:
        lines: The lines of the text.
        starts: Their offsets.
        labels: Their labels, or None.
    """
    lines = [line.replace("‟", "“") for line in lines]  # the mirrored opening sign, seen in print
    mask = [False] * len(lines)
    issues: list[Issue] = []
    page = _Page(lines, labels, tuple(map(_opens, lines)))
    at = 0
    article = 0
    while at < len(lines):
        label = labels[at]
        if label and label.level == Level.ARTICLE:
            article = int(re.sub(r"\D", "", label.number))
        if not page.opens[at]:
            at += 1
            continue
        end, closed = _end_of_quote(page, at, article)
        inside = at if lines[at][0] in '“"' else at + 1
        mask[inside:end] = [True] * (end - inside)
        if not closed:
            issues.append(issue("quote-unclosed", starts[at], starts[at] + len(lines[at])))
        at = max(end, at + 1)
    return Quotes(tuple(mask), tuple(issues))


@dataclass(frozen=True, slots=True)
class _Page:
    """Lines with their labels and whether a quotation may open in each."""

    lines: Sequence[str]
    labels: Sequence[Label | None]
    opens: Sequence[bool]


def _opens(line: str) -> bool:
    if line[:1] in ("“", '"'):
        return True
    if any(_unbalanced(line[found.end() :]) for found in _COLON_QUOTE.finditer(line)):
        return True
    return line[-1:] not in '”"' and ("“" in line or '"' in line) and _OPENS_INSIDE.search(line) is not None


def _unbalanced(rest: str) -> bool:
    """Tell whether what follows an opening sign holds no sign that closes it: an inner quotation closes itself."""
    return rest.count("“") >= rest.count("”")


def _depth(line: str, depth: int, straight: bool) -> int:
    depth += line.count("“") - line.count("”")
    if straight:
        depth = depth ^ (line.count('"') & 1)
    return depth


def _end_of_quote(page: _Page, at: int, article: int) -> tuple[int, bool]:
    """Return one past the last line of the quotation that opens at a line, and whether it was closed."""
    lines, labels = page.lines, page.labels
    straight = '"' in lines[at] and "“" not in lines[at]
    plain = _is_plain(lines[at])
    depth = 0
    opened = 0
    rescue: int | None = None
    for line in range(at, min(at + _LONGEST, len(lines))):
        opened += page.opens[line]
        if opened > _OPENED:
            break
        if line > at and rescue is None and _instructs(labels[line], article):
            rescue = line
        if line > at and plain and _opens_article(labels[line]):
            return line, False
        if line > at and lines[line][:1] == "“" and rescue is not None:
            return rescue, False
        depth = _depth(lines[line], depth, straight)
        if depth <= 0 or (_CLOSES.search(lines[line]) and _outside(labels, line + 1, article)):
            return line + 1, True
    return (rescue if rescue is not None else at + 1), False


def _is_plain(line: str) -> bool:
    """Tell whether the quoted text begins as a sentence: such a quotation holds no articles."""
    quoted = re.split(r"[“\"]", line)[-1] if line[:1] not in '“"' else line[1:]
    return read_label(quoted.lstrip(), 0, 0) is None and not _BLOCK.match(quoted)


def _opens_article(label: Label | None) -> bool:
    return label is not None and label.level <= Level.ARTICLE


def _outside(labels: Sequence[Label | None], line: int, article: int) -> bool:
    return line >= len(labels) or _instructs(labels[line], article)


def _instructs(label: Label | None, article: int) -> bool:
    """Tell whether a label opens an instruction of the quoting document."""
    if label is None or not _INSTRUCTION.match(label.rest):
        return False
    return label.level != Level.ARTICLE or label.number == str(article + 1)
