"""The lists of a document ([MS-DOC] PlfLst, PlfLfo, LVL)."""

import struct
from dataclasses import replace
from typing import Final

from registry.parsing.formats.list_labels import Level, Lists

_FORMATS: Final = {
    0: "decimal", 1: "upperRoman", 2: "lowerRoman", 3: "upperLetter", 4: "lowerLetter", 22: "decimalZero",
    23: "bullet", 255: "none",
}  # fmt: skip
"""[MS-OSHARED] MSONFC, as ``w:numFmt`` names them; any other is printed in figures."""
_LIST: Final = 28  # bytes of an LSTF
_USE: Final = 16  # bytes of an LFO
_LEVELS: Final = 9
_LONGEST: Final = 64  # characters of a level's text that are kept
_LEVEL: Final = 28  # bytes of an LVLF


def read_lists(table: bytes, lists: int, uses: bytes) -> Lists:
    """Read the lists of a document and what its paragraphs say of them.

    Args:
        table: The table stream.
        lists: Where the PlfLst begins in it; its levels lie after it.
        uses: The PlfLfo.

    Raises:
        struct.error: They are cut off.
    """
    found = Lists()
    count = struct.unpack_from("<H", table, lists)[0]
    at = lists + 2 + _LIST * count
    for each in range(count):
        place = lists + 2 + _LIST * each
        name = _name(struct.unpack_from("<I", table, place)[0])
        for level in range(1 if table[place + 26] & 1 else _LEVELS):
            found.levels[(name, level)], at = _level(table, at)
    if uses:
        _read_uses(found, uses)
    return found


def _name(number: int) -> str:
    return f"a{number}"


def _level(data: bytes, at: int) -> tuple[Level, int]:
    """Read one level (LVL with its LVLF) and return it with the place after it."""
    start, style, flags = struct.unpack_from("<IBB", data, at)
    run, paragraph, limit = struct.unpack_from("<BBB", data, at + 24)
    places = data[at + 6 : at + 6 + _LEVELS]
    at += _LEVEL + run + paragraph
    size = struct.unpack_from("<H", data, at)[0]
    text = data[at + 2 : at + 2 + 2 * min(size, _LONGEST)].decode("utf-16-le", "replace")
    level = Level(
        _FORMATS.get(style, "decimal"), _pattern(text, places), start, bool(flags & 4), limit if flags & 8 else None
    )
    return level, at + 2 + 2 * size


def _pattern(text: str, places: bytes) -> str:
    """Return the text of a level with ``%1`` where a number of the first level is to stand."""
    numbers = {place - 1 for place in places if place}
    return "".join(f"%{ord(char) + 1}" if at in numbers and char < "\t" else char for at, char in enumerate(text))


def _read_uses(found: Lists, data: bytes) -> None:
    """Read which list each use (LFO) counts in, and the levels that it changes (LFOLVL)."""
    count = struct.unpack_from("<I", data)[0]
    at = 4 + _USE * count
    for each in range(count):
        place = 4 + _USE * each
        use = str(each + 1)
        found.uses[use] = _name(struct.unpack_from("<I", data, place)[0])
        at += 4
        for _ in range(data[place + 12]):
            at = _read_override(found, use, data, at)


def _read_override(found: Lists, use: str, data: bytes, at: int) -> int:
    """Read one changed level of a use and return the place after it ([MS-DOC] LFOLVL)."""
    start, flags = struct.unpack_from("<II", data, at)
    level = flags & 0xF
    at += 8
    if flags & 0x20:
        changed, at = _level(data, at)
        start = changed.start
        kept = found.level(use, level) or changed
        found.levels[(use, level)] = replace(changed, start=kept.start)
    if flags & 0x10:
        found.firsts.setdefault(use, {})[level] = start
    return at
