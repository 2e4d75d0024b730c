"""One pass over the text: every chain and every lone number, left to right, none overlapping."""

import re
from collections.abc import Iterator, Mapping, Sequence
from typing import Final

from registry.citations.acts import Act, ActReader
from registry.citations.chain import Chain, chain_at, opens_line
from registry.citations.definitions import definitions
from registry.citations.lexicon import CAPITAL_KIND, KIND, RANK, TRIGGER, kind_of
from registry.citations.quotes import within
from registry.citations.targets import Target, targets
from registry.document import Citation
from registry.numbers import FoundNumber

# Words that make another word of the unit's or the type's name: "tài khoản 112", "địa điểm", "danh mục 1", "chi tiết".
_NOT_AFTER: Final[Mapping[str, frozenset[str]]] = {
    "khoản": frozenset(("tài", "điều")),
    "mục": frozenset(("danh", "hạng", "khoản", "đề", "chuyên", "đầu")),
    "tiết": frozenset(("chi", "khí", "thời", "tình", "nước")),
    "điểm": frozenset(
        ("địa", "thời", "quan", "ưu", "nhược", "luận", "đặc", "trọng", "trung", "cao", "thang", "tổng", "chấm", "đạt",
         "thí", "yếu", "giao", "cực")
    ),
    "luật": frozenset(("pháp", "kỷ")),
    "phần": frozenset(("cổ", "thành", "góp")),
}  # fmt: skip
_WORD_BEFORE: Final = re.compile(r"([^\W\d_]+)[ \t\n]$")
_POINTING: Final = re.compile(r"(?:tại|theo|thuộc|nêu ở)\s+$")
_QUOTED_WORDS: Final = re.compile(r"(?:cụm từ|các từ|từ|chữ)\s*[:]?\s*([“\"][^”\"\n]{0,400}[”\"])")
_OWN_NUMBER: Final = re.compile(r"[\s|*]*[Ss]ố\s*:\s*$")
_KIND_BEFORE: Final = re.compile(
    rf"(?P<kind>{KIND.pattern[:-6]})(?!\s+này)(?:\s+(?:của\s+)?[^\s,;.:()]+){{0,8}}?\s*:?\s+(?:[Ss]ố\s*:?\s*)?$"
)
_SO_BEFORE: Final = re.compile(r"[Ss]ố\s*:?\s*$")
_LISTED_NUMBER: Final = re.compile(r"\s*(?:,|;|,?\s(?:và|hoặc))\s*(?:[Ss]ố\s*:?\s*)?")
_PLAIN_THIS: Final = re.compile(r"điều\s|Điều\s+này\s+(?:cho thấy|có nghĩa|thể hiện|dẫn đến|giúp|nhằm|đòi hỏi)")
_BILL: Final = re.compile(r"[Dd]ự\s+(?:án|thảo)\s+$")
_CAPITALS: Final = re.compile(r"\s+[A-ZĐ]{2}")  # "Mục 12 CDNT": a section of a bidding file


