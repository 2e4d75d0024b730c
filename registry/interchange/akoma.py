"""Akoma Ntoso 3.0 (OASIS LegalDocML): a document as one XML file, with addresses and offsets of our own beside.

Our addresses, labels and offsets stand in attributes of the namespace :data:`OWN`, which the schema allows, so that
:func:`registry.interchange.akoma_reading.read` gives the same text and the same tree back.
"""

from bisect import bisect_left
from collections.abc import Iterator, Sequence
from datetime import date
from typing import Final

from lxml import etree

from registry.document import Provision, ProvisionKind
from registry.errors import BadRequest
from registry.interchange.addresses import element_id
from registry.interchange.akoma_meta import AKN, OWN, metadata
from registry.interchange.references import Reference, references
from registry.interchange.segments import Part, label_end, whole
from registry.records import DocumentRecord, DocumentText, RelationRecord

_ELEMENTS: Final = {
    ProvisionKind.PART: "part",
    ProvisionKind.CHAPTER: "chapter",
    ProvisionKind.SECTION: "section",
    ProvisionKind.SUBSECTION: "subsection",
    ProvisionKind.ARTICLE: "article",
    ProvisionKind.CLAUSE: "paragraph",
    ProvisionKind.POINT: "point",
    ProvisionKind.SUBPOINT: "indent",
}
_TITLED: Final = frozenset(_ELEMENTS) - {ProvisionKind.CLAUSE, ProvisionKind.POINT, ProvisionKind.SUBPOINT}


def write(
    record: DocumentRecord, held: DocumentText, relations: Sequence[RelationRecord] = (), *, on: date | None = None
) -> bytes:
    """Return a document as Akoma Ntoso.

    Args:
        record: Its facts.
        held: Its text.
        relations: Its relations, both directions.
        on: Day of the export, for the manifestation; the day on which the record last changed when None.

    Raises:
        BadRequest: The text holds characters that XML cannot carry.
    """
    writer = _Writer(record, held, relations, on or record.updated.date())
    try:
        root = writer.document()
    except ValueError as problem:
        raise BadRequest(
            "not-exportable",
            f"Văn bản {record.number} có ký tự điều khiển mà XML không ghi được.",
            hint="Nạp lại văn bản từ tệp gốc, rồi xuất lại.",
        ) from problem
    data: bytes = etree.tostring(root, encoding="UTF-8", xml_declaration=True)
    return data


def _tag(name: str) -> str:
    return f"{{{AKN}}}{name}"


def _own(name: str) -> str:
    return f"{{{OWN}}}{name}"


