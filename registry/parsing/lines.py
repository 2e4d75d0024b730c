"""Printed lines joined into paragraphs.

A printed line goes on in the next one when the next word would not have fitted beside it. Widths are measured with the
advance widths of Times New Roman, the face that Decree 30/2020/NĐ-CP prescribes, so that the measure holds for narrow
and wide letters alike; the page tells how wide its full lines are.
"""

import re
import unicodedata
from collections.abc import Sequence
from itertools import pairwise
from typing import Final

from registry.parsing.syllables import is_syllable

# Advance widths in thousandths of an em, from the Adobe font metrics of Times-Roman.
_GROUPS: Final = {
    180: "'", 250: " .,", 278: "ijlt:;/|\\!ỉị", 333: "fr-()[]I`‘’“”", 389: "sJ", 400: "°", 408: '"', 444: "acez?",
    500: "bdghknopquvxy0123456789_*$–", 541: "<>=+~ư", 556: "FPS", 611: "ELTZ", 667: "BCR", 722: "ADGHKNOQUVXYwĐ",
    778: "m&", 833: "%", 889: "M", 944: "W", 1000: "…—",
}  # fmt: skip
_BASE: Final = {char: width for width, chars in _GROUPS.items() for char in chars}


class FilledLine(str):
    """A printed line that is known to reach the right edge of its page's text."""

    __slots__ = ()


class _Widths(dict[str, int]):
    """Width of a character, found through its base letter the first time it is asked for."""

    def __missing__(self, char: str) -> int:
        base = unicodedata.normalize("NFD", char)[0]
        self[char] = _BASE.get(char) or _BASE.get(base) or _BASE.get("d" if char == "đ" else base, 500)
        return self[char]


_WIDTHS: Final = _Widths(_BASE)

