"""Text that legacy fonts and encodings left in Latin letters ("Céng hßa x· héi"), read again in Unicode."""

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import Final

from registry.document import Issue
from registry.issues import issue
from registry.parsing.legacy import TABLES, read_as
from registry.parsing.syllables import counted, share

_SIGNS: Final = re.compile("[\x80-\xff\u0152-\u0192\u02c6-\u02dc\u2013-\u203a\u20ac\u2122]")
UNICODE_LETTER: Final = re.compile("[\u0102-\u0111\u0128\u0129\u0168\u0169\u01a0-\u01b0\u0300-\u0323\u1ea0-\u1ef9]")
_STRANGE: Final = 0.5  # share of syllables below which a line was not read right
_SURE: Final = 0.8  # share of syllables from which a reading is taken
_FEW: Final = 3  # words that a guess needs
_SEVERAL: Final = 6  # the same where most of the text is in Unicode
# Symbol fonts show bytes in a private area of Unicode.
_PRIVATE: Final = {0xF000 + code: chr(code) for code in range(0x20, 0x100)}
_SAMPLE: Final = 2_000  # lines
_EXAMPLE: Final = 40
SOFT_HYPHEN: Final = "\xad"  # in old fonts a letter: programs that see no more than its code store a hyphenation mark


@dataclass(frozen=True, slots=True)
class Decoded:
    """Text found in bytes.

    Args:
        text: The text in Unicode, NFC for legacy encodings.
        encoding: Name of the encoding found.
        issues: A doubt when the encoding is a legacy one, or some of the text could not be read.
    """

    text: str
    encoding: str
    issues: tuple[Issue, ...] = ()


def recover(text: str, encoding: str = "utf-8") -> Decoded:
    """Return Unicode text: lines whose letters are those of a legacy encoding shown as Latin ones are read again.

    A text may hold both, as pasted pieces do: then only the strange lines are, and those between two of them.

    Args:
        text: Text that may hold "Céng hßa x· héi" for "Cộng hòa xã hội".
        encoding: Name to report when nothing has to be done.
    """
    if not _SIGNS.search(text):
        return Decoded(text, encoding)
    lines = text.split("\n")
    strange = [at for at, line in enumerate(lines) if _is_strange(line)]
    sample = "\n".join(lines[at] for at in strange[:_SAMPLE])
    whole = not UNICODE_LETTER.search(text)
    if counted(sample)[1] < (_FEW if whole else _SEVERAL):
        return Decoded(text, encoding)
    found = best(sample)
    if found is None:
        return Decoded(text, encoding, _doubt(lines, strange))
    return _read_again(lines, found) if whole else _mended(lines, strange, found, encoding)


def _read_again(lines: Sequence[str], name: str) -> Decoded:
    text = read_as(name, "\n".join(lines))
    return Decoded(text, name, (issue("legacy-encoding", encoding=name),))


def best(sample: str, least: int = _FEW) -> str | None:
    """Return the legacy encoding under which nearly all marked words are syllables, or None.

    Args:
        sample: As shown in Latin letters.
        least: Marked words that there must be.
    """
    shares = {name: _share_under(name, sample, least) for name in TABLES}
    found = max(shares, key=lambda name: shares[name])
    return found if shares[found] >= _SURE else None


def _share_under(name: str, sample: str, least: int) -> float:
    text = read_as(name, sample)
    good, marked = counted(text)
    return good / marked if marked >= least else 0.0


def _is_strange(line: str) -> bool:
    good, marked = counted(line) if _SIGNS.search(line) else (0, 0)
    return good < marked * _STRANGE


def _mended(lines: Sequence[str], strange: Sequence[int], name: str, encoding: str) -> Decoded:
    """Return the lines with the strange ones read again, and the doubts."""
    marked = sum(counted(line)[1] > 0 for line in lines)
    changed = {at: read_as(name, lines[at]) for at in _between(lines, strange) if _SIGNS.search(lines[at])}
    better = {at: line for at, line in changed.items() if share(line) >= _SURE}
    text = "\n".join(better.get(at, line) for at, line in enumerate(lines))
    left = [at for at in strange if at not in better]
    doubts = (issue("mixed-encoding", encoding=name, lines=len(better), of=marked), *_doubt(lines, left))
    return Decoded(text, encoding, doubts)


def _between(lines: Sequence[str], strange: Sequence[int]) -> list[int]:
    """Return the strange lines and those right between two of them that nothing shows to be Unicode."""
    found = set(strange)
    joined = [
        at
        for at in range(1, len(lines) - 1)
        if at not in found and {at - 1, at + 1} <= found and not UNICODE_LETTER.search(lines[at])
    ]
    return sorted([*strange, *joined])


def _doubt(lines: Sequence[str], strange: Sequence[int]) -> tuple[Issue, ...]:
    """Return an issue for lines that make no sense and could not be read in another way either."""
    unread = [lines[at].strip() for at in strange if _is_garbled(lines[at])]
    return (issue("doubtful-encoding", lines=len(unread), example=unread[0][:_EXAMPLE]),) if unread else ()


def _is_garbled(line: str) -> bool:
    """Tell whether several words of a line hold signs that no language puts inside words."""
    words = re.findall(r"[A-Za-z][\xa1-\xbf\x80-\x9f\u2013-\u203a\u20ac\u2122][A-Za-z]", line)
    return len(words) >= _FEW


@dataclass(frozen=True, slots=True)
class Piece:
    """Text set in one font.

    Args:
        text: As the file holds it.
        font: Name of the font, or an empty string.
    """

    text: str
    font: str = ""


def read_fonts(pieces: Sequence[Piece]) -> tuple[str, str]:
    """Return the text of a paragraph whose pieces are set in different fonts, and the legacy encoding that was met.

    A font says how its letters are to be read: those of ``.VnTime`` are TCVN3, and ``.VnTimeH`` shows them as
    capitals. A paragraph that holds Vietnamese letters of Unicode in such a font was only given its look.

    Args:
        pieces: In order.
    """
    joined = _joined(pieces)
    legacy = "".join(piece.text for piece in joined if script(piece.font))
    plain = UNICODE_LETTER.search(legacy) is not None
    met, out = "", []
    for piece in joined:
        name, capitals = script(piece.font) or ("", False)
        text = piece.text
        if name and not plain and not text.isascii():
            text, met = read_as(name, shown_private(text)), name
        out.append(text.upper() if capitals else text)
    return "".join(out), met


def shown_private(text: str) -> str:
    """Return the text with the bytes that symbol fonts show in a private area of Unicode as Latin letters."""
    return text.translate(_PRIVATE)


def _joined(pieces: Sequence[Piece]) -> list[Piece]:
    """Return the pieces with neighbours of one script put together: a letter and its mark may be set apart."""
    found: list[Piece] = []
    for piece in pieces:
        if found and script(found[-1].font) == script(piece.font):
            found[-1] = replace(found[-1], text=found[-1].text + piece.text)
        else:
            found.append(piece)
    return found


def script(font: str) -> tuple[str, bool] | None:
    """Return the legacy encoding of a font and whether it shows capitals alone, or None for any other font.

    Args:
        font: ``.VnTimeH``, ``VNI-Times``, ``VPS Long An``; a name in quotes or with a subset's tag is known too.
    """
    name = re.sub(r"^[A-Z]{6}\+", "", font.strip(" '\"")).lower()
    if name.startswith(".vn"):
        return "TCVN3", name.rstrip().endswith("h")
    if name.startswith(("vni-", "vni ")):
        return "VNI", False
    return ("VPS", False) if name.startswith("vps ") else None
