"""RTF: its text, paragraphs, table rows and notes, read in one pass without recursion; tracked changes are refused."""

import re
from collections.abc import Iterator
from dataclasses import dataclass, field, replace
from typing import Final

from registry.issues import issue
from registry.parsing.footnotes import RULE
from registry.parsing.formats.html import row_lines
from registry.parsing.limits import (
    MAX_DEPTH,
    MAX_TEXT_BYTES,
    broken,
    check_bytes,
    check_text,
    too_deep,
    tracked_changes,
)
from registry.parsing.raw import FileKind, Layout, RawDocument
from registry.parsing.recovery import SOFT_HYPHEN, Piece, read_fonts, recover, script

_TOKEN: Final = re.compile(
    rb"\\'([0-9a-fA-F]{2})|\\([a-zA-Z]{1,32})(-?\d{1,10})?[ ]?|\\([^a-zA-Z])|([{}])|[\r\n]+|([^\\{}\r\n]+)|\\"
)
_DESTINATIONS: Final = frozenset(
    (
        b"colortbl stylesheet info pict object header headerl headerr headerf footer footerl footerr footerf "
        b"listtable listoverridetable rsidtbl generator themedata colorschememapping latentstyles datastore xmlnstbl "
        b"fldinst bkmkstart bkmkend revtbl mmathPr filetbl nonshppict shppict shpinst"
    ).split(b" ")
)
_SIGNS: Final = {
    b"emdash": "—", b"endash": "–", b"lquote": "‘", b"rquote": "’", b"ldblquote": "“", b"rdblquote": "”",
    b"bullet": "•", b"tab": " ", b"nestcell": " ", b"emspace": " ", b"enspace": " ", b"qmspace": " ",
}  # fmt: skip
_BREAKS: Final = frozenset([b"par", b"line", b"sect", b"page", b"nestrow"])
_CHANGES: Final = frozenset([b"revised", b"deleted"])
# Character sets of fonts (fcharset) that have a code page of single bytes.
_CHARSETS: Final = {163: 1258, 238: 1250, 204: 1251, 161: 1253, 162: 1254, 186: 1257, 222: 874, 177: 1255, 178: 1256}
_PAGES: Final = frozenset([874, *range(1250, 1259)])


def read(data: bytes) -> RawDocument:
    """Read an RTF file.

    Raises:
        InputRefused: It is damaged, cut off, nested too deep, or holds tracked changes.
    """
    check_bytes(data, MAX_TEXT_BYTES)
    reader = _Reader()
    found = recover("\n".join(reader.read(data)))
    doubts = tuple(issue("legacy-encoding", encoding=name) for name in sorted(reader.met)) or found.issues
    return RawDocument(FileKind.RTF, check_text(found.text), Layout.PARAGRAPHS, {}, doubts)


@dataclass(frozen=True, slots=True)
class _State:
    """What holds inside a group; the end of the group brings back what held before it."""

    skip: bool = False
    fonts: bool = False  # inside the table of fonts
    note: int = 0  # number of the note that is being read
    fallbacks: int = 1
    font: int | None = None
    hidden: bool = False
    capitals: bool = False


@dataclass(slots=True)
class _Font:
    name: str = ""
    page: int = 0  # code page, 0 for that of the file


@dataclass(slots=True)
class _Flow:
    """Lines of the body or of one note, the last of them open, with the cells of an open row."""

    lines: list[str] = field(default_factory=list)
    open: list[Piece] = field(default_factory=list)
    cells: list[list[str]] = field(default_factory=list)
    start: int = 0  # first line of the open cell