_BODY: Final = 38_000  # a full line of the smallest page in use, thousandths of an em
_NOTE: Final = r"(?:\[\d{1,3}\])?"
_STRONG: Final = re.compile(
    rf"Điều\s+\d+[a-zđ]{{0,2}}{_NOTE}\s*[.:](?!\d)|\d{{1,3}}[a-zđ]?{_NOTE}\s*[.)](?!\d){_NOTE}(?:\s|$)"
    rf"|[a-zđ]\d?{_NOTE}\s*\){_NOTE}(?:\s|$)|Nơi nhận\s*:|CỘNG H(?:ÒA|OÀ) XÃ HỘI|Độc lập - "
    r"|(?:TM|KT|TL|TUQ|Q)\.\s*[A-ZĐ]"
    r"|(?:Mẫu số|MẪU SỐ|Phụ lục|PHỤ LỤC|Biểu số|BIỂU SỐ) [\dIVXLC.]*[\dIVXLC][a-zA-Z]?(?:\.\s|\.?$)"
    r"|(?:Chương|CHƯƠNG|Mục|MỤC|Phần|PHẦN) [IVXLC\d]+$"
)
_WEAK: Final = re.compile(
    r"(?:Chương|CHƯƠNG|Mục|MỤC|Phần|PHẦN|Tiểu mục|TIỂU MỤC)\s+(?:thứ\s+\w+|THỨ\s+\w+|[IVXLC]+|\d+)\b"
    r"|(?:Phụ lục|PHỤ LỤC|Biểu mẫu|BIỂU MẪU|Mẫu số|MẪU SỐ|Biểu số|BIỂU SỐ)\b|\d{1,2}(?:\.\d{1,2}){1,4}\.?\s"
    r"|[IVX]{1,5}\s*[.)]\s|\([ivx\d]{1,4}\)\s|[A-ZĐ]\.\s|[a-zđ]\d?\.\s|[-–+•*▪➢✓□☑]\s|Căn cứ\s|Theo đề nghị của\s"
    r"|Xét (?:đề nghị|Tờ trình)\s|Số\s*:"
)
_UNFINISHED: Final = re.compile(r"(?:,| -| (?:VÀ|CỦA|CÁC|VỀ|THEO|CHO|VỚI|THUỘC|PHÓ|THỨ))$")
_BASIS: Final = re.compile(r"Căn cứ\s|Theo đề nghị của\s|Xét\s")
_PARTED: Final = frozenset(
    {"CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM", "VĂN BẢN QUY PHẠM PHÁP LUẬT", "VĂN BẢN PHÁP LUẬT KHÁC"}
)  # of a letterhead and of a gazette, where their column is narrow
_SPLIT: Final = re.compile(r"(?<!\w)([^\W\d_]{1,5})-$")
_REST: Final = re.compile(r"[^\W\d_]{1,6}(?!\w)")
_QUOTE: Final = re.compile(r"[“\"]\s*")
_ENDING: Final = re.compile(r"[.!?…;:](?:[”\"’)]*|\s*/\.)$")
_LISTING: Final = re.compile(r"[;:][”\"]?$")
_DANGLING: Final = re.compile(
    r"(?:^|\s)(?:và|hoặc|của|tại|theo|các|khoản|điểm|[đĐ]iều|số|với|về|cho|từ|đến|là|do|bởi|này|ngày|tháng|năm|[mM]ục"
    r"|[cC]hương|Phụ|quy|được|có|không|để|khi)$"
)
_BROKEN_NUMBER: Final = re.compile(r"\d/[A-ZĐ\d/&]*-$|\d/(?:\d{4}/?)?$|-$(?<=[A-ZĐ]-)")
_LABEL: Final = re.compile(
    r"(?:CHƯƠNG|MỤC|PHẦN|TIỂU MỤC|PHỤ LỤC|MẪU SỐ|BIỂU SỐ|BIỂU MẪU)\b[\s\w.:/-]{0,30}"
    r"|(?:[IVX]{1,5}|[A-ZĐ]|\d{1,2})\.\s.+",
    re.IGNORECASE,
)
_TYPE: Final = re.compile(
    r"(?:BỘ )?LUẬT|PHÁP LỆNH|LỆNH|NGHỊ QUYẾT|NGHỊ ĐỊNH|QUYẾT ĐỊNH|THÔNG TƯ(?: LIÊN TỊCH)?|CHỈ THỊ|KẾ HOẠCH|BÁO CÁO"
    r"|TỜ TRÌNH|CHƯƠNG TRÌNH(?: HÀNH ĐỘNG)?|ĐỀ ÁN|HƯỚNG DẪN|THÔNG BÁO|CÔNG ĐIỆN|QUY CHẾ|QUY ĐỊNH|ĐIỀU LỆ|PHƯƠNG ÁN"
    r"|DANH MỤC|KẾT LUẬN"
)
_TAIL: Final = re.compile(r"[“”]|[\d.,;)]$|^\S+$|\d/|/\d")
_LONE: Final = re.compile(rf"(?:Điều \d+[a-zđ]?|\d{{1,3}}[a-zđ]?){_NOTE}\.{_NOTE}|[a-zđ]\d?{_NOTE}\){_NOTE}")
_ACT: Final = re.compile(r"(?:Bộ luật|Luật|Pháp lệnh|Nghị định|Nghị quyết|Quyết định|Thông tư) (?:số|sửa đổi)\s")
_NAMED: Final = re.compile(r"(?:Bộ luật|Luật|Pháp lệnh|Nghị định|Nghị quyết|Quyết định|Thông tư)\s")
_ARTICLE: Final = re.compile(r"Điều \d+[a-zđ]?\. [A-ZĐÀ-Ỹ]")
_TAIL_OF_NUMBER: Final = re.compile(r"-[A-ZĐ]{1,4}[\w&-]*(?:\s|[,;.)]|$)")
_HEAD_OF_NUMBER: Final = re.compile(r"\d/(?:\d{4}/)?[A-ZĐ]{2,5}$")
_FIRST: Final = re.compile(r"(?:[-–] )?\S+")
_NUMBER_AHEAD: Final = re.compile(r"\d[\d.]*/")


