"""From aligned passages to findings: which kind of overlap it is, and which of several nested pairs to report."""

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass

from indexer.overlap.values import Options, Passage, Shared
from registry.records import OverlapPair


@dataclass(frozen=True, slots=True)
class Finding:
    """Two passages of different documents that overlap, left being the lower document id."""

    left: Passage
    right: Passage
    shared: Shared
    kind: str

    def pair(self) -> OverlapPair:
        """Return the finding as the registry stores it."""
        return OverlapPair(
            self.left.document_id,
            self.left.provision,
            self.right.document_id,
            self.right.provision,
            round(self.shared.similarity, 4),
            self.kind,
            self.shared.left_spans,
            self.shared.right_spans,
        )


def kind_of(shared: Shared, shorter: int, options: Options) -> str | None:
    """Name the kind of overlap.

    Args:
        shared: Result of the alignment.
        shorter: Words of the shorter passage.
        options: Thresholds.

    Returns:
        ``same`` (the same words), ``near``, ``contains`` (the shorter one lies within the longer one), or None.
    """
    if shared.same:
        return "same"
    if shared.similarity >= options.near:
        return "near"
    if shorter >= options.shortest_contained and max(shared.left_share, shared.right_share) >= options.contains:
        return "contains"
    return None


def outermost(findings: Iterable[Finding]) -> list[Finding]:
    """Keep one finding of each nest, so that an article and its own clause are not both reported.

    The widest ``same`` or ``near`` pair wins over the pairs inside it. A ``contains`` pair is kept only when no
    such pair lies inside or around it; of several, the narrowest says best where the words are.

    Args:
        findings: All findings, in any order.

    Returns:
        The ones to report, ordered by document and place.
    """
    nests: dict[tuple[int, int], list[Finding]] = defaultdict(list)
    for finding in findings:
        nests[finding.left.document_id, finding.right.document_id].append(finding)
    kept = [finding for nest in nests.values() for finding in _outermost(nest)]
    return sorted(kept, key=_place)


def _outermost(nest: list[Finding]) -> list[Finding]:
    kept: list[Finding] = []
    for finding in sorted((f for f in nest if f.kind != "contains"), key=_width, reverse=True):
        if not any(_inside(finding, other) for other in kept):
            kept.append(finding)
    for finding in sorted((f for f in nest if f.kind == "contains"), key=_width):
        if not any(_inside(finding, other) or _inside(other, finding) for other in kept):
            kept.append(finding)
    return kept


def _inside(inner: Finding, outer: Finding) -> bool:
    return _within(inner.left, outer.left) and _within(inner.right, outer.right)


def _within(inner: Passage, outer: Passage) -> bool:
    return outer.start <= inner.start and inner.end <= outer.end


def _width(finding: Finding) -> tuple[int, int, int]:
    left, right = finding.left, finding.right
    return (left.end - left.start + right.end - right.start, -left.start, -right.start)


def _place(finding: Finding) -> tuple[int, int, int, int]:
    return (finding.left.document_id, finding.right.document_id, finding.left.start, finding.right.start)
