"""The styles of a document and the names of its fonts ([MS-DOC] STSH, SttbfFfn)."""

import struct
from dataclasses import dataclass
from typing import Final

from registry.parsing.formats.msdoc.properties import CHARACTER_STYLE, Form, Look, formed, looked, value_of

_PARAGRAPH: Final = 1
_CHARACTER: Final = 2
_NAME: Final = 39  # bytes before the name of a font in its FFN
_MOST_BASES: Final = 50


@dataclass(frozen=True, slots=True)
class Style:
    """What one style changes.

    Args:
        base: Number of the style that it is based on.
        paragraph: Changes of the paragraph's properties.
        run: Changes of the properties of its characters.
    """

    base: int
    paragraph: bytes = b""
    run: bytes = b""


class Styles:
    """Looks and forms that come from styles.

    Args:
        default: The look where nothing says otherwise.
        styles: By number.
    """

    def __init__(self, default: Look, styles: dict[int, Style]) -> None:
        self._default = default
        self._styles = styles
        self._forms: dict[int, Form] = {}
        self._looks: dict[int, Look] = {}

    def form(self, number: int) -> Form:
        """Return the form that a paragraph style gives."""
        if number not in self._forms:
            form = Form(number)
            for style in self._lineage(number):
                form = formed(form, style.paragraph)
            self._forms[number] = form
        return self._forms[number]

    def look(self, paragraph: int, properties: bytes) -> Look:
        """Return the look of characters: their paragraph's style, their own style, their own changes.

        [MS-DOC] Determining Formatting Properties gives that order.

        Args:
            paragraph: Number of the paragraph's style.
            properties: The changes that stand with them.
        """
        if paragraph not in self._looks:
            self._looks[paragraph] = self._over(self._default, paragraph)
        look = self._looks[paragraph]
        own = value_of(properties, CHARACTER_STYLE)
        if own is not None:
            look = self._over(look, own)
        return looked(look, properties, look)

    def _over(self, look: Look, number: int) -> Look:
        for style in self._lineage(number):
            look = looked(look, style.run, look)
        return look

    def _lineage(self, number: int) -> list[Style]:
        """Return a style after those that it is based on; a circle of them ends somewhere."""
        found: list[Style] = []
        while (style := self._styles.get(number)) is not None and len(found) < _MOST_BASES:
            found.append(style)
            number = style.base
        return found[::-1]


def read_styles(data: bytes) -> Styles:
    """Read the style sheet ([MS-DOC] STSH, STSHI, STD).

    Raises:
        struct.error: It is cut off.
    """
    if not data:
        return Styles(Look(), {})
    head, count, base = struct.unpack_from("<HHH", data)
    latin, _, other = struct.unpack_from("<HHH", data, 14)
    at, found = 2 + head, {}
    for number in range(count):
        if at + 2 > len(data):
            break
        size = struct.unpack_from("<H", data, at)[0]
        style = _style(data[at + 2 : at + 2 + size], base) if size else None
        if style is not None:
            found[number] = style
        at += 2 + size
    return Styles(Look(latin, other), found)


def _style(raw: bytes, base: int) -> Style | None:
    """Read one style, or None where it is neither of paragraphs nor of characters."""
    kind = struct.unpack_from("<H", raw, 2)[0]
    name = struct.unpack_from("<H", raw, base)[0]
    lists = _lists(raw, base + 2 * name + 4)
    if kind & 0xF == _PARAGRAPH and lists:
        return Style(kind >> 4, lists[0][2:], lists[1] if len(lists) > 1 else b"")
    return Style(kind >> 4, b"", lists[0]) if kind & 0xF == _CHARACTER and lists else None


def _lists(raw: bytes, at: int) -> list[bytes]:
    """Return the property lists of a style (LPUpx…), each of which begins at an even byte."""
    found: list[bytes] = []
    while at + 2 <= len(raw) and len(found) < 2:
        size = struct.unpack_from("<H", raw, at)[0]
        found.append(raw[at + 2 : at + 2 + size])
        at += 2 + size + size % 2
    return found


def read_fonts(data: bytes) -> tuple[str, ...]:
    """Read the names of fonts ([MS-DOC] SttbfFfn, FFN), by number."""
    if len(data) < 4:
        return ()
    found, at = [], 4
    for _ in range(struct.unpack_from("<H", data)[0]):
        if at >= len(data):
            break
        raw = data[at + 1 : at + 1 + data[at]]
        name = raw[_NAME:].decode("utf-16-le", "replace")
        found.append(name.partition("\0")[0])
        at += 1 + data[at]
    return tuple(found)
