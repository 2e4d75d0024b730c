"""From assembled content to the plain data that the template reads: strings stay strings, nothing is markup."""

import re
from collections.abc import Sequence
from datetime import date
from itertools import count, groupby
from typing import Any, Final

from registry.handbook.collation import key
from registry.handbook.content import Block, BlockKind, BookDocument, HandbookContent
from registry.handbook.fonts import FAMILIES
from registry.handbook.printable import LOST_MARK, breakable
from registry.text import short_day

_GROUPED: Final = (BlockKind.HEADING, BlockKind.MASTHEAD, BlockKind.CLOSING)
_SHORT: Final = {"a4": 78, "a5": 52}
_LOOSE_RUN: Final = 8
_LOOSE_LINE: Final = 24
_DEEPEST: Final = 6
_WIDE: Final = 7
_WIDEST_COLUMN: Final = 40
_LEAD: Final = re.compile(r"\s*\S+\s+\S+?[.:]?(?=\s|$)")

Data = dict[str, Any]


def layout(content: HandbookContent) -> Data:
    """Return the data of the template.

    Args:
        content: Everything that will be printed.
    """
    numbers = _numbers(content)
    places = {number: place for place, number in enumerate(numbers)}
    own = {document.number: at for at, document in enumerate(content.documents)}
    divided = any(part.title for part in content.parts)
    return {
        "title": content.title,
        "department": content.department,
        "edition": content.edition,
        "approved_by": content.approved_by,
        "contact": content.contact,
        "as_at": day(content.as_at),
        "as_at_short": short_day(content.as_at),
        "printed": day(content.printed),
        "created": [content.printed.year, content.printed.month, content.printed.day],
        "paper": content.paper,
        "fonts": list(FAMILIES),
        "lost_mark": LOST_MARK,
        "divided": divided,
        "parts": _parts(content, places, 2 if divided else 1),
        "index": [{"number": number, "document": own.get(number)} for number in numbers],
    }


def day(value: date) -> str:
    """Write a date the way official documents do: ngày 05 tháng 6 năm 2026."""
    month = f"{value.month:02d}" if value.month < 3 else str(value.month)  # Decree 30/2020/NĐ-CP, annex I
    return f"ngày {value.day:02d} tháng {month} năm {value.year}"


def _wording(document: BookDocument) -> str:
    """Say whose words are printed where others have changed them since; empty when nobody has."""
    if not document.amended_by:
        return ""
    return f"Như khi ban hành, chưa thể hiện nội dung sửa đổi, bổ sung, bãi bỏ của {', '.join(document.amended_by)}."


def short(text: str, length: int) -> str:
    """Cut a title between words, with an ellipsis, so that it fits a running header."""
    if len(text) <= length:
        return text
    return text[: text.rindex(" ", 0, length) if " " in text[:length] else length].rstrip(" ,;-–") + "…"


def _numbers(content: HandbookContent) -> list[str]:
    """Return every number printed as a document or cited in one, in the order of the index."""
    cited = (run.number for document in content.documents for block in document.blocks for run in block.runs)
    found = {number for number in cited if number} | {document.number for document in content.documents}
    return sorted(found, key=key)


def _parts(content: HandbookContent, places: dict[str, int], level: int) -> list[Data]:
    numbered = count()
    return [
        {
            "title": part.title,
            "note": part.note,
            "documents": [
                _document(document, next(numbered), places, level)
                | {"short": short(document.title, _SHORT[content.paper])}
                for document in part.documents
            ],
        }
        for part in content.parts
    ]


def _document(document: BookDocument, at: int, places: dict[str, int], level: int) -> Data:
    return {
        "id": at,
        "number": document.number,
        "place": places[document.number],
        "type": document.type,
        "title": document.title,
        "issuer": document.issuer,
        "issued": day(document.issued) if document.issued else "",
        "issued_short": short_day(document.issued) if document.issued else "",
        "effective": day(document.effective) if document.effective else "",
        "effect": document.effect,
        "effect_label": document.effect_label,
        "effect_reason": document.effect_reason,
        "wording": _wording(document),
        "source": breakable(document.source),
        "address": document.source if document.source.startswith(("https://", "http://")) else "",
        "extract": document.extract,
        "lost": document.lost,
        "level": level,
        "blocks": _blocks(document.blocks, places, level),
    }


