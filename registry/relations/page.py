"""A document laid out for reading its relations: lines, citations by line, where the preamble and the body lie."""

import re
from bisect import bisect_left
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import Final

from registry.citations import address
from registry.citations.places import Places
from registry.citations.quotes import quoted_stretches, within
from registry.document import Citation, Header, Provision, ProvisionKind, Relation

_BASIS_LINE: Final = re.compile(r"^[\s*_>|]*Căn cứ\s", re.MULTILINE)
_OTHER_BASIS_LINE: Final = re.compile(
    r"^[\s*_>|]*(?:Thực hiện|Thi hành|Xét|Theo đề nghị|Trên cơ sở)\s[^\n]*[;,][*_]*$", re.MULTILINE
)
_FIRST_ARTICLE: Final = re.compile(r"^[\s*_>|]*Điều\s+1\s*[.:]", re.MULTILINE)


@dataclass(frozen=True, slots=True)
class Line:
    """One line of the text, without its line end."""

    start: int
    end: int


class Page:
    """What the readers of relations look things up in."""

    def __init__(
        self, text: str, header: Header, provisions: Sequence[Provision], citations: Sequence[Citation]
    ) -> None:
        """Lay out one document."""
        self.text = text
        self.header = header
        self.provisions = provisions
        self.citations = citations
        self.places = Places(provisions)
        self._starts = [citation.start for citation in citations]
        self._quoted: tuple[tuple[int, int], ...] | None = None

    @cached_property
    def body_start(self) -> int:
        """Where the articles begin; the end of the text when there are none."""
        articles = [one.start for one in self.provisions if one.kind is ProvisionKind.ARTICLE and "." not in one.id]
        if articles:
            return articles[0]
        found = _FIRST_ARTICLE.search(self.text)
        return found.start() if found else len(self.text)

    @cached_property
    def body_end(self) -> int:
        """Where the first annex begins; the end of the text when there is none."""
        body = self.body_start
        annexes = [
            one.start
            for one in self.provisions
            if one.kind is ProvisionKind.ANNEX and one.parent is None and one.start > body
        ]
        return min(annexes, default=len(self.text))

    @cached_property
    def basis_start(self) -> int:
        """Where the căn cứ lines (or, without any, their like) begin; where the body does when there are none."""
        body = self.body_start
        found = _BASIS_LINE.search(self.text, 0, body) or _OTHER_BASIS_LINE.search(self.text, 0, body)
        return found.start() if found else body

    @cached_property
    def basis_end(self) -> int:
        """Where the căn cứ lines can be no more: the articles begin there, or the first annex."""
        annexes = (one.start for one in self.provisions if one.kind is ProvisionKind.ANNEX and one.parent is None)
        return min(annexes, default=self.body_start) if self.body_start == len(self.text) else self.body_start

    def lines(self, start: int, end: int) -> Iterator[Line]:
        """Yield the lines of a stretch that are not empty and not quoted."""
        at = start
        while at < end:
            stop = self.text.find("\n", at, end)
            stop = end if stop < 0 else stop
            if stop > at and not self.is_quoted(at):
                yield Line(at, stop)
            at = stop + 1

    def is_quoted(self, position: int) -> bool:
        """Tell whether a position lies in the quoted text of an amendment."""
        if self._quoted is None:
            self._quoted = quoted_stretches(self.text)
        return within(self._quoted, position)

    def cited(self, start: int, end: int) -> Sequence[Citation]:
        """Return the citations that start in a stretch."""
        return self.citations[bisect_left(self._starts, start) : bisect_left(self._starts, end)]

    def relation(self, verb: str, citation: Citation, start: int, end: int, *, whole: bool = False) -> Relation:
        """Make a relation to what a citation names.

        Args:
            verb: Code of the verb.
            citation: Names the other document.
            start: First character of the evidence.
            end: One past its last character.
            whole: True when the document is meant whatever provision is written.
        """
        provision = None if whole else address(citation)
        around = self.places.at(start)
        return Relation(
            verb=verb, number=citation.number, start=start, end=end, name=citation.name, provision=provision,
            source_provision=around.id if around else None, issued=citation.issued, kind=citation.kind,
            issuer=citation.issuer, partial=provision is not None,
        )  # fmt: skip


def names_other(citation: Citation) -> bool:
    """Tell whether a citation names another document."""
    return not citation.self and bool(citation.number or citation.name)
