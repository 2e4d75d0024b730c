"""DOCX: paragraphs with their automatic numbers, tables as rows, footnotes; tracked changes are refused."""

import re
from collections.abc import Iterator
from io import BytesIO
from typing import Any, Final

import docx
from docx.opc.exceptions import PackageNotFoundError
from docx.oxml.ns import qn
from lxml import etree

from registry.parsing.footnotes import RULE
from registry.parsing.formats.html import row_lines
from registry.parsing.formats.numbering import Numbering
from registry.parsing.limits import Clock, broken, check_text, open_zip, refuse
from registry.parsing.lines import mend
from registry.parsing.raw import FileKind, Layout, RawDocument

_TRACKED: Final = ("w:ins", "w:del", "w:moveFrom", "w:moveTo")
_TRACKED_XML: Final = re.compile(rb"<w:(?:ins|del|moveFrom|moveTo) ")
_ENTITY: Final = re.compile(rb"<!(?:DOCTYPE|ENTITY)", re.IGNORECASE)
_PARAGRAPH: Final = qn("w:p")
_TABLE: Final = qn("w:tbl")


def read(data: bytes) -> RawDocument:
    """Read a Word document.

    Raises:
        InputRefused: It is damaged, holds XML entities, or holds tracked changes.
    """
    _check_parts(data)
    try:
        document = docx.Document(BytesIO(data))
    except (KeyError, ValueError, OSError, etree.XMLSyntaxError, PackageNotFoundError, AttributeError) as error:
        raise broken("tệp Word") from error
    body: Any = document.element.body
    if body is None:
        raise broken("tệp Word")
    reader = _Reader(Numbering(document), Clock())
    lines = mend(list(reader.block(body)))
    notes = _notes(document, reader)
    text = "\n".join([*lines, RULE, *notes] if notes else lines)
    return RawDocument(FileKind.DOCX, check_text(text), Layout.PARAGRAPHS, _meta(document))


def _check_parts(data: bytes) -> None:
    with open_zip(data) as archive:
        for name in archive.namelist():
            if not name.endswith((".xml", ".rels")):
                continue
            try:
                part = archive.read(name)
            except Exception as error:
                raise broken("tệp Word") from error
            if _ENTITY.search(part):
                raise refuse(
                    "xml-entity", "Tệp Word chứa khai báo thực thể XML; không mở.", "Lưu lại tệp bằng Word rồi nạp."
                )
            if name == "word/document.xml" and _TRACKED_XML.search(part):
                raise refuse(
                    "tracked-changes",
                    "Tệp Word còn vết sửa đổi (Track Changes) chưa chấp nhận hay từ chối.",
                    "Trong Word: Review > Accept All Changes, lưu rồi nạp lại.",
                )


class _Reader:
    """Walks the body and gives one string per paragraph or table row."""

    def __init__(self, numbering: Numbering, clock: Clock) -> None:
        self._numbering = numbering
        self._clock = clock

    def block(self, parent: Any) -> Iterator[str]:
        """Yield the paragraphs and rows of a body, cell or note."""
        for child in parent.iterchildren():
            self._clock.check()
            if child.tag == _PARAGRAPH:
                yield from self._paragraph(child)
            elif child.tag == _TABLE:
                yield from self._table(child)
            elif child.tag in (qn("w:sdt"), qn("w:sdtContent"), qn("w:customXml")):
                yield from self.block(child)

    def _paragraph(self, paragraph: Any) -> Iterator[str]:
        label = self._numbering.label(paragraph)
        text = inline(paragraph)
        lines = [line.strip() for line in text.split("\n") if line.strip()]
        if lines and label:
            lines[0] = f"{label} {lines[0]}"
        yield from lines

    def _table(self, table: Any) -> Iterator[str]:
        for row in table.iterchildren(qn("w:tr")):
            cells = [
                list(self.block(cell)) for cell in row.iter(qn("w:tc")) if cell.getparent() is row or _in_sdt(cell, row)
            ]
            yield from row_lines([cell for cell in cells if cell])


def _in_sdt(cell: Any, row: Any) -> bool:
    content = cell.getparent()
    return content.tag == qn("w:sdtContent") and content.getparent().getparent() is row


def inline(paragraph: Any) -> str:
    """Return the text of a paragraph, with note marks in brackets; deleted text and field codes are left out."""
    parts = []
    for node in paragraph.iter():
        if node.tag == qn("w:t"):
            parts.append(node.text or "")
        elif node.tag in (qn("w:br"), qn("w:cr")):
            parts.append(" " if node.get(qn("w:type")) == "page" else "\n")
        elif node.tag in (qn("w:tab"), qn("w:ptab")) and node.getparent().tag == qn("w:r"):
            parts.append(" ")
        elif node.tag == qn("w:noBreakHyphen"):
            parts.append("-")
        elif node.tag in (qn("w:footnoteReference"), qn("w:endnoteReference")):
            parts.append(f"[{node.get(qn('w:id'))}]")
    return "".join(parts)


def _notes(document: Any, reader: _Reader) -> list[str]:
    """Return the notes, each beginning with its mark."""
    lines: list[str] = []
    for relation in document.part.rels.values():
        if relation.is_external or not relation.reltype.endswith(("/footnotes", "/endnotes")):
            continue
        root = etree.fromstring(relation.target_part.blob, etree.XMLParser(resolve_entities=False, no_network=True))
        for note in root:
            if note.get(qn("w:type")) in ("separator", "continuationSeparator", "continuationNotice"):
                continue
            text = list(reader.block(note))
            if text:
                lines += [f"[{note.get(qn('w:id'))}] {text[0]}", *text[1:]]
    return lines


def _meta(document: Any) -> dict[str, str]:
    properties = document.core_properties
    found = {"title": properties.title, "author": properties.author, "modified": properties.modified}
    return {f"docx_{key}": str(value) for key, value in found.items() if value}
