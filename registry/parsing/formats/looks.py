"""How the runs of a Word document look, where that says how they are to be read: font, hidden, capitals."""

from dataclasses import dataclass, replace
from typing import Any, Final

from docx.oxml.ns import qn

_OFF: Final = frozenset({"0", "false", "off"})


@dataclass(frozen=True, slots=True)
class Look:
    """How a run looks; None where it takes that from what is above it.

    Args:
        font: Name of the font of its letters.
        hidden: Whether it is not shown.
        capitals: Whether small letters are shown as capitals.
    """

    font: str = ""
    hidden: bool | None = None
    capitals: bool | None = None

    def over(self, below: "Look") -> "Look":
        """Return this look completed by another one."""
        return replace(
            self,
            font=self.font or below.font,
            hidden=below.hidden if self.hidden is None else self.hidden,
            capitals=below.capitals if self.capitals is None else self.capitals,
        )


class Looks:
    """The looks that the styles of one document give.

    Args:
        document: An opened python-docx document.
    """

    def __init__(self, document: Any) -> None:
        root = document.styles.element
        self._styles = {str(style.get(qn("w:styleId"))): style for style in root.iter(qn("w:style"))}
        self._known: dict[str, Look] = {}
        whole = root.find(f"{qn('w:docDefaults')}/{qn('w:rPrDefault')}/{qn('w:rPr')}")
        plain = [key for key, style in self._styles.items() if _is_default(style)]
        self._default = _look(whole)
        self._default = self._style(plain[0]) if plain else self._default

    def of(self, run: Any, paragraph: Any) -> Look:
        """Return the look of a run of a paragraph."""
        own = run.find(qn("w:rPr"))
        look = _look(own)
        for properties, name in ((own, "w:rStyle"), (paragraph.find(qn("w:pPr")), "w:pStyle")):
            style = properties.find(qn(name)) if properties is not None else None
            if style is not None:
                look = look.over(self._style(str(style.get(qn("w:val")))))
        return look.over(self._default)

    def _style(self, key: str) -> Look:
        """Return the look of a style, those that it is based on included."""
        if key not in self._known:
            self._known[key] = Look()  # a style that is based on itself ends here
            style = self._styles.get(key)
            if style is not None:
                base = style.find(qn("w:basedOn"))
                below = self._style(str(base.get(qn("w:val")))) if base is not None else Look()
                self._known[key] = _look(style.find(qn("w:rPr"))).over(below).over(self._default)
        return self._known[key]


def _is_default(style: Any) -> bool:
    return style.get(qn("w:type")) == "paragraph" and style.get(qn("w:default")) in ("1", "true")


def _look(properties: Any) -> Look:
    if properties is None:
        return Look()
    fonts = properties.find(qn("w:rFonts"))
    font = "" if fonts is None else fonts.get(qn("w:hAnsi")) or fonts.get(qn("w:ascii")) or ""
    return Look(font, _switch(properties, "w:vanish"), _switch(properties, "w:caps"))


def _switch(properties: Any, name: str) -> bool | None:
    found = properties.find(qn(name))
    return None if found is None else found.get(qn("w:val")) not in _OFF
