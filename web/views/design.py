"""The design tokens as the style sheet has them, and the contrast of the colours that meet on the pages."""

import re
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Final

_BLOCK: Final = re.compile(r":root\s*\{([^}]*)\}")
_TOKEN: Final = re.compile(r"--([\w-]+):\s*([^;]+);")
_HEX: Final = re.compile(r"#(?:[0-9a-f]{3}|[0-9a-f]{6})")
_SYMBOL: Final = re.compile(r'<symbol id="i-([\w-]+)"')

TEXT: Final = 4.5
"""Least contrast of text (WCAG 2.2, 1.4.3)."""
SHAPE: Final = 3.0
"""Least contrast of the edges of controls and of shapes that tell something (WCAG 2.2, 1.4.11)."""

SIZES: Final = ("display", "title", "large", "body", "small", "tiny")
STEPS: Final = ("s1", "s2", "s3", "s4", "s5", "s6", "s7")
_STATES: Final = ("good", "caution", "bad", "wait")
PAIRS: Final = (
    *((front, back, TEXT) for back in ("ground", "paper", "note") for front in ("ink", "quiet", "accent", *_STATES)),
    ("accent-ink", "accent", TEXT),
    ("ink", "accent-soft", TEXT),
    ("accent", "accent-soft", TEXT),
    ("ink", "mark", TEXT),
    ("field", "paper", SHAPE),
    ("field", "ground", SHAPE),
)
"""Which colour stands on which, and how much contrast that takes."""


@dataclass(frozen=True, slots=True)
class Token:
    """A token and its value as written."""

    name: str
    value: str


@dataclass(frozen=True, slots=True)
class Pair:
    """A colour on another, with their contrast (1 to 21) and the least that it takes."""

    front: str
    back: str
    front_value: str
    back_value: str
    contrast: float
    least: float

    @property
    def enough(self) -> bool:
        """True when the contrast is enough."""
        return self.contrast >= self.least


@dataclass(frozen=True, slots=True)
class Design:
    """What the pattern page shows of the style sheet and the sprite."""

    sizes: tuple[Token, ...]
    steps: tuple[Token, ...]
    others: tuple[Token, ...]
    light: tuple[Pair, ...]
    dark: tuple[Pair, ...]
    icons: tuple[str, ...]


def design(style: str, sprite: str) -> Design:
    """Read the design from its sources.

    Args:
        style: The style sheet: its first two ``:root`` blocks hold the tokens, light and dark.
        sprite: The template of the icons.
    """
    light, dark = (dict(_TOKEN.findall(block)) for block in _BLOCK.findall(style)[:2])
    colours = {name for name, value in light.items() if _HEX.fullmatch(value)}
    others = [name for name in light if name not in (*colours, *SIZES, *STEPS)]
    return Design(
        sizes=tuple(Token(name, light[name]) for name in SIZES),
        steps=tuple(Token(name, light[name]) for name in STEPS),
        others=tuple(Token(name, light[name]) for name in others),
        light=pairs(light),
        dark=pairs(light | dark),
        icons=tuple(_SYMBOL.findall(sprite)),
    )


def pairs(tokens: Mapping[str, str]) -> tuple[Pair, ...]:
    """Return the pairs of :data:`PAIRS` with their contrast."""
    return tuple(
        Pair(front, back, tokens[front], tokens[back], contrast(tokens[front], tokens[back]), least)
        for front, back, least in PAIRS
    )


def contrast(one: str, other: str) -> float:
    """Return the contrast of two colours (WCAG 2.2, contrast ratio), rounded down to two places."""
    lights = sorted((_luminance(one), _luminance(other)))
    return int((lights[1] + 0.05) / (lights[0] + 0.05) * 100) / 100


def _luminance(colour: str) -> float:
    digits = colour.removeprefix("#")
    whole = digits if len(digits) == 6 else "".join(digit * 2 for digit in digits)
    red, green, blue = (_linear(int(whole[at : at + 2], 16) / 255) for at in (0, 2, 4))
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


def _linear(share: float) -> float:
    return share / 12.92 if share <= 0.04045 else float(((share + 0.055) / 1.055) ** 2.4)
