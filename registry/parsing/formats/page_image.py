"""Pictures of pages made ready for recognition: grey, upright, and straight."""

from collections.abc import Iterator
from io import BytesIO
from typing import Final

import numpy as np
from PIL import Image, ImageOps, ImageSequence

_MOST: Final = 5.0  # degrees that a sheet lies askew on the glass at most
_LEAST: Final = 0.2  # degrees below which turning costs more sharpness than it gains
_WIDTH: Final = 800  # dots across which the lines are looked for
_BAND: Final = 8  # dots
_INK: Final = 90  # steps of grey below white
_CLEARER: Final = 1.2  # how much sharper the lines must stand to be turned

_Columns = np.ndarray[tuple[int, ...], np.dtype[np.float64]]


def frames(data: bytes) -> Iterator[Image.Image]:
    """Yield the pages of a picture in grey, each turned as the camera says that it was held.

    Raises:
        OSError: It is damaged, or of a kind that is not known.
    """
    with Image.open(BytesIO(data)) as picture:
        for frame in ImageSequence.Iterator(picture):
            yield _on_white(ImageOps.exif_transpose(frame))


def _on_white(picture: Image.Image) -> Image.Image:
    """Return a picture in grey; what is transparent is white as paper, not black."""
    if picture.has_transparency_data:
        clear = picture.convert("RGBA")
        paper = Image.new("RGBA", clear.size, "white")
        return Image.alpha_composite(paper, clear).convert("L")
    return picture.convert("L")


def straightened(page: Image.Image) -> Image.Image:
    """Return a page whose lines run level: those of a sheet that lay askew are turned back."""
    angle = skew(page)
    if abs(angle) < _LEAST:
        return page
    return page.rotate(-angle, resample=Image.Resampling.BICUBIC, fillcolor=255)


def skew(page: Image.Image) -> float:
    """Return by how many degrees, anticlockwise, the lines of a page rise to the right.

    The sums of ink along level lines differ most from each other when the lines of print are level (projection
    profile). Sheets that show no lines, such as photographs, give 0.
    """
    small = page.reduce(max(1, round(page.width / _WIDTH)))
    ink = 255.0 - np.asarray(small, dtype=np.float64)
    ink = np.where(ink > _INK, ink, 0.0)
    bands = [ink[:, at : at + _BAND].sum(axis=1) for at in range(0, ink.shape[1], _BAND)]
    places = [(at + _BAND / 2 - ink.shape[1] / 2) for at in range(0, ink.shape[1], _BAND)]
    level = _sharpness(bands, places, 0.0)
    coarse = max(np.arange(-_MOST, _MOST + 0.1, 0.5), key=lambda angle: _sharpness(bands, places, float(angle)))
    fine = max(np.arange(coarse - 0.4, coarse + 0.41, 0.1), key=lambda angle: _sharpness(bands, places, float(angle)))
    return float(fine) if _sharpness(bands, places, float(fine)) > _CLEARER * level else 0.0


def _sharpness(bands: list[_Columns], places: list[float], angle: float) -> float:
    """Return how sharply lines rising at an angle in degrees part from each other."""
    slope = np.tan(np.radians(angle))
    profile = np.sum([np.roll(band, round(slope * at)) for band, at in zip(bands, places, strict=True)], axis=0)
    return float((np.diff(profile) ** 2).sum())


def portable(page: Image.Image) -> bytes:
    """Return a page as a portable greymap."""
    return f"P5 {page.width} {page.height} 255\n".encode() + page.tobytes()