class Sweep:
    """Finds the citations of one text, as written, without looking at where they stand."""

    def __init__(
        self,
        text: str,
        numbers: Sequence[FoundNumber],
        names: Mapping[str, str] | None = None,
        short_names: Mapping[str, Act] | None = None,
    ) -> None:
        """Prepare one pass; see :class:`registry.citations.acts.ActReader` for the arguments."""
        self._text = text
        self._numbers = numbers
        self._acts = ActReader(text, numbers, names, short_names)
        self._quoted = {found.start(1): found.end(1) for found in _QUOTED_WORDS.finditer(text)} | definitions(text)
        self._masks = sorted(self._quoted.items())
        self._taken: list[tuple[int, int]] = []

    def citations(self) -> Iterator[Citation]:
        """Yield the citations of every chain, then those of the numbers that no chain took."""
        yield from self._chains()
        yield from self._lone_numbers()

    def _chains(self) -> Iterator[Citation]:
        at = 0
        for trigger in TRIGGER.finditer(self._text):
            start = trigger.start()
            if start < at or not self._opens_word(start) or within(self._masks, start):
                continue
            chain = chain_at(self._text, start, self._acts)
            if chain is None or not self._credible(chain, start) or self._is_no_act(chain, start):
                continue
            made = list(self._cite(chain, start))
            if made:
                at = self._end_of(made, chain)
                self._taken.append((start, at))
                yield from made

    def _opens_word(self, start: int) -> bool:
        if start and (self._text[start - 1].isalnum() or self._text[start - 1] == "_"):
            return False
        word = self._text[start : start + 5].split()[0].lower()
        before = _WORD_BEFORE.search(self._text, max(0, start - 9), start) if word in _NOT_AFTER else None
        return before is None or before[1].lower() not in _NOT_AFTER[word]

    def _is_no_act(self, chain: Chain, start: int) -> bool:
        """Tell whether what is named is no act: a contract, or a bill ("dự án Luật Viên chức (sửa đổi)")."""
        act = chain.act
        if act is None or act.self or act.number or chain.atoms:
            return act is not None and act.kind == "Hợp đồng"
        return act.kind == "Hợp đồng" or _BILL.search(self._text, max(0, start - 12), start) is not None

    def _credible(self, chain: Chain, start: int) -> bool:
        """Tell a citation from a heading or a form's own label."""
        if chain.act is not None or not chain.atoms:
            return True
        first, highest = chain.atoms[0], max(atom.rank for atom in chain.atoms)
        if first.level == "article" and first.label is None:
            return not _PLAIN_THIS.match(self._text, start)
        if highest <= RANK["article"] or first.rank < RANK["article"]:
            return True
        if opens_line(self._text, start):
            return False
        return first.level in ("annex", "form", "article") or self._pointed_at(start)

    def _pointed_at(self, start: int) -> bool:
        return _POINTING.search(self._text, max(0, start - 8), start) is not None

    def _cite(self, chain: Chain, start: int) -> Iterator[Citation]:
        if not chain.atoms and chain.act is not None:
            yield self._act_citation(chain.act, start)
        found = tuple(targets(chain))
        for target in found:
            yield self._citation(target, chain.act if target.in_act else None)
        if chain.atoms and not found and self._pointed_at(start):
            yield from self._lone_upper_unit(chain)

    def _lone_upper_unit(self, chain: Chain) -> Iterator[Citation]:
        """Cite "quy định tại Chương III": a unit above the article, without an act, after a word that points."""
        atom = chain.atoms[0]
        if atom.level in ("section", "chapter") and atom.label and not _CAPITALS.match(self._text, atom.end):
            yield self._citation(Target({atom.level: atom.label}, atom.start, atom.end, False), None)

    def _end_of(self, made: Sequence[Citation], chain: Chain) -> int:
        return max(chain.end, max(citation.end for citation in made))

    def _act_citation(self, act: Act, start: int) -> Citation:
        return _cited(self._text, start, act.end, {}, act)

    def _citation(self, target: Target, act: Act | None) -> Citation:
        return _cited(self._text, target.start, target.end, target.units, act)

    def _lone_numbers(self) -> Iterator[Citation]:
        """Cite the numbers that no chain took: items of a list, small-letter types, bare numbers."""
        index, kind_before, end_before = 0, None, -1
        for number in self._numbers:
            while index < len(self._taken) and self._taken[index][1] <= number.start:
                kind_before, end_before = self._last_kind(index), self._taken[index][1]
                index += 1
            if index < len(self._taken) and self._taken[index][0] <= number.start:
                continue
            if self._is_own(number) or self._in_quoted_words(number.start):
                continue
            listed = end_before >= 0 and _LISTED_NUMBER.fullmatch(self._text, end_before, number.start)
            act = self._lone_act(number, kind_before if listed else None)
            kind_before, end_before = act.kind, act.end
            yield _cited(self._text, act.start, act.end, {}, act)

    def _last_kind(self, index: int) -> str | None:
        start, end = self._taken[index]
        kinds = [kind_of(found[0]) for found in CAPITAL_KIND.finditer(self._text, start, end)]
        return kinds[-1] if kinds else None

    def _lone_act(self, number: FoundNumber, listed_kind: str | None) -> Act:
        before = self._text[max(0, number.start - 90) : number.start]
        line = before[before.rfind("\n") + 1 :]
        kind = _KIND_BEFORE.search(line)
        if kind is not None and listed_kind is None:
            start = number.start - (len(line) - kind.start())
            return self._acts.numbered(number, start, kind_of(kind["kind"]))
        lead = _SO_BEFORE.search(before)
        start = number.start - (len(before) - lead.start()) if lead else number.start
        return self._acts.numbered(number, start, listed_kind)

    def _is_own(self, number: FoundNumber) -> bool:
        """Tell whether a number is the one that heads a document ("Số: …" alone at the start of a line)."""
        line = self._text.rfind("\n", 0, number.start) + 1
        return _OWN_NUMBER.fullmatch(self._text, line, number.start) is not None

    def _in_quoted_words(self, at: int) -> bool:
        return within(self._masks, at)


def _cited(text: str, start: int, end: int, units: Mapping[str, str], act: Act | None) -> Citation:
    return Citation(
        start=start,
        end=end,
        text=text[start:end],
        number=act.number.canonical if act and act.number else None,
        kind=act.kind if act else None,
        article=units.get("article") or None,
        clause=units.get("clause") or None,
        point=units.get("point") or None,
        annex=units.get("annex") or units.get("form") or None,
        name=act.name if act else None,
        self=act is None or act.self,
        issued=act.issued if act else None,
        issuer=act.issuer if act else None,
        year=act.year if act else None,
        subpoint=units.get("subpoint") or None,
        section=units.get("section") or None,
        chapter=units.get("chapter") or None,
        form=units.get("form") or None,
        attached=act.attached if act else False,
    )
