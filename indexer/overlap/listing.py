"""Stored pairs with what a person reads about them: which document, which provision, which words."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import lru_cache
from typing import Final, Protocol

from registry.document import Provision
from registry.records import DocumentRecord, DocumentText, OverlapPair

KINDS: Final[dict[str, str]] = {"same": "Trùng hoàn toàn", "near": "Gần trùng", "contains": "Chứa trong"}
_PAGE: Final = 500


class PairRegistry(Protocol):
    """The part of the registry that holds pairs and what they point at."""

    def document(self, document_id: int, /) -> DocumentRecord: ...  # noqa: D102
    def text_of(self, document_id: int, /) -> DocumentText | None: ...  # noqa: D102

    def overlaps(  # noqa: D102
        self, offset: int = 0, limit: int = 50, document_id: int | None = None
    ) -> tuple[int, list[OverlapPair]]: ...


@dataclass(frozen=True, slots=True)
class Side:
    """One side of a pair.

    Args:
        document: Its document.
        provision: Address of the provision.
        label: Chain of labels, innermost first ("khoản 2 Điều 5"), or the address when the text has changed since.
        text: Words of the provision.
        marks: Shared stretches as (start, end) in ``text``.
    """

    document: DocumentRecord
    provision: str
    label: str
    text: str
    marks: tuple[tuple[int, int], ...]


@dataclass(frozen=True, slots=True)
class PairView:
    """A pair as a page, a table or a file shows it."""

    left: Side
    right: Side
    similarity: float
    kind: str


def described(registry: PairRegistry, pairs: Iterable[OverlapPair]) -> Iterator[PairView]:
    """Add documents, labels and words to stored pairs, in the same order."""
    document, text = lru_cache(256)(registry.document), lru_cache(64)(registry.text_of)
    for pair in pairs:
        left = _side(document(pair.left_id), text(pair.left_id), pair.left_provision, pair.left_spans)
        right = _side(document(pair.right_id), text(pair.right_id), pair.right_provision, pair.right_spans)
        yield PairView(left, right, pair.similarity, pair.kind)


def every(registry: PairRegistry, document_id: int | None = None) -> Iterator[OverlapPair]:
    """Yield all stored pairs (of one document when given), most alike first, a page at a time."""
    offset, total = 0, 1
    while offset < total:
        total, pairs = registry.overlaps(offset, _PAGE, document_id)
        yield from pairs
        offset += _PAGE


def _side(
    document: DocumentRecord, text: DocumentText | None, address: str, spans: tuple[tuple[int, int], ...]
) -> Side:
    known = {node.id: node for node in text.provisions} if text else {}
    node = known.get(address)
    if text is None or node is None:
        return Side(document, address, address, "", ())
    marks = tuple((s - node.start, e - node.start) for s, e in spans if node.start <= s and e <= node.end)
    return Side(document, address, _chain(node, known), text.text[node.start : node.end], marks)


def _chain(node: Provision, known: dict[str, Provision]) -> str:
    labels = [node.label]
    while node.parent in known and not node.label.startswith(("Điều", "Phụ lục")):
        node = known[node.parent]
        labels.append(node.label)
    return " ".join(labels)
