"""Fonts that a page sets its letters in, where they say how the letters are to be read (.VnTime, VNI-Times, VPS)."""

import re
from collections.abc import Iterator
from typing import Final

from bs4 import BeautifulSoup
from bs4.element import Tag

from registry.parsing.recovery import script

_LEGACY: Final = re.compile(r"\.vn[a-z]|vni[- ]|vps ", re.IGNORECASE)
_FAMILY: Final = re.compile(
    r"font(?:-family)?\s*:[^;{}]*?(\.Vn[\w ]+|VNI[- ][\w -]+|VPS [\w -]+|[^;{},]+)", re.IGNORECASE
)
_RULE: Final = re.compile(r"([^{}]{1,2000})\{([^{}]{0,5000})\}")


def mentions_legacy(page: str) -> bool:
    """Tell whether a page names a font of a legacy encoding anywhere."""
    return _LEGACY.search(page) is not None


class Fonts:
    """The fonts that tags of a page begin with.

    Args:
        soup: The page with its style sheets.
    """

    def __init__(self, soup: BeautifulSoup) -> None:
        sheets = (str(sheet.string or "") for sheet in soup.find_all("style"))
        self._rules = dict(rule for sheet in sheets for rule in _rules(sheet))

    def of(self, tag: Tag) -> str:
        """Return the font that a tag sets, or an empty string when it goes on with the one around it."""
        face = tag.get("face")
        return (str(face).partition(",")[0] if face else "") or _family(str(tag.get("style") or "")) or self._ruled(tag)

    def _ruled(self, tag: Tag) -> str:
        classes = tag.get("class") or ()
        names = [name for each in classes for name in (f"{tag.name}.{each}".lower(), f".{each}".lower())]
        return next((self._rules[name] for name in (*names, tag.name) if name in self._rules), "")


def _rules(sheet: str) -> Iterator[tuple[str, str]]:
    for found in _RULE.finditer(sheet):
        font = _family(found[2])
        if font:
            yield from ((selector.strip().lower(), font) for selector in found[1].split(",") if selector.strip())


def _family(style: str) -> str:
    """Return the font of a style: a legacy one wherever it stands in the list, else the first."""
    fonts = [name.strip(" '\"") for found in _FAMILY.finditer(style) for name in found[1].split(",")]
    return next((font for font in fonts if script(font)), fonts[0] if fonts else "")
