"""Inside an amending act an address without an act points to the amended act: where that holds, and to which."""

import re
from bisect import bisect_right
from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import Final

from registry.citations.places import Places
from registry.citations.quotes import within
from registry.document import Citation

_LABEL: Final = r"(?:(?:Điều|Khoản)\s+\d+[a-zđ]{0,2}\s*[.:]\s*|\d+[a-zđ]{0,2}\s*[.)]\s*|[a-zđ]\d?\)\s*|[-+]\s+)?"
_VERB: Final = (
    r"(?:Sửa đổi|Sửa|Bổ sung|Bãi bỏ|Thay thế|Thay (?:cụm )?từ|Bỏ cụm|Bỏ từ|Bỏ|Hủy bỏ|Đính chính|Ngưng hiệu lực)(?!\w)"
)
INSTRUCTION: Final = re.compile(rf"^[ \t*]*{_LABEL}{_VERB}", re.MULTILINE)
_NOT_OBJECT: Final = re.compile(
    r"quy định tại|theo quy định|căn cứ|theo (?:hướng dẫn|Nghị|Luật|Thông|Quyết)|trong thời hạn"
)
_TITLE: Final = re.compile(r"^[ \t*]*Sửa đổi[^\n]{0,60}(?:của|tại)\s", re.MULTILINE)
_QUOTED_ARTICLE: Final = re.compile(r"^[“\"\s]*Điều\s+(\d+[a-zđ]{0,2})\s*[.:]", re.MULTILINE)
_QUOTED_CLAUSE: Final = re.compile(r"^[“\"\s]*(\d+[a-zđ]{0,2})\.\s", re.MULTILINE)
_CLOSES: Final = re.compile(r"[”\n]")
_INLINE: Final = 3_000  # characters of a quotation inside a line
_LIST_GAP: Final = 12  # characters between two items of one list


@dataclass(frozen=True, slots=True)
class Scope:
    """A stretch of an amending act and the act that its addresses point to."""

    start: int
    end: int
    act: Citation


def apply(
    text: str, citations: Sequence[Citation], places: Places, quoted: Sequence[tuple[int, int]]
) -> list[Citation]:
    """Return the citations with the amended act filled in where the text leaves it out.

    Args:
        text: Canonical text.
        citations: As found, in order.
        places: The document's own provisions.
        quoted: Stretches of quoted text, in order.
    """
    instructions = _instructions(text, quoted)
    if not instructions:
        return list(citations)
    return _Amending(text, citations, instructions, places, quoted).resolved()


def _instructions(text: str, quoted: Sequence[tuple[int, int]]) -> list[tuple[int, int]]:
    """Return the lines that give amending instructions as (start of verb's line, end of line)."""
    lines = []
    for found in INSTRUCTION.finditer(text):
        if not within(quoted, found.start()):
            end = text.find("\n", found.end())
            lines.append((found.start(), len(text) if end < 0 else end))
    return lines


