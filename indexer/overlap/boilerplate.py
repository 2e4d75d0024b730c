"""Which provisions every document has, and so say nothing about overlap."""

import re
from collections.abc import Iterator
from typing import Final

from registry.document import Provision, ProvisionKind
from registry.text import fold, squeeze

_CLOSING_HEADING: Final = re.compile(
    r"(?:(?:va )?(?:dieu khoan (?:thi hanh|cuoi cung)|hieu luc(?: thi hanh)?|quy dinh thi hanh|"
    r"(?:trach nhiem )?(?:to chuc )?(?:trien khai )?(?:thi hanh|thuc hien))[ ,;.]*)+"
)
_SCOPE_HEADING: Final = re.compile(r"\b(pham vi( dieu chinh)?|doi tuong ap dung|pham vi va doi tuong)\b")
_CLOSING_WORDS: Final = re.compile(
    r"\bco hieu luc (thi hanh )?(ke )?tu|\bchiu trach nhiem (to chuc )?(thi hanh|thuc hien)\b"
    r"|\btrong qua trinh (to chuc )?(trien khai )?(thuc hien|ap dung)\b.*\b(vuong mac|kho khan|phat sinh)\b"
)
_FORM: Final = re.compile(r"^(bieu )?(mau|bieu|phieu|don)\b")
_LONGEST_CLOSING: Final = 80
_LONGEST_SCOPE: Final = 90


def reason(provision: Provision, text: str, words: int, parents: dict[str, Provision]) -> str | None:
    """Tell why a provision is set aside.

    Args:
        provision: The provision.
        text: Canonical text of its document.
        words: Number of its words.
        parents: Every provision of the document by address.

    Returns:
        A key of :data:`indexer.overlap.values.SET_ASIDE`, or None when it takes part.
    """
    line = tuple(_lineage(provision, parents))
    if any(node.kind is ProvisionKind.ANNEX and _FORM.match(_plain(f"{node.label} {node.heading}")) for node in line):
        return "form"
    headings = [_plain(node.heading) for node in line if node.kind is not ProvisionKind.ANNEX]
    if any(_CLOSING_HEADING.fullmatch(heading) for heading in headings):
        return "closing"
    if words <= _LONGEST_SCOPE and any(_SCOPE_HEADING.search(heading) for heading in headings):
        return "scope"
    if words <= _LONGEST_CLOSING and _CLOSING_WORDS.search(_plain(text[provision.start : provision.end])):
        return "closing"
    return None


def _lineage(provision: Provision, parents: dict[str, Provision]) -> Iterator[Provision]:
    node: Provision | None = provision
    while node is not None:
        yield node
        node = parents.get(node.parent) if node.parent else None


def _plain(text: str) -> str:
    return squeeze(fold(text))
