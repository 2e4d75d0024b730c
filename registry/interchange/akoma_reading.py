"""Read back our own Akoma Ntoso: the same canonical text, the same provisions, the same facts."""

from dataclasses import dataclass
from datetime import date
from typing import Final

from lxml import etree

from registry.document import Provision, ProvisionKind
from registry.errors import InputRefused
from registry.interchange.akoma_meta import AKN, OWN
from registry.interchange.segments import assemble

MAX_BYTES: Final = 64_000_000


@dataclass(frozen=True, slots=True)
class AkomaDocument:
    """What an export of ours holds.

    Args:
        number: Canonical number.
        type: Vietnamese name of the type.
        title: Title.
        issuer: Issuer as signed.
        issued: Issue date.
        effective: First day in force.
        text: Canonical text.
        provisions: Its provisions, in their order.
    """

    number: str
    type: str
    title: str
    issuer: str
    issued: date | None
    effective: date | None
    text: str
    provisions: tuple[Provision, ...]


def read(data: bytes) -> AkomaDocument:
    """Read an Akoma Ntoso file written by :func:`registry.interchange.akoma.write`.

    Args:
        data: The file. It is not trusted: entities, document types and network access are refused.

    Raises:
        InputRefused: It is not XML, not Akoma Ntoso, or not one of ours.
    """
    root = _parse(data)
    facts = root.find(f".//{{{OWN}}}document")
    if root.tag != f"{{{AKN}}}akomaNtoso" or facts is None:
        raise _refused("Tệp không phải bản xuất Akoma Ntoso của Vanban.")
    try:
        return AkomaDocument(
            number=facts.get("number", ""),
            type=facts.get("type", ""),
            title=facts.get("title", ""),
            issuer=facts.get("issuer", ""),
            issued=_date(facts.get("issued")),
            effective=_date(facts.get("effective")),
            text=_text(root, int(facts.get("length", "-1"))),
            provisions=_provisions(root),
        )
    except (ValueError, KeyError) as problem:
        raise _refused("Bản xuất Akoma Ntoso bị sửa hoặc hỏng: vị trí các đoạn không khớp.") from problem


def _refused(reason: str) -> InputRefused:
    return InputRefused("not-akoma", reason, hint="Xuất lại bằng “vanban export SỐ --format akn”.")


def _parse(data: bytes) -> etree._Element:
    if len(data) > MAX_BYTES:
        raise _refused("Tệp Akoma Ntoso quá lớn.")
    if b"<!DOCTYPE" in data or b"<!ENTITY" in data:
        raise _refused("Tệp XML khai báo DOCTYPE hoặc ENTITY; Vanban không đọc các khai báo đó.")
    parser = etree.XMLParser(resolve_entities=False, no_network=True, load_dtd=False, huge_tree=False)
    try:
        return etree.fromstring(data, parser)
    except etree.XMLSyntaxError as problem:
        raise _refused("Tệp không phải XML hợp lệ.") from problem


def _date(text: str | None) -> date | None:
    return date.fromisoformat(text) if text else None


def _text(root: etree._Element, length: int) -> str:
    placed = root.iterfind(f".//*[@{{{OWN}}}at]")
    stretches = [(int(element.get(f"{{{OWN}}}at", "-1")), "".join(_words(element))) for element in placed]
    return assemble(stretches, length)


def _words(element: etree._Element) -> list[str]:
    return [str(piece) for piece in element.itertext()]


def _provisions(root: etree._Element) -> tuple[Provision, ...]:
    found = {
        int(element.get(f"{{{OWN}}}n", "-1")): _provision(element) for element in root.iterfind(f".//*[@{{{OWN}}}n]")
    }
    if sorted(found) != list(range(len(found))):
        raise ValueError("provisions are missing")
    return tuple(found[index] for index in range(len(found)))


def _provision(element: etree._Element) -> Provision:
    told = {key: element.get(f"{{{OWN}}}{key}") for key in ("id", "kind", "label", "heading", "start", "end", "parent")}
    return Provision(
        id=told["id"] or "",
        kind=ProvisionKind(told["kind"]),
        label=told["label"] or "",
        heading=told["heading"] or "",
        start=int(told["start"] or -1),
        end=int(told["end"] or -1),
        parent=told["parent"],
    )