def _blocks(blocks: Sequence[Block], places: dict[str, int], level: int) -> list[Data]:
    made: list[Data] = []
    for block in blocks:
        if made and _goes_on(block, made[-1]["kind"]):
            made[-1]["lines"].append(_runs(block, places))
        else:
            made.append(_block(block, places, level))
    return _with_loose_lines(made)


def _with_loose_lines(blocks: list[Data]) -> list[Data]:
    """Let long runs of very short lines flow as one paragraph: words of a table whose cells the source has lost."""
    made: list[Data] = []
    for brief, group in groupby(blocks, key=_is_brief):
        items = list(group)
        if brief and len(items) >= _LOOSE_RUN:
            made.append({"kind": "loose", "lines": [item["runs"] for item in items]})
        else:
            made += items
    return made


def _is_brief(block: Data) -> bool:
    if block["kind"] != BlockKind.TEXT or block["label"]:
        return False
    return sum(len(run if isinstance(run, str) else run[0]) for run in block["runs"]) <= _LOOSE_LINE


def _goes_on(block: Block, before: str) -> bool:
    """Tell whether a line belongs to the title, masthead or signature above it."""
    return block.kind.value == before and before in _GROUPED and not block.label


def _block(block: Block, places: dict[str, int], level: int) -> Data:
    match block.kind:
        case BlockKind.TABLE:
            return _table(block)
        case BlockKind.HEADING:
            kind = "article" if block.label.startswith("Điều") else "title"
            depth = min(_DEEPEST, level + block.level)
            fresh = block.label.startswith("Phụ lục")
            lines = [_runs(block, places)]
            return {"kind": "heading", "style": kind, "level": depth, "fresh": fresh, "lines": lines}
        case BlockKind.LEAD:
            return _lead(block, places, min(_DEEPEST, level + block.level))
        case BlockKind.MASTHEAD | BlockKind.CLOSING:
            return {"kind": block.kind.value, "lines": [_runs(block, places)]}
        case _:
            return {
                "kind": block.kind.value,
                "level": block.level,
                "label": block.label,
                "runs": _runs(block, places),
            }


def _lead(block: Block, places: dict[str, int], level: int) -> Data:
    match = _LEAD.match(block.text)
    head = match[0] if match else block.label
    return {"kind": "lead", "level": level, "head": head.strip(), "runs": _after(_runs(block, places), len(head))}


def _after(runs: list[Any], length: int) -> list[Any]:
    """Drop the first characters of the runs."""
    left: list[Any] = []
    for run in runs:
        text = run if isinstance(run, str) else run[0]
        cut, length = text[length:], max(0, length - len(text))
        if cut:
            left.append(cut if isinstance(run, str) else [cut, run[1]])
    return left


def _runs(block: Block, places: dict[str, int]) -> list[Any]:
    """Return plain strings, and [text, place in the index] for citations."""
    return [[breakable(run.text), places[run.number]] if run.number else breakable(run.text) for run in block.runs]


def _table(block: Block) -> Data:
    columns = list(zip(*block.rows, strict=True))
    weights = [_weight(column) for column in columns]
    return {
        "kind": "table",
        "columns": weights,
        "wide": len(columns) >= _WIDE,
        "numeric": [_is_numeric(column) for column in columns],
        "rows": [[breakable(cell) for cell in row] for row in block.rows],
    }


def _weight(column: Sequence[str]) -> float:
    longest_word = max((len(word) for cell in column for word in cell.split()), default=1)
    longest_cell = max(len(cell) for cell in column)
    return max(4.0, min(longest_word, 18) + 1.0, min(longest_cell, _WIDEST_COLUMN) * 0.6)


def _is_numeric(column: Sequence[str]) -> bool:
    cells = [cell for cell in column[1:] if cell]
    return bool(cells) and all(re.fullmatch(r"[\d.,%+\-– ]+", cell) for cell in cells)
