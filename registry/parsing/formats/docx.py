"""DOCX: paragraphs with their automatic numbers, tables as rows, footnotes; tracked changes are refused."""

import re
from collections.abc import Iterator
from io import BytesIO
from typing import Any, Final

import docx
from docx.opc.exceptions import PackageNotFoundError
from docx.oxml.ns import qn
from lxml import etree

from registry.issues import issue
from registry.parsing.footnotes import RULE
from registry.parsing.formats.html import row_lines
from registry.parsing.formats.list_labels import labelled
from registry.parsing.formats.looks import Looks
from registry.parsing.formats.numbering import Numbering
from registry.parsing.limits import Clock, broken, check_text, open_zip, refuse, tracked_changes
from registry.parsing.lines import mend
from registry.parsing.raw import FileKind, Layout, RawDocument
from registry.parsing.recovery import SOFT_HYPHEN, Piece, read_fonts, recover, script

_TRACKED: Final = re.compile(rb"<w:(?:ins|del|moveFrom|moveTo|cellIns|cellDel)[ />]")
_CHUNK: Final = re.compile(rb"<w:altChunk[ />]")
_STRICT: Final = b"http://purl.oclc.org/ooxml/wordprocessingml/main"
_WORDS: Final = re.compile(r"word/(?:document|footnotes|endnotes)\d*\.xml")
_ENTITY: Final = re.compile(rb"<!(?:DOCTYPE|ENTITY)", re.IGNORECASE)
_MATH: Final = "{http://schemas.openxmlformats.org/officeDocument/2006/math}t"
_FALLBACK: Final = "{http://schemas.openxmlformats.org/markup-compatibility/2006}Fallback"
_BESIDE: Final = frozenset({qn("w:txbxContent"), qn("w:del"), _FALLBACK})
_TEXT: Final = frozenset({qn("w:t"), _MATH})
_NOTES: Final = {qn("w:footnoteReference"): "footnotes", qn("w:endnoteReference"): "endnotes"}
_BREAKS: Final = frozenset({qn("w:br"), qn("w:cr")})
_SIGNS: Final = {qn("w:tab"): " ", qn("w:ptab"): " ", qn("w:noBreakHyphen"): "-"}
_WRAPPERS: Final = frozenset({qn("w:sdt"), qn("w:sdtContent"), qn("w:customXml"), qn("w:smartTag")})
_SOFT: Final = qn("w:softHyphen")
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
    reader = _Reader(Numbering(document), Looks(document), Clock())
    lines = mend(list(reader.block(body)))
    notes = _notes(document, reader)
    found = recover("\n".join([*lines, RULE, *notes] if notes else lines))
    doubts = tuple(issue("legacy-encoding", encoding=name) for name in sorted(reader.met)) or found.issues
    return RawDocument(FileKind.DOCX, check_text(found.text), Layout.PARAGRAPHS, _meta(document), doubts)


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
            if _WORDS.fullmatch(name) and _CHUNK.search(part):
                raise refuse(
                    "file-inside",
                    "Tệp Word chèn nguyên một tệp khác (altChunk) mà Word chưa nhập vào văn bản.",
                    "Mở bằng Word, lưu lại (Word sẽ nhập phần đó vào) rồi nạp.",
                )
            if name == "word/document.xml" and _STRICT in part:
                raise refuse(
                    "strict-word",
                    "Tệp Word ở dạng Strict Open XML, chương trình chưa đọc được.",
                    "Trong Word: Save As > Word Document (.docx), rồi nạp.",
                )
            if _WORDS.fullmatch(name) and _TRACKED.search(part):
                raise tracked_changes("Tệp Word")


