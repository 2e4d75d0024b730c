"""Keys that make spellings of one name equal."""

import re
from typing import Final

from registry.text import fold, nfc

_JOINTS: Final = re.compile(r"[^a-z0-9]+")


def key(text: str) -> str:
    """Return a name without case, diacritics, tone placement, dashes and runs of white space.

    ``Bộ Lao động – Thương binh & Xã hội`` and ``BỘ LAO ĐỘNG - THƯƠNG BINH VÀ XÃ HỘI`` have one key.

    Args:
        text: A name as printed.
    """
    return " ".join(_JOINTS.split(fold(nfc(text)).replace("&", " va "))).strip()


def slug(text: str) -> str:
    """Return the key with hyphens, for codes and addresses.

    Args:
        text: A name as printed.
    """
    return key(text).replace(" ", "-")
