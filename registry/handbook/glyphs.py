"""Checks that every character of a book can be printed, before anything is printed."""

import unicodedata
from collections.abc import Iterator
from pathlib import Path
from typing import Final

from registry.errors import InputRefused
from registry.handbook.content import BookDocument, HandbookContent
from registry.handbook.fonts import coverage

_SHOWN: Final = 5


def check(content: HandbookContent, fonts: Path) -> None:
    """Make sure that the fonts hold every character of the book.

    Raises:
        InputRefused: A character has no glyph; the message names it and the document.
    """
    known = coverage(fonts)
    for owner, text in _texts(content):
        missing = sorted({character for character in text if ord(character) not in known and not character.isspace()})
        if missing:
            raise _refused(owner, missing)


def _refused(owner: str, missing: list[str]) -> InputRefused:
    names = ", ".join(f"“{c}” (U+{ord(c):04X} {unicodedata.name(c, '?')})" for c in missing[:_SHOWN])
    more = f" và {len(missing) - _SHOWN} ký tự khác" if len(missing) > _SHOWN else ""
    message = f"Phông chữ của sổ tay không có ký tự {names}{more} trong {owner}."
    return InputRefused("handbook-glyph-missing", message, hint="Sửa văn bản nguồn hoặc bỏ văn bản này khỏi sổ tay.")


def _texts(content: HandbookContent) -> Iterator[tuple[str, str]]:
    front = (content.title, content.department, content.edition, content.approved_by, content.contact)
    yield "phần đầu sổ tay", "".join(front)
    for part in content.parts:
        yield f"phần “{part.title}”", part.title + part.note
        for document in part.documents:
            yield f"văn bản {document.number}", "".join(_document(document))


def _document(document: BookDocument) -> Iterator[str]:
    yield from (document.number, document.type, document.title, document.issuer, document.effect_label)
    yield from (document.effect_reason, document.source, *document.amended_by)
    for block in document.blocks:
        yield block.text
        for row in block.rows:
            yield from row