class _Reader:
    """Walks the body and gives one string per paragraph or table row; ``met`` names the legacy encodings found."""

    def __init__(self, numbering: Numbering, looks: Looks, clock: Clock) -> None:
        self._numbering = numbering
        self._looks = looks
        self._clock = clock
        self._marks: dict[tuple[str, str], str] = {}
        self.met: set[str] = set()

    def block(self, parent: Any) -> Iterator[str]:
        """Yield the paragraphs and rows of a body, cell or note."""
        for child in parent.iterchildren():
            self._clock.check()
            if child.tag == _PARAGRAPH:
                yield from self._paragraph(child)
            elif child.tag == _TABLE:
                yield from self._table(child)
            elif child.tag in _WRAPPERS:
                yield from self.block(child)

    def _paragraph(self, paragraph: Any) -> Iterator[str]:
        label = self._numbering.label(paragraph)
        text, met = read_fonts(list(self._pieces(paragraph)))
        self.met |= {met} - {""}
        lines = [line.strip() for line in text.split("\n") if line.strip()]
        yield from labelled(label, lines, in_cell=paragraph.getparent().tag == qn("w:tc"))
        for box in _boxes(paragraph):
            yield from self.block(box)

    def _pieces(self, paragraph: Any) -> Iterator[Piece]:
        """Yield the text of a paragraph, note marks in brackets; hidden text, field codes and boxes are left out."""
        for node in _inline(paragraph):
            run = node.getparent()
            look = self._looks.of(run, paragraph)
            text = SOFT_HYPHEN if node.tag == _SOFT and script(look.font) else self._sign(node)
            if text and not look.hidden:
                yield Piece(text.upper() if look.capitals else text, look.font)

    def _sign(self, node: Any) -> str:
        """Return what one element of a run shows."""
        if node.tag in _TEXT:
            return node.text or ""
        if node.tag in _NOTES:
            return f"[{self.mark(_NOTES[node.tag], str(node.get(qn('w:id'))))}]"
        if node.tag == qn("w:sym"):
            return chr(int(node.get(qn("w:char")) or "20", 16))
        if node.tag in _BREAKS:
            return " " if node.get(qn("w:type")) == "page" else "\n"
        return _SIGNS.get(node.tag, "") if node.getparent().tag == qn("w:r") else ""

    def mark(self, kind: str, number: str) -> str:
        """Return the number that is printed for a note: notes count in the order of their marks."""
        return self._marks.setdefault((kind, number), str(len(self._marks) + 1))

    def _table(self, table: Any) -> Iterator[str]:
        for row in _within(table, qn("w:tr")):
            cells = [list(self.block(cell)) for cell in _within(row, qn("w:tc"))]
            yield from row_lines([cell for cell in cells if cell])


def _within(parent: Any, tag: str) -> Iterator[Any]:
    """Yield the rows of a table or the cells of a row, those that content controls are laid around included."""
    for child in parent.iterchildren():
        if child.tag == tag:
            yield child
        elif child.tag in _WRAPPERS:
            yield from _within(child, tag)


def _inline(paragraph: Any) -> Iterator[Any]:
    """Yield the elements of a paragraph's runs in order, without going into boxes that stand beside the text."""
    stack = list(reversed(paragraph))
    while stack:
        node = stack.pop()
        if node.tag in _BESIDE:
            continue
        yield node
        stack.extend(reversed(node))


def _boxes(paragraph: Any) -> Iterator[Any]:
    """Yield the text boxes anchored in a paragraph; each is written twice, for newer and for older programs."""
    for box in paragraph.iter(qn("w:txbxContent")):
        ancestors = {each.tag for each in box.iterancestors()}
        if _FALLBACK not in ancestors:
            yield box


def _notes(document: Any, reader: _Reader) -> list[str]:
    """Return the notes, each beginning with its mark."""
    found: list[tuple[int, list[str]]] = []
    for relation in document.part.rels.values():
        kind = relation.reltype.rpartition("/")[2]
        if relation.is_external or kind not in _NOTES.values():
            continue
        root = etree.fromstring(relation.target_part.blob, etree.XMLParser(resolve_entities=False, no_network=True))
        for note in root:
            text = list(reader.block(note))
            if text and note.get(qn("w:type")) not in ("separator", "continuationSeparator", "continuationNotice"):
                mark = reader.mark(kind, str(note.get(qn("w:id"))))
                found.append((int(mark), [f"[{mark}] {text[0]}", *text[1:]]))
    return [line for _, lines in sorted(found) for line in lines]


def _meta(document: Any) -> dict[str, str]:
    properties = document.core_properties
    found = {"title": properties.title, "author": properties.author, "modified": properties.modified}
    return {f"docx_{key}": str(value) for key, value in found.items() if value}