class _Reader:
    """Reads one file; ``met`` names the legacy encodings that its fonts stand for."""

    def __init__(self) -> None:
        self.met: set[str] = set()
        self._state = _State()
        self._stack: list[_State] = []
        self._fonts: dict[int, _Font] = {}
        self._default: int | None = None
        self._page = 1252
        self._drop = 0
        self._in_table = False
        self._flows: dict[int, _Flow] = {0: _Flow()}
        self._marks = 0

    def read(self, data: bytes) -> Iterator[str]:
        """Yield the lines of the whole file, notes at the end."""
        at = 0
        while at < len(data):
            token = _TOKEN.match(data, at)
            if token is None:
                raise broken("tệp RTF")
            at = token.end() + self._take(*token.groups())
        if self._stack:
            raise broken("tệp RTF")
        for flow in self._flows.values():
            self._end_line(flow)
        yield from self._flows[0].lines
        notes = [line for number, flow in sorted(self._flows.items()) if number for line in flow.lines]
        yield from [RULE, *notes] if notes else ()

    def _take(self, byte: bytes, word: bytes, number: bytes, sign: bytes, brace: bytes, plain: bytes) -> int:
        """Take one token; return how many bytes after it are no text."""
        value = int(number) if number else None
        if brace:
            self._brace(brace)
        elif word == b"bin":
            return max(value or 0, 0)
        elif word:
            self._word(word, value)
        elif sign:
            self._sign(sign)
        elif byte or plain:
            self._bytes(bytes.fromhex(byte.decode()) if byte else plain)
        return 0

    def _brace(self, brace: bytes) -> None:
        if brace == b"{":
            self._stack.append(self._state)
            if len(self._stack) > MAX_DEPTH:
                raise too_deep()
        elif self._stack:
            self._state = self._stack.pop()

    def _word(self, word: bytes, value: int | None) -> None:
        if word in _DESTINATIONS:
            self._state = replace(self._state, skip=True)
        elif word == b"fonttbl":
            self._state = replace(self._state, skip=True, fonts=True)
        elif self._state.fonts:
            self._font_word(word, value)
        elif word in (b"ansicpg", b"deff"):
            self._whole(word, value or 0)
        elif word in (b"uc", b"f", b"v", b"caps", b"plain"):
            self._look(word, value)
        elif word == b"footnote":
            self._begin_note()
        elif not self._state.skip:
            self._shown(word, value)

    def _font_word(self, word: bytes, value: int | None) -> None:
        if word == b"f" and value is not None:
            self._state = replace(self._state, font=value)
            self._fonts.setdefault(value, _Font())
        elif word == b"fcharset" and self._state.font is not None:
            self._fonts[self._state.font].page = _CHARSETS.get(value or 0, 0)

    def _whole(self, word: bytes, value: int) -> None:
        if word == b"deff":
            self._default = value
        elif value in _PAGES:
            self._page = value

    def _look(self, word: bytes, value: int | None) -> None:
        if word == b"uc":
            self._state = replace(self._state, fallbacks=1 if value is None else max(value, 0))
        elif word == b"f":
            self._state = replace(self._state, font=value)
        elif word == b"v":
            self._state = replace(self._state, hidden=value != 0)
        elif word == b"caps":
            self._state = replace(self._state, capitals=value != 0)
        else:
            self._state = replace(self._state, font=None, hidden=False, capitals=False)

    def _shown(self, word: bytes, value: int | None) -> None:
        """Take a word that shows something or says where it stands."""
        if word in _CHANGES and value != 0:
            raise tracked_changes("Tệp RTF")
        if word == b"u" and value is not None:
            self._emit(chr(value % 0x10000))
            self._drop = self._state.fallbacks
        elif word == b"chftn":
            self._mark()
        elif word in (b"pard", b"intbl"):
            self._in_table = word == b"intbl"
        elif word in (b"cell", b"row"):
            self._end_cell() if word == b"cell" else self._end_row()
        elif word in _BREAKS:
            self._end_line(self._flow())
        elif word in _SIGNS:
            self._emit(_SIGNS[word])

    def _begin_note(self) -> None:
        """Begin a note: Word names it plainly, LibreOffice as what may be skipped."""
        if not self._stack or not self._stack[-1].skip:
            self._state = replace(self._state, skip=False, note=max(self._marks, 1))
            self._flows.setdefault(self._state.note, _Flow())

    def _mark(self) -> None:
        if not self._state.note:
            self._marks += 1
        self._emit(f"[{self._state.note or self._marks}]")

    def _sign(self, sign: bytes) -> None:
        if sign == b"*":
            self._state = replace(self._state, skip=True)
        elif sign in b"\r\n":
            self._end_line(self._flow())
        elif not self._state.skip:
            soft = SOFT_HYPHEN if script(self._font().name) else ""
            self._emit({b"~": " ", b"_": "-", b"-": soft}.get(sign, sign.decode("latin-1")))

    def _bytes(self, data: bytes) -> None:
        dropped = min(self._drop, len(data))
        self._drop -= dropped
        data = data[dropped:]
        if self._state.fonts and self._state.font is not None:
            self._fonts[self._state.font].name += data.decode("latin-1").rstrip(";")
        elif data and not self._state.skip:
            self._emit(self._decoded(data))

    def _decoded(self, data: bytes) -> str:
        font = self._font()
        if script(font.name):
            return data.decode("latin-1")
        return data.decode(f"cp{font.page or self._page}", "replace")

    def _font(self) -> _Font:
        number = self._default if self._state.font is None else self._state.font
        return self._fonts.get(-1 if number is None else number, _Font())

    def _flow(self) -> _Flow:
        return self._flows[self._state.note]

    def _emit(self, text: str) -> None:
        if not self._state.hidden:
            self._flow().open.append(Piece(text.upper() if self._state.capitals else text, self._font().name))

    def _end_line(self, flow: _Flow) -> None:
        text, met = read_fonts(flow.open)
        self.met |= {met} - {""}
        flow.open.clear()
        text = text.encode("utf-16-le", "surrogatepass").decode("utf-16-le", "replace")
        flow.lines += [line for line in text.split("\n") if line.strip()]
        if not self._in_table:
            flow.start = len(flow.lines)

    def _end_cell(self) -> None:
        flow, self._in_table = self._flow(), True
        self._end_line(flow)
        flow.cells.append([line.strip() for line in flow.lines[flow.start :]])
        del flow.lines[flow.start :]

    def _end_row(self) -> None:
        flow = self._flow()
        flow.lines += row_lines([cell for cell in flow.cells if cell])
        flow.cells.clear()
        flow.start = len(flow.lines)
