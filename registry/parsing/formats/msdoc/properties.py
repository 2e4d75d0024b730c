"""Lists of property changes, and what they say about runs and paragraphs ([MS-DOC] 2.2.5, 2.4.6, 2.6)."""

import struct
from collections.abc import Iterator
from dataclasses import dataclass, replace
from typing import Final

_SIZES: Final = (1, 1, 2, 4, 2, 2, -1, 3)  # bytes of an operand by spra ([MS-DOC] 2.6.1), -1 where the operand tells
_TABLE: Final = 0xD608  # sprmTDefTable
_TABS: Final = 0xC615  # sprmPChgTabs
_MOST_DEPTH: Final = 50

STYLE: Final = 0x4600
HUGE: Final = (0x6645, 0x6646)  # sprmPHugePapx, by its two numbers
CHARACTER_STYLE: Final = 0x4A30
_PLAIN: Final = 0x2A33


@dataclass(frozen=True, slots=True)
class Look:
    """How a run of characters looks.

    Args:
        latin: Number of the font of its ASCII letters.
        other: Number of the font of its other letters, -1 where that of the ASCII letters holds.
        hidden: Whether it is not shown.
        capitals: Whether small letters are shown as capitals.
        special: Whether characters of it mean something else than a letter (sprmCFSpec).
        symbol: The character of a symbol font that it shows.
        changed: Whether it was put in or taken out while changes were tracked.
    """

    latin: int = -1
    other: int = -1
    hidden: bool = False
    capitals: bool = False
    special: bool = False
    symbol: str = ""
    changed: bool = False


@dataclass(frozen=True, slots=True)
class Form:
    """What a paragraph is part of.

    Args:
        style: Number of its style.
        use: Number of its list (ilfo), 0 for none.
        level: In that list, from 0.
        in_table: Whether it stands in a table.
        depth: Tables around it, one inside the other; 0 where only ``in_table`` tells.
        row_end: Whether its mark ends a row.
        inner_cell_end: Whether its mark ends a cell of a table inside a table.
        inner_row_end: Whether its mark ends a row of a table inside a table.
    """

    style: int = 0
    use: int = 0
    level: int = 0
    in_table: bool = False
    depth: int = 0
    row_end: bool = False
    inner_cell_end: bool = False
    inner_row_end: bool = False

    @property
    def tables(self) -> int:
        """How many tables it stands in."""
        return min(max(self.depth, int(self.in_table)), _MOST_DEPTH)


def changes(properties: bytes) -> Iterator[tuple[int, bytes]]:
    """Yield each property change (Prl) of a list and its operand; a list that is cut ends where it is cut."""
    at = 0
    while at + 2 <= len(properties):
        sprm = struct.unpack_from("<H", properties, at)[0]
        at += 2
        size, skip = _operand(sprm, properties[at : at + 2])
        operand = properties[at + skip : at + skip + size]
        if len(operand) == size:
            yield sprm, operand
        at += skip + size


def _operand(sprm: int, head: bytes) -> tuple[int, int]:
    """Return the size of an operand and how many bytes before it tell that size."""
    size = _SIZES[sprm >> 13]
    if size >= 0:
        return size, 0
    if sprm == _TABLE:
        return max(int.from_bytes(head, "little") - 1, 0), 2
    first = head[0] if head else 0
    return (0 if sprm == _TABS and first == 255 else first), 1


def formed(form: Form, properties: bytes) -> Form:
    """Return a paragraph's form after the changes of a property list ([MS-DOC] 2.6.2)."""
    for sprm, operand in changes(properties):
        value = int.from_bytes(operand, "little")
        match sprm:
            case 0x260A:  # sprmPIlvl
                form = replace(form, level=value)
            case 0x460B:  # sprmPIlfo
                form = replace(form, use=value if value < 0x7FF else 0)
            case 0x2416:  # sprmPFInTable
                form = replace(form, in_table=value != 0)
            case 0x2417:  # sprmPFTtp
                form = replace(form, row_end=value != 0)
            case 0x6649:  # sprmPItap
                form = replace(form, depth=value)
            case 0x244B:  # sprmPFInnerTableCell
                form = replace(form, inner_cell_end=value != 0)
            case 0x244C:  # sprmPFInnerTtp
                form = replace(form, inner_row_end=value != 0)
    return form


def looked(look: Look, properties: bytes, style: Look) -> Look:
    """Return a run's look after the changes of a property list ([MS-DOC] 2.6.1).

    Args:
        look: Before.
        properties: The list.
        style: The look that its styles alone give it.
    """
    for sprm, operand in changes(properties):
        value = int.from_bytes(operand[:2], "little")
        match sprm:
            case 0x4A4F:  # sprmCRgFtc0
                look = replace(look, latin=value)
            case 0x4A51:  # sprmCRgFtc2
                look = replace(look, other=value)
            case 0x083C:  # sprmCFVanish
                look = replace(look, hidden=_toggled(value, on=style.hidden))
            case 0x083B:  # sprmCFCaps
                look = replace(look, capitals=_toggled(value, on=style.capitals))
            case 0x0855:  # sprmCFSpec
                look = replace(look, special=value != 0)
            case 0x6A09:  # sprmCSymbol
                look = replace(look, symbol=chr(int.from_bytes(operand[2:], "little")), latin=value, other=value)
            case 0x0800 | 0x0801:  # sprmCFRMarkDel, sprmCFRMarkIns
                look = replace(look, changed=look.changed or value != 0)
            case _ if sprm == _PLAIN:
                look = replace(style, special=look.special, symbol=look.symbol, changed=look.changed)
    return look


def _toggled(value: int, *, on: bool) -> bool:
    """Return what an operand of a switch means ([MS-DOC] ToggleOperand)."""
    if value in (0x80, 0x81):
        return on != (value == 0x81)
    return value != 0


def value_of(properties: bytes, wanted: int) -> int | None:
    """Return the last operand that a property list gives one property, or None."""
    found = [int.from_bytes(operand, "little") for sprm, operand in changes(properties) if sprm == wanted]
    return found[-1] if found else None