def natural_width(line: str) -> int:
    """Return the width of a line set with single spaces, in thousandths of an em."""
    return sum(map(_WIDTHS.__getitem__, line))


def is_capitals(line: str) -> bool:
    """Tell whether a line is set in capitals."""
    return line.isupper() and sum(map(str.isalpha, line)) >= 2


def _is_title(line: str) -> bool:
    """Tell whether a line in capitals is a title rather than the tail of a sentence that ends in abbreviations."""
    return is_capitals(line) and _TAIL.search(line) is None


def join_pages(pages: Sequence[Sequence[str]], slack: int = 0) -> list[str]:
    """Return the paragraphs of pages of stripped printed lines; empty lines part paragraphs, page ends do not.

    Args:
        pages: The lines of each page.
        slack: How much shorter than a full line, in hundredths, a line that goes on may be.
    """
    widths = [[natural_width(line) for line in page] for page in pages]
    everywhere = _full_width([width for page in widths for width in page], _BODY)
    joiner = _Joiner(slack)
    for page, own in zip(pages, widths, strict=True):
        joiner.full = max(_full_width(own, everywhere), everywhere * 9 // 10)
        for line, width in zip(page, own, strict=True):
            joiner.take(line, width)
        joiner.turn()
    return joiner.paragraphs


def _full_width(widths: Sequence[int], otherwise: int) -> int:
    """Return the width that full lines have: nine tenths of the lines of at least half a body line are not wider."""
    wide = sorted(width for width in widths if width > _BODY // 2)
    return wide[len(wide) * 9 // 10] if len(wide) >= 8 else otherwise


class _Joiner:
    """Builds paragraphs one printed line at a time."""

    def __init__(self, slack: int) -> None:
        self.paragraphs: list[str] = []
        self._slack = slack
        self.full = _BODY  # width of a full line on this page
        self._last = ""  # printed line that ended the open paragraph, empty when a blank line closed it
        self._width = 0
        self._full = _BODY
        self._title = False  # inside the centred title under the type of the document
        self._top = False  # at the first line of a page
        self._heading = False  # inside a heading in capitals under a chapter, section or annex label

    def take(self, line: str, width: int) -> None:
        """Add one printed line of a natural width."""
        if not line:
            self._last = ""
            self._title = False
        elif self._last and self._continues(line):
            self.paragraphs[-1] = glue(self.paragraphs[-1], line)
        else:
            self._open(line)
        if line:
            self._last, self._width, self._full = line, width, self.full
            self._top = False

    def turn(self) -> None:
        """End the page: what is open stays open."""
        self._title = False
        self._top = True

    def _open(self, line: str) -> None:
        above = self.paragraphs[-1] if self.paragraphs else ""
        self._heading = is_capitals(line) and not _STRONG.match(line) and _LABEL.fullmatch(above) is not None
        self._title = bool(self._last) and _TYPE.fullmatch(above) is not None
        self.paragraphs.append(line)

    def _continues(self, line: str) -> bool:
        if self._number_is_cut(line):
            return True
        if f"{self._last} {line}" in _PARTED:
            return True
        capitals = is_capitals(line) and _STRONG.match(line) is None
        if is_capitals(self._last) and (capitals or _LABEL.fullmatch(self._last)):
            return capitals and (
                self._heading or self._title or line.startswith("VÀ ") or _UNFINISHED.search(self._last) is not None
            )
        if self._title:
            if is_capitals(self._last) and _NAMED.match(line):
                return False  # below a title in capitals, what a consolidated text was made of
            if _ACT.match(line) and self._width * 10 < self._full * 6 and not _DANGLING.search(self._last[-9:]):
                return False  # what a consolidated text was made of
            return not capitals and not _STRONG.match(line) and not _WEAK.match(line)
        if self.paragraphs[-1].startswith("(") and ")" not in self.paragraphs[-1] and len(self.paragraphs[-1]) < 600:
            return True
        return not _is_title(line) and self._goes_on(line)

    def _number_is_cut(self, line: str) -> bool:
        """Tell whether the last line ends inside a document's number."""
        last = self._last
        if _BROKEN_NUMBER.search(last[-24:]) and line[0].isalnum():
            return " | " not in last
        if _TAIL_OF_NUMBER.match(line) and _HEAD_OF_NUMBER.search(last[-24:]):
            return True
        return last.endswith(" số") and _NUMBER_AHEAD.match(line) is not None

    def _goes_on(self, line: str) -> bool:
        """Tell whether the sentence of the last printed line goes on in this one."""
        last = self._last
        if " | " in last or " | " in line:
            return False
        first = _FIRST.match(line)
        reach = self._width + 250 + natural_width(first[0] if first else "")
        ended = _ENDING.search(last[-6:]) is not None
        is_full = reach > self._full * 985 // 1000 or (isinstance(last, FilledLine) and not ended)
        quote = _QUOTE.match(line)
        at = quote.end() if quote else 0
        dangling = _DANGLING.search(last[-9:]) is not None
        if _STRONG.match(line, at):
            open_ended = dangling and not last.endswith(" này")  # "... trong Luật này" may well be a whole title
            return is_full and open_ended and not (self._top and _ARTICLE.match(line))
        if _LONE.fullmatch(last) and (_BASIS.match(line) or not _WEAK.match(line, at)):
            return True
        lower = line[at : at + 1].islower()
        if _LISTING.search(last[-3:]):
            in_bases = self.paragraphs[-1].startswith("Căn cứ ") and _ACT.match(line) is not None
            return is_full and (lower or in_bases)
        if ended or _WEAK.match(line, at):
            return is_full and not (ended and _WEAK.match(line, at))
        near = self._slack > 0 and reach * 100 > self._full * (100 - self._slack)
        return is_full or near or (dangling and self._width * 2 > self._full) or (lower and len(last) > 9)


def glue(paragraph: str, line: str) -> str:
    """Join a printed line to its paragraph; a number or a word broken at its end becomes whole."""
    if paragraph[-1] == "-" and _is_hyphenated(paragraph, line):
        return paragraph[:-1] + line
    if paragraph[-1] in "-/" and paragraph[-2:-1].isalnum():
        return paragraph + line
    if line[0] in "/-" and line[1:2].isalnum() and paragraph[-1].isalnum() and _NUMBER.search(paragraph):
        return paragraph + line
    return f"{paragraph} {line}"


def _is_hyphenated(paragraph: str, line: str) -> bool:
    """Tell whether a syllable was parted: Vietnamese has hyphens between syllables only, as in mô-đun."""
    start, rest = _SPLIT.search(paragraph[-8:]), _REST.match(line)
    return bool(start and rest and rest[0].islower() and is_syllable(start[1] + rest[0]))


_NUMBER: Final = re.compile(r"\d(?:/\d{4})?(?:/[A-ZĐ0-9&-]+)?$")


def looks_printed(text: str) -> bool:
    """Tell whether lines of a text are printed lines: many go on, in small letters, on the next line."""
    lines = [line.strip() for line in text[:200_000].split("\n")]
    pairs = [(a, b) for a, b in pairwise(lines) if a]
    on = sum(1 for a, b in pairs if b[:1].islower() and not _STRONG.match(b) and not _ENDING.search(a) and len(a) > 40)
    return on * 8 > len(pairs)


def mend(paragraphs: Sequence[str]) -> list[str]:
    """Join paragraphs that a forced line break cut: the next part begins in small letters, the last is unfinished."""
    whole: list[str] = []
    for paragraph in paragraphs:
        last = whole[-1] if whole else ""
        small = paragraph[:1].islower() and not _STRONG.match(paragraph) and not _WEAK.match(paragraph)
        if small and last and not _ENDING.search(last) and " | " not in last + paragraph and len(last) < 400:
            whole[-1] = glue(last, paragraph)
        else:
            whole.append(paragraph)
    return whole
