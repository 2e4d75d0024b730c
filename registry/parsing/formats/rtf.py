"""RTF: its text, paragraphs and table rows, read in one pass without recursion."""

import re
from typing import Final

from registry.parsing.encodings import recover
from registry.parsing.limits import MAX_DEPTH, MAX_TEXT_BYTES, broken, check_bytes, check_text, too_deep
from registry.parsing.raw import FileKind, Layout, RawDocument

_TOKEN: Final = re.compile(
    rb"\\'([0-9a-fA-F]{2})|\\([a-zA-Z]{1,32})(-?\d{1,10})?[ ]?|\\([^a-zA-Z])|([{}])|[\r\n]+|([^\\{}\r\n]+)"
)
_DESTINATIONS: Final = frozenset(
    (
        b"fonttbl colortbl stylesheet info pict object header headerl headerr headerf footer footerl footerr footerf "
        b"listtable listoverridetable rsidtbl generator themedata colorschememapping latentstyles datastore xmlnstbl "
        b"fldinst bkmkstart bkmkend revtbl mmathPr filetbl nonshppict shppict"
    ).split(b" ")
)
_BREAKS: Final = {
    b"par": "\n", b"line": "\n", b"row": "\n", b"cell": " | ", b"tab": " ", b"page": "\f", b"sect": "\n",
}  # fmt: skip
_SIGNS: Final = {
    b"emdash": "—", b"endash": "–", b"lquote": "‘", b"rquote": "’", b"ldblquote": "“", b"rdblquote": "”",
    b"bullet": "•",
}  # fmt: skip


def read(data: bytes) -> RawDocument:
    """Read an RTF file.

    Raises:
        InputRefused: It is damaged, cut off, or nested too deep.
    """
    check_bytes(data, MAX_TEXT_BYTES)
    text = _Reader().read(data)
    lines = [re.sub(r"(?:\s*\|\s*)+$", "", line).strip() for line in text.split("\n")]
    found = recover("\n".join(lines))
    return RawDocument(FileKind.RTF, check_text(found.text), Layout.PARAGRAPHS, {}, found.issues)


class _Reader:
    """The state of reading: which group is skipped, which code page holds, how many fallbacks to drop."""

    def __init__(self) -> None:
        self._out: list[str] = []
        self._stack: list[tuple[bool, int]] = []
        self._skip = False
        self._fallbacks = 1
        self._drop = 0
        self._codepage = "cp1252"

    def read(self, data: bytes) -> str:
        """Return the text of the whole file."""
        for token in _TOKEN.finditer(data):
            byte, word, number, sign, brace, plain = token.groups()
            if brace:
                self._brace(brace)
            elif word:
                self._word(word, int(number) if number else None)
            elif sign:
                self._sign(sign)
            elif not self._skip and (byte or plain):
                self._text(bytes.fromhex(byte.decode()) if byte else plain)
        if self._stack:
            raise broken("tệp RTF")
        return "".join(self._out)

    def _brace(self, brace: bytes) -> None:
        if brace == b"{":
            self._stack.append((self._skip, self._fallbacks))
            if len(self._stack) > MAX_DEPTH:
                raise too_deep()
        elif self._stack:
            self._skip, self._fallbacks = self._stack.pop()

    def _word(self, word: bytes, number: int | None) -> None:
        if word in _DESTINATIONS:
            self._skip = True
        elif word == b"ansicpg" and number:
            self._codepage = f"cp{number}" if number in (874, 932, *range(1250, 1259)) else "cp1252"
        elif word == b"uc" and number is not None:
            self._fallbacks = number
        elif self._skip:
            return
        elif word == b"u" and number is not None:
            self._out.append(chr(number % 0x10000))
            self._drop = self._fallbacks
        else:
            self._out.append(_BREAKS.get(word) or _SIGNS.get(word, ""))

    def _sign(self, sign: bytes) -> None:
        if sign == b"*":
            self._skip = True
        elif not self._skip:
            self._out.append({b"~": " ", b"_": "-", b"-": ""}.get(sign, sign.decode("latin-1")))

    def _text(self, data: bytes) -> None:
        dropped = min(self._drop, len(data))
        self._drop -= dropped
        self._out.append(data[dropped:].decode(self._codepage, "replace"))
