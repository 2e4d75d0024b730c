"""The frozen values of an overlap run, from options to report."""

from dataclasses import dataclass, field
from typing import Final

from registry.document import ProvisionKind

SET_ASIDE: Final[dict[str, str]] = {
    "short": "Quá ngắn để so sánh",
    "closing": "Điều khoản thi hành, hiệu lực, tổ chức thực hiện",
    "scope": "Phạm vi điều chỉnh, đối tượng áp dụng viết theo mẫu chung",
    "form": "Biểu mẫu trong phụ lục",
    "common": "Lời văn dùng chung ở quá nhiều văn bản",
}
FAMILIES: Final[dict[str, str]] = {
    "consolidated": "Văn bản hợp nhất và văn bản được hợp nhất",
    "amended": "Văn bản sửa đổi, bổ sung và văn bản được sửa đổi, bổ sung",
    "corrected": "Văn bản đính chính và văn bản được đính chính",
    "replaced": "Văn bản thay thế và văn bản được thay thế",
}


@dataclass(frozen=True, slots=True)
class Options:
    """What counts as an overlap.

    Args:
        shortest: Words below which a provision is not compared.
        near: Share of shared word 5-grams from which two provisions say nearly the same.
        contains: Share of one provision's word 5-grams found in the other from which it counts as contained.
        shortest_contained: Words below which being contained says nothing (a long name that both cite).
        common: A 5-gram found in more documents than this (or than 5 % of them) is boilerplate.
        families: Report known families (amended, consolidated, replaced) as well.
    """

    shortest: int = 25
    near: float = 0.5
    contains: float = 0.7
    shortest_contained: int = 40
    common: int = 25
    families: bool = False


@dataclass(frozen=True, slots=True)
class Passage:
    """A provision to be compared.

    Args:
        document_id: Its document.
        provision: Its address.
        kind: Article or clause.
        start: First character after the label, in the canonical text.
        end: One past the last character.
        first: Its first word among the words of its document's passages.
        last: One past its last word.
        aside: Key of :data:`SET_ASIDE`, or None when it takes part.
    """

    document_id: int
    provision: str
    kind: ProvisionKind
    start: int
    end: int
    first: int
    last: int
    aside: str | None = None


@dataclass(frozen=True, slots=True)
class Shared:
    """What alignment says about two passages.

    Args:
        similarity: Shared word 5-grams over all of them, 0-1.
        left_share: Share of the left word 5-grams that the right one has as well, 0-1.
        right_share: The same on the right.
        same: True when the words are identical.
        left_spans: Shared stretches as (start, end) in the left canonical text, in order.
        right_spans: The same stretches, in the order of the left ones.
    """

    similarity: float
    left_share: float
    right_share: float
    same: bool
    left_spans: tuple[tuple[int, int], ...]
    right_spans: tuple[tuple[int, int], ...]


@dataclass(frozen=True, slots=True)
class OverlapReport:
    """What a run did.

    Args:
        run: When it ended (ISO, UTC); the stored pairs carry it.
        documents: Documents with text that were read.
        passages: Provisions that took part.
        candidates: Pairs that the signatures proposed.
        pairs: Pairs kept and stored.
        kinds: Pairs per kind (``same``, ``near``, ``contains``).
        set_aside: Provisions left out, per key of :data:`SET_ASIDE`.
        families: Pairs left out as known families, per key of :data:`FAMILIES`.
        seconds: Time spent.
    """

    run: str
    documents: int
    passages: int
    candidates: int
    pairs: int
    kinds: dict[str, int] = field(default_factory=dict)
    set_aside: dict[str, int] = field(default_factory=dict)
    families: dict[str, int] = field(default_factory=dict)
    seconds: float = 0.0