class _Amending:
    """The amending parts of one text."""

    def __init__(
        self,
        text: str,
        citations: Sequence[Citation],
        instructions: Sequence[tuple[int, int]],
        places: Places,
        quoted: Sequence[tuple[int, int]],
    ) -> None:
        self._text = text
        self._citations = citations
        self._instructions = instructions
        self._places = places
        self._quoted = quoted
        self._starts = [citation.start for citation in citations]
        self._relied: dict[tuple[int, int], int] = {}
        self._listed_with_this = _listed_with_this(text, citations)
        self._title = self._title_act()
        self._scopes = self._all_scopes()
        self._scope_starts = [scope.start for scope in self._scopes]
        self._around = _enclosing(self._scopes)
        self._article: str | None = None
        self._article_at = 0
        self._clause: str | None = None

    def resolved(self) -> list[Citation]:
        return [self._one(citation) for citation in self._citations]

    def _one(self, citation: Citation) -> Citation:
        if not citation.self:
            return citation
        inside = within(self._quoted, citation.start) or self._in_inline_quote(citation.start)
        if inside:
            scope = self._scope(citation.start)
            return self._in_quote(citation, scope.act) if scope else citation
        if citation.kind is not None or not self._points_away(citation):
            return citation
        made = self._inheriting(self._amended(citation, self._act_for(citation)))
        if citation.article:
            self._article, self._article_at = citation.article, citation.start
        self._clause = made.clause
        return made

    def _inheriting(self, citation: Citation) -> Citation:
        """Give "b) Sửa đổi khoản 2" the article that the instruction above it names ("2. Sửa đổi … của Điều 17")."""
        if citation.article or citation.annex or self._article is None:
            return citation
        above, here = self._places.at(self._article_at), self._places.at(citation.start)
        inside = above and here and (here.id == above.id or here.id.startswith(f"{above.id}."))
        return replace(citation, article=self._article) if inside else citation

    def _points_away(self, citation: Citation) -> bool:
        """Tell an address of the amended act from one of this act ("khoản 2 Điều này", "… theo quy định tại …")."""
        if citation.text.endswith("này") or not (
            citation.article or citation.clause or citation.annex or citation.point
        ):
            return False
        if " này" in citation.text:
            return False
        if citation.start in self._listed_with_this:
            return False
        line = self._line(citation.start)
        if line is None:
            return self._scope(citation.start) is not None and self._labelled_line(citation.start)
        return citation.start < self._relied_on(line)

    def _labelled_line(self, position: int) -> bool:
        """Tell whether an address opens its line, as in a list of what is repealed."""
        line = self._text.rfind("\n", 0, position) + 1
        return len(self._text[line:position].strip(" -+*;.abcdđe)0123456789")) < 12

    def _line(self, position: int) -> tuple[int, int] | None:
        index = bisect_right(self._instructions, (position, 1 << 60)) - 1
        line = self._instructions[index] if index >= 0 else None
        return line if line and position < line[1] else None

    def _act_for(self, citation: Citation) -> Citation | None:
        scope = self._scope(citation.start)
        return scope.act if scope else None

    def _amended(self, citation: Citation, act: Citation | None) -> Citation:
        if act is None:
            return replace(citation, amended=True)
        return replace(
            citation, amended=True, self=False, number=act.number, kind=act.kind, name=act.name, issued=act.issued,
            issuer=act.issuer, year=act.year,
        )  # fmt: skip

    def _in_quote(self, citation: Citation, act: Citation) -> Citation:
        """Read a self-citation of quoted text as the amended act's own."""
        made = self._amended(citation, act)
        if not citation.text.endswith("này") or citation.kind is not None or citation.article:
            return made
        return self._filled(made, self._quote_around(citation.start))

    def _filled(self, citation: Citation, quote: tuple[int, int] | None) -> Citation:
        start = quote[0] if quote else citation.start
        article = self._last(_QUOTED_ARTICLE, start, citation.start) or self._article
        if not citation.text.lower().endswith("khoản này"):
            return replace(citation, article=article)
        clause = self._last(_QUOTED_CLAUSE, start, citation.start) or self._clause
        return replace(citation, article=article, clause=citation.clause or clause)

    def _last(self, pattern: re.Pattern[str], start: int, end: int) -> str | None:
        found = None
        for found in pattern.finditer(self._text, start, end):  # noqa: B007
            pass
        return found[1] if found else None

    def _quote_around(self, position: int) -> tuple[int, int] | None:
        index = bisect_right(self._quoted, (position, 1 << 60)) - 1
        return self._quoted[index] if index >= 0 and position < self._quoted[index][1] else None

    def _in_inline_quote(self, position: int) -> bool:
        """Tell whether a quotation that opened on the line is still open at a position."""
        opened = self._text.rfind("“", max(0, position - _INLINE), position)
        return opened >= 0 and not _CLOSES.search(self._text, opened, position)

    def _relied_on(self, line: tuple[int, int]) -> int:
        """Return where an instruction begins to name what it relies on ("… theo quy định tại"), or its end."""
        if line not in self._relied:
            found = _NOT_OBJECT.search(self._text, *line)
            self._relied[line] = found.start() if found else line[1]
        return self._relied[line]

    def _scope(self, position: int) -> Scope | None:
        """Return the innermost scope around a position."""
        index = bisect_right(self._scope_starts, position) - 1
        while index >= 0 and self._scopes[index].end <= position:
            index = self._around[index]
        return self._scopes[index] if index >= 0 else None

    def _all_scopes(self) -> list[Scope]:
        scopes = [Scope(0, len(self._text), self._title)] if self._title else []
        for start, end in self._instructions:
            act = self._object_of(start, end)
            if act is not None:
                scopes.append(Scope(start, self._scope_end(start, end), act))
        return scopes

    def _scope_end(self, start: int, end: int) -> int:
        own = self._places.starting_in(start, end)
        return own.end if own else end

    def _object_of(self, start: int, end: int) -> Citation | None:
        """Return the act that an instruction changes: the first act in its line, unless another one is relied on."""
        index = bisect_right(self._starts, start - 1)
        for citation in self._citations[index:]:
            if citation.start >= self._relied_on((start, end)):
                return None
            if not citation.self and (citation.number or citation.name):
                return citation
        return None

    def _title_act(self) -> Citation | None:
        title = _TITLE.search(self._text, 0, self._instructions[0][1])
        if title is None:
            return None
        end = self._text.find("\n", title.end())
        inside = [c for c in self._citations if title.start() <= c.start < (end if end >= 0 else len(self._text))]
        named = [citation for citation in inside if not citation.self and (citation.number or citation.name)]
        return named[0] if named else None


def _enclosing(scopes: Sequence[Scope]) -> list[int]:
    """Return for each scope the index of the one around it, or -1."""
    around: list[int] = []
    open_ones: list[int] = []
    for index, scope in enumerate(scopes):
        while open_ones and scopes[open_ones[-1]].end <= scope.start:
            open_ones.pop()
        around.append(open_ones[-1] if open_ones else -1)
        open_ones.append(index)
    return around


def _listed_with_this(text: str, citations: Sequence[Citation]) -> frozenset[int]:
    """Return the starts of citations whose list ends in "này" ("khoản 4, khoản 5 và khoản 6 Điều này")."""
    starts: set[int] = set()
    for one, following in zip(reversed(citations[:-1]), reversed(citations[1:]), strict=True):
        near = following.start - one.end <= _LIST_GAP and "\n" not in text[one.end : following.start]
        if near and following.self and (following.text.endswith("này") or following.start in starts):
            starts.add(one.start)
    return frozenset(starts)