class _Writer:
    """Builds the elements of one document."""

    def __init__(
        self, record: DocumentRecord, held: DocumentText, relations: Sequence[RelationRecord], on: date
    ) -> None:
        self.record, self.text, self.on = record, held.text, on
        self.relations = relations
        self.provisions = held.provisions
        self.references: tuple[Reference, ...] = references(record, held)
        self.starts = [reference.start for reference in self.references]

    def document(self) -> etree._Element:
        """Return the root element."""
        root = etree.Element(_tag("akomaNtoso"), nsmap={None: AKN, "vb": OWN})
        act = etree.SubElement(root, _tag("act"), name="act", contains="originalVersion")
        act.append(metadata(self.record, self.relations, self.on, length=len(self.text)))
        parts = whole(self.text, self.provisions)
        first = next((i for i, child in enumerate(parts.children) if _is_annex(child)), len(parts.children))
        self._opening(act, parts.before)
        tail = self._body(act, parts, first)
        if tail:
            self._block(act, "conclusions", tail)
        self._attachments(act, parts, first)
        return root

    def _opening(self, act: etree._Element, spans: Sequence[tuple[int, int]]) -> None:
        """Write the header lines as preface and the grounds ("Căn cứ ...") as preamble."""
        grounds = next((i for i, span in enumerate(spans) if self.text[slice(*span)].lstrip().startswith("Căn cứ")),
                       len(spans))  # fmt: skip
        for name, group in (("preface", spans[:grounds]), ("preamble", spans[grounds:])):
            if group:
                self._block(act, name, group)

    def _body(self, act: etree._Element, parts: Part, first: int) -> Sequence[tuple[int, int]]:
        """Write the provisions before the first annex; return the words after the last of them."""
        body = etree.SubElement(act, _tag("body"))
        for index, child in enumerate(parts.children[:first]):
            self._provision(body, child)
            if index + 1 < first:
                self._loose(body, parts.after[index])
        if not first:
            self._empty(body)
        return parts.after[first - 1] if first else ()

    def _empty(self, body: etree._Element) -> None:
        container = etree.SubElement(body, _tag("hcontainer"), name="body", eId="body")
        self._paragraphs(etree.SubElement(container, _tag("content")), ())

    def _attachments(self, parent: etree._Element, parts: Part, first: int) -> None:
        annexes = list(zip(parts.children, parts.after, strict=True))[first:]
        if not annexes:
            return
        holder = etree.SubElement(parent, _tag("attachments"))
        for child, after in annexes:
            self._attachment(holder, child, after)

    def _attachment(self, holder: etree._Element, part: Part, after: Sequence[tuple[int, int]]) -> None:
        """Write an annex, or a provision that stands between annexes, as a document of its own."""
        assert part.provision is not None
        attachment = etree.SubElement(holder, _tag("attachment"), eId=f"{element_id(part.provision.id)}__doc")
        inner = etree.SubElement(attachment, _tag("doc"), name="annex")
        inner.append(metadata(self.record, (), self.on, component=part.provision.id))
        main = etree.SubElement(inner, _tag("mainBody"))
        first = next((i for i, child in enumerate(part.children) if _is_annex(child)), len(part.children))
        inside = Part(part.provision, part.index, part.before, part.children[:first], part.after[:first])
        self._provision(main, inside)
        if after:
            self._block(inner, "conclusions", after)
        self._attachments(inner, part, first)

    def _provision(self, parent: etree._Element, part: Part) -> None:
        provision = part.provision
        assert provision is not None
        element = self._element(parent, part, provision)
        rest = self._head(element, provision, part.before)
        if not part.children:
            self._paragraphs(etree.SubElement(element, _tag("content")), rest)
            return
        if rest:
            self._block(element, "intro", rest, eid=f"{element_id(provision.id)}__intro")
        for index, child in enumerate(part.children):
            self._provision(element, child)
            last = index + 1 == len(part.children)
            if last and part.after[index]:
                self._block(element, "wrapUp", part.after[index], eid=f"{element_id(provision.id)}__wrapup")
            elif not last:
                self._loose(element, part.after[index])

    def _element(self, parent: etree._Element, part: Part, provision: Provision) -> etree._Element:
        name = _ELEMENTS.get(provision.kind, "hcontainer")
        element = etree.SubElement(parent, _tag(name), eId=element_id(provision.id))
        if name == "hcontainer":
            element.set("name", "annex")
        told = {
            "id": provision.id, "kind": str(provision.kind), "label": provision.label, "heading": provision.heading,
            "start": provision.start, "end": provision.end, "parent": provision.parent, "n": part.index,
        }  # fmt: skip
        for key, value in told.items():
            if value is not None:
                element.set(_own(key), str(value))
        return element

    def _head(
        self, element: etree._Element, provision: Provision, spans: Sequence[tuple[int, int]]
    ) -> Sequence[tuple[int, int]]:
        """Write number and heading from the first line; return the lines that are left."""
        if not spans or spans[0][0] != provision.start:
            return spans
        start, end = spans[0]
        cut = start + label_end(self.text[start:end])
        if cut > start:
            self._inline(etree.SubElement(element, _tag("num")), start, cut)
        if cut < end and provision.kind in _TITLED and provision.heading:
            self._inline(etree.SubElement(element, _tag("heading")), cut, end)
            cut = end
        return [*([(cut, end)] if cut < end else []), *spans[1:]]

    def _loose(self, parent: etree._Element, spans: Sequence[tuple[int, int]]) -> None:
        """Write words that stand between two provisions and belong to neither."""
        if spans:
            container = etree.SubElement(parent, _tag("hcontainer"), name="text", eId=f"text_{spans[0][0]}")
            self._paragraphs(etree.SubElement(container, _tag("content")), spans)

    def _block(
        self, parent: etree._Element, name: str, spans: Sequence[tuple[int, int]], *, eid: str | None = None
    ) -> None:
        element = etree.SubElement(parent, _tag(name))
        if eid:
            element.set("eId", eid)
        self._paragraphs(element, spans)

    def _paragraphs(self, parent: etree._Element, spans: Sequence[tuple[int, int]]) -> None:
        for start, end in spans:
            self._inline(etree.SubElement(parent, _tag("p")), start, end)
        if not spans:
            etree.SubElement(parent, _tag("p"))

    def _inline(self, element: etree._Element, start: int, end: int) -> None:
        """Write a stretch of text with the references inside it."""
        element.set(_own("at"), str(start))
        position, last = start, None
        for reference in self._inside(start, end):
            last = _append(element, last, self.text[position : reference.start])
            last = etree.SubElement(element, _tag("ref"), href=reference.href, eId=f"ref_{reference.start}")
            last.text = self.text[reference.start : reference.end]
            position = reference.end
        _append(element, last, self.text[position:end])

    def _inside(self, start: int, end: int) -> Iterator[Reference]:
        for reference in self.references[bisect_left(self.starts, start) :]:
            if reference.end > end:
                return
            yield reference


def _append(element: etree._Element, last: etree._Element | None, words: str) -> etree._Element | None:
    if last is None:
        element.text = (element.text or "") + words
    else:
        last.tail = words
    return last


def _is_annex(part: Part) -> bool:
    return part.provision is not None and part.provision.kind is ProvisionKind.ANNEX
