"""Characters: one Unicode form, and nothing that cannot be seen or searched."""

import re
import unicodedata
from typing import Final

_INVISIBLE: Final = [
    *range(0x09), 0x0B, *range(0x0E, 0x20), 0x7F, *range(0x80, 0xA0),
    0xAD, 0x034F, 0x061C, 0x115F, 0x1160, 0x17B4, 0x17B5, 0x180E, 0x3164, 0xFFA0,
    *range(0x200B, 0x2010), *range(0x202A, 0x202F), *range(0x2060, 0x2070), *range(0xFE00, 0xFE10),
    0xFEFF, *range(0xFFF0, 0xFFFC), 0xFFFE, 0xFFFF, *range(0xD800, 0xE000),
]  # fmt: skip
_SPACES: Final = [0x09, 0xA0, 0x1680, *range(0x2000, 0x200B), 0x202F, 0x205F, 0x3000]
_BREAKS: Final = {"\u2028": "\n", "\u2029": "\n"}
# Bytes of Windows-1252 that a reader passed on as C1 controls.
_CP1252: Final = {c: bytes([c]).decode("cp1252") for c in (0x85, 0x86, 0x87, 0x91, 0x92, 0x93, 0x94, 0x95, 0x96, 0x97)}
# The Symbol font mapped to its private area (Microsoft: code point = F000 + byte of the Adobe Symbol encoding).
_SYMBOL: Final = {
    0xF028: "(", 0xF029: ")", 0xF02A: "*", 0xF02B: "+", 0xF02D: "-", 0xF03C: "<", 0xF03D: "=", 0xF03E: ">",
    0xF0A3: "≤", 0xF0AE: "→", 0xF0B0: "°", 0xF0B1: "±", 0xF0B3: "≥", 0xF0B4: "×", 0xF0B7: "•", 0xF0A7: "▪",
    0xF0B9: "≠", 0xF0E5: "∑", 0xF0D5: "∏", 0xF0D6: "√", 0xF0D8: "➢", 0xF0FC: "✓", 0xF0FE: "☑", 0xF06F: "□",
    0xF0A8: "□", 0xF071: "□",
}  # fmt: skip
_TABLE: Final = dict.fromkeys(_INVISIBLE) | dict.fromkeys(_SPACES, " ") | _BREAKS | _CP1252 | _SYMBOL
_CHARACTERS: Final = str.maketrans(_TABLE)
_ODD: Final = re.compile("[" + "".join(map(re.escape, map(chr, _CHARACTERS))) + "]")
_RUNS: Final = re.compile(r"[ ]{2,}")


def clean(text: str) -> str:
    r"""Return the text in NFC, with plain spaces, plain line ends and no invisible characters.

    Page breaks (``\f``) stay. A hyphen marker that pypdfium2 leaves at a line end (U+0002, U+FFFE) becomes a hyphen.
    """
    text = text.replace("\r\n", "\n").replace("\r", "\n")
    text = re.sub("[\x02\ufffe](?=[ ]*\n)", "-", text) if "\x02" in text or "\ufffe" in text else text
    return unicodedata.normalize("NFC", _ODD.sub(_plain, text))


def _plain(odd: re.Match[str]) -> str:
    return odd[0].translate(_CHARACTERS)


def squeeze(line: str) -> str:
    """Return the line without outer spaces and with single inner spaces."""
    return _RUNS.sub(" ", line.strip())
