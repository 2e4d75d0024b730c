"""From a citation to the address of the provision it points at."""

import re
from collections.abc import Collection, Iterator
from typing import Final

from registry.citations.targets import roman_value
from registry.document import Citation

_ZEROS: Final = re.compile(r"^0+(?=\w)")
_ROMAN: Final = re.compile(r"([IVXLC]+)([A-Za-zđ]?)")
_NOT_SLUG: Final = re.compile(r"[^a-z0-9]+")
_ANNEX: Final = re.compile(r"p[^.]+(?:\.ms[^.]+)?")


def address(citation: Citation) -> str | None:
    """Return the address inside the cited document (``d5.k2.da``, ``p1``, ``c2.m1``); None for the whole document.

    Args:
        citation: As found; labels are taken as printed, đ is ``da``.
    """
    parts = [*_annex(citation), *(_article(citation) if citation.article else _titles(citation))]
    return ".".join(parts) or None


def locate(citation: Citation, addresses: Collection[str], inside: str | None = None) -> str | None:
    """Return the provision of a document that a citation leads to, or the nearest one around it that exists.

    Args:
        citation: As found.
        addresses: Every address of the cited document.
        inside: Address around the citation, when it points into its own document: inside an attached regulation
            "Điều 5" is that regulation's.
    """
    wanted = address(citation)
    if wanted is None:
        return None
    for prefix in _prefixes(citation, addresses, inside):
        found = _nearest(f"{prefix}{wanted}", addresses, len(prefix))
        if found is not None:
            return found
    return None


def _prefixes(citation: Citation, addresses: Collection[str], inside: str | None) -> Iterator[str]:
    annex = _ANNEX.match(inside) if inside and citation.annex is None else None
    if annex is not None and not _names_whole_act(citation):
        yield f"{annex[0]}."
    attached = {found[0] for one in addresses if citation.attached and (found := _ANNEX.match(one))}
    if len(attached) == 1:
        yield f"{attached.pop()}."
    yield ""


def _names_whole_act(citation: Citation) -> bool:
    return citation.kind is not None and citation.kind not in ("Quy chế", "Quy định", "Điều lệ", "Hướng dẫn")


def _nearest(wanted: str, addresses: Collection[str], least: int) -> str | None:
    while len(wanted) > least:
        if wanted in addresses:
            return wanted
        wanted = wanted.rpartition(".")[0]
    return None


def _article(citation: Citation) -> list[str]:
    parts = [f"d{_slug(citation.article or '')}"]
    if citation.clause:
        parts.append(f"k{_slug(citation.clause)}")
    if citation.point:
        parts.append(_slug(citation.point.rsplit(".", 1)[-1] if citation.point[0].isdigit() else citation.point))
        if citation.subpoint:
            parts.append(f"t{_slug(citation.subpoint)}")
    return parts


def _titles(citation: Citation) -> list[str]:
    parts = [f"c{_numbered(citation.chapter)}"] if citation.chapter else []
    if citation.section:
        parts.append(f"m{_numbered(citation.section)}")
    if parts and citation.clause:
        parts.append(f"k{_slug(citation.clause)}")
    return parts


def _annex(citation: Citation) -> list[str]:
    if citation.annex is None:
        return []
    form = [f"ms{_slug(citation.form)}"] if citation.form else []
    return form if citation.form == citation.annex else [f"p{_numbered(citation.annex)}", *form]


def _numbered(label: str) -> str:
    """Return a Roman numeral as a number, any other label as it is."""
    roman = _ROMAN.fullmatch(label)
    return f"{roman_value(roman[1])}{_slug(roman[2])}" if roman else _slug(label)


def _slug(label: str) -> str:
    """Return a printed label in the letters of addresses: small, đ as ``da``, without leading zeros."""
    return _NOT_SLUG.sub("-", _ZEROS.sub("", label.lower().replace("đ", "da"))).strip("-")
